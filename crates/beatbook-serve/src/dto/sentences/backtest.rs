//! A back-test: how much of what came lay on the ground that the months before would have chosen, and
//! whether any map beats "the same as before".

use beatbook_core::{Backtest, BacktestMethod, Between, Forecaster, Released, Unit};

use super::Counted;
use crate::dto::labels;

/// The baseline first, then each other forecaster against it.
pub(crate) fn backtest(released: &Released<Backtest>) -> String {
    let found = released.value();
    let counted = Counted::of(&released.answer().selection);
    let ground = format!("{}% of the ground", f64::from(found.asked.ground) / 10.0);
    if let Some(reason) = &found.refused {
        return format!("How well {ground} would have been chosen cannot be said: {reason}.");
    }
    let ([baseline, others @ ..], Some(first), Some(last)) =
        (&*found.methods, found.months.first(), found.months.last())
    else {
        return format!(
            "How well {ground} would have been chosen cannot be said: no month can be forecast."
        );
    };
    let mut text = format!(
        "{} months from {} to {}: {ground}, chosen each month where most happened in the {} months before it, held {} of the {} that came, {} times its share.",
        found.months.len(),
        labels::month_of_year(first.month),
        labels::month_of_year(last.month),
        found.asked.train,
        in_percent(baseline.figures.hit_rate),
        counted.about(found.events),
        number(baseline.figures.pai),
    );
    for other in others {
        text.push(' ');
        text.push_str(&beside(other, &found.unit));
    }
    text
}

fn beside(method: &BacktestMethod, unit: &Unit) -> String {
    let rate = in_percent(method.figures.hit_rate);
    let chosen = how(method.forecaster, unit);
    let Some(beyond) = method.figures.beyond_baseline else {
        return format!("Chosen {chosen} it held {rate}.");
    };
    let points = points(beyond);
    match beyond.side() {
        1 => format!("Chosen {chosen} it held more, {rate}: {points} more than the plain count."),
        -1 => format!(
            "Chosen {chosen} it held less, {rate}: {points} against the plain count, which is the better map."
        ),
        _ => format!(
            "Chosen {chosen} it held {rate}: no difference to the plain count can be told from chance, {points}."
        ),
    }
}

/// How a forecaster chooses, in words.
pub(crate) fn how(forecaster: Forecaster, unit: &Unit) -> String {
    let [_, units] = unit.nouns();
    match forecaster {
        Forecaster::SameAsBefore => "where most happened before".into(),
        Forecaster::WithNeighbours => format!("together with the {units} round each"),
        Forecaster::RecentFirst => "with recent months first".into(),
    }
}

/// `8.1% (7.2 to 9.0)`.
pub(crate) fn in_percent(share: Between) -> String {
    let Between { value, ends } = share.times(100.0);
    let ends = ends.map_or_else(String::new, |(low, high)| {
        format!(" ({:.1} to {:.1})", low.max(0.0), high.min(100.0))
    });
    format!("{value:.1}%{ends}")
}

/// `8.1 (7.2 to 9.0)`.
pub(crate) fn number(found: Between) -> String {
    let Between { value, ends } = found;
    let ends = ends.map_or_else(String::new, |(low, high)| {
        format!(" ({:.1} to {high:.1})", low.max(0.0))
    });
    format!("{value:.1}{ends}")
}

/// `−0.6 points (−1.2 to −0.1)`.
pub(crate) fn points(found: Between) -> String {
    let Between { value, ends } = found.times(100.0);
    let signed = |value: f64| {
        let tenths = (value * 10.0).round() / 10.0;
        if tenths == 0.0 {
            return "0.0".to_owned();
        }
        format!("{tenths:+.1}").replace('-', "\u{2212}")
    };
    let ends = ends.map_or_else(String::new, |(low, high)| {
        format!(" ({} to {})", signed(low), signed(high))
    });
    format!("{} points{ends}", signed(value))
}

#[cfg(test)]
#[path = "backtest_tests.rs"]
mod tests;
