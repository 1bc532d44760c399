//! What else was planted, counted in the written files.

use std::collections::BTreeSet;

use crate::plane::{distance, from_degrees};
use crate::read_back::{CITY, Row, TWENTY, Written, day_of};
use crate::truth_planted::TruthDisc;
use crate::{DemoParams, Town};

fn incidents_in(disc: &TruthDisc, from: &str, to: &str) -> usize {
    let middle = from_degrees(disc.latitude, disc.longitude);
    let wanted = |row: &Row| {
        (from..to).contains(&row.get("from"))
            && row.get("location") != "City centre, unspecified"
            && row
                .position("easting", "northing")
                .is_some_and(|p| distance(p, middle) < disc.radius_m && Town::shared().contains(p))
    };
    let rows = CITY
        .file("police-extract.csv")
        .iter()
        .filter(|row| wanted(row));
    rows.map(|row| row.get("incident_ref").to_owned())
        .collect::<BTreeSet<_>>()
        .len()
}

#[test]
fn hotspots_come_go_and_stay() {
    let years = ["2021-10-01", "2022-10-01", "2023-10-01", "2024-10-01"];
    for trend in &CITY.truth.hotspots_over_time {
        for year in 0..3 {
            let seen = incidents_in(&trend.disc, years[year], years[year + 1]) as u64;
            assert!(
                seen.abs_diff(trend.incidents[year]) <= 1,
                "{trend:?}: {seen}"
            );
        }
        let [_, before, last] = trend.incidents;
        assert!(
            match trend.kind.as_str() {
                "new" => last > 5 * before,
                "gone" => before > 5 * last,
                _ => last * 2 > before && before * 2 > last,
            },
            "{trend:?}"
        );
    }
}

#[test]
fn one_intervention_worked_and_one_place_came_down_by_itself() {
    let [worked, regressed] = &CITY.truth.interventions[..] else {
        panic!("two interventions");
    };
    let before = incidents_in(&worked.disc, "2022-04-01", "2023-04-01") as u64;
    assert!(
        before.abs_diff(worked.incidents[0]) <= 1,
        "{before} {worked:?}"
    );
    let (mut first, mut second, mut ring) = (0.0, 0.0, [0.0; 2]);
    for truth in TWENTY.iter() {
        let one = &truth.interventions[0];
        first += one.incidents[0] as f64;
        second += one.incidents[1] as f64;
        for (sum, seen) in ring.iter_mut().zip(one.ring_incidents.unwrap()) {
            *sum += seen as f64;
        }
        let other = &truth.interventions[1];
        assert!(
            other.incidents[0] as f64 > 1.8 * other.expected.unwrap(),
            "{other:?}"
        );
    }
    // Twenty cities of about 120 and 96 incidents: a standard error of 3%. The level falls a little.
    assert!(
        (0.70..0.90).contains(&(second / first)),
        "{second} after {first}"
    );
    assert!(ring[1] > ring[0] * 0.95, "{ring:?}");
    assert!(
        regressed.incidents[1] < regressed.incidents[0],
        "{regressed:?}"
    );
}

#[test]
fn burglaries_of_a_chain_lie_near_each_other() {
    for chain in &CITY.truth.near_repeat_chains {
        let middle = from_degrees(chain.disc.latitude, chain.disc.longitude);
        let mut days: Vec<String> = CITY
            .file("police-extract.csv")
            .iter()
            .filter(|row| {
                row.get("ho_code") == "28E"
                    && row.get("from") >= chain.first.as_str()
                    && row
                        .position("easting", "northing")
                        .is_some_and(|p| distance(p, middle) < 151.0)
            })
            .map(|row| row.get("from")[..10].to_owned())
            .collect();
        days.sort();
        assert!(days.len() >= 9, "{chain:?}: {days:?}");
        let steps = days
            .windows(2)
            .take(8)
            .map(|w| day_of(&w[1]) - day_of(&w[0]));
        assert!(
            steps.clone().all(|step| step <= chain.step_days),
            "{days:?}"
        );
    }
}

#[test]
fn the_repeated_hour_has_events_on_each_autumn_night() {
    for night in &CITY.truth.repeated_hours {
        let seen = CITY.file("police-extract.csv").count(|row| {
            row.get("from") == row.get("to")
                && row.get("from").starts_with(&format!("{} 01:", night.date))
        });
        assert_eq!(seen, night.rows, "{}", night.date);
        assert!(seen >= 6);
    }
}

#[test]
fn the_edge_hotspot_lies_half_in_the_ring_at_the_density_of_the_city() {
    let edge = CITY.truth.edge_hotspot.as_ref().unwrap();
    assert!((0.4..0.6).contains(&edge.share_inside), "{edge:?}");
    let all = (edge.incidents_inside + edge.incidents_beyond) as f64;
    let block = CITY
        .truth
        .blocks
        .iter()
        .find(|block| block.id == edge.block)
        .unwrap();
    let expected = block.expected_background + block.expected_excess;
    assert!((all - expected).abs() < 4.0 * expected.sqrt(), "{edge:?}");
    let town = Town::shared();
    let ring: f64 = town
        .ring()
        .iter()
        .map(|area| crate::plane::area(&area.ring).abs())
        .sum();
    let extract = CITY.file("police-extract.csv");
    let rows = extract.count(|row| {
        row.position("easting", "northing")
            .is_some_and(|p| town.ring_contains(p))
    });
    assert_eq!(rows, edge.ring_rows);
    let density = rows as f64 / ring;
    let city = CITY.truth.counts.unwrap().located as f64 / town.square_metres();
    assert!(
        (0.8..1.05).contains(&(density / city)),
        "{}",
        density / city
    );
}

#[test]
fn rows_at_the_default_pin_carry_its_coordinates_in_calm_cities_too() {
    let [x, y] = Town::shared().default_pin();
    let calm = Written::new(&DemoParams {
        null: true,
        events: 20_000,
        seed: 2,
    });
    for city in [&*CITY, &calm] {
        let rows: Vec<_> = city
            .file("police-extract.csv")
            .iter()
            .filter(|row| row.get("location") == "City centre, unspecified")
            .map(|row| row.position("easting", "northing"))
            .collect();
        assert_eq!(rows.len() as u64, city.truth.default_pin.rows);
        assert!(rows.len() > 200 && rows.iter().all(|p| *p == Some([x, y])));
    }
    assert!(calm.truth.serious_violence.is_empty() && calm.truth.edge_hotspot.is_none());
}

#[test]
fn robbery_falls_by_an_eighth_in_the_last_year() {
    let (mut before, mut last) = (0.0, 0.0);
    for truth in TWENTY.iter() {
        before += truth.robbery[1].iter().sum::<u64>() as f64;
        last += truth.robbery[2].iter().sum::<u64>() as f64;
    }
    // Twenty cities of about 1,000 and 870 robberies: a standard error of 1%.
    assert!(
        (last / before - 0.87).abs() < 0.045,
        "{last} after {before}"
    );
}

#[test]
fn the_code_and_beat_of_a_row_are_those_of_its_position() {
    let town = Town::shared();
    for row in CITY.file("police-extract.csv").iter().step_by(7) {
        let area = row
            .position("easting", "northing")
            .and_then(|p| town.area_of(p));
        assert_eq!(
            row.get("lsoa"),
            area.map_or("", |area| &*town.areas()[area].code)
        );
        if !row.get("beat").is_empty() {
            let p = row.position("easting", "northing").unwrap();
            assert_eq!(row.get("beat"), town.beat(p));
        }
    }
}

#[test]
fn settings_are_words_of_the_vocabulary_and_homes_are_dwellings() {
    let extract = CITY.file("police-extract.csv");
    for row in extract.iter() {
        let setting = row.get("setting");
        assert!(setting.is_empty() || beatbook_core::Setting::parse(setting).is_some());
        assert!(row.get("domestic") != "Y" || setting == "dwelling" || setting.is_empty());
        if row.get("ho_code") == "28E" {
            assert!(
                matches!(setting, "dwelling" | "" | "institution"),
                "{setting}"
            );
        }
    }
    let blank = extract.count(|row| row.get("setting").is_empty()) as f64;
    assert!((0.03..0.08).contains(&(blank / extract.rows.len() as f64)));
}
