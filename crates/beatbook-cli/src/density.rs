//! `beatbook density`.

use std::path::Path;

use anyhow::Result;
use beatbook_core::{
    Answer, DensityAsked, DensityMap, DensityTop, Released, Selection, SelectionError,
};
use beatbook_serve::print;
use beatbook_store::Store;

use crate::commands::Density;
use crate::exit::Exit;
use crate::question::{self, Question, shown};
use crate::sheet::Sheet;
use crate::table::{fitted, wrapped};

pub(crate) fn run(args: &Density) -> Result<Exit> {
    let asked = DensityAsked::parse([
        args.radius.as_deref(),
        args.rule.as_deref(),
        args.edge.as_deref(),
        args.adaptive.then_some("on"),
        args.cell.as_deref(),
    ])?;
    question::run(&Smoothed { asked }, &args.ask)
}

struct Smoothed {
    asked: DensityAsked,
}

impl Question for Smoothed {
    type Found = DensityMap;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<DensityMap>, SelectionError> {
        store.density(selection, &self.asked)
    }

    /// What the program chose, it says: on stderr too, where a file does not swallow it.
    fn before_showing(&self, _book: &Path, released: &Released<DensityMap>) -> Result<()> {
        if let Some(surface) = &released.value().surface {
            if surface.rule.is_some() {
                let radius = print::density_radius(surface);
                eprintln!("radius: {radius}; set with --radius or --rule");
            }
            if surface.cell_chosen {
                eprintln!("cell: {} m (chosen); set with --cell", surface.cell.0);
            }
        }
        Ok(())
    }

    fn json(&self, released: &Released<DensityMap>, store: &Store) -> Result<String, String> {
        print::density_json(released, &self.asked, store)
    }

    fn sentence(&self, released: &Released<DensityMap>, _: &Store) -> String {
        print::density_sentence(released)
    }

    fn tables(&self, released: &Released<DensityMap>) -> String {
        let Some(surface) = &released.value().surface else {
            return String::new();
        };
        let within = format!("within {:.0} m", surface.radius.0);
        let head = [
            "",
            "place",
            "area",
            "per km\u{b2}",
            &within,
            "easting",
            "northing",
        ];
        let row = |top: &DensityTop| {
            vec![
                top.rank.to_string(),
                top.name.clone(),
                top.area.clone().unwrap_or_default(),
                format!("{:.1}", top.per_km2),
                shown(top.within),
                format!("{:.0}", top.grid.easting),
                format!("{:.0}", top.grid.northing),
            ]
        };
        let rows: Vec<Vec<String>> = surface.tops.iter().map(row).collect();
        let edge = if surface.edge { "on" } else { "off" };
        let columns = fitted(&head, &rows, &[0, 3, 4, 5, 6], &[1, 2]);
        let used = format!(
            "quartic kernel, radius {}; cells of {} m; edge correction {edge}; mean {:.1} per km\u{b2}",
            print::density_radius(surface),
            surface.cell.0,
            surface.mean_per_km2
        );
        format!("{columns}\n{}", wrapped(&used))
    }

    /// The cells of the grid that hold anything, by the middle of each.
    fn sheet(&self, released: &Released<DensityMap>) -> Sheet {
        let head = [
            "easting",
            "northing",
            "cell_m",
            "per_km2",
            "radius_m",
            "rule",
            "edge_correction",
            "adaptive",
        ];
        let Some(surface) = &released.value().surface else {
            return Sheet::new(&head, []);
        };
        let dense = surface.per_km2.iter().enumerate();
        let dense = dense.filter_map(|(cell, value)| Some((cell, (*value)?)));
        let row = |(cell, per_km2): (usize, f64)| {
            let middle = surface.centre_of(cell);
            vec![
                middle.easting.to_string(),
                middle.northing.to_string(),
                surface.cell.0.to_string(),
                format!("{per_km2:.6}"),
                surface.radius.0.to_string(),
                surface
                    .rule
                    .map_or("given", beatbook_core::RadiusRule::word)
                    .into(),
                if surface.edge { "on" } else { "off" }.into(),
                if surface.adaptive.is_some() {
                    "on"
                } else {
                    "off"
                }
                .into(),
            ]
        };
        Sheet::new(&head, dense.filter(|(_, value)| *value > 0.0).map(row))
    }
}

#[cfg(test)]
#[path = "density_tests.rs"]
mod tests;
