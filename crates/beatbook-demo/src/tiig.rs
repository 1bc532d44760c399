//! A&E by residence: assault attendances of the city's residents, wherever they were treated.
//! Where the assault happened is not in it; neither is anything that would link it to A&E by place.

use std::fmt::Write as _;

use rand::RngExt;
use rand::seq::SliceRandom;

use crate::chance::stream;
use crate::city::first_day;
use crate::homes::{CODE21_SHARE, Homes};
use crate::planned::YEARS;
use crate::serious_numbers::HOSPITALS;
use crate::town::Town;
use crate::truth_files::TruthTiig;

const HEADER: &str = "SYNTHETIC,hospital,month,age_band,sex,ethnicity,lsoa_of_residence\n";
/// Women and men of each year from October: 1,596 in the last, 8% more than the year before, and
/// most of the rise is female.
const FEMALE: [u32; 3] = [440, 447, 540];
const MALE: [u32; 3] = [1_020, 1_031, 1_056];
/// Share at the three main hospitals.
const AT_THE_THREE: f64 = 0.84;
/// Share of attenders who live in an area of the most deprived national decile.
pub(crate) const ATTENDERS_DECILE_1: f64 = 0.61;
const ETHNICITY_MISSING: f64 = 0.15;

const BANDS: [(&str, f64); 8] = [
    ("0-13", 0.05),
    ("14-17", 0.14),
    ("18-24", 0.35),
    ("25-30", 0.54),
    ("31-40", 0.75),
    ("41-50", 0.88),
    ("51-65", 0.97),
    ("66+", 1.0),
];
/// Residents of Asian ethnicity attend less often.
const ETHNICITIES: [(&str, f64); 5] = [
    ("White", 0.70),
    ("Asian", 0.78),
    ("Black", 0.91),
    ("Mixed", 0.96),
    ("Other", 1.0),
];

/// The lines of `tiig.csv`, by month.
pub(crate) fn tiig(seed: u64, town: &'static Town, null: bool) -> (String, TruthTiig) {
    let mut rng = stream(seed, "tiig");
    let homes = Homes::new(town, null);
    let mut truth = TruthTiig::default();
    let mut rows = Vec::new();
    for year in 0..3 {
        let all = FEMALE[year] + MALE[year];
        truth.years[year] = u64::from(all);
        truth.female[year] = u64::from(FEMALE[year]);
        // Exactly the published share, in an order of chance.
        let mut hospitals: Vec<bool> = (0..all)
            .map(|i| f64::from(i) < (f64::from(all) * AT_THE_THREE).round())
            .collect();
        hospitals.shuffle(&mut rng);
        for (i, main) in (0_u32..).zip(hospitals) {
            let day = rng.random_range(YEARS[year]..YEARS[year + 1]);
            let month = first_day().plus(day).to_string()[..7].to_owned();
            let hospital = if main {
                HOSPITALS[[0, 1, 1, 0, 2][rng.random_range(0..5)]]
            } else {
                "Other hospital"
            };
            let band = pick(&BANDS, rng.random());
            let sex = if i < FEMALE[year] { "female" } else { "male" };
            let known = rng.random::<f64>() >= ETHNICITY_MISSING;
            let ethnicity = pick(&ETHNICITIES, rng.random());
            let last = year == 2;
            truth.three_hospitals += u64::from(main && last);
            truth.aged_18_to_30 += u64::from(last && matches!(band, "18-24" | "25-30"));
            let code = if rng.random::<f64>() < CODE21_SHARE {
                truth.codes_2021 += 1;
                let (_, code) = homes.changed_area(ATTENDERS_DECILE_1, &mut rng);
                &town.areas21()[code].code
            } else {
                let area = homes.area(ATTENDERS_DECILE_1, &mut rng);
                let first = u64::from(town.deciles()[area] == 1);
                truth.all.placed += 1;
                truth.all.decile_1 += first;
                truth.last_year.placed += u64::from(last);
                truth.last_year.decile_1 += first * u64::from(last);
                &town.areas()[area].code
            };
            let mut line = String::new();
            // Writing to a string cannot fail.
            let _ = writeln!(
                line,
                "SYNTHETIC,{hospital},{month},{band},{sex},{},{code}",
                if known { ethnicity } else { "" }
            );
            rows.push((month, rng.random::<u32>(), line));
        }
    }
    rows.sort();
    let text = rows
        .into_iter()
        .fold(String::from(HEADER), |text, (_, _, line)| text + &line);
    (text, truth)
}

fn pick(shares: &[(&'static str, f64)], draw: f64) -> &'static str {
    let chosen = shares.iter().find(|(_, up_to)| draw < *up_to);
    chosen.map_or(shares[0].0, |(word, _)| word)
}

#[cfg(test)]
#[path = "tiig_tests.rs"]
mod tests;
