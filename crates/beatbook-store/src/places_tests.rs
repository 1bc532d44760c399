use beatbook_core::{Role, Setting};

use crate::book::AgreementEntry;
use crate::fixture::{
    DOMESTIC, HERE, Person, Rows, SIDE, Town, agreement, around, instant, select,
};

use super::*;

/// Days of March 2024 at 20:00.
fn evening(day: usize) -> i64 {
    instant(&format!("2024-03-{:02}", day + 1), 20, 0)
}

fn counts(place: &RepeatPlace) -> [u32; 3] {
    [place.incidents, place.events, place.dates].map(|count| count.number().unwrap())
}

fn value(town: &Town, selection: &str) -> RepeatPlaces {
    let (_folder, store) = town.store();
    store.places(&select(selection)).unwrap().value.clone()
}

#[test]
fn positions_within_fifteen_metres_are_one_place_named_by_its_street() {
    let town = Town::new(|rows| {
        for (day, east) in [(0, 0.0), (1, 0.0), (2, 14.0), (3, 45.0), (4, 45.0)] {
            rows.add(HERE, evening(day)).at = Some((HERE, east, 0.0));
        }
    });
    let found = value(&town, "");
    assert_eq!(
        found.places.len(),
        1,
        "two incidents at 45 m are no repeat location"
    );
    let place = &found.places[0];
    assert_eq!(
        (place.name.as_str(), place.positions),
        ("Bloom Street", Some(2))
    );
    assert_eq!(counts(place), [3, 3, 3]);
    assert_eq!(place.area.as_deref(), Some("Smallton 001"));
}

#[test]
fn a_brawl_is_no_repeat_and_three_incidents_on_one_day_are_none() {
    let town = Town::new(|rows| {
        for _ in 0..6 {
            rows.add(HERE, evening(0)).incident = Some("brawl".into());
        }
        for _ in 0..3 {
            rows.add(HERE + 2, evening(1));
        }
    });
    assert!(value(&town, "").places.is_empty());
}

#[test]
fn two_places_of_one_street_have_two_names() {
    let town = Town::new(|rows| {
        for cell in [HERE, HERE + 2] {
            for day in 0..3 + usize::from(cell == HERE) {
                rows.add(cell, evening(day));
            }
        }
    });
    let found = value(&town, "");
    let names: Vec<_> = found
        .places
        .iter()
        .map(|place| (place.rank, place.name.as_str()))
        .collect();
    assert_eq!(
        names,
        [(Some(1), "Bloom Street"), (Some(2), "Bloom Street (2)")]
    );
}

#[test]
fn a_chain_along_a_street_is_cut_round_its_heaviest_position() {
    let town = Town::new(|rows| {
        for step in 0..20 {
            for day in 0..3 + usize::from(step == 10) {
                rows.add(HERE, evening(day)).at = Some((HERE, 10.0 * f64::from(step), 0.0));
            }
        }
    });
    let found = value(&town, "");
    // Of 190 m, five positions to each side of the heaviest, then what is left at both ends.
    let positions: Vec<u32> = found
        .places
        .iter()
        .map(|place| place.positions.unwrap())
        .collect();
    assert_eq!(positions.iter().sum::<u32>(), 20);
    assert_eq!(positions[0], 11, "{positions:?}");
}

#[test]
fn custody_is_listed_and_no_target_and_a_pin_is_no_place() {
    let mut town = Town::new(|rows| {
        for day in 0..5 {
            rows.add(HERE, evening(day)).setting = Setting::Institution;
            rows.add(HERE + 3, evening(day));
        }
    });
    town.places = vec![
        ("HMP Smallton", "custody", HERE),
        ("City centre", "pin", HERE + 3),
    ];
    let found = value(&town, "");
    assert_eq!(found.places.len(), 1);
    let prison = &found.places[0];
    assert_eq!(prison.name, "HMP Smallton");
    assert_eq!(prison.street.as_deref(), Some("Bloom Street"));
    assert!(prison.not_a_target.unwrap().contains("not a patrol target"));
    assert_eq!(found.no_targets[0].incidents, Count::Exact(5));
}

#[test]
fn homes_and_activity_are_left_out_and_counted() {
    let town = Town::new(|rows| {
        for day in 0..4 {
            rows.add(HERE, evening(day)).setting = Setting::Dwelling;
            rows.add(HERE, evening(day)).flags = DOMESTIC;
            rows.add(HERE, evening(day)).category = "Drugs";
        }
    });
    let (_folder, store) = town.store();
    let answer = store.places(&select("")).unwrap();
    assert!(answer.value.places.is_empty());
    let accounting = answer.accounting;
    assert_eq!(accounting.dwelling, Count::Exact(8));
    assert_eq!(accounting.activity, Count::Exact(4));
    assert_eq!(accounting.selected, Count::Exact(12));
}

#[test]
fn the_prison_and_the_pin_are_suspects_where_no_places_are_registered() {
    let mut town = Town::new(|rows| {
        for day in 0..6 {
            rows.add(HERE, evening(day)).text = Some("HMP Smallton");
            rows.add(HERE + 3, evening(day)).text = Some("Smallton, unspecified");
        }
    });
    let guesses: Vec<_> = value(&town, "from=2024-03-01&to=2024-03-02").suspects;
    let guesses: Vec<_> = guesses.iter().map(|s| (s.guess, s.events)).collect();
    assert_eq!(
        guesses,
        [("custody", Count::Exact(6)), ("pin", Count::Exact(6))]
    );
    town.places = vec![
        ("HMP Smallton", "custody", HERE),
        ("City centre", "pin", HERE + 3),
    ];
    assert!(value(&town, "").suspects.is_empty());
}

#[test]
fn a_night_is_one_date() {
    let town = Town::new(|rows| {
        for (day, hour) in [("2024-03-01", 23), ("2024-03-02", 1), ("2024-03-02", 3)] {
            rows.add(HERE, instant(day, hour, 0));
        }
    });
    assert!(value(&town, "window=fri22-sat07").places.is_empty());
    assert_eq!(counts(&value(&town, "").places[0]), [3, 3, 2]);
}

#[test]
fn an_activity_source_has_no_repeat_locations() {
    let mut town = Town::new(|rows| rows.scatter("2024-01-01"));
    let mut searches = Rows::new("search");
    searches.activity = true;
    searches.add(HERE, evening(0));
    town.sources.push(searches);
    let (_folder, store) = town.store();
    let error = store.places(&select("source=search")).unwrap_err();
    assert!(
        error.part == "source" && error.reason.contains("never demand"),
        "{error}"
    );
}

/// The same town with people linked to its events, in a given order.
fn peopled(order: impl Iterator<Item = u32>, searches: usize) -> Town {
    let mut town = Town::new(|rows| {
        rows.scatter("2024-01-01");
        for cell in around(HERE).into_iter().chain([HERE]) {
            for day in 0..6 {
                rows.add(cell, evening(day));
            }
        }
    });
    town.people = order
        .map(|event| Person {
            event,
            role: if event % 2 == 0 {
                Role::Victim
            } else {
                Role::Suspect
            },
            home: crate::book::Home::Inside,
            quarter: event % 4,
            month: None,
        })
        .collect();
    let mut activity = Rows::new("search");
    activity.activity = true;
    for search in 0..searches {
        activity.add(search % SIDE, evening(search % 20));
    }
    town.sources.push(activity);
    town
}

#[test]
fn neither_people_nor_searches_change_a_byte_of_hotspots_and_places() {
    let answers = |town: &Town| {
        let (_folder, store) = town.store();
        let hotspots = store.hotspots(&select("")).unwrap();
        let places = store.places(&select("")).unwrap();
        assert!(!hotspots.value.groups.is_empty() && !places.value.places.is_empty());
        format!("{:?} {:?}", hotspots.value, places.value)
    };
    let plain = answers(&peopled(0..100, 1));
    assert_eq!(answers(&peopled((0..100).rev(), 1)), plain);
    assert_eq!(answers(&peopled(0..0, 10_000)), plain);
}

#[test]
fn too_many_places_are_ranked_without_intervals() {
    let town = Town::new(|rows| {
        for cell in [HERE, HERE + 2] {
            for day in 0..3 + usize::from(cell == HERE) {
                rows.add(cell, evening(day));
            }
        }
    });
    let mut places = value(&town, "").places;
    for place in &mut places {
        (place.rank, place.rank_interval) = (None, None);
    }
    assert!(!rank(&mut places, 1));
    let ranks: Vec<_> = places.iter().map(|p| (p.rank, p.rank_interval)).collect();
    assert_eq!(ranks, [(Some(1), None), (Some(2), None)]);
    assert!(rank(&mut places, 2));
    assert!(places.iter().all(|place| place.rank_interval.is_some()));
}

#[test]
fn terms_that_allow_no_hours_let_none_be_told_of_hotspots_and_places() {
    let told = |finest_time: &str| {
        let mut town = Town::new(|rows| rows.scatter("2024-01-01"));
        let mut health = Rows::new("attendance");
        health.agreement = Some(AgreementEntry {
            finest_time: finest_time.into(),
            ..agreement()
        });
        health.scatter("2024-01-01");
        for cell in around(HERE).into_iter().chain([HERE]) {
            for day in 0..6 {
                health.add(cell, evening(day));
            }
        }
        town.sources.push(health);
        let (_folder, store) = town.store();
        let selection = select("source=attendance");
        let hotspots = store.hotspots(&selection).unwrap();
        let places = store.places(&selection).unwrap();
        (
            hotspots.value.groups[0].hours.is_some(),
            places.value.places[0].block.is_some(),
        )
    };
    assert_eq!(told("hour"), (true, true));
    assert_eq!(told("day"), (false, false));
}
