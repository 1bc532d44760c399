//! `/api/v1/deprivation`.

use beatbook_core::{DecileGroup, DecileShare, Deprivation, LayerId, Released};
use beatbook_store::Store;
use serde::Serialize;

use super::head::Head;
use super::{labels, sentences};
use crate::etag::Key;

#[derive(Serialize)]
pub(crate) struct DeprivationReply {
    #[serde(flatten)]
    head: Head,
    index: IndexReply,
    groups: Vec<GroupReply>,
}

#[derive(Serialize)]
struct IndexReply {
    id: String,
    label: String,
    layer: String,
}

#[derive(Serialize)]
struct GroupReply {
    id: &'static str,
    label: String,
    /// How many are placed.
    base: Option<u32>,
    unplaced: Option<u32>,
    outside: Option<u32>,
    deciles: Vec<DecileReply>,
}

#[derive(Serialize)]
struct DecileReply {
    decile: u8,
    count: Option<u32>,
    share: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
}

impl DeprivationReply {
    pub(crate) fn new(released: &Released<Deprivation>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        let label = index_label(&found.index, store);
        let groups = found.groups.iter();
        Self {
            head: Head::new(
                released,
                sentences::deprivation(released, &label),
                key,
                store,
            ),
            index: IndexReply {
                id: found.index.clone(),
                label,
                layer: found.layer.to_string(),
            },
            groups: groups
                .map(|group| GroupReply::new(group, &found.layer))
                .collect(),
        }
    }
}

/// What an index is called in the book.
pub(crate) fn index_label(id: &str, store: &Store) -> String {
    let held = &store.about().indexes;
    let named = held.iter().find(|index| index.id == id);
    named.map_or_else(|| id.to_owned(), |index| index.label.clone())
}

impl GroupReply {
    fn new(group: &DecileGroup, layer: &LayerId) -> Self {
        Self {
            id: group.concerned.word(),
            label: labels::concerned(group.concerned, layer),
            base: group.base.number(),
            unplaced: group.unplaced.number(),
            outside: group.outside.number(),
            deciles: (1..).zip(&group.deciles).map(DecileReply::new).collect(),
        }
    }
}

impl DecileReply {
    fn new((decile, share): (u8, &DecileShare)) -> Self {
        Self {
            decile,
            count: share.count.number(),
            share: share.share,
            low: share.interval.map(|(low, _)| low),
            high: share.interval.map(|(_, high)| high),
        }
    }
}
