//! `/api/v1/places`.

use beatbook_core::{Block, NoTargets, Released, RepeatPlace, RepeatPlaces, Suspect};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::hotspots::shown;
use super::sentences;
use crate::etag::Key;
use crate::paging::{Page, Paged, Paging};

/// Repeat locations, ranked.
#[derive(Serialize, ToSchema)]
#[schema(as = Places)]
pub(crate) struct PlacesReply {
    #[serde(flatten)]
    head: Head,
    #[serde(flatten)]
    page: Page,
    /// Places by rank; those that are no target after them.
    places: Vec<PlaceReply>,
    /// Positions this near to each other are one place, in metres.
    #[schema(minimum = 0)]
    metres: f64,
    /// Places that are no target, by class.
    left_out: Vec<NoTargetsReply>,
    /// Coordinates that many events share and that may not be where they happened.
    suspects: Vec<SuspectReply>,
    /// Places that this audience may not see.
    withheld: u32,
}

/// A repeat location.
#[derive(Serialize, ToSchema)]
#[schema(as = Place)]
pub(crate) struct PlaceReply {
    /// Stable id.
    id: String,
    /// Rank by incidents, from 1. `null` for what is no target.
    #[schema(minimum = 1)]
    rank: Option<u32>,
    /// Lower end of the 95% interval of the rank. `null` where there is none.
    #[schema(minimum = 1)]
    rank_low: Option<u32>,
    /// Upper end of the 95% interval of the rank. `null` where there is none.
    #[schema(minimum = 1)]
    rank_high: Option<u32>,
    /// Name.
    name: String,
    /// Class of the registered place. `null` where it is none.
    class: Option<String>,
    /// False for what no patrol is sent to; `why_not` says why.
    target: bool,
    /// Why no patrol is sent there. `null` for a target.
    why_not: Option<&'static str>,
    /// Street. `null` where none is known.
    street: Option<String>,
    /// Area it is in. `null` where none is known.
    area: Option<String>,
    /// Incidents there. `null` where it is too small to be shown to this audience.
    incidents: Option<u32>,
    /// The incidents as they are written: `*` where too small to be shown.
    incidents_shown: String,
    /// Events there: every recorded row. `null` where it is too small to be shown to this audience.
    events: Option<u32>,
    /// Different days. `null` where it is too small to be shown to this audience.
    dates: Option<u32>,
    /// Different coordinates that make the place. `null` where that may not be told.
    positions: Option<u32>,
    /// Longitude (WGS 84, degrees) of its middle.
    #[schema(minimum = -180, maximum = 180)]
    lon: f64,
    /// Latitude (WGS 84, degrees) of its middle.
    #[schema(minimum = -90, maximum = 90)]
    lat: f64,
    /// Stretch of the week that holds most of it. `null` where none can be told.
    block: Option<BlockReply>,
}

/// A stretch of the week.
#[derive(Serialize, ToSchema)]
#[schema(as = WeekBlock)]
struct BlockReply {
    /// In words, such as `Fri-Sat 22-04`.
    label: String,
    /// Share of what is timed to the hour, 0 to 1.
    #[schema(minimum = 0, maximum = 1)]
    share: f64,
    /// Lower end of its 95% interval.
    #[schema(minimum = 0, maximum = 1)]
    low: f64,
    /// Upper end of its 95% interval.
    #[schema(minimum = 0, maximum = 1)]
    high: f64,
}

/// Places of a class that are no target.
#[derive(Serialize, ToSchema)]
#[schema(as = NoTargets)]
struct NoTargetsReply {
    /// Class.
    class: String,
    /// How many.
    places: u32,
    /// Incidents there. `null` where it is too small to be shown to this audience.
    incidents: Option<u32>,
}

/// A coordinate that many events share and that may not be where they happened.
#[derive(Serialize, ToSchema)]
#[schema(as = SuspectPlace)]
struct SuspectReply {
    /// Longitude (WGS 84, degrees).
    #[schema(minimum = -180, maximum = 180)]
    lon: f64,
    /// Latitude (WGS 84, degrees).
    #[schema(minimum = -90, maximum = 90)]
    lat: f64,
    /// Words of the source for it.
    text: String,
    /// Events there. `null` where it is too small to be shown to this audience.
    events: Option<u32>,
    /// What it probably is.
    guess: &'static str,
    /// What to ask whoever recorded them.
    question: String,
}

impl Paged for PlacesReply {
    fn keep(&mut self, paging: Paging) -> Page {
        self.page = paging.cut(&mut self.places);
        self.page
    }
}

impl PlacesReply {
    pub(crate) fn new(released: &Released<RepeatPlaces>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        Self {
            head: Head::new(released, sentences::places(released), key, store),
            page: Page::default(),
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
