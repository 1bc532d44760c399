//! `/api/v1/backtest`.

use beatbook_core::{Backtest, BacktestMethod, BacktestMonth, Between, Released};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::hotspots::shown;
use super::sentences;
use crate::etag::Key;

/// Each month forecast from those strictly before it.
#[derive(Serialize, ToSchema)]
#[schema(as = Backtest)]
pub(crate) struct BacktestReply {
    #[serde(flatten)]
    head: Head,
    /// Months before each that it is forecast from.
    train: u32,
    /// Share of the ground that may be chosen, 0 to 1.
    ground_share: f64,
    /// All of the ground.
    ground: f64,
    /// What the ground is measured in: `km2` or `metres of street`.
    measure: &'static str,
    /// The units that are chosen.
    unit: String,
    /// How many units.
    units: u32,
    /// Incidents of all months forecast. `null` where too small to be shown to this audience.
    events: Option<u32>,
    /// The same as it is written: `*` where too small to be shown.
    events_shown: String,
    /// The months forecast, the oldest first.
    months: Vec<MonthReply>,
    /// The forecasters, the baseline first; empty where nothing can be said.
    forecasters: Vec<ForecasterReply>,
    /// Why nothing can be said. `null` where it can.
    refused: Option<String>,
}

/// One month.
#[derive(Serialize, ToSchema)]
#[schema(as = BacktestMonth)]
struct MonthReply {
    /// Year and month.
    month: String,
    /// Incidents. `null` where too small to be shown to this audience.
    events: Option<u32>,
    /// Prediction accuracy index of each forecaster, in their order; empty where this audience may not see
    /// it.
    pai: Vec<f64>,
}

/// One forecaster.
#[derive(Serialize, ToSchema)]
#[schema(as = BacktestForecaster)]
struct ForecasterReply {
    /// `same-as-before` (the baseline), `with-neighbours` or `recent-first`.
    forecaster: &'static str,
    /// How the ground is chosen, in words.
    how: String,
    /// Share of the incidents that fell on the chosen ground.
    hit_rate: BetweenReply,
    /// Prediction accuracy index: hit rate over the share of the ground.
    pai: BetweenReply,
    /// Prediction efficiency index: hits over the most that as much ground could have held.
    pei: BetweenReply,
    /// Recapture rate index of Levine: hit rate over that of the months it was forecast from. `null` where
    /// it has none.
    recapture: Option<f64>,
    /// Hit rate less that of the baseline. `null` for the baseline.
    beyond_baseline: Option<BetweenReply>,
    /// 1 better than the baseline, -1 worse, 0 not to be told apart; `null` for the baseline.
    beats_baseline: Option<i8>,
}

/// A figure with its 95% interval over months.
#[derive(Serialize, ToSchema)]
#[schema(as = WithInterval)]
struct BetweenReply {
    /// The figure.
    value: f64,
    /// Lower end. `null` where the months do not differ.
    low: Option<f64>,
    /// Upper end. `null` where the months do not differ.
    high: Option<f64>,
}

impl BacktestReply {
    pub(crate) fn new(released: &Released<Backtest>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        let month = |month: &BacktestMonth| MonthReply {
            month: month.month.to_string(),
            events: month.events.number(),
            pai: month.pai.clone(),
        };
        let forecaster = |method: &BacktestMethod| ForecasterReply {
            forecaster: method.forecaster.word(),
            how: sentences::how(method.forecaster, &found.unit),
            hit_rate: BetweenReply::new(method.figures.hit_rate),
            pai: BetweenReply::new(method.figures.pai),
            pei: BetweenReply::new(method.figures.pei),
            recapture: method.figures.recapture,
            beyond_baseline: method.figures.beyond_baseline.map(BetweenReply::new),
            beats_baseline: method.figures.beyond_baseline.map(Between::side),
        };
        Self {
            head: Head::new(released, sentences::backtest(released), key, store),
            train: found.asked.train,
            ground_share: found.asked.share(),
            ground: found.ground,
            measure: found.measure,
            unit: found.unit.to_string(),
            units: found.units,
            events: found.events.number(),
            events_shown: shown(found.events),
            months: found.months.iter().map(month).collect(),
            forecasters: found.methods.iter().map(forecaster).collect(),
            refused: found.refused.clone(),
        }
    }
}

impl BetweenReply {
    fn new(found: Between) -> Self {
        Self {
            value: found.value,
            low: found.ends.map(|(low, _)| low),
            high: found.ends.map(|(_, high)| high),
        }
    }
}
