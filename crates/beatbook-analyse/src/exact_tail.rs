//! The exact chance that a neighbourhood of this size holds at least so many events.
//!
//! Under the null hypothesis the observed counts are dealt out over the units at random. The
//! sum of a neighbourhood of k units (itself included, as in Gi*) is then the sum of k counts
//! drawn without replacement from all n, and its upper tail is the p-value. It is what a
//! permutation test with every one of the n! permutations would give: no simulation, and no
//! smallest p-value that a number of permutations would set. Permutation as the reference
//! distribution of Gi*: Ord & Getis (1995), <https://doi.org/10.1111/j.1538-4632.1995.tb00912.x>.
//!
//! # How
//! With `W_j[s]` the number of ways to draw j of the units seen so far so that they sum to s, a
//! class of m units that share the count v adds `Σ_i C(m, i) W_{j-i}[s - i v]`. Classes come in
//! rising order of v, so the tables stay short while most units are taken in. All neighbourhood
//! sizes share the tables; sums beyond the largest one observed share one entry.
//! The work is about `k²/2` multiply-adds per event at most (counts taken above the smallest
//! one), however many units there are; far less when many units share a count.
//!
//! # How exact
//! Ways are floats, and only positive numbers are added and multiplied, so nothing cancels: far
//! in the tail as in the middle, the relative error of p stays below `(2 k d + s) 2⁻⁵³` for d
//! distinct counts and sums up to s. With k = 7, d = 1,000 and s = 20,000 that is 4e-12.

use std::iter::once;

use beatbook_core::{Neighbours, Stop};

use crate::neighbourhood_sums;

/// Why no tail could be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExactTailError {
    /// (counts, units): every unit needs exactly one count.
    #[error("got {0} counts for {1} units; supply one count per unit")]
    LengthMismatch(usize, usize),
    /// (units): all permutations of equal counts are the same map.
    #[error("the {0} unit counts do not vary, so no unit can stand out")]
    NoVariation(usize),
    /// (largest neighbourhood in units, its largest sum): the tables would not fit in memory.
    #[error(
        "neighbourhoods of up to {0} units with sums up to {1} are too large for an exact test; \
         choose smaller units or a shorter period"
    )]
    TooLarge(usize, u64),
}

/// Entries of all tables together: 256 MiB. A city's hexagons need a thousandth of it.
const MOST_ENTRIES: u64 = 1 << 25;

/// The p-value of every neighbourhood, self included, one-sided for high counts.
///
/// - `counts[i]`: events in unit `i`. All units of the study area, the empty ones too.
/// - `neighbours`: the units next to each, without itself.
/// - Returns p in input order, uncorrected: pass it on to
///   [`benjamini_hochberg`](crate::benjamini_hochberg()). NaN where a unit neighbours all others,
///   since every permutation gives its neighbourhood the same sum and there is nothing to test.
///   What lies below the smallest positive normal float (2e-308) is given as that float.
///
/// # Errors
/// [`ExactTailError`], checked before any arithmetic.
///
/// # Example
/// ```
/// use beatbook_analyse::exact_upper_tail;
/// use beatbook_core::Neighbours;
///
/// // Units 0 and 3 are neighbours and hold 10. Of the six pairs that could be drawn,
/// // two reach as much: {1, 9} and {8, 9}.
/// let pairs = Neighbours::from_lists(&[vec![3], vec![], vec![], vec![0]])?;
/// let p = exact_upper_tail(&[1, 0, 8, 9], &pairs)?;
/// assert!((p[0] - 2.0 / 6.0).abs() < 1e-15);
/// // Units 1 and 2 stand alone: all four hold 0 or more, two of them 8 or more.
/// assert_eq!(p[1..3], [1.0, 0.5]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn exact_upper_tail(
    counts: &[u32],
    neighbours: &Neighbours,
) -> Result<Vec<f64>, ExactTailError> {
    exact_upper_tail_among(counts, neighbours, &vec![true; counts.len()])
}

/// As [`exact_upper_tail()`], with the counts of a neighbourhood drawn from some of the units only.
///
/// Dealing out counts takes units for exchangeable. Cells cut off by the edge of a study area are
/// not: they hold less ground and fewer events, and with them in the pool every whole cell looks
/// hotter than it is. So they are tested, but not drawn.
///
/// - `pool[i]`: whether the count of unit `i` may be drawn. A unit left out should not hold more than
///   those in the pool usually do: what is beyond anything that could be drawn has the smallest p
///   there is.
///
/// # Errors
/// As [`exact_upper_tail()`]; the counts that must vary are those of the pool.
///
/// # Panics
/// If `pool` is shorter than `counts`.
pub fn exact_upper_tail_among(
    counts: &[u32],
    neighbours: &Neighbours,
    pool: &[bool],
) -> Result<Vec<f64>, ExactTailError> {
    if counts.len() != neighbours.len() {
        return Err(ExactTailError::LengthMismatch(
            counts.len(),
            neighbours.len(),
        ));
    }
    let drawn = (0..counts.len()).filter(|&unit| pool[unit]);
    let pool: Vec<u32> = drawn.map(|unit| counts[unit]).collect();
    let sizes = neighbours.offsets().windows(2);
    let sizes = sizes.map(|row| (row[1] - row[0]) as usize + 1);
    let sums = neighbourhood_sums(counts, neighbours);
    exact_tails_of(pool, &sizes.zip(sums).collect::<Vec<_>>())
}

/// The p-value of neighbourhoods given by their size and sum, drawn from a pool of counts.
///
/// For units that are pieces of something else: the neighbourhood of a street segment is so many pieces
/// of street, wherever the segments end.
///
/// - `neighbourhoods`: units, and the events they hold together.
/// - Returns p in their order; NaN where one has as many units as the pool.
///
/// # Errors
/// As [`exact_upper_tail_among()`].
pub(crate) fn exact_tails_of(
    pool: Vec<u32>,
    neighbourhoods: &[(usize, u64)],
) -> Result<Vec<f64>, ExactTailError> {
    let mut rising = pool;
    rising.sort_unstable();
    let units = rising.len();
    if rising.first() == rising.last() {
        return Err(ExactTailError::NoVariation(units));
    }
    // Every draw of k holds the smallest count k times over; without it the tables are shorter.
    let smallest = rising[0];
    for count in &mut rising {
        *count -= smallest;
    }
    // Only a unit outside the pool can hold less than the smallest count in it.
    let above = |&(size, sum): &(usize, u64)| {
        let least = size as u64 * u64::from(smallest);
        (size, sum.saturating_sub(least))
    };
    let sums: Vec<(usize, u64)> = neighbourhoods.iter().map(above).collect();

    let mut largest = vec![None; sums.iter().map(|(size, _)| size + 1).max().unwrap_or(0)];
    for &(size, sum) in sums.iter().filter(|(size, _)| *size < units) {
        largest[size] = largest[size].max(Some(sum));
    }
    let tails = Draws::of(&rising, &largest)?.into_tails(&largest);
    Ok(sums
        .into_iter()
        .map(|(size, sum)| {
            if size < units {
                // Only with units outside the pool is a sum beyond all that can be drawn.
                let tail = tails[size].get(sum as usize);
                tail.copied().unwrap_or(f64::MIN_POSITIVE)
            } else {
                f64::NAN
            }
        })
        .collect())
}

/// The ways to draw j of the units taken in so far, by their sum.
struct Draws {
    /// Units in all.
    units: usize,
    /// `ways[j][s]`, divided by `unit_scale^j` so that large neighbourhoods do not overflow. The
    /// entry at `caps[j]` holds all sums from there on.
    ways: Vec<Vec<f64>>,
    caps: Vec<usize>,
    unit_scale: f64,
}

impl Draws {
    /// Takes in all counts. `largest[k]` is the largest sum to be looked up for draws of k.
    fn of(rising: &[u32], largest: &[Option<u64>]) -> Result<Self, ExactTailError> {
        let caps = caps_that_fit(rising, largest)?;
        let mut draws = Self {
            units: rising.len(),
            ways: once(vec![1.0])
                .chain((1..caps.len()).map(|_| Vec::new()))
                .collect(),
            unit_scale: 2.0_f64.powi(-spare_bits(rising.len(), caps.len())),
            caps,
        };
        let stop = Stop::current();
        for class in rising.chunk_by(|a, b| a == b) {
            stop.check();
            draws.take_in(class[0] as usize, class.len());
        }
        Ok(draws)
    }

    /// Takes in `units` units that hold `count` each.
    fn take_in(&mut self, count: usize, units: usize) {
        let choices: Vec<f64> = (1..self.ways.len().min(units + 1))
            .scan(1.0, |ways, i| {
                *ways *= (units + 1 - i) as f64 / i as f64 * self.unit_scale;
                Some(*ways)
            })
            .collect();
        // From the largest draw down, so that what is read does not yet hold this class.
        for drawn in (1..self.ways.len()).rev() {
            let (fewer, rest) = self.ways.split_at_mut(drawn);
            for (of_class, choice) in (1..=drawn).zip(&choices) {
                add_shifted(
                    &mut rest[0],
                    &fewer[drawn - of_class],
                    of_class * count,
                    *choice,
                    self.caps[drawn],
                );
            }
        }
    }

    /// `tails[k][s]`: the chance that k units sum to s or more, for the k that are asked for.
    fn into_tails(self, largest: &[Option<u64>]) -> Vec<Vec<f64>> {
        let mut all_draws = 1.0;
        let mut tails = self.ways;
        for (drawn, tail) in tails.iter_mut().enumerate().skip(1) {
            all_draws *= (self.units + 1 - drawn) as f64 / drawn as f64 * self.unit_scale;
            if largest[drawn].is_none() {
                tail.clear();
                continue;
            }
            let mut reached = 0.0;
            for ways in tail.iter_mut().rev() {
                reached += *ways;
                *ways = (reached / all_draws).clamp(f64::MIN_POSITIVE, 1.0);
            }
        }
        tails
    }
}

/// Adds `choice * from[s]` to `to[s + shift]`, sums from `cap` on to `to[cap]`.
fn add_shifted(to: &mut Vec<f64>, from: &[f64], shift: usize, choice: f64, cap: usize) {
    if from.is_empty() {
        return;
    }
    let (below, beyond) = from.split_at(from.len().min(cap.saturating_sub(shift)));
    let end = if beyond.is_empty() {
        shift + below.len()
    } else {
        cap + 1
    };
    if to.len() < end {
        to.resize(end, 0.0);
    }
    if !below.is_empty() {
        for (to, from) in to[shift..].iter_mut().zip(below) {
            *to += choice * from;
        }
    }
    if !beyond.is_empty() {
        to[cap] += choice * in_four_lanes(beyond);
    }
}

/// The sum, in an order that the processor can work on several at a time.
fn in_four_lanes(values: &[f64]) -> f64 {
    let (fours, rest) = values.as_chunks::<4>();
    let mut lanes = [0.0; 4];
    for four in fours {
        for (lane, value) in lanes.iter_mut().zip(four) {
            *lane += value;
        }
    }
    lanes.iter().chain(rest).sum()
}

/// `caps[j]`: sums of j units from which on nothing more needs to be told apart, which is the
/// largest sum looked up for j units or more.
fn caps_that_fit(rising: &[u32], largest: &[Option<u64>]) -> Result<Vec<usize>, ExactTailError> {
    let sizes = largest
        .iter()
        .rposition(Option::is_some)
        .map_or(1, |size| size + 1);
    let mut caps = vec![0; sizes];
    let mut cap = 0;
    for size in (1..sizes).rev() {
        cap = cap.max(largest[size].unwrap_or(0));
        caps[size] = cap;
    }
    let most = rising.iter().rev().scan(0, |sum, &count| {
        *sum += u64::from(count);
        Some(*sum)
    });
    let entries: u64 = caps
        .iter()
        .skip(1)
        .zip(most)
        .map(|(cap, most)| most.min(*cap) + 1)
        .sum();
    if entries > MOST_ENTRIES {
        return Err(ExactTailError::TooLarge(sizes - 1, cap));
    }
    Ok(caps.into_iter().map(|cap| cap as usize).collect())
}

/// The bits to take off per unit drawn so that no number of draws exceeds 2^900: none for
/// hexagons, whose C(85,000, 7) is below 2^103.
fn spare_bits(units: usize, sizes: usize) -> i32 {
    let mut bits = 0.0;
    (1..sizes)
        .map(|drawn| {
            bits += ((units + 1 - drawn) as f64 / drawn as f64).log2();
            ((bits - 900.0) / drawn as f64).ceil() as i32
        })
        .fold(0, i32::max)
}

#[cfg(test)]
#[path = "exact_tail_tests.rs"]
mod tests;
