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

use std::collections::HashSet;

use beatbook_core::{Bng, Link, Metres};
use geo::{Euclidean, InterpolateLine, Length, LineString, MultiLineString, MultiPolygon, Point};

use crate::area_index::AreaIndex;
use crate::crossing::{crossing, metres_from};
use crate::location_words::{
    ST, is_direction, is_number, is_ordinary, is_plain_street_type, is_qualifier, is_small,
    is_street_type, words,
};
use crate::name_tree::{NameTree, Run};
use crate::premises_link::{link_in, link_said};

/// A street whose pieces lie farther apart than this says too little of where on it.
const LONGEST_STREET: Metres = Metres(1_500.0);
/// Places of one name that lie this near are one place, listed twice.
const ONE_PLACE: Metres = Metres(25.0);
/// A place on a street lies this near to its middle line.
const ON_STREET: Metres = Metres(40.0);
/// A row's own coordinates and the place its text names are the same place within this distance.
const SAME_GROUND: Metres = Metres(100.0);

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
    /// ("Ancoats & Beswick") also goes by each part of it.
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
        // Whole names come first.
        for (words, layer, number) in joined {
            for part in words.split(|word| word == "and") {
                gazetteer.add_area(part, layer, number, true);
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

/// A text with the names that stand in it.
struct Reading<'a> {
    gazetteer: &'a Gazetteer,
    words: &'a [String],
    /// Names that stand for themselves.
    runs: Vec<Run>,
    /// All names, also those that are part of another.
    all: Vec<Run>,
    spelling: Spelling,
}

impl<'a> Reading<'a> {
    fn new(
        gazetteer: &'a Gazetteer,
        words: &'a [String],
        all: Vec<Run>,
        spelling: Spelling,
    ) -> Self {
        let mut reading = Self {
            gazetteer,
            words,
            runs: Vec::new(),
            all,
            spelling,
        };
        let stand = reading.all.iter().copied();
        reading.runs = stand.filter(|run| !reading.is_part(run)).collect();
        reading
    }

    fn word(&self, at: usize) -> Option<&str> {
        self.words.get(at).map(String::as_str)
    }

    fn before(&self, run: &Run, back: usize) -> Option<&str> {
        self.word(run.start.checked_sub(back)?)
    }

    fn taken(&self, at: usize) -> bool {
        self.all.iter().any(|run| run.covers(at))
    }

    /// Whether a run is only part of a name that is not in the register.
    fn is_part(&self, run: &Run) -> bool {
        self.is_qualified(run) || self.is_continued(run)
    }

    /// "Great" Bridgewater Street, "St" Peter Street.
    fn is_qualified(&self, run: &Run) -> bool {
        let Some(before) = self.before(run, 1) else {
            return false;
        };
        if self.taken(run.start - 1) {
            return false;
        }
        let earlier = self.before(run, 2);
        if before == ST {
            // After a name it is a street of its own.
            return earlier.is_none_or(|word| is_small(word) || is_number(word));
        }
        let ends_a_street = |word: &str| is_street_type(word) || word == ST;
        is_qualifier(before) && !earlier.is_some_and(ends_a_street)
    }

    /// Deansgate "Court", Whitworth Street "West", Manchester "Old Road".
    fn is_continued(&self, run: &Run) -> bool {
        let Some(after) = self.word(run.end).filter(|_| !self.taken(run.end)) else {
            return false;
        };
        let next = self.word(run.end + 1);
        let last = &self.words[run.end - 1];
        let named = &self.gazetteer.names[run.name as usize];
        if run.len() > 1 && (is_street_type(last) || last == ST) {
            let side = next.is_some_and(|word| matches!(word, "of" | "side" | "end" | "bound"));
            return named.street.is_some() && is_direction(after) && !side;
        }
        if is_plain_street_type(after) {
            return true;
        }
        if is_street_type(after) {
            return !next.is_some_and(is_small);
        }
        if after == ST {
            return next.is_none_or(is_ordinary) || self.taken(run.end + 1);
        }
        let only_area = named.places.is_empty() && named.street.is_none();
        let street_next = next.is_some_and(is_plain_street_type) && !self.taken(run.end + 1);
        only_area && street_next && !is_small(after)
    }

    /// Whether a name only says what the event was near to.
    fn is_landmark(&self, run: &Run) -> bool {
        const LANDMARK: [&str; 14] = [
            "near", "opposite", "behind", "beside", "next", "adjacent", "close", "by", "towards",
            "toward", "past", "from", "leaving", "left",
        ];
        let before = self.before(run, 1);
        before.is_some_and(|word| {
            LANDMARK.contains(&word)
                || (word == "to" && self.before(run, 2).is_some_and(|w| LANDMARK.contains(&w)))
        })
    }

    /// Whether the words beside a name leave it standing as one, though it is a single word.
    fn stands_clear(&self, run: &Run) -> bool {
        let known = |word: &str| is_ordinary(word) || self.gazetteer.of_areas.contains(word);
        let clear = |at: usize| self.taken(at) || self.word(at).is_none_or(known);
        let before = run.start.checked_sub(1).is_none_or(clear);
        run.len() > 1 || (before && clear(run.end) && self.word(run.end) != Some("of"))
    }

    /// The place or street that the text names best, where it has a position.
    fn ground(&self) -> Option<Found> {
        let found = |kind, at, number| Found {
            kind,
            at: Some(at),
            number,
            spelling: self.spelling,
        };
        let places = self.runs.iter().filter_map(|run| {
            let (number, at) = self.place(run)?;
            let rank = (
                self.is_landmark(run),
                NameKind::Place,
                usize::MAX - run.len(),
            );
            Some((rank, run.start, found(NameKind::Place, at, number)))
        });
        let streets = self.runs.iter().filter_map(|run| {
            let street = self.gazetteer.street_of(run)?;
            let at = self
                .crossing_at(run)
                .or_else(|| self.middle_of(run, street))?;
            let rank = (self.is_landmark(run), NameKind::Street, 0);
            Some((rank, run.start, found(NameKind::Street, at, street.first)))
        });
        let best = places
            .chain(streets)
            .min_by_key(|(rank, start, _)| (*rank, *start));
        best.map(|(_, _, found)| found)
    }

    /// Ground of the areas, other than this run's own, that the text names; empty where it names none.
    fn beside(&self, run: &Run) -> Vec<&'a Ground> {
        let areas: Vec<(u32, u32)> = self
            .runs
            .iter()
            .filter(|other| *other != run)
            .filter_map(|other| self.gazetteer.names[other.name as usize].area)
            .filter_map(|area| Some((area.layer, area.number?)))
            .collect();
        let finest = areas.iter().map(|(layer, _)| *layer).min();
        areas
            .iter()
            .filter(|(layer, _)| Some(*layer) == finest)
            .filter_map(|(_, number)| self.gazetteer.grounds[*number as usize].as_ref())
            .collect()
    }

    /// The middle of a street, or of its pieces at the areas that the text names.
    fn middle_of(&self, run: &Run, street: &Street) -> Option<Bng> {
        let beside = self.beside(run);
        if beside.is_empty() {
            return street.middle;
        }
        let at_area = |line: &&LineString<f64>| {
            let middle = Euclidean.point_at_ratio_from_start(*line, 0.5);
            middle.is_some_and(|middle| {
                let at = Bng {
                    easting: middle.x(),
                    northing: middle.y(),
                };
                beside.iter().any(|ground| ground.is_at(at))
            })
        };
        let pieces = street.lines.iter().filter(at_area).cloned();
        middle(&MultiLineString(pieces.collect()))
    }

    /// The one place of a name.
    fn place(&self, run: &Run) -> Option<(u32, Bng)> {
        let named = &self.gazetteer.names[run.name as usize];
        if named.places.is_empty() || !self.stands_clear(run) {
            return None;
        }
        let at = |place: &u32| self.gazetteer.places[*place as usize];
        let one = |places: &[u32]| {
            let first = places.first()?;
            let near = |other| metres(at(first), at(other)) <= ONE_PLACE.0;
            places.iter().all(near).then(|| (*first, at(first)))
        };
        let beside = self.beside(run);
        let in_area =
            |place: &u32| beside.is_empty() || beside.iter().any(|ground| ground.is_at(at(place)));
        let places: Vec<u32> = named.places.iter().copied().filter(in_area).collect();
        one(&places).or_else(|| {
            let streets: Vec<&Street> = self
                .runs
                .iter()
                .filter_map(|run| self.gazetteer.street_of(run))
                .collect();
            let on_street = |place: &&u32| {
                let near = |street: &&Street| metres_from(at(place), &street.lines) <= ON_STREET.0;
                streets.iter().any(near)
            };
            let on_street: Vec<u32> = places.iter().filter(on_street).copied().collect();
            one(&on_street)
        })
    }

    /// Where a street meets the one named next to it.
    fn crossing_at(&self, run: &Run) -> Option<Bng> {
        const JOINS: [&str; 14] = [
            "and",
            "with",
            "at",
            "by",
            "near",
            "junction",
            "corner",
            "of",
            "crossroads",
            "meets",
            "meeting",
            "x",
            "cross",
            "into",
        ];
        let street = self.gazetteer.street_of(run)?;
        let next = self.runs.iter().find(|other| other.start >= run.end)?;
        let other = self.gazetteer.street_of(next)?;
        let mut between = self.words[run.end..next.start].iter();
        let joined = between.all(|word| JOINS.contains(&word.as_str()) || is_number(word));
        let at = (joined && street.first != other.first)
            .then(|| crossing(&street.lines, &other.lines))
            .flatten()?;
        let beside = self.beside(run);
        (beside.is_empty() || beside.iter().any(|ground| ground.is_at(at))).then_some(at)
    }

    /// The area that the text names: of the layer that comes first, the one named first.
    fn area(&self) -> Option<Found> {
        let areas = self.runs.iter().filter_map(|run| {
            let area = self.gazetteer.names[run.name as usize].area?;
            Some((area.layer, run.start, area.number?))
        });
        let (_, _, number) = areas.min()?;
        Some(Found {
            kind: NameKind::Area,
            at: None,
            number,
            spelling: self.spelling,
        })
    }

    fn premises(&self, at: Option<Bng>, wanted: &impl Fn(u32) -> bool) -> Option<PlaceNamed> {
        let named = self.runs.iter().filter_map(|run| {
            let place = match at {
                Some(at) if self.stands_clear(run) => {
                    let places = &self.gazetteer.names[run.name as usize].places;
                    let far = |place: u32| metres(at, self.gazetteer.places[place as usize]);
                    let near = places.iter().copied().filter(|place| wanted(*place));
                    let (far, place) = near
                        .map(|place| (far(place), place))
                        .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))?;
                    (far <= SAME_GROUND.0).then_some(place)?
                }
                Some(_) => return None,
                None => self.place(run).map(|(place, _)| place)?,
            };
            let rank = (self.is_landmark(run), usize::MAX - run.len(), run.start);
            wanted(place).then_some((rank, place, run))
        });
        let (_, place, run) = named.min_by_key(|(rank, _, _)| *rank)?;
        let link = link_in(self.words, *run, |word| self.taken(word));
        Some(PlaceNamed { place, link })
    }
}

fn metres(a: Bng, b: Bng) -> f64 {
    (a.easting - b.easting).hypot(a.northing - b.northing)
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
