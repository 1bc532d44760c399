//! Postcodes: invented, in the shape of real ones, a dozen to an area.

use std::collections::BTreeMap;

use rand::RngExt;

use crate::areas::{DemoArea, TOWN_SEED};
use crate::chance::stream;
use crate::places::beside_street;
use crate::plane::{Xy, bounds, inside};
use crate::segment_grid::SegmentGrid;
use crate::streets::StreetSegment;
use crate::wards::DemoWard;

/// One postcode unit.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoPostcode {
    /// `ZM14 3QX`: an area that was never given out, then district, sector and unit.
    pub postcode: String,
    /// Metres east and north, whole; inside its area.
    pub at: [f64; 2],
    /// Position in [`Town::areas`](crate::Town::areas).
    pub area: usize,
}

/// Postcodes per area.
pub(crate) const PER_AREA: usize = 12;
/// The letters that real units use.
const UNIT: &[u8; 20] = b"ABDEFGHJLNPQRSTUWXYZ";

/// In area order; a district to a ward, a sector to each of its areas.
pub(crate) fn build(
    areas: &[DemoArea],
    wards: &[DemoWard],
    segments: &[StreetSegment],
    grid: &SegmentGrid,
) -> Vec<DemoPostcode> {
    let mut rng = stream(TOWN_SEED, "postcodes");
    let mut district_of = vec![(0, 0); areas.len()];
    for (ward, one) in wards.iter().enumerate() {
        for (sector, &area) in one.areas.iter().enumerate() {
            district_of[area] = (ward + 1, (sector + 1) % 10);
        }
    }
    let mut given: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut all = Vec::with_capacity(areas.len() * PER_AREA);
    for (area, one) in areas.iter().enumerate() {
        let (district, sector) = district_of[area];
        for _ in 0..PER_AREA {
            let number = given.entry((district, sector)).or_insert(0);
            // 7 and 400 have no common factor, so no unit comes twice.
            let unit = (*number * 7 + district * 31 + sector * 13) % 400;
            *number += 1;
            let (first, second) = (char::from(UNIT[unit / 20]), char::from(UNIT[unit % 20]));
            all.push(DemoPostcode {
                postcode: format!("ZM{district} {sector}{first}{second}"),
                at: front_door(&one.ring, segments, grid, &mut rng),
                area,
            });
        }
    }
    all
}

/// A place in the ring beside a street; anywhere in it where streets are far.
fn front_door(
    ring: &[Xy],
    segments: &[StreetSegment],
    grid: &SegmentGrid,
    rng: &mut impl RngExt,
) -> Xy {
    let (low, high) = bounds(ring);
    let mut tries = 0;
    loop {
        let p = [
            rng.random_range(low[0]..high[0]),
            rng.random_range(low[1]..high[1]),
        ];
        let found = match beside_street(p, segments, grid) {
            None if tries < 300 => None,
            found => Some(found.unwrap_or(p.map(f64::round))),
        };
        if let Some(at) = found
            && inside(ring, at)
        {
            return at;
        }
        tries += 1;
    }
}

#[cfg(test)]
#[path = "postcodes_tests.rs"]
mod tests;
