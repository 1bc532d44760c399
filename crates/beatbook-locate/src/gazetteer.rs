//! From words to a position: a registered place or a street named in a free text.
//!
//! A text names a place when all words of the place's name stand in it one after another. The longest
//! name wins, then places before streets, then the one that stands first. Nothing is guessed: a word
//! that is nearly a name, or the name of a kind of place ("pub"), names nothing.

use std::collections::HashMap;

use beatbook_core::{Bng, Metres};
use geo::{Euclidean, InterpolateLine, Length, LineString, MultiLineString};

/// A street whose pieces lie farther apart than this says too little of where on it.
const LONGEST_STREET: Metres = Metres(1_500.0);

/// What kind of name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// A registered place.
    Place,
    /// A street: the position is the middle of it.
    Street,
}

/// Names of places and streets, and where they are.
#[derive(Debug, Default)]
pub struct Gazetteer {
    names: HashMap<String, (NameKind, Bng)>,
    longest: usize,
}

impl Gazetteer {
    /// Builds from the names of places with their positions, and of streets with their lines. Of places
    /// that share a name, none is found by it; nor are streets that run farther than 1.5 km.
    pub fn new<'a>(
        places: impl IntoIterator<Item = (&'a str, Bng)>,
        streets: impl IntoIterator<Item = (&'a str, &'a MultiLineString<f64>)>,
    ) -> Self {
        let mut gazetteer = Self::default();
        let mut pieces: HashMap<String, Vec<&LineString<f64>>> = HashMap::new();
        for (name, lines) in streets {
            pieces.entry(plain(name)).or_default().extend(lines);
        }
        for (name, lines) in pieces {
            if let Some(middle) = middle(&lines) {
                gazetteer.add(name, NameKind::Street, middle);
            }
        }
        let mut seen: HashMap<String, Option<Bng>> = HashMap::new();
        for (name, at) in places {
            seen.entry(plain(name))
                .and_modify(|known| *known = None)
                .or_insert(Some(at));
        }
        for (name, at) in seen {
            if let Some(at) = at {
                gazetteer.add(name, NameKind::Place, at);
            }
        }
        gazetteer
    }

    fn add(&mut self, name: String, kind: NameKind, at: Bng) {
        if !name.is_empty() {
            self.longest = self.longest.max(name.split(' ').count());
            self.names.insert(name, (kind, at));
        }
    }

    /// The place or street a text names.
    pub fn find(&self, text: &str) -> Option<(NameKind, Bng)> {
        let text = plain(text);
        let words: Vec<&str> = text.split(' ').collect();
        (1..=self.longest.min(words.len()))
            .rev()
            .find_map(|length| {
                let runs = words.windows(length);
                let found = runs.filter_map(|run| self.names.get(&run.join(" ")));
                found.min_by_key(|(kind, _)| *kind).copied() // the first of equals
            })
    }
}

/// Lower-case words without punctuation.
fn plain(text: &str) -> String {
    let letters = text
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | '.'))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' });
    let text: String = letters.flat_map(char::to_lowercase).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The middle of the piece of a street that lies most in its middle; `None` where its pieces are too
/// far apart.
fn middle(lines: &[&LineString<f64>]) -> Option<Bng> {
    let corners = || lines.iter().flat_map(|line| line.coords());
    let spread = |axis: fn(&geo::Coord<f64>) -> f64| {
        let (low, high) = corners()
            .map(axis)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        high - low
    };
    if spread(|c| c.x).hypot(spread(|c| c.y)) > LONGEST_STREET.0 {
        return None;
    }
    let centre = |axis: fn(&geo::Coord<f64>) -> f64| {
        corners().map(axis).sum::<f64>() / corners().count() as f64
    };
    let (x, y) = (centre(|c| c.x), centre(|c| c.y));
    // A street may bend: its centre need not lie on it.
    let middles = lines
        .iter()
        .filter(|line| Euclidean.length(**line) > 0.0)
        .filter_map(|line| Euclidean.point_at_ratio_from_start(*line, 0.5));
    let nearest = middles.min_by(|a, b| {
        let far = |p: &geo::Point<f64>| (p.x() - x).hypot(p.y() - y);
        far(a).total_cmp(&far(b))
    })?;
    Some(Bng {
        easting: nearest.x().round(),
        northing: nearest.y().round(),
    })
}

#[cfg(test)]
#[path = "gazetteer_tests.rs"]
mod tests;
