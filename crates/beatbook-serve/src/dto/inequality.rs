//! `/api/v1/inequality`.

use beatbook_core::{DecileRate, Inequality, Ladder, Released, Slope};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::deprivation::index_label;
use super::head::Head;
use super::hotspots::shown;
use super::measures::MeasureReply;
use super::{sentences, words};
use crate::etag::Key;

/// How unequally events fall on poorer and richer areas.
#[derive(Serialize, ToSchema)]
#[schema(as = Inequality)]
pub(crate) struct InequalityReply {
    #[serde(flatten)]
    head: Head,
    /// Layer whose areas have the deciles.
    layer: String,
    #[schema(schema_with = words::per)]
    per: &'static str,
    /// What a rate is of, in words.
    rate_of: &'static str,
    /// Where the denominator comes from.
    base_says: String,
    /// The index asked for, then others of the same areas.
    ladders: Vec<LadderReply>,
}

/// The ladder of one index.
#[derive(Serialize, ToSchema)]
#[schema(as = Ladder)]
struct LadderReply {
    /// Id of the index, such as `imd19`.
    index: String,
    /// What it is called.
    label: String,
    /// Whether recorded crime is part of the index.
    holds_crime: bool,
    /// Deciles with anybody in them, the most deprived first.
    deciles: Vec<DecileRateReply>,
    /// The indices, with the interval that knows that areas of one decile differ. `null` where they cannot be said.
    slope: Option<SlopeReply>,
    /// The same with the interval of chance alone. `null` where they cannot be said.
    by_chance: Option<SlopeReply>,
    /// Not on the ladder. `null` where it is too small to be shown to this audience.
    unplaced: Option<u32>,
    /// Why there is no slope. `null` where there is one.
    refused: Option<String>,
}

/// One decile of deprivation.
#[derive(Serialize, ToSchema)]
#[schema(as = DecileRate)]
struct DecileRateReply {
    /// 1 is the most deprived tenth.
    #[schema(minimum = 1, maximum = 10)]
    decile: u8,
    /// Areas in it.
    areas: u32,
    /// People or km2 in them.
    base: f64,
    /// How many. `null` where it is too small to be shown to this audience.
    count: Option<u32>,
    /// The same as it is written: `*` where too small to be shown.
    count_shown: String,
    /// The rate, with the interval of chance alone. `null` where it may not be shown to this audience.
    rate: Option<MeasureReply>,
    /// The rate over that of all deciles. `null` where it may not be shown to this audience.
    represented: Option<MeasureReply>,
}

/// The line through the deciles.
#[derive(Serialize, ToSchema)]
#[schema(as = Slope)]
struct SlopeReply {
    /// Rate at its most deprived end.
    at_most_deprived: f64,
    /// Rate at its least deprived end.
    at_least_deprived: f64,
    /// Slope index of inequality: the second less the first.
    slope: MeasureReply,
    /// Relative index of inequality: the second over the first. `null` where the line is not above 0 at both ends.
    relative: Option<MeasureReply>,
    /// Concentration index, -1 to 1; below 0 the poorer have more.
    concentration: MeasureReply,
}

impl InequalityReply {
    pub(crate) fn new(released: &Released<Inequality>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        Self {
            head: Head::new(released, sentences::inequality(released, store), key, store),
            layer: found.layer.to_string(),
            per: found.asked.per.word(),
            rate_of: found.asked.per.label(),
            base_says: found.base_says.clone(),
            ladders: found
                .ladders
                .iter()
                .map(|ladder| LadderReply::new(ladder, store))
                .collect(),
        }
    }
}

impl LadderReply {
    fn new(ladder: &Ladder, store: &Store) -> Self {
        let slope = |slope: Slope| SlopeReply {
            at_most_deprived: slope.at_most_deprived,
            at_least_deprived: slope.at_least_deprived,
            slope: MeasureReply::new(slope.slope),
            relative: slope.relative.map(MeasureReply::new),
            concentration: MeasureReply::new(slope.concentration),
        };
        Self {
            index: ladder.index.clone(),
            label: index_label(&ladder.index, store),
            holds_crime: ladder.holds_crime,
            deciles: ladder.deciles.iter().map(DecileRateReply::new).collect(),
            slope: ladder.slope.map(slope),
            by_chance: ladder.by_chance.map(slope),
            unplaced: ladder.unplaced.number(),
            refused: ladder.refused.clone(),
        }
    }
}

impl DecileRateReply {
    fn new(decile: &DecileRate) -> Self {
        Self {
            decile: decile.decile,
            areas: decile.areas,
            base: decile.base,
            count: decile.count.number(),
            count_shown: shown(decile.count),
            rate: decile.rate.map(MeasureReply::new),
            represented: decile.represented.map(MeasureReply::new),
        }
    }
}
