//! One text read with the names of a gazetteer: which of them stand for themselves, and what each says.

use beatbook_core::{Bng, Metres};
use geo::{Euclidean, InterpolateLine, LineString, MultiLineString};

use super::{Found, Gazetteer, Ground, NameKind, PlaceNamed, Spelling, Street, middle};
use crate::crossing::{crossing, metres_from};
use crate::location_words::{
    ST, is_direction, is_number, is_ordinary, is_plain_street_type, is_qualifier, is_small,
    is_street_type,
};
use crate::name_tree::Run;
use crate::premises_link::{has_gone, link_in};

/// Places of one name that lie this near are one place, listed twice.
const ONE_PLACE: Metres = Metres(25.0);
/// A place on a street lies this near to its middle line.
const ON_STREET: Metres = Metres(40.0);
/// A row's own coordinates and the place its text names are the same place within this distance.
const SAME_GROUND: Metres = Metres(100.0);

/// A text with the names that stand in it.
pub(super) struct Reading<'a> {
    gazetteer: &'a Gazetteer,
    words: &'a [String],
    /// Names that stand for themselves.
    pub(super) runs: Vec<Run>,
    /// All names, also those that are part of another.
    all: Vec<Run>,
    spelling: Spelling,
}

impl<'a> Reading<'a> {
    pub(super) fn new(
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
        const LANDMARK: [&str; 13] = [
            "near", "opposite", "behind", "beside", "next", "adjacent", "close", "by", "towards",
            "toward", "past", "leaving", "left",
        ];
        let before = self.before(run, 1);
        before.is_some_and(|word| {
            LANDMARK.contains(&word)
                // "theft from" the Anvil happened there, "walking home from" it did not.
                || (word == "from" && has_gone(&self.words[..run.start - 1]))
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
    pub(super) fn ground(&self) -> Option<Found> {
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
    pub(super) fn area(&self) -> Option<Found> {
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

    pub(super) fn premises(
        &self,
        at: Option<Bng>,
        wanted: &impl Fn(u32) -> bool,
    ) -> Option<PlaceNamed> {
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
