use beatbook_core::{HourOfWeek, Month, Setting};

use crate::fixture::{BEYOND, EDGE, HERE, Town, id_of, instant, select};

use super::*;

fn town() -> Town {
    Town::new(|rows| {
        for day in 0..250 {
            rows.add(HERE, instant("2024-01-01", 12, 0) + day * 86_400);
        }
        rows.add(HERE, instant("2024-02-03", 1, 0)).flags = 2;
        rows.add(HERE, instant("2024-02-04", 1, 0)).setting = Setting::Dwelling;
        rows.add(EDGE, instant("2024-02-05", 1, 0));
        rows.add(BEYOND, instant("2024-02-06", 1, 0));
    })
}

fn events(selection: &str, behind: &Behind) -> EventList {
    let (_folder, store) = town().store();
    store.events(&select(selection), behind).unwrap().value
}

#[test]
fn the_newest_come_first_and_the_total_is_exact() {
    let list = events("", &Behind::default());
    assert_eq!((list.total, list.rows.len()), (253, EventList::MOST));
    assert!(
        list.rows
            .windows(2)
            .all(|pair| pair[0].from >= pair[1].from)
    );
    let first = &list.rows[0];
    assert_eq!(
        (first.id.as_deref(), first.line),
        (Some("offence-0249"), 251)
    );
    assert_eq!(
        (first.file.as_str(), first.category.as_str()),
        ("extract.csv", "Robbery")
    );
    assert_eq!(first.precision, Precision::Instant);
}

#[test]
fn rows_are_those_behind_a_figure() {
    let cell = |cell: usize| Behind {
        cell: Some(id_of(cell)),
        ..Behind::default()
    };
    assert_eq!(
        events("", &cell(HERE)).total,
        251,
        "the home is in no figure of a cell"
    );
    assert_eq!(events("setting=any", &cell(HERE)).total, 252);
    assert_eq!(
        events("", &cell(EDGE)).total,
        2,
        "beyond the edge counts for its cells"
    );
    let hour = Behind {
        hour: Some(HourOfWeek::new(5, 1)),
        ..Behind::default()
    };
    let found = events("", &hour);
    assert_eq!(
        (found.total, found.rows[0].flags.as_slice()),
        (1, &["knife".to_owned()][..])
    );
    let month = Behind {
        month: Some(Month::parse("2024-03").unwrap()),
        ..Behind::default()
    };
    assert_eq!(events("", &month).total, 31);
    let (_folder, store) = town().store();
    let place = store.places(&select("")).unwrap().value.places[0]
        .id
        .clone();
    let behind = Behind {
        place: Some(place),
        ..Behind::default()
    };
    assert_eq!(store.events(&select(""), &behind).unwrap().value.total, 251);
}

#[test]
fn a_row_does_not_say_that_a_child_is_linked_to_it() {
    let (_folder, store) =
        Town::new(|rows| rows.add(HERE, instant("2024-02-03", 1, 0)).flags = 6).store();
    let found = store.events(&select(""), &Behind::default()).unwrap();
    assert_eq!(found.value.rows[0].flags, ["knife"]);
}

#[test]
fn children_have_no_rows_and_no_places() {
    let (_folder, store) = town().store();
    let under_18 = select("flag=under-18&from=2023-01-01&to=2024-12-31");
    let refused = [
        store.events(&under_18, &Behind::default()).unwrap_err(),
        store.places(&under_18).unwrap_err(),
        store.hotspots(&under_18).unwrap_err(),
    ];
    for error in refused {
        assert!(
            error.part == "flag" && error.reason.contains("finer than a beat"),
            "{error}"
        );
    }
}
