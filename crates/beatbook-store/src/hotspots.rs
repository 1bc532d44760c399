//! From a selection to tested, grouped and named hotspots.

use std::collections::HashMap;
use std::sync::Arc;

use beatbook_analyse::{GroupLimit, GroupRules, HotGroup, hot_groups, local_peaks, rank_intervals};
use beatbook_core::{
    Answer, CellFinding, Count, HotClass, HotTest, HotspotGroup, Hotspots, Method, Neighbours,
    Selection, SelectionError, Unit, Verdict,
};

use crate::caveats::caveats;
use crate::harm::rank_by_harm;
use crate::hours::hours;
use crate::naming::name_of;
use crate::scan::{Question, Scan, Scope};
use crate::store::Store;
use crate::tested::{NotTested, Tested};

/// Largest ground of one hotspot.
pub(crate) const GROUP_SQUARE_METRES: f64 = 250_000.0;
/// Fixed, so that the same selection gives the same intervals.
const SEED: u64 = 1;

impl Store {
    /// The hotspots of a selection, worked out once for each canonical selection.
    ///
    /// # Errors
    /// [`SelectionError`] when the book cannot answer it, naming the part and what it can answer.
    pub fn hotspots(&self, selection: &Selection) -> Result<Arc<Answer<Hotspots>>, SelectionError> {
        self.hotspots_by(selection, HotTest::Exact)
    }

    /// The same by another test, to hold beside what other packages say.
    ///
    /// # Errors
    /// As [`Store::hotspots`], or when the test would mislead: the normal curve with few events.
    pub fn hotspots_by(
        &self,
        selection: &Selection,
        test: HotTest,
    ) -> Result<Arc<Answer<Hotspots>>, SelectionError> {
        let asked = format!("{selection} {test}");
        self.answers
            .get_or_make(asked, || self.find_hotspots(selection, test))
    }

    fn find_hotspots(
        &self,
        selection: &Selection,
        test: HotTest,
    ) -> Result<Answer<Hotspots>, SelectionError> {
        let scope = Scope::new(self, selection, Question::patrol(&selection.unit))?;
        let scan = scope.scan(self, selection);
        let tested = match Tested::new(self, &scope, &scan, selection, test) {
            Ok(tested) => tested,
            Err(NotTested::Refused(error)) => return Err(error),
            Err(NotTested::Verdict(verdict)) => {
                let value = Hotspots {
                    verdict,
                    groups: Vec::new(),
                    strongest: self.ranked_untested(verdict, selection, &scope, &scan)?,
                    cells: Vec::new(),
                    parents: Vec::new(),
                    withheld: 0,
                    harm: self.harm_basis(&scope, &scan),
                };
                let mut answer = self.answer(value, None, selection, &scope, &scan);
                answer
                    .caveats
                    .extend(self.about_units(selection, &scope, &scan));
                return Ok(answer);
            }
        };
        let method = tested.method(self);
        let caveat = tested.caveat(self);
        let mut value = tested.into_hotspots(self, &scope, &scan);
        let drawn = matches!(test, HotTest::Permutation(_) | HotTest::Conditional(_));
        if drawn && caveat.is_some() && value.verdict == Verdict::None {
            value.verdict = Verdict::TooFewPermutations;
        }
        let mut answer = self.answer(value, Some(method), selection, &scope, &scan);
        answer.caveats.extend(caveat);
        answer
            .caveats
            .extend(self.about_units(selection, &scope, &scan));
        Ok(answer)
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
            period: scope.told_period(),
            setting: scope.setting.clone(),
            agreement: scope.source.about.agreement.clone(),
            book: self.about().book.clone(),
            synthetic: self.about().synthetic,
            method,
            accounting: scan.accounting,
            caveats: caveats(self, selection, scope, scan),
        }
    }
}

impl Tested<'_> {
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
                parents: Vec::new(),
                withheld: 0,
                harm: store.harm_basis(scope, scan),
            };
        }
        let peak_of = peaks_uphill(&found, &self.z, &self.neighbours);
        let own = found
            .into_iter()
            .filter(|group| peak_of[&group.peak] == group.peak);
        let lists: Vec<Vec<u32>> = own.map(|group| group.members).collect();
        let groups = self.ranked(store, scope, scan, &lists);
        let cells = self.hot_cells(store, &groups, &peak_of);
        Hotspots {
            verdict: Verdict::Hot,
            groups,
            strongest: Vec::new(),
            parents: Hotspots::parents_of(&cells),
            cells,
            withheld: 0,
            harm: store.harm_basis(scope, scan),
        }
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
        rank_by_harm(&mut groups);
        groups.sort_by_key(|group| group.rank);
        tell_apart(groups.iter_mut());
        groups
    }

    fn hot_cells(
        &self,
        store: &Store,
        groups: &[HotspotGroup],
        peak_of: &HashMap<u32, u32>,
    ) -> Vec<CellFinding> {
        let alpha = store.about().alpha;
        let cell_at = |position: u32| self.table.cell[self.keep[position as usize] as usize];
        let number_of: HashMap<u64, u32> = (0..)
            .zip(groups)
            .map(|(number, group)| (group.cells[0], number))
            .collect();
        let finding = |position: u32| {
            let at = position as usize;
            Some(CellFinding {
                cell: cell_at(position),
                parent: store.parent_of(&self.unit, self.keep[at]),
                count: Count::Exact(self.counts[at]),
                expected: Some(self.per_cell * self.share[at]),
                z: self.z[at],
                p: Some(self.p[at]),
                q: Some(self.q[at]),
                class: HotClass::of(self.q[at], alpha),
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

    /// Groups with names, numbers and hours; ranks come later. The first cell of a list is its peak.
    pub(crate) fn describe(
        &self,
        store: &Store,
        scope: &Scope<'_>,
        scan: &Scan,
        lists: &[Vec<u32>],
    ) -> Vec<HotspotGroup> {
        let hoods = lists.iter().map(|members| self.hood(members[0]).collect());
        let both = hoods.chain(lists.iter().cloned());
        let mut near = self.rows_in(store, scope, scan, both);
        let within = near.split_off(lists.len());
        let rows = near.iter().zip(&within);
        let mut groups: Vec<HotspotGroup> = lists
            .iter()
            .zip(rows)
            .map(|(members, (near, within))| self.group(store, scope, members, near, within))
            .collect();
        if let Some(weighing) = self.weighing(scope, scan) {
            let hoods = lists.iter().map(|members| self.hood(members[0]).collect());
            let others = self.others_in(store, scope, scan, hoods);
            for ((group, near), others) in groups.iter_mut().zip(&near).zip(&others) {
                group.harm = weighing.place(near.iter().chain(others).copied());
            }
        }
        // A segment, an area or a venue is its own name; many of them stand round one top.
        if matches!(self.unit, Unit::H3(_) | Unit::Grid150) {
            store.tops.name(&mut groups);
        }
        groups
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
        let own = store.unit_name(&self.unit, self.table.cell[numbers[0]]);
        let name = own.unwrap_or(named.best);
        let km: f64 = self
            .hood(peak as u32)
            .filter_map(|at| self.metres(store, at))
            .sum::<f64>()
            / 1_000.0;
        let corners = || numbers.iter().flat_map(|&cell| &self.table.ring[cell]);
        let low = |axis: usize| corners().map(|c| c[axis]).fold(f64::INFINITY, f64::min);
        let high = |axis: usize| corners().map(|c| c[axis]).fold(f64::NEG_INFINITY, f64::max);
        let ground: f64 = self
            .hood(peak as u32)
            .map(|cell| self.share[cell as usize])
            .sum();
        HotspotGroup {
            id: store.unit_id(&self.unit, self.table.cell[numbers[0]]),
            cell: store.unit_id(&self.unit, self.table.cell[numbers[0]]),
            rank: None,
            rank_interval: None,
            street: named.street.filter(|street| *street != name),
            name,
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
            per_km: (km > 0.0).then(|| self.sums[peak] as f64 / km),
            hours: hours(store, scope, near),
            one_address: Some(Count::Exact(most_at_one_place(scope, near))),
            harm: None,
        }
    }
}

/// Gives the second and later groups of one name a number.
pub(crate) fn tell_apart<'a>(groups: impl Iterator<Item = &'a mut HotspotGroup>) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for group in groups {
        let times = seen.entry(group.name.clone()).or_default();
        *times += 1;
        if *times > 1 {
            group.name = format!("{} ({times})", group.name);
        }
    }
}

/// The peak each hot cell belongs to. Cells that the limit of ground cut off from a hotspot form
/// groups without a peak of their own: shoulders, often without events, which are hot because of
/// what lies uphill. They are drawn with the hotspot uphill and are no places of their own.
pub(crate) fn peaks_uphill(
    found: &[HotGroup],
    z: &[Option<f64>],
    neighbours: &Neighbours,
) -> HashMap<u32, u32> {
    let mut peak_of: HashMap<u32, u32> = HashMap::new();
    // From the highest peak down: what lies uphill has its peak already.
    for group in found {
        let height = |unit: u32| z[unit as usize].unwrap_or(f64::NEG_INFINITY);
        let uphill = neighbours.of(group.peak as usize).iter().copied();
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

fn most_at_one_place(scope: &Scope<'_>, rows: &[u32]) -> u32 {
    let mut places: Vec<u32> = rows
        .iter()
        .map(|&row| scope.location[row as usize])
        .collect();
    places.sort_unstable();
    places
        .chunk_by(|a, b| a == b)
        .map(|same| same.len() as u32)
        .max()
        .unwrap_or(0)
}
