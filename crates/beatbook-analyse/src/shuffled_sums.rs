//! How often chance gives a neighbourhood sum as high, or as low, as the observed one.
//!
//! The permutations behind the local statistics: each is a function of a unit's own value and the
//! weighted sum around it, rising or falling in that sum, so one count serves them all.
//!
//! Conditional permutation holds a unit's value and deals the other n - 1 out over the other units
//! at random. All units share the same draws from all n, of one unit more than needed: where a
//! draw holds the unit itself, the one to spare takes its place. Whichever the unit, that is an
//! even draw from the other n - 1.
//!
//! Where all neighbours count the same, their order does not matter, and the sums of the draws are
//! the same for all units with so many neighbours. They are sorted once; a unit looks its own sum
//! up and then puts right the few draws that hold it. With R draws and k neighbours that is
//! O(R k + R log R) for all, and O(log R + R k / n) for each unit. Where weights differ, each unit
//! adds up all draws: O(R k).
//!
//! Sums that rounding alone could tell apart are taken as equal, and a tie counts on both sides.
//! With even weights, sums of whole numbers are compared exactly as long as they stay below
//! 2^50 / (k + 2).

use beatbook_core::Stop;
use rayon::prelude::*;

use crate::Weights;
use crate::permutation::{BLOCK, Method, Permutations, TailCount, shared_draws};
use crate::uneven_sums::{Narrow, UnevenRow, weighted_sum};

/// What stays where it is while chance has its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Null {
    /// Each unit keeps its own value and all others are dealt out: are its surroundings unusual,
    /// given its own value? What PySAL, spdep and `GeoDa` do.
    #[default]
    Conditional,
    /// All values are dealt out: is the neighbourhood as a whole unusual? What the exact tail of
    /// counts computes without permutations.
    Full,
}

/// Units worked on together, while the values of one block of draws are at hand.
const UNITS_AT_ONCE: usize = 256;

/// Counts the permuted sums around every unit against the observed one. `None` where every
/// permutation gives the same sum, so that there is nothing to test.
///
/// `values` are finite, one per unit, and not all equal.
pub(crate) fn shuffled_sums(
    values: &[f64],
    weights: &Weights,
    null: Null,
    permutations: Permutations,
    method: Method,
) -> Vec<Option<TailCount>> {
    let rows = Rows::new(values, weights, null);
    let (even, uneven): (Vec<usize>, Vec<usize>) = (0..values.len())
        .filter(|&unit| rows.can_vary(unit))
        .partition(|&unit| rows.is_even(unit));
    let places = even.iter().chain(&uneven).map(|&unit| rows.places(unit));
    let mut counts = vec![None; values.len()];
    let Some(longest) = places.max() else {
        return counts;
    };
    let drawn = Drawn::new(&rows, permutations, method, longest);
    let counted = drawn
        .against_even(&even)
        .chain(drawn.against_uneven(&uneven));
    for (unit, count) in counted.collect::<Vec<_>>() {
        counts[unit] = Some(count);
    }
    counts
}

/// What is summed around each unit.
pub(crate) struct Rows<'a> {
    values: &'a [f64],
    weights: &'a Weights,
    null: Null,
    pub(crate) largest: f64,
    /// The one unit whose surroundings are all equal, if there is one.
    odd_one_out: Option<usize>,
}

impl<'a> Rows<'a> {
    fn new(values: &'a [f64], weights: &'a Weights, null: Null) -> Self {
        Self {
            values,
            weights,
            null,
            largest: values.iter().fold(0.0, |top, v| v.abs().max(top)),
            odd_one_out: only_unit_that_differs(values),
        }
    }

    /// Whether the unit itself is among the places values are dealt out to.
    fn deals_self(&self) -> bool {
        self.null == Null::Full && self.weights.has_self()
    }

    /// Places a draw has to fill.
    fn places(&self, unit: usize) -> usize {
        self.weights.of(unit).0.len() + usize::from(self.deals_self())
    }

    fn is_even(&self, unit: usize) -> bool {
        let weights = self.weights.of(unit).1;
        let first = weights.first().copied();
        self.weights.is_even(unit)
            && !(self.deals_self() && first.is_some_and(|w| w != self.weights.own(unit)))
    }

    fn can_vary(&self, unit: usize) -> bool {
        let (dealt_out, equal) = match self.null {
            Null::Conditional => (self.values.len() - 1, self.odd_one_out == Some(unit)),
            Null::Full => (self.values.len(), false),
        };
        let places = self.places(unit);
        places > 0 && !equal && !(places == dealt_out && self.is_even(unit))
    }

    /// The weights of the places, in the order they are filled.
    pub(crate) fn weights_of(&self, unit: usize) -> Vec<f64> {
        let own = self.deals_self().then(|| self.weights.own(unit));
        own.into_iter()
            .chain(self.weights.of(unit).1.iter().copied())
            .collect()
    }

    /// The values now in those places.
    pub(crate) fn observed(&self, unit: usize) -> impl Iterator<Item = f64> {
        let own = self.deals_self().then(|| self.values[unit]);
        let around = self
            .weights
            .of(unit)
            .0
            .iter()
            .map(|&j| self.values[j as usize]);
        own.into_iter().chain(around)
    }

    /// Sums no further apart than this may be equal but for rounding.
    pub(crate) fn tie(&self, places: usize, weight: f64) -> f64 {
        4.0 * f64::EPSILON * (places as f64 + 2.0) * weight * self.largest
    }
}

/// The lowest and highest sum that ties with the observed one.
#[derive(Clone, Copy)]
pub(crate) struct Observed {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Observed {
    pub(crate) fn new(sum: f64, tie: f64) -> Self {
        Self {
            low: sum - tie,
            high: sum + tie,
        }
    }

    pub(crate) fn count(self, sum: f64) -> TailCount {
        TailCount {
            at_least: u32::from(sum >= self.low),
            at_most: u32::from(sum <= self.high),
        }
    }
}

/// Sums in rising order, each once: of counts there are few different ones.
struct RisingSums {
    distinct: Vec<f64>,
    /// How many sums are below each distinct one, and how many there are.
    below: Vec<u32>,
}

impl RisingSums {
    fn new(mut sums: Vec<f64>) -> Self {
        sums.sort_unstable_by(f64::total_cmp);
        let mut distinct = Vec::new();
        let mut below = vec![0];
        for equal in sums.chunk_by(|a, b| a == b) {
            distinct.push(equal[0]);
            below.push(below[below.len() - 1] + equal.len() as u32);
        }
        Self { distinct, below }
    }

    fn count(&self, observed: Observed) -> TailCount {
        let lower = self.distinct.partition_point(|sum| *sum < observed.low);
        let upper = self.distinct.partition_point(|sum| *sum <= observed.high);
        TailCount {
            at_least: self.below[self.distinct.len()] - self.below[lower],
            at_most: self.below[upper],
        }
    }
}

/// The values drawn, and who was drawn where.
struct Drawn<'a> {
    rows: &'a Rows<'a>,
    replicates: usize,
    /// Per block, one column per place and one to spare. Columns of the last block end in NaN,
    /// which is neither at least nor at most anything.
    columns: Vec<Vec<[f64; BLOCK]>>,
    /// Where each unit was drawn, as (replicate, place): `held[starts[i]..starts[i + 1]]`. Empty
    /// unless units keep their own values.
    starts: Vec<u32>,
    held: Vec<(u32, u32)>,
}

impl<'a> Drawn<'a> {
    fn new(rows: &'a Rows, permutations: Permutations, method: Method, longest: usize) -> Self {
        let units = rows.values.len();
        let spare = usize::from(rows.null == Null::Conditional);
        let draws = shared_draws(permutations, method, units, longest + spare);
        let columns: Vec<Vec<[f64; BLOCK]>> = draws
            .par_iter()
            .map(|block| {
                let value_column = |place| {
                    let mut column = [f64::NAN; BLOCK];
                    for (value, &unit) in column.iter_mut().zip(block.column(place)) {
                        *value = rows.values[unit as usize];
                    }
                    column
                };
                (0..longest + spare).map(value_column).collect()
            })
            .collect();

        let mut starts = vec![0; units + 1];
        let mut held = Vec::new();
        if rows.null == Null::Conditional {
            for &unit in draws.iter().flat_map(|block| block.columns(longest)) {
                starts[unit as usize + 1] += 1;
            }
            for unit in 0..units {
                starts[unit + 1] += starts[unit];
            }
            held = vec![(0, 0); starts[units] as usize];
            let mut next = starts.clone();
            for block in &draws {
                for place in 0..longest {
                    for (replicate, &unit) in (block.first()..).zip(block.column(place)) {
                        let slot = &mut next[unit as usize];
                        held[*slot as usize] = (replicate, place as u32);
                        *slot += 1;
                    }
                }
            }
        }
        Self {
            rows,
            replicates: permutations.count() as usize,
            columns,
            starts,
            held,
        }
    }

    /// The draws that hold a unit in one of its own first `places`.
    fn holding(&self, unit: usize, places: usize) -> impl Iterator<Item = (usize, usize)> {
        self.held[self.starts[unit] as usize..self.starts[unit + 1] as usize]
            .iter()
            .map(|&(replicate, place)| (replicate as usize, place as usize))
            .filter(move |(_, place)| *place < places)
    }

    fn value(&self, replicate: usize, place: usize) -> f64 {
        self.columns[replicate / BLOCK][place][replicate % BLOCK]
    }

    /// Units whose neighbours all count the same.
    fn against_even(
        &self,
        units: &[usize],
    ) -> impl Iterator<Item = (usize, TailCount)> + use<'_, 'a> {
        let mut by_places: Vec<Vec<usize>> = Vec::new();
        for &unit in units {
            let places = self.rows.places(unit);
            if by_places.len() <= places {
                by_places.resize_with(places + 1, Vec::new);
            }
            by_places[places].push(unit);
        }
        by_places.retain(|group| !group.is_empty());
        let stop = Stop::current();
        let counted: Vec<Vec<_>> = by_places
            .par_iter()
            .map(|group| self.against_group(group, &stop))
            .collect();
        counted.into_iter().flatten()
    }

    /// Units with the same number of neighbours, which all count the same.
    fn against_group(&self, group: &[usize], stop: &Stop) -> Vec<(usize, TailCount)> {
        let places = self.rows.places(group[0]);
        let sums = self.sums(places);
        let rising = RisingSums::new(sums.iter().map(|(sum, _)| *sum).collect());
        let count = |&unit: &usize| {
            stop.check();
            let sum = self.rows.observed(unit).sum();
            let observed = Observed::new(sum, self.rows.tie(places, places as f64));
            let mut count = rising.count(observed);
            for (replicate, _) in self.holding(unit, places) {
                let (with_self, spare) = sums[replicate];
                count.replace(
                    observed.count(with_self),
                    observed.count(with_self - self.rows.values[unit] + spare),
                );
            }
            (unit, count)
        };
        group
            .par_iter()
            .with_min_len(UNITS_AT_ONCE)
            .map(count)
            .collect()
    }

    /// The sum of the first `places` of every draw, and the value to spare.
    fn sums(&self, places: usize) -> Vec<(f64, f64)> {
        let mut sums = Vec::with_capacity(self.columns.len() * BLOCK);
        for columns in &self.columns {
            let mut block = [0.0; BLOCK];
            for column in &columns[..places] {
                for (sum, value) in block.iter_mut().zip(column) {
                    *sum += value;
                }
            }
            // Nothing is put right, and no column there to spare, where all values are dealt out.
            let spare = columns.get(places).unwrap_or(&[f64::NAN; BLOCK]);
            sums.extend(block.into_iter().zip(spare.iter().copied()));
        }
        sums.truncate(self.replicates);
        sums
    }

    /// Units whose neighbours count differently: each adds up every draw.
    fn against_uneven(
        &self,
        units: &[usize],
    ) -> impl Iterator<Item = (usize, TailCount)> + use<'_, 'a> {
        let narrow = if units.is_empty() {
            Vec::new()
        } else {
            self.narrow()
        };
        let stop = Stop::current();
        let counted: Vec<Vec<_>> = units
            .par_chunks(UNITS_AT_ONCE)
            .map(|chunk| self.against_chunk(chunk, &narrow, &stop))
            .collect();
        counted.into_iter().flatten()
    }

    fn narrow(&self) -> Vec<Narrow> {
        let share = |value: f64| (value / self.rows.largest) as f32;
        let of_block = |(block, columns): (usize, &Vec<[f64; BLOCK]>)| Narrow {
            columns: columns.iter().map(|column| column.map(share)).collect(),
            replicates: BLOCK.min(self.replicates - block * BLOCK),
        };
        self.columns.par_iter().enumerate().map(of_block).collect()
    }

    fn against_chunk(
        &self,
        units: &[usize],
        narrow: &[Narrow],
        stop: &Stop,
    ) -> Vec<(usize, TailCount)> {
        let rows: Vec<UnevenRow> = units
            .iter()
            .map(|&unit| UnevenRow::new(self.rows, unit))
            .collect();
        let mut counts = vec![TailCount::default(); units.len()];
        for (columns, narrow) in self.columns.iter().zip(narrow) {
            stop.check();
            for (count, row) in counts.iter_mut().zip(&rows) {
                *count = *count + row.count(columns, narrow);
            }
        }
        for ((&unit, count), row) in units.iter().zip(&mut counts).zip(&rows) {
            let places = row.weights.len();
            for (replicate, held) in self.holding(unit, places) {
                let drawn = (0..places).map(|place| self.value(replicate, place));
                let spare = self.value(replicate, places);
                let put_right = drawn
                    .clone()
                    .enumerate()
                    .map(|(place, value)| if place == held { spare } else { value });
                count.replace(
                    row.observed.count(weighted_sum(&row.weights, drawn)),
                    row.observed.count(weighted_sum(&row.weights, put_right)),
                );
            }
        }
        units.iter().copied().zip(counts).collect()
    }
}

/// The one unit whose value differs while all others are equal.
pub(crate) fn only_unit_that_differs(values: &[f64]) -> Option<usize> {
    let odd_from = |common: f64| {
        let mut differing = (0..values.len()).filter(|&i| values[i] != common);
        match (differing.next(), differing.next()) {
            (Some(odd), None) => Some(odd),
            _ => None,
        }
    };
    match values {
        [] | [_] => None,
        [first, second, ..] => odd_from(*first).or_else(|| odd_from(*second)),
    }
}

#[cfg(test)]
#[path = "shuffled_sums_tests.rs"]
mod tests;
