//! Street segments tested piece by piece.
//!
//! Segments are of unequal length, and a long one holds more events for that alone: dealing out the counts
//! of segments would call long streets hot. So every segment is cut into pieces of 50 m, and counts are
//! dealt out over the whole pieces, which are exchangeable. The neighbourhood of a segment is itself and
//! the segments that share a node with it, as many metres as they have together; it is held against as many
//! whole pieces as cover that length. Rounding up can only make the test milder.
//!
//! The statistic is the sum of Gi* (Ord & Getis 1995, <https://doi.org/10.1111/j.1538-4632.1995.tb00912.x>),
//! and p its exact upper tail, as in [`exact_upper_tail`](crate::exact_upper_tail()).

use crate::exact_tail::exact_tails_of;
use crate::{ExactTailError, whole_cells};

/// Length of a piece, in metres.
const PIECE: f64 = 50.0;

/// Pieces of segments with what they hold.
#[derive(Debug, Clone)]
pub struct StreetPieces {
    counts: Vec<u32>,
    /// Length as a share of a whole piece.
    share: Vec<f64>,
    /// Of each segment: its first piece.
    first: Vec<usize>,
}

impl StreetPieces {
    /// Cuts segments of these lengths, in metres.
    pub fn new(metres: &[f64]) -> Self {
        let (mut share, mut first) = (Vec::new(), Vec::with_capacity(metres.len() + 1));
        for &metres in metres {
            first.push(share.len());
            let whole = (metres / PIECE).floor();
            share.extend(std::iter::repeat_n(1.0, whole as usize));
            let rest = metres / PIECE - whole;
            if rest > 0.0 || whole == 0.0 {
                share.push(rest);
            }
        }
        first.push(share.len());
        Self {
            counts: vec![0; share.len()],
            share,
            first,
        }
    }

    /// Counts an event so many metres from the first corner of a segment; beyond either end, at that end.
    ///
    /// # Panics
    /// If there is no such segment.
    pub fn add(&mut self, segment: usize, along: f64) {
        let (first, end) = (self.first[segment], self.first[segment + 1]);
        let piece = first + (along / PIECE).max(0.0) as usize;
        self.counts[piece.min(end - 1)] += 1;
    }

    /// Length of a segment in pieces.
    pub fn length(&self, segment: usize) -> f64 {
        let own = self.first[segment]..self.first[segment + 1];
        self.share[own].iter().sum()
    }

    /// What is dealt out: the pieces of the segments in the pool that are whole, and cut ones that hold
    /// as much all the same.
    ///
    /// - `in_pool[s]`: whether segment `s` is in the pool.
    /// - Returns the events in each piece.
    ///
    /// # Panics
    /// If there are more marks than segments.
    pub fn pool(&self, in_pool: &[bool]) -> Vec<u32> {
        let segments = (0..in_pool.len()).filter(|&segment| in_pool[segment]);
        let pieces = segments.flat_map(|segment| self.first[segment]..self.first[segment + 1]);
        let pieces: Vec<usize> = pieces.collect();
        let counts: Vec<u32> = pieces.iter().map(|&piece| self.counts[piece]).collect();
        let share: Vec<f64> = pieces.iter().map(|&piece| self.share[piece]).collect();
        let drawn = whole_cells(&counts, &share);
        let both = counts.into_iter().zip(drawn);
        both.filter_map(|(count, drawn)| drawn.then_some(count))
            .collect()
    }
}

/// The one-sided p of neighbourhoods.
///
/// - `pool`: events in each piece that is dealt out, as [`StreetPieces::pool`] gives them.
/// - `hoods`: length of each neighbourhood in pieces, and the events it holds.
/// - Returns p in their order; NaN where one is as long as the pool.
///
/// # Errors
/// [`ExactTailError`] when the pool does not vary or is too large.
pub fn street_tails(pool: Vec<u32>, hoods: &[(f64, u64)]) -> Result<Vec<f64>, ExactTailError> {
    // A length that is whole but for the last digits is whole.
    let pieces = |length: f64| ((length - 1e-9).ceil() as usize).max(1);
    let hoods: Vec<(usize, u64)> = hoods
        .iter()
        .map(|&(length, sum)| (pieces(length), sum))
        .collect();
    exact_tails_of(pool, &hoods)
}

/// Standard scores of the same neighbourhoods, for reference; `None` where one is as long as the pool, or
/// the pool does not vary.
pub fn street_scores(pool: &[u32], hoods: &[(f64, u64)]) -> Vec<Option<f64>> {
    let n = pool.len() as f64;
    let mean = pool.iter().map(|&count| f64::from(count)).sum::<f64>() / n;
    let squares = pool.iter().map(|&count| (f64::from(count) - mean).powi(2));
    let variance = squares.sum::<f64>() / n;
    let score = |&(length, sum): &(f64, u64)| {
        let spread = (variance * length * (n - length) / (n - 1.0)).sqrt();
        (length < n && spread > 0.0).then(|| (sum as f64 - length * mean) / spread)
    };
    hoods.iter().map(score).collect()
}

#[cfg(test)]
#[path = "street_pieces_tests.rs"]
mod tests;
