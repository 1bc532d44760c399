//! `/api/v1/week`.

use beatbook_core::{Released, Week, WeekHour, WeekOf};
use beatbook_store::Store;
use serde::Serialize;

use super::head::Head;
use super::sentences;
use crate::etag::Key;

#[derive(Serialize)]
pub(crate) struct WeekReply {
    #[serde(flatten)]
    head: Head,
    /// What it is the week of.
    of: String,
    hours: Vec<HourReply>,
    counted: Option<u32>,
    /// Of the counted, known only to an interval.
    spread: Option<u32>,
    /// Known only to an interval too long to say anything of hours.
    left_out: Option<u32>,
}

#[derive(Serialize)]
struct HourReply {
    hour: u8,
    weight: Option<f64>,
    exposure: u32,
    rate: Option<f64>,
    expected: Option<f64>,
    q: Option<f64>,
    unusual: i8,
}

impl WeekReply {
    pub(crate) fn new(released: &Released<Week>, asked: &WeekOf, key: &Key, store: &Store) -> Self {
        let week = released.value();
        let sentence = sentences::week(released, asked, store.about().alpha);
        Self {
            head: Head::new(released, sentence, key, store),
            of: week.of.clone(),
            hours: week.hours.iter().map(HourReply::new).collect(),
            counted: week.counted.number(),
            spread: week.spread.number(),
            left_out: week.too_long.number(),
        }
    }
}

impl HourReply {
    fn new(hour: &WeekHour) -> Self {
        Self {
            hour: hour.hour.number(),
            weight: hour.incidents,
            exposure: hour.exposure,
            rate: hour.rate,
            expected: hour.expected,
            q: hour.q,
            unusual: hour.unusual,
        }
    }
}
