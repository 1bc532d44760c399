//! `/api/v1/premises`.

use beatbook_core::{PremisesEstimate, PremisesRanking, RankedPremises, Released};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::hotspots::shown;
use super::{sentences, words};
use crate::etag::Key;
use crate::paging::{Page, Paged, Paging};

/// Premises by what happened in them or at their door.
#[derive(Serialize, ToSchema)]
#[schema(as = RankedPremisesList)]
pub(crate) struct PremisesReply {
    #[serde(flatten)]
    head: Head,
    #[serde(flatten)]
    page: Page,
    /// Those that can be told from an ordinary one first, by posterior mean; the others after them.
    premises: Vec<RankedReply>,
    /// Registered premises looked at, those without incidents among them.
    registered: u32,
    /// Nights looked at. `null` where the source knows no hours: whole days are.
    nights: Option<u32>,
    /// Median of the posterior means: the ordinary premises.
    #[schema(minimum = 0)]
    median: f64,
    /// With fewer incidents premises cannot be told from an ordinary one.
    fewest: u32,
    #[schema(schema_with = words::names)]
    names: &'static str,
    /// Whether this audience may ask for names.
    names_allowed: bool,
    /// Incidents for which premises are only the address that is written when nobody knows a better one.
    /// `null` where it is too small to be shown to this audience.
    default_address: Option<u32>,
    /// Premises that this audience may not see.
    withheld: u32,
}

/// Premises with at least one incident.
#[derive(Serialize, ToSchema)]
#[schema(as = RankedPremises)]
struct RankedReply {
    /// Id of the unit `premises`. `null` where it may not be told which they are.
    id: Option<String>,
    /// Position in the list, from 1: a number within this answer only.
    #[schema(minimum = 1)]
    number: u32,
    /// Name, or `Premises 14, Bloom Street`.
    label: String,
    /// Whether the label is the name.
    named: bool,
    /// Street. `null` where none is known.
    street: Option<String>,
    /// Area they are in. `null` where none is known.
    area: Option<String>,
    /// Incidents in them or at their door that they did not call about: what ranks. `null` where it is
    /// too small to be shown to this audience.
    incidents: Option<u32>,
    /// The incidents as they are written: `*` where too small to be shown.
    incidents_shown: String,
    /// Of these, in them. `null` where it is too small to be shown to this audience.
    inside: Option<u32>,
    /// Of these, at their door. `null` where it is too small to be shown to this audience.
    at_door: Option<u32>,
    /// Incidents they called about themselves, counted for nothing. `null` where it is too small to be
    /// shown to this audience.
    called: Option<u32>,
    /// The calls as they are written: `*` where too small to be shown.
    called_shown: String,
    /// Incidents only near them, counted for nothing. `null` where it is too small to be shown to this
    /// audience.
    vicinity: Option<u32>,
    /// Incidents to be expected of them in as many nights, luck taken out.
    #[schema(minimum = 0)]
    mean: f64,
    /// Lower end of its 95% interval.
    #[schema(minimum = 0)]
    low: f64,
    /// Upper end of its 95% interval.
    #[schema(minimum = 0)]
    high: f64,
    /// Rank by the mean, from 1. `null` where they cannot be told from an ordinary one.
    #[schema(minimum = 1)]
    rank: Option<u32>,
    /// Lower end of the 95% interval of the rank. `null` where they are not ranked.
    #[schema(minimum = 1)]
    rank_low: Option<u32>,
    /// Upper end of the 95% interval of the rank. `null` where they are not ranked.
    #[schema(minimum = 1)]
    rank_high: Option<u32>,
    #[schema(schema_with = words::premises_standing)]
    standing: &'static str,
    /// Whether they can be told from an ordinary one.
    distinguishable: bool,
    /// Longitude (WGS 84, degrees). `null` where it may not be told which they are.
    #[schema(minimum = -180, maximum = 180)]
    lon: Option<f64>,
    /// Latitude (WGS 84, degrees). `null` where it may not be told which they are.
    #[schema(minimum = -90, maximum = 90)]
    lat: Option<f64>,
}

impl Paged for PremisesReply {
    fn keep(&mut self, paging: Paging) -> Page {
        self.page = paging.cut(&mut self.premises);
        self.page
    }
}

impl PremisesReply {
    pub(crate) fn new(released: &Released<PremisesRanking>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        Self {
            head: Head::new(released, sentences::premises(released), key, store),
            page: Page::default(),
            premises: found.premises.iter().map(RankedReply::new).collect(),
            registered: found.registered,
            nights: found.nights,
            median: found.median,
            fewest: PremisesRanking::FEWEST,
            names: found.names.word(),
            names_allowed: PremisesRanking::shows_names(released.audience()),
            default_address: found.default_address.number(),
            withheld: found.withheld,
        }
    }
}

impl RankedReply {
    fn new(premises: &RankedPremises) -> Self {
        let PremisesEstimate {
            mean,
            interval,
            rank,
            rank_interval,
            standing,
        } = premises.estimate;
        let told = standing.is_told();
        Self {
            id: premises.id.clone(),
            number: premises.number,
            label: premises.label(),
            named: premises.name.is_some(),
            street: premises.street.clone(),
            area: premises.area.clone(),
            incidents: premises.incidents.number(),
            incidents_shown: shown(premises.incidents),
            inside: premises.inside.number(),
            at_door: premises.at_door.number(),
            called: premises.called.number(),
            called_shown: shown(premises.called),
            vicinity: premises.vicinity.number(),
            mean,
            low: interval.0,
            high: interval.1,
            rank: told.then_some(rank),
            rank_low: told.then_some(rank_interval.0),
            rank_high: told.then_some(rank_interval.1),
            standing: standing.word(),
            distinguishable: told,
            lon: premises.centre.map(|at| at.lon),
            lat: premises.centre.map(|at| at.lat),
        }
    }
}
