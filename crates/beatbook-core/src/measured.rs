//! A measure with its interval, as answers carry it.

/// A measure and the interval it may well lie in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// As observed.
    pub value: f64,
    /// Lower end of the 95% interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Measure {
    /// Whether the interval leaves a value out.
    pub fn differs_from(self, value: f64) -> bool {
        self.low > value || self.high < value
    }
}
