//! The town: areas, streets, ground and places. The same under every seed, built once.

use std::sync::LazyLock;

use crate::area_index::AreaIndex;
use crate::areas::{self, Areas, DemoArea};
use crate::beats::{self, DemoBeat};
use crate::deprivation::{self, Ranking};
use crate::dissolve::common_sides;
use crate::ground::{self, Ground};
use crate::lsoa21::{self, Lsoa21};
use crate::places::{self, DemoPlace, Places};
use crate::plane::{Xy, from_degrees};
use crate::population;
use crate::postcodes::{self, DemoPostcode};
use crate::region::Region;
use crate::ring;
use crate::segment_grid::SegmentGrid;
use crate::streets::{self, StreetSegment};
use crate::wards::{self, DemoWard};

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
    area_index: AreaIndex,
    wards: Vec<DemoWard>,
    ward_of_area: Vec<usize>,
    beats: Vec<DemoBeat>,
    beat_of_area: Vec<usize>,
    pub(crate) lsoa21: Lsoa21,
    pub(crate) imd_2019: Ranking,
    pub(crate) imd_2025: Ranking,
    residents: Vec<u32>,
    postcodes: Vec<DemoPostcode>,
    ring: Vec<DemoArea>,
    ring_index: AreaIndex,
    pin: Xy,
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

    /// Position in [`Town::areas`] of the area that holds a place (metres east and north).
    pub fn area_of(&self, p: [f64; 2]) -> Option<usize> {
        self.area_index.find(p)
    }

    /// The 32 wards: an exact partition of the city.
    pub fn wards(&self) -> &[DemoWard] {
        &self.wards
    }

    /// Position in [`Town::wards`] of the ward that holds a place.
    pub fn ward_of(&self, p: [f64; 2]) -> Option<usize> {
        Some(self.ward_of_area[self.area_of(p)?])
    }

    /// The 57 beats: an exact partition of the city.
    pub fn beats(&self) -> &[DemoBeat] {
        &self.beats
    }

    /// Position in [`Town::beats`] of the beat that holds a place.
    pub fn beat_of(&self, p: [f64; 2]) -> Option<usize> {
        Some(self.beat_of_area[self.area_of(p)?])
    }

    /// Code of the beat that holds a place; empty outside the city.
    pub(crate) fn beat(&self, p: Xy) -> &str {
        self.beat_of(p).map_or("", |beat| &self.beats[beat].code)
    }

    /// National decile of deprivation (1 is most deprived) of each area in the index of 2019, in
    /// the order of [`Town::areas`]; 121 of 282 are in decile 1.
    pub fn deciles(&self) -> &[u8] {
        &self.imd_2019.deciles
    }

    /// National decile of each area of 2021 in the index of 2025, in the order of
    /// [`Town::areas21`].
    pub fn deciles25(&self) -> &[u8] {
        &self.imd_2025.deciles
    }

    /// Residents of each area, in the order of [`Town::areas`]; together 551,938.
    pub fn residents(&self) -> &[u32] {
        &self.residents
    }

    /// Postcodes, twelve to an area, in the order of [`Town::areas`].
    pub fn postcodes(&self) -> &[DemoPostcode] {
        &self.postcodes
    }

    /// The postcodes of one area.
    ///
    /// # Panics
    /// If `area` is no position in [`Town::areas`].
    pub fn postcodes_in(&self, area: usize) -> &[DemoPostcode] {
        let first = area * postcodes::PER_AREA;
        &self.postcodes[first..first + postcodes::PER_AREA]
    }

    /// The made-up LSOA layer of 2021: another exact partition of the city.
    pub fn areas21(&self) -> &[DemoArea] {
        &self.lsoa21.areas
    }

    /// What an area of 2011 became: positions in [`Town::areas21`].
    ///
    /// # Panics
    /// If `area` is no position in [`Town::areas`].
    pub fn codes21_of(&self, area: usize) -> &[usize] {
        &self.lsoa21.of_2011[area]
    }

    /// Areas beyond the city's edge, in Salford only; they share that edge exactly.
    pub fn ring(&self) -> &[DemoArea] {
        &self.ring
    }

    /// Does the ring contain a place?
    pub fn ring_contains(&self, p: [f64; 2]) -> bool {
        self.ring_index.find(p).is_some()
    }

    /// Where the gazetteer draws every place of the centre that it does not know.
    pub fn default_pin(&self) -> [f64; 2] {
        self.pin
    }

    fn build() -> Self {
        let Areas {
            polygons: areas,
            outline,
            group_of,
        } = areas::build();
        let ring = ring::build(&outline);
        let region = Region::new(outline);
        let ground = ground::build();
        let segments = streets::build(&region, &ground);
        let mut street_grid = SegmentGrid::new(region.bounds());
        for (i, segment) in segments.iter().enumerate() {
            for (j, pair) in segment.points.windows(2).enumerate() {
                street_grid.add(pair[0], pair[1], (i << 16) | j);
            }
        }
        let Places { places, addresses } = places::build(&region, &segments, &street_grid);
        let area_index = index_of(&areas);
        let touching = common_sides(&areas);
        let wards = wards::build(&areas, &touching);
        let home = area_index.find(from_degrees(53.4807, -2.2363));
        let beats = beats::build(&areas, &group_of, areas::GROUPS, home, &touching);
        let residents = population::residents(&areas);
        let lsoa21 = lsoa21::build(&areas, &residents, &touching);
        Self {
            ward_of_area: owners(areas.len(), wards.iter().map(|ward| &*ward.areas)),
            beat_of_area: owners(areas.len(), beats.iter().map(|beat| &*beat.areas)),
            imd_2019: deprivation::of_2019(&areas),
            imd_2025: deprivation::of_2025(&lsoa21.areas),
            postcodes: postcodes::build(&areas, &wards, &segments, &street_grid),
            pin: places::default_pin(),
            ring_index: index_of(&ring),
            areas,
            segments,
            places,
            ground,
            region,
            addresses,
            street_grid,
            area_index,
            wards,
            beats,
            lsoa21,
            residents,
            ring,
        }
    }
}

fn index_of(areas: &[DemoArea]) -> AreaIndex {
    AreaIndex::new(areas.iter().map(|one| one.ring.clone()).collect())
}

/// Per area, the group that lists it.
fn owners<'a>(areas: usize, groups: impl Iterator<Item = &'a [usize]>) -> Vec<usize> {
    let mut owner = vec![0; areas];
    for (group, members) in groups.enumerate() {
        for &area in members {
            owner[area] = group;
        }
    }
    owner
}

#[cfg(test)]
#[path = "town_tests.rs"]
mod tests;
