//! Deprivation of the made-up areas: invented ranks and deciles; neighbours are much alike.
//!
//! The poor areas lie in the north, the east and the far south, as the needs assessment says of
//! the real city; of the 282 areas of 2011, 121 (43%) are in the most deprived national decile.

use crate::areas::DemoArea;
use crate::plane::{Xy, centroid, hill, noise};

/// LSOAs of England that the index of 2019 ranks.
pub(crate) const RANKED_2019: u32 = 32_844;
/// LSOAs of England that the index of 2025 ranks.
pub(crate) const RANKED_2025: u32 = 33_755;
/// Areas of 2011 per decile, most deprived first.
const DECILES_2019: [usize; 10] = [121, 48, 35, 25, 18, 13, 9, 6, 4, 3];
/// Areas of 2021 per decile, most deprived first.
const DECILES_2025: [usize; 10] = [118, 56, 37, 27, 19, 14, 10, 7, 4, 3];

/// One index or domain: per area, in area order.
pub(crate) struct Ranking {
    /// 1 is most deprived, of all England's areas.
    pub ranks: Vec<u32>,
    /// 1 is the most deprived tenth.
    pub deciles: Vec<u8>,
}

/// How poor the ground is, in no unit.
fn poverty(p: Xy) -> f64 {
    hill(p, 53.510, -2.205, 2_600.0)
        + 0.9 * hill(p, 53.500, -2.235, 1_800.0)
        + 1.0 * hill(p, 53.478, -2.175, 2_300.0)
        + 0.9 * hill(p, 53.463, -2.175, 1_900.0)
        + 0.8 * hill(p, 53.458, -2.238, 1_300.0)
        + 0.7 * hill(p, 53.458, -2.205, 1_500.0)
        + 1.0 * hill(p, 53.378, -2.265, 2_600.0)
        + 0.7 * hill(p, 53.395, -2.288, 1_300.0)
        - 0.9 * hill(p, 53.416, -2.235, 2_000.0)
        - 0.8 * hill(p, 53.438, -2.281, 1_500.0)
        - 0.6 * hill(p, 53.479, -2.246, 1_000.0)
        - 0.4 * hill(p, 53.535, -2.248, 1_200.0)
}

/// The index of 2019, on the areas of 2011.
pub(crate) fn of_2019(areas: &[DemoArea]) -> Ranking {
    ranking(areas, RANKED_2019, DECILES_2019, |p| {
        poverty(p) + 0.30 * noise(p, 1_100.0, 71) + 0.22 * noise(p, 400.0, 72)
    })
}

/// The index of 2025, on the areas of 2021: another measurement of the same ground.
pub(crate) fn of_2025(areas: &[DemoArea]) -> Ranking {
    ranking(areas, RANKED_2025, DECILES_2025, |p| {
        poverty(p) + 0.30 * noise(p, 1_100.0, 71) + 0.24 * noise(p, 450.0, 73)
    })
}

/// One of the seven domains of 2019: the same ground with a pattern of its own.
pub(crate) fn domain_2019(areas: &[DemoArea], domain: u64) -> Ranking {
    ranking(areas, RANKED_2019, DECILES_2019, |p| {
        poverty(p) + 0.45 * noise(p, 1_500.0, 80 + domain) + 0.22 * noise(p, 400.0, 90 + domain)
    })
}

fn ranking(
    areas: &[DemoArea],
    ranked: u32,
    per_decile: [usize; 10],
    poverty: impl Fn(Xy) -> f64,
) -> Ranking {
    let measured: Vec<f64> = areas.iter().map(|a| poverty(centroid(&a.ring))).collect();
    let mut order: Vec<usize> = (0..areas.len()).collect();
    order.sort_by(|&a, &b| measured[b].total_cmp(&measured[a]));
    let mut ranks = vec![0; areas.len()];
    let mut deciles = vec![0; areas.len()];
    let mut ordered = order.into_iter();
    for (decile, wanted) in (1_u32..).zip(per_decile) {
        let (before, last) = ((decile - 1) * ranked / 10, decile * ranked / 10);
        for (i, area) in ordered.by_ref().take(wanted).enumerate() {
            // Evenly over the decile, each in a stretch of its own: no rank is given twice.
            let share = (i as f64 + 0.5 + 0.4 * noise([i as f64, 0.0], 1.7, 74)) / wanted as f64;
            ranks[area] = before + 1 + (share * f64::from(last - before)) as u32;
            deciles[area] = decile as u8;
        }
    }
    Ranking { ranks, deciles }
}

#[cfg(test)]
#[path = "deprivation_tests.rs"]
mod tests;
