//! `/api/v1/week`.

use beatbook_core::{Released, Week, WeekHour, WeekOf};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::sentences;
use crate::etag::Key;

/// 168 hours of the week.
#[derive(Serialize, ToSchema)]
#[schema(as = Week)]
pub(crate) struct WeekReply {
    #[serde(flatten)]
    head: Head,
    /// What it is the week of, in words.
    of: String,
    /// Monday 00:00 first; 168 of them.
    hours: Vec<HourReply>,
    /// Counted in all hours. `null` where it is too small to be shown to this audience.
    counted: Option<u32>,
    /// Of the counted, known only to an interval and spread over it. `null` where it is too small
    /// to be shown to this audience.
    spread: Option<u32>,
    /// Known only to an interval too long to say anything of hours. `null` where it is too small to
    /// be shown to this audience.
    left_out: Option<u32>,
}

/// An hour of the week.
#[derive(Serialize, ToSchema)]
#[schema(as = WeekHour)]
struct HourReply {
    /// 0 is Monday 00:00, 167 Sunday 23:00.
    #[schema(maximum = 167)]
    hour: u8,
    /// Counted in it, or the sum of the parts that lie in it. `null` where it is too small to be
    /// shown to this audience.
    #[schema(minimum = 0)]
    weight: Option<f64>,
    /// How often this hour of the week came in the period.
    exposure: u32,
    /// Per hour of exposure. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0)]
    rate: Option<f64>,
    /// Expected if all hours were alike. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0)]
    expected: Option<f64>,
    /// Its q. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0, maximum = 1)]
    q: Option<f64>,
    /// -1 quiet, 1 busy after correction, 0 neither. `null` where it was not tested or this audience may
    /// not know.
    #[schema(minimum = -1, maximum = 1)]
    unusual: Option<i8>,
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
            unusual: hour.verdict(),
        }
    }
}
