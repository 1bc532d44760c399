//! Published tables of areas: deprivation, residents, lookups.

use std::path::Path;

use crate::mapped::plain;
use crate::published::{district_year, lsoa_code};

use super::found::{Index, Kind, Population};
use super::sample::Sample;
use super::shape::{self, TimeKind};
use super::words;

/// Recognises a published table.
pub(super) fn recognise(sample: &Sample, path: &Path) -> Option<(Kind, String)> {
    lookup(sample)
        .or_else(|| index(sample, path))
        .or_else(|| population(sample, path))
        .or_else(|| density(sample))
        .or_else(|| counts(sample))
}

fn lookup(sample: &Sample) -> Option<(Kind, String)> {
    let has = |names: &[&str]| sample.named(names, |_| true).is_some();
    let change = has(&["chgind", "chngind", "changecode"]);
    if change && has(&["lsoa11cd", "lsoa11code"]) && has(&["lsoa21cd", "lsoa21code"]) {
        let evidence = "exact-fit lookup of LSOA 2011 to 2021 (U, S, M, X)".to_owned();
        return Some((Kind::Lookup, evidence));
    }
    let mut kinds: Vec<&str> = (0..sample.header.len())
        .filter_map(|column| shape::column_of_codes(sample, column))
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    let coded = |name: &String| {
        let name = plain(name);
        name.ends_with("cd")
            || name.ends_with("code")
            || name.ends_with("nm")
            || name.ends_with("name")
            || name.ends_with("nmw")
    };
    if kinds.len() < 2 || !sample.header.iter().all(coded) {
        return None;
    }
    let evidence = format!("lookup of {}", kinds.join(", "));
    let why = if kinds.contains(&"ward") {
        "a best fit; events are joined to wards by their points, since wards do not nest in LSOAs"
    } else {
        "not needed: events are joined to every layer by their points"
    };
    Some((Kind::Unused("lookup", why.into()), evidence))
}

fn index(sample: &Sample, path: &Path) -> Option<(Kind, String)> {
    let (_, year) = lsoa_code(&sample.header)?;
    let starts = |what: &str| {
        let long = format!("indexofmultipledeprivationimd{what}");
        let short = format!("imd{what}");
        sample.header.iter().any(|name| {
            let name = plain(name);
            name == short || name.starts_with(&long)
        })
    };
    let (rank, decile) = (starts("rank"), starts("decile"));
    if rank && decile {
        let edition = edition(sample, path, year.0);
        let shown = edition.map_or_else(|| "year not said".to_owned(), |year| year.to_string());
        let evidence = format!(
            "index of deprivation {shown} on LSOA {} (rank and decile of the IMD)",
            year.0
        );
        let index = Index {
            edition,
            year: year.0,
        };
        return Some((Kind::Index(index), evidence));
    }
    let domains = sample.header.iter().filter(|name| {
        let name = plain(name);
        name.ends_with("decile") || name.ends_with("rank") || name.contains("decile")
    });
    let domains = domains.count();
    if domains < 2 {
        return None;
    }
    let evidence = format!("domains of deprivation ({domains} ranks and deciles)");
    let why = "it has no rank or decile of the whole index (IMD), only of domains or sub-domains; use File 1, 2 or 7";
    Some((
        Kind::Unused("sub-domains of deprivation", why.into()),
        evidence,
    ))
}

/// What the districts of the file, its name or, with codes of 2021, their year say.
fn edition(sample: &Sample, path: &Path, codes: u16) -> Option<u16> {
    let by_district = match district_year(&sample.header) {
        Some(2013) => Some(2015),
        Some(2019) => Some(2019),
        Some(2024) => Some(2025),
        _ => None,
    };
    let said = words::of_file(path);
    let by_name =
        words::year_after(&said, &["imd", "iod", "id"]).or_else(|| words::any_year(&said));
    by_district
        .or(by_name.filter(|year| [2015, 2019, 2025].contains(year)))
        .or((codes == 2021).then_some(2025))
}

/// Names of the column with all residents that the reader knows.
const RESIDENTS: [&str; 4] = [
    "allages",
    "totalpopulation",
    "residencetypetotalmeasuresvalue",
    "totalpopulationmid2015excludingprisoners",
];

fn population(sample: &Sample, path: &Path) -> Option<(Kind, String)> {
    let total = sample.header.iter().position(|name| {
        RESIDENTS.contains(&plain(name).as_str()) || plain(name).starts_with("totalpopulationmid")
    })?;
    let coded = lsoa_code(&sample.header);
    let plain_code = sample.named(&["areacode", "geographycode"], |column| {
        shape::column_of_codes(sample, column) == Some("lsoa")
    });
    if coded.is_none() && plain_code.is_none() {
        return None;
    }
    let said = words::of_file(path);
    let year = coded
        .map(|(_, year)| year.0)
        .or_else(|| words::year_after(&said, &["lsoa"]));
    let of = year_of(sample, &said, total);
    let by_age = (0..=89).all(|age| sample.has(&age.to_string()));
    let shown = of.map_or_else(|| "of a year not said".to_owned(), |year| year.to_string());
    let ages = if by_age {
        "single years of age"
    } else {
        "totals"
    };
    let evidence = format!("residents {shown} of LSOAs ({ages})");
    Some((Kind::Population(Population { year, of, by_age }), evidence))
}

/// The year in the heading (mid 2015), in a column of dates, or in the name of the file.
fn year_of(sample: &Sample, said: &[String], total: usize) -> Option<u16> {
    let heading = words::any_year(&words::words(&sample.header[total]));
    let dated = sample
        .named(&["period", "date", "year"], |_| true)
        .and_then(|column| {
            let text = sample.values(column).next()?;
            let same = sample.always(column, |other| other == text);
            if same {
                words::any_year(&words::words(text))
            } else {
                None
            }
        });
    let name = || {
        words::year_after(
            said,
            &["population", "pop", "mid", "year", "estimates", "census"],
        )
    };
    heading
        .or(dated)
        .or_else(name)
        .or_else(|| words::any_year(said))
}

fn density(sample: &Sample) -> Option<(Kind, String)> {
    let density = sample
        .header
        .iter()
        .find(|name| plain(name).contains("density"))?;
    let coded =
        (0..sample.header.len()).find_map(|column| shape::column_of_codes(sample, column))?;
    let evidence = format!("workday or resident density of {coded} areas ({density})");
    let why = "people per square kilometre, not a count: it cannot be a denominator until it is multiplied by the ground of each area";
    Some((Kind::Unused("population density", why.into()), evidence))
}

/// Months or days with a number, and no place.
fn counts(sample: &Sample) -> Option<(Kind, String)> {
    let dated = (0..sample.header.len()).find(|column| {
        sample.mostly(*column, |text| {
            shape::time(text).is_some_and(|kind| kind != TimeKind::Clock)
        })
    })?;
    let counted = sample.named(
        &[
            "count",
            "n",
            "total",
            "number",
            "crimes",
            "incidents",
            "events",
        ],
        |column| sample.always(column, |text| text.replace(',', "").parse::<u64>().is_ok()),
    )?;
    if !shape::pairs(sample).is_empty() || sample.header.len() > 6 {
        return None;
    }
    let evidence = format!(
        "counts ({}, {})",
        sample.header[dated], sample.header[counted]
    );
    let why = "counts without a place: nothing in it can be put on a map";
    Some((Kind::Unused("counts without a place", why.into()), evidence))
}
