//! `/api/v1/seasons`.

use beatbook_core::{Released, Seasons, WholeYear, YearMonth};
use beatbook_store::Store;
use serde::Serialize;

use super::head::Head;
use super::{labels, sentences};
use crate::etag::Key;

#[derive(Serialize)]
pub(crate) struct SeasonsReply {
    #[serde(flatten)]
    head: Head,
    /// January to December.
    months: Vec<MonthReply>,
    years: Vec<YearReply>,
    years_left_out: u32,
    tested: bool,
    dispersion: Option<f64>,
    growth_percent: Option<f64>,
}

#[derive(Serialize)]
struct MonthReply {
    month: u8,
    label: &'static str,
    count: Option<u32>,
    expected: Option<f64>,
    index: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    q: Option<f64>,
    unusual: i8,
}

#[derive(Serialize)]
struct YearReply {
    from: String,
    to: String,
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
