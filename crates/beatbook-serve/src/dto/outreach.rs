//! `/api/v1/outreach`.

use beatbook_core::{Count, Outreach, OutreachArea, Released};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::meta::LayerReply;
use super::sentences;
use crate::etag::Key;

/// Areas by parts of the day, for those who offer help there.
#[derive(Serialize, ToSchema)]
#[schema(as = Outreach)]
pub(crate) struct OutreachReply {
    #[serde(flatten)]
    head: Head,
    /// The layer counted.
    layer: LayerReply,
    /// Parts of the day, in the order of the counts.
    blocks: Vec<BlockReply>,
    /// All areas together, in each part; each `null` where it is too small to be shown.
    total: Vec<Option<u32>>,
    /// In no part of the day: known only to a longer interval. `null` where it is too small to be shown.
    untimed: Option<u32>,
    /// Areas in the order of the layer.
    areas: Vec<AreaReply>,
}

/// A part of the day.
#[derive(Serialize, ToSchema)]
#[schema(as = OutreachBlock)]
struct BlockReply {
    /// First hour.
    #[schema(maximum = 23)]
    from: u8,
    /// Hour after the last.
    #[schema(maximum = 24)]
    to: u8,
    /// `16:00–20:00`.
    label: String,
}

/// An area over the parts of the day.
#[derive(Serialize, ToSchema)]
#[schema(as = OutreachArea)]
struct AreaReply {
    /// Official code.
    code: String,
    /// Name.
    name: String,
    /// Count in each part of the day; each `null` where it is too small to be shown, or would tell one
    /// that is.
    counts: Vec<Option<u32>>,
}

impl OutreachReply {
    pub(crate) fn new(released: &Released<Outreach>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        let block = |(from, to): (u8, u8)| BlockReply {
            from,
            to,
            label: sentences::part_of_day((from, to)),
        };
        Self {
            head: Head::new(released, sentences::outreach(released), key, store),
            layer: LayerReply::new(&found.layer, found.areas.len() as u32),
            blocks: Outreach::BLOCKS.map(block).into(),
            total: numbers(&found.total),
            untimed: found.untimed.number(),
            areas: found.areas.iter().map(AreaReply::new).collect(),
        }
    }
}

impl AreaReply {
    fn new(area: &OutreachArea) -> Self {
        Self {
            code: area.code.clone(),
            name: area.name.clone(),
            counts: numbers(&area.counts),
        }
    }
}

fn numbers(counts: &[Count]) -> Vec<Option<u32>> {
    counts.iter().map(|count| count.number()).collect()
}
