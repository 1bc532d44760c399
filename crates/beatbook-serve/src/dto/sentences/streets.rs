//! Streets: which come first, how sure that is, and how few hold most.

use beatbook_core::{Count, RankedStreet, Released, StreetUnit, Streets, StreetsBy, thousands};

use super::{Counted, about, percent};

/// Which street comes first, how many stand out, and how few segments hold half.
pub(crate) fn streets(released: &Released<Streets>) -> String {
    let answer = released.answer();
    let found = released.value();
    let counted = Counted::of(&answer.selection);
    let withheld = match found.withheld {
        0 => String::new(),
        number => format!("; not shown for small counts: {}", thousands(number.into())),
    };
    let Some(first) = found.streets.first() else {
        return match (answer.accounting.selected, found.withheld) {
            (Count::Exact(0), _) => format!("No {} selected.", counted.none_is()),
            (_, 0) => format!(
                "No {} within {:.0} m of a street.",
                counted.none_is(),
                found.reach
            ),
            _ => format!("No street may be shown{withheld}."),
        };
    };
    let most = match found.asked.by {
        StreetsBy::Rate => "most for its length",
        StreetsBy::Count => "most",
    };
    let rate = first
        .per_km
        .map(|rate| format!(", {} per km", rate_words(rate)))
        .unwrap_or_default();
    format!(
        "{}: {} on {}{rate}, the {most} of {}{}{}{}{withheld}.",
        place(first),
        counted.about(first.incidents),
        length(first.metres),
        units(found),
        rank(first),
        standing_out(released),
        concentration(found),
    )
}

/// `Peter Street` or `Peter Street between Mount Street and Deansgate`.
fn place(street: &RankedStreet) -> String {
    match &street.between {
        Some(between) => match between.strip_prefix("both ends ") {
            Some(at) => format!("{} with both ends {at}", street.name),
            None => format!("{} between {between}", street.name),
        },
        None => street.name.clone(),
    }
}

/// `120 m` or `1.4 km`.
fn length(metres: f64) -> String {
    if metres < 1_000.0 {
        format!("{metres:.0} m")
    } else {
        format!("{:.1} km", metres / 1_000.0)
    }
}

/// Whole numbers but for small rates.
fn rate_words(rate: f64) -> String {
    if rate < 10.0 {
        format!("{rate:.1}")
    } else {
        format!("{rate:.0}")
    }
}

fn units(found: &Streets) -> String {
    let number = thousands(found.all.into());
    match (found.asked.unit, found.all) {
        (StreetUnit::Streets, 1) => format!("{number} street"),
        (StreetUnit::Streets, _) => format!("{number} streets"),
        (StreetUnit::Segments, 1) => format!("{number} segment"),
        (StreetUnit::Segments, _) => format!("{number} segments"),
    }
}

/// Ranks that overlap must be seen to.
fn rank(street: &RankedStreet) -> String {
    match street.rank_interval {
        Some((low, high)) if low != high => format!(" (rank {low} to {high})"),
        _ => String::new(),
    }
}

fn standing_out(released: &Released<Streets>) -> String {
    let found = released.value();
    let alpha = released.answer().method.as_ref().map(|m| percent(m.alpha));
    match (found.standing_out, alpha) {
        (Some(0), Some(alpha)) => {
            format!("; none stands out at {alpha} false alarms among them")
        }
        (Some(1), Some(alpha)) => format!("; 1 stands out at {alpha} false alarms among them"),
        (Some(number), Some(alpha)) => format!(
            "; {} stand out at {alpha} false alarms among them",
            thousands(number.into())
        ),
        _ => String::new(),
    }
}

/// `; half of them lie on 4.7% of all 9,812 segments`.
fn concentration(found: &Streets) -> String {
    let half = found.concentration.iter().find(|s| s.incidents == 0.5);
    half.map_or_else(String::new, |share| {
        format!(
            "; half of all {} on streets lie on {:.1}% of the {} segments (chance alone: {:.1}%)",
            about(found.incidents),
            share.segments * 100.0,
            thousands(found.segments.into()),
            share.by_chance * 100.0
        )
    })
}

#[cfg(test)]
#[path = "streets_tests.rs"]
mod tests;
