//! Rates of the areas of a layer, each with its interval, and which of them stand out.

use beatbook_analyse::{
    Funnel, Level, SmoothedRate, empirical_bayes, funnel, local_empirical_bayes, poisson_interval,
};
use beatbook_core::{
    Answer, AreaRate, AreaRates, AreasDiffer, Caveat, LayerId, Measure, Per, RatedArea, Selection,
    SelectionError, Unit,
};

use crate::bases::Base;
use crate::profile::years_held;
use crate::scan::{Question, Scope};
use crate::store::{Layer, Store};

/// With so many times as many people at work as at home a rate per resident says nothing of risk.
const MANY_MORE: f64 = 2.0;

impl Store {
    /// Rates of the areas of a layer: exact (Garwood) intervals, empirical Bayes estimates towards all areas
    /// and towards the neighbours, and funnel limits with overdispersion.
    ///
    /// # Errors
    /// [`SelectionError`] when the book holds no such layer or nothing of the denominator, over a gap of the
    /// source, for a selection within one area, or when the book cannot answer it.
    pub fn rates(
        &self,
        layer: &LayerId,
        per: Per,
        selection: &Selection,
    ) -> Result<Answer<AreaRates>, SelectionError> {
        let held = self.held_layer(layer)?;
        if selection.area.is_some() {
            let reason = "rates compare the areas of the whole study area; leave area out, or ask for the profile of one";
            return Err(SelectionError::new("area", reason, [""; 0]));
        }
        let base = self.base_of(held, per)?;
        let scope = Scope::new(self, selection, Question::Table)?;
        scope.check_layer(self, selection, held, "layer")?;
        scope.source.check_rates(scope.period)?;
        let scan = scope.scan(self, selection);
        scope.check_enough(&scan)?;
        let mut counts = vec![0_u64; held.shapes.len()];
        let mut nowhere = 0;
        for &row in &scan.rows {
            let area = held.area_of.one(scope.location[row as usize] as usize);
            match counts.get_mut(area as usize) {
                Some(count) => *count += 1,
                None => nowhere += 1,
            }
        }
        let years = years_held(scope.source, scope.period).unwrap_or(0.0);
        let exposed = base.of.iter();
        let exposed: Vec<f64> = exposed
            .map(|of| of.unwrap_or(0.0) * years / per.unit())
            .collect();
        let told = counts
            .iter()
            .all(|&count| scope.count(count as u32).is_exact());
        let found = Found::new(told, &counts, &exposed, |counts, exposed| {
            self.drawn_to_neighbours(held, counts, exposed)
        });
        let areas = held.shapes.iter().enumerate().map(|(at, shape)| {
            let count = scope.count(counts[at] as u32);
            RatedArea {
                code: shape.class.clone(),
                name: shape.name.clone(),
                count,
                base: base.of[at],
                rated: found
                    .as_ref()
                    .ok()
                    .filter(|_| count.is_exact())
                    .and_then(|found| found.area(at)),
            }
        });
        let value = AreaRates {
            layer: layer.clone(),
            per,
            base_says: base.says.clone(),
            years,
            areas: areas.collect(),
            nowhere: scope.count(nowhere),
            all: found.as_ref().ok().map(Found::all),
            refused: found.err(),
        };
        let caveats = self.of_rates(held, per, &base);
        let mut answer = self.answer(value, None, selection, &scope, &scan);
        answer.caveats.splice(0..0, caveats);
        Ok(answer)
    }

    /// Estimates towards an area and its neighbours; `None` where the book knows no neighbours of the layer.
    fn drawn_to_neighbours(
        &self,
        layer: &Layer,
        counts: &[u64],
        exposed: &[f64],
    ) -> Option<Vec<Option<f64>>> {
        let (_, table) = self.cells(&Unit::Areas(layer.id.clone())).ok()?;
        let local = local_empirical_bayes(counts, exposed, &table.neighbours, Level::P95).ok()?;
        let rate = |local: beatbook_analyse::LocalRate| Some(local.smoothed?.0.rate);
        Some(local.into_iter().map(rate).collect())
    }

    /// What a rate per resident hides, and where.
    fn of_rates(&self, layer: &Layer, per: Per, residents: &Base) -> Vec<Caveat> {
        if per != Per::Residents {
            return Vec::new();
        }
        let mut said = "Rates are per resident: those who work, shop or go out there are not among them, so in a centre they say little of risk; per=km2 compares the same areas by their ground.".to_owned();
        if let Ok(workday) = self.base_of(layer, Per::Workday) {
            let people = residents.of.iter().zip(&workday.of);
            let busy = people.zip(&layer.shapes).filter(|((living, there), _)| {
                living
                    .zip(**there)
                    .is_some_and(|(living, there)| there > MANY_MORE * living)
            });
            let names: Vec<&str> = busy.map(|(_, shape)| shape.name.as_str()).collect();
            if !names.is_empty() {
                said = format!(
                    "{said} More than twice as many people are there on a workday as live there: {}.",
                    names.join(", ")
                );
            }
        }
        vec![Caveat::Said(said)]
    }
}

/// What is known of all areas.
struct Found<'a> {
    counts: &'a [u64],
    exposed: &'a [f64],
    smoothed: Vec<SmoothedRate>,
    local: Option<Vec<Option<f64>>>,
    funnel: Funnel,
}

impl<'a> Found<'a> {
    /// Or why no rate can be said.
    ///
    /// - `told`: whether every count may be told; the rate of all would tell a single hidden one.
    fn new(
        told: bool,
        counts: &'a [u64],
        exposed: &'a [f64],
        local: impl FnOnce(&[u64], &[f64]) -> Option<Vec<Option<f64>>>,
    ) -> Result<Self, String> {
        if !told {
            return Err("cannot be said: some counts are too small to be told".into());
        }
        let wrong = |e: beatbook_analyse::RatesError| format!("cannot be said: {e}");
        let (smoothed, _) = empirical_bayes(counts, exposed, Level::P95).map_err(wrong)?;
        let funnel = funnel(counts, exposed).map_err(wrong)?;
        Ok(Self {
            local: local(counts, exposed),
            counts,
            exposed,
            smoothed,
            funnel,
        })
    }

    fn area(&self, at: usize) -> Option<AreaRate> {
        let funnel = self.funnel.areas[at]?;
        let smoothed = self.smoothed[at];
        let interval = smoothed.interval;
        Some(AreaRate {
            rate: measured(self.counts[at], self.exposed[at]),
            smoothed: (smoothed.rate, interval.map(|of| (of.low, of.high))),
            local: self.local.as_ref().and_then(|local| local[at]),
            limits: (funnel.limits.low, funnel.limits.high),
            status: funnel.status,
        })
    }

    fn all(&self) -> AreasDiffer {
        let counted = self
            .counts
            .iter()
            .zip(self.exposed)
            .filter(|(_, of)| **of > 0.0);
        let (counts, exposed): (Vec<u64>, Vec<f64>) = counted.unzip();
        let overdispersion = self.funnel.overdispersion;
        AreasDiffer {
            rate: measured(counts.iter().sum(), exposed.iter().sum()),
            phi: overdispersion.phi,
            tau2: overdispersion.tau2,
        }
    }
}

/// A rate with its exact interval.
pub(crate) fn measured(count: u64, exposed: f64) -> Measure {
    let interval = poisson_interval(count, Level::P95);
    Measure {
        value: count as f64 / exposed,
        low: interval.low / exposed,
        high: interval.high / exposed,
    }
}

#[cfg(test)]
#[path = "rates_tests.rs"]
mod tests;
