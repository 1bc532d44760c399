//! `beatbook stability`.

use anyhow::Result;
use beatbook_core::{Answer, GridStability, Released, Selection, SelectionError, StableGroup};
use beatbook_serve::print;
use beatbook_store::Store;

use crate::commands::Stability;
use crate::exit::Exit;
use crate::question::{self, Question, rank};
use crate::sheet::Sheet;
use crate::table::fitted;

pub(crate) fn run(args: &Stability) -> Result<Exit> {
    let grids = GridStability::parse_grids(args.grids.as_deref())?;
    question::run(&Moved { grids }, &args.ask)
}

struct Moved {
    grids: u32,
}

impl Question for Moved {
    type Found = GridStability;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<GridStability>, SelectionError> {
        store.stability(selection, self.grids)
    }

    fn json(&self, released: &Released<GridStability>, store: &Store) -> Result<String, String> {
        print::stability_json(released, store)
    }

    fn sentence(&self, released: &Released<GridStability>, _: &Store) -> String {
        print::stability_sentence(released)
    }

    fn tables(&self, released: &Released<GridStability>) -> String {
        let groups = &released.value().groups;
        if groups.is_empty() {
            return String::new();
        }
        let head = ["rank", "place", "area", "stays hot", "", "id"];
        let row = |group: &StableGroup| {
            let sure = print::is_stable(group);
            vec![
                rank(group.rank, None),
                group.name.clone(),
                group.area.clone().unwrap_or_default(),
                format!("{} of {}", group.hot, group.tested),
                if sure { "" } else { "depends on the grid" }.into(),
                group.id.clone(),
            ]
        };
        let rows: Vec<Vec<String>> = groups.iter().map(row).collect();
        fitted(&head, &rows, &[0, 3], &[1, 2])
    }

    fn sheet(&self, released: &Released<GridStability>) -> Sheet {
        let head = ["rank", "place", "area", "hot", "tested", "grids", "id"];
        let row = |group: &StableGroup| {
            vec![
                rank(group.rank, None),
                group.name.clone(),
                group.area.clone().unwrap_or_default(),
                group.hot.to_string(),
                group.tested.to_string(),
                released.value().grids.to_string(),
                group.id.clone(),
            ]
        };
        Sheet::new(&head, released.value().groups.iter().map(row))
    }
}

#[cfg(test)]
#[path = "stability_tests.rs"]
mod tests;
