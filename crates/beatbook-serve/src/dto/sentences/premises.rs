//! Premises: how many can be told from an ordinary one, which they are, and how sure that is.

use beatbook_core::{PremisesRanking, RankedPremises, Released, thousands};

use super::{about, listed};

/// Premises named in the sentence.
const NAMED: usize = 3;

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
        1 => "; 1 more with incidents cannot be told from it".to_owned(),
        others => format!("; {others} more with incidents cannot be told from it"),
    };
    let withheld = match found.withheld {
        0 => String::new(),
        number => format!("; not shown for small counts: {number}"),
    };
    if told.is_empty() {
        return format!(
            "None of {register} can be told from an ordinary one {over}{rest}{withheld}."
        );
    }
    let first: Vec<String> = told
        .iter()
        .take(NAMED)
        .map(|premises| {
            let (low, high) = premises.estimate.rank_interval;
            let rank = if low == high {
                format!("rank {low}")
            } else {
                format!("rank {low} to {high}")
            };
            format!(
                "{} with {} ({rank})",
                premises.label(),
                about(premises.incidents)
            )
        })
        .collect();
    format!(
        "{} of {register} can be told from an ordinary one {over}: {}{}{rest}{withheld}.",
        thousands(told.len() as u64),
        if told.len() > NAMED { "first " } else { "" },
        listed(&first)
    )
}

#[cfg(test)]
#[path = "premises_tests.rs"]
mod tests;
