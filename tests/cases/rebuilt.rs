//! A book that is built again while it is served: the server takes the new version, and nobody notices.

use std::collections::BTreeSet;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use beatbook_tests::{Scenario, Server};
use serde_json::Value;

const PATIENCE: Duration = Duration::from_mins(1);

#[test]
fn a_book_built_again_is_picked_up_between_two_requests() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &["--events", "2000"]);
    let server = Server::start(scenario.program(), &scenario.book("city")).unwrap();
    let done = AtomicBool::new(false);
    let (answered, versions) = thread::scope(|scope| {
        let asker = scope.spawn(|| {
            let mut answered = Vec::new();
            while !done.load(Ordering::Relaxed) {
                for path in ["hotspots?count=events", "areas?layer=ward22", "meta"] {
                    let answer = get(&server, path);
                    answered.push(answer["book"].as_str().unwrap().to_owned());
                }
            }
            answered
        });
        let mut versions = vec![served(&server)];
        for title in ["Another city", "One city more"] {
            let config = city.join("beatbook.toml");
            let text = fs::read_to_string(&config).unwrap();
            let line = text.lines().find(|line| line.starts_with("title")).unwrap();
            fs::write(&config, text.replace(line, &format!("title = \"{title}\""))).unwrap();
            scenario.book("city");
            let began = Instant::now();
            while served(&server) == *versions.last().unwrap() {
                assert!(began.elapsed() < PATIENCE, "{title} was not picked up");
                thread::sleep(Duration::from_millis(100));
            }
            versions.push(served(&server));
            assert_eq!(get(&server, "meta")["title"], title);
        }
        done.store(true, Ordering::Relaxed);
        (asker.join().unwrap(), versions)
    });
    let seen: BTreeSet<&String> = answered.iter().collect();
    assert!(
        seen.iter().all(|book| versions.contains(book)),
        "{seen:?} of {versions:?}"
    );
    assert!(seen.len() > 1, "nobody asked while the book changed");
}

fn served(server: &Server) -> String {
    let health = get(server, "health");
    assert_eq!(health["trouble"], Value::Null);
    health["book"].as_str().unwrap().to_owned()
}

/// An answer, which has to come.
fn get(server: &Server, path: &str) -> Value {
    let mut response = ureq::get(format!("{}/api/v1/{path}", server.url()))
        .call()
        .unwrap();
    response.body_mut().read_json().unwrap()
}
