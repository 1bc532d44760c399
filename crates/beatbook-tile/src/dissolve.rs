//! Cells that touch to one outline.
//!
//! Every edge between two cells is walked once in each direction; such pairs cancel, and what is left
//! is the outline. Exact for cells of one grid: no geometry is intersected.

use std::collections::HashMap;

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

/// Vertices closer than this (degrees, about a centimetre) are one vertex: the same corner comes out
/// of two cells with different last digits.
const SAME: f64 = 1e-7;

/// The outline of cells of one grid, holes included, in the coordinates of the rings (lon/lat).
///
/// - `rings`: the edge of each cell, either way round, closed or not. Cells share whole edges or none.
/// - Outer rings come out anticlockwise (seen with north up), holes clockwise; the order is that of
///   the first cell in each outline, so equal input gives equal output.
///
/// ```
/// # use beatbook_tile::dissolve;
/// let left = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
/// let right = [[1.0, 0.0], [2.0, 0.0], [2.0, 1.0], [1.0, 1.0]];
/// let outline = dissolve([&left[..], &right[..]]);
/// assert_eq!(outline.0.len(), 1);
/// assert_eq!(outline.0[0].exterior().0.len(), 7, "six corners and the closing one");
/// ```
pub fn dissolve<'a>(rings: impl IntoIterator<Item = &'a [[f64; 2]]>) -> MultiPolygon<f64> {
    let mut corners = Corners::default();
    let mut edges: Vec<[u32; 2]> = Vec::new();
    let mut position: HashMap<[u32; 2], usize> = HashMap::new();
    for ring in rings {
        let mut ring: Vec<u32> = ring.iter().map(|&at| corners.number(at)).collect();
        ring.dedup();
        if ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        if doubled_area(&corners.at, &ring) < 0.0 {
            ring.reverse();
        }
        for (i, &from) in ring.iter().enumerate() {
            let to = ring[(i + 1) % ring.len()];
            if position.remove(&[to, from]).is_none() {
                position.insert([from, to], edges.len());
                edges.push([from, to]);
            }
        }
    }
    edges = edges
        .into_iter()
        .enumerate()
        .filter(|(i, edge)| position.get(edge) == Some(i))
        .map(|(_, edge)| edge)
        .collect();
    assemble(&corners.at, &walk(&corners.at, &edges))
}

/// Numbers for vertices, equal for vertices that are one.
#[derive(Default)]
struct Corners {
    at: Vec<[f64; 2]>,
    boxes: HashMap<[i64; 2], Vec<u32>>,
}

impl Corners {
    fn number(&mut self, at: [f64; 2]) -> u32 {
        let home = at.map(|v| (v / SAME).round() as i64);
        for dx in -1..=1 {
            for dy in -1..=1 {
                let near = self.boxes.get(&[home[0] + dx, home[1] + dy]);
                let found = near.into_iter().flatten().find(|&&number| {
                    let other = self.at[number as usize];
                    (other[0] - at[0]).abs() <= SAME && (other[1] - at[1]).abs() <= SAME
                });
                if let Some(&number) = found {
                    return number;
                }
            }
        }
        let number = self.at.len() as u32;
        self.at.push(at);
        self.boxes.entry(home).or_default().push(number);
        number
    }
}

/// Joins edges into rings. Where cells touch at a corner only, the walk turns left, so that they stay
/// apart.
fn walk(at: &[[f64; 2]], edges: &[[u32; 2]]) -> Vec<Vec<u32>> {
    let mut leaving: HashMap<u32, Vec<usize>> = HashMap::new();
    for (i, [from, _]) in edges.iter().enumerate() {
        leaving.entry(*from).or_default().push(i);
    }
    let mut used = vec![false; edges.len()];
    let mut rings = Vec::new();
    for first in 0..edges.len() {
        if used[first] {
            continue;
        }
        let mut ring = Vec::new();
        let mut edge = first;
        loop {
            used[edge] = true;
            let [from, to] = edges[edge];
            ring.push(from);
            let next = leaving
                .get(&to)
                .into_iter()
                .flatten()
                .copied()
                .filter(|&i| !used[i])
                .max_by(|&a, &b| {
                    let turn = |i: usize| turn(at, from, to, edges[i][1]);
                    turn(a).total_cmp(&turn(b))
                });
            match next {
                Some(next) if to != edges[first][0] => edge = next,
                _ => break,
            }
        }
        rings.push(ring);
    }
    rings
}

/// How far a walk turns left at `via`, from -pi to pi.
fn turn(at: &[[f64; 2]], from: u32, via: u32, to: u32) -> f64 {
    let [from, via, to] = [from, via, to].map(|i| at[i as usize]);
    let (a, b) = (
        [via[0] - from[0], via[1] - from[1]],
        [to[0] - via[0], to[1] - via[1]],
    );
    (a[0] * b[1] - a[1] * b[0]).atan2(a[0] * b[0] + a[1] * b[1])
}

fn assemble(at: &[[f64; 2]], rings: &[Vec<u32>]) -> MultiPolygon<f64> {
    let line = |ring: &[u32]| -> LineString<f64> {
        let closed = ring.iter().chain(ring.first());
        closed
            .map(|&i| Coord::from((at[i as usize][0], at[i as usize][1])))
            .collect()
    };
    let area = |ring: &Vec<u32>| doubled_area(at, ring);
    let (outer, holes): (Vec<_>, Vec<_>) = rings.iter().partition(|ring| area(ring) > 0.0);
    let mut polygons: Vec<Polygon<f64>> = outer
        .iter()
        .map(|ring| Polygon::new(line(ring), Vec::new()))
        .collect();
    for hole in holes.into_iter().filter(|hole| area(hole) < 0.0) {
        let home = (0..outer.len())
            .filter(|&i| hole.iter().any(|&corner| holds(at, outer[i], corner)))
            .min_by(|&a, &b| area(outer[a]).total_cmp(&area(outer[b])));
        if let Some(home) = home {
            polygons[home].interiors_push(line(hole));
        }
    }
    MultiPolygon(polygons)
}

/// Whether a corner lies strictly inside a ring: the even-odd rule.
fn holds(at: &[[f64; 2]], ring: &[u32], corner: u32) -> bool {
    if ring.contains(&corner) {
        return false;
    }
    let [x, y] = at[corner as usize];
    let mut inside = false;
    for (i, &from) in ring.iter().enumerate() {
        let [x1, y1] = at[from as usize];
        let [x2, y2] = at[ring[(i + 1) % ring.len()] as usize];
        if (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 {
            inside = !inside;
        }
    }
    inside
}

fn doubled_area(at: &[[f64; 2]], ring: &[u32]) -> f64 {
    let Some(&first) = ring.first() else {
        return 0.0;
    };
    let origin = at[first as usize]; // near the ring, so that no digits are lost
    let from_origin = |i: usize| {
        let [x, y] = at[ring[i % ring.len()] as usize];
        [x - origin[0], y - origin[1]]
    };
    (0..ring.len())
        .map(|i| {
            let ([x1, y1], [x2, y2]) = (from_origin(i), from_origin(i + 1));
            x1 * y2 - x2 * y1
        })
        .sum()
}

#[cfg(test)]
#[path = "dissolve_tests.rs"]
mod tests;
