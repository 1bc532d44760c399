//! Counts of months.

use beatbook_core::{Count, Month};
use serde::Serialize;
use utoipa::ToSchema;

/// The count of one month.
#[derive(Serialize, ToSchema)]
#[schema(as = MonthCount)]
pub(crate) struct MonthReply {
    /// Month (year-month).
    month: String,
    /// Counted in it. `null` where it is too small to be shown to this audience.
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
