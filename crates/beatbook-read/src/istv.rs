//! A&E attendances after an assault in the columns of the ISTV minimum dataset (NHS Data Dictionary,
//! ISB 1594): a site, two times, a method and a place in words. No person and no coordinates.

use beatbook_core::Precision;

use crate::times::{Span, TimeFault, Times};
use crate::{Columns, TimeSpec};

const ARRIVAL: &str = "ARRIVAL DATE AND TIME AT ACCIDENT AND EMERGENCY DEPARTMENT";
const ASSAULT: &str = "ASSAULT DATE AND TIME";
const METHOD: &str = "ASSAULT METHOD";
const PLACE: &str = "ASSAULT LOCATION DESCRIPTION";

/// What an ISTV file must have.
pub(crate) const REQUIRED: [&str; 4] = [ARRIVAL, ASSAULT, METHOD, PLACE];

/// How many hours before arrival an assault may lie whose own time is not known.
const BEFORE_ARRIVAL: u32 = 6;

/// Columns by meaning. The end of the time is the arrival; [`span`] knows what that means.
pub(crate) fn columns() -> Columns {
    Columns {
        category: Some(METHOD.into()),
        from: ASSAULT.into(),
        to: Some(ARRIVAL.into()),
        place: Some(PLACE.into()),
        ..Columns::default()
    }
}

/// Two times, in whichever way each column of a file is written.
pub(crate) fn time() -> TimeSpec {
    TimeSpec {
        format: None,
        precision: Some(Precision::Interval),
        unknown_start_hours: Some(BEFORE_ARRIVAL),
    }
}

/// When the assault was. Where its time is blank, or is just that of the arrival, the patient could
/// not say: it is somewhere in the six hours before arrival.
pub(crate) fn span(
    times: &mut Times,
    assault: Option<&str>,
    arrival: Option<&str>,
) -> Result<Span, TimeFault> {
    times.start_before(assault, arrival)
}

#[cfg(test)]
#[path = "istv_tests.rs"]
mod tests;
