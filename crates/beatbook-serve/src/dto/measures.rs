//! A measure with its interval.

use beatbook_core::Measure;
use serde::Serialize;
use utoipa::ToSchema;

/// A measure and its 95% interval.
#[derive(Serialize, ToSchema)]
#[schema(as = Measure)]
pub(crate) struct MeasureReply {
    /// As observed.
    value: f64,
    /// Lower end.
    low: f64,
    /// Upper end. `null` where it has none.
    high: Option<f64>,
}

impl MeasureReply {
    pub(crate) fn new(measure: Measure) -> Self {
        Self {
            value: measure.value,
            low: measure.low,
            high: Some(measure.high).filter(|high| high.is_finite()),
        }
    }
}
