use beatbook_core::{Audience, Behind, Day, EventList, ListedEvent, Precision, Setting};

use super::Rows;
use crate::answers_fixture_tests::{csv_of, page_of, released};
use crate::question::Question;

fn rows() -> Rows {
    Rows {
        behind: Behind::default(),
    }
}

fn found() -> EventList {
    let from = Day::parse("2024-01-05").unwrap().at(22, 15, 0).unwrap();
    let row = |precision, to| ListedEvent {
        id: Some("CRIME-000001".into()),
        from,
        to,
        precision,
        category: "Assault with injury on a very long afternoon".into(),
        code: None,
        premises: None,
        link: None,
        called_by_premises: false,
        setting: Setting::Street,
        place: Some("Somewhere along the very long street".into()),
        flags: vec!["knife".into(), "alcohol".into()],
        recorded: Day::parse("2024-01-06").ok(),
        file: "police-extract.csv".into(),
        line: 1_204,
    };
    EventList {
        total: 2,
        rows: vec![
            row(Precision::Instant, from),
            row(Precision::Interval, from + 3_600),
        ],
    }
}

#[test]
fn rows_stand_with_their_file_and_line() {
    let text = page_of(&rows(), &released(found(), Audience::Operational));
    assert_eq!(text.matches("1:1204").count(), 2, "{text}");
    assert!(text.contains("file 1: police-extract.csv"), "{text}");
    assert_eq!(text.matches("2024-01-05 22:15").count(), 2);
    assert_eq!(text.matches("2024-01-05 23:15").count(), 1);
}

#[test]
fn a_sheet_of_rows_leaves_nothing_out() {
    let sheet = csv_of(&rows(), &released(found(), Audience::Analyst));
    assert_eq!(sheet[1][5], "street");
    assert_eq!(sheet[1][7], "knife alcohol");
    assert_eq!(sheet[1][8..12].concat(), "", "no code and no premises");
    assert_eq!(sheet[1][12], "2024-01-06");
}

#[test]
fn no_rows_are_shown_where_the_listing_cannot_be_logged() {
    let book = std::env::temp_dir().join("beatbook-no-such-book");
    let error = rows()
        .before_showing(&book, &released(found(), Audience::Analyst))
        .unwrap_err();
    assert!(error.to_string().contains("audit.log"), "{error}");
}
