//! `/api/v1/evaluate`.

use beatbook_core::{
    Change, Count, Day, Evaluation, EvaluationFigures, EvaluationFinding, EvaluationStep,
    InWindows, Released,
};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::before_after::PercentReply;
use super::head::Head;
use super::hotspots::shown;
use super::sentences;
use crate::etag::Key;

/// What may be said of an intervention.
#[derive(Serialize, ToSchema)]
#[schema(as = Evaluation)]
pub(crate) struct EvaluateReply {
    #[serde(flatten)]
    head: Head,
    /// First day after the change (year-month-day).
    on: String,
    /// What a step is: `four weeks` or `month`.
    step: &'static str,
    /// Days before: first and last, both included.
    before: [String; 2],
    /// Days after: first and last, both included.
    after: [String; 2],
    /// The place, the ring where there is one, and the comparison.
    grounds: Vec<GroundReply>,
    /// Both sides step by step, the oldest first.
    steps: Vec<EvaluateStepReply>,
    /// What may be said: `fell`, `rose` or `no-evidence`.
    finding: &'static str,
    /// Why there is no evidence. `null` where there is.
    reason: Option<String>,
    /// The figures. They may be told only as `finding` allows. `null` where there are none.
    figures: Option<FiguresReply>,
    /// Change of the treated places beyond the others, by place, from a Poisson regression with effects of
    /// place and period. `null` where there are too few places.
    by_place: Option<PercentReply>,
    /// Why there is none by place. `null` where there is one.
    by_place_refused: Option<String>,
    /// Dated days of the calendar in both windows.
    dated: Vec<DatedReply>,
}

/// One ground.
#[derive(Serialize, ToSchema)]
#[schema(as = EvaluatedGround)]
struct GroundReply {
    /// `place`, `ring` or `comparison`.
    role: &'static str,
    /// In words.
    name: String,
    /// Incidents before. `null` where too small to be shown to this audience.
    before: Option<u32>,
    /// The same as it is written: `*` where too small to be shown.
    before_shown: String,
    /// Incidents after. `null` where too small to be shown to this audience.
    after: Option<u32>,
    /// The same as it is written: `*` where too small to be shown.
    after_shown: String,
}

/// One step.
#[derive(Serialize, ToSchema)]
#[schema(as = EvaluationStep)]
struct EvaluateStepReply {
    /// First day (year-month-day).
    from: String,
    /// Last day, included.
    to: String,
    /// Whether it is from the day on.
    after: bool,
    /// Incidents at the place. `null` where too small to be shown to this audience.
    place: Option<u32>,
    /// Incidents in the ring. `null` without one or where too small to be shown to this audience.
    ring: Option<u32>,
    /// Incidents of the comparison. `null` where too small to be shown to this audience.
    comparison: Option<u32>,
}

/// The figures of an evaluation.
#[derive(Serialize, ToSchema)]
#[schema(as = EvaluationFigures)]
struct FiguresReply {
    /// Of the place beyond the comparison; the same as `/api/v1/before-after` tells.
    place: PercentReply,
    /// Of the ring beyond the comparison. `null` without a ring or without incidents in it.
    ring: Option<PercentReply>,
    /// Incidents fewer (below 0) or more in place and ring together than the comparison leads to expect.
    net: f64,
    /// Lower end of its 95% interval.
    net_low: f64,
    /// Upper end of its 95% interval.
    net_high: f64,
    /// Weighted displacement quotient. `null` where it may not be read.
    quotient: Option<f64>,
    /// What the quotient means. `null` where it may not be read.
    quotient_means: Option<&'static str>,
    /// How the place moved against the comparison from step to step before the day. `null` where too few
    /// steps tell.
    trend_before: Option<PercentReply>,
    /// Two-sided p of no such trend. `null` where too few steps tell.
    trend_p: Option<f64>,
    /// Of the place against the days before its baseline. `null` where they are not held.
    against_earlier: Option<PercentReply>,
    /// How much more the steps vary than chance makes them; 1 or above.
    dispersion: f64,
}

/// Dated days in both windows.
#[derive(Serialize, ToSchema)]
#[schema(as = DatedInWindows)]
struct DatedReply {
    /// Kind, such as `bank-holiday`.
    kind: String,
    /// Such days before.
    before: u32,
    /// Such days after.
    after: u32,
}

impl EvaluateReply {
    pub(crate) fn new(released: &Released<Evaluation>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        let ground = |role, name: &str, (before, after): (Count, Count)| GroundReply {
            role,
            name: name.to_owned(),
            before: before.number(),
            before_shown: shown(before),
            after: after.number(),
            after_shown: shown(after),
        };
        let ring = found.ring.as_deref().zip(found.of_ring);
        let grounds = [
            Some(ground("place", &found.place, found.of_place)),
            ring.map(|(name, counts)| ground("ring", name, counts)),
            Some(ground("comparison", &found.comparison, found.of_comparison)),
        ];
        let step = |step: &EvaluationStep| EvaluateStepReply {
            from: step.from.to_string(),
            to: step.to.to_string(),
            after: step.from >= found.asked.on,
            place: step.place.number(),
            ring: step.ring.and_then(Count::number),
            comparison: step.comparison.number(),
        };
        let days = |(from, to): (Day, Day)| [from.to_string(), to.to_string()];
        let (finding, reason) = match &found.finding {
            EvaluationFinding::Fell => ("fell", None),
            EvaluationFinding::Rose => ("rose", None),
            EvaluationFinding::NoEvidence(reason) => ("no-evidence", Some(reason.clone())),
        };
        Self {
            head: Head::new(released, sentences::evaluate(released), key, store),
            on: found.asked.on.to_string(),
            step: found.step,
            before: days(found.before),
            after: days(found.after),
            grounds: grounds.into_iter().flatten().collect(),
            steps: found.steps.iter().map(step).collect(),
            finding,
            reason,
            figures: found.figures.as_ref().map(FiguresReply::new),
            by_place: found.by_place.as_ref().ok().map(PercentReply::new),
            by_place_refused: found.by_place.as_ref().err().cloned(),
            dated: found.dated.iter().map(DatedReply::new).collect(),
        }
    }
}

impl FiguresReply {
    fn new(figures: &EvaluationFigures) -> Self {
        let percent = |change: Option<&Change>| change.map(PercentReply::new);
        let trend = figures.trend.as_ref();
        Self {
            place: PercentReply::new(&figures.place),
            ring: percent(figures.ring.as_ref()),
            net: figures.net.incidents,
            net_low: figures.net.low,
            net_high: figures.net.high,
            quotient: figures.quotient,
            quotient_means: figures.quotient_means,
            trend_before: percent(trend.map(|trend| &trend.per_step)),
            trend_p: trend.map(|trend| trend.p),
            against_earlier: percent(figures.against_earlier.as_ref()),
            dispersion: figures.dispersion,
        }
    }
}

impl DatedReply {
    fn new(dated: &InWindows) -> Self {
        Self {
            kind: dated.kind.clone(),
            before: dated.days.0,
            after: dated.days.1,
        }
    }
}
