//! A&E attendances after an assault in the columns of the ISTV minimum dataset (NHS Data Dictionary,
//! ISB 1594): a site, two times, a method and a place in words. No person and no coordinates.

use beatbook_core::{Precision, SECONDS_PER_HOUR};

use crate::times::{Span, TimeFault, Times};
use crate::{Columns, TimeSpec};

const ARRIVAL: &str = "ARRIVAL DATE AND TIME AT ACCIDENT AND EMERGENCY DEPARTMENT";
const ASSAULT: &str = "ASSAULT DATE AND TIME";
const METHOD: &str = "ASSAULT METHOD";
const PLACE: &str = "ASSAULT LOCATION DESCRIPTION";

/// What an ISTV file must have.
pub(crate) const REQUIRED: [&str; 4] = [ARRIVAL, ASSAULT, METHOD, PLACE];

/// How long before arrival an assault may lie whose own time is not known.
const BEFORE_ARRIVAL: i64 = 6 * SECONDS_PER_HOUR;

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

/// British dates with a time of day.
pub(crate) fn time() -> TimeSpec {
    TimeSpec {
        format: "%d/%m/%Y %H:%M".into(),
        precision: Precision::Interval,
    }
}

/// When the assault was. Where its time is blank, or is just that of the arrival, the patient could
/// not say: it is somewhere in the six hours before arrival.
pub(crate) fn span(
    times: &mut Times,
    assault: Option<&str>,
    arrival: Option<&str>,
) -> Result<Span, TimeFault> {
    let Some(assault) = assault else {
        let arrival = arrival.ok_or(TimeFault::Blank)?;
        let arrived = times.span(arrival, None).map_err(|_| TimeFault::To)?;
        return Ok(before(arrived.from));
    };
    let span = times.span(assault, arrival)?;
    if arrival.is_some() && span.to == span.from {
        return Ok(before(span.from));
    }
    Ok(Span {
        from: span.from,
        to: span.from,
        precision: Precision::Instant,
    })
}

fn before(arrival: i64) -> Span {
    Span {
        from: arrival - BEFORE_ARRIVAL,
        to: arrival,
        precision: Precision::Interval,
    }
}

#[cfg(test)]
#[path = "istv_tests.rs"]
mod tests;
