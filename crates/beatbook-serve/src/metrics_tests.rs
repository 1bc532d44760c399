use std::collections::BTreeSet;

use beatbook_core::Audience;

use super::{METHODS, STATUSES};
use crate::api;
use crate::served_tests::{Server, header, over_peak};

/// Values of a label in the text.
fn values<'a>(text: &'a str, label: &str) -> BTreeSet<&'a str> {
    let begins = format!("{label}=\"");
    let found = text.match_indices(&begins).map(|(at, _)| {
        let rest = &text[at + begins.len()..];
        rest.split('"').next().unwrap()
    });
    found.collect()
}

fn number(text: &str, name: &str) -> f64 {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("no {name} in {text}"))
        .parse()
        .unwrap()
}

#[test]
fn whatever_is_asked_labels_stay_in_the_known_set() {
    let server = Server::start(Audience::Analyst);
    let tile = over_peak(12);
    for path in [
        "",
        "nowhere/SJ8498SW",
        "api/v1/hotspots?category=violence&area=lsoa11:E01000001",
        "api/v1/hotspots/8a1951000000ffff?unit=h3-10",
        "api/v1/hotspots/%22%0Aevil%22?unit=h3-10",
        "api/v1/secret?category=theft",
        "tiles/hotspots.json",
        "tiles/rumour.json",
        "tiles/rumour/1/2/3.mvt",
        "tiles/a/b/c/d/e",
        "health/live",
        "..%2f..%2fetc%2fpasswd",
        &format!("tiles/hotspots/{tile}.mvt?window=fri22-sat07"),
    ] {
        server.get(path);
    }
    server.raw("BREW / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let text = server.text("metrics");
    let described = api::routes().into_openapi();
    let mut known: BTreeSet<&str> = described.paths.paths.keys().map(String::as_str).collect();
    known.insert("page");
    let routes = values(&text, "route");
    assert!(routes.is_subset(&known), "{routes:?}");
    for route in [
        "/tiles/{layer}/{z}/{x}/{y}",
        "/api/v1/hotspots/{id}",
        "page",
    ] {
        assert!(routes.contains(route), "{route} in {routes:?}");
    }
    let methods = values(&text, "method");
    assert!(methods.iter().all(|word| METHODS.contains(word)));
    let statuses = values(&text, "status");
    assert!(statuses.iter().all(|word| STATUSES.contains(word)));
    assert_eq!(values(&text, "cache"), ["answers", "ready"].into());
    for word in [
        "violence", "E0100", "8a19", "SJ84", "evil", "rumour", "passwd", "fri22",
    ] {
        assert!(!text.contains(word), "{word} in {text}");
    }
    assert!(text.ends_with("# EOF\n"));
}

#[test]
fn requests_caches_and_versions_are_counted() {
    let server = Server::start(Audience::Analyst);
    for _ in 0..3 {
        server.get("api/v1/hotspots");
    }
    server.get("api/v1/hotspots?unit=miles");
    let response = server.get("metrics");
    assert!(header(&response, "content-type").starts_with("application/openmetrics-text"));
    let text = server.text("metrics");
    let of_route = |status: u16| {
        let labels = format!("{{route=\"/api/v1/hotspots\",method=\"GET\",status=\"{status}\"}}");
        number(&text, &format!("beatbook_requests_total{labels}"))
    };
    assert_eq!((of_route(200), of_route(400)), (3.0, 1.0));
    let took = "beatbook_request_duration_seconds_count{route=\"/api/v1/hotspots\"}";
    assert_eq!(number(&text, took), 4.0);
    assert_eq!(
        number(&text, "beatbook_requests_in_flight"),
        1.0,
        "this one"
    );
    assert!(number(&text, "beatbook_cache_misses_total{cache=\"answers\"}") >= 1.0);
    assert!(number(&text, "beatbook_cache_bytes{cache=\"ready\"}") > 0.0);
    assert_eq!(number(&text, "beatbook_book_swaps_total"), 0.0);
    assert_eq!(number(&text, "beatbook_book_trouble"), 0.0);
    assert_eq!(number(&text, "beatbook_queue_waiting"), 0.0);
    assert!(text.contains("beatbook_build_info{version="), "{text}");
    if cfg!(target_os = "linux") {
        assert!(number(&text, "process_resident_memory_bytes") > 1e6);
    }
    assert_eq!(server.problem("metrics?x=1", 400)["parameter"], "x");
}
