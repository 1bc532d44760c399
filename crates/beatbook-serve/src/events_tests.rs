use beatbook_core::Audience;

use crate::AUDIT_LOG;
use crate::fixture_tests::PEAK_ID;
use crate::served_tests::{Server, header};

#[test]
fn a_listing_of_rows_is_logged_before_it_is_sent() {
    let server = Server::start(Audience::Operational);
    let log = server.book.path().join(AUDIT_LOG);
    let lines = || std::fs::read_to_string(&log).unwrap_or_default();
    server.problem("api/v1/events?hour=168", 400);
    assert_eq!(lines(), "", "what was refused is no listing");
    let found = server.json("api/v1/events?category=theft&month=2024-01");
    let rows = found["rows"].as_array().unwrap();
    assert_eq!(found["shown"], rows.len());
    assert!(found["total"].as_u64().unwrap() >= rows.len() as u64);
    assert!(!rows.is_empty() && rows.len() <= 200);
    for row in rows {
        assert_eq!(row["category"], "Theft");
        assert!(
            row["from"].as_str().unwrap().starts_with("2024-01-"),
            "{row}"
        );
        assert_eq!(row["file"], "extract.csv");
        assert!(row["line"].as_u64().unwrap() >= 2);
        assert!(row["ref"].is_string());
    }
    let logged = lines();
    assert_eq!(logged.lines().count(), 1);
    assert!(
        logged.contains("\toperational\tsource=offence&category=theft&")
            && logged.contains("&month=2024-01\t")
            && logged.ends_with(&format!("\t{} rows\n", rows.len())),
        "{logged}"
    );
    let response = server.get(&format!("api/v1/events?cell={PEAK_ID}"));
    assert_eq!(header(&response, "cache-control"), "no-store");
    assert_eq!(header(&response, "etag"), "");
    assert_eq!(lines().lines().count(), 2);
}

#[test]
fn rows_are_not_sent_when_the_listing_cannot_be_logged() {
    let server = Server::start(Audience::Analyst);
    std::fs::create_dir(server.book.path().join(AUDIT_LOG)).unwrap();
    let problem = server.problem("api/v1/events", 503);
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("audit.log"), "{detail}");
    assert!(problem["rows"].is_null());
}

#[test]
fn rows_of_a_health_source_are_listed_for_nobody_and_rows_at_all_not_for_partners() {
    for audience in [Audience::Analyst, Audience::Operational] {
        let server = Server::start(audience);
        server.problem("api/v1/events?source=attendance", 403);
        assert!(!server.book.path().join(AUDIT_LOG).exists());
    }
    let server = Server::start(Audience::Partnership);
    server.problem("api/v1/events", 403);
    assert!(!server.book.path().join(AUDIT_LOG).exists());
}
