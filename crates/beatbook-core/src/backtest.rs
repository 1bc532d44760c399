//! How well would the map of one month have held what came in the next?

use std::fmt;

use crate::before_after::whole_number;
use crate::{Count, Month, Policy, Protect, SelectionError, Source, Unit};

/// How the ground is chosen from the months before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Forecaster {
    /// Where most happened: "the same as before". What every other one has to beat.
    SameAsBefore,
    /// Where most happened with the units round it: what hotspots are tested on.
    WithNeighbours,
    /// Where most happened, a month weighing half as much for every three that it lies back.
    RecentFirst,
}

impl Forecaster {
    /// All of them, the baseline first.
    pub const ALL: [Self; 3] = [Self::SameAsBefore, Self::WithNeighbours, Self::RecentFirst];

    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::SameAsBefore => "same-as-before",
            Self::WithNeighbours => "with-neighbours",
            Self::RecentFirst => "recent-first",
        }
    }
}

/// What is asked beside a selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BacktestAsked {
    /// Months that are forecast.
    pub months: u32,
    /// Months before each that it is forecast from.
    pub train: u32,
    /// Ground that may be chosen, in tenths of a percent.
    pub ground: u32,
}

impl BacktestAsked {
    /// The words beside a selection.
    pub const KEYS: [&'static str; 3] = ["months", "train", "ground"];
    const MONTHS: std::ops::RangeInclusive<u32> = 6..=60;
    const TRAIN: std::ops::RangeInclusive<u32> = 1..=60;

    /// Reads the words of [`BacktestAsked::KEYS`]: a year forecast, each month from the twelve before it,
    /// and 1% of the ground, unless said otherwise.
    ///
    /// # Errors
    /// [`SelectionError`], naming the part and what would be accepted.
    ///
    /// # Example
    /// ```
    /// use beatbook_core::BacktestAsked;
    ///
    /// assert_eq!(BacktestAsked::parse([None, None, Some("2.5")])?.ground, 25);
    /// assert!(BacktestAsked::parse([Some("3"), None, None]).is_err());
    /// # Ok::<(), beatbook_core::SelectionError>(())
    /// ```
    pub fn parse([months, train, ground]: [Option<&str>; 3]) -> Result<Self, SelectionError> {
        let months = months.map_or(Ok(12), |text| whole_number("months", text, Self::MONTHS))?;
        let train = train.map_or(Ok(12), |text| whole_number("train", text, Self::TRAIN))?;
        let ground = ground.map_or(Ok(10), |text| {
            let percent: Option<f64> = text.parse().ok();
            let tenths = percent.map(|percent| percent * 10.0);
            let tenths = tenths.filter(|t| (1.0..=500.0).contains(t) && (t - t.round()).abs() < 1e-6);
            tenths.map(|tenths| tenths.round() as u32).ok_or_else(|| {
                let reason = format!(
                    "`{text}` is no share of the ground; write a percentage from 0.1 to 50, such as 1 or 2.5"
                );
                SelectionError::new("ground", reason, [""; 0])
            })
        })?;
        Ok(Self {
            months,
            train,
            ground,
        })
    }

    /// The ground that may be chosen, 0 to 1.
    pub fn share(self) -> f64 {
        f64::from(self.ground) / 1_000.0
    }
}

impl fmt::Display for BacktestAsked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = f64::from(self.ground) / 10.0;
        let Self { months, train, .. } = self;
        write!(f, "months={months}&train={train}&ground={percent}")
    }
}

/// One month, forecast from those before it.
#[derive(Debug, Clone, PartialEq)]
pub struct BacktestMonth {
    /// The month.
    pub month: Month,
    /// Incidents in it.
    pub events: Count,
    /// Prediction accuracy index of each forecaster, in their order; empty where it may not be seen.
    pub pai: Vec<f64>,
}

/// A figure with its 95% interval over months; no ends where the months do not differ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Between {
    /// The figure.
    pub value: f64,
    /// Lower and upper end.
    pub ends: Option<(f64, f64)>,
}

impl Between {
    /// The same times a number above 0.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self {
            value: self.value * factor,
            ends: self.ends.map(|(low, high)| (low * factor, high * factor)),
        }
    }

    /// 1 where the interval lies above 0, -1 where below, else 0.
    pub fn side(self) -> i8 {
        match self.ends {
            Some((low, _)) if low > 0.0 => 1,
            Some((_, high)) if high < 0.0 => -1,
            _ => 0,
        }
    }
}

/// The figures of one forecaster over all months.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BacktestFigures {
    /// Share of the incidents that fell on the chosen ground.
    pub hit_rate: Between,
    /// Prediction accuracy index: the hit rate over the share of the ground.
    pub pai: Between,
    /// Prediction efficiency index: hits over the most that as much ground could have held.
    pub pei: Between,
    /// Recapture rate index of Levine: hit rate over that of the months it was forecast from.
    pub recapture: Option<f64>,
    /// Hit rate less that of the baseline, month by month; `None` for the baseline itself.
    pub beyond_baseline: Option<Between>,
}

/// A forecaster and its figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BacktestMethod {
    /// How the ground is chosen.
    pub forecaster: Forecaster,
    /// The figures.
    pub figures: BacktestFigures,
}

/// A back-test: each month forecast from those strictly before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Backtest {
    /// What was asked.
    pub asked: BacktestAsked,
    /// The units that are chosen.
    pub unit: Unit,
    /// What the ground is measured in: `km2` or `metres of street`.
    pub measure: &'static str,
    /// All of the ground, in that measure.
    pub ground: f64,
    /// How many units.
    pub units: u32,
    /// The months forecast, the oldest first.
    pub months: Vec<BacktestMonth>,
    /// Incidents of all of them.
    pub events: Count,
    /// The forecasters, the baseline first; empty where nothing can be said.
    pub methods: Vec<BacktestMethod>,
    /// Why nothing can be said.
    pub refused: Option<String>,
}

impl Protect for Backtest {
    const IS_MAPPED: bool = false;

    fn protect(&mut self, policy: Policy, source: &Source) -> Result<(), String> {
        if policy.shows_exact() {
            return Ok(());
        }
        // On little ground the units chosen are few, and a hit rate tells what they hold.
        Err(format!(
            "how much of what came lay on the ground chosen rests on {source} counts too small for this \
             audience; ask for the change of an area instead"
        ))
    }
}

#[cfg(test)]
#[path = "backtest_tests.rs"]
mod tests;
