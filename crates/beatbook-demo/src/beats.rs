//! Beats: the police's own ground, as a force would supply it. Each is a group of areas, dissolved.

use std::collections::BTreeMap;

use rand::seq::SliceRandom;

use crate::areas::{DemoArea, TOWN_SEED};
use crate::chance::stream;
use crate::dissolve::{connect, union};

/// One beat: a simple polygon without holes, anticlockwise, not closed, EPSG:27700.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoBeat {
    /// A code in the shape that forces use; `A2H1` holds Piccadilly Gardens, as published.
    pub code: String,
    /// An invented name.
    pub name: String,
    /// Metres east and north, to the centimetre.
    pub ring: Vec<[f64; 2]>,
    /// Its LSOA 2011 areas, as positions in [`Town::areas`](crate::Town::areas).
    pub areas: Vec<usize>,
}

const FIRST: [&str; 12] = [
    "Bobbin", "Carder", "Croft", "Drover", "Fuller", "Heddle", "Lapwing", "Madder", "Plover",
    "Tenter", "Weft", "Yarrow",
];
const SECOND: [&str; 6] = ["Bank", "Brow", "End", "Fold", "Green", "Nook"];

/// The beats in order of their groups, from north to south.
///
/// `groups` is how many groups there are, `group_of` the group of each area and `home` the area of
/// Piccadilly Gardens.
pub(crate) fn build(
    areas: &[DemoArea],
    group_of: &[usize],
    groups: usize,
    home: Option<usize>,
    touching: &[BTreeMap<usize, f64>],
) -> Vec<DemoBeat> {
    let mut group_of = group_of.to_vec();
    connect(&mut group_of, touching);
    let home = home.map(|area| group_of[area]);
    let mut names: Vec<String> = FIRST
        .iter()
        .flat_map(|first| SECOND.iter().map(move |second| format!("{first} {second}")))
        .collect();
    names.shuffle(&mut stream(TOWN_SEED, "beat names"));
    (0..groups)
        .map(|group| {
            let is_home = home == Some(group);
            let members: Vec<usize> = (0..areas.len())
                .filter(|&area| group_of[area] == group)
                .collect();
            let rings = union(members.iter().map(|&area| &*areas[area].ring));
            DemoBeat {
                code: if is_home { "A2H1".into() } else { code(group) },
                name: if is_home {
                    "Piccadilly Gardens".into()
                } else {
                    names[group % names.len()].clone()
                },
                ring: rings.into_iter().next().unwrap_or_default(),
                areas: members,
            }
        })
        .collect()
}

/// Letters and digits in the shape that forces use, none of them beginning with A.
fn code(group: usize) -> String {
    let letter = char::from(b'B' + (group / 12) as u8);
    let second = char::from(b'J' + (group % 12 / 4) as u8);
    format!("{letter}{}{second}{}", group % 3 + 1, group % 4 + 1)
}

#[cfg(test)]
#[path = "beats_tests.rs"]
mod tests;
