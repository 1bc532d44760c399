//! Positions to areas: the cover against an R-tree of bounding boxes with `geo`'s `contains`, in the same
//! run, on the 1,702 LSOAs of Greater Manchester where the open data are at hand
//! (`BEATBOOK_REAL_DATA`), else on a lattice of as many crooked areas. The answers must be the same.

use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use beatbook_core::{Bng, Crs, Transform};
use beatbook_locate::{AreaIndex, NO_AREA, Transformer};
use geo::{BoundingRect, Contains, LineString, MultiPolygon, Point, Polygon};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

type Boxed = GeomWithData<Rectangle<[f64; 2]>, u32>;

const POINTS: usize = 2_000_000;
const RUNS: usize = 5;

fn main() {
    let (name, areas) = greater_manchester().unwrap_or_else(|| ("synthetic lattice", lattice()));
    let corners: usize = areas
        .iter()
        .map(|a| a.iter().map(|p| p.exterior().0.len()).sum::<usize>())
        .sum();
    let positions = positions(&areas);
    println!(
        "{name}: {} areas, {corners} corners; {} positions, half along outlines; {} threads",
        areas.len(),
        positions.len(),
        rayon::current_num_threads()
    );

    let (build, index) = median(|| AreaIndex::new(&areas));
    let (ours, found) = median(|| index.locate_all(&positions));
    let (tree_build, tree) = median(|| rtree(&areas));
    let (theirs, expected) = median(|| by_rtree(&tree, &areas, &positions));

    let differ = found.iter().zip(&expected).filter(|(a, b)| a != b).count();
    // `contains` has a position on an edge in no area, the cover in exactly one.
    let on_edges = found
        .iter()
        .zip(&expected)
        .filter(|(a, b)| a != b && **b == NO_AREA)
        .count();
    println!("different answers: {differ}, of these on an edge: {on_edges}");
    assert_eq!(differ, on_edges, "answers must be the same away from edges");
    assert!(differ < POINTS / 1_000);

    let rate = |took: Duration| positions.len() as f64 / took.as_secs_f64() / 1e6;
    println!(
        "cover:  build {build:>10.2?}  locate {ours:>10.2?}  {:6.1} M/s",
        rate(ours)
    );
    println!(
        "R-tree: build {tree_build:>10.2?}  locate {theirs:>10.2?}  {:6.1} M/s",
        rate(theirs)
    );
    let ratio = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
    println!(
        "ratio: {:.1} without build, {:.1} with",
        ratio(theirs, ours),
        ratio(theirs + tree_build, ours + build)
    );
}

fn median<T>(mut job: impl FnMut() -> T) -> (Duration, T) {
    let mut run = || {
        let start = Instant::now();
        let result = black_box(job());
        (start.elapsed(), result)
    };
    let (first, mut last) = run();
    let mut times = vec![first];
    for _ in 1..RUNS {
        let (took, result) = run();
        times.push(took);
        last = result;
    }
    times.sort_unstable();
    (times[RUNS / 2], last)
}

fn rtree(areas: &[MultiPolygon<f64>]) -> RTree<Boxed> {
    let boxed = areas.iter().zip(0..).filter_map(|(area, number)| {
        let bounds = area.bounding_rect()?;
        let (low, high) = (bounds.min(), bounds.max());
        Some(Boxed::new(
            Rectangle::from_corners([low.x, low.y], [high.x, high.y]),
            number,
        ))
    });
    RTree::bulk_load(boxed.collect())
}

fn by_rtree(tree: &RTree<Boxed>, areas: &[MultiPolygon<f64>], positions: &[Bng]) -> Vec<u32> {
    let locate = |p: &Bng| {
        let here = tree.locate_in_envelope_intersecting(AABB::from_point([p.easting, p.northing]));
        let point = Point::new(p.easting, p.northing);
        let inside = here.filter(|area| areas[area.data as usize].contains(&point));
        inside.map(|area| area.data).min().unwrap_or(NO_AREA)
    };
    positions
        .par_iter()
        .with_min_len(4_096)
        .map(locate)
        .collect()
}

/// Half anywhere in the bounding box, half within some 20 m of a corner, as road centres are.
fn positions(areas: &[MultiPolygon<f64>]) -> Vec<Bng> {
    let mut random = ChaCha8Rng::seed_from_u64(27_700);
    let corners: Vec<_> = areas
        .iter()
        .flat_map(geo::CoordsIter::coords_iter)
        .collect();
    let least =
        |f: fn(&geo::Coord<f64>) -> f64| corners.iter().map(f).fold(f64::INFINITY, f64::min);
    let most =
        |f: fn(&geo::Coord<f64>) -> f64| corners.iter().map(f).fold(f64::NEG_INFINITY, f64::max);
    let (west, east, south, north) = (least(|c| c.x), most(|c| c.x), least(|c| c.y), most(|c| c.y));
    let mut one = |n: usize| {
        let (easting, northing) = if n.is_multiple_of(2) {
            (
                random.random_range(west..east),
                random.random_range(south..north),
            )
        } else {
            let corner = corners[random.random_range(0..corners.len())];
            (
                corner.x + random.random_range(-20.0..20.0),
                corner.y + random.random_range(-20.0..20.0),
            )
        };
        Bng { easting, northing }
    };
    (0..POINTS).map(&mut one).collect()
}

fn greater_manchester() -> Option<(&'static str, Vec<MultiPolygon<f64>>)> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("BEATBOOK_REAL_DATA").map_or_else(beside, PathBuf::from);
    let text = std::fs::read(folder.join("boundaries/gm_lsoa_2021_generalised.geojson")).ok()?;
    let file: serde_json::Value = serde_json::from_slice(&text).ok()?;
    let mut areas = Vec::new();
    for feature in file["features"].as_array()? {
        let geometry = &feature["geometry"];
        let coordinates = geometry["coordinates"].as_array()?;
        let polygons: Option<Vec<_>> = match geometry["type"].as_str()? {
            "Polygon" => Some(vec![polygon(coordinates)?]),
            _ => coordinates
                .iter()
                .map(|part| polygon(part.as_array()?))
                .collect(),
        };
        areas.push(MultiPolygon(polygons?));
    }
    let ostn15 = Transformer::new(Crs::Wgs84, &Transform::Ostn15).ok()?;
    ostn15.polygons_to_bng(&mut areas).ok()?;
    Some(("Greater Manchester, LSOA 2021", areas))
}

fn polygon(rings: &[serde_json::Value]) -> Option<Polygon<f64>> {
    let ring = |ring: &serde_json::Value| -> Option<LineString<f64>> {
        let corner = |c: &serde_json::Value| Some((c[0].as_f64()?, c[1].as_f64()?));
        let corners: Option<Vec<_>> = ring.as_array()?.iter().map(corner).collect();
        Some(LineString::from(corners?))
    };
    let rings: Option<Vec<_>> = rings.iter().map(ring).collect();
    let mut rings = rings?.into_iter();
    Some(Polygon::new(rings.next()?, rings.collect()))
}

/// 1,702 areas of some sixty corners each that share their edges.
fn lattice() -> Vec<MultiPolygon<f64>> {
    const COLUMNS: usize = 46;
    const STEP: f64 = 700.0;
    const PIECES: usize = 15;
    // Any fixed wave gives both neighbours the same crooked edge.
    let bend = |a: (f64, f64), b: (f64, f64), piece: usize| {
        let t = piece as f64 / PIECES as f64;
        let (x, y) = (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
        let wave = (x * 0.013 + y * 0.029).sin() * 60.0 * (t * (1.0 - t) * 4.0);
        (x + wave, y + wave * 0.7)
    };
    let corner = |i: usize, j: usize| (350_000.0 + STEP * i as f64, 380_000.0 + STEP * j as f64);
    let area = |n: usize| {
        let (i, j) = (n % COLUMNS, n / COLUMNS);
        let (sw, se, ne, nw) = (
            corner(i, j),
            corner(i + 1, j),
            corner(i + 1, j + 1),
            corner(i, j + 1),
        );
        let mut ring: Vec<(f64, f64)> = (0..PIECES).map(|p| bend(sw, se, p)).collect();
        ring.extend((0..PIECES).map(|p| bend(se, ne, p)));
        ring.extend((1..=PIECES).rev().map(|p| bend(nw, ne, p)));
        ring.extend((1..=PIECES).rev().map(|p| bend(sw, nw, p)));
        MultiPolygon(vec![Polygon::new(LineString::from(ring), vec![])])
    };
    (0..1_702).map(area).collect()
}
