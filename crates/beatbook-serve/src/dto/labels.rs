//! Words for people: sources, layers, hours.

use beatbook_core::{Hours, LayerId, Source};

/// Who recorded the events.
pub(crate) fn source(source: &Source) -> String {
    match source {
        Source::Offence => "police".into(),
        Source::Attendance => "A&E".into(),
        Source::Callout => "ambulance service".into(),
        Source::Complaint => "complaints".into(),
        Source::Named(name) => name.replace('-', " "),
    }
}

/// Kind and year: `LSOA 2011`, `Patrol zone 2024`.
pub(crate) fn layer(layer: &LayerId) -> String {
    let kind = match layer.kind() {
        short @ ("lsoa" | "msoa" | "oa" | "lad" | "csp") => short.to_uppercase(),
        word => {
            let words = word.replace('-', " ");
            let mut letters = words.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            first.into_iter().chain(letters).collect()
        }
    };
    format!("{kind} {}", layer.vintage().0)
}

/// `22-03`: from ten at night to three in the morning.
pub(crate) fn hours(hours: &Hours) -> String {
    format!("{:02}-{:02}", hours.from, hours.to)
}

#[cfg(test)]
#[path = "labels_tests.rs"]
mod tests;
