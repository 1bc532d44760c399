//! The words of a location text, in one spelling.
//!
//! Upper and lower case, accents, punctuation and apostrophes do not matter, nor do "the", full
//! postcodes and the usual short forms: `Rd`, `Ave`, `Ln`, `Sq`, `Gdns`, `o/s`, `nr`, `jct`, `&`. `St`
//! stays as written, since only the words around it say whether it is Saint or Street.

use std::iter::once;

/// What `St` may stand for.
pub(crate) const SAINT: &str = "saint";
/// The other thing it may stand for.
pub(crate) const STREET: &str = "street";
/// Saint before a name, Street after one.
pub(crate) const ST: &str = "st";

/// Short forms, and the words they stand for.
const SHORT: [(&str, &str); 47] = [
    ("rd", "road"),
    ("ave", "avenue"),
    ("av", "avenue"),
    ("ln", "lane"),
    ("sq", "square"),
    ("gdns", "gardens"),
    ("gdn", "gardens"),
    ("cres", "crescent"),
    ("terr", "terrace"),
    ("ter", "terrace"),
    ("pl", "place"),
    ("ct", "court"),
    ("cl", "close"),
    ("gr", "grove"),
    ("str", "street"),
    ("stn", "station"),
    ("sta", "station"),
    ("pk", "park"),
    ("hosp", "hospital"),
    ("rbt", "roundabout"),
    ("ctr", "centre"),
    ("center", "centre"),
    ("mcr", "manchester"),
    ("gt", "great"),
    ("ltl", "little"),
    ("lwr", "lower"),
    ("upr", "upper"),
    ("nth", "north"),
    ("sth", "south"),
    ("os", "outside"),
    ("o/s", "outside"),
    ("o\\s", "outside"),
    ("nr", "near"),
    ("n/r", "near"),
    ("opp", "opposite"),
    ("adj", "adjacent"),
    ("r/o", "rear"),
    ("c/o", "corner"),
    ("jct", "junction"),
    ("jctn", "junction"),
    ("junc", "junction"),
    ("jnc", "junction"),
    ("j/w", "junction"),
    ("jw", "junction"),
    ("w/", "with"),
    ("@", "at"),
    ("carpark", "car park"),
];

/// Kinds of street that may follow a name and then make it another name.
const TYPES: [&str; 14] = [
    "street",
    "road",
    "avenue",
    "lane",
    "drive",
    "grove",
    "crescent",
    "terrace",
    "gardens",
    "square",
    "mews",
    "boulevard",
    "parade",
    "brow",
];

/// The same, but ordinary words too: "close to", "way home".
const ORDINARY_TYPES: [&str; 6] = ["close", "way", "place", "walk", "row", "court"];

const DIRECTIONS: [&str; 4] = ["north", "south", "east", "west"];

/// Words that before a name make it another name.
const QUALIFIERS: [&str; 14] = [
    "north", "south", "east", "west", "great", "greater", "little", "new", "old", "upper", "lower",
    "higher", "back", SAINT,
];

/// Words that join what happened to where.
const SMALL: &[&str] = &[
    "a", "an", "at", "in", "on", "of", "off", "by", "to", "from", "and", "or", "with", "for",
    "into", "onto", "through", "across", "along", "around", "between", "within", "near", "outside",
    "inside", "opposite", "behind", "beside", "next", "close", "towards", "toward", "past",
    "adjacent", "front", "rear", "side", "corner", "junction", "top", "bottom", "end", "leaving",
    "left", "entering", "walking", "home", "where", "then", "when", "while", "was", "no", "number",
    "vicinity", "area", "door", "via",
];

/// Words of kinds of place, and others that a name made of nothing else says nothing with.
const ORDINARY: &[&str] = &[
    "address",
    "alley",
    "alleyway",
    "allotment",
    "apartment",
    "bank",
    "bar",
    "bars",
    "beach",
    "bedroom",
    "bridge",
    "building",
    "bus",
    "busy",
    "cafe",
    "canal",
    "car",
    "carriageway",
    "casino",
    "centre",
    "chip",
    "church",
    "cinema",
    "city",
    "club",
    "college",
    "common",
    "company",
    "cycle",
    "dark",
    "doors",
    "doorstep",
    "doorway",
    "downtown",
    "entrance",
    "estate",
    "exit",
    "factory",
    "female",
    "field",
    "fields",
    "flat",
    "flats",
    "footpath",
    "forecourt",
    "friends",
    "gang",
    "garage",
    "garden",
    "green",
    "ground",
    "grounds",
    "group",
    "gym",
    "hall",
    "high",
    "hill",
    "hospital",
    "hostel",
    "hotel",
    "house",
    "inn",
    "kebab",
    "kiosk",
    "known",
    "landing",
    "leisure",
    "library",
    "licence",
    "licensed",
    "living",
    "local",
    "locality",
    "lounge",
    "main",
    "male",
    "manor",
    "market",
    "motorway",
    "multi",
    "night",
    "nightclub",
    "nk",
    "not",
    "office",
    "offices",
    "open",
    "park",
    "parking",
    "party",
    "path",
    "pavement",
    "people",
    "petrol",
    "platform",
    "playground",
    "police",
    "pool",
    "premises",
    "prison",
    "property",
    "pub",
    "public",
    "queue",
    "quiet",
    "rank",
    "restaurant",
    "river",
    "room",
    "roundabout",
    "scene",
    "school",
    "shelter",
    "shop",
    "shopping",
    "shops",
    "smoking",
    "space",
    "stadium",
    "stairs",
    "stated",
    "station",
    "steps",
    "stop",
    "store",
    "storey",
    "subway",
    "supermarket",
    "takeaway",
    "taxi",
    "toilet",
    "toilets",
    "town",
    "train",
    "tram",
    "tunnel",
    "underpass",
    "university",
    "unknown",
    "unspecified",
    "work",
    "workplace",
    "yard",
];

/// Whether a word is a kind of street.
pub(crate) fn is_street_type(word: &str) -> bool {
    TYPES.contains(&word) || ORDINARY_TYPES.contains(&word)
}

/// Whether a word is a kind of street and little else.
pub(crate) fn is_plain_street_type(word: &str) -> bool {
    TYPES.contains(&word)
}

/// Whether a word is one of the four directions.
pub(crate) fn is_direction(word: &str) -> bool {
    DIRECTIONS.contains(&word)
}

/// Whether a word before a name makes it another name.
pub(crate) fn is_qualifier(word: &str) -> bool {
    QUALIFIERS.contains(&word)
}

/// Whether a word only joins others.
pub(crate) fn is_small(word: &str) -> bool {
    SMALL.contains(&word)
}

/// Whether a word names no place of its own: a kind of place or street, a number, a small word.
pub(crate) fn is_ordinary(word: &str) -> bool {
    is_small(word)
        || is_street_type(word)
        || is_direction(word)
        || word == ST
        || word == SAINT
        || ORDINARY.contains(&word)
        || is_number(word)
}

/// Whether a word is a number, or the number of a house such as `12a`.
pub(crate) fn is_number(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    !digits.is_empty()
        && word.len() - digits.len() <= 1
        && digits.bytes().all(|b| b.is_ascii_digit())
}

/// The words of a text.
pub(crate) fn words(text: &str) -> Vec<String> {
    let lower: String = text
        .chars()
        .flat_map(char::to_lowercase)
        .map(bare)
        .collect();
    let mut words: Vec<String> = Vec::new();
    for chunk in lower.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')')) {
        let chunk = chunk.trim_matches(|c: char| matches!(c, '.' | ':' | '"' | '-'));
        if let Some(long) = long_form(chunk) {
            words.extend(long.split(' ').map(str::to_owned));
            continue;
        }
        let spaced: String = chunk
            .chars()
            .filter(|c| !matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '`' | '.'))
            .flat_map(|c| match c {
                '&' | '+' => " and ".chars().collect::<Vec<_>>(),
                c if c.is_alphanumeric() => vec![c],
                _ => vec![' '],
            })
            .collect();
        for word in spaced.split_whitespace() {
            // "Dr" opens the name of a doctor and ends the name of a drive.
            let long = match word {
                "dr" if !words.is_empty() => "drive",
                word => long_form(word).unwrap_or(word),
            };
            words.extend(long.split(' ').map(str::to_owned));
        }
    }
    words.retain(|word| word != "the");
    without_postcodes(words)
}

fn long_form(short: &str) -> Option<&'static str> {
    let found = SHORT.iter().find(|(known, _)| *known == short);
    found.map(|(_, long)| *long)
}

/// A letter without its accent.
fn bare(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}

/// Takes out full postcodes, written as one word or two.
fn without_postcodes(words: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        if is_inward(&word) && kept.last().is_some_and(|last| is_outward(last)) {
            kept.pop();
            continue;
        }
        let halves = word
            .len()
            .checked_sub(3)
            .and_then(|at| word.split_at_checked(at));
        if halves.is_some_and(|(out, inward)| is_outward(out) && is_inward(inward)) {
            continue;
        }
        kept.extend(once(word));
    }
    kept
}

/// `M1`, `M14`, `SK8`, `EC1A`: one or two letters, a digit, perhaps a digit or letter.
fn is_outward(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let letters = word.len() - digits.len();
    let mut rest = digits.chars();
    (1..=2).contains(&letters)
        && rest.next().is_some_and(|c| c.is_ascii_digit())
        && rest.next().is_none_or(|c| c.is_ascii_alphanumeric())
        && rest.next().is_none()
}

/// `3HB`: a digit and two letters.
fn is_inward(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|c| c.is_ascii_digit())
        && word.len() == 3
        && letters.all(|c| c.is_ascii_lowercase())
}

#[cfg(test)]
#[path = "location_words_tests.rs"]
mod tests;
