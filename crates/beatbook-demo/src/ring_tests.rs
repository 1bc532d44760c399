use std::collections::BTreeSet;

use rand::RngExt;

use crate::Town;
use crate::chance::stream;
use crate::dissolve::union;
use crate::plane::{area, bounds, distance, edges, from_degrees, inside};

#[test]
fn the_ring_lies_beside_the_city_and_never_in_it() {
    let town = Town::shared();
    let corners: Vec<_> = town
        .ring()
        .iter()
        .flat_map(|one| one.ring.clone())
        .collect();
    let (low, high) = bounds(&corners);
    let mut rng = stream(6, "test points");
    for _ in 0..4_000 {
        let p = [
            rng.random_range(low[0]..high[0]),
            rng.random_range(low[1]..high[1]),
        ];
        let holders = town
            .ring()
            .iter()
            .filter(|one| inside(&one.ring, p))
            .count();
        assert!(holders <= 1, "{holders} areas at {p:?}");
        assert_eq!(holders == 1, town.ring_contains(p), "at {p:?}");
        assert!(holders == 0 || !town.contains(p), "in the city at {p:?}");
    }
    let square: f64 = town.ring().iter().map(|one| area(&one.ring)).sum();
    assert!((4e6..8e6).contains(&square), "{} km2", square / 1e6);
    assert!(town.ring().iter().all(|one| area(&one.ring) > 1e5));
}

#[test]
fn ring_and_city_share_their_edge_to_the_last_bit() {
    let town = Town::shared();
    let key = |a: [f64; 2], b: [f64; 2]| [a, b].map(|p| p.map(f64::to_bits));
    let city: BTreeSet<_> = edges(town.outline()).map(|(a, b)| key(b, a)).collect();
    let whole = union(town.ring().iter().map(|one| &*one.ring));
    assert_eq!(whole.len(), 1, "one piece");
    let shared: f64 = edges(&whole[0])
        .filter(|(a, b)| city.contains(&key(*a, *b)))
        .map(|(a, b)| distance(a, b))
        .sum();
    assert!(shared > 4_000.0, "{shared} m of common edge");
}

#[test]
fn ground_across_the_edge_from_known_places_is_in_the_ring() {
    let town = Town::shared();
    // West of the prison and of Deansgate, up to 900 m beyond the edge.
    for (lat, lon) in [(53.4926, -2.2466), (53.4779, -2.2473), (53.4741, -2.2509)] {
        let start = from_degrees(lat, lon);
        let step = |i: i32| [start[0] - f64::from(i) * 10.0, start[1]];
        let edge = (0..400).find(|&i| !town.contains(step(i))).unwrap();
        for beyond in [1, 30, 60, 85] {
            assert!(
                town.ring_contains(step(edge + beyond)),
                "{lat} {lon}: {beyond}0 m"
            );
        }
    }
}

#[test]
fn codes_and_names_are_those_of_no_other_area() {
    let town = Town::shared();
    let mut codes: BTreeSet<_> = town
        .areas()
        .iter()
        .chain(town.areas21())
        .map(|a| &a.code)
        .collect();
    for one in town.ring() {
        assert!(one.name.starts_with("Salford 00"));
        assert!(codes.insert(&one.code) && one.code.len() == 9);
    }
}
