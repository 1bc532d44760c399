//! Months of the year, as answers carry them.

use crate::{Count, Month, Policy, Protect, Source};

/// One month of the year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearMonth {
    /// 1 for January to 12.
    pub month: u8,
    /// Incidents (or events) of all years looked at.
    pub count: Count,
    /// What flat years would have had; `None` where it may not be shown.
    pub expected: Option<f64>,
    /// Count over expected.
    pub index: Option<f64>,
    /// 95% interval of the index.
    pub interval: Option<(f64, f64)>,
    /// Corrected p-value; `None` where months were not tested.
    pub q: Option<f64>,
    /// 1 busier than a flat year, -1 quieter, 0 neither can be told.
    pub unusual: i8,
}

/// One year looked at: twelve months in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WholeYear {
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// Incidents (or events) in it.
    pub count: Count,
}

/// The months of the year against a flat year.
#[derive(Debug, Clone, PartialEq)]
pub struct Seasons {
    /// January to December.
    pub months: Vec<YearMonth>,
    /// The years looked at, in order of time.
    pub years: Vec<WholeYear>,
    /// Years left out for a month that is not there, or is not all recorded.
    pub years_left_out: u32,
    /// Whether the months were tested.
    pub tested: bool,
    /// How much more the counts scatter than chance alone would have them: 1 or more.
    pub dispersion: Option<f64>,
    /// Change from year to year in percent, taken out before months are compared.
    pub growth_percent: Option<f64>,
}

impl Protect for Seasons {
    const IS_MAPPED: bool = false;

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if let Some(reason) = policy.refuses_cells(source) {
            return Err(reason);
        }
        if policy.shows_exact() {
            return Ok(());
        }
        for month in &mut self.months {
            month.count = policy.protect(month.count);
            (month.expected, month.index, month.interval) = (None, None, None);
            (month.q, month.unusual) = (None, 0);
        }
        for year in &mut self.years {
            year.count = policy.protect(year.count);
        }
        (self.dispersion, self.growth_percent) = (None, None);
        Ok(())
    }
}

#[cfg(test)]
#[path = "seasons_tests.rs"]
mod tests;
