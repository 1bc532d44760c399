//! Areas that share their vertices exactly, joined to larger ones along their common sides.

use std::collections::{BTreeMap, BTreeSet};

use crate::areas::DemoArea;
use crate::plane::{Xy, distance, edges};

type Key = (u64, u64);

fn key(p: Xy) -> Key {
    (p[0].to_bits(), p[1].to_bits())
}

/// Per area, the areas it touches with the metres of their common side.
pub(crate) fn common_sides(areas: &[DemoArea]) -> Vec<BTreeMap<usize, f64>> {
    let mut owner = BTreeMap::new();
    for (i, area) in areas.iter().enumerate() {
        for (a, b) in edges(&area.ring) {
            owner.insert((key(a), key(b)), i);
        }
    }
    areas
        .iter()
        .map(|area| {
            let mut touching = BTreeMap::new();
            for (a, b) in edges(&area.ring) {
                if let Some(&other) = owner.get(&(key(b), key(a))) {
                    *touching.entry(other).or_insert(0.0) += distance(a, b);
                }
            }
            touching
        })
        .collect()
}

/// The union of rings that do not overlap: outer rings anticlockwise, holes clockwise, the longest
/// first.
pub(crate) fn union<'a>(rings: impl Iterator<Item = &'a [Xy]>) -> Vec<Vec<Xy>> {
    let mut sides: BTreeMap<(Key, Key), (Xy, Xy)> = BTreeMap::new();
    for ring in rings {
        for (a, b) in edges(ring) {
            if sides.remove(&(key(b), key(a))).is_none() {
                sides.insert((key(a), key(b)), (a, b));
            }
        }
    }
    let mut next: BTreeMap<Key, Vec<Xy>> = BTreeMap::new();
    for (a, b) in sides.into_values() {
        next.entry(key(a)).or_default().push(b);
    }
    let mut joined: Vec<Vec<Xy>> = Vec::new();
    while let Some((&start, _)) = next.iter().find(|(_, ends)| !ends.is_empty()) {
        let mut ring = Vec::new();
        let mut at = start;
        while let Some(to) = next.get_mut(&at).and_then(Vec::pop) {
            ring.push(to);
            at = key(to);
        }
        next.retain(|_, ends| !ends.is_empty());
        joined.push(ring);
    }
    joined.sort_by_key(|ring| std::cmp::Reverse(ring.len()));
    joined
}

/// Makes every group one connected piece: what lies apart from the largest piece of its group goes
/// to the group with which it has the longest common side.
pub(crate) fn connect(group_of: &mut [usize], touching: &[BTreeMap<usize, f64>]) {
    for _ in 0..group_of.len() {
        let mut pieces = pieces(group_of, touching);
        // The largest piece of each group first; of equal ones that of the first area.
        pieces.sort_by_key(|piece| (group_of[piece[0]], std::cmp::Reverse(piece.len()), piece[0]));
        let mut seen = BTreeSet::new();
        let Some(apart) = pieces
            .into_iter()
            .find(|piece| !seen.insert(group_of[piece[0]]))
        else {
            return;
        };
        let own = group_of[apart[0]];
        let mut sides: BTreeMap<usize, f64> = BTreeMap::new();
        for (other, metres) in apart.iter().flat_map(|&area| &touching[area]) {
            if group_of[*other] != own {
                *sides.entry(group_of[*other]).or_default() += metres;
            }
        }
        let Some((&host, _)) = sides.iter().max_by(|a, b| a.1.total_cmp(b.1)) else {
            return;
        };
        for area in apart {
            group_of[area] = host;
        }
    }
}

/// The connected pieces of all groups, each with its areas in order.
fn pieces(group_of: &[usize], touching: &[BTreeMap<usize, f64>]) -> Vec<Vec<usize>> {
    let mut seen = vec![false; group_of.len()];
    let mut pieces = Vec::new();
    for start in 0..group_of.len() {
        let (mut piece, mut to_visit) = (Vec::new(), vec![start]);
        while let Some(area) = to_visit.pop() {
            if !std::mem::replace(&mut seen[area], true) {
                piece.push(area);
                let near = touching[area].keys().copied();
                to_visit.extend(near.filter(|&n| group_of[n] == group_of[area] && !seen[n]));
            }
        }
        piece.sort_unstable();
        if !piece.is_empty() {
            pieces.push(piece);
        }
    }
    pieces
}
