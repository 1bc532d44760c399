//! `/api/v1/deprivation`.

use beatbook_core::{DecileGroup, DecileShare, Deprivation, LayerId, Released};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::{labels, sentences, words};
use crate::etag::Key;

/// National deciles of those concerned.
#[derive(Serialize, ToSchema)]
#[schema(as = Deprivation)]
pub(crate) struct DeprivationReply {
    #[serde(flatten)]
    head: Head,
    /// The index of deprivation.
    index: IndexReply,
    /// Areas, residents, events, and people by their home, each over the deciles.
    groups: Vec<GroupReply>,
}

/// An index of deprivation.
#[derive(Serialize, ToSchema)]
#[schema(as = IndexOfDeprivation)]
struct IndexReply {
    /// Id, such as `imd19`.
    id: String,
    /// Name.
    label: String,
    /// Layer of areas it ranks.
    layer: String,
}

/// Who or what is spread over deciles.
#[derive(Serialize, ToSchema)]
#[schema(as = DecileGroup)]
struct GroupReply {
    #[schema(schema_with = words::concerned)]
    id: &'static str,
    /// The group in words.
    label: String,
    /// How many are placed. `null` where it is too small to be shown to this audience.
    base: Option<u32>,
    /// How many have no usable home or place. `null` where it is too small to be shown to this
    /// audience.
    unplaced: Option<u32>,
    /// How many are outside what the index covers. `null` where it is too small to be shown to this
    /// audience.
    outside: Option<u32>,
    /// Decile 1, the most deprived tenth of the country, to 10.
    deciles: Vec<DecileReply>,
}

/// One decile.
#[derive(Serialize, ToSchema)]
#[schema(as = DecileShare)]
struct DecileReply {
    /// 1 is the most deprived tenth.
    #[schema(minimum = 1, maximum = 10)]
    decile: u8,
    /// How many are in it. `null` where it is too small to be shown to this audience.
    count: Option<u32>,
    /// Share of the placed, 0 to 1. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0, maximum = 1)]
    share: Option<f64>,
    /// Lower end of its 95% interval. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0, maximum = 1)]
    low: Option<f64>,
    /// Upper end of its 95% interval. `null` where it is too small to be shown to this audience.
    #[schema(minimum = 0, maximum = 1)]
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
