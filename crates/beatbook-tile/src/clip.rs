//! Clipping to the tile and its margin, on grid coordinates.
//!
//! Rings: Sutherland & Hodgman (1974), <https://doi.org/10.1145/360767.360802>. Lines: Liang & Barsky
//! (1984), <https://doi.org/10.1145/357332.357333>.

use crate::Tile;

const LEAST: i64 = -(Tile::MARGIN as i64);
const MOST: i64 = (Tile::EXTENT + Tile::MARGIN) as i64;

pub(crate) type Position = [i64; 2];

pub(crate) fn inside(position: Position) -> bool {
    position.iter().all(|v| (LEAST..=MOST).contains(v))
}

/// The part of a ring that lies in the reach of the tile. Rings are open: the first vertex is not
/// repeated. Parts that fall apart stay joined along the edge of the margin, where nothing is drawn.
pub(crate) fn clip_ring(mut ring: Vec<Position>) -> Vec<Position> {
    if ring.iter().all(|&position| inside(position)) {
        return ring;
    }
    for axis in 0..2 {
        for (limit, above) in [(LEAST, true), (MOST, false)] {
            let keeps = |p: Position| {
                if above {
                    p[axis] >= limit
                } else {
                    p[axis] <= limit
                }
            };
            let mut kept = Vec::with_capacity(ring.len() + 4);
            for (i, &to) in ring.iter().enumerate() {
                let from = ring[(i + ring.len() - 1) % ring.len()];
                if keeps(from) != keeps(to) {
                    kept.push(crossing(from, to, axis, limit));
                }
                if keeps(to) {
                    kept.push(to);
                }
            }
            ring = kept;
        }
    }
    ring
}

/// The parts of a line that lie in the reach of the tile.
pub(crate) fn clip_line(line: Vec<Position>) -> Vec<Vec<Position>> {
    if line.iter().all(|&position| inside(position)) {
        return vec![line];
    }
    let mut parts: Vec<Vec<Position>> = Vec::new();
    for pair in line.windows(2) {
        let Some((from, to)) = clip_segment(pair[0], pair[1]) else {
            continue;
        };
        match parts.last_mut() {
            Some(part) if part.last() == Some(&from) => part.push(to),
            _ => parts.push(vec![from, to]),
        }
    }
    parts
}

fn clip_segment(from: Position, to: Position) -> Option<(Position, Position)> {
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    for axis in 0..2 {
        let step = (to[axis] - from[axis]) as f64;
        let (low, high) = ((LEAST - from[axis]) as f64, (MOST - from[axis]) as f64);
        if step == 0.0 {
            if low > 0.0 || high < 0.0 {
                return None;
            }
            continue;
        }
        let (first, last) = (low / step, high / step);
        enters = enters.max(first.min(last));
        leaves = leaves.min(first.max(last));
    }
    if enters > leaves {
        return None;
    }
    let at = |share: f64| {
        let along = |axis: usize| {
            let value = from[axis] as f64 + share * (to[axis] - from[axis]) as f64;
            (value.round() as i64).clamp(LEAST, MOST)
        };
        [along(0), along(1)]
    };
    Some((
        if enters > 0.0 { at(enters) } else { from },
        if leaves < 1.0 { at(leaves) } else { to },
    ))
}

/// Where an edge crosses a limit. Ends are put in order first, so that two areas that share the edge
/// but walk it in opposite directions get the same position.
fn crossing(a: Position, b: Position, axis: usize, limit: i64) -> Position {
    let (from, to) = if a <= b { (a, b) } else { (b, a) };
    let share = (limit - from[axis]) as f64 / (to[axis] - from[axis]) as f64;
    let other = 1 - axis;
    let mut position = [limit; 2];
    position[other] =
        (from[other] as f64 + share * (to[other] - from[other]) as f64).round() as i64;
    position
}

#[cfg(test)]
#[path = "clip_tests.rs"]
mod tests;
