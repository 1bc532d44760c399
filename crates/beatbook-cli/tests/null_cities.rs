//! The size of the whole chain: cities in which nothing stands out must look calm.

use beatbook_analyse::{
    StreetPieces, benjamini_hochberg, exact_upper_tail_among, street_tails, whole_cells,
};
use beatbook_core::{Bng, H3Resolution, Neighbours};
use beatbook_demo::{City, DemoParams, Town};
use beatbook_locate::{StreetLine, StreetNetwork, StudyCells, cells_of};
use geo::{Centroid, Scale};
use geo_types::{LineString, MultiLineString, MultiPolygon, Polygon};
use rand::distr::Distribution;
use rand::distr::weighted::WeightedIndex;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

/// Fixed beforehand.
const SEEDS: std::ops::RangeInclusive<u64> = 1..=200;

/// One position for each incident of a null city.
fn incidents(seed: u64) -> Vec<Bng> {
    let city = City::new(&DemoParams {
        seed,
        null: true,
        ..DemoParams::default()
    });
    let mut last = 0;
    let mut positions = Vec::new();
    for event in city.events() {
        if let (Some(position), true) = (event.site.within(), event.incident != last) {
            positions.push(position);
            last = event.incident;
        }
    }
    positions
}

#[test]
fn two_hundred_null_cities_are_calm_in_every_unit() {
    let study = outline();
    let grids: Vec<(H3Resolution, StudyCells)> = H3Resolution::ALL
        .into_iter()
        .map(|size| (size, StudyCells::new(&study, size).unwrap()))
        .collect();
    let alarms: Vec<Vec<bool>> = SEEDS
        .into_par_iter()
        .map(|seed| {
            let positions = incidents(seed);
            grids
                .iter()
                .map(|(unit, cells)| alarm(&positions, *unit, cells))
                .collect()
        })
        .collect();
    for (number, (unit, ..)) in grids.iter().enumerate() {
        let calm = alarms.iter().filter(|city| !city[number]).count();
        println!("{unit:?}: {calm} of {} null cities are calm", alarms.len());
    }
    for (number, (unit, ..)) in grids.iter().enumerate() {
        let calm = alarms.iter().filter(|city| !city[number]).count();
        assert!(
            calm * 100 >= alarms.len() * 95,
            "{unit:?}: only {calm} of {} are calm",
            alarms.len()
        );
    }
}

/// Maps for each number of random events.
const MAPS: u64 = 400;
/// P(at most 31 of 400 | 5% each) is 0.99: with as many rows as below, more is not bad luck.
const MOST_FALSE_ALARMS: usize = 31;
/// Makes the demo city as large as a conurbation: some 85,000 cells of h3-10.
const CONURBATION: f64 = 3.13;

/// The complete null: events that fall anywhere on the demo's own ground, few and many, in every unit.
#[test]
fn maps_of_random_events_are_calm_in_every_unit_on_the_ground_of_the_demo() {
    let city = outline();
    let middle = city.centroid().unwrap();
    let conurbation = city.scale_around_point(CONURBATION, CONURBATION, middle);
    let mut grids: Vec<(String, StudyCells)> = H3Resolution::ALL
        .into_iter()
        .map(|size| (format!("{size:?}"), StudyCells::new(&city, size).unwrap()))
        .collect();
    let large = StudyCells::new(&conurbation, H3Resolution::Ten).unwrap();
    assert!(
        (80_000..90_000).contains(&large.cells.len()),
        "{} cells",
        large.cells.len()
    );
    grids.push(("h3-10, conurbation".into(), large));
    grids.push(("bng-150".into(), StudyCells::squares(&city).unwrap()));
    let mut too_many = Vec::new();
    for (name, cells) in &grids {
        for events in [60, 120, 600, 1_800, 6_000, 20_000] {
            let alarms = (0..MAPS)
                .into_par_iter()
                .filter(|&map| is_alarm(&random_counts(cells, events, map), cells))
                .count();
            let row = format!(
                "{name}, {} cells, {events} random events: {alarms} of {MAPS} maps show a hot cell",
                cells.cells.len()
            );
            println!("{row}");
            if alarms > MOST_FALSE_ALARMS {
                too_many.push(row);
            }
        }
    }
    assert!(too_many.is_empty(), "{}", too_many.join("\n"));
}

/// Events dealt out by the ground each cell has inside the study area.
fn random_counts(cells: &StudyCells, events: u64, map: u64) -> Vec<u32> {
    let mut random = ChaCha8Rng::seed_from_u64(map << 32 | events);
    let ground = WeightedIndex::new(&cells.share_inside).unwrap();
    let mut counts = vec![0; cells.cells.len()];
    for _ in 0..events {
        counts[ground.sample(&mut random)] += 1;
    }
    counts
}

fn outline() -> MultiPolygon<f64> {
    let outline = Town::shared().outline().iter().copied().collect();
    MultiPolygon(vec![Polygon::new(outline, vec![])])
}

fn alarm(positions: &[Bng], size: H3Resolution, cells: &StudyCells) -> bool {
    let mut counts = vec![0; cells.cells.len()];
    for number in cells_of(positions, size)
        .into_iter()
        .filter_map(|cell| cells.position(cell))
    {
        counts[number] += 1;
    }
    is_alarm(&counts, cells)
}

/// The chain of the Store: exact tail among the whole cells, Benjamini-Hochberg.
fn is_alarm(counts: &[u32], cells: &StudyCells) -> bool {
    let share: Vec<f64> = cells
        .share_inside
        .iter()
        .map(|&share| f64::from(share))
        .collect();
    let pool = whole_cells(counts, &share);
    let p = exact_upper_tail_among(counts, &cells.neighbours, &pool).unwrap();
    benjamini_hochberg(&p).unwrap().iter().any(|&q| q <= 0.05)
}

/// The same on the streets: events fall anywhere along the demo's own segments, as often on every metre.
#[test]
fn maps_of_events_anywhere_along_the_streets_of_the_demo_are_calm() {
    let streets = streets();
    let mut too_many = Vec::new();
    for events in [60, 120, 600, 1_800, 6_000, 20_000] {
        let alarms = (0..MAPS)
            .into_par_iter()
            .filter(|&map| is_street_alarm(&streets, events, map))
            .count();
        let row = format!(
            "street, {} segments, {events} random events: {alarms} of {MAPS} maps show a hot segment",
            streets.metres.len()
        );
        println!("{row}");
        if alarms > MOST_FALSE_ALARMS {
            too_many.push(row);
        }
    }
    assert!(too_many.is_empty(), "{}", too_many.join("\n"));
}

/// The named segments of the demo, and which of them share a node.
struct Streets {
    metres: Vec<f64>,
    neighbours: Neighbours,
}

fn streets() -> Streets {
    let segments = Town::shared().segments();
    let lines: Vec<MultiLineString<f64>> = segments
        .iter()
        .map(|segment| LineString::from(segment.points.clone()).into())
        .collect();
    let lines = segments
        .iter()
        .zip(&lines)
        .map(|(segment, line)| StreetLine {
            line,
            name: &segment.name,
            level: 0,
        });
    let network = StreetNetwork::new(&lines.collect::<Vec<_>>());
    let found: Vec<_> = network
        .segments()
        .iter()
        .filter(|segment| !segments[segment.line as usize].name.is_empty())
        .collect();
    let meets = |a: usize, b: usize| {
        let nodes = [found[a].from, found[a].to];
        a != b && (nodes.contains(&found[b].from) || nodes.contains(&found[b].to))
    };
    let mut at_node: std::collections::HashMap<u32, Vec<usize>> = std::collections::HashMap::new();
    for (number, segment) in found.iter().enumerate() {
        at_node.entry(segment.from).or_default().push(number);
        at_node.entry(segment.to).or_default().push(number);
    }
    let lists: Vec<Vec<usize>> = (0..found.len())
        .map(|a| {
            let ends = [found[a].from, found[a].to].into_iter();
            let near = ends.flat_map(|node| at_node[&node].clone());
            near.filter(|&b| meets(a, b)).collect()
        })
        .collect();
    Streets {
        metres: found.iter().map(|segment| segment.metres).collect(),
        neighbours: Neighbours::from_lists(&lists).unwrap(),
    }
}

fn is_street_alarm(streets: &Streets, events: u64, map: u64) -> bool {
    let mut random = ChaCha8Rng::seed_from_u64(map << 32 | events);
    let by_length = WeightedIndex::new(&streets.metres).unwrap();
    let mut pieces = StreetPieces::new(&streets.metres);
    let mut counts = vec![0_u64; streets.metres.len()];
    for _ in 0..events {
        let segment = by_length.sample(&mut random);
        pieces.add(segment, random.random::<f64>() * streets.metres[segment]);
        counts[segment] += 1;
    }
    let hood = |at: usize| {
        let all =
            || std::iter::once(at).chain(streets.neighbours.of(at).iter().map(|&n| n as usize));
        let length = all().map(|segment| pieces.length(segment)).sum();
        (length, all().map(|segment| counts[segment]).sum())
    };
    let hoods: Vec<(f64, u64)> = (0..counts.len()).map(hood).collect();
    let pool = pieces.pool(&vec![true; counts.len()]);
    let p = street_tails(pool, &hoods).unwrap();
    benjamini_hochberg(&p).unwrap().iter().any(|&q| q <= 0.05)
}
