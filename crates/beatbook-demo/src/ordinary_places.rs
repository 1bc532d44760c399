//! Ordinary places, and the one of them that happened to have most incidents before a day.
//!
//! Discs on a grid, away from all that was planted. To choose the highest of many after one look,
//! and to look at it again, is regression to the mean without anybody's doing.

use std::collections::BTreeMap;

use crate::city::City;
use crate::plane::{Xy, distance, from_degrees};
use crate::planted::{
    BLOCKS, DECOYS, REGRESSION_DAY, REGRESSION_DAYS, REGRESSION_RADIUS, REGRESSION_STEP,
};

/// Incidents of one place in the days before and after.
pub(crate) type BeforeAfter = [u64; 2];

/// Counts incidents at ordinary places.
pub(crate) struct OrdinaryPlaces(BTreeMap<[i64; 2], BeforeAfter>);

impl OrdinaryPlaces {
    /// The places of a city.
    pub(crate) fn new(city: &City) -> Self {
        let blocks = BLOCKS
            .iter()
            .map(|block| (block.lat, block.lon, block.radius));
        let decoys = DECOYS
            .iter()
            .filter_map(|decoy| Some((decoy.place?, decoy.radius)))
            .map(|((lat, lon), radius)| (lat, lon, radius));
        let mut taken: Vec<(Xy, f64)> = blocks
            .chain(decoys)
            .map(|(lat, lon, radius)| (from_degrees(lat, lon), radius + 400.0))
            .collect();
        taken.push((city.edge(), 600.0));
        taken.extend(city.chains().iter().map(|chain| (chain.middle, 400.0)));
        let (low, high) = city.town().region.bounds();
        let cell = |p: Xy| p.map(|v| (v / REGRESSION_STEP).round() as i64);
        let (first, last) = (cell(low), cell(high));
        let mut places = BTreeMap::new();
        for x in first[0]..=last[0] {
            for y in first[1]..=last[1] {
                let p = middle([x, y]);
                let free = city.town().contains(p)
                    && city.town().region.distance(p) > 250.0
                    && taken.iter().all(|(at, reach)| distance(*at, p) > *reach);
                if free {
                    places.insert([x, y], [0, 0]);
                }
            }
        }
        Self(places)
    }

    /// Counts an incident on a day of the period.
    pub(crate) fn add(&mut self, p: Xy, day: i32) {
        let side = match day - REGRESSION_DAY {
            early if (-REGRESSION_DAYS..0).contains(&early) => 0,
            late if (0..REGRESSION_DAYS).contains(&late) => 1,
            _ => return,
        };
        let key = p.map(|v| (v / REGRESSION_STEP).round() as i64);
        if distance(middle(key), p) < REGRESSION_RADIUS
            && let Some(counts) = self.0.get_mut(&key)
        {
            counts[side] += 1;
        }
    }

    /// The place with most incidents before, and how many places there are.
    pub(crate) fn highest(&self) -> Option<(Xy, BeforeAfter, usize)> {
        let most = self.0.iter().max_by_key(|(_, counts)| counts[0]);
        most.map(|(key, counts)| (middle(*key), *counts, self.0.len()))
    }
}

fn middle(key: [i64; 2]) -> Xy {
    key.map(|v| v as f64 * REGRESSION_STEP)
}
