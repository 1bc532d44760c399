//! How much of what came next did a forecast map hold, for the ground it asked for?
//!
//! Sources: the prediction accuracy index, Chainey, Tompson & Uhlig (2008), *Security Journal* 21,
//! <https://doi.org/10.1057/palgrave.sj.8350066>; the prediction efficiency index, Hunt (2016); its variant
//! PEI*, White, Hunt & Green (2023), *Security Journal*; length of street as measure, Drawve & Wooditch
//! (2019), *Journal of Criminal Justice* 64.
//!
//! Two figures are called *recapture rate index*. Levine's (2008) is the hit rate of the next period over the
//! hit rate of the base period. That of the package `ptools` is the number predicted over the number
//! observed in the chosen units. Both are given, under different names.

/// A forecast and what happened, unit by unit.
#[derive(Debug, Clone, Copy)]
pub struct Forecast<'a> {
    /// The order of the forecast: the higher, the earlier chosen. Where they are expected numbers,
    /// [`PredictionAccuracy::predicted_over_observed`] can be read.
    pub scores: &'a [f64],
    /// Events of the base period, from which the forecast was made.
    pub base: &'a [u64],
    /// Events of the period after it.
    pub observed: &'a [u64],
    /// Square metres of each unit inside the study area, or metres of street. 0 or above.
    pub measures: &'a [f64],
}

/// The figures of one forecast. See [`prediction_accuracy`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PredictionAccuracy {
    /// Events in the chosen units (n); a part of those of the last units chosen.
    pub hits: f64,
    /// All events of the period (N).
    pub events: u64,
    /// Most events that any choice of as much ground holds.
    pub most: f64,
    /// Share of the ground chosen (a / A).
    pub ground: f64,
    /// n / N.
    pub hit_rate: f64,
    /// Prediction accuracy index: the hit rate over the share of the ground.
    pub pai: f64,
    /// Prediction efficiency index: PAI over the highest PAI that any choice of as much ground has.
    pub pei: f64,
    /// PEI*: PAI over the highest PAI that any choice of as much ground or less has.
    pub pei_star: f64,
    /// Recapture rate index of Levine: the hit rate over that of the base period in the same units; `None`
    /// where the chosen units had no events in it.
    pub recapture_rate: Option<f64>,
    /// Recapture rate index of `ptools`: the scores of the chosen units over their events; `None` where
    /// they had none.
    pub predicted_over_observed: Option<f64>,
}

/// Why a forecast has no figures.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PredictionError {
    /// (name, entries, units)
    #[error("got {1} {0} for {2} units; supply one per unit")]
    LengthMismatch(&'static str, usize, usize),
    /// (unit, value)
    #[error("the score of unit {0} is {1}; a forecast needs a number for each unit")]
    NotAScore(usize, f64),
    /// (unit, value)
    #[error("unit {0} measures {1}; give its ground, finite and not below 0")]
    NotAMeasure(usize, f64),
    /// (value)
    #[error("{0} is no share of the ground; give a number above 0 and at most 1")]
    NotAShare(f64),
    /// The units have no ground at all.
    #[error("the units have no ground; leave out those beyond the boundary")]
    NoGround,
    /// N = 0: any forecast is as good as any other.
    #[error(
        "nothing happened in the period, so no forecast of it can be right or wrong; lengthen it"
    )]
    NoEvents,
}

/// The figures of a forecast that may choose a share of the ground.
///
/// - `forecast`: one entry per unit in each list; a unit beyond the boundary has the measure 0.
/// - `share`: of the ground, above 0 and at most 1. It is used up to the last metre: of the units at the cut
///   a part is chosen. Units of equal score are all cut alike, so the order of rows decides nothing.
/// - The ideal choice of the efficiency indices may cut a unit too: no choice of whole units does better.
///
/// # Errors
/// [`PredictionError`], checked first.
///
/// # Example
/// ```
/// use beatbook_analyse::{Forecast, prediction_accuracy};
///
/// let forecast = Forecast {
///     scores: &[3.0, 2.0, 1.0],
///     base: &[4, 2, 2],
///     observed: &[6, 3, 0],
///     measures: &[1.0; 3],
/// };
/// let found = prediction_accuracy(forecast, 1.0 / 3.0)?;
/// assert!((found.pai - 2.0).abs() < 1e-12 && (found.pei - 1.0).abs() < 1e-12);
/// # Ok::<(), beatbook_analyse::PredictionError>(())
/// ```
pub fn prediction_accuracy(
    forecast: Forecast<'_>,
    share: f64,
) -> Result<PredictionAccuracy, PredictionError> {
    let Forecast {
        scores,
        base,
        observed,
        measures,
    } = forecast;
    let units = scores.len();
    check(forecast, share)?;
    let whole: f64 = measures.iter().sum();
    let events: u64 = observed.iter().sum();
    if !(whole.is_finite() && whole > 0.0) {
        return Err(PredictionError::NoGround);
    }
    if events == 0 {
        return Err(PredictionError::NoEvents);
    }
    let budget = share * whole;
    let chosen = parts_within(scores, measures, budget);
    let sum = |value: &dyn Fn(usize) -> f64| -> f64 {
        (0..units).map(|unit| chosen[unit] * value(unit)).sum()
    };
    let hits = sum(&|unit| observed[unit] as f64);
    let density: Vec<f64> = (0..units)
        .map(|unit| per(observed[unit] as f64, measures[unit]))
        .collect();
    let ideal = parts_within(&density, measures, budget);
    let most: f64 = (0..units)
        .map(|unit| ideal[unit] * observed[unit] as f64)
        .sum();
    // The densest unit alone has the highest index of all: what is added after it only lowers it.
    let densest = (0..units).filter(|&unit| measures[unit] > 0.0);
    let densest = densest.map(|unit| density[unit]).fold(0.0, f64::max);
    let hit_rate = hits / events as f64;
    let pai = hit_rate / share;
    let base_all: u64 = base.iter().sum();
    let base_rate = sum(&|unit| base[unit] as f64) / base_all as f64;
    Ok(PredictionAccuracy {
        hits,
        events,
        most,
        ground: share,
        hit_rate,
        pai,
        pei: if most > 0.0 { hits / most } else { 0.0 },
        pei_star: if densest > 0.0 {
            pai / (densest * whole / events as f64)
        } else {
            0.0
        },
        recapture_rate: (base_all > 0 && base_rate > 0.0).then(|| hit_rate / base_rate),
        predicted_over_observed: (hits > 0.0).then(|| sum(&|unit| scores[unit]) / hits),
    })
}

fn check(forecast: Forecast<'_>, share: f64) -> Result<(), PredictionError> {
    let units = forecast.scores.len();
    for (name, length) in [
        ("base counts", forecast.base.len()),
        ("observed counts", forecast.observed.len()),
        ("measures", forecast.measures.len()),
    ] {
        if length != units {
            return Err(PredictionError::LengthMismatch(name, length, units));
        }
    }
    if let Some(unit) = forecast.scores.iter().position(|score| score.is_nan()) {
        return Err(PredictionError::NotAScore(unit, forecast.scores[unit]));
    }
    let wrong = |measure: &f64| !(measure.is_finite() && *measure >= 0.0);
    if let Some(unit) = forecast.measures.iter().position(wrong) {
        return Err(PredictionError::NotAMeasure(unit, forecast.measures[unit]));
    }
    if share > 0.0 && share <= 1.0 {
        Ok(())
    } else {
        Err(PredictionError::NotAShare(share))
    }
}

/// How much of each unit is chosen, 0 to 1, when the highest scores come first and the ground is used up.
fn parts_within(scores: &[f64], measures: &[f64], budget: f64) -> Vec<f64> {
    let mut falling: Vec<usize> = (0..scores.len()).collect();
    falling.sort_unstable_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
    let mut parts = vec![0.0; scores.len()];
    let mut left = budget;
    for tied in falling.chunk_by(|&a, &b| scores[a] == scores[b]) {
        let ground: f64 = tied.iter().map(|&unit| measures[unit]).sum();
        let part = if ground > left { left / ground } else { 1.0 };
        for &unit in tied.iter().filter(|&&unit| measures[unit] > 0.0) {
            parts[unit] = part;
        }
        left -= part * ground;
        // What is left of a budget that was met is rounding.
        if left <= budget * f64::EPSILON * 8.0 {
            break;
        }
    }
    parts
}

fn per(number: f64, measure: f64) -> f64 {
    if measure > 0.0 { number / measure } else { 0.0 }
}

#[cfg(test)]
#[path = "prediction_accuracy_tests.rs"]
mod tests;
