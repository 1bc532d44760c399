use beatbook_core::{Audience, Setting};

use crate::fixture::{HERE, SIDE, Town, instant, select};

use super::*;

const NIGHT: &str = "2024-03-01";

/// Twenty venues, the first with `inside` incidents in it; each other with one.
fn town(inside: u32) -> Town {
    let mut town = Town::new(|rows| {
        for day in 0..60 {
            rows.add(SIDE, instant("2024-01-01", 12, 0) + day * 86_400);
        }
        for number in 0..inside {
            let at = instant(NIGHT, 23, 0) + i64::from(number) * 86_400;
            rows.add(HERE, at).premises = Some((0, Link::Inside, false));
        }
        for venue in 1..20_u32 {
            let at = instant(NIGHT, 22, 0) + i64::from(venue) * 86_400;
            rows.add(6 * SIDE + venue as usize % 14, at).premises =
                Some((venue, Link::AtDoor, false));
        }
    });
    town.places = (0..20)
        .map(|venue| match venue {
            0 => ("The House", "venue", HERE),
            _ => ("Another", "venue", 6 * SIDE + venue % 14),
        })
        .collect();
    town
}

fn ranked(town: &Town, selection: &str) -> PremisesRanking {
    let (_folder, store) = town.store();
    let answer = store.premises_ranked(&select(selection), Names::Off);
    answer.unwrap().value
}

#[test]
fn premises_with_clearly_more_than_the_ordinary_one_are_told_apart() {
    let found = ranked(&town(30), "");
    assert_eq!((found.registered, found.premises.len()), (20, 20));
    let first = &found.premises[0];
    assert_eq!(
        (first.incidents, first.inside),
        (Count::Exact(30), Count::Exact(30))
    );
    assert_eq!(first.estimate.standing, PremisesStanding::Above);
    assert_eq!(
        (first.estimate.rank, first.estimate.rank_interval),
        (1, (1, 1))
    );
    assert!(first.estimate.mean < 30.0 && first.estimate.interval.0 > found.median);
    assert!(
        found.premises[1..]
            .iter()
            .all(|p| p.estimate.standing == PremisesStanding::TooFew)
    );
}

#[test]
fn with_fewer_than_five_incidents_nothing_can_be_told() {
    let found = ranked(&town(4), "");
    assert_eq!(found.premises[0].incidents, Count::Exact(4));
    assert_eq!(
        found.premises[0].estimate.standing,
        PremisesStanding::TooFew
    );
}

#[test]
fn what_they_called_about_is_shown_and_counts_for_nothing() {
    let mut town = town(6);
    for number in 0..9 {
        let at = instant("2024-04-01", 1, 0) + number * 86_400;
        town.sources[0].add(HERE, at).premises = Some((0, Link::Inside, true));
    }
    let first = &ranked(&town, "").premises[0];
    assert_eq!(
        (first.incidents, first.called),
        (Count::Exact(6), Count::Exact(9))
    );
}

#[test]
fn only_links_inside_and_at_the_door_rank() {
    let mut town = town(0);
    for (day, link) in (0..).zip([Link::Vicinity, Link::DefaultAddress, Link::AtDoor]) {
        let at = instant("2024-04-01", 1, 0) + day * 86_400;
        town.sources[0].add(HERE, at).premises = Some((0, link, false));
    }
    let found = ranked(&town, "");
    let house = found
        .premises
        .iter()
        .find(|p| p.id.as_deref() == Some("premises-0"));
    let house = house.unwrap();
    assert_eq!(
        (house.incidents, house.at_door),
        (Count::Exact(1), Count::Exact(1))
    );
    assert_eq!(house.vicinity, Count::Exact(1));
    assert_eq!(found.default_address, Count::Exact(1));
}

#[test]
fn an_incident_is_one_whatever_its_rows_say_and_has_the_closest_link() {
    let mut town = town(0);
    for link in [Link::Vicinity, Link::Inside, Link::AtDoor] {
        let row = town.sources[0].add(HERE, instant("2024-04-01", 1, 0));
        (row.premises, row.incident) = (Some((0, link, false)), Some("brawl".into()));
    }
    let found = ranked(&town, "");
    let house = found
        .premises
        .iter()
        .find(|p| p.id.as_deref() == Some("premises-0"));
    let house = house.unwrap();
    assert_eq!(
        (house.incidents, house.inside),
        (Count::Exact(1), Count::Exact(1))
    );
    assert_eq!(house.vicinity, Count::Exact(0));
}

#[test]
fn nights_are_looked_at_and_homes_are_left_out() {
    let mut town = town(0);
    let at = instant("2024-04-01", 13, 0);
    town.sources[0].add(HERE, at).premises = Some((0, Link::Inside, false));
    let row = town.sources[0].add(HERE, instant("2024-04-01", 23, 0));
    (row.premises, row.setting) = (Some((0, Link::Inside, false)), Setting::Dwelling);
    let (_folder, store) = town.store();
    let answer = store.premises_ranked(&select(""), Names::Off).unwrap();
    let has_house = |p: &RankedPremises| p.id.as_deref() == Some("premises-0");
    assert!(
        !answer.value.premises.iter().any(has_house),
        "by day, or a home"
    );
    assert!(
        answer.selection.to_string().contains("window="),
        "{}",
        answer.selection
    );
    assert!(answer.value.nights.unwrap() > 60);
    let by_day = store.premises_ranked(&select("window=mon12-mon14"), Names::Off);
    assert!(by_day.unwrap().value.premises.iter().any(has_house));
}

#[test]
fn an_area_looks_at_its_own_premises_only() {
    let (_folder, store) = town(30).store();
    let whole = store
        .premises_ranked(&select(""), Names::Off)
        .unwrap()
        .value;
    let area = select("area=lsoa11:E01000000");
    let one = store.premises_ranked(&area, Names::Off).unwrap().value;
    assert!(
        one.registered > 0 && one.registered < whole.registered,
        "{}",
        one.registered
    );
}

#[test]
fn a_book_without_a_register_says_so() {
    let (_folder, store) = Town::new(|rows| rows.scatter("2024-01-01")).store();
    let refused = store.premises_ranked(&select(""), Names::Off).unwrap_err();
    assert_eq!(refused.part, "premises");
    assert!(refused.reason.contains("no register of premises"));
}

#[test]
fn partners_get_what_follows_from_rounded_counts() {
    let (_folder, store) = town(31).store();
    let answer = store.premises_ranked(&select(""), Names::Off).unwrap();
    let exact = answer.value.premises[0].estimate;
    let released = answer.release(Policy::new(Audience::Partnership)).unwrap();
    let first = &released.value().premises[0];
    assert_eq!(first.incidents, Count::Rounded(30));
    assert!((first.estimate.mean - exact.mean).abs() > 1e-6);
    assert_eq!(
        released.value().premises.len(),
        1,
        "the others are too small to be shown"
    );
}
