use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use super::Bounds;
use crate::pool::Pool;
use crate::served_tests::{Server, until};

const END: &str = "Host: localhost\r\nConnection: close\r\n\r\n";
/// Half a minute of work.
const LONG: &str = "/api/v1/scan?permutations=99999&max-share=0.5";

fn connect(server: &Server) -> TcpStream {
    let page = server.page.trim_start_matches("http://");
    TcpStream::connect(page.trim_end_matches('/')).unwrap()
}

/// A connection on which something was asked.
fn ask(server: &Server, path: &str) -> TcpStream {
    let mut stream = connect(server);
    let request = format!("GET {path} HTTP/1.1\r\n{END}");
    stream.write_all(request.as_bytes()).unwrap();
    stream
}

fn told(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn work_is_left_when_its_connection_is_closed() {
    let server = Server::bounded(Pool::new(1, 8), Bounds::default());
    let pool = server.served.pool();
    let asked = ask(&server, LONG);
    until("the work begins", || pool.working() == 1);
    let waits = ask(&server, "/api/v1/hotspots");
    until("the next one waits", || pool.waiting() == 1);
    drop(waits);
    until("it waits no more", || pool.waiting() == 0);
    drop(asked);
    until("the work is left", || pool.counts.cancelled.get() == 1);
    until("nothing is at work", || pool.working() == 0);
    let left = || {
        server
            .text("metrics")
            .contains("beatbook_requests_left_total 2")
    };
    until("both are counted", left);
    assert_eq!(server.get("api/v1/hotspots").status(), 200);
}

#[test]
fn who_is_slow_to_ask_is_cut_off() {
    let bounds = Bounds {
        head: Duration::from_millis(50),
        ..Bounds::default()
    };
    let server = Server::bounded(Pool::default(), bounds);
    let mut stream = connect(&server);
    stream.write_all(b"GET /api/v1/meta HT").unwrap();
    let answer = told(stream);
    assert!(!answer.contains(" 200 "), "{answer}");
    // So is a connection that is kept and rests.
    let mut stream = connect(&server);
    let request = "GET /api/v1/meta HTTP/1.1\r\nHost: localhost\r\n\r\n";
    stream.write_all(request.as_bytes()).unwrap();
    assert!(told(stream).starts_with("HTTP/1.1 200"));
}

#[test]
fn connections_beyond_the_bound_wait_until_one_ends() {
    let bounds = Bounds {
        most: 1,
        ..Bounds::default()
    };
    let server = Server::bounded(Pool::default(), bounds);
    let open = &server.served.metrics().connections;
    let mut first = connect(&server);
    until("the first is accepted", || open.get() == 1);
    let second = ask(&server, "/api/v1/meta");
    let request = "GET /api/v1/meta HTTP/1.1\r\nHost: localhost\r\n\r\n";
    first.write_all(request.as_bytes()).unwrap();
    first.read_exact(&mut [0]).unwrap(); // it is answered while the second waits
    assert_eq!(open.get(), 1);
    drop(first);
    assert!(told(second).starts_with("HTTP/1.1 200"));
}

#[test]
fn requests_under_way_are_answered_before_the_end() {
    let mut server = Server::bounded(Pool::new(1, 8), Bounds::default());
    let served = server.served.clone();
    let busy = server.keep_busy();
    let asked = ask(&server, "/api/v1/hotspots");
    until("it waits", || served.pool().waiting() == 1);
    let address = server.page.clone();
    let answer = thread::spawn(move || told(asked));
    let end = thread::spawn(move || server.stop());
    until("the server ends", || served.is_stopped());
    busy.end();
    assert!(answer.join().unwrap().starts_with("HTTP/1.1 200"));
    end.join().unwrap().unwrap();
    let address = address.trim_start_matches("http://").trim_end_matches('/');
    assert!(TcpStream::connect(address).is_err(), "nobody is let in");
}

#[test]
fn work_that_outlasts_the_end_is_left() {
    let bounds = Bounds {
        last_requests: Duration::ZERO,
        ..Bounds::default()
    };
    let mut server = Server::bounded(Pool::new(1, 8), bounds);
    let served = server.served.clone();
    let asked = ask(&server, LONG);
    until("the work begins", || served.pool().working() == 1);
    server.stop().unwrap();
    assert_eq!(served.pool().working(), 0);
    assert_eq!(served.pool().counts.cancelled.get(), 1);
    assert_eq!(told(asked), "");
}

#[test]
fn answers_that_take_too_long_are_refused_in_words() {
    let pool = Pool::new(1, 8).within(Duration::from_millis(20));
    let server = Server::bounded(pool, Bounds::default());
    let problem = server.problem(LONG.trim_start_matches('/'), 503);
    assert_eq!(problem["type"], "urn:beatbook:too-long");
    until("the work is left", || server.served.pool().working() == 0);
}
