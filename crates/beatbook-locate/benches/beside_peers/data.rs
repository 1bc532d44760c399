//! The data of the jobs, the same for every run.

use std::error::Error;
use std::path::{Path, PathBuf};

use beatbook_core::{Bng, Crs, Transform};
use beatbook_locate::{AreaIndex, Transformer};
use beatbook_testkit::contest::{read_array, read_points, write_array, write_points};
use geo::{
    BoundingRect, Contains, Coord, CoordsIter, LineString, LinesIter, MultiPolygon, Point, Polygon,
    Rect, Validation,
};
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Line, Rectangle};
use rstar::{AABB, PointDistance, RTree};

use crate::lattice::Lattice;

type Areas = Vec<MultiPolygon<f64>>;
type Failure = Box<dyn Error>;

const POINTS: usize = 3_000_000;
/// Nearer to an edge than this, in metres, rounding decides with the peers.
const ON_EDGE: f64 = 1e-9;

/// As many areas as Greater Manchester has LSOAs, with as many corners.
pub const GREATER_MANCHESTER: Lattice = Lattice {
    areas: 1_702,
    width: 860.0,
    halvings: 4,
};
/// As many as England had in 2021, on as much ground.
pub const ENGLAND: Lattice = Lattice {
    areas: 33_755,
    width: 1_970.0,
    halvings: 5,
};

/// Makes what both sides of a job read; says what it made.
pub fn generate(job: &str, folder: &Path) -> Result<(), Failure> {
    let (name, areas) = match job {
        "join" | "join-with-build" => match greater_manchester()? {
            Some(areas) => ("LSOA 2021 of Greater Manchester", areas),
            None => (
                "made-up areas, for want of real ones in BEATBOOK_REAL_DATA",
                GREATER_MANCHESTER.areas(),
            ),
        },
        "join-areas" | "join-areas-with-build" => ("made-up areas", ENGLAND.areas()),
        other => return Err(format!("there is no job '{other}'").into()),
    };
    let points = points(&areas, POINTS);
    write_areas(folder, &areas)?;
    write_points(folder, "points", &points)?;
    let claims = Claims::of(&areas);
    let doubtful = points.par_iter().enumerate();
    let doubtful = doubtful.filter(|(_, p)| claims.are_in_doubt_at(**p));
    let doubtful: Vec<u32> = doubtful.map(|(at, _)| at as u32).collect();
    let corners: usize = areas.iter().map(CoordsIter::coords_count).sum();
    println!(
        "{} {name}, {corners} corners, {} invalid, {} points in doubt",
        areas.len(),
        claims.invalid.len(),
        doubtful.len()
    );
    write_array(folder, "doubtful", doubtful)?;
    Ok(())
}

/// Three in five inside an area, any as likely as any other, as events follow people; the others
/// around them; in no order.
pub fn points(areas: &Areas, count: usize) -> Vec<[f64; 2]> {
    let mut random = ChaCha8Rng::seed_from_u64(27_700);
    let index = AreaIndex::new(areas);
    let boxes: Vec<Rect> = areas
        .iter()
        .filter_map(BoundingRect::bounding_rect)
        .collect();
    let west = boxes
        .iter()
        .map(|b| b.min().x)
        .fold(f64::INFINITY, f64::min);
    let south = boxes
        .iter()
        .map(|b| b.min().y)
        .fold(f64::INFINITY, f64::min);
    let east = boxes
        .iter()
        .map(|b| b.max().x)
        .fold(f64::NEG_INFINITY, f64::max);
    let north = boxes
        .iter()
        .map(|b| b.max().y)
        .fold(f64::NEG_INFINITY, f64::max);
    let (wide, high) = ((east - west) / 20.0, (north - south) / 20.0);
    let mut points = Vec::with_capacity(count);
    while points.len() < count * 3 / 5 {
        let area = random.random_range(0..areas.len());
        let (low, top) = (boxes[area].min(), boxes[area].max());
        let p = [
            random.random_range(low.x..top.x),
            random.random_range(low.y..top.y),
        ];
        if areas[area].contains(&Point::from(p)) {
            points.push(p);
        }
    }
    while points.len() < count {
        let easting = random.random_range(west - wide..east + wide);
        let northing = random.random_range(south - high..north + high);
        if index.locate(Bng { easting, northing }).is_none() {
            points.push([easting, northing]);
        }
    }
    points.shuffle(&mut random);
    points
}

/// Where two programs may rightly differ.
struct Claims<'a> {
    areas: &'a Areas,
    edges: RTree<Line<[f64; 2]>>,
    boxes: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
    invalid: Vec<usize>,
}

impl<'a> Claims<'a> {
    fn of(areas: &'a Areas) -> Self {
        let lines = areas.iter().flat_map(LinesIter::lines_iter);
        let lines = lines.map(|line| Line::new(line.start.into(), line.end.into()));
        let boxed = |(number, area): (usize, &MultiPolygon<f64>)| {
            let bounds = area.bounding_rect()?;
            let rectangle = Rectangle::from_corners(bounds.min().into(), bounds.max().into());
            Some(GeomWithData::new(rectangle, number))
        };
        let boxes = areas.iter().enumerate().filter_map(boxed);
        let invalid = areas.par_iter().enumerate();
        let invalid = invalid.filter(|(_, area)| !area.is_valid());
        Self {
            areas,
            edges: RTree::bulk_load(lines.collect()),
            boxes: RTree::bulk_load(boxes.collect()),
            invalid: invalid.map(|(number, _)| number).collect(),
        }
    }

    /// On an edge, in two areas, or in the box of an invalid one.
    fn are_in_doubt_at(&self, p: [f64; 2]) -> bool {
        let near = AABB::from_corners(
            p.map(|along| along - ON_EDGE),
            p.map(|along| along + ON_EDGE),
        );
        let mut touching = self.edges.locate_in_envelope_intersecting(near);
        if touching.any(|edge| edge.distance_2(&p) <= ON_EDGE * ON_EDGE) {
            return true;
        }
        let here: Vec<usize> = self
            .boxes
            .locate_in_envelope_intersecting(AABB::from_point(p))
            .map(|boxed| boxed.data)
            .collect();
        here.iter()
            .any(|number| self.invalid.binary_search(number).is_ok())
            || here
                .iter()
                .filter(|number| self.areas[**number].contains(&Point::from(p)))
                .count()
                > 1
    }
}

/// Areas as rings of corners, rings of polygons and polygons of areas, each with the offsets at
/// which they begin.
fn write_areas(folder: &Path, areas: &Areas) -> std::io::Result<()> {
    let (mut corners, mut rings) = (Vec::new(), vec![0_u32]);
    let (mut polygons, mut multi) = (vec![0_u32], vec![0_u32]);
    for area in areas {
        for polygon in area {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                corners.extend(ring.0.iter().map(|c| [c.x, c.y]));
                rings.push(corners.len() as u32);
            }
            polygons.push(rings.len() as u32 - 1);
        }
        multi.push(polygons.len() as u32 - 1);
    }
    write_points(folder, "corners", &corners)?;
    write_array(folder, "rings", rings)?;
    write_array(folder, "polygons", polygons)?;
    write_array(folder, "areas", multi)
}

/// The areas that [`write_areas`] wrote.
pub fn read_areas(folder: &Path) -> std::io::Result<Areas> {
    let corners = read_points(folder, "corners")?;
    let offsets = |name: &str| -> std::io::Result<Vec<(usize, usize)>> {
        let offsets: Vec<u32> = read_array(folder, name)?;
        let pairs = offsets
            .windows(2)
            .map(|pair| (pair[0] as usize, pair[1] as usize));
        Ok(pairs.collect())
    };
    let rings = offsets("rings")?.into_iter().map(|(from, to)| {
        LineString::new(
            corners[from..to]
                .iter()
                .map(|&[x, y]| Coord { x, y })
                .collect(),
        )
    });
    let rings: Vec<LineString<f64>> = rings.collect();
    let polygons = offsets("polygons")?
        .into_iter()
        .map(|(from, to)| Polygon::new(rings[from].clone(), rings[from + 1..to].to_vec()));
    let polygons: Vec<Polygon<f64>> = polygons.collect();
    let areas = offsets("areas")?.into_iter();
    Ok(areas
        .map(|(from, to)| MultiPolygon(polygons[from..to].to_vec()))
        .collect())
}

fn greater_manchester() -> Result<Option<Areas>, Failure> {
    let Some(folder) = std::env::var_os("BEATBOOK_REAL_DATA").map(PathBuf::from) else {
        return Ok(None);
    };
    let path = folder.join("boundaries/gm_lsoa_2021_generalised.geojson");
    let file: serde_json::Value = serde_json::from_slice(&std::fs::read(path)?)?;
    let features = file["features"].as_array().ok_or("no features")?;
    let areas: Option<Areas> = features.iter().map(|one| area(&one["geometry"])).collect();
    let mut areas = areas.ok_or("a feature is no area")?;
    Transformer::new(Crs::Wgs84, &Transform::Ostn15)?.polygons_to_bng(&mut areas)?;
    Ok(Some(areas))
}

fn area(geometry: &serde_json::Value) -> Option<MultiPolygon<f64>> {
    let coordinates = geometry["coordinates"].as_array()?;
    match geometry["type"].as_str()? {
        "Polygon" => Some(MultiPolygon(vec![polygon(coordinates)?])),
        _ => coordinates
            .iter()
            .map(|part| polygon(part.as_array()?))
            .collect(),
    }
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
