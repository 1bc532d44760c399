//! The indices of deprivation in their published columns, with invented figures.

use std::fmt::Write as _;

use crate::areas::DemoArea;
use crate::deprivation::{RANKED_2025, Ranking};
use crate::save::field;

/// Code and name of the district, as in the published files.
pub(crate) const DISTRICT: &str = "E08000003,Manchester";

const AREA_2011: &str = "LSOA code (2011),LSOA name (2011),Local Authority District code (2019),\
                         Local Authority District name (2019)";
const RANK: &str = "Rank (where 1 is most deprived)";
const DECILE: &str = "Decile (where 1 is most deprived 10% of LSOAs)";
const IMD: &str = "Index of Multiple Deprivation (IMD)";

/// The domains of File 2, in its order.
pub(crate) const DOMAINS: [&str; 7] = [
    "Income",
    "Employment",
    "Education, Skills and Training",
    "Health Deprivation and Disability",
    "Crime",
    "Barriers to Housing and Services",
    "Living Environment",
];

/// File 1 of 2019: byte order mark, lines that end as on Windows, thousands in quotation marks.
pub(crate) fn file_1(areas: &[DemoArea], imd: &Ranking) -> String {
    let mut text = format!("\u{feff}{AREA_2011},{IMD} Rank,{IMD} Decile,SYNTHETIC\r\n");
    for (i, area) in areas.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "{},{},{DISTRICT},{},{},SYNTHETIC\r\n",
            area.code,
            area.name,
            field(&thousands(imd.ranks[i])),
            imd.deciles[i],
        );
    }
    text
}

/// File 2 of 2019: the index and its seven domains, in the order of [`DOMAINS`].
pub(crate) fn file_2(areas: &[DemoArea], imd: &Ranking, domains: &[Ranking]) -> String {
    let mut text = format!("\u{feff}{AREA_2011}");
    for name in std::iter::once(&IMD).chain(&DOMAINS) {
        let (rank, decile) = (format!("{name} {RANK}"), format!("{name} {DECILE}"));
        let _ = write!(text, ",{},{}", field(&rank), field(&decile));
    }
    text.push_str(",SYNTHETIC\r\n");
    for (i, area) in areas.iter().enumerate() {
        let _ = write!(text, "{},{},{DISTRICT}", area.code, area.name);
        for ranking in std::iter::once(imd).chain(domains) {
            let _ = write!(text, ",{},{}", ranking.ranks[i], ranking.deciles[i]);
        }
        text.push_str(",SYNTHETIC\r\n");
    }
    text
}

/// The columns of File 7 of 2025 that concern the index itself; `residents` per area of 2021.
pub(crate) fn file_7_of_2025(areas: &[DemoArea], imd: &Ranking, residents: &[u32]) -> String {
    let mut text = format!(
        "LSOA code (2021),LSOA name (2021),Local Authority District code (2024),\
         Local Authority District name (2024),{IMD} Score,{IMD} {RANK},{IMD} {DECILE},\
         Total population: mid 2022,SYNTHETIC\n"
    );
    for (i, area) in areas.iter().enumerate() {
        let _ = writeln!(
            text,
            "{},{},{DISTRICT},{:.3},{},{},{},SYNTHETIC",
            area.code,
            area.name,
            score(imd.ranks[i]),
            imd.ranks[i],
            imd.deciles[i],
            residents[i],
        );
    }
    text
}

/// A score that falls with the rank about as the published one does: steeply among the most
/// deprived, from 92 to near nought.
fn score(rank: u32) -> f64 {
    0.5 + 92.0 * (1.0 - (f64::from(rank) / f64::from(RANKED_2025)).powf(0.33))
}

fn thousands(number: u32) -> String {
    if number < 1_000 {
        number.to_string()
    } else {
        format!("{},{:03}", number / 1_000, number % 1_000)
    }
}
