use std::time::{Duration, UNIX_EPOCH};

use beatbook_core::{Audience, EventList, ListedEvent, Policy, Precision, Released, Setting};

use super::{AUDIT_LOG, line, log_listing, utc};
use crate::answers_fixture_tests::answer;
use crate::asked::{behind, behind_text};

fn listing() -> Released<EventList> {
    let row = ListedEvent {
        id: Some("CRIME-1".into()),
        from: 0,
        to: 0,
        precision: Precision::Instant,
        category: "Violence".into(),
        code: None,
        premises: None,
        link: None,
        called_by_premises: false,
        setting: Setting::Street,
        place: Some("12 Secret Street".into()),
        flags: vec!["knife".into()],
        recorded: None,
        file: "extract.csv".into(),
        line: 2,
    };
    let list = EventList {
        total: 300,
        rows: vec![row.clone(), row],
    };
    answer(list, "category=violence", 300)
        .release(Policy::new(Audience::Operational))
        .unwrap()
}

#[test]
fn the_time_is_utc_as_in_rfc_3339() {
    let at = |seconds| utc(UNIX_EPOCH + Duration::from_secs(seconds));
    assert_eq!(at(0), "1970-01-01T00:00:00Z");
    assert_eq!(at(1_688_212_805), "2023-07-01T12:00:05Z", "no summer time");
}

#[test]
fn a_line_says_who_what_and_how_many_but_nothing_of_the_rows() {
    let behind = behind(None, None, Some("3"), None).unwrap();
    assert_eq!(
        line(&listing(), &behind_text(&behind), 2, "T"),
        "T\toperational\tsource=offence&category=violence&from=2024-01-01&to=2024-12-30&hour=3\t2 rows\n"
    );
}

#[test]
fn every_listing_adds_one_line() {
    let book = tempfile::tempdir().unwrap();
    for lines in 1..=3 {
        log_listing(
            book.path(),
            &listing(),
            &behind(None, None, None, None).unwrap(),
        )
        .unwrap();
        let log = std::fs::read_to_string(book.path().join(AUDIT_LOG)).unwrap();
        assert_eq!(log.lines().count(), lines);
        assert!(!log.contains("CRIME-1") && !log.contains("Secret"), "{log}");
    }
}

#[test]
fn a_log_that_cannot_be_written_is_an_error_that_names_the_file() {
    let book = tempfile::tempdir().unwrap();
    std::fs::create_dir(book.path().join(AUDIT_LOG)).unwrap();
    let nothing = behind(None, None, None, None).unwrap();
    let error = log_listing(book.path(), &listing(), &nothing).unwrap_err();
    assert!(error.to_string().contains("audit.log"), "{error}");
    assert!(error.to_string().contains("; make the file writable"));
}
