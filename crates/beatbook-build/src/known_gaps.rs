//! Months that a publisher is known not to have: built in, with source and date.

use beatbook_core::Month;
use beatbook_read::{Format, SourceSpec};
use beatbook_store::{Gap, in_rows, months_between};

use crate::gather::FileCheck;

/// Greater Manchester Police changed its system and publishes no street-level data after this month;
/// still so in the scan of early 2026. What rows there are come from neighbouring forces and the British
/// Transport Police: some hundreds to two thousand a year in each district, where there had been thirty
/// thousand a month. Source: issues 35, 43, 64 and 65 of
/// <https://github.com/Autonomy-Data-Unit/annual-deprivation-index>, read in 2026.
const LAST_OF_GREATER_MANCHESTER: &str = "2019-06";
const REASON: &str = "data.police.uk holds no street data of Greater Manchester Police after 2019-06 (a change of its system), only rows of neighbouring forces";

/// Districts of Greater Manchester, Bolton to Wigan (ONS).
const DISTRICTS: std::ops::RangeInclusive<&str> = "E08000001"..="E08000010";
/// LSOA codes of 2001 that are all in Greater Manchester, and those of 2011 in Manchester itself: checked
/// against the district names of the IMD 2019 file. Some sixty others that were redrawn are not in these
/// rows; a study area is told by those that are.
const LSOAS: [std::ops::RangeInclusive<&str>; 2] =
    ["E01004766"..="E01006411", "E01033651"..="E01033688"];

/// Whether an area code is that of a district or LSOA of Greater Manchester.
pub(crate) fn is_of_greater_manchester(code: &str) -> bool {
    code.len() == 9
        && (DISTRICTS.contains(&code) || LSOAS.iter().any(|range| range.contains(&code)))
}

/// The gaps known of a source: of street files of data.police.uk, or files like them, over a study area
/// in Greater Manchester, every month after June 2019.
///
/// - `codes`: of the areas of the study area. Where none of them is of a district or LSOA (wards, beats),
///   the codes that rows in the study area carry decide, by more than half.
pub(crate) fn known_gaps(
    spec: &SourceSpec,
    codes: &[String],
    files: &[FileCheck],
    months: (Month, Month),
) -> Vec<Gap> {
    let Ok(last) = Month::parse(LAST_OF_GREATER_MANCHESTER) else {
        return Vec::new();
    };
    let located = files.iter().any(|file| file.input.located > 0);
    if !located || !is_street_data(spec, files) || !is_there(codes, files) {
        return Vec::new();
    }
    let after = months_between(last.next().max(months.0), months.1);
    in_rows(after, REASON)
}

/// Street files of data.police.uk; also where they were mapped as any other table: months for dates, and
/// anchor points for places.
fn is_street_data(spec: &SourceSpec, files: &[FileCheck]) -> bool {
    let total = |part: fn(&FileCheck) -> u64| files.iter().map(part).sum::<u64>();
    spec.format == Format::PoliceUk
        || files
            .iter()
            .filter(|file| file.quality.used > 0)
            .all(|file| file.quality.months_only)
            && total(|file| file.quality.anchored) * 2 > total(|file| file.quality.used)
}

fn is_there(codes: &[String], files: &[FileCheck]) -> bool {
    let told = |code: &String| {
        ["E01", "E06", "E07", "E08", "E09"]
            .iter()
            .any(|k| code.starts_with(k))
    };
    if codes.iter().any(told) {
        return codes.iter().any(|code| is_of_greater_manchester(code));
    }
    let counts = files.iter().map(|file| file.quality.in_greater_manchester);
    let (there, all) = counts.fold((0, 0), |sum, (there, all)| (sum.0 + there, sum.1 + all));
    there * 2 > all
}

#[cfg(test)]
#[path = "known_gaps_tests.rs"]
mod tests;
