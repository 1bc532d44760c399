//! Where the areas of a layer leave ground between them, and where they lie over one another.
//!
//! Edges that two areas share, each in its own direction, cancel out. What is left is the outline of
//! all ground that is not covered exactly once, however many areas there are: nothing but the outer
//! edge for a layer without a fault. Only that outline goes through `geo`'s boolean operations.

use std::cmp::Ordering;
use std::collections::HashMap;

use beatbook_core::{Bng, Metres};
use geo::bool_ops::{FillRule, OpType};
use geo::{
    Area, BooleanOps, BoundingRect, Coord, InteriorPoint, Intersects, LineString, MultiPolygon,
    Polygon, Rect,
};
use rayon::prelude::*;

use crate::meetings::rings_of;
use crate::outline;

/// The largest spots that are kept one by one.
const LISTED: usize = 10;

/// Gaps and overlaps of a layer.
///
/// Neither is an error: zones may overlap on purpose, and a layer may leave out a lake.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Coverage {
    /// Ground that areas enclose and none covers. Bays that open to the outside do not count.
    pub gaps: Spots,
    /// Ground that two or more areas cover.
    pub overlaps: Spots,
}

/// Spots of one kind.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Spots {
    /// How many, slivers apart.
    pub number: u64,
    /// Their ground in square metres.
    pub total_m2: f64,
    /// The largest ten, largest first.
    pub largest: Vec<Spot>,
    /// How many are so thin that the join bridges them.
    pub slivers: u64,
    /// Ground of these in square metres.
    pub slivers_m2: f64,
}

impl Spots {
    /// Whether there is none, not even a sliver.
    pub fn is_empty(&self) -> bool {
        self.number == 0 && self.slivers == 0
    }
}

/// One gap or overlap.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Its size in square metres.
    pub area_m2: f64,
    /// Twice its size by the length of its outline: the width of a long thin shape.
    pub width: Metres,
    /// A position in it.
    pub at: Bng,
    /// Places in the list of areas: those that lie over one another, or that stand around a gap.
    pub areas: Vec<u32>,
}

/// Measures gaps and overlaps of areas in EPSG:27700 whose rings are sound ([`crate::repair`]).
///
/// `bridged` is how far from an area the join still takes a position for a sliver: a spot that is on
/// the mean no wider than twice that is a sliver. What is thinner than the rounding of the boolean
/// operations (a quarter of a millimetre for a county) is not looked at.
pub fn coverage(areas: &[MultiPolygon<f64>], bridged: Metres) -> Coverage {
    let rings = unshared(areas);
    let Some(around) = MultiPolygon(rings.clone()).bounding_rect() else {
        return Coverage::default();
    };
    let around = Rect::new(
        around.min() - Coord { x: 1.0, y: 1.0 },
        around.max() + Coord { x: 1.0, y: 1.0 },
    );
    let finest = around.width().max(around.height()) / f64::from(1 << 28);
    let spots = |shapes: Vec<Polygon<f64>>, inside: bool| {
        let look = Look {
            areas,
            inside,
            bridged,
            finest,
        };
        look.at(shapes)
    };
    // Counting how often ground is covered, less one: what is left is covered twice or more.
    let twice = positive(rings.clone(), around, true);
    // One, less how often it is covered: what is left is not covered, the ground outside included.
    let uncovered = positive(rings.iter().map(turned).collect(), around, false);
    let outside = |gap: &Polygon<f64>| {
        gap.bounding_rect()
            .is_some_and(|b| b.width() > around.width() - 1.0 && b.height() > around.height() - 1.0)
    };
    let gaps = uncovered.into_iter().filter(|gap| !outside(gap)).collect();
    Coverage {
        gaps: spots(gaps, false),
        overlaps: spots(twice.0, true),
    }
}

/// The ground around which the rings run anticlockwise more often than clockwise, with a box around
/// all that runs clockwise or anticlockwise.
fn positive(mut rings: Vec<Polygon<f64>>, around: Rect<f64>, clockwise: bool) -> MultiPolygon<f64> {
    // `Rect::to_polygon` says nothing about its direction.
    let (min, max) = (around.min(), around.max());
    let corners = vec![
        (min.x, min.y),
        (max.x, min.y),
        (max.x, max.y),
        (min.x, max.y),
    ];
    let whole = Polygon::new(LineString::from(corners), Vec::new());
    rings.push(if clockwise { turned(&whole) } else { whole });
    let nothing = MultiPolygon(Vec::new());
    MultiPolygon(rings).boolean_op_with_fill_rule(&nothing, OpType::Union, FillRule::Positive)
}

fn turned(ring: &Polygon<f64>) -> Polygon<f64> {
    let corners = ring.exterior().coords().rev().copied();
    Polygon::new(corners.collect(), Vec::new())
}

/// An edge from its lower to its upper end, and whether its area lies to the left of it.
#[derive(Clone, Copy)]
struct Side {
    low: Coord<f64>,
    high: Coord<f64>,
    left: bool,
}

fn order(a: Coord<f64>, b: Coord<f64>) -> Ordering {
    a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x))
}

/// The edges that no other area has in the other direction, put together to closed rings that run
/// anticlockwise around ground. (Ways through a corner with several are taken as they come: the
/// number of turns around a position is the same.)
fn unshared(areas: &[MultiPolygon<f64>]) -> Vec<Polygon<f64>> {
    let mut sides: Vec<Side> = areas.par_iter().flat_map_iter(sides_of).collect();
    sides.par_sort_unstable_by(|a, b| order(a.low, b.low).then(order(a.high, b.high)));
    let same = |a: &Side, b: &Side| a.low == b.low && a.high == b.high;
    let mut steps = Vec::new();
    for group in sides.chunk_by(same) {
        let left = group.iter().filter(|side| side.left).count();
        let (up, down) = (left, group.len() - left);
        let Side { low, high, .. } = group[0];
        let step = if up > down { (low, high) } else { (high, low) };
        steps.extend(std::iter::repeat_n(step, up.abs_diff(down)));
    }
    drop(sides);
    let mut from: HashMap<(u64, u64), Vec<Coord<f64>>> = HashMap::new();
    for &(a, b) in &steps {
        from.entry(key(a)).or_default().push(b);
    }
    let mut rings = Vec::new();
    for (start, _) in steps {
        while let Some(first) = from.get_mut(&key(start)).and_then(Vec::pop) {
            let (mut ring, mut at) = (vec![start], first);
            while at != start {
                ring.push(at);
                match from.get_mut(&key(at)).and_then(Vec::pop) {
                    Some(next) => at = next,
                    None => break,
                }
            }
            rings.push(Polygon::new(LineString(ring), Vec::new()));
        }
    }
    rings
}

fn key(at: Coord<f64>) -> (u64, u64) {
    (at.x.to_bits(), at.y.to_bits())
}

fn sides_of(area: &MultiPolygon<f64>) -> Vec<Side> {
    let finite = |c: &Coord<f64>| c.x.is_finite() && c.y.is_finite();
    let rings = rings_of(area).into_iter();
    rings
        .filter(|ring| ring.corners.coords().all(finite))
        .flat_map(|ring| {
            let anticlockwise = outline::twice_signed_area(&ring.corners.0) > 0.0;
            let with_ground_left = anticlockwise == ring.outer;
            let side = move |line: geo::Line<f64>| {
                // Minus zero is zero.
                let [a, b] = [line.start, line.end].map(|c| c + Coord { x: 0.0, y: 0.0 });
                let rises = order(a, b).is_lt();
                let (low, high) = if rises { (a, b) } else { (b, a) };
                let left = rises == with_ground_left;
                (a != b).then_some(Side { low, high, left })
            };
            ring.corners.lines().filter_map(side)
        })
        .collect()
}

struct Look<'a> {
    areas: &'a [MultiPolygon<f64>],
    /// Whether the spots lie inside areas or between them.
    inside: bool,
    bridged: Metres,
    finest: f64,
}

impl Look<'_> {
    fn at(&self, shapes: Vec<Polygon<f64>>) -> Spots {
        let measured = shapes.into_iter().map(|shape| {
            let size = shape.unsigned_area();
            let rings = std::iter::once(shape.exterior()).chain(shape.interiors());
            let round: f64 = rings
                .flat_map(LineString::lines)
                .map(|line| line.dx().hypot(line.dy()))
                .sum();
            (size, 2.0 * size / round, shape)
        });
        let mut measured: Vec<_> = measured
            .filter(|(_, width, _)| *width > self.finest)
            .collect();
        // The order of the boolean operation, which is fixed, decides among equals.
        measured.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut spots = Spots::default();
        for (size, width, shape) in measured {
            if width <= 2.0 * self.bridged.0 {
                spots.slivers += 1;
                spots.slivers_m2 += size;
                continue;
            }
            spots.number += 1;
            spots.total_m2 += size;
            if spots.largest.len() < LISTED
                && let Some(at) = shape.interior_point()
            {
                spots.largest.push(Spot {
                    area_m2: size,
                    width: Metres(width),
                    at: Bng {
                        easting: at.x(),
                        northing: at.y(),
                    },
                    areas: self.areas_at(&shape, at.0),
                });
            }
        }
        spots
    }

    fn areas_at(&self, shape: &Polygon<f64>, at: Coord<f64>) -> Vec<u32> {
        let Some(spot) = shape.bounding_rect() else {
            return Vec::new();
        };
        let reach = Coord { x: 0.001, y: 0.001 };
        let spot = Rect::new(spot.min() - reach, spot.max() + reach);
        let is_there = |area: &MultiPolygon<f64>| {
            if !area.bounding_rect().is_some_and(|b| b.intersects(&spot)) {
                return false;
            }
            let edges = outline::edges_of(area);
            if self.inside {
                return outline::is_inside(&edges, at);
            }
            // Boolean operations move corners by less than a millimetre.
            let meets = |corner: &Coord<f64>| edges.iter().any(|e| e.distance_2(*corner) < 1e-6);
            shape.exterior().coords().any(meets)
        };
        let there = self.areas.par_iter().enumerate();
        there
            .filter(|(_, area)| is_there(area))
            .map(|(number, _)| number as u32)
            .collect()
    }
}

#[cfg(test)]
#[path = "coverage_tests.rs"]
mod tests;
