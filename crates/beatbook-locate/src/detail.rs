//! How closely boundaries follow the ground.
//!
//! The Office for National Statistics publishes each set of boundaries at full resolution (BFE, BFC),
//! generalised to 20 m (BGC, BGE) and super-generalised to 200 m (BSC). A generalised line keeps only
//! corners that stand out. How far a corner lies from the straight line between its two neighbours is
//! therefore a clear mark, whatever the size of the areas (median over all corners, open data for
//! Greater Manchester, Lancashire and Merseyside):
//!
//! | boundaries | median |
//! |---|---|
//! | full resolution: LSOA 2011 and 2021, ward 2022, district 2021 | 0.0 to 1.2 m |
//! | generalised to 20 m: output area, LSOA, MSOA, ward, district | 29 to 44 m |
//! | super-generalised to 200 m: LSOA 2021 | 211 m |

use std::fmt;

use beatbook_core::Metres;
use geo::{Coord, MultiPolygon};

use crate::meetings::rings_of;

/// The geometric middle between full resolution and 20 m, and between 20 m and 200 m, rounded.
const GENERALISED: Metres = Metres(6.0);
const SUPER_GENERALISED: Metres = Metres(100.0);

/// Fewer corners than this say nothing.
const ENOUGH: usize = 100;
/// Of more corners than this only every second, third... area is looked at.
const MANY: usize = 2_000_000;

/// How far boundaries were simplified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Generalisation {
    /// As surveyed, as far as can be told.
    None,
    /// To some 20 m: for maps.
    Generalised,
    /// To some 200 m: for small maps.
    SuperGeneralised,
}

impl fmt::Display for Generalisation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "not generalised",
            Self::Generalised => "generalised to about 20 m",
            Self::SuperGeneralised => "super-generalised to about 200 m",
        })
    }
}

/// What is known about the detail of a layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Detail {
    /// The coarser of what geometry and name say.
    pub generalisation: Generalisation,
    /// How far a corner lies from the line between its neighbours, median; `None` for fewer than 100
    /// corners.
    pub corner_offset: Option<Metres>,
    /// Mean length of an edge; `None` without corners.
    pub edge: Option<Metres>,
    /// The word of the file's name that says how it was simplified.
    pub said: Option<&'static str>,
}

/// Looks at areas in EPSG:27700 and at the name of their file.
///
/// Geometry decides only for `official` areas, those with codes of the Office for National Statistics:
/// for these a more detailed edition exists. A patrol zone drawn with four corners is as it is meant.
pub fn detail(areas: &[MultiPolygon<f64>], official: bool, file: &str) -> Detail {
    let (offsets, edge) = measured(areas);
    let corner_offset = median(offsets);
    let shown = match corner_offset {
        Some(offset) if official && offset.0 >= SUPER_GENERALISED.0 => {
            Generalisation::SuperGeneralised
        }
        Some(offset) if official && offset.0 >= GENERALISED.0 => Generalisation::Generalised,
        _ => Generalisation::None,
    };
    let said = said(file);
    Detail {
        generalisation: said.map_or(shown, |(_, said)| said.max(shown)),
        corner_offset,
        edge,
        said: said.map(|(word, _)| word),
    }
}

/// Words that publishers put into names of files, ending by ending of the Open Geography Portal first.
const WORDS: [(&str, Generalisation); 9] = [
    ("super_generalised", Generalisation::SuperGeneralised),
    ("super_generalized", Generalisation::SuperGeneralised),
    ("ultra_generalised", Generalisation::SuperGeneralised),
    ("bsc", Generalisation::SuperGeneralised),
    ("buc", Generalisation::SuperGeneralised),
    ("generalised", Generalisation::Generalised),
    ("generalized", Generalisation::Generalised),
    ("bgc", Generalisation::Generalised),
    ("bge", Generalisation::Generalised),
];

fn said(file: &str) -> Option<(&'static str, Generalisation)> {
    let plain: String = file
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '_'
            }
        })
        .collect();
    let plain = format!("_{plain}_");
    let whole = |word: &str| plain.contains(&format!("_{word}_"));
    WORDS.into_iter().find(|(word, _)| whole(word))
}

/// Offsets of corners, and the mean length of edges.
fn measured(areas: &[MultiPolygon<f64>]) -> (Vec<f64>, Option<Metres>) {
    let rings = areas.iter().map(|area| {
        let rings = rings_of(area).into_iter();
        rings.map(|ring| ring.corners.0.len()).sum::<usize>()
    });
    let every = rings.sum::<usize>().div_ceil(MANY).max(1);
    let (mut offsets, mut length) = (Vec::new(), 0.0);
    for area in areas.iter().step_by(every) {
        for ring in rings_of(area) {
            // The closing corner is the first again.
            let corners = ring
                .corners
                .0
                .split_last()
                .map_or(&[][..], |(_, rest)| rest);
            let before = corners.iter().cycle().skip(corners.len().saturating_sub(1));
            let after = corners.iter().cycle().skip(1);
            for ((corner, before), after) in corners.iter().zip(before).zip(after) {
                length += (after.x - corner.x).hypot(after.y - corner.y);
                offsets.push(offset(*corner, *before, *after));
            }
        }
    }
    let edge = (!offsets.is_empty()).then(|| Metres(length / offsets.len() as f64));
    (offsets, edge)
}

/// How far a corner lies from the line through its neighbours.
fn offset(corner: Coord<f64>, before: Coord<f64>, after: Coord<f64>) -> f64 {
    let (dx, dy) = (after.x - before.x, after.y - before.y);
    let (ex, ey) = (corner.x - before.x, corner.y - before.y);
    let chord = dx.hypot(dy);
    if chord == 0.0 {
        return ex.hypot(ey);
    }
    (dx * ey - dy * ex).abs() / chord
}

fn median(mut offsets: Vec<f64>) -> Option<Metres> {
    if offsets.len() < ENOUGH {
        return None;
    }
    let middle = offsets.len() / 2;
    let (_, median, _) = offsets.select_nth_unstable_by(middle, f64::total_cmp);
    Some(Metres(*median))
}

#[cfg(test)]
#[path = "detail_tests.rs"]
mod tests;
