use std::collections::BTreeSet;

use rand::RngExt;

use crate::Town;
use crate::chance::stream;
use crate::dissolve::union;
use crate::plane::{along, area, edges, inside};

#[test]
fn wards_and_beats_fill_the_city_exactly() {
    let town = Town::shared();
    let city = area(town.outline());
    let wards: f64 = town.wards().iter().map(|ward| area(&ward.ring)).sum();
    let beats: f64 = town.beats().iter().map(|beat| area(&beat.ring)).sum();
    assert!((wards - city).abs() < 1.0, "wards {wards}, city {city}");
    assert!((beats - city).abs() < 1.0, "beats {beats}, city {city}");
    assert_eq!((town.wards().len(), town.beats().len()), (32, 57));
}

#[test]
fn every_place_of_the_city_is_in_one_area_one_ward_and_one_beat() {
    let town = Town::shared();
    let (low, high) = town.region.bounds();
    let mut rng = stream(5, "test points");
    for _ in 0..1_500 {
        let p = [
            rng.random_range(low[0]..high[0]),
            rng.random_range(low[1]..high[1]),
        ];
        let within = usize::from(inside(town.outline(), p));
        let holders = |rings: &mut dyn Iterator<Item = &[[f64; 2]]>| -> Vec<usize> {
            let all = rings.enumerate();
            all.filter(|(_, ring)| inside(ring, p))
                .map(|(i, _)| i)
                .collect()
        };
        let areas = holders(&mut town.areas().iter().map(|one| &*one.ring));
        let wards = holders(&mut town.wards().iter().map(|one| &*one.ring));
        let beats = holders(&mut town.beats().iter().map(|one| &*one.ring));
        let areas21 = holders(&mut town.areas21().iter().map(|one| &*one.ring));
        for found in [&areas, &wards, &beats, &areas21] {
            assert_eq!(found.len(), within, "at {p:?}");
        }
        assert_eq!(town.area_of(p), areas.first().copied(), "at {p:?}");
        assert_eq!(town.ward_of(p), wards.first().copied(), "at {p:?}");
        assert_eq!(town.beat_of(p), beats.first().copied(), "at {p:?}");
    }
}

#[test]
fn every_vertex_is_in_at_most_one_area_however_it_falls() {
    // Vertices and the middles of sides are the worst places for a rule of sides.
    let town = Town::shared();
    for one in town.areas().iter().step_by(7) {
        for (a, b) in edges(&one.ring) {
            for p in [a, along(a, b, 0.5)] {
                let found = town.area_of(p);
                assert!(found.is_some() || town.region.distance(p) < 0.01, "{p:?}");
            }
        }
    }
}

#[test]
fn each_ward_is_one_piece_of_two_areas_or_more() {
    let town = Town::shared();
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    for ward in town.wards() {
        assert!(
            ward.areas.len() >= 2,
            "{} has {}",
            ward.name,
            ward.areas.len()
        );
        let rings = union(ward.areas.iter().map(|&i| &*town.areas()[i].ring));
        assert_eq!(rings.len(), 1, "{} has {} rings", ward.name, rings.len());
        assert!(area(&ward.ring) > 0.0, "{} runs clockwise", ward.name);
        assert!(ward.code.starts_with("E0590") && ward.code.len() == 9);
        seen.extend(&ward.areas);
    }
    assert_eq!(seen.len(), town.areas().len());
}

#[test]
fn known_places_are_in_their_wards() {
    let town = Town::shared();
    for (lat, lon, ward) in [
        (53.4807, -2.2363, "Piccadilly"),
        (53.4779, -2.2473, "Deansgate"),
        (53.3800, -2.2640, "Sharston"),
        (53.5105, -2.2110, "Harpurhey"),
    ] {
        let found = town.ward_of(crate::plane::from_degrees(lat, lon)).unwrap();
        assert_eq!(town.wards()[found].name, ward);
    }
}
