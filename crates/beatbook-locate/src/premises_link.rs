//! How an event belongs to premises, by the words around their name.

use beatbook_core::Link;

use crate::location_words::{is_number, is_ordinary};
use crate::name_tree::Run;

/// So many words before a name may say how an event belongs to it ("in the queue at the door of").
const BEFORE: usize = 5;
/// The same after it ("Club Lantern main entrance").
const AFTER: usize = 2;

const DOOR: [&str; 13] = [
    "outside", "door", "doors", "doorway", "doorstep", "queue", "queuing", "entrance", "exit",
    "smoking", "steps", "front", "frontage",
];
const NEAR: [&str; 17] = [
    "near", "opposite", "behind", "beside", "next", "adjacent", "close", "by", "towards", "toward",
    "past", "rear", "leaving", "left", "off", "vicinity", "parking",
];
/// Before "from" these say that somebody had left: "walking home from", but not "theft from".
const GONE: [&str; 5] = ["home", "walking", "leaving", "left", "away"];
const IN: [&str; 9] = [
    "inside",
    "in",
    "within",
    "at",
    "toilet",
    "toilets",
    "dancefloor",
    "upstairs",
    "basement",
];

/// The link that a text says by naming premises in `run`: the word nearest before the name decides,
/// then a door, a queue or a car park named right after it. A bare name means inside.
///
/// - `taken`: whether a word belongs to another name; the words beyond it speak of that one.
pub(crate) fn link_in(words: &[String], run: Run, taken: impl Fn(usize) -> bool) -> Link {
    let first = run.start.saturating_sub(BEFORE);
    let before = (first..run.start).rev().take_while(|&at| !taken(at));
    let mut said = None;
    for at in before {
        let word = words[at].as_str();
        // "of", "the main", "12": the word that says it stands farther back.
        said = match word {
            "to" if is_door_before(&words[first..at]) => Some(Link::AtDoor),
            "to" => Some(Link::Vicinity),
            "from" if has_gone(&words[first..at]) => Some(Link::Vicinity),
            word => link_of(word),
        };
        if said.is_some() {
            break;
        }
        if !(is_ordinary(word) || is_number(word)) {
            break;
        }
    }
    if let Some(link) = said
        && link != Link::Inside
    {
        return link;
    }
    let last = (run.end + AFTER).min(words.len());
    let mut after = (run.end..last).take_while(|&at| !taken(at));
    let ends = |at: usize| at + 1 == words.len();
    let follows = after.find_map(|at| match words[at].as_str() {
        // In "Lantern, outside the Anvil" the word speaks of what comes next.
        "outside" => ends(at).then_some(Link::AtDoor),
        "car" if words.get(at + 1).is_some_and(|next| next == "park") => Some(Link::Vicinity),
        "vicinity" | "parking" => Some(Link::Vicinity),
        word if DOOR.contains(&word) && word != "front" => Some(Link::AtDoor),
        _ => None,
    });
    follows.unwrap_or(Link::Inside)
}

/// Whether words end in a door: "entrance" to, "smoking area" to.
fn is_door_before(words: &[String]) -> bool {
    let mut back = words.iter().rev().filter(|word| *word != "area");
    back.next()
        .is_some_and(|word| DOOR.contains(&word.as_str()))
}

/// Whether the words before a "from" say that somebody had left what it names.
pub(crate) fn has_gone(words: &[String]) -> bool {
    let last = &words[words.len().saturating_sub(BEFORE)..];
    last.iter().any(|word| GONE.contains(&word.as_str()))
}

/// What one word says of premises.
fn link_of(word: &str) -> Option<Link> {
    if DOOR.contains(&word) {
        Some(Link::AtDoor)
    } else if NEAR.contains(&word) {
        Some(Link::Vicinity)
    } else if IN.contains(&word) {
        Some(Link::Inside)
    } else {
        None
    }
}

/// What a text that names no premises says of those known otherwise ("smoking area", "rear of").
pub(crate) fn link_said(words: &[String]) -> Option<Link> {
    let strong = |word: &&String| {
        let word = word.as_str();
        DOOR.contains(&word) || word == "inside" || word == "toilets" || word == "dancefloor"
    };
    let vague = |word: &&String| {
        matches!(
            word.as_str(),
            "near" | "opposite" | "behind" | "rear" | "vicinity" | "parking"
        )
    };
    let said = words
        .iter()
        .find(strong)
        .or_else(|| words.iter().find(vague));
    said.and_then(|word| link_of(word))
}
