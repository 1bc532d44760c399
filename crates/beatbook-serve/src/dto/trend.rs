//! How the count of an area moves, over the wire.

use beatbook_core::{Month, Profile, Released, TrendMonth};
use serde::Serialize;
use utoipa::ToSchema;

use super::compare::ChangeReply;
use super::{sentences, words};

/// The count of one month, with its interval.
#[derive(Serialize, ToSchema)]
#[schema(as = TrendMonth)]
pub(crate) struct TrendMonthReply {
    /// Month (year-month).
    month: String,
    /// Counted in it. `null` where it is too small to be shown to this audience.
    count: Option<u32>,
    /// Lower end of the 95% interval of the number to be expected. `null` of a month that is not
    /// complete, and where counts are protected.
    #[schema(minimum = 0)]
    low: Option<f64>,
    /// Upper end of that interval. `null` where there is none.
    #[schema(minimum = 0)]
    high: Option<f64>,
    #[schema(schema_with = words::month_state)]
    state: &'static str,
}

/// The last twelve complete months against the twelve before them.
#[derive(Serialize, ToSchema)]
#[schema(as = YearOnYear)]
pub(crate) struct YearReply {
    /// The later year. `null` where there are no two.
    latest: Option<YearSide>,
    /// The year before it. `null` where there are no two.
    before: Option<YearSide>,
    /// From the year before to the later one. `null` where none can be told.
    change: Option<ChangeReply>,
    /// The same for the whole study area. `null` where none can be told.
    city: Option<ChangeReply>,
    /// Why no change can be told. `null` where it can.
    refused: Option<String>,
    /// All of it in words.
    sentence: String,
}

/// Twelve months.
#[derive(Serialize, ToSchema)]
#[schema(as = YearSide)]
struct YearSide {
    /// First month (year-month).
    from: String,
    /// Last month.
    to: String,
    /// Counted in it. `null` where it is too small to be shown to this audience.
    count: Option<u32>,
}

impl TrendMonthReply {
    pub(crate) fn new(month: &TrendMonth) -> Self {
        Self {
            month: month.month.to_string(),
            count: month.count.number(),
            low: month.interval.map(|(low, _)| low),
            high: month.interval.map(|(_, high)| high),
            state: month.state.word(),
        }
    }
}

impl YearReply {
    pub(crate) fn new(released: &Released<Profile>) -> Self {
        let year = &released.value().trend.year;
        let found = year.as_ref().ok();
        let side = |(from, to): (Month, Month), number: usize| {
            let count = found.and_then(|year| year.counts[number].number());
            YearSide {
                from: from.to_string(),
                to: to.to_string(),
                count,
            }
        };
        let refused = match year {
            Err(reason) => Some(reason),
            Ok(year) => year.change.as_ref().err(),
        };
        let change = found.and_then(|year| year.change.as_ref().ok());
        Self {
            latest: found.map(|year| side(year.latest, 0)),
            before: found.map(|year| side(year.before, 1)),
            change: change.and_then(ChangeReply::new),
            city: found
                .and_then(|year| year.city.as_ref())
                .and_then(ChangeReply::new),
            refused: refused.cloned(),
            sentence: sentences::year(released),
        }
    }
}
