//! What a hotspot is called for good: ids that stay when the selection, the unit or the month changes.
//!
//! The peak of a hotspot moves to the next cell with every selection; the ground that it stands on does
//! not. So the id is taken from the ground:
//!
//! 1. The *surface* of a book is the count of each of the smallest hexagons and the six around it, of all
//!    the book holds: what patrols could be sent to, of all sources but health sources and activity. Its
//!    *tops* are the hexagons higher than all around them; of equal ones the one with the smaller index.
//! 2. A hotspot is named after the top nearest to its peak, whatever it was found with.
//! 3. A top is called by its 500 m square of the National Grid: the square of a kilometre and the quarter
//!    of it, such as `SJ8498SW`. Of several tops in a square the highest is called that, the next `SJ8498SW2`.
//! 4. Of several hotspots of one answer at one top the nearest has its id, the next has a `b` after it,
//!    `SJ8498SWb`, and the others keep theirs.
//!
//! A top moves only when a month more or less makes another hexagon the higher one, and mostly within its
//! square then. Nothing is remembered: the same book gives the same ids, and no count of the selection,
//! of a health source or of a home is in them.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use beatbook_core::{Bng, HotspotGroup, SettingRule, Wgs84};

use crate::book::{CellTable, Locations, Status};
use crate::plane::Plane;
use crate::source::SourceData;

/// Side of the squares that tops are called by, in metres.
const SQUARE: f64 = 500.0;

/// The tops of a book.
#[derive(Debug)]
pub(crate) struct Tops {
    plane: Option<Plane>,
    tops: Vec<Top>,
}

#[derive(Debug)]
struct Top {
    at: Bng,
    id: String,
}

impl Tops {
    /// - `table`, `unit`: the smallest hexagons, and the number of their unit among the cells of locations.
    pub(crate) fn new(
        sources: &[SourceData],
        locations: &Locations,
        (unit, table): (usize, &CellTable),
    ) -> Self {
        let Some(plane) = Plane::of(locations) else {
            return Self {
                plane: None,
                tops: Vec::new(),
            };
        };
        let mut counts = vec![0_u32; table.cell.len()];
        for source in sources {
            count(source, &locations.cell[unit], &mut counts);
        }
        let centre = |cell: u32| plane.to_grid(table.centre[cell as usize]);
        let found = highest(&counts, table).into_iter().map(centre);
        let mut in_square: HashMap<String, u32> = HashMap::new();
        let tops = found.map(|at| {
            let square = square_of(at);
            let number = in_square.entry(square.clone()).or_default();
            *number += 1;
            let id = match *number {
                1 => square,
                number => format!("{square}{number}"),
            };
            Top { at, id }
        });
        let tops = tops.collect();
        Self {
            tops,
            plane: Some(plane),
        }
    }

    /// Gives the hotspots of one answer their ids.
    pub(crate) fn name(&self, groups: &mut [HotspotGroup]) {
        let mut near: Vec<(usize, f64, usize)> = Vec::with_capacity(groups.len());
        for (number, group) in groups.iter().enumerate() {
            // Where the book knows of nothing, a place is called by its peak.
            if let Some((top, metres)) = self.nearest(group.centre) {
                near.push((top, metres, number));
            }
        }
        near.sort_by(|a, b| {
            a.0.cmp(&b.0)
                .then(a.1.total_cmp(&b.1))
                .then_with(|| groups[a.2].cells.cmp(&groups[b.2].cells))
        });
        for at_one_top in near.chunk_by(|a, b| a.0 == b.0) {
            for (place, (top, _, number)) in at_one_top.iter().enumerate() {
                groups[*number].id = format!("{}{}", self.tops[*top].id, letter(place));
            }
        }
    }

    /// Where the top is that an id speaks of.
    pub(crate) fn find(&self, id: &str) -> Option<Wgs84> {
        let id = of_top(id);
        let top = self.tops.iter().find(|top| top.id == id)?;
        Some(self.plane.as_ref()?.to_wgs84(top.at))
    }

    /// The nearest top and its distance; of equally near ones the higher.
    fn nearest(&self, to: Wgs84) -> Option<(usize, f64)> {
        let to = self.plane.as_ref()?.to_grid(to);
        let distances = self.tops.iter().map(|top| top.at.distance(to).0);
        distances.enumerate().min_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// Gives those whose id is taken by one before them the next letter that is free.
pub(crate) fn tell_ids_apart<'a>(groups: impl Iterator<Item = &'a mut HotspotGroup>) {
    let mut taken: HashSet<String> = HashSet::new();
    for group in groups {
        if !taken.insert(group.id.clone()) {
            let top = of_top(&group.id).to_owned();
            let mut ids = (1..).map(|place| format!("{top}{}", letter(place)));
            if let Some(free) = ids.find(|id| taken.insert(id.clone())) {
                group.id = free;
            }
        }
    }
}

/// The id of the top that a hotspot is called after.
fn of_top(id: &str) -> &str {
    id.trim_end_matches(|letter: char| letter.is_ascii_lowercase())
}

/// Counts incidents in public places: what patrols could be sent to.
fn count(source: &SourceData, cells: &[u32], counts: &mut [u32]) {
    if source.about.activity || source.about.source.is_health() {
        return;
    }
    let domestic = source.domestic();
    let counts_here: Vec<bool> = source
        .happened
        .kinds
        .iter()
        .map(|kind| {
            let at_home = kind.flags & domestic != 0;
            let left_out = SettingRule::Public.leaves_out(kind.setting, at_home, kind.institution);
            let is_activity = source.activity[kind.category as usize];
            kind.status == Status::Located && left_out.is_none() && !is_activity
        })
        .collect();
    let mut seen = vec![false; source.shared_incidents as usize];
    for row in 0..source.len() {
        if !counts_here[source.happened.number(row)] {
            continue;
        }
        let shared = seen.get_mut(source.incident[row] as usize);
        if shared.is_some_and(|seen| std::mem::replace(seen, true)) {
            continue;
        }
        let cell = cells.get(source.happened.location[row] as usize);
        if let Some(count) = cell.and_then(|&cell| counts.get_mut(cell as usize)) {
            *count += 1;
        }
    }
}

/// The cells whose neighbourhood holds more than that of every neighbour, from the highest down.
fn highest(counts: &[u32], table: &CellTable) -> Vec<u32> {
    let sums = beatbook_analyse::neighbourhood_sums(counts, &table.neighbours);
    let order =
        |a: u32, b: u32| -> Ordering { sums[b as usize].cmp(&sums[a as usize]).then(a.cmp(&b)) };
    let is_top = |&cell: &u32| {
        let mut around = table.neighbours.of(cell as usize).iter();
        sums[cell as usize] > 0 && around.all(|&other| order(cell, other).is_lt())
    };
    let mut tops: Vec<u32> = (0..counts.len() as u32).filter(is_top).collect();
    tops.sort_by(|&a, &b| order(a, b));
    tops
}

/// The kilometre square of the National Grid and the quarter of it, such as `SJ8498SW`.
fn square_of(at: Bng) -> String {
    let [east, north] = [at.easting, at.northing].map(|metres| (metres / SQUARE).floor() as i64);
    let [east_km, north_km] = [east, north].map(|squares| squares.div_euclid(2));
    let quarter = match (north.rem_euclid(2), east.rem_euclid(2)) {
        (1, 0) => "NW",
        (1, _) => "NE",
        (_, 0) => "SW",
        _ => "SE",
    };
    match letters(east_km.div_euclid(100), north_km.div_euclid(100)) {
        Some([first, second]) => format!(
            "{first}{second}{:02}{:02}{quarter}",
            east_km.rem_euclid(100),
            north_km.rem_euclid(100)
        ),
        // Off the National Grid, in kilometres of the plane the book is in.
        None => format!("E{east_km}N{north_km}{quarter}"),
    }
}

/// The two letters of a 100 km square: 25 squares of 500 km, 25 of 100 km in each, lettered from the
/// north-west without I.
fn letters(east: i64, north: i64) -> Option<[char; 2]> {
    if !(0..7).contains(&east) || !(0..13).contains(&north) {
        return None;
    }
    // Letters count from the south-west corner of the square V; the grid's origin lies 1,000 km east and
    // 500 km north of it.
    let (east, north) = (east + 10, north + 5);
    let letter = |east: i64, north: i64| {
        let number = (4 - north) * 5 + east;
        let number = number + i64::from(number > 7);
        char::from(b'A' + number as u8)
    };
    Some([letter(east / 5, north / 5), letter(east % 5, north % 5)])
}

/// Nothing for the first, then `b`, `c` and on to `z`, `zb`.
fn letter(place: usize) -> String {
    match place {
        0 => String::new(),
        place => {
            "z".repeat((place - 1) / 25) + &char::from(b'b' + ((place - 1) % 25) as u8).to_string()
        }
    }
}

#[cfg(test)]
#[path = "tops_tests.rs"]
mod tests;
