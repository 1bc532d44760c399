//! Every cell of a selection, tested.

use beatbook_analyse::{benjamini_hochberg, gi_star, neighbourhood_sums, whole_cells};
use beatbook_core::{
    Caveat, HotTest, Method, Neighbours, Selection, SelectionError, Unit, Verdict, thousands,
};

use crate::book::CellTable;
use crate::hot_test::{caveat_of, upper_tail};
use crate::scan::{Scan, Scope};
use crate::store::Store;

/// Why the cells of a selection were not tested.
pub(crate) enum NotTested {
    /// There is nothing to test.
    Verdict(Verdict),
    /// The test cannot be made.
    Refused(SelectionError),
}

/// Every cell of a selection with its test.
pub(crate) struct Tested<'a> {
    /// What the cells are.
    pub(crate) unit: Unit,
    pub(crate) table: &'a CellTable,
    /// Number of each tested cell in the table, rising.
    pub(crate) keep: Vec<u32>,
    pub(crate) neighbours: Neighbours,
    pub(crate) counts: Vec<u32>,
    pub(crate) sums: Vec<u64>,
    pub(crate) z: Vec<Option<f64>>,
    pub(crate) p: Vec<f64>,
    pub(crate) q: Vec<f64>,
    /// Share of each tested cell's ground that is looked at.
    pub(crate) share: Vec<f64>,
    /// Whose counts are drawn: whole cells.
    pub(crate) drawn: Vec<bool>,
    /// Count of a whole cell if events were spread evenly over the ground.
    pub(crate) per_cell: f64,
    /// Where p comes from.
    test: HotTest,
}

impl<'a> Tested<'a> {
    pub(crate) fn new(
        store: &'a Store,
        scope: &Scope<'_>,
        scan: &Scan,
        selection: &Selection,
        test: HotTest,
    ) -> Result<Self, NotTested> {
        if let Some(against) = &selection.against {
            let reason = format!("`{against}` cannot be drawn from yet; leave `against` out");
            return Err(NotTested::Refused(SelectionError::new(
                "against", reason, [""; 0],
            )));
        }
        match scan.rows.len() as u32 {
            0 => return Err(NotTested::Verdict(Verdict::NoEvents)),
            n if n < Verdict::FEWEST_EVENTS => return Err(NotTested::Verdict(Verdict::TooFew)),
            _ => {}
        }
        let (unit, table) = store.cells(&selection.unit).map_err(NotTested::Refused)?;
        if let Unit::Areas(_) = selection.unit {
            let reason = "areas can be counted, not yet tested; use h3-8, h3-9 or h3-10";
            let words = Unit::HEXAGONS.map(|unit| unit.to_string());
            return Err(NotTested::Refused(SelectionError::new(
                "unit", reason, words,
            )));
        }
        let (keep, share) = tested_cells(store, scope, scan, (unit, table));
        let mut all = vec![0; table.cell.len()];
        for row in scan.with_ring() {
            if let Some(cell) = unit_of(store, scope, unit, row) {
                all[cell as usize] += 1;
            }
        }
        let counts: Vec<u32> = keep.iter().map(|&cell| all[cell as usize]).collect();
        let neighbours = table.neighbours.restricted_to(&keep);
        let values: Vec<f64> = counts.iter().map(|&count| f64::from(count)).collect();
        let drawn = whole_cells(&counts, &share);
        // The counts are finite and one per cell, so only a lack of variation can refuse them.
        let flat = NotTested::Verdict(Verdict::NoVariation);
        let Ok(mut z) = gi_star(&values, &neighbours) else {
            return Err(flat);
        };
        // Cells of the ring count as neighbours of those at the edge; they are not tested themselves.
        for (z, &cell) in z.iter_mut().zip(&keep) {
            if !table.in_study[cell as usize] {
                *z = None;
            }
        }
        let mut p = upper_tail(test, &counts, &neighbours, &drawn, &z)?;
        for (p, z) in p.iter_mut().zip(&z) {
            if z.is_none() {
                *p = f64::NAN;
            }
        }
        let Ok(q) = benjamini_hochberg(&p) else {
            return Err(flat);
        };
        Ok(Self {
            unit: selection.unit.clone(),
            table,
            per_cell: values.iter().sum::<f64>() / share.iter().sum::<f64>(),
            share,
            drawn,
            sums: neighbourhood_sums(&counts, &neighbours),
            keep,
            neighbours,
            counts,
            z,
            p,
            q,
            test,
        })
    }

    /// What was really done.
    pub(crate) fn method(&self, store: &Store, scope: &Scope<'_>) -> Method {
        Method {
            statistic: "Getis-Ord Gi*",
            p_value: match self.test {
                HotTest::Exact if self.drawn.iter().all(|&drawn| drawn) => {
                    "exact upper tail of the full-permutation distribution".into()
                }
                HotTest::Exact => {
                    "exact upper tail of the full-permutation distribution of the whole cells"
                        .into()
                }
                HotTest::Normal => "upper tail of the normal curve (approximate)".into(),
                HotTest::Permutation(draws) => format!(
                    "upper tail of {} full permutations from seed {}",
                    thousands(draws.permutations.into()),
                    draws.seed
                )
                .into(),
                HotTest::Conditional(draws) => format!(
                    "upper tail of {} permutations of the other cells from seed {}",
                    thousands(draws.permutations.into()),
                    draws.seed
                )
                .into(),
            },
            correction: "Benjamini-Hochberg",
            alpha: store.about().alpha,
            units: self.units(),
            mean: self.per_cell,
            against: match scope.area {
                Some((layer, number)) => {
                    format!("the cells of {}", layer.shapes[number as usize].name)
                }
                None => "the whole study area".into(),
            },
        }
    }

    /// Cells tested.
    fn units(&self) -> u32 {
        self.p.iter().filter(|p| !p.is_nan()).count() as u32
    }

    /// What to know of a test that is not the exact one.
    pub(crate) fn caveat(&self, store: &Store) -> Option<Caveat> {
        caveat_of(self.test, self.units(), store.about().alpha)
    }

    /// The position of a cell among those tested.
    pub(crate) fn position(&self, cell: u64) -> Option<u32> {
        let number = self.table.cell.binary_search(&cell).ok()? as u32;
        self.keep
            .binary_search(&number)
            .ok()
            .map(|position| position as u32)
    }

    /// Whether a cell was tested itself: those of the ring beyond the study area only count as
    /// neighbours.
    pub(crate) fn is_tested(&self, position: u32) -> bool {
        self.table.in_study[self.keep[position as usize] as usize]
    }

    /// The peak and the cells round it.
    pub(crate) fn hood(&self, peak: u32) -> impl Iterator<Item = u32> {
        std::iter::once(peak).chain(self.neighbours.of(peak as usize).iter().copied())
    }

    /// Counts of each step in the cells tested.
    ///
    /// - `step_of`: the step of a row, below `steps`; `None` for a row of no step.
    pub(crate) fn counts_by_step(
        &self,
        store: &Store,
        scope: &Scope<'_>,
        scan: &Scan,
        steps: usize,
        step_of: impl Fn(u32) -> Option<usize>,
    ) -> Vec<Vec<u32>> {
        let unit = self.unit(store);
        let mut position_of = vec![usize::MAX; self.table.cell.len()];
        for (position, &cell) in self.keep.iter().enumerate() {
            position_of[cell as usize] = position;
        }
        let mut counts = vec![vec![0; self.keep.len()]; steps];
        for row in scan.with_ring() {
            let cell = unit_of(store, scope, unit, row);
            let position = cell.map(|cell| position_of[cell as usize]);
            if let (Some(position), Some(step)) = (position, step_of(row))
                && let Some(count) = counts[step].get_mut(position)
            {
                *count += 1;
            }
        }
        counts
    }

    /// The number of the unit of the cells.
    fn unit(&self, store: &Store) -> usize {
        let mut tables = store.cells.iter();
        tables
            .position(|table| std::ptr::eq(table, self.table))
            .unwrap_or(0)
    }

    /// The rows in each list of cells, in one pass.
    pub(crate) fn rows_in(
        &self,
        store: &Store,
        scope: &Scope<'_>,
        scan: &Scan,
        lists: impl Iterator<Item = Vec<u32>>,
    ) -> Vec<Vec<u32>> {
        let unit = self.unit(store);
        let mut rows = Vec::new();
        let mut wanted: Vec<(u32, u32)> = Vec::new();
        for (number, list) in (0..).zip(lists) {
            rows.push(Vec::new());
            wanted.extend(list.iter().map(|&at| (self.keep[at as usize], number)));
        }
        wanted.sort_unstable();
        // For each cell, where its lists begin; cells of no list end where they begin.
        let mut begins = vec![0_u32; self.table.cell.len() + 1];
        for &(cell, _) in &wanted {
            begins[cell as usize + 1] += 1;
        }
        for cell in 1..begins.len() {
            begins[cell] += begins[cell - 1];
        }
        for row in scan.with_ring() {
            let Some(cell) = unit_of(store, scope, unit, row) else {
                continue;
            };
            let here = begins[cell as usize] as usize..begins[cell as usize + 1] as usize;
            for &(_, number) in &wanted[here] {
                rows[number as usize].push(row);
            }
        }
        rows
    }
}

/// Cells in the test, and the share of each that is looked at: all of the study area or, for one area,
/// those that touch it.
///
/// An area cuts the cells along its edge. How much of them it holds is not known to the book: they count
/// as half, and so are not drawn from.
pub(crate) fn tested_cells(
    store: &Store,
    scope: &Scope<'_>,
    scan: &Scan,
    (unit, table): (usize, &CellTable),
) -> (Vec<u32>, Vec<f64>) {
    let Some((layer, number)) = scope.area else {
        return ((0..table.cell.len() as u32).collect(), table.share.clone());
    };
    let centres = table.area.iter().find(|(id, _)| *id == layer.id);
    let within = |cell: u32| {
        centres.is_some_and(|(_, area)| layer.area_of.says(area[cell as usize], number))
    };
    let ring = |cell: u32| table.neighbours.of(cell as usize).iter().copied();
    let mut keep: Vec<u32> = (0..table.cell.len() as u32)
        .filter(|&cell| within(cell) || ring(cell).any(within))
        .chain(
            scan.rows
                .iter()
                .filter_map(|&row| unit_of(store, scope, unit, row)),
        )
        .collect();
    keep.sort_unstable();
    keep.dedup();
    let inner = |cell: u32| within(cell) && ring(cell).all(within);
    let share = |&cell: &u32| table.share[cell as usize] * if inner(cell) { 1.0 } else { 0.5 };
    let share = keep.iter().map(share).collect();
    (keep, share)
}

/// The number of the unit that a row is in, in table `unit`.
pub(crate) fn unit_of(store: &Store, scope: &Scope<'_>, unit: usize, row: u32) -> Option<u32> {
    let location = scope.location[row as usize] as usize;
    store.locations.cell[unit]
        .get(location)
        .copied()
        .filter(|&cell| cell != u32::MAX)
}
