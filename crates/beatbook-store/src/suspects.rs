//! Coordinates that may stand for other places, found without a register of places.
//!
//! A gazetteer that knows no better draws words such as "city centre" at one point, and violence that
//! is discovered at a prison or hospital is recorded there. Both look like places where much happens.
//! They are named, never left out: whether they are right is for the reader to say.

use std::cmp::Reverse;

use beatbook_core::Bng;

use crate::naming::SNAPPED;
use crate::place_class::PIN;

/// One text on at least this share of the rows at a coordinate makes it the coordinate's text.
const ONE_TEXT: f64 = 0.8;
/// Fewest events at a coordinate whose text speaks for itself.
const FEWEST_NAMED: usize = 5;
/// Fewest events at a coordinate that only its number makes suspect.
const FEWEST: u32 = 50;
/// The same as a share of all events.
const FEWEST_SHARE: f64 = 0.005;
/// Such a coordinate has so many times the median of the next busiest ones.
const TIMES_MEDIAN: f64 = 5.0;
/// How many of these are looked at.
const NEXT: usize = 10;

/// Words in lower case, and the class of place they speak of. "Court" alone names blocks of flats.
const WORDS: [(&str, &str); 18] = [
    ("prison", "custody"),
    ("hmp ", "custody"),
    ("custody", "custody"),
    ("hospital", "hospital"),
    ("infirmary", "hospital"),
    ("a&e", "hospital"),
    ("accident and emergency", "hospital"),
    ("police station", "police-station"),
    ("crown court", "court"),
    ("county court", "court"),
    ("magistrates", "court"),
    ("courthouse", "court"),
    ("unspecified", PIN),
    ("unknown", PIN),
    ("not known", PIN),
    ("no fixed", PIN),
    ("city centre", PIN),
    ("default", PIN),
];

/// A coordinate that may stand for other places.
#[derive(Debug, Clone, PartialEq)]
pub struct SuspectPlace {
    /// Grid position.
    pub at: Bng,
    /// Text of most rows there.
    pub text: String,
    /// Events there.
    pub events: u32,
    /// What it looks like: a class of places.
    pub guess: &'static str,
}

/// An event: the bits of its position, and its text.
type At<'a> = ((u64, u64), Option<&'a str>);

/// The coordinates, of those given, that may stand for other places; the most events first.
///
/// - `events`: grid position and location text of each located event that is at no registered place.
///   Texts that published street-level files made ("On or near ...") are skipped: a repeated anchor is
///   a repeat by construction.
///
/// A coordinate is suspect when one text stands on at least 80% of its rows and either the text has
/// words of an institution or of no place and there are at least 5 events, or there are at least 50
/// events, 0.5% of all, and 5 times the median of the ten next busiest coordinates.
pub fn suspects<'a>(events: impl IntoIterator<Item = (Bng, Option<&'a str>)>) -> Vec<SuspectPlace> {
    let events = events.into_iter().filter(|(position, text)| {
        position.easting.is_finite() && !text.is_some_and(|text| text.starts_with(SNAPPED))
    });
    let mut events: Vec<At<'a>> = events
        .map(|(position, text)| {
            let text = text.map(str::trim).filter(|text| !text.is_empty());
            let bits = (position.easting.to_bits(), position.northing.to_bits());
            (bits, text)
        })
        .collect();
    // Sorted rather than kept in a map: millions of events lie at nearly as many coordinates.
    events.sort_unstable();
    let mut busiest: Vec<&[At<'a>]> = events.chunk_by(|a, b| a.0 == b.0).collect();
    busiest.sort_by_key(|here| (Reverse(here.len()), here[0].0));
    let counts: Vec<u32> = busiest.iter().map(|here| here.len() as u32).collect();
    let fewest = (events.len() as f64 * FEWEST_SHARE).max(f64::from(FEWEST));
    let stands_out = |number: usize| {
        let events = f64::from(counts[number]);
        let next = &counts[(number + 1).min(counts.len())..(number + 1 + NEXT).min(counts.len())];
        events >= fewest && events >= TIMES_MEDIAN * median(next)
    };
    let suspect = |(number, here): (usize, &&[At<'a>])| {
        let texts = here.chunk_by(|a, b| a.1 == b.1);
        let commonest = texts
            .filter(|rows| rows[0].1.is_some())
            .min_by_key(|rows| (Reverse(rows.len()), rows[0].1))?;
        if (commonest.len() as f64) < ONE_TEXT * here.len() as f64 {
            return None;
        }
        let text = commonest[0].1?;
        let guess = match speaks_of(text) {
            Some(class) if here.len() >= FEWEST_NAMED => class,
            _ if stands_out(number) => PIN,
            _ => return None,
        };
        let (easting, northing) = here[0].0;
        Some(SuspectPlace {
            at: Bng {
                easting: f64::from_bits(easting),
                northing: f64::from_bits(northing),
            },
            text: text.to_owned(),
            events: here.len() as u32,
            guess,
        })
    };
    busiest.iter().enumerate().filter_map(suspect).collect()
}

/// The class of place that the words of a text speak of.
fn speaks_of(text: &str) -> Option<&'static str> {
    let text = format!("{} ", text.to_lowercase());
    WORDS
        .iter()
        .find(|(word, _)| text.contains(word))
        .map(|(_, class)| *class)
}

/// The middle of falling numbers; 0 of none.
fn median(falling: &[u32]) -> f64 {
    let middle = falling.len() / 2;
    match falling.len() {
        0 => 0.0,
        odd if odd % 2 == 1 => f64::from(falling[middle]),
        _ => f64::from(falling[middle - 1] + falling[middle]) / 2.0,
    }
}

#[cfg(test)]
#[path = "suspects_tests.rs"]
mod tests;
