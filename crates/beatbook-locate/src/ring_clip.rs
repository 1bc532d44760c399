//! How much of many small convex shapes lies inside one large shape?
//!
//! Source: Sutherland & Hodgman (1974), <https://doi.org/10.1145/360767.360802>: a ring is clipped by
//! one straight line after another. Where a part falls into pieces the result keeps bridges along the
//! clip lines; these enclose nothing, so areas are right. The large shape is first cut down to halves
//! of the small ones, and these to halves again, so that every small shape meets only the corners
//! near it.

pub(crate) type Corner = [f64; 2];
pub(crate) type Ring = Vec<Corner>;

/// A convex shape, anticlockwise, not closed.
pub(crate) struct Convex {
    pub corners: Ring,
}

/// Rings without repeated last corner, outer ones anticlockwise, holes clockwise.
type Rings = Vec<Ring>;

/// Below this many corners cutting down further costs more than it saves.
const FEW: usize = 48;

/// The area of each convex shape that lies inside the rings, in input order. Outer rings must run
/// anticlockwise and holes clockwise; coordinates should be small (measured from a near origin).
pub(crate) fn areas_inside(rings: &[Ring], shapes: &[Convex]) -> Vec<f64> {
    let mut areas = vec![0.0; shapes.len()];
    let mut order: Vec<usize> = (0..shapes.len()).collect();
    let slots = halve(rings.to_vec(), shapes, &mut order);
    for (shape, area) in slots {
        areas[shape] = area;
    }
    areas
}

fn halve(rings: Rings, shapes: &[Convex], chosen: &mut [usize]) -> Vec<(usize, f64)> {
    let count: usize = rings.iter().map(Vec::len).sum();
    if chosen.len() <= 1 || count <= FEW {
        let each = chosen
            .iter()
            .map(|&shape| (shape, area_within(&rings, &shapes[shape])));
        return each.collect();
    }
    let [west, south, east, north] = bounds(shapes, chosen);
    let axis = usize::from(north - south > east - west);
    let middle = chosen.len() / 2;
    chosen.select_nth_unstable_by(middle, |&p, &q| {
        shapes[p].corners[0][axis].total_cmp(&shapes[q].corners[0][axis])
    });
    let (low, high) = chosen.split_at_mut(middle);
    let near = |part: &[usize]| {
        let bounds = bounds(shapes, part);
        rings
            .iter()
            .filter_map(|ring| clip_to_box(ring, bounds))
            .collect::<Rings>()
    };
    let (near_low, near_high) = (near(low), near(high));
    drop(rings);
    let (mut areas, others) = rayon::join(
        || halve(near_low, shapes, low),
        || halve(near_high, shapes, high),
    );
    areas.extend(others);
    areas
}

fn bounds(shapes: &[Convex], chosen: &[usize]) -> [f64; 4] {
    let none = [
        f64::INFINITY,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NEG_INFINITY,
    ];
    let corners = chosen.iter().flat_map(|&shape| &shapes[shape].corners);
    corners.fold(none, |[w, s, e, n], &[x, y]| {
        [w.min(x), s.min(y), e.max(x), n.max(y)]
    })
}

fn clip_to_box(ring: &[Corner], [west, south, east, north]: [f64; 4]) -> Option<Ring> {
    let ring = clip(ring, |[x, _]| x - west);
    let ring = clip(&ring, |[x, _]| east - x);
    let ring = clip(&ring, |[_, y]| y - south);
    let ring = clip(&ring, |[_, y]| north - y);
    (ring.len() >= 3).then_some(ring)
}

fn area_within(rings: &[Ring], shape: &Convex) -> f64 {
    let corners = &shape.corners;
    let next = |at: usize| corners[(at + 1) % corners.len()];
    let total: f64 = rings
        .iter()
        .map(|ring| {
            let mut part = ring.clone();
            for (at, &[ax, ay]) in corners.iter().enumerate() {
                let [bx, by] = next(at);
                part = clip(&part, |[x, y]| (bx - ax) * (y - ay) - (by - ay) * (x - ax));
                if part.len() < 3 {
                    return 0.0;
                }
            }
            signed_area(&part)
        })
        .sum();
    total.max(0.0)
}

/// The part of a ring where `depth`, a linear function, is not negative.
fn clip(ring: &[Corner], depth: impl Fn(Corner) -> f64) -> Ring {
    let mut kept = Vec::with_capacity(ring.len());
    let Some(&last) = ring.last() else {
        return kept;
    };
    let (mut before, mut depth_before) = (last, depth(last));
    for &corner in ring {
        let depth_here = depth(corner);
        if (depth_before >= 0.0) != (depth_here >= 0.0) {
            let share = depth_before / (depth_before - depth_here);
            kept.push(
                [0, 1].map(|axis: usize| before[axis] + (corner[axis] - before[axis]) * share),
            );
        }
        if depth_here >= 0.0 {
            kept.push(corner);
        }
        (before, depth_before) = (corner, depth_here);
    }
    kept
}

/// Area enclosed, positive where the ring runs anticlockwise; measured from the first corner.
pub(crate) fn signed_area(ring: &[Corner]) -> f64 {
    let Some(&[ox, oy]) = ring.first() else {
        return 0.0;
    };
    let pairs = ring.windows(2);
    let twice: f64 = pairs
        .map(|pair| {
            let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
            (ax - ox) * (by - oy) - (bx - ox) * (ay - oy)
        })
        .sum();
    twice / 2.0
}

#[cfg(test)]
#[path = "ring_clip_tests.rs"]
mod tests;
