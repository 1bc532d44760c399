//! Invented street names, none twice.

use rand::seq::SliceRandom;

use crate::areas::TOWN_SEED;
use crate::chance::stream;
use crate::streets::StreetClass;

const STEMS: [&str; 96] = [
    "Alder", "Amber", "Ash", "Aspen", "Barley", "Beck", "Beech", "Birch", "Bracken", "Bramble",
    "Brier", "Brook", "Burrow", "Cairn", "Carder", "Cedar", "Chaff", "Cinder", "Clay", "Clough",
    "Cobble", "Copper", "Cotton", "Cran", "Crest", "Dew", "Dingle", "Dove", "Drover", "Elder",
    "Elm", "Ember", "Fallow", "Fern", "Field", "Finch", "Flax", "Fold", "Garnet", "Gorse",
    "Grange", "Harrow", "Haw", "Hazel", "Heath", "Heron", "Holly", "Hop", "Ivy", "Jasper",
    "Kestrel", "Lark", "Laurel", "Linden", "Linnet", "Loom", "Mallow", "Maple", "Marl", "Meadow",
    "Mill", "Mistle", "Moor", "Moss", "Nettle", "Oak", "Orchard", "Osier", "Otter", "Pear", "Pine",
    "Plover", "Poplar", "Quarry", "Quill", "Reed", "Ridge", "Rowan", "Rush", "Sable", "Sedge",
    "Shuttle", "Sorrel", "Spindle", "Starling", "Stone", "Sycamore", "Tansy", "Thistle", "Thorn",
    "Vine", "Weaver", "Willow", "Wren", "Yarrow", "Yew",
];
const ENDINGS: [&str; 12] = [
    "bank", "bourne", "combe", "dale", "field", "gate", "hurst", "ley", "more", "ton", "wick",
    "worth",
];
const SECONDARY: [&str; 3] = ["Road", "Lane", "Avenue"];
const MINOR: [&str; 9] = [
    "Street", "Street", "Street", "Grove", "Close", "Drive", "Crescent", "Terrace", "Walk",
];

/// Gives out names; each stem and ending is used once, so that no two streets share a name.
pub(crate) struct StreetNames {
    stems: Vec<String>,
    given: usize,
}

impl StreetNames {
    pub(crate) fn new() -> Self {
        let mut stems: Vec<String> = STEMS
            .iter()
            .flat_map(|stem| ENDINGS.iter().map(move |ending| (stem, ending)))
            .filter(|(stem, ending)| stem.to_lowercase() != **ending)
            .map(|(stem, ending)| format!("{stem}{ending}"))
            .collect();
        stems.shuffle(&mut stream(TOWN_SEED, "street names"));
        Self { stems, given: 0 }
    }

    pub(crate) fn next(&mut self, class: StreetClass) -> String {
        let (stem, round) = (
            &self.stems[self.given % self.stems.len()],
            self.given / self.stems.len(),
        );
        let kinds: &[&str] = if class == StreetClass::Minor {
            &MINOR
        } else {
            &SECONDARY
        };
        let kind = kinds[self.given % kinds.len()];
        self.given += 1;
        match round {
            0 => format!("{stem} {kind}"),
            1 => format!("Little {stem} {kind}"),
            2 => format!("Upper {stem} {kind}"),
            3 => format!("Back {stem} {kind}"),
            _ => format!("{stem} {kind} {}", round + 1),
        }
    }
}
