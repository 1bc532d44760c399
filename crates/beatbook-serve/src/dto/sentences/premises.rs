//! Premises: how many can be told from an ordinary one, which they are, and how sure that is.

use beatbook_core::{PremisesRanking, RankedPremises, Released, thousands};

use super::about;

/// What stands out of the register, or that nothing does.
pub(crate) fn premises(released: &Released<PremisesRanking>) -> String {
    let found = released.value();
    let register = format!("{} registered premises", thousands(found.registered.into()));
    let over = found.nights.map_or_else(
        || "over the period".to_owned(),
        |nights| format!("over {} nights", thousands(nights.into())),
    );
    let told: Vec<&RankedPremises> = found
        .premises
        .iter()
        .filter(|premises| premises.estimate.standing.is_told())
        .collect();
    let others = found.premises.len() - told.len();
    if found.premises.is_empty() && found.withheld == 0 {
        return format!("No incident {over} is recorded in or at the door of any of {register}.");
    }
    let rest = match others {
        0 => String::new(),
        others => format!("; {others} more with incidents cannot"),
    };
    let withheld = match found.withheld {
        0 => String::new(),
        number => format!("; not shown for small counts: {number}"),
    };
    if told.is_empty() && found.withheld > 0 {
        // Those who see the counts may well tell some of them from an ordinary one.
        return format!(
            "Which of {register} can be told from an ordinary one {over} is not shown: the counts of {} are too small.",
            found.withheld
        );
    }
    if told.is_empty() {
        return format!("None of {register} can be told from an ordinary one {over}{rest}.");
    }
    let first = told[0];
    let (low, high) = first.estimate.rank_interval;
    let rank = if low == high {
        format!("rank {low}")
    } else {
        format!("rank {low} to {high}")
    };
    format!(
        "{} of {register} can be told from an ordinary one {over}{} {}, with {} ({rank}){rest}{withheld}.",
        thousands(told.len() as u64),
        if told.len() > 1 { ", first" } else { ":" },
        first.label(),
        about(first.incidents)
    )
}

#[cfg(test)]
#[path = "premises_tests.rs"]
mod tests;
