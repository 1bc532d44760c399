use beatbook_core::{LayerId, With};

use crate::book::GapEntry;
use crate::fixture::{HERE, Town, instant, select};
use crate::store::Store;

use super::*;

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

/// A year with a robbery each week, and a gap from July to September.
fn town() -> Town {
    Town::new(|rows| {
        for week in 0..52 {
            rows.add(HERE, instant("2024-01-02", 12, 0) + week * 7 * 86_400);
        }
        rows.gaps = vec![GapEntry {
            from: "2024-07".into(),
            to: "2024-09".into(),
            reason: "the files of these months are missing".into(),
            absent: false,
        }];
    })
}

fn refusals(store: &Store, selection: &str) -> Vec<Result<(), SelectionError>> {
    let selected = select(selection);
    let layer = LayerId::parse("lsoa11").unwrap();
    let area = select(&format!("{selection}&area=lsoa11:E01000000"));
    vec![
        store.areas(&layer, &selected).map(|_| ()),
        store.profile(&area).map(|_| ()),
        store.deprivation(&selected, None).map(|_| ()),
    ]
}

#[test]
fn no_rate_is_told_over_a_gap_and_the_way_out_is_named() {
    let (_folder, store) = town().store();
    for period in ["", "from=2024-03-01", "from=2024-09-30&to=2024-12-31"] {
        for refused in refusals(&store, period) {
            let error = refused.unwrap_err();
            assert_eq!(error.part, "from");
            for text in ["offence", "2024-07 to 2024-09", "missing"] {
                assert!(error.reason.contains(text), "{error}");
            }
        }
    }
    let error = store.areas(&LayerId::parse("lsoa11").unwrap(), &select(""));
    let reason = error.unwrap_err().reason;
    assert!(
        reason.ends_with("; choose from=2024-01-01&to=2024-06-30"),
        "{reason}"
    );
    for period in ["to=2024-06-30", "from=2024-10-01"] {
        for told in refusals(&store, period) {
            told.unwrap();
        }
    }
}

#[test]
fn a_map_of_nothing_but_gaps_is_refused_and_one_over_a_gap_says_so() {
    let (_folder, store) = town().store();
    let error = store.hotspots(&select("from=2024-07-01&to=2024-08-31"));
    let error = error.unwrap_err();
    assert!(error.reason.contains("has a gap"), "{error}");
    let answer = store.hotspots(&select("")).unwrap();
    let said = answer.caveats.iter().map(ToString::to_string);
    assert!(
        said.clone()
            .any(|caveat| caveat.contains("2024-07 to 2024-09")),
        "{:?}",
        said.collect::<Vec<_>>()
    );
}

#[test]
fn a_gap_is_no_fall() {
    let (_folder, store) = town().store();
    let with = With::parse("2024-04-01..2024-06-30").unwrap();
    let answer = store.compare(&select("from=2024-09-01&to=2024-11-30"), &with);
    let refused = answer.unwrap().value.refused.unwrap();
    assert!(refused.contains("no fall"), "{refused}");
}

#[test]
fn months_without_events_between_others_are_gaps_and_the_ends_only_of_whole_months() {
    let counts = [
        (month("2024-01"), 20),
        (month("2024-02"), 400),
        (month("2024-03"), 410),
        (month("2024-06"), 390),
        (month("2024-07"), 405),
        (month("2024-08"), 30),
    ]
    .map(|(month, rows)| (month, [rows, rows]));
    let spans = |whole| -> Vec<String> {
        let gaps = thin_gaps(&counts, whole);
        gaps.iter().map(Gap::span).collect()
    };
    assert_eq!(spans(false), ["2024-04 to 2024-05"]);
    assert_eq!(spans(true), ["2024-01", "2024-04 to 2024-05", "2024-08"]);
    assert!(thin_gaps(&[], true).is_empty());
    assert!(thin_gaps(&counts[..1], false).is_empty());
}

#[test]
fn months_of_which_nothing_is_held_are_left_out_of_a_rate() {
    let mut town = town();
    town.sources[0].gaps[0].absent = true;
    let (_folder, store) = town.store();
    let year = |from: &str, to: &str| (Day::parse(from).unwrap(), Day::parse(to).unwrap());
    let held = |from, to| store.sources[0].days_held(year(from, to));
    assert_eq!(held("2024-01-01", "2024-06-30"), 182);
    assert_eq!(held("2024-01-01", "2024-12-31"), 366 - 92);
    assert_eq!(held("2024-09-16", "2024-10-15"), 15);
    for told in refusals(&store, "") {
        told.unwrap();
    }
    for refused in refusals(&store, "from=2024-07-01&to=2024-08-31") {
        assert!(refused.unwrap_err().reason.contains("2024-07 to 2024-09"));
    }
}
