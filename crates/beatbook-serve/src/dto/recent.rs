//! `/api/v1/recent`.

use beatbook_core::{Recent, RecentGroup, Released};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::{labels, sentences};
use crate::etag::Key;

/// What was new in the last days at each hotspot.
#[derive(Serialize, ToSchema)]
#[schema(as = Recent)]
pub(crate) struct RecentReply {
    #[serde(flatten)]
    head: Head,
    /// First of the days (year-month-day).
    from: String,
    /// Last of the days: the last that is 95% recorded (year-month-day).
    to: String,
    /// How many days.
    days: u32,
    /// Of everything selected, what began in them. `null` where it is too small to be shown to this
    /// audience.
    total: Option<u32>,
    /// Hotspots by rank.
    groups: Vec<GroupReply>,
    /// Hotspots that this audience may not see.
    withheld: u32,
}

/// A hotspot in the last days.
#[derive(Serialize, ToSchema)]
#[schema(as = RecentGroup)]
struct GroupReply {
    /// Stable id, of the ground it stands on.
    id: String,
    /// Id of its peak: the rows of these days are those of `/api/v1/events` with this `cell`.
    cell: String,
    /// Rank, from 1. `null` where the order is not sure enough to number.
    rank: Option<u32>,
    /// Name.
    name: String,
    /// Area it is in. `null` where none is known.
    area: Option<String>,
    /// What began in the days. `null` where it is too small to be shown to this audience.
    recent: Option<u32>,
    /// That as it is shown.
    recent_shown: String,
    /// What so many days had on average before, to a tenth. `null` where too few days are known before,
    /// or it may not be told.
    usual: Option<f64>,
    /// The days with any, the latest first; none for an audience that may not see single events.
    days: Vec<DayReply>,
}

/// A day on which something began.
#[derive(Serialize, ToSchema)]
#[schema(as = RecentDay)]
struct DayReply {
    /// Day; of a night its evening (year-month-day).
    day: String,
    /// `Fri 6 Oct 2023`.
    label: String,
    /// What began on it.
    count: u32,
}

impl RecentReply {
    pub(crate) fn new(released: &Released<Recent>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        let (from, to) = found.period;
        Self {
            head: Head::new(released, sentences::recent(released), key, store),
            from: from.to_string(),
            to: to.to_string(),
            days: (to.number() - from.number() + 1) as u32,
            total: found.total.number(),
            groups: found.groups.iter().map(GroupReply::new).collect(),
            withheld: found.withheld,
        }
    }
}

impl GroupReply {
    fn new(group: &RecentGroup) -> Self {
        let day = |(day, count): &(beatbook_core::Day, u32)| DayReply {
            day: day.to_string(),
            label: labels::night(*day),
            count: *count,
        };
        Self {
            id: group.id.clone(),
            cell: group.cell.clone(),
            rank: group.rank,
            name: group.name.clone(),
            area: group.area.clone(),
            recent: group.recent.number(),
            recent_shown: group.recent.to_string(),
            usual: group.usual.map(|usual| (usual * 10.0).round() / 10.0),
            days: group.days.iter().map(day).collect(),
        }
    }
}
