use beatbook_core::{
    Audience, Change, Compared, Compares, Comparison, Count, Day, Policy, Side, Source, Standing,
};

use crate::answers_fixture_tests::{answer, group};

fn change(percent: f64, low: f64, high: f64) -> Change {
    Change {
        percent: Some(percent),
        low: Some(low),
        high: Some(high),
    }
}

fn found(compares: Compares, standings: &[Standing]) -> Comparison {
    let day = |text| Day::parse(text).unwrap();
    let side = |from, to, source, count| Side {
        source,
        period: (day(from), day(to)),
        count: Count::Exact(count),
    };
    let (other, change) = match compares {
        Compares::Periods => (Source::Offence, Some(change(-18.1, -31.4, -2.7))),
        Compares::Sources => (Source::Complaint, None),
    };
    let place = |&standing: &Standing| Compared {
        group: group("Quay", 40),
        standing,
        first: Count::Exact(40),
        second: Count::Exact(30),
        change: None,
    };
    Comparison {
        compares,
        first: side("2023-01-01", "2023-12-31", Source::Offence, 412),
        second: side("2022-01-01", "2022-12-31", other, 503),
        change,
        refused: None,
        complete_to: None,
        annotations: Vec::new(),
        places: standings.iter().map(place).collect(),
        withheld: 0,
    }
}

fn said(found: Comparison, audience: Audience) -> String {
    super::compare(
        &answer(found, "", 412)
            .release(Policy::new(audience))
            .unwrap(),
    )
}

#[test]
fn a_change_is_said_with_both_numbers_its_interval_and_what_became_of_the_places() {
    let places = [Standing::First, Standing::Both, Standing::Both];
    assert_eq!(
        said(found(Compares::Periods, &places), Audience::Analyst),
        "412 incidents from 1 Jan 2023 to 31 Dec 2023, 503 from 1 Jan 2022 to 31 Dec 2022: \
         −18% (−31 to −3). Of the places that stand out 1 is new, 2 persist and 0 are gone."
    );
}

#[test]
fn a_change_that_may_be_chance_is_said_to_be_none() {
    let mut calm = found(Compares::Periods, &[]);
    calm.change = Some(change(-5.0, -20.0, 9.0));
    assert!(said(calm, Audience::Analyst).ends_with(
        "; no change can be told from chance: −5% (−20 to +9). No place stands out on either side."
    ));
}

#[test]
fn why_there_is_no_change_is_said() {
    let mut late = found(Compares::Periods, &[]);
    late.change = None;
    late.refused = Some("the recording system changed on 1 Nov 2022".into());
    let text = said(late, Audience::Analyst);
    assert!(
        text.contains("; no change is given: the recording system changed on 1 Nov 2022."),
        "{text}"
    );
    let mut few = found(Compares::Periods, &[]);
    few.change = None;
    assert!(
        said(few, Audience::Analyst)
            .contains("; no change is given: there are too few on both sides.")
    );
    let mut from_none = found(Compares::Periods, &[]);
    from_none.change = Some(Change {
        percent: None,
        low: Some(35.0),
        high: None,
    });
    assert!(
        said(from_none, Audience::Analyst).contains("no change is given: the second side has none")
    );
}

#[test]
fn periods_of_different_lengths_are_counted_by_the_day() {
    let mut uneven = found(Compares::Periods, &[]);
    uneven.second.period.1 = uneven.second.period.1.plus(-30);
    assert!(said(uneven, Audience::Analyst).contains("(−31 to −3), counted by the day."));
}

#[test]
fn sources_are_named_and_no_percentage_is_taken() {
    let places = [Standing::First, Standing::Second, Standing::Second];
    assert_eq!(
        said(found(Compares::Sources, &places), Audience::Analyst),
        "Police: 412 incidents; complaints: 503 incidents. \
         Places that stand out: 1 for police alone, 0 for both and 2 for complaints alone."
    );
}

#[test]
fn partners_are_told_rounded_numbers_and_no_change() {
    let mut small = found(Compares::Periods, &[Standing::First, Standing::Both]);
    small.places[1].group.events = Count::Exact(5);
    assert_eq!(
        said(small, Audience::Partnership),
        "About 410 incidents from 1 Jan 2023 to 31 Dec 2023, about 505 from 1 Jan 2022 to 31 Dec 2022. \
         Of the places that stand out 1 is new, 0 persist and 0 are gone. Not shown for small counts: 1."
    );
}
