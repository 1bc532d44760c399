//! Residents of the made-up areas. Their sum is that of the city in the census of 2021.

use crate::areas::DemoArea;
use crate::lsoa21::Lsoa21;
use crate::plane::{Xy, area, centroid, hill, noise};

/// Residents of the city (Census 2021).
pub(crate) const RESIDENTS: u32 = 551_938;

/// Residents per area of 2011, in area order.
pub(crate) fn residents(areas: &[DemoArea]) -> Vec<u32> {
    let weights: Vec<f64> = areas
        .iter()
        .map(|area| {
            let p = centroid(&area.ring);
            let uneven = 0.30 * noise(p, 1_100.0, 75) + 0.22 * noise(p, 330.0, 76);
            let centre = 0.45 * hill(p, 53.4790, -2.2400, 1_300.0);
            (1.0 + uneven + centre + 0.25 * students(p)).clamp(0.62, 1.9)
        })
        .collect();
    apportion(RESIDENTS, &weights)
}

/// Growth of the city between the estimate for 2011's areas and the middle of 2022.
const GROWTH: f64 = 1.02;

/// Residents per area of 2021 in mid 2022: those of the parents, split by ground, added on merging.
pub(crate) fn residents_2021(lsoa21: &Lsoa21, areas11: &[DemoArea], residents: &[u32]) -> Vec<u32> {
    let mut grown = vec![0.0; lsoa21.areas.len()];
    for (i, children) in lsoa21.of_2011.iter().enumerate() {
        let parent = area(&areas11[i].ring);
        for &child in children {
            let share = (area(&lsoa21.areas[child].ring) / parent).min(1.0);
            grown[child] += f64::from(residents[i]) * share * GROWTH;
        }
    }
    grown
        .into_iter()
        .map(|count| count.round() as u32)
        .collect()
}

/// Whole numbers in proportion to weights, with a given sum (largest remainder).
pub(crate) fn apportion(total: u32, weights: &[f64]) -> Vec<u32> {
    let sum: f64 = weights.iter().sum();
    let exact: Vec<f64> = weights
        .iter()
        .map(|weight| f64::from(total) * weight / sum)
        .collect();
    let mut given: Vec<u32> = exact.iter().map(|share| *share as u32).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&a, &b| exact[b].fract().total_cmp(&exact[a].fract()));
    let left = total - given.iter().sum::<u32>();
    for &i in order.iter().take(left as usize) {
        given[i] += 1;
    }
    given
}

/// How much a place is one of students, 0 to 1.
pub(crate) fn students(p: Xy) -> f64 {
    hill(p, 53.4430, -2.2220, 1_100.0).max(hill(p, 53.4650, -2.2330, 800.0))
}

#[cfg(test)]
#[path = "population_tests.rs"]
mod tests;
