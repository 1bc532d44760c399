//! Rings and lines on the grid of a tile: what snapping leaves behind is tidied up here.

use crate::clip::Position;

/// Drops repeated vertices.
pub(crate) fn tidy_line(mut line: Vec<Position>) -> Vec<Position> {
    line.dedup();
    line
}

/// Drops repeated vertices and spikes (there and back again) of an open ring. Empty when no ground is
/// left inside.
pub(crate) fn tidy_ring(ring: Vec<Position>) -> Vec<Position> {
    let mut kept: Vec<Position> = Vec::with_capacity(ring.len());
    for position in ring {
        push(&mut kept, position);
    }
    // The seam between the last and the first vertex.
    let mut start = 0;
    while kept.len() - start > 2 {
        let end = kept.len() - 1;
        if kept[end] == kept[start] || kept[end - 1] == kept[start] {
            kept.pop();
        } else if kept[end] == kept[start + 1] {
            start += 1;
        } else {
            break;
        }
    }
    kept.drain(..start);
    if kept.len() < 3 || doubled_area(&kept) == 0 {
        kept.clear();
    }
    kept
}

fn push(kept: &mut Vec<Position>, position: Position) {
    if kept.last() == Some(&position) {
        return;
    }
    if kept.len() > 1 && kept[kept.len() - 2] == position {
        kept.pop();
        return;
    }
    kept.push(position);
}

/// Twice the signed area of an open ring (surveyor's formula): positive when it runs clockwise on a
/// screen, where y grows downwards.
pub(crate) fn doubled_area(ring: &[Position]) -> i64 {
    let next = |i: usize| ring[(i + 1) % ring.len()];
    ring.iter()
        .enumerate()
        .map(|(i, [x, y])| x * next(i)[1] - next(i)[0] * y)
        .sum()
}

/// Turns a ring the way the specification wants it: outer rings have positive area, holes negative.
pub(crate) fn wind(ring: &mut [Position], outer: bool) {
    if (doubled_area(ring) > 0) != outer {
        ring.reverse();
    }
}

#[cfg(test)]
#[path = "grid_tests.rs"]
mod tests;
