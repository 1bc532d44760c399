//! `/api/v1/before-after`.

use beatbook_core::{
    BeforeAfter, BeforeAfterChange, BeforeAfterStep, Change, Count, Day, Released,
};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::hotspots::shown;
use super::{labels, sentences};
use crate::etag::Key;

/// A place before and after a day, beside a comparison.
#[derive(Serialize, ToSchema)]
#[schema(as = BeforeAfter)]
pub(crate) struct BeforeAfterReply {
    #[serde(flatten)]
    head: Head,
    /// Name of the place.
    place: String,
    /// The comparison in words.
    comparison: String,
    /// First day after the change (year-month-day).
    on: String,
    /// What a step is: `four weeks` or `month`.
    step: &'static str,
    /// Before the day.
    before: BeforeAfterSide,
    /// From the day on.
    after: BeforeAfterSide,
    /// Both sides step by step, the oldest first.
    steps: Vec<StepReply>,
    /// Incidents at the place in as many days before that. `null` where they are not held or too small to
    /// be shown to this audience.
    earlier: Option<u32>,
    /// The changes. `null` where they cannot be said.
    change: Option<ChangesReply>,
    /// Why they cannot be said. `null` where they can.
    refused: Option<String>,
}

/// One side of the day.
#[derive(Serialize, ToSchema)]
struct BeforeAfterSide {
    /// First day (year-month-day).
    from: String,
    /// Last day, included.
    to: String,
    /// Incidents at the place. `null` where it is too small to be shown to this audience.
    own: Option<u32>,
    /// The same as it is written: `*` where too small to be shown.
    own_shown: String,
    /// Incidents of the comparison. `null` where it is too small to be shown to this audience.
    comparison: Option<u32>,
    /// The same as it is written: `*` where too small to be shown.
    comparison_shown: String,
}

/// One step.
#[derive(Serialize, ToSchema)]
#[schema(as = BeforeAfterStep)]
struct StepReply {
    /// First day (year-month-day).
    from: String,
    /// Last day, included.
    to: String,
    /// Whether it is from the day on.
    after: bool,
    /// Incidents at the place. `null` where it is too small to be shown to this audience.
    own: Option<u32>,
    /// Incidents of the comparison. `null` where it is too small to be shown to this audience.
    comparison: Option<u32>,
}

/// Changes from before to after.
#[derive(Serialize, ToSchema)]
#[schema(as = BeforeAfterChanges)]
struct ChangesReply {
    /// Of the place alone.
    own: PercentReply,
    /// Of the comparison alone.
    comparison: PercentReply,
    /// Of the place beyond that of the comparison.
    relative: PercentReply,
}

/// A change in percent with its 95% interval.
#[derive(Serialize, ToSchema)]
#[schema(as = PercentChange)]
pub(crate) struct PercentReply {
    /// In percent. `null` where there was nothing before.
    percent: Option<f64>,
    /// Lower end of the interval. `null` where it has none.
    low: Option<f64>,
    /// Upper end of the interval. `null` where it has none.
    high: Option<f64>,
    /// In words, such as `−18% (−31 to −3)`. `null` where there was nothing before.
    words: Option<String>,
    /// Whether its interval leaves 0 out.
    beyond_chance: bool,
}

impl BeforeAfterReply {
    pub(crate) fn new(released: &Released<BeforeAfter>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        let side = |(from, to): (Day, Day), own: Count, comparison: Count| BeforeAfterSide {
            from: from.to_string(),
            to: to.to_string(),
            own: own.number(),
            own_shown: shown(own),
            comparison: comparison.number(),
            comparison_shown: shown(comparison),
        };
        let step = |step: &BeforeAfterStep| StepReply {
            from: step.from.to_string(),
            to: step.to.to_string(),
            after: step.from >= found.asked.on,
            own: step.own.number(),
            comparison: step.comparison.number(),
        };
        Self {
            head: Head::new(released, sentences::before_after(released), key, store),
            place: found.place.clone(),
            comparison: found.comparison.clone(),
            on: found.asked.on.to_string(),
            step: found.step,
            before: side(found.before, found.own.0, found.compared.0),
            after: side(found.after, found.own.1, found.compared.1),
            steps: found.steps.iter().map(step).collect(),
            earlier: found.earlier.and_then(Count::number),
            change: found.change.as_ref().map(ChangesReply::new),
            refused: found.refused.clone(),
        }
    }
}

impl ChangesReply {
    fn new(change: &BeforeAfterChange) -> Self {
        Self {
            own: PercentReply::new(&change.own),
            comparison: PercentReply::new(&change.comparison),
            relative: PercentReply::new(&change.relative),
        }
    }
}

impl PercentReply {
    pub(crate) fn new(change: &Change) -> Self {
        Self {
            percent: change.percent,
            low: change.low,
            high: change.high,
            words: labels::change(change),
            beyond_chance: change.step() != 0,
        }
    }
}
