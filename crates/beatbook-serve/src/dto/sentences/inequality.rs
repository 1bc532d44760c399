//! Inequality: whether the poorer have more, how much, and how sure that is.

use beatbook_core::{Inequality, Ladder, Measure, Released, Slope};
use beatbook_store::Store;

use super::{Counted, ends, figure};
use crate::dto::deprivation::index_label;

/// The direction in words, the rates at both ends, the difference and the ratio with their intervals; then
/// the same of other indices of the same areas.
pub(crate) fn inequality(released: &Released<Inequality>, store: &Store) -> String {
    let label = |ladder: &Ladder| index_label(&ladder.index, store);
    sentence(released, &label)
}

fn sentence(released: &Released<Inequality>, label: &dyn Fn(&Ladder) -> String) -> String {
    let found = released.value();
    let many = Counted::of(&released.answer().selection).word(2);
    let Some((first, others)) = found.ladders.split_first() else {
        return "No index of deprivation can be asked.".into();
    };
    let mut text = if let Some(slope) = &first.slope {
        main(
            slope,
            first.by_chance.as_ref(),
            &format!("{many} {}", found.asked.per.label()),
            &label(first),
        )
    } else {
        let reason = first.refused.as_deref().unwrap_or("cannot be said");
        format!("Whether poorer or richer areas have more {reason}.")
    };
    for ladder in others {
        if let Some(slope) = &ladder.slope {
            text = format!("{text} By {}: {}.", label(ladder), brief(slope));
        }
    }
    text
}

fn main(slope: &Slope, by_chance: Option<&Slope>, rate: &str, index: &str) -> String {
    let [most, least] = [slope.at_most_deprived, slope.at_least_deprived].map(figure);
    let line = format!(
        "along the line through the deciles of {index} the most deprived end has {most} {rate}, the least deprived end {least}"
    );
    let Measure { value, low, high } = slope.slope;
    if !slope.slope.differs_from(0.0) {
        let sure = by_chance.is_some_and(|slope| slope.slope.differs_from(0.0));
        let why = if sure {
            " Were every incident a draw by itself there would be no doubt; areas of the same decile differ too much."
        } else {
            ""
        };
        return format!(
            "It cannot be said whether poorer or richer areas have more: {line}, but anything from {} to {} fits.{why}",
            end(low),
            end(high)
        );
    }
    let (who, size) = if value < 0.0 {
        let more = Measure {
            value: -value,
            low: -high,
            high: -low,
        };
        ("The poorer the area, the more", more)
    } else {
        ("The richer the area, the more", slope.slope)
    };
    let difference = ends(size, figure);
    let ratio = times(slope).map_or_else(String::new, |times| format!(", {times}"));
    format!(
        "{who}: {line}. The difference is {difference}{ratio}, allowing for how areas of one decile differ."
    )
}

/// `23.1 fewer at the richer end`.
fn end(slope: f64) -> String {
    let side = if slope < 0.0 { "poorer" } else { "richer" };
    format!("{} more at the {side} end", figure(slope.abs()))
}

/// The end that has more, over the other.
fn times(slope: &Slope) -> Option<String> {
    let relative = slope.relative?;
    if slope.slope.value >= 0.0 {
        return Some(format!(
            "or {} times as many at the richer end",
            ends(relative, figure)
        ));
    }
    let turned = Measure {
        value: 1.0 / relative.value,
        low: 1.0 / relative.high,
        high: 1.0 / relative.low,
    };
    Some(format!(
        "or {} times as many at the poorer end",
        ends(turned, figure)
    ))
}

fn brief(slope: &Slope) -> String {
    if !slope.slope.differs_from(0.0) {
        return "it cannot be said which end has more".into();
    }
    let side = if slope.slope.value < 0.0 {
        "poorer"
    } else {
        "richer"
    };
    let plain = || format!("{} more at the {side} end", figure(slope.slope.value.abs()));
    times(slope).map_or_else(plain, |times| times.trim_start_matches("or ").to_owned())
}

#[cfg(test)]
#[path = "inequality_tests.rs"]
mod tests;
