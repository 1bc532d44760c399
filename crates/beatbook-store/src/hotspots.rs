//! From a selection to tested, grouped and named hotspots.

use std::collections::HashMap;
use std::sync::Arc;

use beatbook_analyse::{
    GroupLimit, GroupRules, benjamini_hochberg, exact_upper_tail_among, gi_star, hot_groups,
    local_peaks, neighbourhood_sums, rank_intervals, whole_cells,
};
use beatbook_core::{
    Answer, Caveat, CellFinding, Count, CountBy, HotClass, HotspotGroup, Hotspots, Hours, Method,
    Neighbours, Precision, SECONDS_PER_HOUR, Selection, SelectionError, Verdict, thousands,
};

use crate::book::CellTable;
use crate::naming::{name_of, snapped};
use crate::scan::{Scan, Scope};
use crate::store::Store;

/// Largest ground of one hotspot.
const GROUP_SQUARE_METRES: f64 = 250_000.0;
/// Fixed, so that the same selection gives the same intervals.
const SEED: u64 = 1;

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
    /// Share of each tested cell that lies in the study area.
    share: Vec<f64>,
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
        let value = match Tested::new(self, &scope, &scan, selection) {
            Ok(tested) => tested.into_hotspots(self, &scope, &scan),
            Err(verdict) => Hotspots {
                verdict,
                groups: Vec::new(),
                strongest: Vec::new(),
                cells: Vec::new(),
            },
        };
        Ok(self.answer(value, selection, &scope, &scan))
    }

    /// Wraps a value in everything needed to read it.
    pub(crate) fn answer<T>(
        &self,
        value: T,
        selection: &Selection,
        scope: &Scope<'_>,
        scan: &Scan,
    ) -> Answer<T> {
        let units = tested_cells(self, scope, scan, selection).len() as u32;
        let against = match scope.area {
            Some((layer, number)) => format!("the cells of {}", layer.shapes[number as usize].name),
            None => "the whole study area".into(),
        };
        Answer {
            value,
            selection: selection.clone(),
            source: scope.source.about.source.clone(),
            period: scope.period,
            book: self.about().book.clone(),
            synthetic: self.about().synthetic,
            method: Some(Method {
                statistic: "Getis-Ord Gi*",
                p_value: "exact upper tail of the full-permutation distribution of the whole cells",
                correction: "Benjamini-Hochberg",
                alpha: self.about().alpha,
                units,
                mean: scan.rows.len() as f64 / f64::from(units.max(1)),
                against,
            }),
            accounting: scan.accounting,
            caveats: caveats(selection, scope, scan),
        }
    }
}

/// Cells in the test: all of the study area or, for one area, those whose centre lies in it and
/// those that hold one of its events.
fn tested_cells(store: &Store, scope: &Scope<'_>, scan: &Scan, selection: &Selection) -> Vec<u32> {
    let (unit, table) = store.cells(selection.unit);
    let Some((layer, number)) = scope.area else {
        return (0..table.cell.len() as u32).collect();
    };
    let centres = table.area.iter().find(|(id, _)| *id == layer.id);
    let mut keep: Vec<u32> = (0..table.cell.len() as u32)
        .filter(|&cell| centres.is_some_and(|(_, area)| area[cell as usize] == number))
        .chain(
            scan.rows
                .iter()
                .filter_map(|&row| cell_of(store, scope, unit, row)),
        )
        .collect();
    keep.sort_unstable();
    keep.dedup();
    keep
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
    ) -> Result<Self, Verdict> {
        match scan.rows.len() as u32 {
            0 => return Err(Verdict::NoEvents),
            n if n < Verdict::FEWEST_EVENTS => return Err(Verdict::TooFew),
            _ => {}
        }
        let (unit, table) = store.cells(selection.unit);
        let keep = tested_cells(store, scope, scan, selection);
        let mut all = vec![0; table.cell.len()];
        for &row in &scan.rows {
            if let Some(cell) = cell_of(store, scope, unit, row) {
                all[cell as usize] += 1;
            }
        }
        let counts: Vec<u32> = keep.iter().map(|&cell| all[cell as usize]).collect();
        let neighbours = table.neighbours.restricted_to(&keep);
        let share: Vec<f64> = keep
            .iter()
            .map(|&cell| table.share[cell as usize])
            .collect();
        let values: Vec<f64> = counts.iter().map(|&count| f64::from(count)).collect();
        // The counts are finite and one per cell, so only a lack of variation can refuse them.
        let z = gi_star(&values, &neighbours).map_err(|_| Verdict::NoVariation)?;
        let mut p = exact_upper_tail_among(&counts, &neighbours, &whole_cells(&counts, &share))
            .map_err(|_| Verdict::NoVariation)?;
        for (p, z) in p.iter_mut().zip(&z) {
            if z.is_none() {
                *p = f64::NAN;
            }
        }
        let q = benjamini_hochberg(&p).map_err(|_| Verdict::NoVariation)?;
        Ok(Self {
            table,
            per_cell: values.iter().sum::<f64>() / share.iter().sum::<f64>(),
            share,
            sums: neighbourhood_sums(&counts, &neighbours),
            keep,
            neighbours,
            counts,
            z,
            p,
            q,
        })
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
        let lists: Vec<Vec<u32>> = if found.is_empty() {
            local_peaks(&self.z, &self.neighbours)
                .into_iter()
                .take(3)
                .map(|peak| vec![peak])
                .collect()
        } else {
            found.into_iter().map(|group| group.members).collect()
        };
        let mut groups = self.describe(store, scope, scan, &lists);
        Self::rank(&mut groups);
        groups.sort_by_key(|group| group.rank);
        if groups.iter().all(|group| group.class == HotClass::None) {
            let (groups, strongest) = (Vec::new(), groups);
            return Hotspots {
                verdict: Verdict::None,
                groups,
                strongest,
                cells: Vec::new(),
            };
        }
        let cells = self.hot_cells(&groups, store.about().alpha);
        Hotspots {
            verdict: Verdict::Hot,
            groups,
            strongest: Vec::new(),
            cells,
        }
    }

    fn hot_cells(&self, groups: &[HotspotGroup], alpha: f64) -> Vec<CellFinding> {
        let group_of: HashMap<u64, u32> = (0..)
            .zip(groups)
            .flat_map(|(number, group)| group.cells.iter().map(move |&cell| (cell, number)))
            .collect();
        let finding = |position: usize| {
            let cell = self.table.cell[self.keep[position] as usize];
            Some(CellFinding {
                cell,
                count: Count::Exact(self.counts[position]),
                class: HotClass::of(self.q[position], alpha),
                group: *group_of.get(&cell)?,
            })
        };
        (0..self.keep.len()).filter_map(finding).collect()
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
                group.rank = rank.rank;
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

    /// The rows in the neighbourhood of each peak.
    pub(crate) fn rows_near(
        &self,
        store: &Store,
        scope: &Scope<'_>,
        scan: &Scan,
        peaks: impl Iterator<Item = u32>,
    ) -> Vec<Vec<u32>> {
        let unit = store
            .cells
            .iter()
            .position(|table| std::ptr::eq(table, self.table))
            .unwrap_or(0);
        let mut rows = Vec::new();
        let mut wanted: HashMap<u32, Vec<usize>> = HashMap::new();
        for (number, peak) in peaks.enumerate() {
            rows.push(Vec::new());
            for position in self.hood(peak) {
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
        let rows = self.rows_near(store, scope, scan, lists.iter().map(|members| members[0]));
        lists
            .iter()
            .zip(rows)
            .map(|(members, rows)| self.group(store, scope, members, &rows))
            .collect()
    }

    fn group(
        &self,
        store: &Store,
        scope: &Scope<'_>,
        members: &[u32],
        rows: &[u32],
    ) -> HotspotGroup {
        let peak = members[0] as usize;
        let numbers: Vec<usize> = members
            .iter()
            .map(|&m| self.keep[m as usize] as usize)
            .collect();
        let named = name_of(store, scope, self.table, &numbers, rows);
        let corners = || numbers.iter().flat_map(|&cell| &self.table.ring[cell]);
        let low = |axis: usize| corners().map(|c| c[axis]).fold(f64::INFINITY, f64::min);
        let high = |axis: usize| corners().map(|c| c[axis]).fold(f64::NEG_INFINITY, f64::max);
        let ground: f64 = self
            .hood(peak as u32)
            .map(|cell| self.share[cell as usize])
            .sum();
        HotspotGroup {
            id: format!("{:x}", self.table.cell[numbers[0]]),
            rank: 0,
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
            hours: hours(store, scope, rows),
            one_address: Some(Count::Exact(most_at_one_place(scope, rows))),
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

/// The shortest run of hours of the day that holds half of the events timed to the hour.
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
    if timed < Verdict::FEWEST_EVENTS {
        return None;
    }
    let held =
        |from: usize, length: usize| (0..length).map(|i| by_hour[(from + i) % 24]).sum::<u32>();
    (1..=24).find_map(|length| {
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
    let number = |count: Count| u64::from(count.number().unwrap_or(0));
    let accounting = &scan.accounting;
    let selected = thousands(number(accounting.selected));
    let mut sentences = Vec::new();
    let mut say = |count: Count, sentence: String| {
        if number(count) > 0 {
            sentences.push(Caveat(sentence));
        }
    };
    let of = |count: Count| format!("{} of {selected} events", thousands(number(count)));
    say(
        accounting.unlocated,
        format!(
            "{} have no usable place and are on no map.",
            of(accounting.unlocated)
        ),
    );
    say(
        accounting.outside,
        format!("{} lie outside the area looked at.", of(accounting.outside)),
    );
    say(
        accounting.uncertain,
        format!(
            "{} further events may or may not fall in the period and hours; they are left out.",
            thousands(number(accounting.uncertain))
        ),
    );
    let data = &scope.source.about;
    let (held, of) = months_held(scope);
    if held < of {
        sentences.push(Caveat(format!(
            "Only {held} of the {of} months from {} to {} hold events of this source.",
            scope.period.0.month(),
            scope.period.1.month()
        )));
    }
    if data.precision == Precision::Month {
        sentences.push(Caveat(
            "The dates are months: nothing is known of the day or the hour.".into(),
        ));
    }
    if snapped(scope.source) {
        sentences.push(Caveat(
            "The points are published anchors (\"On or near ...\"), not exact places: a repeat location is a repeat anchor.".into(),
        ));
    }
    let (first, last) = data.period;
    if selection.from().is_some_and(|from| from < first)
        || selection.to().is_some_and(|to| to > last)
    {
        sentences.push(Caveat(format!(
            "The source holds {first} to {last} only: the period asked for is not all covered."
        )));
    }
    if selection.count == CountBy::Events {
        sentences.push(Caveat(
            "Every recorded event counts: one incident with several victims weighs as several."
                .into(),
        ));
    }
    sentences
}
