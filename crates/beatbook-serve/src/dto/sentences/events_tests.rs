use beatbook_core::{Audience, EventList, ListedEvent, Policy, Precision, Setting};

use crate::answers_fixture_tests::answer;

fn said(total: u32, shown: usize) -> String {
    let row = ListedEvent {
        id: None,
        from: 0,
        to: 0,
        precision: Precision::Instant,
        category: String::new(),
        code: None,
        premises: None,
        link: None,
        called_by_premises: false,
        setting: Setting::Street,
        place: None,
        flags: Vec::new(),
        recorded: None,
        file: String::new(),
        line: 2,
    };
    let list = EventList {
        total,
        rows: vec![row; shown],
    };
    super::events(
        &answer(list, "", total)
            .release(Policy::new(Audience::Analyst))
            .unwrap(),
    )
}

#[test]
fn rows_are_counted_and_so_are_those_shown() {
    assert_eq!(said(0, 0), "No row lies behind this.");
    assert_eq!(said(1, 1), "1 row.");
    assert_eq!(said(12, 12), "12 rows, the newest first.");
    assert_eq!(said(1_204, 200), "1,204 rows; the newest 200 are shown.");
}
