//! `/api/v1/stability`.

use beatbook_core::{GridStability, Released, StableGroup};
use beatbook_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::{sentences, words};
use crate::etag::Key;

/// How often each hotspot stays hot as the grid moves.
#[derive(Serialize, ToSchema)]
#[schema(as = Stability)]
pub(crate) struct StabilityReply {
    #[serde(flatten)]
    head: Head,
    #[schema(schema_with = words::verdict)]
    verdict: &'static str,
    /// Grids compared, the first of them not moved.
    grids: u32,
    /// Grids that have any hot cell.
    grids_with_hot_cells: u32,
    /// Ground of a cell, in square metres.
    #[schema(minimum = 0)]
    cell_m2: f64,
    /// Cells of the grid.
    cells: u32,
    /// Hotspots by rank.
    groups: Vec<GroupReply>,
}

/// A hotspot over the grids.
#[derive(Serialize, ToSchema)]
#[schema(as = StableGroup)]
struct GroupReply {
    /// Stable id, of the ground it stands on.
    id: String,
    /// Rank, from 1. `null` where the order is not sure enough to number.
    rank: Option<u32>,
    /// Name.
    name: String,
    /// Area it is in. `null` where none is known.
    area: Option<String>,
    /// Grids on which its peak lies in a hot cell.
    hot: u32,
    /// Grids on which its peak lies in any.
    tested: u32,
    /// That in words.
    said: String,
}

impl StabilityReply {
    pub(crate) fn new(released: &Released<GridStability>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        let sentence = sentences::stability(released);
        Self {
            head: Head::new(released, sentence, key, store),
            verdict: found.verdict.word(),
            grids: found.grids,
            grids_with_hot_cells: found.grids_with_hot_cells,
            cell_m2: found.cell_m2.round(),
            cells: found.cells,
            groups: found.groups.iter().map(GroupReply::new).collect(),
        }
    }
}

impl GroupReply {
    fn new(group: &StableGroup) -> Self {
        Self {
            id: group.id.clone(),
            rank: group.rank,
            name: group.name.clone(),
            area: group.area.clone(),
            hot: group.hot,
            tested: group.tested,
            said: sentences::stays(group),
        }
    }
}
