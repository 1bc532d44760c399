//! `/api/v1/concentration`.

use beatbook_core::{ConcentrationIndices, HeldShare, PlacesHeld, Released};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::measures::MeasureReply;
use super::sentences;
use crate::etag::Key;

/// How few places hold most of a selection.
#[derive(Serialize, ToSchema)]
#[schema(as = Concentration)]
pub(crate) struct ConcentrationReply {
    #[serde(flatten)]
    head: Head,
    /// What the places are, as in a selection.
    unit: String,
    /// Places in all, those without any incident too.
    places: u32,
    /// Places with an incident.
    hit: u32,
    /// Incidents in them.
    incidents: u32,
    /// Located incidents in none of them.
    nowhere: u32,
    /// The indices. `null` where they cannot be said.
    indices: Option<IndicesReply>,
    /// Why they cannot be said. `null` where they can.
    refused: Option<String>,
}

/// Indices of concentration.
#[derive(Serialize, ToSchema)]
#[schema(as = ConcentrationIndices)]
struct IndicesReply {
    /// Gini of the counts.
    gini: MeasureReply,
    /// Without the concentration that few incidents on many places cannot avoid.
    generalised: MeasureReply,
    /// The same, corrected for small numbers. `null` for a single incident.
    unbiased: Option<MeasureReply>,
    /// Parts of the incidents, and how few places hold them.
    shares: Vec<HeldShareReply>,
    /// The Lorenz curve, the hottest places first: share of the places and share of the incidents.
    curve: Vec<[f64; 2]>,
}

/// A part of the incidents.
#[derive(Serialize, ToSchema)]
#[schema(as = HeldShare)]
struct HeldShareReply {
    /// Of the incidents, 0 to 1.
    part: f64,
    /// The smallest share of the places that holds it, 0 to 1.
    places: MeasureReply,
    /// The same if they had fallen at random.
    by_chance: f64,
}

impl ConcentrationReply {
    pub(crate) fn new(released: &Released<PlacesHeld>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        Self {
            head: Head::new(released, sentences::concentration(released), key, store),
            unit: found.unit.to_string(),
            places: found.places,
            hit: found.hit,
            incidents: found.incidents,
            nowhere: found.nowhere,
            indices: found.indices.as_ref().map(IndicesReply::new),
            refused: found.refused.clone(),
        }
    }
}

impl IndicesReply {
    fn new(indices: &ConcentrationIndices) -> Self {
        let share = |share: &HeldShare| HeldShareReply {
            part: share.part,
            places: MeasureReply::new(share.places),
            by_chance: share.by_chance,
        };
        Self {
            gini: MeasureReply::new(indices.gini),
            generalised: MeasureReply::new(indices.generalised),
            unbiased: indices.unbiased.map(MeasureReply::new),
            shares: indices.shares.iter().map(share).collect(),
            curve: indices
                .curve
                .iter()
                .map(|&(places, held)| [places, held])
                .collect(),
        }
    }
}
