//! Counts of months.

use beatbook_core::{Count, Month};
use serde::Serialize;

/// The count of one month.
#[derive(Serialize)]
pub(crate) struct MonthReply {
    month: String,
    count: Option<u32>,
}

impl MonthReply {
    pub(crate) fn new((month, count): &(Month, Count)) -> Self {
        Self {
            month: month.to_string(),
            count: count.number(),
        }
    }
}
