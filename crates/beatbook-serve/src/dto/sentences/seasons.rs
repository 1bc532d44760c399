//! Months of the year against a flat year.

use beatbook_core::{Count, Released, Seasons, YearMonth, thousands};

use super::{Counted, capital, listed};
use crate::dto::labels;

/// Which months stand out, by how much, of how many.
pub(crate) fn seasons(released: &Released<Seasons>) -> String {
    let found = released.value();
    let counted = Counted::of(&released.answer().selection);
    let years = found.years.len() as u64;
    let numbers = found.years.iter().map(|year| year.count.number());
    let total: Option<u32> = numbers.sum();
    let exact = found.years.iter().all(|year| year.count.is_exact());
    let of = match total {
        Some(total) if exact => counted.many(total.into()),
        Some(total) => counted.about(Count::Rounded(total)),
        None => counted.about(Count::Suppressed),
    };
    let of = format!("{of} in {} years", thousands(years));
    if found.months.iter().any(|month| month.index.is_none()) {
        return format!(
            "{}; how far a month is from a flat year is not shown.",
            capital(&of)
        );
    }
    if !found.tested {
        let highest = found.months.iter().max_by(|a, b| {
            let index = |month: &YearMonth| month.index.unwrap_or(0.0);
            index(a).total_cmp(&index(b))
        });
        let highest =
            highest.map_or_else(String::new, |month| format!("; highest: {}", named(month)));
        return format!("{}, too few years to test months{highest}.", capital(&of));
    }
    let with = |sign: i8| -> Vec<String> {
        let months = found.months.iter().filter(|month| month.unusual == sign);
        months.map(named).collect()
    };
    let words = [(with(1), "busier"), (with(-1), "quieter")];
    let told: Vec<String> = words
        .into_iter()
        .filter(|(months, _)| !months.is_empty())
        .map(|(months, word)| {
            let verb = if months.len() == 1 { "is" } else { "are" };
            format!("{} {verb} {word} than in a flat year", listed(&months))
        })
        .collect();
    if told.is_empty() {
        format!("No month stands out from a flat year: {of}.")
    } else {
        format!("{}; {of}.", told.join(", "))
    }
}

/// `August (+18%, +9 to +28)`.
fn named(month: &YearMonth) -> String {
    let percent = |index: f64| labels::signed((index - 1.0) * 100.0);
    let interval = month.interval.map_or_else(String::new, |(low, high)| {
        format!(", {} to {}", percent(low), percent(high))
    });
    let change = month.index.map_or_else(String::new, |index| {
        format!(" ({}%{interval})", percent(index))
    });
    format!("{}{change}", labels::month(month.month))
}

#[cfg(test)]
#[path = "seasons_tests.rs"]
mod tests;
