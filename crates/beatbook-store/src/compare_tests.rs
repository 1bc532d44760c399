use crate::fixture::{BEYOND, EDGE, HERE, Rows, Town, agreement, around, id_of, instant, select};

use super::*;

/// Adds so many robberies to a cell and the cells round it, on days from one on.
fn hot(rows: &mut Rows, cell: usize, each: usize, first: &str) {
    let first = Day::parse(first).unwrap();
    for cell in around(cell).into_iter().chain([cell]) {
        for day in 0..each {
            rows.add(cell, first.plus(day as i32).at(20, 0, 0).unwrap());
        }
    }
}

const GONE: usize = 4 * 16 + 11;

/// Two years: one hotspot stays, one goes.
fn two_years() -> Town {
    Town::new(|rows| {
        for (year, each) in [(2023, 6), (2024, 8)] {
            rows.add(0, instant(&format!("{year}-01-01"), 0, 0));
            rows.add(0, instant(&format!("{year}-12-30"), 23, 0));
            rows.scatter(&format!("{year}-01-02"));
            hot(rows, HERE, each, &format!("{year}-05-01"));
            if year == 2023 {
                hot(rows, GONE, 6, "2023-06-01");
            }
        }
    })
}

fn compare(town: &Town, selection: &str, with: &str) -> Comparison {
    let (_folder, store) = town.store();
    store
        .compare(&select(selection), &With::parse(with).unwrap())
        .unwrap()
        .value
}

#[test]
fn a_hotspot_is_persisting_new_or_gone() {
    let found = compare(&two_years(), "from=2024-01-01&to=2024-12-30", "before");
    let standing = |cell: usize| {
        let place = found
            .places
            .iter()
            .find(|place| place.group.cell == id_of(cell))
            .unwrap();
        (place.standing, place.first, place.second)
    };
    assert_eq!(found.refused, None);
    assert_eq!(found.second.period.0.to_string(), "2023-01-01");
    let (here, gone) = (standing(HERE), standing(GONE));
    assert_eq!(here.0, Standing::Both);
    assert!(here.1.number() > here.2.number());
    assert_eq!(gone.0, Standing::Second);
    let back = compare(
        &two_years(),
        "from=2023-01-01&to=2023-12-30",
        "2024-01-01..2024-12-30",
    );
    let new = back
        .places
        .iter()
        .find(|place| place.group.cell == id_of(GONE))
        .unwrap();
    assert_eq!(new.standing, Standing::First);
}

#[test]
fn change_is_a_ratio_of_rates_with_its_interval() {
    let town = Town::new(|rows| {
        rows.add(0, instant("2023-01-01", 12, 0));
        for day in 0..40 {
            let at = Day::parse("2023-11-01")
                .unwrap()
                .plus(day)
                .at(12, 0, 0)
                .unwrap();
            rows.add(HERE, at);
        }
        for day in 0..20 {
            let at = Day::parse("2024-11-01")
                .unwrap()
                .plus(day)
                .at(12, 0, 0)
                .unwrap();
            rows.add(HERE, at);
        }
        rows.add(0, instant("2024-12-31", 12, 0));
    });
    let found = compare(&town, "from=2024-11-01&to=2024-12-30", "before");
    let change = found.change.unwrap();
    assert!((change.percent.unwrap() + 50.0).abs() < 1e-9);
    assert!(change.high.unwrap() < 0.0 && change.low.unwrap() > -100.0);
    assert_eq!(change.step(), -2);
}

#[test]
fn overlapping_half_held_and_annotated_periods_tell_no_change() {
    let refused = |town: &Town, selection: &str, with: &str| {
        let found = compare(town, selection, with);
        assert_eq!(found.change, None);
        assert!(found.places.iter().all(|place| place.change.is_none()));
        found.refused.unwrap()
    };
    let mut town = two_years();
    assert!(refused(&town, "", "before").contains("overlap"));
    let early = "from=2023-06-01&to=2023-11-30";
    assert!(refused(&town, early, "2022-12-01..2023-05-31").contains("holds only"));
    town.annotations = vec![("2024-01-01", "New recording system")];
    let selection = "from=2024-01-01&to=2024-12-30";
    assert!(refused(&town, selection, "before").contains("New recording system"));
    let inside = "from=2023-06-01&to=2023-06-30";
    assert_eq!(
        compare(&town, inside, "2023-05-01..2023-05-30").refused,
        None
    );
}

#[test]
fn a_period_without_data_is_refused() {
    let (_folder, store) = two_years().store();
    let with = With::parse("2020-01-01..2020-12-31").unwrap();
    let error = store
        .compare(&select("from=2024-01-01"), &with)
        .unwrap_err();
    assert!(
        error.part == "with" && error.reason.contains("holds nothing"),
        "{error}"
    );
}

#[test]
fn late_recording_is_not_reported_as_a_fall() {
    // A flat rate of ten a day; half are recorded at once, the others after up to 40 days.
    let (first, extract) = (
        Day::parse("2023-01-01").unwrap(),
        Day::parse("2024-12-31").unwrap(),
    );
    let town = Town::new(|rows| {
        for number in 0..(extract.number() - first.number() + 1) * 10 {
            let day = first.plus(number / 10);
            let delay = if number % 2 == 0 {
                0
            } else {
                (number * 7) % 40
            };
            if day.plus(delay) <= extract {
                let row = rows.add((number as usize * 37) % 200, day.at(12, 0, 0).unwrap());
                row.recorded = Some(day.plus(delay));
            }
        }
    });
    let last_weeks = "from=2024-12-01&to=2024-12-31";
    let (_folder, store) = town.store();
    let with = With::Before;
    let refused = store.compare(&select(last_weeks), &with).unwrap_err();
    assert!(refused.reason.contains("95% recorded"), "{refused}");
    let found = compare(&town, "from=2024-10-01&to=2024-12-31", "before");
    let complete = found.complete_to.unwrap();
    assert!(complete < extract.plus(-28), "{complete}");
    assert_eq!(found.first.period.1, complete);
    let days = |side: &Side| side.period.1.number() - side.period.0.number();
    assert_eq!(days(&found.first), days(&found.second));
    assert_eq!(found.change.unwrap().step(), 0, "{:?}", found.change);
}

#[test]
fn fewer_than_five_on_both_sides_tell_no_change() {
    assert_eq!(change((4, 100.0), (4, 100.0)), None);
    assert!(change((5, 100.0), (0, 100.0)).unwrap().high.is_none());
}

#[test]
fn sources_stand_side_by_side_and_are_never_a_change() {
    let mut town = two_years();
    let mut health = Rows::new("attendance");
    health.agreement = Some(agreement());
    health.scatter("2024-01-01");
    hot(&mut health, GONE, 8, "2024-05-01");
    town.sources.push(health);
    let selection = "source=offence&category=robbery&from=2024-01-01&to=2024-12-30&flag=-domestic";
    let (_folder, store) = town.store();
    let answer = store.compare(
        &select(selection),
        &With::parse("source:attendance").unwrap(),
    );
    let answer = answer.unwrap();
    assert_eq!(
        answer.agreement.unwrap().name,
        "ISA 12",
        "the terms of the other side hold too"
    );
    let found = answer.value;
    assert_eq!((found.compares, found.change), (Compares::Sources, None));
    let seen: Vec<_> = found
        .places
        .iter()
        .map(|place| (place.group.cell.clone(), place.standing))
        .collect();
    assert!(seen.contains(&(id_of(HERE), Standing::First)), "{seen:?}");
    assert!(seen.contains(&(id_of(GONE), Standing::Second)), "{seen:?}");
    let error = store
        .compare(&select(""), &With::parse("source:offence").unwrap())
        .unwrap_err();
    assert_eq!(error.part, "with");
}

#[test]
fn a_leap_day_is_compared_with_the_day_before() {
    let day = |text: &str| Day::parse(text).unwrap();
    assert_eq!(year_before(day("2024-02-29")), day("2023-02-28"));
    assert_eq!(year_before(day("2024-03-01")), day("2023-03-01"));
}

#[test]
fn the_ring_counts_for_places_at_the_edge_and_in_no_total() {
    let town = Town::new(|rows| {
        rows.scatter("2024-01-01");
        for day in 0..30 {
            rows.add(BEYOND, instant("2024-03-01", 20, 0) + day * 86_400);
            rows.add(EDGE, instant("2024-03-01", 21, 0) + day * 86_400);
        }
    });
    let (_folder, store) = town.store();
    let answer = store.hotspots(&select("")).unwrap();
    let group = &answer.value.groups[0];
    assert_eq!(group.cell, id_of(EDGE), "{:?}", answer.value.groups);
    assert!(group.events.number() >= Some(60), "{:?}", group.events);
    assert_eq!(answer.accounting.located, Count::Exact(80 + 30));
    assert_eq!(answer.accounting.outside, Count::Exact(30));
    let error = store.why(&select(""), &id_of(BEYOND)).unwrap_err();
    assert!(
        error.reason.contains("that was tested"),
        "a cell of the ring is not tested: {error}"
    );
}

#[test]
fn late_recording_is_left_out_of_a_second_period_that_is_the_later_one() {
    let (first, extract) = (
        Day::parse("2023-01-01").unwrap(),
        Day::parse("2024-12-31").unwrap(),
    );
    let town = Town::new(|rows| {
        for number in 0..(extract.number() - first.number() + 1) * 10 {
            let day = first.plus(number / 10);
            let recorded = day.plus(if number % 2 == 0 {
                0
            } else {
                (number * 7) % 40
            });
            if recorded <= extract {
                let row = rows.add((number as usize * 37) % 200, day.at(12, 0, 0).unwrap());
                row.recorded = Some(recorded);
            }
        }
    });
    let found = compare(
        &town,
        "from=2023-10-01&to=2023-12-31",
        "2024-10-01..2024-12-31",
    );
    assert_eq!(found.second.period.1, found.complete_to.unwrap());
    let days = |side: &Side| side.period.1.number() - side.period.0.number();
    assert_eq!(days(&found.first), days(&found.second));
    assert_eq!(found.change.unwrap().step(), 0, "{:?}", found.change);
}

#[test]
fn the_end_of_february_is_compared_with_the_end_of_february() {
    let day = |text: &str| Day::parse(text).unwrap();
    assert_eq!(year_before_end(day("2025-02-28")), day("2024-02-29"));
    assert_eq!(year_before_end(day("2024-02-29")), day("2023-02-28"));
    assert_eq!(year_before_end(day("2024-03-15")), day("2023-03-15"));
}
