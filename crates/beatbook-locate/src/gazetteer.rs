//! From words to a place: a registered place, a street, a crossing or an area named in a free text.
//!
//! # Rule of similarity
//!
//! 1. Text and names are put into one spelling: case, accents, punctuation, apostrophes, "the" and
//!    full postcodes do not matter, nor do short forms (`Rd`, `Ave`, `Ln`, `Sq`, `Gdns`, `o/s`, `nr`,
//!    `jct`, `&`). `St` is Saint before a name and Street after one.
//! 2. A text names what has all its words standing in it one after another. Of names that overlap the
//!    longest stands. House numbers and other words around it do not matter, except:
//!    - a kind of street after the name, or a word such as "Great", "New" or "North" before it, makes it
//!      another name: "Oxford Road" is not "Oxford Street", "Great Bridgewater Street" is not
//!      "Bridgewater Street", and "Deansgate Court" is not "Deansgate";
//!    - a place whose name is one word ("Fresh", "Gorilla") counts only where the words beside it are
//!      small ones, kinds of place, numbers, names or words of the names of areas.
//! 3. Where no place or street is named so, one typing error is allowed: a letter too many, too few or
//!    wrong, or two swapped, in one word of six letters or more (eight, for a name of one word), never in
//!    its first letter, and only where exactly one name is that near.
//! 4. Places come before streets and streets before areas, but a place that is only a landmark
//!    ("near", "opposite", "leaving") comes after what is not. Of places the longest name counts, of
//!    streets the one named first. Two streets named next to each other, or joined by a word such as
//!    "and", "junction" or "corner", are their crossing where they meet.
//! 5. Where the text also names an area, a place or street counts only within 500 m of that area (of
//!    several, of those in the layer that comes first). So "Park Road, Moss Side" is the piece of
//!    that name at Moss Side, and "Canal Street, Manchester" is not the Canal Street of another town.
//!
//! Nothing is guessed: kinds of place ("pub", "car park"), places that share a name and streets that
//! run farther than 1.5 km give no position, unless a street or area named beside them says which and
//! where.

mod reading;

use std::collections::{HashMap, HashSet};

use beatbook_core::{Bng, Link, Metres};
use geo::{Euclidean, InterpolateLine, Length, LineString, MultiLineString, MultiPolygon, Point};

use crate::area_index::AreaIndex;
use crate::location_words::{is_number, is_ordinary, is_small, is_street_type, words};
use crate::name_tree::{NameTree, Run};
use crate::premises_link::link_said;
use reading::Reading;

/// A street whose pieces lie farther apart than this says too little of where on it.
const LONGEST_STREET: Metres = Metres(1_500.0);

/// What is said to be in an area may lie this far outside it: people draw no boundaries.
const BESIDE_AREA: Metres = Metres(500.0);

/// What kind of name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A registered place.
    Place,
    /// A street: the position is the middle of it, or its crossing with another.
    Street,
    /// An area of a layer: it has no position.
    Area,
}

/// How a name is spelled in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spelling {
    /// As in the register, but for the differences of rule 1.
    Whole,
    /// With one typing error.
    OneError,
}

/// What a text names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// What kind of name it is.
    pub kind: NameKind,
    /// Where; `None` for an area.
    pub at: Option<Bng>,
    /// Its number in the list of its kind that the gazetteer was built from; for a crossing the street
    /// named first, for a street of several pieces the first one listed.
    pub number: u32,
    /// How it is spelled.
    pub spelling: Spelling,
}

/// Premises that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceNamed {
    /// Their number in the list of places.
    pub place: u32,
    /// How the text says an event belongs to them: inside, at the door or in the vicinity.
    pub link: Link,
}

/// Names of places, streets and areas, and where they are.
#[derive(Debug, Default)]
pub struct Gazetteer {
    tree: NameTree,
    names: Vec<Named>,
    streets: Vec<Street>,
    places: Vec<Bng>,
    /// Ground of the areas that can be named, by number.
    grounds: Vec<Option<Ground>>,
    /// Words of the names of areas, also of ones that nobody writes ("Manchester 018E").
    of_areas: HashSet<String>,
}

#[derive(Debug)]
struct Ground(AreaIndex);

impl Ground {
    fn is_at(&self, at: Bng) -> bool {
        self.0.locate(at).is_some() || self.0.nearest(at, BESIDE_AREA).is_some()
    }
}

/// What bears a name.
#[derive(Debug, Default)]
struct Named {
    places: Vec<u32>,
    street: Option<usize>,
    area: Option<Area>,
}

#[derive(Debug)]
struct Street {
    first: u32,
    lines: MultiLineString<f64>,
    middle: Option<Bng>,
}

#[derive(Debug, Clone, Copy)]
struct Area {
    layer: u32,
    /// `None` where several areas of the layer bear the name.
    number: Option<u32>,
}

impl Gazetteer {
    /// Builds from the names of places with their positions, of streets with their lines, and of areas
    /// with the number of their layer and their ground on the grid. Where areas of several layers bear a name, or a text names
    /// several, the layer with the smallest number counts. An area of a joined name
    /// ("Ancoats & Beswick") also goes by each part of it that no other joined name of its layer has.
    pub fn new<'a>(
        places: impl IntoIterator<Item = (&'a str, Bng)>,
        streets: impl IntoIterator<Item = (&'a str, &'a MultiLineString<f64>)>,
        areas: impl IntoIterator<Item = (&'a str, u32, &'a MultiPolygon<f64>)>,
    ) -> Self {
        let mut gazetteer = Self::default();
        for (number, (name, at)) in (0..).zip(places) {
            gazetteer.places.push(at);
            let words = words(name);
            let names_nothing = words.iter().all(|word| is_ordinary(word));
            if !names_nothing && at.easting.is_finite() && at.northing.is_finite() {
                gazetteer.named(&words).places.push(number);
            }
        }
        for (number, (name, lines)) in (0..).zip(streets) {
            gazetteer.add_street(&words(name), number, lines);
        }
        for street in &mut gazetteer.streets {
            street.middle = middle(&street.lines);
        }
        let mut joined = Vec::new();
        for (number, (name, layer, polygons)) in (0..).zip(areas) {
            let words = words(name);
            let known = gazetteer.add_area(&words, layer, number, false);
            let letters = |word: &&String| word.chars().all(char::is_alphabetic);
            gazetteer
                .of_areas
                .extend(words.iter().filter(letters).cloned());
            let has_ground = known && !polygons.0.is_empty();
            let ground = || Ground(AreaIndex::new(std::slice::from_ref(polygons)));
            gazetteer.grounds.push(has_ground.then(ground));
            if known && words.iter().any(|word| word == "and") {
                joined.push((words, layer, number));
            }
        }
        let mut bearers: HashMap<(u32, &[String]), HashSet<u32>> = HashMap::new();
        for (words, layer, number) in &joined {
            for part in words.split(|word| word == "and") {
                bearers.entry((*layer, part)).or_default().insert(*number);
            }
        }
        // Whole names come first; a part that stands for two areas names neither.
        for (words, layer, number) in &joined {
            for part in words.split(|word| word == "and") {
                if bearers[&(*layer, part)].len() == 1 {
                    gazetteer.add_area(part, *layer, *number, true);
                }
            }
        }
        gazetteer
    }

    fn named(&mut self, words: &[String]) -> &mut Named {
        let number = self.tree.add(words) as usize;
        if number == self.names.len() {
            self.names.push(Named::default());
        }
        &mut self.names[number]
    }

    fn add_street(&mut self, words: &[String], number: u32, lines: &MultiLineString<f64>) {
        let says = |word: &String| !is_small(word) && !is_number(word) && !is_street_type(word);
        // "Side Street" and "the avenue" are kinds of street; "Canal Street" is not.
        let is_kind = words
            .last()
            .is_none_or(|word| is_ordinary(word) && !is_street_type(word));
        if !words.iter().any(says) || (is_kind && words.iter().all(|word| is_ordinary(word))) {
            return;
        }
        let known = self.streets.len();
        let street = *self.named(words).street.get_or_insert(known);
        if street == known {
            self.streets.push(Street {
                first: number,
                lines: MultiLineString(Vec::new()),
                middle: None,
            });
        }
        self.streets[street].lines.0.extend(lines.iter().cloned());
    }

    /// Returns whether the words can name an area at all.
    ///
    /// - `part`: whether the words are only part of the area's name; a whole name comes first.
    fn add_area(&mut self, words: &[String], layer: u32, number: u32, part: bool) -> bool {
        let one_kind = words.len() == 1 && words.iter().all(|word| is_ordinary(word));
        let has_number = words
            .iter()
            .any(|word| word.chars().any(|c| c.is_ascii_digit()));
        if words.is_empty() || one_kind || has_number {
            return false;
        }
        let area = &mut self.named(words).area;
        match area {
            Some(known) if known.layer < layer => {}
            Some(known) if known.layer == layer => {
                if known.number != Some(number) && !part {
                    known.number = None;
                }
            }
            _ => {
                *area = Some(Area {
                    layer,
                    number: Some(number),
                });
            }
        }
        true
    }

    /// The place, street, crossing or area a text names; a place or street only where it has a position.
    pub fn find(&self, text: &str) -> Option<Found> {
        let words = words(text);
        let runs = self.tree.exact(&words);
        let exact = Reading::new(self, &words, longest(&runs), Spelling::Whole);
        if let Some(found) = exact.ground() {
            return Some(found);
        }
        let covered = |word: usize| runs.iter().any(|run| run.covers(word));
        let near = sole(&self.tree.near(&words, |word| !covered(word)));
        let near = Reading::new(self, &words, near, Spelling::OneError);
        near.ground()
            .or_else(|| exact.area())
            .or_else(|| near.area())
    }

    /// The place that a text names, of those `wanted` by their number, and how it says an event belongs
    /// to it. With the event's own coordinates `at`, only a place within 100 m of them, which also tells
    /// places apart that share a name.
    pub fn place_named(
        &self,
        text: &str,
        at: Option<Bng>,
        wanted: impl Fn(u32) -> bool,
    ) -> Option<PlaceNamed> {
        let words = words(text);
        let runs = self.tree.exact(&words);
        let exact = Reading::new(self, &words, longest(&runs), Spelling::Whole);
        exact.premises(at, &wanted).or_else(|| {
            let covered = |word: usize| runs.iter().any(|run| run.covers(word));
            let near = sole(&self.tree.near(&words, |word| !covered(word)));
            Reading::new(self, &words, near, Spelling::OneError).premises(at, &wanted)
        })
    }

    /// Whether a text names a place, or one that shares its name.
    pub fn names_place(&self, text: &str, place: u32) -> bool {
        self.names_any(text, |named| named == place)
    }

    /// Whether a text names any of the places `wanted` by their number, wherever it is.
    pub fn names_any(&self, text: &str, wanted: impl Fn(u32) -> bool) -> bool {
        let words = words(text);
        let runs = self.tree.exact(&words);
        let names = |run: &Run| {
            let places = &self.names[run.name as usize].places;
            places.iter().any(|place| wanted(*place))
        };
        let exact = Reading::new(self, &words, longest(&runs), Spelling::Whole);
        exact.runs.iter().any(names) || {
            let covered = |word: usize| runs.iter().any(|run| run.covers(word));
            let near = sole(&self.tree.near(&words, |word| !covered(word)));
            let near = Reading::new(self, &words, near, Spelling::OneError);
            near.runs.iter().any(names)
        }
    }

    fn street_of(&self, run: &Run) -> Option<&Street> {
        let number = self.names[run.name as usize].street?;
        self.streets.get(number)
    }
}

/// What a text without a name says of how an event belongs to premises known otherwise: "smoking
/// area", "inside", "rear of". `None` where it says nothing of it.
pub fn link_in_words(text: &str) -> Option<Link> {
    link_said(&words(text))
}

/// Of runs that overlap the longest, of equally long ones the first.
fn longest(runs: &[Run]) -> Vec<Run> {
    let mut by_length = runs.to_vec();
    by_length.sort_by_key(|run| (std::cmp::Reverse(run.len()), run.start));
    let mut standing: Vec<Run> = Vec::new();
    for run in by_length {
        if !standing.iter().any(|other| other.meets(&run)) {
            standing.push(run);
        }
    }
    standing.sort_by_key(|run| run.start);
    standing
}

/// Runs that overlap no other, but for those within themselves: where two names are equally near,
/// neither is meant.
fn sole(runs: &[Run]) -> Vec<Run> {
    let mut widest = runs.to_vec();
    widest.retain(|run| {
        let within = |other: &Run| other.len() > run.len() && other.contains(run);
        !runs.iter().any(within)
    });
    let mut alone = widest.clone();
    alone.retain(|run| !widest.iter().any(|other| other != run && other.meets(run)));
    alone
}

/// The middle of the piece of a street that lies most in its middle; `None` where its pieces are too
/// far apart.
fn middle(lines: &MultiLineString<f64>) -> Option<Bng> {
    let corners = || lines.iter().flat_map(LineString::coords);
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
        .filter(|line| Euclidean.length(*line) > 0.0)
        .filter_map(|line| Euclidean.point_at_ratio_from_start(line, 0.5));
    let nearest = middles.min_by(|a, b| {
        let far = |p: &Point<f64>| (p.x() - x).hypot(p.y() - y);
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
