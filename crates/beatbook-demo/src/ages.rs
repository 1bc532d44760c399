//! Residents by sex and single year of age: invented, the young where students live.

use crate::plane::{Xy, hill, mix, noise};
use crate::population::{apportion, students};

/// Columns of age: 0 to 89, and 90 and over.
pub(crate) const AGES: usize = 91;

/// Age and weight between which the usual share of residents runs straight.
const USUAL: [(f64, f64); 13] = [
    (0.0, 0.95),
    (10.0, 1.05),
    (17.0, 0.95),
    (19.0, 1.5),
    (23.0, 1.7),
    (30.0, 1.6),
    (40.0, 1.1),
    (55.0, 0.85),
    (65.0, 0.6),
    (75.0, 0.4),
    (85.0, 0.2),
    (89.0, 0.1),
    // 90 and over together.
    (90.0, 0.35),
];

/// Women and men of one area by age; together its residents. `middle` is the middle of the area.
pub(crate) fn by_sex_and_age(middle: Xy, residents: u32) -> [Vec<u32>; 2] {
    let female_share = 0.497 + 0.02 * noise(middle, 1_500.0, 78);
    let sexes = apportion(residents, &[female_share, 1.0 - female_share]);
    [true, false].map(|is_female| {
        let weights: Vec<f64> = (0..AGES)
            .map(|age| weight(middle, age, is_female))
            .collect();
        apportion(sexes[usize::from(!is_female)], &weights)
    })
}

fn weight(middle: Xy, age: usize, is_female: bool) -> f64 {
    let student = students(middle);
    let centre = hill(middle, 53.4790, -2.2400, 1_300.0);
    let by_life = match age {
        18..=22 => 1.0 + 6.0 * student + 0.5 * centre,
        23..=35 => 1.0 + 1.3 * centre,
        0..=17 => (1.0 - 0.6 * student) * (1.0 - 0.7 * centre),
        _ => (1.0 - 0.5 * student) * (1.0 - 0.4 * centre),
    };
    let by_sex = match age {
        90.. if is_female => 1.7,
        70..90 if is_female => 1.2,
        _ => 1.0,
    };
    let place = (middle[0] as u64) << 32 | middle[1] as u64;
    let chance = mix(place ^ mix(age as u64 * 2 + u64::from(is_female)));
    usual(age as f64) * by_life * by_sex * (0.85 + 0.3 * (chance as f64 / u64::MAX as f64))
}

fn usual(age: f64) -> f64 {
    USUAL
        .windows(2)
        .find(|pair| age <= pair[1].0)
        .map_or(0.0, |pair| {
            let share = (age - pair[0].0) / (pair[1].0 - pair[0].0);
            pair[0].1 + (pair[1].1 - pair[0].1) * share
        })
}
