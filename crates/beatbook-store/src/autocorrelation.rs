//! Do the cells of a selection resemble those next to them?

use beatbook_analyse::{
    AutocorrelationError, LocalMoran, Quadrant, Tail, Weights, benjamini_hochberg, general_g,
    global_moran, local_moran,
};
use beatbook_core::{
    Answer, Autocorrelation, Count, Draws, HotTest, MapStatistic, Method, MoranCell, MoranClass,
    Selection, SelectionError, Verdict, thousands,
};

use crate::hot_test::{permutations, positions, too_few};
use crate::naming::name_of;
use crate::scan::{Question, Scan, Scope};
use crate::store::{Store, check_cells_or_areas};
use crate::tested::{NotTested, Tested};

impl Store {
    /// Global Moran's I and general G of a selection, and local Moran's I of every cell with a
    /// two-sided permutation p, corrected over the cells tested.
    ///
    /// # Errors
    /// [`SelectionError`] when the book cannot answer the selection.
    pub fn autocorrelation(
        &self,
        selection: &Selection,
        draws: Draws,
    ) -> Result<Answer<Autocorrelation>, SelectionError> {
        check_cells_or_areas("autocorrelation compares", selection)?;
        let scope = Scope::new(self, selection, Question::patrol(&selection.unit))?;
        let scan = scope.scan(self, selection);
        let tested = match Tested::new(self, &scope, &scan, selection, HotTest::Exact) {
            Ok(tested) => tested,
            Err(NotTested::Refused(error)) => return Err(error),
            Err(NotTested::Verdict(verdict)) => {
                return Ok(self.answer(nothing(verdict), None, selection, &scope, &scan));
            }
        };
        let wrong =
            |error: &dyn std::error::Error| SelectionError::new("unit", error.to_string(), [""; 0]);
        let rules = permutations(draws).map_err(|e| wrong(&e))?;
        // One number for the whole map needs no correction, and every permutation of it is work.
        let fewer = Draws {
            permutations: draws.permutations.min(Autocorrelation::OF_THE_MAP),
            ..draws
        };
        let of_whole = permutations(fewer).map_err(|e| wrong(&e))?;
        // Cells cut by the border hold fewer events for that alone: false zeros beside full cells.
        let whole = positions(&tested.drawn);
        let values = whole.iter().map(|&cell| tested.counts[cell as usize]);
        let values: Vec<f64> = values.map(f64::from).collect();
        let binary = Weights::binary(&tested.neighbours.restricted_to(&whole));
        let general_g = match general_g(&values, &binary, of_whole) {
            Ok(found) => Some(MapStatistic {
                value: found.g,
                expected: found.expected,
                z: found.randomisation.z,
                p: found.chance.p(Tail::Upper),
            }),
            // One cell holds everything: no high count can lie next to another.
            Err(AutocorrelationError::TooFewAboveZero) => None,
            Err(error) => return Err(wrong(&error)),
        };
        let means = binary.row_standardised();
        let moran = global_moran(&values, &means, of_whole).map_err(|e| wrong(&e))?;
        let local = local_moran(&values, &means, rules).map_err(|e| wrong(&e))?;
        let mut p = local.p_or_nan(Tail::TwoSided);
        for (&cell, p) in whole.iter().zip(&mut p) {
            if !tested.is_tested(cell) {
                *p = f64::NAN; // the ring beyond the study area
            }
        }
        let q = benjamini_hochberg(&p).map_err(|e| wrong(&e))?;
        let alpha = self.about().alpha;
        let found = Found {
            tested,
            whole,
            local,
            q,
        };
        let value = Autocorrelation {
            moran: Some(MapStatistic {
                value: moran.i,
                expected: moran.expected,
                z: moran.randomisation.z,
                p: moran.chance.p(Tail::Upper),
            }),
            general_g,
            ..found.cells(self, &scope, &scan, alpha)
        };
        let units = p.iter().filter(|p| !p.is_nan()).count() as u32;
        let method = Method {
            statistic: "local Moran's I, row-standardised",
            p_value: format!(
                "two-sided, {} permutations of the other cells (of the whole map: {}) from seed {}",
                thousands(draws.permutations.into()),
                thousands(fewer.permutations.into()),
                draws.seed
            )
            .into(),
            units,
            ..found.tested.method(self)
        };
        let mut answer = self.answer(value, Some(method), selection, &scope, &scan);
        answer
            .caveats
            .extend(too_few(draws, Tail::TwoSided, units, alpha));
        Ok(answer)
    }
}

fn nothing(verdict: Verdict) -> Autocorrelation {
    Autocorrelation {
        verdict,
        moran: None,
        general_g: None,
        classes: [0; 4],
        not_significant: 0,
        islands: 0,
        cells: Vec::new(),
    }
}

struct Found<'a> {
    tested: Tested<'a>,
    /// The cells looked at, among those of `tested`; `local` and `q` have one entry for each.
    whole: Vec<u32>,
    local: LocalMoran,
    q: Vec<f64>,
}

impl Found<'_> {
    /// The cells that pass, counted by class and listed from the surest on.
    fn cells(&self, store: &Store, scope: &Scope<'_>, scan: &Scan, alpha: f64) -> Autocorrelation {
        let mut value = nothing(Verdict::None);
        let mut passed: Vec<(u32, MoranClass, f64, f64)> = Vec::new();
        for ((&cell, unit), &q) in self.whole.iter().zip(&self.local.units).zip(&self.q) {
            if !self.tested.is_tested(cell) {
                continue;
            }
            let Some(unit) = unit else {
                value.islands += 1;
                continue;
            };
            match unit.quadrant.map(class_of) {
                Some(class) if q <= alpha => {
                    value.classes[class as usize] += 1;
                    passed.push((cell, class, unit.i, q));
                }
                _ => value.not_significant += 1,
            }
        }
        passed.sort_by(|a, b| {
            a.3.total_cmp(&b.3)
                .then(b.2.abs().total_cmp(&a.2.abs()))
                .then(a.0.cmp(&b.0))
        });
        if !passed.is_empty() {
            value.verdict = Verdict::Hot;
        }
        passed.truncate(Autocorrelation::MOST);
        let lists = passed.iter().map(|(cell, ..)| vec![*cell]);
        let rows = self.tested.rows_in(store, scope, scan, lists);
        let described = passed
            .iter()
            .zip(&rows)
            .map(|(&(cell, class, i, q), rows)| {
                let table = self.tested.table;
                let number = self.tested.keep[cell as usize] as usize;
                let named = name_of(store, scope, table, &[number], rows);
                let ring = self.tested.neighbours.of(cell as usize);
                let sum: u32 = ring.iter().map(|&j| self.tested.counts[j as usize]).sum();
                MoranCell {
                    id: store.unit_id(&self.tested.unit, table.cell[number]),
                    name: named.best,
                    area: named.area,
                    count: Count::Exact(self.tested.counts[cell as usize]),
                    round_it: (!ring.is_empty()).then(|| f64::from(sum) / ring.len() as f64),
                    class,
                    i: Some(i),
                    q: Some(q),
                    centre: table.centre[number],
                }
            });
        value.cells = described.collect();
        value
    }
}

fn class_of(quadrant: Quadrant) -> MoranClass {
    match quadrant {
        Quadrant::HighHigh => MoranClass::HighHigh,
        Quadrant::HighLow => MoranClass::HighLow,
        Quadrant::LowHigh => MoranClass::LowHigh,
        Quadrant::LowLow => MoranClass::LowLow,
    }
}

#[cfg(test)]
#[path = "autocorrelation_tests.rs"]
mod tests;
