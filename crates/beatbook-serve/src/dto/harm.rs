//! Harm of places, and what it is made of.

use beatbook_core::{CodeCount, HarmTable, Hotspots, NoHarm, PlaceHarm, Released};
use serde::Serialize;
use utoipa::ToSchema;

use super::{sentences, words};

/// Harm of a place: the weights of all its offences, several of one incident included.
#[derive(Serialize, ToSchema)]
#[schema(as = PlaceHarm)]
pub(crate) struct PlaceHarmReply {
    /// Sum of weights.
    #[schema(minimum = 0)]
    total: f64,
    /// Lower end of the 95% interval of the sum expected there.
    #[schema(minimum = 0)]
    low: f64,
    /// Upper end of it.
    #[schema(minimum = 0)]
    high: f64,
    /// Weight of its most harmful event.
    #[schema(minimum = 0)]
    largest: f64,
    /// Offence code of that event.
    largest_code: String,
    /// Share of that event in the sum. `null` where all weights are 0.
    #[schema(minimum = 0, maximum = 1)]
    largest_share: Option<f64>,
    /// Events that are in no sum: without a code or a weight, or found by looking for them.
    left_out: u32,
    /// Rank by harm, from 1. `null` for a place that is not in a ranking.
    #[schema(minimum = 1)]
    rank: Option<u32>,
    /// That rank without its most harmful event. `null` for a place that is not in a ranking.
    #[schema(minimum = 1)]
    rank_without_largest: Option<u32>,
}

/// What the sums of harm are made of, or why there are none.
#[derive(Serialize, ToSchema)]
#[schema(as = HarmBasis)]
pub(crate) struct HarmBasisReply {
    /// Which place comes first by harm, whether one event makes it so, and what is in no sum; or why harm
    /// cannot be said.
    sentence: String,
    #[schema(schema_with = words::no_harm)]
    refused: Option<&'static str>,
    /// The weights. `null` where harm cannot be said.
    weights: Option<HarmVintage>,
    /// Events with a weight. `null` where harm cannot be said.
    weighted: Option<u32>,
    /// Codes without a weight, those with most events first: their harm is not 0 but unknown.
    unweighted: Vec<CodeReply>,
    /// Events without a code. `null` where harm cannot be said.
    uncoded: Option<u32>,
    /// Codes of offences that come to light because officers look for them: in no sum.
    proactive: Vec<CodeReply>,
}

/// Offences of one code.
#[derive(Serialize, ToSchema)]
#[schema(as = CodeCount)]
struct CodeReply {
    /// Offence code.
    code: String,
    /// Events.
    events: u32,
}

/// Weights of harm.
#[derive(Serialize, ToSchema)]
#[schema(as = HarmVintage)]
pub(crate) struct HarmVintage {
    /// Which table, and of when.
    version: String,
    /// Who published it. `null` where the config does not say.
    source: Option<String>,
    /// The day it was taken from there (year-month-day). `null` where the config does not say.
    retrieved: Option<String>,
    /// File it was read from.
    file: String,
}

impl PlaceHarmReply {
    pub(crate) fn new(harm: &PlaceHarm) -> Self {
        Self {
            total: harm.total,
            low: harm.interval.0,
            high: harm.interval.1,
            largest: harm.largest,
            largest_code: harm.largest_code.clone(),
            largest_share: harm.largest_share(),
            left_out: harm.left_out,
            rank: harm.ranks.map(|(rank, _)| rank),
            rank_without_largest: harm.ranks.map(|(_, without)| without),
        }
    }
}

impl HarmBasisReply {
    pub(crate) fn new(released: &Released<Hotspots>) -> Self {
        let harm = released.value().harm.as_ref();
        let codes = |codes: &[CodeCount]| codes.iter().map(CodeReply::new).collect();
        Self {
            sentence: sentences::harm(released),
            refused: harm.err().copied().map(NoHarm::word),
            weights: harm.ok().map(|basis| HarmVintage::new(&basis.table)),
            weighted: harm.ok().map(|basis| basis.weighted),
            unweighted: harm.map_or_else(|_| Vec::new(), |basis| codes(&basis.unweighted)),
            uncoded: harm.ok().map(|basis| basis.uncoded),
            proactive: harm.map_or_else(|_| Vec::new(), |basis| codes(&basis.proactive)),
        }
    }
}

impl CodeReply {
    fn new(code: &CodeCount) -> Self {
        Self {
            code: code.code.clone(),
            events: code.events,
        }
    }
}

impl HarmVintage {
    pub(crate) fn new(table: &HarmTable) -> Self {
        Self {
            version: table.version.clone(),
            source: table.source.clone(),
            retrieved: table.retrieved.clone(),
            file: table.file.clone(),
        }
    }
}
