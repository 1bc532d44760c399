//! `beatbook rates`.

use anyhow::Result;
use beatbook_core::{
    Answer, AreaRates, FunnelStatus, LayerId, Per, RatedArea, Released, Selection, SelectionError,
    thousands,
};
use beatbook_serve::print;
use beatbook_store::Store;

use crate::commands;
use crate::exit::Exit;
use crate::question::{self, Question, exactly, number, shown};
use crate::sheet::Sheet;
use crate::table::{fitted, wrapped};

pub(crate) fn run(args: &commands::Rates) -> Result<Exit> {
    let question = Rates {
        layer: LayerId::parse(&args.layer)?,
        per: Per::parse(args.per.as_deref())?,
    };
    question::run(&question, &args.ask)
}

struct Rates {
    layer: LayerId,
    per: Per,
}

impl Question for Rates {
    type Found = AreaRates;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<AreaRates>, SelectionError> {
        store.rates(&self.layer, self.per, selection)
    }

    fn json(&self, released: &Released<AreaRates>, store: &Store) -> Result<String, String> {
        print::rates_json(released, store)
    }

    fn sentence(&self, released: &Released<AreaRates>, _: &Store) -> String {
        print::rates_sentence(released)
    }

    /// The highest rate first, as drawn towards the others: that order depends least on luck.
    fn tables(&self, released: &Released<AreaRates>) -> String {
        let found = released.value();
        let base = match found.per {
            Per::Km2 => "km2",
            Per::Residents => "residents",
            Per::Workday => "workday",
        };
        let head = [
            "area", "count", base, "rate", "95%", "smoothed", "local", "limits", "funnel",
        ];
        let mut areas: Vec<&RatedArea> = found.areas.iter().collect();
        let smoothed = |area: &RatedArea| {
            area.rated
                .map_or(f64::NEG_INFINITY, |rated| rated.smoothed.0)
        };
        areas.sort_by(|a, b| {
            smoothed(b)
                .total_cmp(&smoothed(a))
                .then(a.code.cmp(&b.code))
        });
        let rows: Vec<Vec<String>> = areas.into_iter().map(|area| row(area, found.per)).collect();
        let table = fitted(&head, &rows, &[1, 2, 3, 4, 5, 6, 7], &[0]);
        let differ = found.all.map_or_else(String::new, |all| {
            let extent = if all.tau2 > 0.0 {
                format!("areas differ by more than chance (phi {:.2}, tau2 {:.4}), and the limits allow for it", all.phi, all.tau2)
            } else {
                format!("chance explains all differences (phi {:.2})", all.phi)
            };
            wrapped(&format!(
                "rates {}, over {}, {:.2} years; {extent}. smoothed: drawn towards all areas; local: towards the neighbours; limits: counts within 95% of what its size leads to expect. located in none of the areas: {}",
                found.per.label(),
                found.base_says,
                found.years,
                shown(found.nowhere)
            ))
        });
        table + &differ
    }

    fn sheet(&self, released: &Released<AreaRates>) -> Sheet {
        let found = released.value();
        let head = [
            "layer",
            "code",
            "name",
            "per",
            "base",
            "count",
            "years",
            "rate",
            "low",
            "high",
            "smoothed",
            "smoothed_low",
            "smoothed_high",
            "local",
            "limit_low",
            "limit_high",
            "funnel",
        ];
        let row = |area: &RatedArea| {
            let rated = area.rated;
            let interval = rated.and_then(|rated| rated.smoothed.1);
            vec![
                found.layer.to_string(),
                area.code.clone(),
                area.name.clone(),
                found.per.to_string(),
                exactly(area.base),
                area.count.to_string(),
                found.years.to_string(),
                exactly(rated.map(|rated| rated.rate.value)),
                exactly(rated.map(|rated| rated.rate.low)),
                exactly(rated.map(|rated| rated.rate.high)),
                exactly(rated.map(|rated| rated.smoothed.0)),
                exactly(interval.map(|(low, _)| low)),
                exactly(interval.map(|(_, high)| high)),
                exactly(rated.and_then(|rated| rated.local)),
                exactly(rated.map(|rated| rated.limits.0)),
                exactly(rated.map(|rated| rated.limits.1)),
                rated.map_or_else(String::new, |rated| rated.status.word().into()),
            ]
        };
        Sheet::new(&head, found.areas.iter().map(row))
    }
}

fn row(area: &RatedArea, per: Per) -> Vec<String> {
    let base = area.base.map_or_else(String::new, |base| match per {
        Per::Km2 => format!("{base:.2}"),
        Per::Residents | Per::Workday => thousands(base.round() as u64),
    });
    let rated = area.rated;
    let whole = |value: f64| thousands(value as u64);
    vec![
        area.name.clone(),
        shown(area.count),
        base,
        number(rated.map(|rated| rated.rate.value), 1),
        rated.map_or_else(String::new, |rated| {
            format!("{:.1}-{:.1}", rated.rate.low, rated.rate.high)
        }),
        number(rated.map(|rated| rated.smoothed.0), 1),
        number(rated.and_then(|rated| rated.local), 1),
        rated.map_or_else(String::new, |rated| {
            format!("{}-{}", whole(rated.limits.0), whole(rated.limits.1))
        }),
        rated.map_or_else(String::new, |rated| match rated.status {
            FunnelStatus::Within => String::new(),
            status => status.word().into(),
        }),
    ]
}

#[cfg(test)]
#[path = "rates_tests.rs"]
mod tests;
