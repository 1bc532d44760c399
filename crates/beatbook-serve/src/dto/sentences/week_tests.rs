use beatbook_core::{Audience, Count, HourOfWeek, Policy, Week, WeekHour, WeekOf};

use super::{stretch, unusual_hours};
use crate::answers_fixture_tests::answer;

/// A week of four incidents an hour, but for those named.
fn week(busy: &[u8], quiet: &[u8]) -> Week {
    let hour = |number: u8| {
        let (incidents, unusual) = match number {
            n if busy.contains(&n) => (40.0, 1),
            n if quiet.contains(&n) => (0.0, -1),
            _ => (4.0, 0),
        };
        WeekHour {
            hour: HourOfWeek::new(number / 24, number % 24),
            incidents: Some(incidents),
            exposure: 52,
            rate: Some(incidents / 52.0),
            expected: Some(5.0),
            q: Some(0.01),
            unusual,
        }
    };
    Week {
        hours: (0..168).map(hour).collect(),
        counted: Count::Exact(1_204),
        spread: Count::Exact(0),
        too_long: Count::Exact(0),
        of: "Harbour Square".into(),
    }
}

fn said(week: Week, of: &WeekOf, audience: Audience) -> String {
    let released = answer(week, "", 1_204).release(Policy::new(audience));
    super::week(&released.unwrap(), of, 0.05)
}

#[test]
fn unusual_hours_are_said_in_stretches_that_run_over_the_end_of_the_week() {
    let busy = [142, 143, 144, 145, 146, 147, 166, 167, 0];
    assert_eq!(
        unusual_hours(&week(&busy, &[]), 1),
        ["Sat 22:00 to Sun 04:00", "Sun 22:00 to Mon 01:00"]
    );
    assert_eq!(
        said(week(&busy, &[27, 28]), &WeekOf::All, Audience::Analyst),
        "1,204 incidents; at 5% false alarms among 168 hours, unusually busy: Sat 22:00 to Sun 04:00 \
         and Sun 22:00 to Mon 01:00; unusually quiet: Tue 03:00 to 05:00."
    );
}

#[test]
fn only_the_longest_stretches_are_named() {
    let busy = [1, 10, 11, 30, 50, 51, 70, 71, 72];
    let text = said(week(&busy, &[]), &WeekOf::All, Audience::Analyst);
    assert!(
        text.contains("Mon 10:00 to 12:00, Wed 02:00 to 04:00, Wed 22:00 to Thu 01:00 and 2 more"),
        "{text}"
    );
}

#[test]
fn a_week_like_any_other_is_said_to_be_one() {
    assert_eq!(
        said(week(&[], &[]), &WeekOf::All, Audience::Analyst),
        "1,204 incidents; no hour stands out at 5% false alarms among 168 hours."
    );
    let mut none = week(&[], &[]);
    none.counted = Count::Exact(0);
    assert_eq!(
        said(none, &WeekOf::All, Audience::Analyst),
        "No incident is known to the hour."
    );
}

#[test]
fn the_week_of_a_place_begins_with_its_name_and_says_what_was_spread() {
    let mut week = week(&[], &[]);
    week.spread = Count::Exact(133);
    let of = WeekOf::Place("1".into());
    assert_eq!(
        said(week, &of, Audience::Analyst),
        "Harbour Square: 1,204 incidents, 133 of them spread over the hours they may have begun in; \
         no hour stands out at 5% false alarms among 168 hours."
    );
}

#[test]
fn partners_are_told_the_hour_with_most_only_where_it_is_the_only_one() {
    assert_eq!(
        said(week(&[142], &[]), &WeekOf::All, Audience::Partnership),
        "About 1,205 incidents; the hour with most is Sat 22:00 to 23:00, with about 40."
    );
    assert_eq!(
        said(week(&[142, 143], &[]), &WeekOf::All, Audience::Partnership),
        "About 1,205 incidents; no test is shown of rounded counts."
    );
}

#[test]
fn the_last_hour_of_a_day_ends_at_24() {
    let at = |number: u8| HourOfWeek::new(number / 24, number % 24);
    assert_eq!(stretch(at(23), 1), "Mon 23:00 to 24:00");
    assert_eq!(stretch(at(23), 2), "Mon 23:00 to Tue 01:00");
}
