//! `/api/v1/nights`.

use beatbook_core::{Count, Night, NightGroup, Nights, Released};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::{labels, sentences};
use crate::etag::Key;

/// Hours of the night, and every night.
#[derive(Serialize, ToSchema)]
#[schema(as = Nights)]
pub(crate) struct NightsReply {
    #[serde(flatten)]
    head: Head,
    /// Hours of the day in the order of a night: 18, 19, ... 5, 6.
    hours: Vec<u8>,
    /// Count of each hour; each `null` where it is too small to be shown.
    total: Vec<Option<u32>>,
    /// Hotspots by rank, each hour by hour.
    groups: Vec<GroupReply>,
    /// Every night, the earliest first.
    nights: Vec<NightReply>,
    /// Not timed to the hour: in no column. `null` where it is too small to be shown to this
    /// audience.
    untimed: Option<u32>,
}

/// A hotspot over the night.
#[derive(Serialize, ToSchema)]
#[schema(as = NightGroup)]
struct GroupReply {
    /// Stable id, of the ground it stands on.
    id: String,
    /// Rank, from 1. `null` where the order is not sure enough to number.
    rank: Option<u32>,
    /// Name.
    name: String,
    /// Count of each hour, in the order of `hours`; each `null` where it is too small to be shown.
    counts: Vec<Option<u32>>,
}

/// One night.
#[derive(Serialize, ToSchema)]
#[schema(as = Night)]
struct NightReply {
    /// Day of its evening (year-month-day).
    night: String,
    /// `Fri 6 Oct 2023`.
    label: String,
    /// Hours of it that are in the selection.
    hours: u32,
    /// Counted in it. `null` where it is too small to be shown to this audience.
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
