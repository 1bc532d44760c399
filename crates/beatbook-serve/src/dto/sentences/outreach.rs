//! Outreach: at which part of the day most happens, and how much after eight in the evening.

use beatbook_core::{Count, Outreach, Released};

use super::{Counted, about, capital, share};

/// `16:00–20:00`.
pub(crate) fn part_of_day((from, to): (u8, u8)) -> String {
    format!("{from:02}:00–{:02}:00", to % 24)
}

/// How much is known to a part of the day, the part with most, and, where all parts are shown, the share
/// after 20:00.
pub(crate) fn outreach(released: &Released<Outreach>) -> String {
    let found = released.value();
    let counted = Counted::of(&released.answer().selection);
    let all: u32 = found.total.iter().filter_map(|count| count.number()).sum();
    if all == 0 {
        return format!("No {} known to a part of the day.", counted.none_is());
    }
    let exact = found.total.iter().all(|count| count.is_exact());
    let number = if exact {
        Count::Exact(all)
    } else {
        Count::Rounded(all)
    };
    let parts = Outreach::BLOCKS.iter().zip(&found.total);
    // Of equals the first is named.
    let most = parts
        .clone()
        .rev()
        .max_by_key(|(_, count)| count.number())
        .map_or_else(String::new, |(block, count)| {
            format!("; most at {}, with {}", part_of_day(*block), about(*count))
        });
    // A share of what is shown would be wrong where some of it is not.
    if found.total.contains(&Count::Suppressed) {
        return format!(
            "{} known to a part of the day, without the parts that have too few to be shown{most}.",
            capital(&counted.about(number))
        );
    }
    let late: u32 = parts
        .filter(|((from, _), _)| *from >= 20 || *from < 6)
        .filter_map(|(_, count)| count.number())
        .sum();
    format!(
        "{} known to a part of the day{most}; {} between 20:00 and 06:00.",
        capital(&counted.about(number)),
        share(f64::from(late) / f64::from(all))
    )
}

#[cfg(test)]
#[path = "outreach_tests.rs"]
mod tests;
