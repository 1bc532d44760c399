//! Outbreaks: how many stand out, and the most marked.

use beatbook_core::{Metres, Outbreak, Outbreaks, Released, ScanVerdict, distance_words};

use super::{Counted, capital, percent};

/// How many outbreaks stand out, and the first; or that none does, or why that cannot be said.
pub(crate) fn scan(released: &Released<Outbreaks>) -> String {
    let found = released.value();
    let counted = Counted::of(&released.answer().selection);
    let among = format!(
        "among {} in {} {}s, {} to {}",
        counted.about(found.scanned),
        found.steps,
        found.step.word(),
        found.period.0,
        found.period.1
    );
    let alive = if found.asked.alive {
        " and lasts to the end"
    } else {
        ""
    };
    match (&found.verdict, found.outbreaks.first()) {
        (ScanVerdict::Cannot(reason), _) => {
            format!("Cannot say whether anything stands out: {reason}.")
        }
        (ScanVerdict::None, _) => {
            let strongest = found
                .strongest
                .as_ref()
                .map_or_else(String::new, |strongest| {
                    let p = strongest.p.unwrap_or(1.0);
                    format!(
                        "; the most marked is {}, which chance alone gives in {} of maps",
                        told(strongest, counted),
                        percent(p)
                    )
                });
            format!("No outbreak stands out{alive} {among}{strongest}.")
        }
        (ScanVerdict::Outbreak, None) => {
            format!("What stands out {among} is too small to be shown.")
        }
        (ScanVerdict::Outbreak, Some(first)) => {
            let stands = match found.outbreaks.len() {
                1 => "1 outbreak stands out".to_owned(),
                number => format!("{number} outbreaks stand out"),
            };
            let withheld = match found.withheld {
                0 => String::new(),
                number => format!("; {number} more are too small to be shown"),
            };
            let lead = if found.outbreaks.len() == 1 {
                ""
            } else {
                "the first, "
            };
            format!(
                "{} {among}: {lead}{}{withheld}.",
                capital(&stands),
                told(first, counted)
            )
        }
    }
}

fn told(outbreak: &Outbreak, counted: Counted) -> String {
    let than = match (outbreak.expected, outbreak.ratio()) {
        (Some(expected), Some(ratio)) => {
            format!(" where {expected:.1} were to be expected ({ratio:.1} times)")
        }
        _ => String::new(),
    };
    format!(
        "{}{than} within {} at {}, {} to {}",
        counted.about(outbreak.observed),
        distance_words(Metres(outbreak.radius)),
        outbreak.name,
        outbreak.from,
        outbreak.to
    )
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;
