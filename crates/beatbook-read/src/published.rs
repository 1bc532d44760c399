//! What the headers of published tables say of the year of their codes.

use beatbook_core::Vintage;

use crate::Problem;
use crate::mapped::plain;
use crate::table::Table;

/// The column with LSOA codes and the year of these: `LSOA code (2011)`, `lsoa11_code`, `LSOA21CD`.
pub(crate) fn lsoa_code(header: &[String]) -> Option<(usize, Vintage)> {
    coded(header, "lsoa").map(|(field, year)| (field, Vintage(year)))
}

/// The year of the districts a table names: `Local Authority District code (2019)`, `lad13_code`.
pub(crate) fn district_year(header: &[String]) -> Option<u16> {
    let long = header.iter().find_map(|name| {
        let name = plain(name);
        let year = name.strip_prefix("localauthoritydistrictcode")?;
        year.parse().ok().filter(|_| year.len() == 4)
    });
    long.or_else(|| coded(header, "lad").map(|(_, year)| year))
}

/// The first column that is `{kind}11cd`, `{kind}11code` or `{kind}code2011`, and its year.
fn coded(header: &[String], kind: &str) -> Option<(usize, u16)> {
    header.iter().enumerate().find_map(|(field, name)| {
        let name = plain(name);
        let rest = name.strip_prefix(kind)?;
        let year: u16 = if let Some(year) = rest.strip_prefix("code") {
            year.parse().ok().filter(|_| year.len() == 4)?
        } else {
            let two = rest
                .strip_suffix("code")
                .or_else(|| rest.strip_suffix("cd"))?;
            2000 + two.parse::<u16>().ok().filter(|_| two.len() == 2)?
        };
        Some((field, year))
    })
}

/// A table without LSOA codes.
pub(crate) fn no_code(table: &Table) -> Box<Problem> {
    table.problem(
        format!(
            "no column has LSOA codes and says of which year; the file has {}",
            table.columns()
        ),
        "name a published file, or call the column LSOA code (2011), lsoa11_code, LSOA21CD or the like"
            .into(),
    )
}
