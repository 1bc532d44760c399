//! The areas of 2021: most as in 2011, some split, some merged, with the changes on record.
//!
//! As at a real census, populous areas were split and the least populous neighbours merged. Children share the outline of their parent to the last bit. No area changed
//! irregularly, as none did in Greater Manchester.

use std::collections::{BTreeMap, BTreeSet};

use crate::areas::DemoArea;
use crate::dissolve::union;
use crate::plane::{Xy, along, area, crossing, distance, edges, inside};

/// How many areas of 2011 were split in two.
const SPLITS: usize = 15;
/// How many pairs of areas of 2011 were merged.
const MERGES: usize = 2;
/// The first number of a code given out in 2021; those of 2011 end far below.
const FIRST_NEW: usize = 301;

/// What became of an area of 2011, in the letters of the published lookup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    Unchanged,
    Split,
    Merged,
}

impl Change {
    pub(crate) fn letter(self) -> char {
        match self {
            Self::Unchanged => 'U',
            Self::Split => 'S',
            Self::Merged => 'M',
        }
    }
}

pub(crate) struct Lsoa21 {
    /// In order of their codes.
    pub areas: Vec<DemoArea>,
    /// Per area of 2011, what it became: positions in `areas`.
    pub of_2011: Vec<Vec<usize>>,
    pub changes: Vec<Change>,
}

/// Builds the layer from that of 2011, its residents and the common sides of its areas.
pub(crate) fn build(
    areas11: &[DemoArea],
    residents: &[u32],
    touching: &[BTreeMap<usize, f64>],
) -> Lsoa21 {
    let mut changes = vec![Change::Unchanged; areas11.len()];
    let mut by_size: Vec<usize> = (0..areas11.len()).collect();
    by_size.sort_by_key(|&i| (std::cmp::Reverse(residents[i]), i));
    let mut halves: BTreeMap<usize, [Vec<Xy>; 2]> = BTreeMap::new();
    for i in by_size {
        // No two that touch, so that the splits are spread over the city.
        let is_free = touching[i].keys().all(|other| !halves.contains_key(other));
        if halves.len() < SPLITS
            && is_free
            && let Some(both) = cut(&areas11[i].ring)
        {
            halves.insert(i, both);
            changes[i] = Change::Split;
        }
    }
    let pairs = pairs_to_merge(areas11, residents, touching, &changes);
    for &i in pairs.iter().flatten() {
        changes[i] = Change::Merged;
    }
    let mut of_2011 = vec![Vec::new(); areas11.len()];
    let mut areas = Vec::new();
    for (i, one) in areas11.iter().enumerate() {
        if changes[i] == Change::Unchanged {
            of_2011[i].push(areas.len());
            areas.push(one.clone());
        }
    }
    let mut names = NewNames::new(areas11);
    for (i, rings) in halves {
        for ring in rings {
            of_2011[i].push(areas.len());
            areas.push(names.name(&areas11[i].name, ring));
        }
    }
    for [a, b] in pairs {
        let rings = union([a, b].into_iter().map(|i| &*areas11[i].ring));
        for i in [a, b] {
            of_2011[i].push(areas.len());
        }
        let ring = rings.into_iter().next().unwrap_or_default();
        areas.push(names.name(&areas11[a].name, ring));
    }
    Lsoa21 {
        areas,
        of_2011,
        changes,
    }
}

/// The pairs of touching areas of one name group with the fewest residents together.
fn pairs_to_merge(
    areas: &[DemoArea],
    residents: &[u32],
    touching: &[BTreeMap<usize, f64>],
    changes: &[Change],
) -> Vec<[usize; 2]> {
    let is_free = |i: usize| changes[i] == Change::Unchanged;
    let mut candidates: Vec<(u32, [usize; 2])> = Vec::new();
    for (a, sides) in touching.iter().enumerate() {
        for (&b, &metres) in sides.range(a + 1..) {
            let related = group(&areas[a].name) == group(&areas[b].name);
            let one_piece = union([&*areas[a].ring, &*areas[b].ring].into_iter()).len() == 1;
            if is_free(a) && is_free(b) && related && metres > 150.0 && one_piece {
                candidates.push((residents[a] + residents[b], [a, b]));
            }
        }
    }
    candidates.sort_unstable();
    let mut used = BTreeSet::new();
    let mut pairs = Vec::new();
    for (_, pair) in candidates {
        if pairs.len() < MERGES && pair.iter().all(|i| !used.contains(i)) {
            used.extend(pair);
            pairs.push(pair);
        }
    }
    pairs
}

/// `Manchester 001` of `Manchester 001A`.
fn group(name: &str) -> &str {
    name.trim_end_matches(|letter: char| letter.is_ascii_uppercase())
}

/// Gives out codes and names: the letters go on where those of 2011 end.
struct NewNames {
    number: usize,
    letters: BTreeMap<String, u8>,
}

impl NewNames {
    fn new(areas11: &[DemoArea]) -> Self {
        let mut letters = BTreeMap::new();
        for one in areas11 {
            *letters.entry(group(&one.name).to_owned()).or_insert(b'A') += 1;
        }
        Self {
            number: FIRST_NEW,
            letters,
        }
    }

    fn name(&mut self, parent: &str, ring: Vec<Xy>) -> DemoArea {
        let letter = self.letters.entry(group(parent).to_owned()).or_insert(b'A');
        let one = DemoArea {
            code: format!("E019{:05}", self.number),
            name: format!("{}{}", group(parent), char::from(*letter)),
            ring,
        };
        *letter += 1;
        self.number += 1;
        one
    }
}

/// Cuts a ring in two along a straight line between two of its vertices, so that no neighbour is
/// touched: the cut with the evenest halves, short ones preferred. `None` where no line fits.
fn cut(ring: &[Xy]) -> Option<[Vec<Xy>; 2]> {
    let whole = area(ring);
    let mut best: Option<(f64, usize, usize)> = None;
    for i in 0..ring.len() {
        for j in i + 2..ring.len() {
            let uneven = (area(&ring[i..=j]) / whole - 0.5).abs();
            let score = 4.0 * uneven + distance(ring[i], ring[j]) / whole.sqrt();
            if uneven < 0.15 && best.is_none_or(|found| score < found.0) && runs_inside(ring, i, j)
            {
                best = Some((score, i, j));
            }
        }
    }
    let (_, i, j) = best?;
    let rest = ring[j..].iter().chain(&ring[..=i]).copied().collect();
    Some([ring[i..=j].to_vec(), rest])
}

/// Does the line between two vertices run inside the ring, touching nothing but its ends?
fn runs_inside(ring: &[Xy], i: usize, j: usize) -> bool {
    let (a, b) = (ring[i], ring[j]);
    let clear = edges(ring)
        .filter(|(from, to)| ![a, b].contains(from) && ![a, b].contains(to))
        .all(|(from, to)| crossing(a, b, from, to).is_none());
    let (near, far) = (along(a, b, 0.001), along(a, b, 0.999));
    clear
        && [near, along(a, b, 0.5), far]
            .iter()
            .all(|p| inside(ring, *p))
}

#[cfg(test)]
#[path = "lsoa21_tests.rs"]
mod tests;
