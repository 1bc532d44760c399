use std::io::{Read, Write};
use std::net::TcpStream;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::routing::get;
use beatbook_core::Audience;
use serde_json::Value;

use super::Front;
use crate::connections::Bounds;
use crate::fixture_tests::store;
use crate::limits::{LARGEST_BODY, LONGEST_ADDRESS, MOST_HEADER_BYTES, MOST_HEADERS};
use crate::pool::Pool;
use crate::served_tests::{Server, header, over_peak};
use crate::{Served, Tokens};

/// Status and kind of problem of the answer to a request written by hand.
fn refused(server: &Server, request: &str) -> (String, String) {
    let (head, body) = server.raw(request);
    let problem: Value = serde_json::from_slice(&body).unwrap();
    let strict = head.to_lowercase().contains("content-security-policy");
    assert!(strict, "refusals are as strict as answers: {head}");
    let status = head.split(' ').nth(1).unwrap().to_owned();
    (status, problem["type"].as_str().unwrap().to_owned())
}

#[test]
fn what_is_too_long_is_refused_in_words() {
    let server = Server::start(Audience::Analyst);
    let end = "Host: localhost\r\nConnection: close\r\n\r\n";
    let path = |bytes: usize| format!("/api/v1/meta?{:x<1$}", "", bytes - "/api/v1/meta?".len());
    let ask = |bytes| format!("GET {} HTTP/1.1\r\n{end}", path(bytes));
    let (status, kind) = refused(&server, &ask(LONGEST_ADDRESS));
    assert_eq!(
        (status.as_str(), kind.as_str()),
        ("400", "urn:beatbook:selection"),
        "it is read"
    );
    let many: String = (0..=MOST_HEADERS)
        .map(|n| format!("X-{n}: 1\r\n"))
        .collect();
    let long = format!("Cookie: {:x<1$}\r\n", "", MOST_HEADER_BYTES);
    let body = LARGEST_BODY + 1;
    for (request, status, kind) in [
        (ask(LONGEST_ADDRESS + 1), "414", "address"),
        (format!("GET / HTTP/1.1\r\n{many}{end}"), "431", "headers"),
        (format!("GET / HTTP/1.1\r\n{long}{end}"), "431", "headers"),
        (
            format!("GET / HTTP/1.1\r\nContent-Length: {body}\r\n{end}"),
            "413",
            "body",
        ),
        (
            format!("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n{end}"),
            "413",
            "body",
        ),
    ] {
        let told = refused(&server, &request);
        assert_eq!(told, (status.into(), format!("urn:beatbook:{kind}")));
    }
    // Beyond what is read at all the connection is closed, perhaps before all of it was sent.
    let page = server.page.trim_start_matches("http://");
    let mut stream = TcpStream::connect(page.trim_end_matches('/')).unwrap();
    let huge = format!("GET /{} HTTP/1.1\r\n{end}", "x".repeat(100 << 10));
    let _ = stream.write_all(huge.as_bytes());
    let mut told = Vec::new();
    let _ = stream.read_to_end(&mut told);
    assert!(!String::from_utf8_lossy(&told).contains(" 200 "));
    assert_eq!(server.get("api/v1/meta").status(), 200);
}

async fn defect() -> &'static str {
    panic!("a defect")
}

#[test]
fn a_defect_is_an_answer_and_is_counted() {
    let (folder, store) = store();
    let served = Served::new(store, folder.path(), Audience::Analyst, Tokens::default());
    let mut front = Front::new(served.clone());
    front.addresses = Router::new().route("/", get(defect));
    let request = Request::get("/").header("host", "localhost");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let (status, problem) = runtime.block_on(async {
        let answer = front.answer(request.body(Body::empty()).unwrap()).await;
        let status = answer.status();
        let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice::<Value>(&body).unwrap())
    });
    assert_eq!(status, 500);
    assert_eq!(problem["type"], "urn:beatbook:broken");
    let text = served.metrics().text(&served).unwrap();
    assert!(text.contains("beatbook_broken_total 1\n"), "{text}");
    assert!(text.contains("beatbook_requests_in_flight 0\n"), "{text}");
}

#[test]
fn what_is_ready_never_waits_for_what_is_worked_on() {
    let server = Server::bounded(Pool::new(1, 0), Bounds::default());
    let tile = format!("tiles/hotspots/{}.mvt", over_peak(12));
    assert_eq!(server.get(&tile).status(), 200);
    let busy = server.keep_busy();
    assert_eq!(server.get(&tile).status(), 200, "it is ready");
    assert_eq!(server.get("health/live").status(), 200);
    for path in ["api/v1/hotspots?count=events", "health/ready"] {
        let refused = server.get(path);
        assert_eq!(refused.status(), 503, "{path}");
        assert_eq!(header(&refused, "retry-after"), "1");
    }
    busy.end();
    assert_eq!(server.get("health/ready").status(), 200);
    assert_eq!(server.get("api/v1/hotspots?count=events").status(), 200);
}
