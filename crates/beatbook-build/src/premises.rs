//! Which premises an event belongs to, and how.
//!
//! | what is known | link |
//! |---|---|
//! | the row has a word for it | that word |
//! | the text names the premises with "outside", "door", "queue", "smoking area", "entrance" | at the door |
//! | the text names them with "near", "opposite", "behind", "leaving" or "car park", or the row's own setting is a street or open ground | vicinity |
//! | the row or its text names them | inside |
//! | only the coordinates are at them | vicinity |
//! | the coordinates are a registered pin, or stand for many texts that name other places or none | default address |
//!
//! Premises are registered places of class `venue` or `retail`. A row with coordinates belongs to those
//! it names only within 100 m of them. Who called is kept beside the link and never changes it.

use std::collections::{HashMap, HashSet};

use beatbook_core::{Bng, EventBatch, Link, Setting as Ground, Str};
use beatbook_locate::{NameKind, link_in_words};

use crate::gather::Gathered;
use crate::setting::Setting;

/// No premises.
const NONE: u32 = u32::MAX;
/// What begins the texts of published street-level files: they name anchor points, never premises.
const ANCHOR: &str = "On or near ";
/// Fewest rows at the coordinates of premises whose texts speak of elsewhere...
const FEWEST_ROWS: usize = 10;
/// ...and fewest different texts among them, that make the coordinates a default address. Both are
/// judgement: one or two odd texts are mistakes, five different ones are a habit.
const FEWEST_TEXTS: usize = 5;
/// A text that names what lies this near to the coordinates, in metres, agrees with them.
const AGREES: f64 = 150.0;
/// Words that say the premises themselves called, without naming them.
const OF_THE_PREMISES: [&str; 11] = [
    "premises",
    "licensee",
    "landlord",
    "landlady",
    "door staff",
    "door supervisor",
    "doorman",
    "bar staff",
    "duty manager",
    "security",
    "shop staff",
];

/// How an event belongs to premises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Premises {
    /// Number of the place, `u32::MAX` for none.
    pub(crate) place: u32,
    pub(crate) link: Option<Link>,
    /// Whether the premises themselves called.
    pub(crate) caller: bool,
    /// Whether nothing but the coordinates leads to them.
    pub(crate) by_coordinates: bool,
}

/// Finds the premises of the rows of a batch.
pub(crate) struct Finder<'a> {
    setting: &'a Setting,
    batch: &'a EventBatch,
    has_premises: bool,
    /// Whether a text of the batch names premises at all.
    names: HashMap<Str, bool>,
}

impl<'a> Finder<'a> {
    pub(crate) fn new(setting: &'a Setting, batch: &'a EventBatch) -> Self {
        let places = 0..setting.places.len() as u32;
        Self {
            setting,
            batch,
            has_premises: places.into_iter().any(|place| setting.is_premises(place)),
            names: HashMap::new(),
        }
    }

    /// The premises of a row.
    ///
    /// - `at`: where its coordinates say it happened; NaN where it has none.
    pub(crate) fn of(&mut self, row: usize, at: Bng) -> Premises {
        let own = self.batch.link[row];
        let known = at.easting.is_finite();
        let is_pin = known && self.setting.is_pin(at);
        let position = (known && !is_pin).then_some(at);
        let named = self.named(row, position);
        let near = || position.and_then(|at| self.setting.premises_at(at));
        let (place, link, by_coordinates) = if let Some((place, link)) = named {
            (place, Some(link), false)
        } else if is_pin {
            (NONE, Some(Link::DefaultAddress), false)
        } else if let Some(place) = near().filter(|_| self.has_premises) {
            (place, Some(Link::Vicinity), own.is_none())
        } else {
            (NONE, None, false)
        };
        Premises {
            place,
            link: own.or(link),
            caller: place != NONE && self.called(row, place),
            by_coordinates,
        }
    }

    /// The premises that a row names, and the link its words say.
    fn named(&mut self, row: usize, position: Option<Bng>) -> Option<(u32, Link)> {
        let batch = self.batch;
        let words = if batch.discovered[row] {
            batch.happened_place[row]
        } else {
            batch.place[row]
        };
        // Where it was only discovered, the premises it names are those of the discovery.
        let column = batch.premises[row].filter(|_| !batch.discovered[row]);
        let in_column = column.and_then(|text| self.named_in(text, position));
        let in_words = words.and_then(|text| self.named_in(text, position));
        let (place, link) = match (in_column, in_words) {
            (Some((place, _)), Some((same, link))) if same == place => (place, link),
            (Some((place, link)), _) => {
                let said = words.and_then(|text| link_in_words(batch.strings.get(text)));
                (place, said.unwrap_or(link))
            }
            (None, in_words) => in_words?,
        };
        let outdoors = matches!(
            batch.setting[row],
            Some(Ground::Street | Ground::OpenSpace | Ground::Transport)
        );
        let link = match link {
            Link::Inside if outdoors => Link::Vicinity,
            link => link,
        };
        Some((place, link))
    }

    fn named_in(&mut self, text: Str, position: Option<Bng>) -> Option<(u32, Link)> {
        let (setting, batch) = (self.setting, self.batch);
        if !self.has_premises {
            return None;
        }
        let words = batch.strings.get(text);
        // Few texts name premises, and most come again and again.
        let names = self.names.entry(text).or_insert_with(|| {
            let wanted = |place| setting.is_premises(place);
            !words.starts_with(ANCHOR) && setting.gazetteer.names_any(words, wanted)
        });
        if !*names {
            return None;
        }
        let wanted = |place| setting.is_premises(place);
        let named = setting.gazetteer.place_named(words, position, wanted)?;
        Some((named.place, named.link))
    }

    /// Whether the premises called themselves.
    fn called(&self, row: usize, place: u32) -> bool {
        let Some(text) = self.batch.caller[row] else {
            return false;
        };
        let text = self.batch.strings.get(text);
        let lower = text.trim().to_lowercase();
        OF_THE_PREMISES.contains(&lower.as_str()) || self.setting.gazetteer.names_place(text, place)
    }
}

/// Marks what lies at a default address: coordinates of premises at which most rows do not name them,
/// and at least ten of these have five or more different texts that name other places or none.
pub(crate) fn mark_default_addresses(setting: &Setting, gathered: &mut Gathered) {
    let events = &gathered.events;
    let bits = |row: u32| {
        let at = events.position[row as usize];
        (at.easting.to_bits(), at.northing.to_bits())
    };
    let mut unnamed: Vec<u32> = gathered.words.by_coordinates.clone();
    unnamed.retain(|&row| gathered.kept[row as usize]);
    unnamed.sort_unstable_by_key(|&row| (bits(row), row));
    let mut candidates: HashMap<(u64, u64), usize> = HashMap::new();
    for rows in unnamed.chunk_by(|a, b| bits(*a) == bits(*b)) {
        if rows.len() < FEWEST_ROWS {
            continue;
        }
        let mut texts: HashMap<Str, bool> = HashMap::new();
        let mut elsewhere = 0;
        for &row in rows {
            let at = events.position[row as usize];
            let Some(text) = events.place[row as usize] else {
                continue;
            };
            let speaks = || !agrees(setting, events.strings.get(text), at);
            elsewhere += usize::from(*texts.entry(text).or_insert_with(speaks));
        }
        let different: HashSet<String> = texts
            .iter()
            .filter(|(_, speaks_of_elsewhere)| **speaks_of_elsewhere)
            .map(|(text, _)| events.strings.get(*text).trim().to_lowercase())
            .collect();
        if elsewhere >= FEWEST_ROWS && different.len() >= FEWEST_TEXTS {
            candidates.insert(bits(rows[0]), elsewhere);
        }
    }
    if candidates.is_empty() {
        return;
    }
    let mut all: HashMap<(u64, u64), usize> = HashMap::new();
    for row in (0..events.len() as u32).filter(|&row| gathered.kept[row as usize]) {
        let here = bits(row);
        if candidates.contains_key(&here) {
            *all.entry(here).or_insert(0) += 1;
        }
    }
    candidates.retain(|here, elsewhere| *elsewhere * 2 > all.get(here).copied().unwrap_or(0));
    let marked: Vec<u32> = unnamed
        .into_iter()
        .filter(|&row| candidates.contains_key(&bits(row)))
        .collect();
    for row in marked {
        gathered.events.link[row as usize] = Some(Link::DefaultAddress);
    }
}

/// Whether a text names what lies at a position, or an anchor that published files make.
fn agrees(setting: &Setting, text: &str, at: Bng) -> bool {
    if text.trim().is_empty() || text.starts_with(ANCHOR) {
        return true;
    }
    let Some(found) = setting.gazetteer.find(text) else {
        return false;
    };
    let near =
        |other: Bng| (other.easting - at.easting).hypot(other.northing - at.northing) <= AGREES;
    if found.at.is_some_and(near) {
        return true;
    }
    // A long street has its middle elsewhere.
    let name_of = |number: u32| {
        setting
            .streets
            .get(number as usize)
            .map(|street| &street.name)
    };
    let on = setting.streets_of(&[at])[0];
    found.kind == NameKind::Street && name_of(on).is_some() && name_of(on) == name_of(found.number)
}
