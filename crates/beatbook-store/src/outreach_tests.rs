use beatbook_core::Precision;

use crate::fixture::{HERE, Town, instant, select};

use super::*;

/// Two whole years.
const TWO_YEARS: &str = "from=2023-01-01&to=2024-12-31";
/// A cell of the northern ward.
const NORTH: usize = 12 * 16 + 4;
const CHILD: u16 = 4;

/// Children in the south: 24 in the evening, 12 at noon, and a few at night; in the north three.
fn town() -> Town {
    Town::new(|rows| {
        for month in 0..24 {
            let evening = instant("2023-01-02", 21, 0) + month * 30 * 86_400;
            rows.add(HERE, evening).flags = CHILD;
            rows.add(HERE, evening - 8 * 3_600).flags = if month < 12 { CHILD } else { 0 };
            rows.add(HERE, evening - 18 * 3_600).flags = if month < 2 { CHILD } else { 0 };
            rows.add(NORTH, evening).flags = if month < 3 { CHILD } else { 0 };
        }
    })
}

fn asked(selection: &str) -> Result<Outreach, SelectionError> {
    let (_folder, store) = town().store();
    let layer = LayerId::parse("ward22").unwrap();
    let answer = store.outreach(&layer, &select(&format!("{selection}&{TWO_YEARS}")))?;
    Ok(answer.value)
}

#[test]
fn events_are_counted_by_area_and_part_of_the_day() {
    let found = asked("category=robbery").unwrap();
    let south = &found.areas[0];
    let exact = [0, 24, 0, 24, 24].map(Count::Exact);
    assert_eq!(south.counts, exact, "{}", south.name);
    assert_eq!(found.areas[1].counts[3], Count::Exact(24));
    assert_eq!(found.total[3], Count::Exact(48));
}

#[test]
fn of_children_no_count_under_ten_can_be_worked_out() {
    let found = asked("flag=under-18").unwrap();
    let hidden = |counts: &[Count]| counts.iter().filter(|c| **c == Count::Suppressed).count();
    let rows = found.areas.iter().map(|area| area.counts.clone());
    let column = |block: usize| found.areas.iter().map(|area| area.counts[block]).collect();
    let columns: Vec<Vec<Count>> = (0..BLOCKS).map(column).collect();
    for line in rows.chain(columns) {
        // A single hidden count stands beside others that are nought: then its sum is hidden too.
        let others = line.iter().any(|count| count.number() > Some(0));
        assert!(hidden(&line) != 1 || !others, "{line:?}");
    }
    assert_eq!(found.total[4], Count::Suppressed, "two at night");
}

#[test]
fn children_are_told_of_nothing_finer_than_a_beat_and_no_short_time() {
    let (_folder, store) = town().store();
    let ask = |layer: &str, selection: &str| {
        let layer = LayerId::parse(layer).unwrap();
        store
            .outreach(&layer, &select(selection))
            .unwrap_err()
            .to_string()
    };
    let fine = ask("lsoa11", &format!("flag=under-18&{TWO_YEARS}"));
    assert!(fine.contains("finer than a beat"), "{fine}");
    let short = ask("ward22", "flag=under-18&from=2024-01-01&to=2024-03-31");
    assert!(short.contains("12 months"), "{short}");
}

#[test]
fn an_interval_over_two_parts_is_in_none() {
    let town = Town::new(|rows| {
        for day in 1..=28 {
            let row = rows.add(HERE, instant(&format!("2024-03-{day:02}"), 19, 0));
            (row.to, row.precision) = (row.from + 2 * 3_600, Precision::Interval);
        }
    });
    let (_folder, store) = town.store();
    let layer = LayerId::parse("ward22").unwrap();
    let found = store.outreach(&layer, &select("")).unwrap().value;
    assert_eq!(found.untimed, Count::Exact(28));
    assert!(found.total.iter().all(|count| *count == Count::Exact(0)));
}
