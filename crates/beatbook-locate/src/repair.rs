//! Areas whose rings are broken, put right where their meaning is clear.
//!
//! - **The rule** is even-odd over all rings of an area, as in [`crate::AreaIndex`] and in what other
//!   programs call `make_valid`: ground is inside where a line from it to far away crosses the rings an
//!   odd number of times. A bow-tie becomes its two wings, a spike vanishes, a ring that touches itself
//!   becomes a ring with a hole, or two parts.
//! - **The meaning is clear** where the second usual reading gives the same ground: everything in an
//!   outer ring, less everything in its holes, all parts together. Where the two differ by more than a
//!   thousandth of the area (and a square metre) the area is refused: a part inside a part may be
//!   ground drawn twice or a hole, and a hole outside its ring may be nothing or a part.
//! - **The means** is `geo`'s `MakeValid` (Ledoux, Arroyo Ohori and Meijers 2014,
//!   <https://doi.org/10.1016/j.cageo.2014.01.009>), which keeps every corner where it is (corners
//!   within 0.1 mm of each other become one), so that neighbours still share their edges. Its result
//!   is compared with `geo`'s boolean operations, an algorithm of another kind, before it is used.
//!
//! The same rings give the same result, to the bit: rings begin at their lowest corner, outer rings
//! run anticlockwise, parts and holes stand from south to north.

use std::fmt;

use beatbook_core::Bng;
use geo::bool_ops::{FillRule, OpType};
use geo::{
    Area, BooleanOps, BoundingRect, Coord, InteriorPoint, LineString, MakeValid, MultiPolygon,
    Orient, Polygon, RemoveRepeatedPoints, orient::Direction,
};

use crate::meetings::rings_of;
use crate::ring_faults::{FaultKind, RingFault, ring_faults};

/// Readings that differ by less than this share of an area are as good as one.
const CLEAR_SHARE: f64 = 0.001;
/// ... or by less than this, in square metres.
const CLEAR_M2: f64 = 1.0;

/// What was wrong with an area, and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    /// The area as it is used; without ground where it was refused.
    pub polygon: MultiPolygon<f64>,
    /// What was wrong; at least one fault.
    pub faults: Vec<RingFault>,
    /// Its size in square metres as written: outer rings less holes.
    pub before_m2: f64,
    /// Its size in square metres as it is used.
    pub after_m2: f64,
    /// Why it cannot be used.
    pub refusal: Option<Refusal>,
}

impl Repair {
    /// How much larger the area became, in square metres.
    pub fn area_change_m2(&self) -> f64 {
        self.after_m2 - self.before_m2
    }
}

/// Why an area cannot be put right.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Refusal {
    /// A corner is not a number.
    NotANumber,
    /// It covers no ground.
    NoGround,
    /// It can be read in two ways that differ by so many square metres, here.
    Ambiguous {
        /// Ground that one reading has and the other has not.
        differ_m2: f64,
        /// A position in it.
        at: Bng,
    },
    /// Its rings are so entangled that two algorithms disagree.
    Entangled,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber => f.write_str("a corner is not a number"),
            Self::NoGround => f.write_str("it covers no ground"),
            Self::Ambiguous { differ_m2, at } => write!(
                f,
                "whether {differ_m2:.0} m² around {:.0}, {:.0} belong to it cannot be told",
                at.easting, at.northing
            ),
            Self::Entangled => f.write_str("its rings are entangled"),
        }
    }
}

/// Looks at an area in EPSG:27700 and puts it right; `None` where nothing is wrong.
pub fn repair(area: &MultiPolygon<f64>) -> Option<Repair> {
    let faults = ring_faults(area);
    if faults.is_empty() {
        return None;
    }
    let mended = mend(area, &faults);
    let (polygon, refusal) = match mended {
        Ok(polygon) => (polygon, None),
        Err(refusal) => (MultiPolygon(Vec::new()), Some(refusal)),
    };
    Some(Repair {
        before_m2: as_written(area),
        after_m2: polygon.unsigned_area(),
        polygon,
        faults,
        refusal,
    })
}

fn mend(area: &MultiPolygon<f64>, faults: &[RingFault]) -> Result<MultiPolygon<f64>, Refusal> {
    if faults.iter().any(|f| f.kind == FaultKind::NotANumber) {
        return Err(Refusal::NotANumber);
    }
    if faults.iter().all(|f| !f.kind.is_invalid()) {
        return Ok(area.remove_repeated_points());
    }
    let even_odd = even_odd(area);
    let ground = even_odd.unsigned_area();
    let doubtful = even_odd.xor(&outer_less_holes(area));
    let differ_m2 = doubtful.unsigned_area();
    if differ_m2 > CLEAR_M2.max(ground * CLEAR_SHARE) {
        let at = doubtful.interior_point().map_or(faults[0].at, |point| Bng {
            easting: point.x(),
            northing: point.y(),
        });
        return Err(Refusal::Ambiguous { differ_m2, at });
    }
    let rounding = rounding_m2(area);
    if ground <= rounding {
        return Err(Refusal::NoGround);
    }
    let mended = area.make_valid().map_err(|_| Refusal::Entangled)?;
    let mended = in_order(mended);
    let sound = ring_faults(&mended).iter().all(|f| !f.kind.is_invalid());
    if sound && (mended.unsigned_area() - ground).abs() <= rounding {
        Ok(mended)
    } else {
        Err(Refusal::Entangled)
    }
}

fn even_odd(area: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let rings = rings_of(area).into_iter().map(|ring| alone(ring.corners));
    let rings = MultiPolygon(rings.collect());
    rings.boolean_op_with_fill_rule(&nothing(), OpType::Union, FillRule::EvenOdd)
}

/// Everything in an outer ring, less everything in its holes, all parts together.
fn outer_less_holes(area: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let part = |polygon: &Polygon<f64>| {
        let outer = alone(polygon.exterior());
        // All the same way round, or two holes over one another would cancel out.
        let holes = polygon.interiors().iter().map(alone);
        let holes = MultiPolygon(holes.collect()).orient(Direction::Default);
        outer.boolean_op_with_fill_rule(&holes, OpType::Difference, FillRule::NonZero)
    };
    let parts: MultiPolygon<f64> = area.iter().flat_map(part).collect();
    // A hole that touches its ring comes out of a boolean operation running the same way round.
    let parts = parts.orient(Direction::Default);
    parts.boolean_op_with_fill_rule(&nothing(), OpType::Union, FillRule::NonZero)
}

fn alone(ring: &LineString<f64>) -> Polygon<f64> {
    Polygon::new(ring.clone(), Vec::new())
}

fn nothing() -> MultiPolygon<f64> {
    MultiPolygon(Vec::new())
}

fn as_written(area: &MultiPolygon<f64>) -> f64 {
    let size = |ring: &LineString<f64>| alone(ring).unsigned_area();
    let part = |polygon: &Polygon<f64>| {
        size(polygon.exterior()) - polygon.interiors().iter().map(size).sum::<f64>()
    };
    area.iter().map(part).sum()
}

/// How far two results may differ by rounding: `geo`'s boolean operations put corners on a lattice of
/// some 2^30 steps across the area, and `MakeValid` joins corners within 0.1 mm.
fn rounding_m2(area: &MultiPolygon<f64>) -> f64 {
    let across = area
        .bounding_rect()
        .map_or(0.0, |around| around.width().max(around.height()));
    let rings = rings_of(area).into_iter();
    let round: f64 = rings
        .flat_map(|ring| ring.corners.lines())
        .map(|line| line.dx().hypot(line.dy()))
        .sum();
    round * (1e-4 + across / f64::from(1 << 28))
}

/// Rings and parts in an order that depends on nothing but where they lie.
fn in_order(area: MultiPolygon<f64>) -> MultiPolygon<f64> {
    let part = |polygon: Polygon<f64>| {
        let (outer, holes) = polygon.orient(Direction::Default).into_inner();
        let mut holes: Vec<_> = holes.into_iter().map(from_lowest).collect();
        holes.sort_by(by_corners);
        Polygon::new(from_lowest(outer), holes)
    };
    let mut parts: Vec<_> = area.into_iter().map(part).collect();
    parts.sort_by(|a, b| by_corners(a.exterior(), b.exterior()));
    MultiPolygon(parts)
}

/// The closed ring from its southernmost corner on.
fn from_lowest(ring: LineString<f64>) -> LineString<f64> {
    let LineString(mut corners) = ring;
    corners.pop();
    let lowest = (0..corners.len()).min_by(|&a, &b| south_first(&corners[a], &corners[b]));
    corners.rotate_left(lowest.unwrap_or(0));
    corners.extend(corners.first().copied());
    LineString(corners)
}

fn south_first(a: &Coord<f64>, b: &Coord<f64>) -> std::cmp::Ordering {
    a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x))
}

fn by_corners(a: &LineString<f64>, b: &LineString<f64>) -> std::cmp::Ordering {
    let pairs = a.coords().zip(b.coords());
    let mut differ = pairs.map(|(a, b)| south_first(a, b)).filter(|o| o.is_ne());
    let length = a.0.len().cmp(&b.0.len());
    differ.next().unwrap_or(length)
}

#[cfg(test)]
#[path = "repair_tests.rs"]
mod tests;
