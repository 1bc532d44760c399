use std::collections::{BTreeMap, BTreeSet};

use super::{SUSPECTS_DECILE_1, VICTIMS_DECILE_1};
use crate::Town;
use crate::read_back::{CITY, TWENTY, day_of, is_share};
use crate::truth_files::{TruthHomes, TruthRoute};

/// Finds the areas by a plain even-odd test.
fn area_of(p: [f64; 2]) -> Option<usize> {
    let areas = Town::shared().areas();
    (0..areas.len()).find(|&i| crate::plane::inside(&areas[i].ring, p))
}

/// The homes of one role among the rows of some events, counted from the files.
fn homes(role: &str, wanted: &BTreeSet<String>) -> TruthHomes {
    let town = Town::shared();
    let first = |area: usize| u64::from(town.deciles()[area] == 1);
    let codes: BTreeMap<&str, usize> = town
        .areas()
        .iter()
        .enumerate()
        .map(|(i, a)| (&*a.code, i))
        .collect();
    let codes21: BTreeSet<&str> = town.areas21().iter().map(|a| &*a.code).collect();
    let mut all = TruthHomes::default();
    for row in CITY.file("people.csv").iter() {
        if row.get("role") != role || !wanted.contains(row.get("crime_ref")) {
            continue;
        }
        all.rows += 1;
        let (postcode, code) = (row.get("home_postcode"), row.get("home_lsoa"));
        let position = row.position("home_easting", "home_northing");
        let given = [!postcode.is_empty(), !code.is_empty(), position.is_some()];
        assert!(
            given.iter().filter(|way| **way).count() <= 1,
            "one way only"
        );
        let mut add = |route: fn(&mut TruthHomes) -> &mut TruthRoute, area: usize| {
            let one = route(&mut all);
            one.placed += 1;
            one.decile_1 += first(area);
            all.in_the_city += 1;
            all.decile_1 += first(area);
        };
        if let Some(p) = position {
            match area_of(p) {
                Some(area) => add(|homes| &mut homes.coordinates, area),
                None => all.out_of_the_city += 1,
            }
        } else if !postcode.is_empty() {
            let known = town
                .postcodes()
                .iter()
                .find(|one| one.postcode == postcode)
                .unwrap();
            add(|homes| &mut homes.postcode, area_of(known.at).unwrap());
        } else if let Some(&area) = codes.get(code) {
            add(|homes| &mut homes.code, area);
        } else if codes21.contains(code) {
            all.codes_2021.placed += 1;
        } else if code.is_empty() {
            all.blank += 1;
        } else {
            assert!(town.ring().iter().any(|area| area.code == code));
            all.out_of_the_city += 1;
        }
    }
    all
}

#[test]
fn homes_are_what_the_truth_says_by_each_route() {
    let serious: BTreeSet<String> = CITY
        .file("police-extract.csv")
        .iter()
        .filter(|row| row.get("category") == "serious-violence")
        .map(|row| row.get("crime_ref").to_owned())
        .collect();
    let truth = CITY.truth.people.unwrap().serious_violence;
    for (role, expected) in [("victim", truth.victims), ("suspect", truth.suspects)] {
        let mut seen = homes(role, &serious);
        // The decile of the area of 2011 is not in the file.
        seen.codes_2021.decile_1 = expected.codes_2021.decile_1;
        assert_eq!(seen, expected, "{role}");
    }
}

#[test]
fn ways_of_giving_a_home_have_their_shares() {
    let homes = CITY.truth.people.unwrap().all.victims;
    let n = homes.rows;
    assert!(is_share(homes.out_of_the_city, n, 0.05, 5.0), "{homes:?}");
    assert!(is_share(homes.codes_2021.placed, n, 0.02, 5.0), "{homes:?}");
    assert!(
        (0.035..0.05).contains(&(homes.blank as f64 / n as f64)),
        "{homes:?}"
    );
    let half = homes.postcode.placed + homes.coordinates.placed;
    assert!(is_share(half, homes.in_the_city, 0.5, 6.0), "{homes:?}");
}

#[test]
fn intervals_over_twenty_cities_cover_the_published_shares() {
    let mut covered = [0; 6];
    for truth in TWENTY.iter() {
        let roles = truth.people.unwrap().serious_violence;
        let covers =
            |route: (u64, u64), share: f64| usize::from(is_share(route.1, route.0, share, 1.96));
        let route = |r: TruthRoute| (r.placed, r.decile_1);
        let (v, s) = (roles.victims, roles.suspects);
        covered[0] += covers((v.in_the_city, v.decile_1), VICTIMS_DECILE_1);
        covered[1] += covers((s.in_the_city, s.decile_1), SUSPECTS_DECILE_1);
        covered[2] += covers(route(v.postcode), VICTIMS_DECILE_1);
        covered[3] += covers(route(v.code), VICTIMS_DECILE_1);
        covered[4] += covers(route(s.coordinates), SUSPECTS_DECILE_1);
        covered[5] += covers(route(s.code), SUSPECTS_DECILE_1);
    }
    assert!(covered.iter().all(|n| (16..=20).contains(n)), "{covered:?}");
}

#[test]
fn one_in_four_victims_was_a_victim_of_violence_in_the_year_before() {
    let extract = CITY.file("police-extract.csv");
    let events: BTreeMap<&str, (i32, String)> = extract
        .rows
        .iter()
        .zip(extract.iter())
        .map(|(fields, row)| {
            (
                &*fields[1],
                (day_of(row.get("from")), row.get("category").to_owned()),
            )
        })
        .collect();
    let violent = |category: &str| category.contains("violence") && category != "sexual-offences";
    let mut of_person: BTreeMap<(String, String), Vec<(i32, bool)>> = BTreeMap::new();
    let people = CITY.file("people.csv");
    for row in people.iter() {
        let (day, category) = &events[row.get("crime_ref")];
        let key = (row.get("role").to_owned(), row.get("person_id").to_owned());
        of_person
            .entry(key)
            .or_default()
            .push((*day, violent(category)));
    }
    let (mut seen, mut again) = ([0_u64; 2], [0_u64; 2]);
    for row in people.iter() {
        let (day, category) = &events[row.get("crime_ref")];
        if category != "serious-violence" || *day < 730 {
            continue;
        }
        let role = usize::from(row.get("role") == "suspect");
        let days = [365, 730][role];
        seen[role] += 1;
        let key = (row.get("role").to_owned(), row.get("person_id").to_owned());
        let before = of_person[&key]
            .iter()
            .any(|(other, violent)| (1..days).contains(&(day - other)) && (*violent || role == 1));
        again[role] += u64::from(before);
    }
    assert!(
        is_share(again[0], seen[0], 0.25, 3.0),
        "{again:?} of {seen:?}"
    );
    assert!(
        is_share(again[1], seen[1], 0.60, 3.0),
        "{again:?} of {seen:?}"
    );
    let truth = CITY.truth.people.unwrap().serious_last_year;
    assert!(
        again[0].abs_diff(truth.victims.linked_before) <= 12,
        "{again:?} {truth:?}"
    );
}

#[test]
fn sexes_ages_and_the_street_community_are_as_published() {
    let truth = CITY.truth.people.unwrap();
    let (v, s) = (
        truth.serious_last_year.victims,
        truth.serious_last_year.suspects,
    );
    assert!(is_share(v.male, v.rows, 0.755, 3.0), "{v:?}");
    assert!(is_share(s.male, s.rows, 0.82, 3.5), "{s:?}");
    assert!(is_share(v.aged_25_or_under, v.rows, 0.31, 3.0), "{v:?}");
    assert_eq!(v.discovered_aged_25_or_under, 12, "55% of 22");
    let beat = truth.gardens_beat;
    assert!(
        is_share(beat.victims.decile_1, beat.victims.placed, 0.12, 3.5),
        "{beat:?}"
    );
    assert!(
        is_share(beat.suspects.decile_1, beat.suspects.placed, 0.13, 3.5),
        "{beat:?}"
    );
    assert!(
        is_share(truth.ethnicity_missing, truth.rows, 0.18, 8.0),
        "{truth:?}"
    );
}

#[test]
fn every_row_of_violence_robbery_and_sexual_offences_has_one_victim() {
    let mut victims: BTreeMap<String, u32> = BTreeMap::new();
    for row in CITY
        .file("people.csv")
        .iter()
        .filter(|row| row.get("role") == "victim")
    {
        *victims.entry(row.get("crime_ref").to_owned()).or_default() += 1;
    }
    for row in CITY.file("police-extract.csv").iter() {
        let wanted = ["violence", "robbery", "sexual"]
            .iter()
            .any(|w| row.get("category").contains(w));
        assert_eq!(
            victims.get(row.get("crime_ref")).copied().unwrap_or(0),
            u32::from(wanted)
        );
    }
}
