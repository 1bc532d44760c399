//! From a selection to tested, grouped and named hotspots.

use std::collections::HashMap;
use std::sync::Arc;

use beatbook_analyse::{
    ExactTailError, GroupLimit, GroupRules, HotGroup, benjamini_hochberg, exact_upper_tail_among,
    gi_star, hot_groups, local_peaks, neighbourhood_sums, rank_intervals, whole_cells,
};
use beatbook_core::{
    Answer, Caveat, CellFinding, Count, CountBy, HotClass, HotspotGroup, Hotspots, Hours, Method,
    Neighbours, Precision, SECONDS_PER_HOUR, Selection, SelectionError, Unit, Verdict,
};

use crate::book::CellTable;
use crate::naming::{name_of, snapped};
use crate::scan::{Scan, Scope};
use crate::store::Store;

/// Largest ground of one hotspot.
const GROUP_SQUARE_METRES: f64 = 250_000.0;
/// Hours of the day are told in blocks: a few hundred events bear no finer ones.
const FEWEST_HOURS: usize = 4;
/// With fewer events timed to the hour nothing is said of hours.
const FEWEST_TIMED: u32 = 20;
/// Fixed, so that the same selection gives the same intervals.
const SEED: u64 = 1;

/// Why the cells of a selection were not tested.
pub(crate) enum NotTested {
    /// There is nothing to test.
    Verdict(Verdict),
    /// The test cannot be made.
    Refused(SelectionError),
}

/// Every cell of a selection with its test.
pub(crate) struct Tested<'a> {
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
    share: Vec<f64>,
    /// Whose counts are drawn.
    drawn: Vec<bool>,
    /// Count of a whole cell if events were spread evenly over the ground.
    per_cell: f64,
}

impl Store {
    /// The hotspots of a selection, worked out once for each canonical selection.
    ///
    /// # Errors
    /// [`SelectionError`] when the book cannot answer it, naming the part and what it can answer.
    pub fn hotspots(&self, selection: &Selection) -> Result<Arc<Answer<Hotspots>>, SelectionError> {
        self.hotspots.get(&selection.to_string(), || {
            self.find_hotspots(selection).map(Arc::new)
        })
    }

    fn find_hotspots(&self, selection: &Selection) -> Result<Answer<Hotspots>, SelectionError> {
        let scope = Scope::new(self, selection)?;
        let scan = scope.scan(self, selection);
        let tested = match Tested::new(self, &scope, &scan, selection) {
            Ok(tested) => tested,
            Err(NotTested::Refused(error)) => return Err(error),
            Err(NotTested::Verdict(verdict)) => {
                let value = Hotspots {
                    verdict,
                    groups: Vec::new(),
                    strongest: Vec::new(),
                    cells: Vec::new(),
                    withheld: 0,
                };
                return Ok(self.answer(value, None, selection, &scope, &scan));
            }
        };
        let method = tested.method(self, &scope);
        let value = tested.into_hotspots(self, &scope, &scan);
        Ok(self.answer(value, Some(method), selection, &scope, &scan))
    }

    /// Wraps a value in everything needed to read it.
    pub(crate) fn answer<T>(
        &self,
        value: T,
        method: Option<Method>,
        selection: &Selection,
        scope: &Scope<'_>,
        scan: &Scan,
    ) -> Answer<T> {
        Answer {
            value,
            selection: selection.clone(),
            source: scope.source.about.source.clone(),
            period: scope.period,
            book: self.about().book.clone(),
            synthetic: self.about().synthetic,
            method,
            accounting: scan.accounting,
            caveats: caveats(selection, scope, scan),
        }
    }
}

/// Cells in the test, and the share of each that is looked at: all of the study area or, for one area,
/// those that touch it.
///
/// An area cuts the cells along its edge. How much of them it holds is not known to the book: they count
/// as half, and so are not drawn from.
fn tested_cells(
    store: &Store,
    scope: &Scope<'_>,
    scan: &Scan,
    selection: &Selection,
) -> (Vec<u32>, Vec<f64>) {
    let (unit, table) = store.cells(selection.unit);
    let Some((layer, number)) = scope.area else {
        return ((0..table.cell.len() as u32).collect(), table.share.clone());
    };
    let centres = table.area.iter().find(|(id, _)| *id == layer.id);
    let within = |cell: u32| centres.is_some_and(|(_, area)| area[cell as usize] == number);
    let ring = |cell: u32| table.neighbours.of(cell as usize).iter().copied();
    let mut keep: Vec<u32> = (0..table.cell.len() as u32)
        .filter(|&cell| within(cell) || ring(cell).any(within))
        .chain(
            scan.rows
                .iter()
                .filter_map(|&row| cell_of(store, scope, unit, row)),
        )
        .collect();
    keep.sort_unstable();
    keep.dedup();
    let inner = |cell: u32| within(cell) && ring(cell).all(within);
    let share = |&cell: &u32| table.share[cell as usize] * if inner(cell) { 1.0 } else { 0.5 };
    let share = keep.iter().map(share).collect();
    (keep, share)
}

fn cell_of(store: &Store, scope: &Scope<'_>, unit: usize, row: u32) -> Option<u32> {
    let location = scope.source.location[row as usize] as usize;
    store.locations.cell[unit]
        .get(location)
        .copied()
        .filter(|&cell| cell != u32::MAX)
}

impl<'a> Tested<'a> {
    pub(crate) fn new(
        store: &'a Store,
        scope: &Scope<'_>,
        scan: &Scan,
        selection: &Selection,
    ) -> Result<Self, NotTested> {
        match scan.rows.len() as u32 {
            0 => return Err(NotTested::Verdict(Verdict::NoEvents)),
            n if n < Verdict::FEWEST_EVENTS => return Err(NotTested::Verdict(Verdict::TooFew)),
            _ => {}
        }
        let (unit, table) = store.cells(selection.unit);
        let (keep, share) = tested_cells(store, scope, scan, selection);
        let mut all = vec![0; table.cell.len()];
        for &row in &scan.rows {
            if let Some(cell) = cell_of(store, scope, unit, row) {
                all[cell as usize] += 1;
            }
        }
        let counts: Vec<u32> = keep.iter().map(|&cell| all[cell as usize]).collect();
        let neighbours = table.neighbours.restricted_to(&keep);
        let values: Vec<f64> = counts.iter().map(|&count| f64::from(count)).collect();
        let drawn = whole_cells(&counts, &share);
        // The counts are finite and one per cell, so only a lack of variation can refuse them.
        let flat = NotTested::Verdict(Verdict::NoVariation);
        let Ok(z) = gi_star(&values, &neighbours) else {
            return Err(flat);
        };
        let mut p = match exact_upper_tail_among(&counts, &neighbours, &drawn) {
            Ok(p) => p,
            Err(ExactTailError::NoVariation(_)) => return Err(flat),
            Err(error) => {
                let words = Unit::ALL.map(|unit| unit.to_string());
                let refused = SelectionError::new("unit", error.to_string(), words);
                return Err(NotTested::Refused(refused));
            }
        };
        for (p, z) in p.iter_mut().zip(&z) {
            if z.is_none() {
                *p = f64::NAN;
            }
        }
        let Ok(q) = benjamini_hochberg(&p) else {
            return Err(flat);
        };
        Ok(Self {
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
        })
    }

    /// What was really done.
    pub(crate) fn method(&self, store: &Store, scope: &Scope<'_>) -> Method {
        let units = self.keep.len();
        Method {
            statistic: "Getis-Ord Gi*",
            p_value: if self.drawn.iter().all(|&drawn| drawn) {
                "exact upper tail of the full-permutation distribution"
            } else {
                "exact upper tail of the full-permutation distribution of the whole cells"
            },
            correction: "Benjamini-Hochberg",
            alpha: store.about().alpha,
            units: units as u32,
            mean: self.per_cell,
            against: match scope.area {
                Some((layer, number)) => {
                    format!("the cells of {}", layer.shapes[number as usize].name)
                }
                None => "the whole study area".into(),
            },
        }
    }

    fn into_hotspots(self, store: &Store, scope: &Scope<'_>, scan: &Scan) -> Hotspots {
        let ground: Vec<f64> = self
            .keep
            .iter()
            .map(|&cell| self.table.km2[cell as usize] * 1e6)
            .collect();
        let limit = GroupLimit::SquareMetres {
            of_unit: &ground,
            at_most: GROUP_SQUARE_METRES,
        };
        let rules = GroupRules {
            alpha: store.about().alpha,
            ..GroupRules::within(limit)
        };
        // One entry per cell goes in, so nothing can be refused.
        let found = hot_groups(&self.z, &self.q, &self.neighbours, &rules);
        let found = found.map(|found| found.groups).unwrap_or_default();
        if found.is_empty() {
            let peaks = local_peaks(&self.z, &self.neighbours);
            let lists: Vec<Vec<u32>> = peaks.into_iter().take(3).map(|peak| vec![peak]).collect();
            return Hotspots {
                verdict: Verdict::None,
                groups: Vec::new(),
                strongest: self.ranked(store, scope, scan, &lists),
                cells: Vec::new(),
                withheld: 0,
            };
        }
        let peak_of = self.peaks_uphill(&found);
        let own = found
            .into_iter()
            .filter(|group| peak_of[&group.peak] == group.peak);
        let lists: Vec<Vec<u32>> = own.map(|group| group.members).collect();
        let groups = self.ranked(store, scope, scan, &lists);
        let cells = self.hot_cells(&groups, &peak_of, store.about().alpha);
        Hotspots {
            verdict: Verdict::Hot,
            groups,
            strongest: Vec::new(),
            cells,
            withheld: 0,
        }
    }

    /// The peak each hot cell belongs to. Cells that the limit of ground cut off from a hotspot form
    /// groups without a peak of their own: shoulders, often without events, which are hot because of
    /// what lies uphill. They are drawn with the hotspot uphill and are no places of their own.
    fn peaks_uphill(&self, found: &[HotGroup]) -> HashMap<u32, u32> {
        let mut peak_of: HashMap<u32, u32> = HashMap::new();
        // From the highest peak down: what lies uphill has its peak already.
        for group in found {
            let height = |unit: u32| self.z[unit as usize].unwrap_or(f64::NEG_INFINITY);
            let uphill = self.neighbours.of(group.peak as usize).iter().copied();
            let uphill = uphill
                .filter(|&unit| height(unit) > height(group.peak))
                .max_by(|&a, &b| height(a).total_cmp(&height(b)));
            let peak = uphill
                .and_then(|unit| peak_of.get(&unit).copied())
                .unwrap_or(group.peak);
            peak_of.extend(group.members.iter().map(|&member| (member, peak)));
        }
        peak_of
    }

    /// Groups described and in order of rank, no two of one name.
    fn ranked(
        &self,
        store: &Store,
        scope: &Scope<'_>,
        scan: &Scan,
        lists: &[Vec<u32>],
    ) -> Vec<HotspotGroup> {
        let mut groups = self.describe(store, scope, scan, lists);
        Self::rank(&mut groups);
        groups.sort_by_key(|group| group.rank);
        let mut seen: HashMap<String, u32> = HashMap::new();
        for group in &mut groups {
            let times = seen.entry(group.name.clone()).or_default();
            *times += 1;
            if *times > 1 {
                group.name = format!("{} ({times})", group.name);
            }
        }
        groups
    }

    fn hot_cells(
        &self,
        groups: &[HotspotGroup],
        peak_of: &HashMap<u32, u32>,
        alpha: f64,
    ) -> Vec<CellFinding> {
        let cell_at = |position: u32| self.table.cell[self.keep[position as usize] as usize];
        let number_of: HashMap<u64, u32> = (0..)
            .zip(groups)
            .map(|(number, group)| (group.cells[0], number))
            .collect();
        let finding = |position: u32| {
            Some(CellFinding {
                cell: cell_at(position),
                count: Count::Exact(self.counts[position as usize]),
                class: HotClass::of(self.q[position as usize], alpha),
                group: *number_of.get(&cell_at(*peak_of.get(&position)?))?,
            })
        };
        (0..self.keep.len() as u32).filter_map(finding).collect()
    }

    /// Ranks groups by excess over expectation, with the interval of every rank.
    fn rank(groups: &mut [HotspotGroup]) {
        let observed: Vec<u64> = groups
            .iter()
            .map(|group| u64::from(group.events.number().unwrap_or(0)))
            .collect();
        let expected: Vec<f64> = groups
            .iter()
            .map(|group| group.expected.unwrap_or(0.0))
            .collect();
        if let Ok(ranks) = rank_intervals(&observed, &expected, SEED) {
            for (group, rank) in groups.iter_mut().zip(ranks) {
                group.rank = Some(rank.rank);
                group.rank_interval = Some((rank.low, rank.high));
            }
        }
    }

    /// The position of a cell among those tested.
    pub(crate) fn position(&self, cell: u64) -> Option<u32> {
        let number = self.table.cell.binary_search(&cell).ok()? as u32;
        self.keep
            .binary_search(&number)
            .ok()
            .map(|position| position as u32)
    }

    /// The peak and the cells round it.
    pub(crate) fn hood(&self, peak: u32) -> impl Iterator<Item = u32> {
        std::iter::once(peak).chain(self.neighbours.of(peak as usize).iter().copied())
    }

    /// The rows in each list of cells.
    pub(crate) fn rows_in(
        &self,
        store: &Store,
        scope: &Scope<'_>,
        scan: &Scan,
        lists: impl Iterator<Item = Vec<u32>>,
    ) -> Vec<Vec<u32>> {
        let unit = store
            .cells
            .iter()
            .position(|table| std::ptr::eq(table, self.table))
            .unwrap_or(0);
        let mut rows = Vec::new();
        let mut wanted: HashMap<u32, Vec<usize>> = HashMap::new();
        for (number, list) in lists.enumerate() {
            rows.push(Vec::new());
            for position in list {
                wanted
                    .entry(self.keep[position as usize])
                    .or_default()
                    .push(number);
            }
        }
        for &row in &scan.rows {
            let cell = cell_of(store, scope, unit, row);
            for &number in cell
                .and_then(|cell| wanted.get(&cell))
                .into_iter()
                .flatten()
            {
                rows[number].push(row);
            }
        }
        rows
    }

    /// Groups with names, numbers and hours; ranks come later. The first cell of a list is its peak.
    pub(crate) fn describe(
        &self,
        store: &Store,
        scope: &Scope<'_>,
        scan: &Scan,
        lists: &[Vec<u32>],
    ) -> Vec<HotspotGroup> {
        let hoods = lists
            .iter()
            .map(|members| self.hood(members[0]).collect::<Vec<u32>>());
        let near = self.rows_in(store, scope, scan, hoods);
        let within = self.rows_in(store, scope, scan, lists.iter().cloned());
        let rows = near.iter().zip(&within);
        lists
            .iter()
            .zip(rows)
            .map(|(members, (near, within))| self.group(store, scope, members, near, within))
            .collect()
    }

    /// - `near`: rows in the peak and the cells round it, which the counts are of.
    /// - `within`: rows in the cells of the group, which name it if most of those near lie in it.
    fn group(
        &self,
        store: &Store,
        scope: &Scope<'_>,
        members: &[u32],
        near: &[u32],
        within: &[u32],
    ) -> HotspotGroup {
        let peak = members[0] as usize;
        // A peak can be hot for what lies round it alone.
        let naming = if within.len() * 2 < near.len() {
            near
        } else {
            within
        };
        let numbers: Vec<usize> = members
            .iter()
            .map(|&m| self.keep[m as usize] as usize)
            .collect();
        let named = name_of(store, scope, self.table, &numbers, naming);
        let corners = || numbers.iter().flat_map(|&cell| &self.table.ring[cell]);
        let low = |axis: usize| corners().map(|c| c[axis]).fold(f64::INFINITY, f64::min);
        let high = |axis: usize| corners().map(|c| c[axis]).fold(f64::NEG_INFINITY, f64::max);
        let ground: f64 = self
            .hood(peak as u32)
            .map(|cell| self.share[cell as usize])
            .sum();
        HotspotGroup {
            id: format!("{:x}", self.table.cell[numbers[0]]),
            rank: None,
            rank_interval: None,
            name: named.best,
            street: named.street,
            area: named.area,
            events: Count::Exact(self.sums[peak] as u32),
            expected: Some(self.per_cell * ground),
            z: self.z[peak],
            q: Some(self.q[peak]),
            class: HotClass::of(self.q[peak], store.about().alpha),
            centre: self.table.centre[numbers[0]],
            bbox: [low(0), low(1), high(0), high(1)],
            cells: numbers.iter().map(|&cell| self.table.cell[cell]).collect(),
            km2: numbers.iter().map(|&cell| self.table.km2[cell]).sum(),
            hours: hours(store, scope, near),
            one_address: Some(Count::Exact(most_at_one_place(scope, near))),
        }
    }
}

fn most_at_one_place(scope: &Scope<'_>, rows: &[u32]) -> u32 {
    let mut places: Vec<u32> = rows
        .iter()
        .map(|&row| scope.source.location[row as usize])
        .collect();
    places.sort_unstable();
    places
        .chunk_by(|a, b| a == b)
        .map(|same| same.len() as u32)
        .max()
        .unwrap_or(0)
}

/// The shortest run of at least [`FEWEST_HOURS`] hours of the day that holds half of the events timed
/// to the hour.
fn hours(store: &Store, scope: &Scope<'_>, rows: &[u32]) -> Option<Hours> {
    let source = scope.source;
    if source.about.precision > Precision::Interval {
        return None;
    }
    let mut by_hour = [0_u32; 24];
    for row in rows.iter().map(|&row| row as usize) {
        if source.to[row] - source.from[row] <= SECONDS_PER_HOUR {
            by_hour[usize::from(store.calendar.local(source.from[row]).1.hour())] += 1;
        }
    }
    let timed: u32 = by_hour.iter().sum();
    if timed < FEWEST_TIMED {
        return None;
    }
    let held =
        |from: usize, length: usize| (0..length).map(|i| by_hour[(from + i) % 24]).sum::<u32>();
    (FEWEST_HOURS..=24).find_map(|length| {
        let from = (0..24).max_by_key(|&from| (held(from, length), 24 - from))?;
        let share = f64::from(held(from, length)) / f64::from(timed);
        let to = ((from + length) % 24) as u8;
        (share >= 0.5).then_some(Hours {
            from: from as u8,
            to,
            share,
        })
    })
}

/// How many months of the period hold events of the source at all, and how many there are.
fn months_held(scope: &Scope<'_>) -> (usize, usize) {
    let (first, last) = (scope.period.0.month(), scope.period.1.month());
    let all = std::iter::successors(Some(first), |month| {
        Some(month.next()).filter(|m| *m <= last)
    });
    let held = all
        .clone()
        .filter(|month| scope.source.months.binary_search(month).is_ok());
    (held.count(), all.count())
}

fn caveats(selection: &Selection, scope: &Scope<'_>, scan: &Scan) -> Vec<Caveat> {
    let accounting = &scan.accounting;
    let counted = |count: Count, of: Option<Count>, what: &'static str| {
        (count != Count::Exact(0)).then_some(Caveat::Counted { count, of, what })
    };
    let all = Some(accounting.selected);
    let mut sentences: Vec<Caveat> = [
        counted(
            accounting.unlocated,
            all,
            "have no usable place and are on no map.",
        ),
        counted(accounting.outside, all, "lie outside the area looked at."),
        counted(
            accounting.uncertain,
            None,
            "more may or may not fall in the period and hours; they are left out.",
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    let data = &scope.source.about;
    let (held, of) = months_held(scope);
    if 0 < held && held < of {
        sentences.push(Caveat::Said(format!(
            "Only {held} of the {of} months from {} to {} hold events of this source.",
            scope.period.0.month(),
            scope.period.1.month()
        )));
    }
    if data.precision == Precision::Month {
        sentences.push(Caveat::Said(
            "The dates are months: nothing is known of the day or the hour.".into(),
        ));
    }
    if snapped(scope.source) {
        sentences.push(Caveat::Said(
            "The points are published anchors (\"On or near ...\"), not exact places: a repeat location is a repeat anchor.".into(),
        ));
    }
    let (first, last) = data.period;
    if selection.from().is_some_and(|from| from < first)
        || selection.to().is_some_and(|to| to > last)
    {
        sentences.push(Caveat::Said(format!(
            "The source holds {first} to {last} only: the period asked for is not all covered."
        )));
    }
    if selection.count == CountBy::Events {
        sentences.push(Caveat::Said(
            "Every recorded event counts: one incident with several victims weighs as several."
                .into(),
        ));
    }
    sentences
}
