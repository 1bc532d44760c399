//! `/api/v1/places`.

use beatbook_core::{Block, NoTargets, Released, RepeatPlace, RepeatPlaces, Suspect};
use beatbook_store::Store;
use serde::Serialize;

use super::head::Head;
use super::hotspots::shown;
use super::sentences;
use crate::etag::Key;

#[derive(Serialize)]
pub(crate) struct PlacesReply {
    #[serde(flatten)]
    head: Head,
    places: Vec<PlaceReply>,
    /// Positions this near to each other are one place.
    metres: f64,
    left_out: Vec<NoTargetsReply>,
    suspects: Vec<SuspectReply>,
    /// Places that this audience may not see.
    withheld: u32,
}

#[derive(Serialize)]
pub(crate) struct PlaceReply {
    id: String,
    rank: Option<u32>,
    rank_low: Option<u32>,
    rank_high: Option<u32>,
    name: String,
    class: Option<String>,
    target: bool,
    why_not: Option<&'static str>,
    street: Option<String>,
    area: Option<String>,
    incidents: Option<u32>,
    incidents_shown: String,
    events: Option<u32>,
    dates: Option<u32>,
    positions: Option<u32>,
    lon: f64,
    lat: f64,
    block: Option<BlockReply>,
}

#[derive(Serialize)]
struct BlockReply {
    label: String,
    share: f64,
    low: f64,
    high: f64,
}

#[derive(Serialize)]
struct NoTargetsReply {
    class: String,
    places: u32,
    incidents: Option<u32>,
}

#[derive(Serialize)]
struct SuspectReply {
    lon: f64,
    lat: f64,
    text: String,
    events: Option<u32>,
    guess: &'static str,
    question: String,
}

impl PlacesReply {
    pub(crate) fn new(released: &Released<RepeatPlaces>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        Self {
            head: Head::new(released, sentences::places(released), key, store),
            places: found.places.iter().map(PlaceReply::new).collect(),
            metres: found.metres,
            left_out: found.no_targets.iter().map(NoTargetsReply::new).collect(),
            suspects: found.suspects.iter().map(SuspectReply::new).collect(),
            withheld: found.withheld,
        }
    }
}

impl PlaceReply {
    pub(crate) fn new(place: &RepeatPlace) -> Self {
        Self {
            id: place.id.clone(),
            rank: place.rank,
            rank_low: place.rank_interval.map(|(low, _)| low),
            rank_high: place.rank_interval.map(|(_, high)| high),
            name: place.name.clone(),
            class: place.class.clone(),
            target: place.not_a_target.is_none(),
            why_not: place.not_a_target,
            street: place.street.clone(),
            area: place.area.clone(),
            incidents: place.incidents.number(),
            incidents_shown: shown(place.incidents),
            events: place.events.number(),
            dates: place.dates.number(),
            positions: place.positions,
            lon: place.centre.lon,
            lat: place.centre.lat,
            block: place.block.as_ref().map(BlockReply::new),
        }
    }
}

impl BlockReply {
    fn new(block: &Block) -> Self {
        Self {
            label: block.label.clone(),
            share: block.share,
            low: block.interval.0,
            high: block.interval.1,
        }
    }
}

impl NoTargetsReply {
    fn new(class: &NoTargets) -> Self {
        Self {
            class: class.class.clone(),
            places: class.places,
            incidents: class.incidents.number(),
        }
    }
}

impl SuspectReply {
    fn new(suspect: &Suspect) -> Self {
        Self {
            lon: suspect.at.lon,
            lat: suspect.at.lat,
            text: suspect.text.clone(),
            events: suspect.events.number(),
            guess: suspect.guess,
            question: sentences::question(suspect),
        }
    }
}
