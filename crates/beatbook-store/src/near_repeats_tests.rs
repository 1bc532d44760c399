use beatbook_core::{Precision, Setting};

use crate::fixture::{HERE, Rows, SIDE, Town, instant, select};

use super::*;

fn ask(metres: &[u32], days: &[u32]) -> NearRepeatAsk {
    NearRepeatAsk {
        metres: metres.to_vec(),
        days: days.to_vec(),
        permutations: 199,
        seed: 1,
    }
}

/// In twelve cells a robbery, and a second one 30 metres on two days later.
fn doubles(rows: &mut Rows) {
    for pair in 0..12_i32 {
        let cell = (2 + (pair as usize % 4) * 3) * SIDE + 2 + (pair as usize / 4) * 5;
        let day = Day::parse("2024-01-03").unwrap().plus(pair * 17);
        rows.add(cell, day.at(12, 0, 0).unwrap());
        let later = rows.add(cell, day.plus(2).at(3, 0, 0).unwrap());
        later.at = Some((cell, 30.0, 0.0));
    }
}

fn near(town: &Town, selection: &str, ask: &NearRepeatAsk) -> Answer<NearRepeats> {
    let (_folder, store) = town.store();
    store.near_repeats(&select(selection), ask).unwrap()
}

fn refusal(town: &Town, selection: &str, ask: &NearRepeatAsk) -> SelectionError {
    let (_folder, store) = town.store();
    store.near_repeats(&select(selection), ask).unwrap_err()
}

#[test]
fn incidents_that_follow_near_ones_are_found_and_how_far() {
    let answer = near(&Town::new(doubles), "", &ask(&[0, 50, 100], &[0, 7, 14]));
    let found = &answer.value;
    assert_eq!(found.incidents, Count::Exact(24));
    let reach = found.reach.unwrap();
    assert_eq!((reach.band.metres, reach.band.days), ((0, 50), (0, 7)));
    assert_eq!(reach.pairs, Some(12.0));
    assert!(reach.ratio.unwrap() > 3.0, "{reach:?}");
    assert_eq!(found.bands.len(), 6);
    assert_eq!(found.bands[2].pairs, Some(12.0));
    assert_eq!(
        (found.originators, found.followers),
        (Count::Exact(12), Count::Exact(12))
    );
    let latest = found.links[0];
    assert_eq!(latest.later.1.number() - latest.earlier.1.number(), 2);
    assert!((latest.later.0.easting - latest.earlier.0.easting - 30.0).abs() < 1e-9);
    assert!(
        found
            .links
            .windows(2)
            .all(|pair| pair[0].later.1 >= pair[1].later.1)
    );
    // Half a year is looked at season by season.
    assert_eq!(found.periods.len(), 3);
    let method = answer.method.unwrap();
    assert_eq!(
        (method.units, method.correction),
        (found.tested, "Benjamini-Hochberg")
    );
}

#[test]
fn the_same_place_is_a_band_of_its_own() {
    let town = Town::new(|rows| {
        doubles(rows);
        for row in &mut rows.rows {
            row.at = row.at.map(|(cell, ..)| (cell, 0.0, 0.0));
        }
    });
    let answer = near(&town, "", &ask(&[0, 50, 100], &[0, 7, 14]));
    let reach = answer.value.reach.unwrap();
    assert_eq!((reach.band.metres, reach.band.same_place), ((0, 0), true));
    assert_eq!(answer.value.compared, reach.band);
    assert_eq!(answer.value.links.len(), 12);
}

#[test]
fn a_brawl_with_five_victims_is_one_incident() {
    let town = Town::new(|rows| {
        doubles(rows);
        for _ in 0..5 {
            let row = rows.add(HERE, instant("2024-02-01", 23, 0));
            row.incident = Some("brawl".into());
        }
    });
    let answer = near(&town, "", &ask(&[0, 50], &[0, 7]));
    assert_eq!(answer.value.incidents, Count::Exact(25));
    assert_eq!(answer.value.bands[0].pairs, Some(0.0));
    let by_event = near(&town, "count=events", &ask(&[0, 50], &[0, 7]));
    assert_eq!(by_event.value.bands[0].pairs, Some(10.0));
}

#[test]
fn dates_of_whole_months_are_refused_with_the_reason() {
    let town = Town::new(|rows| {
        doubles(rows);
        for row in &mut rows.rows {
            let month = Day::of(row.from).month();
            row.precision = Precision::Month;
            (row.from, row.to) = (month.first().start(), month.next().first().start());
        }
    });
    assert_eq!(
        refusal(&town, "", &NearRepeatAsk::default()).to_string(),
        "selection part `source`: the dates of source offence are months: which of two events came \
         first, and how many days apart they were, is not known; use a source dated to the day"
    );
}

#[test]
fn days_that_are_not_certain_are_drawn_and_long_absences_left_out() {
    let town = Town::new(|rows| {
        doubles(rows);
        rows.rows[0].to = rows.rows[0].from + 86_400;
        rows.rows[0].precision = Precision::Interval;
        rows.rows[2].to = rows.rows[2].from + 9 * 86_400;
        rows.rows[2].precision = Precision::Interval;
    });
    let answer = near(&town, "", &ask(&[0, 50], &[0, 2, 14]));
    let found = &answer.value;
    assert_eq!(
        (found.drawn, found.too_vague),
        (Count::Exact(1), Count::Exact(1))
    );
    assert_eq!(found.incidents, Count::Exact(23));
    assert_eq!(found.draws, DRAWS);
    // One or two days before its follower.
    let soon = found.bands[2];
    assert_eq!(soon.range, Some((0, 1)));
    let notes: Vec<String> = answer.caveats.iter().map(ToString::to_string).collect();
    assert!(
        notes
            .iter()
            .any(|note| note.starts_with("1 events are known only to more days"))
    );
}

#[test]
fn few_incidents_are_refused_and_homes_are_named() {
    let town = Town::new(|rows| {
        doubles(rows);
        for row in &mut rows.rows {
            row.setting = Setting::Dwelling;
        }
    });
    let refused = refusal(&town, "", &NearRepeatAsk::default());
    assert!(
        refused
            .reason
            .ends_with("or setting=any, which takes in homes"),
        "{refused}"
    );
    let answer = near(&town, "setting=any", &ask(&[0, 50, 100], &[0, 7, 14]));
    assert!(answer.value.reach.is_some());
    assert!(answer.holds_homes());
}

#[test]
fn a_town_without_near_repeats_says_so_and_links_nothing() {
    // Cells that are near have numbers 5 or 6 apart, and so days 25 or 18 apart.
    let town = Town::new(|rows| {
        let first = Day::parse("2024-01-01").unwrap();
        for (number, cell) in (0..SIDE * (SIDE - 1)).step_by(3).enumerate() {
            let day = first.plus(number as i32 * 37 % 80);
            rows.add(cell, day.at(12, 0, 0).unwrap());
        }
    });
    let answer = near(&town, "", &ask(&[0, 100, 200], &[0, 7, 14]));
    assert_eq!(answer.value.reach, None);
    assert!(answer.value.links.is_empty());
    assert_eq!(answer.value.compared.metres, (0, 100));
}

#[test]
fn too_few_permutations_are_said() {
    // Bands of time that all hold some pairs, wherever they are.
    let few = NearRepeatAsk {
        permutations: 99,
        ..ask(&[0, 50], &[0, 3, 16, 18, 20, 33, 35, 37])
    };
    let answer = near(&Town::new(doubles), "", &few);
    let notes: Vec<String> = answer.caveats.iter().map(ToString::to_string).collect();
    assert!(
        notes
            .iter()
            .any(|note| note.starts_with("With 99 permutations none of the")),
        "{notes:?}"
    );
}
