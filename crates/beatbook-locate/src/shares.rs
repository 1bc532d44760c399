//! How much of each area lies inside another shape.

use beatbook_core::Bng;
use geo::{Area, BooleanOps, InteriorPoint, Intersects, MultiPolygon, Point};
use rayon::prelude::*;

use crate::AreaIndex;

/// A cut of less is what two drawings of one border differ by.
const SAME: f64 = 1e-3;

/// The share of the ground of each area that lies inside the shape, 0 to 1, in input order. Shares
/// within a thousandth of 0 or 1 are 0 or 1: two drawings of one border differ by as much.
pub fn shares_inside(areas: &[MultiPolygon<f64>], shape: &MultiPolygon<f64>) -> Vec<f64> {
    let index = AreaIndex::new(std::slice::from_ref(shape));
    areas
        .par_iter()
        .map(|area| share(area, shape, &index))
        .collect()
}

/// The ground of an area, in square metres.
pub fn square_metres(area: &MultiPolygon<f64>) -> f64 {
    area.unsigned_area()
}

/// A point inside an area; one without ground has none, and its position is no number.
pub fn middle_of(area: &MultiPolygon<f64>) -> Bng {
    let point = area.interior_point();
    Bng {
        easting: point.map_or(f64::NAN, Point::x),
        northing: point.map_or(f64::NAN, Point::y),
    }
}

fn share(area: &MultiPolygon<f64>, shape: &MultiPolygon<f64>, index: &AreaIndex) -> f64 {
    let corners = area.iter().flat_map(|part| part.exterior().coords());
    let inside = corners.map(|corner| {
        let at = Bng {
            easting: corner.x,
            northing: corner.y,
        };
        index.locate(at).is_some()
    });
    let mut inside = inside.peekable();
    let first = inside.peek().copied().unwrap_or(false);
    if inside.all(|corner| corner == first) && (first || !area.intersects(shape)) {
        return f64::from(u8::from(first));
    }
    let ground = area.unsigned_area();
    let share = area.intersection(shape).unsigned_area() / ground;
    match share {
        share if share > 1.0 - SAME => 1.0,
        share if share > SAME => share,
        _ => 0.0, // that of no ground at all is no number
    }
}

#[cfg(test)]
#[path = "shares_tests.rs"]
mod tests;
