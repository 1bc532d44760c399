//! Each month forecast from those strictly before it, and held against what came.

use beatbook_analyse::{
    FEWEST_PERIODS, Forecast, Level, PeriodRatio, PredictionAccuracy, PredictionError,
    period_ratio, prediction_accuracy,
};
use beatbook_core::{
    Answer, Backtest, BacktestAsked, BacktestFigures, BacktestMethod, BacktestMonth, Between,
    Count, Forecaster, Month, Neighbours, Selection, SelectionError, Unit,
};

use crate::parts::without;
use crate::scan::{Question, Scan, Scope};
use crate::store::Store;
use crate::tested::{about_people, tested_cells, unit_of};

/// Fixed, so that the same selection gives the same intervals.
const SEED: u64 = 1;
/// Months after which an incident weighs half as much in [`Forecaster::RecentFirst`].
const HALF_LIFE: f64 = 3.0;
/// A segment or area shorter or smaller than this share of the largest counts as so large: one incident on a
/// stub of two metres is no hotspot.
const SMALLEST: f64 = 1e-3;
/// Incidents in the months forecast below which their order on the map is chance.
const FEWEST_EVENTS: u32 = 100;

/// The units that may be chosen.
struct Ground {
    /// Their numbers in their table, rising.
    units: Vec<u32>,
    neighbours: Neighbours,
    /// Ground of each, the part outside the study area left out.
    measures: Vec<f64>,
    measure: &'static str,
    /// Whether they are of one size, but for those that the boundary cuts.
    alike: bool,
}

/// Counts of every unit, month by month, over months that follow each other.
struct Counts {
    months: Vec<Month>,
    /// Month after month, one entry per unit.
    by_unit: Vec<Vec<u64>>,
    /// Incidents of each month, those in no unit too.
    all: Vec<u64>,
}

/// One month forecast by each forecaster.
struct Tried {
    month: Month,
    events: u64,
    by: Vec<PredictionAccuracy>,
}

impl Store {
    /// How well the map of some months would have held what came in the next one, month by month.
    ///
    /// Every month is forecast from the months strictly before it, by each of [`Forecaster::ALL`], with the
    /// same ground; months with a gap in themselves or in what they would be forecast from are left out. The
    /// last months of the selection's period that are recorded are taken.
    ///
    /// # Errors
    /// [`SelectionError`] when the book cannot answer it.
    pub fn backtest(
        &self,
        selection: &Selection,
        asked: &BacktestAsked,
    ) -> Result<Answer<Backtest>, SelectionError> {
        let question = Question::patrol(&selection.unit);
        let scope = Scope::new(self, selection, question)?;
        if scope.about_people {
            return Err(about_people());
        }
        let recorded = scope.source.recorded_within(scope.period);
        let recorded = (recorded.0.max(scope.source.about.period.0), recorded.1);
        let last = recorded.1.plus(1).month().plus(-1);
        let most = (asked.months + asked.train) as i32;
        let months: Vec<Month> = (0..most)
            .rev()
            .map(|back| last.plus(-back))
            .filter(|month| month.first() >= scope.source.about.period.0.month().first())
            .collect();
        let whole = match (months.first(), months.last()) {
            (Some(first), Some(last)) => {
                without(selection, &["from", "to"]).within(first.first(), last.last())
            }
            _ => selection.clone(),
        };
        let scope = Scope::new(self, &whole, question)?;
        let scan = scope.scan(self, &whole);
        let (number, _) = self.cells(&selection.unit)?;
        let ground = self.to_choose(selection, &scope, &scan)?;
        let rows = scan.rows.iter().map(|&row| {
            let month = self.begins(&whole, scope.source.from[row as usize]).month();
            (month, unit_of(self, &scope, number, row))
        });
        let counts = Counts::new(months, &ground, rows);
        let held = |month: Month| {
            recorded.0 <= month.first()
                && month.last() <= recorded.1
                && scope.source.gap_of((month.first(), month.last())).is_none()
        };
        let tried = counts.tried(&ground, asked, held);
        let value = found(selection, asked, &ground, &tried);
        let mut answer = self.answer(value, None, &whole, &scope, &scan);
        if let (Some(first), Some(last)) = (tried.first(), tried.last()) {
            answer.period = (first.month.first(), last.month.last());
        }
        Ok(answer)
    }

    fn to_choose(
        &self,
        selection: &Selection,
        scope: &Scope<'_>,
        scan: &Scan,
    ) -> Result<Ground, SelectionError> {
        let unit = &selection.unit;
        if *unit == Unit::Premises {
            let reason =
                "premises have no ground to choose from; use hexagons, squares, streets or areas";
            return Err(SelectionError::new(
                "unit",
                reason,
                ["h3-10", "bng-150", "street"],
            ));
        }
        let (number, table) = self.cells(unit)?;
        let (keep, share) = tested_cells(self, scope, scan, (number, table));
        let inside = keep.into_iter().zip(share);
        let inside = inside.filter(|(cell, _)| table.in_study[*cell as usize]);
        let (units, share): (Vec<u32>, Vec<f64>) = inside.unzip();
        let ground = |(&cell, share): (&u32, f64)| {
            let metres = self.metres_of(unit, table.cell[cell as usize]);
            metres.unwrap_or(table.km2[cell as usize]) * share
        };
        Ok(Ground {
            neighbours: table.neighbours.restricted_to(&units),
            measures: units.iter().zip(share).map(ground).collect(),
            measure: if *unit == Unit::Street {
                "metres of street"
            } else {
                "km2"
            },
            alike: matches!(unit, Unit::H3(_) | Unit::Grid150),
            units,
        })
    }
}

impl Counts {
    fn new(
        months: Vec<Month>,
        ground: &Ground,
        rows: impl Iterator<Item = (Month, Option<u32>)>,
    ) -> Self {
        let mut counts = vec![vec![0; ground.units.len()]; months.len()];
        let mut all = vec![0; months.len()];
        for (month, unit) in rows {
            let Ok(month) = months.binary_search(&month) else {
                continue;
            };
            all[month] += 1;
            if let Some(Ok(at)) = unit.map(|unit| ground.units.binary_search(&unit)) {
                counts[month][at] += 1;
            }
        }
        Self {
            months,
            by_unit: counts,
            all,
        }
    }

    /// Every month that is held with the months it is forecast from, the oldest first.
    fn tried(
        &self,
        ground: &Ground,
        asked: &BacktestAsked,
        held: impl Fn(Month) -> bool,
    ) -> Vec<Tried> {
        let train = asked.train as usize;
        let held: Vec<bool> = self.months.iter().map(|&month| held(month)).collect();
        let first = train.max(self.months.len().saturating_sub(asked.months as usize));
        let months = first..self.months.len();
        let months = months.filter(|&at| held[at - train..=at].iter().all(|held| *held));
        months
            .filter_map(|at| {
                let (before, observed) = (&self.by_unit[at - train..at], &self.by_unit[at]);
                let base: Vec<u64> = (0..ground.units.len())
                    .map(|unit| before.iter().map(|month| month[unit]).sum())
                    .collect();
                let by = Forecaster::ALL.map(|forecaster| {
                    let forecast = Forecast {
                        scores: &scores(forecaster, before, &base, ground),
                        base: &base,
                        observed,
                        measures: &ground.measures,
                    };
                    prediction_accuracy(forecast, asked.share())
                });
                let by: Result<Vec<PredictionAccuracy>, PredictionError> = by.into_iter().collect();
                Some(Tried {
                    month: self.months[at],
                    events: self.all[at],
                    by: by.ok()?,
                })
            })
            .collect()
    }
}

/// The order in which a forecaster chooses: the higher, the earlier. Of segments and areas, which differ in
/// size, it is what happened for each metre or km2; cells are alike, and one that the boundary cuts is
/// chosen for what it holds.
fn scores(forecaster: Forecaster, before: &[Vec<u64>], base: &[u64], ground: &Ground) -> Vec<f64> {
    let units = ground.units.len();
    let largest = ground.measures.iter().copied().fold(0.0, f64::max);
    let size = |unit: usize| {
        if ground.alike {
            largest
        } else {
            ground.measures[unit].max(largest * SMALLEST)
        }
    };
    match forecaster {
        Forecaster::SameAsBefore => (0..units).map(|at| base[at] as f64 / size(at)).collect(),
        Forecaster::WithNeighbours => (0..units)
            .map(|at| {
                let near = ground.neighbours.of(at).iter().map(|&near| near as usize);
                let all = std::iter::once(at).chain(near);
                let (events, sizes) = all.fold((0.0, 0.0), |(events, sizes), unit| {
                    (events + base[unit] as f64, sizes + size(unit))
                });
                events / sizes
            })
            .collect(),
        Forecaster::RecentFirst => (0..units)
            .map(|at| {
                let months = before.iter().rev().enumerate();
                let weighed = months
                    .map(|(back, month)| month[at] as f64 * 0.5_f64.powf(back as f64 / HALF_LIFE));
                weighed.sum::<f64>() / size(at)
            })
            .collect(),
    }
}

fn found(
    selection: &Selection,
    asked: &BacktestAsked,
    ground: &Ground,
    tried: &[Tried],
) -> Backtest {
    let events: u64 = tried.iter().map(|month| month.events).sum();
    let exact = |number: u64| Count::Exact(u32::try_from(number).unwrap_or(u32::MAX));
    let refused = if tried.len() < FEWEST_PERIODS {
        Some(format!(
            "only {} of the months can be forecast from {} recorded months before them, and with fewer than {FEWEST_PERIODS} nothing is known of how months vary; widen the period, or forecast from fewer months with train",
            tried.len(),
            asked.train
        ))
    } else if events < u64::from(FEWEST_EVENTS) {
        Some(format!(
            "the months forecast hold fewer than {FEWEST_EVENTS} incidents: where so few fall is chance; widen the selection"
        ))
    } else {
        None
    };
    let figures = |number: usize| figures(asked, tried, number);
    let methods = Forecaster::ALL.iter().enumerate();
    let methods = methods.filter_map(|(number, &forecaster)| {
        Some(BacktestMethod {
            forecaster,
            figures: figures(number)?,
        })
    });
    Backtest {
        asked: *asked,
        unit: selection.unit.clone(),
        measure: ground.measure,
        ground: ground.measures.iter().sum(),
        units: u32::try_from(ground.units.len()).unwrap_or(u32::MAX),
        months: tried
            .iter()
            .map(|month| BacktestMonth {
                month: month.month,
                events: exact(month.events),
                pai: month.by.iter().map(|by| by.pai).collect(),
            })
            .collect(),
        events: exact(events),
        methods: if refused.is_some() {
            Vec::new()
        } else {
            methods.collect()
        },
        refused,
    }
}

/// The figures of one forecaster over all months.
fn figures(asked: &BacktestAsked, tried: &[Tried], number: usize) -> Option<BacktestFigures> {
    let all = |value: &dyn Fn(&Tried) -> f64| -> Vec<f64> { tried.iter().map(value).collect() };
    let ratio = |parts: &dyn Fn(&Tried) -> f64, wholes: &dyn Fn(&Tried) -> f64| {
        period_ratio(&all(parts), &all(wholes), Level::P95, SEED).map(between)
    };
    let hits = |month: &Tried| month.by[number].hits;
    let of_events = |month: &Tried| month.by[number].events as f64;
    let hit_rate = ratio(&hits, &of_events)?;
    let rates = tried.iter().map(|month| month.by[number].recapture_rate);
    let rates: Option<Vec<f64>> = rates.collect();
    let beyond = |month: &Tried| month.by[number].hits - month.by[0].hits;
    Some(BacktestFigures {
        hit_rate,
        pai: hit_rate.times(1.0 / asked.share()),
        pei: ratio(&hits, &|month| month.by[number].most)?,
        recapture: rates.map(|rates| rates.iter().sum::<f64>() / rates.len() as f64),
        beyond_baseline: if number == 0 {
            None
        } else {
            ratio(&beyond, &of_events)
        },
    })
}

fn between(found: PeriodRatio) -> Between {
    Between {
        value: found.ratio,
        ends: found.interval.map(|interval| (interval.low, interval.high)),
    }
}

#[cfg(test)]
#[path = "backtest_tests.rs"]
mod tests;
