//! `/api/v1/seasons`.

use beatbook_core::{Released, Seasons, WholeYear, YearMonth};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::{labels, sentences};
use crate::etag::Key;

/// Months of the year against a flat year.
#[derive(Serialize, ToSchema)]
#[schema(as = Seasons)]
pub(crate) struct SeasonsReply {
    #[serde(flatten)]
    head: Head,
    /// January to December.
    months: Vec<MonthReply>,
    /// Whole years compared, the earliest first.
    years: Vec<YearReply>,
    /// Years that are not whole.
    years_left_out: u32,
    /// Whether there is enough to test.
    tested: bool,
    /// Variance over what chance alone gives; above 1 is more. `null` where not tested.
    #[schema(minimum = 0)]
    dispersion: Option<f64>,
    /// Growth from year to year that is taken out, in percent. `null` where not tested.
    growth_percent: Option<f64>,
}

/// A month of the year.
#[derive(Serialize, ToSchema)]
#[schema(as = SeasonMonth)]
struct MonthReply {
    /// 1 is January.
    #[schema(minimum = 1, maximum = 12)]
    month: u8,
    /// Name.
    label: &'static str,
    /// Counted in it over all years. `null` where it is too small to be shown to this audience.
    count: Option<u32>,
    /// Expected in a flat year. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0)]
    expected: Option<f64>,
    /// Count over expected. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0)]
    index: Option<f64>,
    /// Lower end of its 95% interval. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0)]
    low: Option<f64>,
    /// Upper end of its 95% interval. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0)]
    high: Option<f64>,
    /// Its q. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0, maximum = 1)]
    q: Option<f64>,
    /// -1 fewer, 1 more than in a flat year, 0 neither.
    #[schema(minimum = -1, maximum = 1)]
    unusual: i8,
}

/// A whole year.
#[derive(Serialize, ToSchema)]
#[schema(as = WholeYear)]
struct YearReply {
    /// First day (year-month-day).
    from: String,
    /// Last day, included.
    to: String,
    /// Counted in it. `null` where it is too small to be shown to this audience.
    count: Option<u32>,
}

impl SeasonsReply {
    pub(crate) fn new(released: &Released<Seasons>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        Self {
            head: Head::new(released, sentences::seasons(released), key, store),
            months: found.months.iter().map(MonthReply::new).collect(),
            years: found.years.iter().map(YearReply::new).collect(),
            years_left_out: found.years_left_out,
            tested: found.tested,
            dispersion: found.dispersion,
            growth_percent: found.growth_percent,
        }
    }
}

impl MonthReply {
    fn new(month: &YearMonth) -> Self {
        Self {
            month: month.month,
            label: labels::month(month.month),
            count: month.count.number(),
            expected: month.expected,
            index: month.index,
            low: month.interval.map(|(low, _)| low),
            high: month.interval.map(|(_, high)| high),
            q: month.q,
            unusual: month.unusual,
        }
    }
}

impl YearReply {
    fn new(year: &WholeYear) -> Self {
        Self {
            from: year.from.to_string(),
            to: year.to.to_string(),
            count: year.count.number(),
        }
    }
}
