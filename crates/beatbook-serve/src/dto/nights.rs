//! `/api/v1/nights`.

use beatbook_core::{Count, Night, NightGroup, Nights, Released};
use beatbook_store::Store;
use serde::Serialize;

use super::head::Head;
use super::{labels, sentences};
use crate::etag::Key;

#[derive(Serialize)]
pub(crate) struct NightsReply {
    #[serde(flatten)]
    head: Head,
    hours: Vec<u8>,
    total: Vec<Option<u32>>,
    groups: Vec<GroupReply>,
    nights: Vec<NightReply>,
    /// Not timed to the hour: in no column.
    untimed: Option<u32>,
}

#[derive(Serialize)]
struct GroupReply {
    id: String,
    rank: Option<u32>,
    name: String,
    counts: Vec<Option<u32>>,
}

#[derive(Serialize)]
struct NightReply {
    night: String,
    label: String,
    hours: u32,
    count: Option<u32>,
}

impl NightsReply {
    pub(crate) fn new(released: &Released<Nights>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        Self {
            head: Head::new(released, sentences::nights(released), key, store),
            hours: found.hours.clone(),
            total: numbers(&found.total),
            groups: found.groups.iter().map(GroupReply::new).collect(),
            nights: found.nights.iter().map(NightReply::new).collect(),
            untimed: found.untimed.number(),
        }
    }
}

impl GroupReply {
    fn new(group: &NightGroup) -> Self {
        Self {
            id: group.id.clone(),
            rank: group.rank,
            name: group.name.clone(),
            counts: numbers(&group.counts),
        }
    }
}

impl NightReply {
    fn new(night: &Night) -> Self {
        Self {
            night: night.day.to_string(),
            label: labels::night(night.day),
            hours: night.hours,
            count: night.count.number(),
        }
    }
}

fn numbers(counts: &[Count]) -> Vec<Option<u32>> {
    counts.iter().map(|count| count.number()).collect()
}
