use std::collections::{BTreeMap, BTreeSet};

use rand::RngExt;

use super::Town;
use crate::chance::stream;
use crate::plane::{Xy, area, distance, edges, from_degrees, inside, to_segment};

fn key(p: Xy) -> (u64, u64) {
    (p[0].to_bits(), p[1].to_bits())
}

#[test]
fn areas_share_every_side_with_one_neighbour_or_the_outline() {
    let town = Town::shared();
    let mut sides = BTreeSet::new();
    for one in town.areas() {
        for (a, b) in edges(&one.ring) {
            assert!(
                sides.insert((key(a), key(b))),
                "{} has a side that another has",
                one.name
            );
        }
    }
    let open: BTreeSet<_> = sides
        .iter()
        .filter(|(a, b)| !sides.contains(&(*b, *a)))
        .copied()
        .collect();
    let outline: BTreeSet<_> = edges(town.outline())
        .map(|(a, b)| (key(a), key(b)))
        .collect();
    assert_eq!(open, outline);
}

#[test]
fn areas_fill_the_outline_without_overlap() {
    let town = Town::shared();
    assert_eq!(town.areas().len(), 282);
    let sum: f64 = town.areas().iter().map(|one| area(&one.ring)).sum();
    assert!(
        (sum - area(town.outline())).abs() < 1.0,
        "areas {sum}, union {}",
        area(town.outline())
    );
    assert!((105e6..125e6).contains(&sum), "{} km2", sum / 1e6);
    let (low, high) = town.region.bounds();
    let mut rng = stream(3, "test points");
    for _ in 0..600 {
        let p = [
            rng.random_range(low[0]..high[0]),
            rng.random_range(low[1]..high[1]),
        ];
        let holders = town
            .areas()
            .iter()
            .filter(|one| inside(&one.ring, p))
            .count();
        assert_eq!(holders, usize::from(inside(town.outline(), p)), "at {p:?}");
        assert_eq!(holders == 1, town.contains(p), "raster at {p:?}");
    }
}

#[test]
fn areas_are_small_in_the_centre_and_none_is_a_sliver() {
    let town = Town::shared();
    let middle = from_degrees(53.4790, -2.2400);
    let near = |one: &&crate::DemoArea| distance(one.ring[0], middle) < 1_500.0;
    let mean = |sizes: Vec<f64>| sizes.iter().sum::<f64>() / sizes.len() as f64;
    let centre = mean(
        town.areas()
            .iter()
            .filter(near)
            .map(|one| area(&one.ring))
            .collect(),
    );
    let all = mean(town.areas().iter().map(|one| area(&one.ring)).collect());
    assert!(centre < 0.7 * all, "centre {centre}, all {all}");
    for one in town.areas() {
        assert!(
            area(&one.ring) > 20_000.0,
            "{} has {} m2",
            one.name,
            area(&one.ring)
        );
    }
}

#[test]
fn area_codes_and_names_are_unique_and_have_the_shape_of_real_ones() {
    let areas = Town::shared().areas();
    let codes: BTreeSet<_> = areas.iter().map(|one| &one.code).collect();
    let names: BTreeSet<_> = areas.iter().map(|one| &one.name).collect();
    assert_eq!((codes.len(), names.len()), (282, 282));
    assert!(
        codes
            .iter()
            .all(|code| code.starts_with("E019") && code.len() == 9)
    );
    assert!(names.contains(&"Manchester 001A".to_owned()));
}

#[test]
fn the_street_net_is_connected_and_large() {
    let segments = Town::shared().segments();
    assert!(segments.len() >= 1_200, "{} segments", segments.len());
    assert!(
        segments
            .iter()
            .all(|s| !s.name.is_empty() && s.points.len() >= 2)
    );
    let mut numbers: BTreeMap<(u64, u64), usize> = BTreeMap::new();
    let mut links: Vec<Vec<usize>> = Vec::new();
    for segment in segments {
        let [a, b] = [segment.points[0], segment.points[segment.points.len() - 1]].map(|p| {
            let next = numbers.len();
            *numbers.entry(key(p)).or_insert(next)
        });
        links.resize(numbers.len(), Vec::new());
        links[a].push(b);
        links[b].push(a);
    }
    let mut seen = vec![false; links.len()];
    let mut to_visit = vec![0];
    while let Some(node) = to_visit.pop() {
        if !std::mem::replace(&mut seen[node], true) {
            to_visit.extend(&links[node]);
        }
    }
    assert_eq!(
        seen.iter().filter(|reached| !**reached).count(),
        0,
        "of {} junctions",
        links.len()
    );
}

#[test]
fn known_streets_run_where_they_do() {
    // Medians of the licensed premises on them: a few metres off the street.
    let known = [
        ("Portland Street", 53.4779, -2.2398),
        ("Oxford Road", 53.4709, -2.2378),
        ("Peter Street", 53.4779, -2.2473),
        ("Canal Street", 53.4773, -2.2366),
        ("Sackville Street", 53.4769, -2.2370),
        ("Whitworth Street", 53.4748, -2.2415),
        ("Oldham Street", 53.4823, -2.2361),
    ];
    for (name, lat, lon) in known {
        let p = from_degrees(lat, lon);
        let far = Town::shared()
            .segments()
            .iter()
            .filter(|segment| segment.name == name)
            .flat_map(|segment| segment.points.windows(2))
            .map(|pair| to_segment(p, pair[0], pair[1]).0)
            .fold(f64::INFINITY, f64::min);
        assert!(far < 50.0, "{name} is {far:.0} m away");
    }
}

#[test]
fn there_are_three_classes_and_the_ground_of_a_town() {
    let town = Town::shared();
    let classes: BTreeSet<_> = town.segments().iter().map(|s| s.class).collect();
    assert_eq!(classes.len(), 3);
    let count = |class| town.ground.iter().filter(|g| g.class == class).count();
    assert!(
        count("park") >= 20 && count("canal") >= 2 && count("rail") >= 4 && count("water") >= 1
    );
}

#[test]
fn premises_bear_invented_names_and_no_address() {
    let premises: Vec<_> = Town::shared()
        .places()
        .iter()
        .filter(|p| p.class == "venue")
        .collect();
    assert!(premises.len() > 80);
    let names: BTreeSet<_> = premises.iter().map(|p| &p.name).collect();
    assert_eq!(names.len(), premises.len(), "a name is used twice");
    let usual = [
        "Arms",
        "Lion",
        "Crown",
        "Swan",
        "Bull",
        "Royal",
        "King",
        "Queen",
        "Railway",
        "Plough",
        "Printworks",
        "Arndale",
        "Warehouse",
        "Club",
        "Hotel",
        "Tavern",
        "Inn",
    ];
    for name in names {
        assert!(
            name.starts_with("The ") && !name.contains(char::is_numeric),
            "{name}"
        );
        assert!(
            !usual
                .iter()
                .any(|word| name.split(' ').any(|part| part == *word)),
            "{name}"
        );
    }
}
