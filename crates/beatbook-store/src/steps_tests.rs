use beatbook_core::StepLength;

use crate::book::GapEntry;
use crate::fixture::{HERE, Town, instant};
use crate::store::Store;

use super::*;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// A robbery a day at noon, from one day to another.
fn daily(from: &str, to: &str) -> Town {
    Town::new(|rows| {
        let (from, to) = (day(from), day(to));
        for number in from.number()..=to.number() {
            rows.add(HERE, Day::from_number(number).at(12, 0, 0).unwrap());
        }
    })
}

fn steps(store: &Store, asked: Option<&str>) -> Result<Steps, SelectionError> {
    let asked = asked.map(|text| StepLength::parse(text).unwrap());
    Steps::new(&store.sources[0], (Day::FIRST, Day::LAST), asked)
}

fn first_and_last(steps: &Steps) -> [String; 2] {
    let span = |(from, to): &(Day, Day)| format!("{from} {to}");
    [span(&steps.spans[0]), span(steps.spans.last().unwrap())]
}

#[test]
fn whole_months_are_taken_and_what_is_cut_off_is_said() {
    let (_folder, store) = daily("2023-01-20", "2024-02-10").store();
    let steps = steps(&store, None).unwrap();
    assert_eq!((steps.length, steps.asked), (StepLength::MONTH, false));
    assert_eq!(
        first_and_last(&steps),
        ["2023-02-01 2023-02-28", "2024-01-01 2024-01-31"]
    );
    let left_out: Vec<String> = steps
        .left_out
        .iter()
        .map(|step| format!("{} {}", step.from, step.to))
        .collect();
    assert_eq!(left_out, ["2023-01-20 2023-01-31", "2024-02-01 2024-02-10"]);
    assert_eq!(steps.of(day("2023-01-31")), None);
    assert_eq!(steps.of(day("2023-02-01")), Some(0));
    assert_eq!(steps.of(day("2024-01-31")), Some(11));
    assert_eq!(steps.of(day("2024-02-01")), None);
}

#[test]
fn steps_are_quarters_where_there_are_ten() {
    let (_folder, store) = daily("2021-10-01", "2024-03-31").store();
    let steps = steps(&store, None).unwrap();
    assert_eq!((steps.length, steps.spans.len()), (StepLength::QUARTER, 10));
}

#[test]
fn a_month_whose_last_days_happen_to_be_quiet_is_whole() {
    // One robbery in about ten days: three days without one are nothing unusual.
    let town = Town::new(|rows| {
        for ten_days in 0..37 {
            rows.add(HERE, instant("2023-01-02", 12, 0) + ten_days * 10 * 86_400);
        }
    });
    let (_folder, store) = town.store();
    assert_eq!(store.sources[0].about.period.1, day("2023-12-28"));
    let steps = steps(&store, None).unwrap();
    assert_eq!(
        first_and_last(&steps),
        ["2023-01-01 2023-01-31", "2023-12-01 2023-12-31"]
    );
}

#[test]
fn shorter_steps_are_chosen_where_months_would_be_few() {
    let choose = |from, to| {
        let (_folder, store) = daily(from, to).store();
        let steps = steps(&store, None).unwrap();
        (steps.length.to_string(), steps.spans.len())
    };
    assert_eq!(choose("2023-01-01", "2023-10-31"), ("month".into(), 10));
    assert_eq!(choose("2023-01-01", "2023-10-15"), ("28d".into(), 10));
    assert_eq!(choose("2023-01-01", "2023-06-30"), ("14d".into(), 12));
    assert_eq!(choose("2023-01-01", "2023-02-28"), ("7d".into(), 8));
}

#[test]
fn quarters_and_days_are_counted_back_from_the_end() {
    let (_folder, store) = daily("2023-01-01", "2024-02-29").store();
    let quarters = steps(&store, Some("quarter")).unwrap();
    assert_eq!(
        first_and_last(&quarters),
        ["2023-03-01 2023-05-31", "2023-12-01 2024-02-29"]
    );
    let days = steps(&store, Some("28d")).unwrap();
    assert_eq!(first_and_last(&days)[1], "2024-02-02 2024-02-29");
    assert_eq!((days.spans.len(), days.asked), (15, true));
    // No day lies in two steps, and none between two in none.
    for pair in days.spans.windows(2) {
        assert_eq!(pair[0].1.plus(1), pair[1].0);
    }
}

#[test]
fn a_gap_is_left_out_and_many_are_refused_with_a_way_out() {
    let gap = |from: &str, to: &str| GapEntry {
        from: from.into(),
        to: to.into(),
        reason: "the files of these months are missing".into(),
        absent: false,
    };
    let mut town = daily("2023-01-01", "2023-12-31");
    town.sources[0].gaps = vec![gap("2023-04", "2023-05")];
    let (_folder, store) = town.store();
    let found = steps(&store, None).unwrap();
    assert_eq!(found.spans.len(), 10);
    let reasons: Vec<&str> = found.left_out.iter().map(|step| &*step.reason).collect();
    assert_eq!(reasons, ["the files of these months are missing"; 2]);

    town.sources[0].gaps = vec![gap("2023-02", "2023-09")];
    let (_folder, store) = town.store();
    let refused = steps(&store, None).unwrap_err();
    assert_eq!(refused.part, "from");
    assert!(
        refused
            .reason
            .contains("of 12 steps of a month only 4 are recorded"),
        "{}",
        refused.reason
    );
    assert!(
        refused
            .reason
            .ends_with("choose from=2023-10-01&to=2023-12-31"),
        "{}",
        refused.reason
    );
}

#[test]
fn months_only_are_never_cut() {
    let mut town = daily("2023-01-01", "2023-12-31");
    for row in &mut town.sources[0].rows {
        row.precision = Precision::Month;
    }
    let (_folder, store) = town.store();
    let refused = steps(&store, Some("28d")).unwrap_err();
    assert_eq!(refused.part, "step");
    assert_eq!(
        refused.reason,
        "the dates of source offence are months: a step of 28 days would cut them; use month or quarter"
    );
    assert_eq!(steps(&store, Some("month")).unwrap().spans.len(), 12);
    assert_eq!(steps(&store, Some("quarter")).unwrap().spans.len(), 4);
}

#[test]
fn a_month_without_a_file_is_none_without_crime() {
    let mut town = daily("2023-01-01", "2023-12-31");
    town.sources[0]
        .rows
        .retain(|row| Day::of(row.from).month() != day("2023-06-01").month());
    for row in &mut town.sources[0].rows {
        row.precision = Precision::Month;
    }
    let (_folder, store) = town.store();
    let steps = steps(&store, None).unwrap();
    assert_eq!(steps.spans.len(), 11);
    assert!(
        steps.left_out[0].reason.contains("2023-06 holds no events"),
        "{steps:?}"
    );
}

#[test]
fn too_short_a_period_is_refused() {
    let (_folder, store) = daily("2023-01-01", "2023-02-28").store();
    let refused = steps(&store, Some("month")).unwrap_err();
    assert!(
        refused
            .reason
            .starts_with("2 whole steps of a month lie from"),
        "{refused}"
    );
}

/// Late records: days of which less than 95% is recorded are in no step.
#[test]
fn days_that_are_not_yet_recorded_are_in_no_step() {
    let mut town = daily("2023-01-01", "2023-12-31");
    for (number, row) in town.sources[0].rows.iter_mut().enumerate() {
        let lag = if number % 4 == 0 { 20 } else { 1 };
        row.recorded = Some(Day::of(row.from).plus(lag));
    }
    town.sources[0]
        .rows
        .retain(|row| row.recorded <= Some(day("2023-12-31")));
    let (_folder, store) = town.store();
    let complete = store.sources[0].about.complete_to.unwrap();
    assert!(complete < day("2023-12-31"), "{complete}");
    let steps = steps(&store, None).unwrap();
    assert_eq!(steps.spans.last().unwrap().1, day("2023-11-30"));
    let reason = &steps.left_out.last().unwrap().reason;
    assert_eq!(reason, "not yet 95% recorded");
}
