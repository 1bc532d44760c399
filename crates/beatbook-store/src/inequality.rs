//! How unequally events fall on poorer and richer areas.

use beatbook_analyse::{
    Interval, Level, RankedGroup, SlopeIndex, ValueScale, clustered_rate, poisson_interval,
    representation_ratio, slope_index,
};
use beatbook_core::{
    Answer, Caveat, Count, DecileRate, Inequality, InequalityAsked, Ladder, Measure, Per,
    Selection, SelectionError, Slope,
};

use crate::about::IndexAbout;
use crate::book::Deciles;
use crate::concentration::measure;
use crate::profile::years_held;
use crate::rates::measured;
use crate::scan::{Question, Scope};
use crate::store::Store;

/// The same selection gives the same intervals.
const SEED: u64 = 1;

impl Store {
    /// The slope of the rates of a selection over the national deciles of deprivation, with the relative and
    /// the concentration index.
    ///
    /// Each comes with two intervals: one that takes every event for a draw by itself, as public-health
    /// profiles do, and one that knows that areas of one decile differ, which is the honest one where a few
    /// streets make a decile. Other indices of the same areas, such as one domain, follow the one asked for.
    ///
    /// # Errors
    /// [`SelectionError`] when the book has no such index or denominator, over a gap of the source, for a
    /// selection within one area or by the ages of people, or when the book cannot answer it.
    pub fn inequality(
        &self,
        selection: &Selection,
        asked: &InequalityAsked,
    ) -> Result<Answer<Inequality>, SelectionError> {
        let (index, deciles, layer) = self.index(asked.index.as_deref())?;
        if selection.area.is_some() {
            let reason = "a slope is over the deciles of the whole study area; leave area out";
            return Err(SelectionError::new("area", reason, [""; 0]));
        }
        let base = self.base_of(layer, asked.per)?;
        let scope = Scope::new(self, selection, Question::Table)?;
        scope.check_layer(self, selection, layer, "index")?;
        scope.source.check_rates(scope.period)?;
        let scan = scope.scan(self, selection);
        scope.check_enough(&scan)?;
        let mut counts = vec![0_u32; layer.shapes.len()];
        let mut nowhere = scan.without_place + scan.outside;
        for &row in &scan.rows {
            let area = layer.area_of.one(scope.location[row as usize] as usize);
            match counts.get_mut(area as usize) {
                Some(count) => *count += 1,
                None => nowhere += 1,
            }
        }
        let years = years_held(scope.source, scope.period).unwrap_or(0.0);
        let areas = Areas {
            counts: &counts,
            base: &base.of,
            years: years / asked.per.unit(),
            nowhere,
        };
        let held = self.about().indexes.iter().zip(&self.deciles);
        let others = held.filter(|(other, _)| other.id != index.id && other.layer == layer.id);
        let ladders = std::iter::once((index, deciles)).chain(others);
        let ladders = ladders.map(|(index, deciles)| areas.ladder(index, deciles, &scope));
        let value = Inequality {
            asked: asked.clone(),
            layer: layer.id.clone(),
            base_says: base.says,
            ladders: ladders.collect(),
        };
        let mut answer = self.answer(value, None, selection, &scope, &scan);
        let caveats = caveats(&answer.value);
        answer.caveats.splice(0..0, caveats);
        Ok(answer)
    }
}

fn caveats(found: &Inequality) -> Vec<Caveat> {
    let mut said = Vec::new();
    if found.asked.per == Per::Residents {
        said.push("Rates are per resident of where it happened: those who work, shop or go out there are not among them. It says where crime is recorded, not whom it befalls; for that, `beatbook deprivation` counts the homes of victims.".to_owned());
    }
    let circular = found.ladders.iter().any(|ladder| ladder.holds_crime);
    if circular && !found.ladders.iter().any(|ladder| !ladder.holds_crime) {
        said.push("The index itself holds a domain of recorded crime (9.3% of its weight), so that some of the slope is crime against crime; to see it without, add the income domain under [[index]] with domain = \"income\" and build the book again.".to_owned());
    }
    said.into_iter().map(Caveat::Said).collect()
}

/// Counts and denominators by area.
struct Areas<'a> {
    counts: &'a [u32],
    base: &'a [Option<f64>],
    /// What turns a denominator into what rates are over.
    years: f64,
    nowhere: u32,
}

/// What lies in one decile.
#[derive(Default)]
struct Group {
    areas: Vec<(u64, f64)>,
}

impl Group {
    fn events(&self) -> u64 {
        self.areas.iter().map(|(events, _)| events).sum()
    }

    fn exposed(&self) -> f64 {
        self.areas.iter().map(|(_, exposed)| exposed).sum()
    }

    fn ranked(&self, interval: Interval) -> RankedGroup {
        RankedGroup {
            population: self.exposed(),
            value: self.events() as f64 / self.exposed(),
            interval,
        }
    }

    /// Of chance alone.
    fn by_chance(&self) -> RankedGroup {
        let interval = poisson_interval(self.events(), Level::P95);
        self.ranked(Interval {
            low: interval.low / self.exposed(),
            high: interval.high / self.exposed(),
        })
    }

    /// Never narrower than chance alone: that areas happen to agree is no knowledge.
    fn by_area(&self) -> RankedGroup {
        let chance = self.by_chance();
        let wider =
            clustered_rate(&self.areas, Level::P95).map_or(chance.interval, |areas| Interval {
                low: areas.low.min(chance.interval.low),
                high: areas.high.max(chance.interval.high),
            });
        self.ranked(wider)
    }
}

impl Areas<'_> {
    fn ladder(&self, index: &IndexAbout, deciles: &Deciles, scope: &Scope<'_>) -> Ladder {
        let mut groups: [Group; 10] = Default::default();
        let mut unplaced = self.nowhere;
        for (at, (&count, base)) in self.counts.iter().zip(self.base).enumerate() {
            let decile = deciles.decile.get(at).copied().unwrap_or(0);
            let group = groups.get_mut((decile as usize).wrapping_sub(1));
            match group.zip(base.filter(|base| *base > 0.0)) {
                Some((group, base)) => group.areas.push((count.into(), base * self.years)),
                None => unplaced += count,
            }
        }
        let all: Vec<&Group> = groups.iter().collect();
        let held: Vec<&Group> = groups
            .iter()
            .filter(|group| !group.areas.is_empty())
            .collect();
        let (events, exposed): (u64, f64) = (
            held.iter().map(|group| group.events()).sum(),
            held.iter().map(|group| group.exposed()).sum(),
        );
        let deciles = (1..).zip(&all).filter(|(_, group)| !group.areas.is_empty());
        let deciles = deciles.map(|(decile, group)| {
            let count = scope.count(group.events() as u32);
            let represented =
                representation_ratio(group.events(), events, group.exposed(), exposed, Level::P95);
            let told = |measure: Measure| count.is_exact().then_some(measure);
            DecileRate {
                decile,
                areas: group.areas.len() as u32,
                base: group.exposed() / self.years,
                count,
                rate: told(measured(group.events(), group.exposed())),
                represented: represented.ok().map(measure).and_then(told),
            }
        });
        let deciles: Vec<DecileRate> = deciles.collect();
        let told = deciles.iter().all(|decile| decile.count.is_exact());
        let slope = |group: fn(&Group) -> RankedGroup| {
            if !told {
                return Err("cannot be said: some counts are too small to be told".to_owned());
            }
            let groups: Vec<RankedGroup> = held.iter().map(|held| group(held)).collect();
            let found = slope_index(&groups, ValueScale::Rate, SEED);
            found.map(said).map_err(|e| format!("cannot be said: {e}"))
        };
        let by_area = slope(Group::by_area);
        Ladder {
            index: index.id.clone(),
            holds_crime: matches!(index.domain.as_deref(), None | Some("crime")),
            deciles,
            slope: by_area.as_ref().ok().copied(),
            by_chance: slope(Group::by_chance).ok(),
            unplaced: match scope.count(unplaced) {
                _ if !told => Count::Suppressed,
                count => count,
            },
            refused: by_area.err(),
        }
    }
}

fn said(found: SlopeIndex) -> Slope {
    Slope {
        at_most_deprived: found.intercept,
        at_least_deprived: found.intercept + found.slope.value,
        slope: measure(found.slope),
        relative: found.relative.map(measure),
        concentration: measure(found.concentration),
    }
}

#[cfg(test)]
#[path = "inequality_tests.rs"]
mod tests;
