//! `/api/v1/stability`.

use beatbook_core::{GridStability, Released, StableGroup};
use beatbook_store::Store;
use serde::Serialize;

use super::head::Head;
use super::sentences;
use crate::etag::Key;

#[derive(Serialize)]
pub(crate) struct StabilityReply {
    #[serde(flatten)]
    head: Head,
    verdict: &'static str,
    /// Grids compared, the first of them not moved.
    grids: u32,
    grids_with_hot_cells: u32,
    cell_m2: f64,
    cells: u32,
    groups: Vec<GroupReply>,
}

#[derive(Serialize)]
struct GroupReply {
    id: String,
    rank: Option<u32>,
    name: String,
    area: Option<String>,
    /// Grids on which its peak lies in a hot cell, of those on which it lies in any.
    hot: u32,
    tested: u32,
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
