//! The town: areas, streets, ground and places. The same under every seed, built once.

use std::sync::LazyLock;

use crate::areas::{self, Areas, DemoArea};
use crate::ground::{self, Ground};
use crate::places::{self, DemoPlace, Places};
use crate::plane::{Xy, distance, from_degrees};
use crate::region::Region;
use crate::segment_grid::SegmentGrid;
use crate::streets::{self, StreetSegment};

/// The ground on which every synthetic city stands.
pub struct Town {
    areas: Vec<DemoArea>,
    segments: Vec<StreetSegment>,
    places: Vec<DemoPlace>,
    pub(crate) ground: Vec<Ground>,
    pub(crate) region: Region,
    /// Per block, the positions in `places` of its addresses.
    pub(crate) addresses: Vec<Vec<usize>>,
    street_grid: SegmentGrid,
    beats: Vec<(Xy, String)>,
}

static TOWN: LazyLock<Town> = LazyLock::new(Town::build);

impl Town {
    /// The town, built on first use (a fraction of a second).
    pub fn shared() -> &'static Self {
        &TOWN
    }

    /// The made-up LSOA layer: an exact partition of the city.
    pub fn areas(&self) -> &[DemoArea] {
        &self.areas
    }

    /// The street net between junctions; connected.
    pub fn segments(&self) -> &[StreetSegment] {
        &self.segments
    }

    /// Named places.
    pub fn places(&self) -> &[DemoPlace] {
        &self.places
    }

    /// The outer ring of the city: metres east and north, anticlockwise, not closed.
    pub fn outline(&self) -> &[[f64; 2]] {
        self.region.ring()
    }

    /// Ground area of the city in square metres.
    pub fn square_metres(&self) -> f64 {
        self.region.square_metres
    }

    /// Does the city contain this place (metres east and north)?
    pub fn contains(&self, p: [f64; 2]) -> bool {
        self.region.contains(p)
    }

    /// Name of the nearest street within 300 m.
    pub(crate) fn street_near(&self, p: Xy) -> Option<&str> {
        let near = self.street_grid.nearest(p, 60.0);
        let (tag, _) = near.or_else(|| self.street_grid.nearest(p, 300.0))?;
        Some(&self.segments[tag >> 16].name)
    }

    /// The beat of a place: the one whose middle is nearest.
    pub(crate) fn beat(&self, p: Xy) -> &str {
        let mut best = (f64::INFINITY, "");
        for (middle, code) in &self.beats {
            let far = distance(*middle, p);
            if far < best.0 {
                best = (far, code);
            }
        }
        best.1
    }

    fn build() -> Self {
        let Areas {
            polygons: areas,
            outline,
            groups,
        } = areas::build();
        let region = Region::new(outline);
        let ground = ground::build();
        let segments = streets::build(&region, &ground);
        let mut street_grid = SegmentGrid::new(region.bounds());
        for (i, segment) in segments.iter().enumerate() {
            for (j, pair) in segment.points.windows(2).enumerate() {
                street_grid.add(pair[0], pair[1], (i << 16) | j);
            }
        }
        let Places { places, addresses } = places::build(&segments, &street_grid);
        let beats = name_beats(&groups);
        Self {
            areas,
            segments,
            places,
            ground,
            region,
            addresses,
            street_grid,
            beats,
        }
    }
}

/// Codes in the shape that forces use. The beat of Piccadilly Gardens is A2H1, as published.
fn name_beats(groups: &[Xy]) -> Vec<(Xy, String)> {
    let gardens = from_degrees(53.4807, -2.2363);
    let home = (0..groups.len())
        .min_by(|&a, &b| distance(groups[a], gardens).total_cmp(&distance(groups[b], gardens)));
    groups
        .iter()
        .enumerate()
        .map(|(i, middle)| {
            let code = if Some(i) == home {
                "A2H1".to_owned()
            } else {
                let letter = char::from(b'B' + (i / 12) as u8);
                let second = char::from(b'J' + (i % 12 / 4) as u8);
                format!("{letter}{}{second}{}", i % 3 + 1, i % 4 + 1)
            };
            (*middle, code)
        })
        .collect()
}

#[cfg(test)]
#[path = "town_tests.rs"]
mod tests;
