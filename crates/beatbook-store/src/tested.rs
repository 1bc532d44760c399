//! Every cell of a selection, tested.

use beatbook_analyse::{benjamini_hochberg, gi_star, neighbourhood_sums};
use beatbook_core::{
    Against, Caveat, HotTest, Method, Neighbours, Selection, SelectionError, Setting, Unit,
    Verdict, thousands,
};

use crate::book::CellTable;
use crate::harm::Weighing;
use crate::hot_test::{caveat_of, upper_tail};
use crate::on_streets::OnStreets;
use crate::place_class::is_no_target;
use crate::pool::{Pool, drawn_from};
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
    /// Number of their table, and the table.
    number: usize,
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
    /// Which are tested themselves, and are not neighbours alone.
    own: Vec<bool>,
    /// What they are held against, in words.
    against: String,
    /// All of the study area, where more than the area looked at is drawn from.
    seen: Option<Scan>,
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
        let unit = &selection.unit;
        if scope.about_people {
            return Err(NotTested::Refused(about_people()));
        }
        if *unit == Unit::Premises && !store.units().contains(unit) {
            return Err(NotTested::Verdict(Verdict::NoRegister));
        }
        let (number, table) = store.cells(unit).map_err(NotTested::Refused)?;
        check_test(selection, test).map_err(NotTested::Refused)?;
        let pool = Pool::new(store, scope, selection).map_err(NotTested::Refused)?;
        let seen = pool.whole_scan(store, scope, selection)?;
        let counted = seen.as_ref().unwrap_or(scan);
        match (scan.rows.len(), counted.rows.len() as u32) {
            (0, _) => return Err(NotTested::Verdict(Verdict::NoEvents)),
            (_, n) if n < Verdict::FEWEST_EVENTS => {
                return Err(NotTested::Verdict(Verdict::TooFew));
            }
            _ => {}
        }
        let (mut keep, mut share) = match &pool {
            Pool::Looked => tested_cells(store, scope, scan, (number, table)),
            _ => every(table),
        };
        if *unit == Unit::Premises {
            (keep, share) = without_hidden(store, scope, table, &keep, &share);
            if keep.len() < Verdict::FEWEST_PREMISES {
                return Err(NotTested::Verdict(Verdict::TooFewPremises));
            }
        }
        let all = counts_of(store, scope, counted, (number, table));
        let counts: Vec<u32> = keep.iter().map(|&cell| all[cell as usize]).collect();
        let neighbours = table.neighbours.restricted_to(&keep);
        let sums = neighbourhood_sums(&counts, &neighbours);
        // A segment that the edge of an area cuts holds fewer events for that alone, all its pieces do.
        let is_cut = |share: f64| *unit == Unit::Street && share < 1.0;
        let in_pool: Vec<bool> = keep
            .iter()
            .zip(&share)
            .map(|(&unit, &share)| pool.holds(table, unit) && !is_cut(share))
            .collect();
        // Units of the ring count as neighbours of those at the edge; they are not tested themselves.
        let is_tested = |unit: u32| table.in_study[unit as usize] && pool.tests(scope, table, unit);
        let tested: Vec<bool> = keep.iter().map(|&unit| is_tested(unit)).collect();
        let flat = NotTested::Verdict(Verdict::NoVariation);
        let (mut z, mut p, drawn);
        if *unit == Unit::Street {
            let on = OnStreets {
                segments: (number, table),
                keep: &keep,
                neighbours: &neighbours,
                sums: &sums,
            };
            (share, z, p) = on.exact(store, scope, counted, &in_pool)?;
            drawn = in_pool;
        } else {
            let values: Vec<f64> = counts.iter().map(|&count| f64::from(count)).collect();
            drawn = drawn_from(&counts, &share, &in_pool);
            // The counts are finite and one per cell, so only a lack of variation can refuse them.
            let Ok(scores) = gi_star(&values, &neighbours) else {
                return Err(flat);
            };
            z = scores;
            for (z, tested) in z.iter_mut().zip(&tested) {
                if !tested {
                    *z = None;
                }
            }
            p = upper_tail(test, &counts, &neighbours, &drawn, &z)?;
        }
        for ((p, z), tested) in p.iter_mut().zip(&mut z).zip(&tested) {
            if !tested {
                *z = None;
            }
            if z.is_none() {
                *p = f64::NAN;
            }
        }
        let q = corrected(unit, &p)?;
        let pooled = || (0..keep.len()).filter(|&at| pool.holds(table, keep[at]));
        let held: u64 = pooled().map(|at| u64::from(counts[at])).sum();
        let ground: f64 = pooled().map(|at| share[at]).sum();
        Ok(Self {
            unit: unit.clone(),
            number,
            table,
            per_cell: held as f64 / ground,
            share,
            drawn,
            own: tested,
            against: pool.in_words(scope, unit),
            seen,
            sums,
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
    pub(crate) fn method(&self, store: &Store) -> Method {
        Method {
            statistic: "Getis-Ord Gi*",
            p_value: match self.test {
                HotTest::Exact if self.unit == Unit::Street => {
                    "exact upper tail of the full-permutation distribution of whole pieces of 50 m"
                        .into()
                }
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
            against: self.against.clone(),
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

    /// The length of a street segment.
    pub(crate) fn metres(&self, store: &Store, position: u32) -> Option<f64> {
        let number = self.table.cell[self.keep[position as usize] as usize];
        store.metres_of(&self.unit, number)
    }

    /// The number of the unit at a position.
    pub(crate) fn cell(&self, position: u32) -> u64 {
        self.table.cell[self.keep[position as usize] as usize]
    }

    /// Whether a cell was tested itself: those of the ring beyond the study area only count as
    /// neighbours.
    pub(crate) fn is_tested(&self, position: u32) -> bool {
        self.own[position as usize]
    }

    /// z of every cell that was tested itself.
    pub(crate) fn z_of_tested(&self) -> impl Iterator<Item = f64> + Clone {
        let own = self.z.iter().zip(&self.own).filter(|(_, own)| **own);
        own.filter_map(|(z, _)| *z)
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
        let mut position_of = vec![usize::MAX; self.table.cell.len()];
        for (position, &cell) in self.keep.iter().enumerate() {
            position_of[cell as usize] = position;
        }
        let mut counts = vec![vec![0; self.keep.len()]; steps];
        for row in self.seen.as_ref().unwrap_or(scan).with_ring() {
            let cell = unit_of(store, scope, self.number, row);
            let position = cell.map(|cell| position_of[cell as usize]);
            if let (Some(position), Some(step)) = (position, step_of(row))
                && let Some(count) = counts[step].get_mut(position)
            {
                *count += 1;
            }
        }
        counts
    }

    /// The rows in each list of cells, in one pass.
    pub(crate) fn rows_in(
        &self,
        store: &Store,
        scope: &Scope<'_>,
        scan: &Scan,
        lists: impl Iterator<Item = Vec<u32>>,
    ) -> Vec<Vec<u32>> {
        let seen = self.seen.as_ref().unwrap_or(scan);
        self.rows_among(store, scope, seen.with_ring(), lists)
    }

    /// The same of the rows that are not counted, since another of their incident is.
    pub(crate) fn others_in(
        &self,
        store: &Store,
        scope: &Scope<'_>,
        scan: &Scan,
        lists: impl Iterator<Item = Vec<u32>>,
    ) -> Vec<Vec<u32>> {
        let seen = self.seen.as_ref().unwrap_or(scan);
        self.rows_among(store, scope, seen.others.iter().copied(), lists)
    }

    /// The weights of harm of what the cells are drawn from; `None` where it has none.
    pub(crate) fn weighing<'b>(&self, scope: &Scope<'b>, scan: &Scan) -> Option<Weighing<'b>> {
        let seen = self.seen.as_ref().unwrap_or(scan);
        Weighing::new(scope.source.codes.as_ref(), seen)
    }

    fn rows_among(
        &self,
        store: &Store,
        scope: &Scope<'_>,
        among: impl Iterator<Item = u32>,
        lists: impl Iterator<Item = Vec<u32>>,
    ) -> Vec<Vec<u32>> {
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
        for row in among {
            let Some(cell) = unit_of(store, scope, self.number, row) else {
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
        return every(table);
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

/// All units of a table, each with all of its ground.
fn every(table: &CellTable) -> (Vec<u32>, Vec<f64>) {
    ((0..table.cell.len() as u32).collect(), table.share.clone())
}

/// Premises whose events the selection leaves out are none: their zeros would be no calm.
fn without_hidden(
    store: &Store,
    scope: &Scope<'_>,
    table: &CellTable,
    keep: &[u32],
    share: &[f64],
) -> (Vec<u32>, Vec<f64>) {
    let hidden = scope.setting.leaves_out(Setting::Institution, false, true);
    let is_shown = |unit: u32| {
        let place = store.places.get(table.cell[unit as usize] as usize);
        let is_no_target = place.is_some_and(|place| is_no_target(&place.class));
        hidden.is_none() || !is_no_target
    };
    let both = keep.iter().copied().zip(share.iter().copied());
    both.filter(|(unit, _)| is_shown(*unit)).unzip()
}

/// Count of every unit of a table.
fn counts_of(
    store: &Store,
    scope: &Scope<'_>,
    scan: &Scan,
    (unit, table): (usize, &CellTable),
) -> Vec<u32> {
    let mut counts = vec![0; table.cell.len()];
    for row in scan.with_ring() {
        if let Some(unit) = unit_of(store, scope, unit, row) {
            counts[unit as usize] += 1;
        }
    }
    counts
}

/// The p-values corrected for the units tested.
fn corrected(unit: &Unit, p: &[f64]) -> Result<Vec<f64>, NotTested> {
    if p.iter().all(|p| p.is_nan()) {
        return Err(NotTested::Refused(none_whole(unit)));
    }
    benjamini_hochberg(p).map_err(|_| NotTested::Verdict(Verdict::NoVariation))
}

fn none_whole(unit: &Unit) -> SelectionError {
    let [_, units] = unit.nouns();
    let reason = format!(
        "none of the {units} can be tested against the others in the area looked at: they fill it or reach beyond it; use smaller units, or against=city"
    );
    SelectionError::new("unit", reason, Unit::WORDS)
}

pub(crate) fn about_people() -> SelectionError {
    let reason = "what is chosen by the ages or standing of people makes no hotspot, whatever the unit; ask for the counts of the areas of a layer of beats or wards";
    SelectionError::new("flag", reason, [""; 0])
}

/// Streets are tested in pieces, and areas held against the units of one area, which only the exact test
/// does: the normal curve takes its mean from all of the map, and permutations test none but those drawn.
fn check_test(selection: &Selection, test: HotTest) -> Result<(), SelectionError> {
    if test == HotTest::Exact {
        return Ok(());
    }
    if let Some(Against::Area(area)) = &selection.against {
        let reason = format!(
            "places are held against the units of {area} by test=exact alone; leave `test` out, or write against=city"
        );
        return Err(SelectionError::new("test", reason, ["exact"]));
    }
    if selection.unit == Unit::Street {
        let reason = "street segments are of unequal length and are tested in pieces, by test=exact alone; leave `test` out or use another unit";
        return Err(SelectionError::new("test", reason, ["exact"]));
    }
    Ok(())
}

/// The number of the unit that a row is in, in table `unit`.
pub(crate) fn unit_of(store: &Store, scope: &Scope<'_>, unit: usize, row: u32) -> Option<u32> {
    let location = scope.location[row as usize] as usize;
    store.locations.cell[unit]
        .get(location)
        .copied()
        .filter(|&cell| cell != u32::MAX)
}
