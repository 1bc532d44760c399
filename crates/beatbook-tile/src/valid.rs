//! Rings on the grid to polygons as the specification wants them.
//!
//! Snapping lets rings touch and cross themselves, and a ring that clipping took apart hangs together along
//! the edge of the margin. Both are put right on whole numbers: what is inside stays inside, and each ring
//! that comes out touches itself nowhere.

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{ContourDirection, IntOverlayOptions, Overlay};
use i_overlay::i_float::int::point::IntPoint;

use crate::clip::Position;
use crate::grid::{tidy_ring, wind};

/// Vertices stay where they are, those on a straight run too: the neighbour has them as well.
const EXACT: IntOverlayOptions = IntOverlayOptions {
    preserve_input_collinear: true,
    output_direction: ContourDirection::CounterClockwise,
    preserve_output_collinear: true,
    min_output_area: 0,
    ogc: true,
};

/// Valid polygons of what the rings hold, each outer ring before its holes, all wound by the specification.
///
/// - `polygons`: tidy rings wound by the specification, the outer one of each polygon first.
pub(crate) fn valid(polygons: Vec<Vec<Vec<Position>>>) -> Vec<Vec<Position>> {
    let is_simple = |rings: &Vec<Vec<Position>>| rings.len() == 1 && is_convex(&rings[0]);
    if let [only] = &polygons[..]
        && is_simple(only)
    {
        return polygons.into_iter().flatten().collect();
    }
    let rings: Vec<Vec<IntPoint>> = polygons
        .iter()
        .flatten()
        .map(|ring| {
            ring.iter()
                .map(|&[x, y]| IntPoint::new(x as i32, y as i32))
                .collect()
        })
        .collect();
    let corners = rings.iter().map(Vec::len).sum();
    let mut overlay =
        Overlay::new_custom(corners, EXACT, i_overlay::core::solver::Solver::default());
    // Holes are wound against their outer ring, and so count against it.
    let Some(shapes) = overlay.simplify_shape(&rings, FillRule::Positive) else {
        return polygons.into_iter().flatten().collect(); // it was valid
    };
    let mut found = Vec::new();
    for shape in shapes {
        for (number, ring) in shape.into_iter().enumerate() {
            let ring = ring.iter().map(|at| [i64::from(at.x), i64::from(at.y)]);
            let mut ring = tidy_ring(ring.collect());
            if ring.is_empty() {
                if number == 0 {
                    break; // holes of nothing
                }
                continue;
            }
            wind(&mut ring, number == 0);
            found.push(ring);
        }
    }
    found
}

/// Whether a ring turns one way only, and once: most are cells, which need no repair.
fn is_convex(ring: &[Position]) -> bool {
    if ring.len() > 8 {
        return false;
    }
    let at = |i: usize| ring[i % ring.len()];
    let side = |i: usize| {
        let ([ax, ay], [bx, by], [cx, cy]) = (at(i), at(i + 1), at(i + 2));
        (bx - ax) * (cy - by) - (by - ay) * (cx - bx)
    };
    // Wound by the specification, so that every turn is to this side; one round turns west twice only.
    let turns_west = (0..ring.len()).filter(|&i| {
        let goes_east = |i: usize| {
            at(i + 1)[0] > at(i)[0] || (at(i + 1)[0] == at(i)[0] && at(i + 1)[1] > at(i)[1])
        };
        goes_east(i) != goes_east(i + 1)
    });
    (0..ring.len()).all(|i| side(i) > 0) && turns_west.count() == 2
}

#[cfg(test)]
#[path = "valid_tests.rs"]
mod tests;
