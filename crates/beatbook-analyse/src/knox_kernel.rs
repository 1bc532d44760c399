//! Pairs of events counted by their difference of time, eight orders of the times at once.
//!
//! The times of a slot under eight orders lie side by side, so that a pair costs two loads, and
//! the compiler compares all eight in vector registers. Counts are whole numbers: how pairs are
//! cut into tasks changes nothing.

use rayon::prelude::*;

/// Orders counted at once.
pub(crate) const LANES: usize = 8;

/// One number per order.
pub(crate) type Lanes = [u32; LANES];

/// Pairs per task.
const TASK: usize = 1 << 15;
/// Edges whose counts fit the registers together.
const EDGES: usize = 4;

/// Per edge and order, the pairs whose times differ by less than the edge.
///
/// - `times`: of each slot, from 0; differences stay below `i32::MAX`.
/// - `pairs`: fewer than 2³².
pub(crate) fn below_edges(pairs: &[[u32; 2]], times: &[[i32; LANES]], edges: &[i64]) -> Vec<Lanes> {
    let edges: Vec<i32> = edges
        .iter()
        .map(|edge| i32::try_from(*edge).unwrap_or(i32::MAX))
        .collect();
    // No difference is below 0, the usual first edge.
    let zeros = edges.iter().take_while(|edge| **edge == 0).count();
    let of_task = |pairs: &[[u32; 2]]| -> Vec<Lanes> {
        let mut counts = vec![[0; LANES]; zeros];
        for edges in edges[zeros..].chunks(EDGES) {
            counts.extend(count(pairs, times, edges));
        }
        counts
    };
    let add = |mut all: Vec<Lanes>, more: Vec<Lanes>| {
        for (all, more) in all.iter_mut().zip(more) {
            for (all, more) in all.iter_mut().zip(more) {
                *all += more;
            }
        }
        all
    };
    if pairs.len() <= TASK {
        return of_task(pairs);
    }
    let nothing = || vec![[0; LANES]; edges.len()];
    pairs.par_chunks(TASK).map(of_task).reduce(nothing, add)
}

fn count(pairs: &[[u32; 2]], times: &[[i32; LANES]], edges: &[i32]) -> Vec<Lanes> {
    match *edges {
        [a] => fixed(pairs, times, [a]).to_vec(),
        [a, b] => fixed(pairs, times, [a, b]).to_vec(),
        [a, b, c] => fixed(pairs, times, [a, b, c]).to_vec(),
        [a, b, c, d] => fixed(pairs, times, [a, b, c, d]).to_vec(),
        _ => Vec::new(),
    }
}

/// With the number of edges known, the loops over edges and lanes unroll.
fn fixed<const N: usize>(
    pairs: &[[u32; 2]],
    times: &[[i32; LANES]],
    edges: [i32; N],
) -> [Lanes; N] {
    let mut counts = [[0_u32; LANES]; N];
    for &[a, b] in pairs {
        let (a, b) = (&times[a as usize], &times[b as usize]);
        for lane in 0..LANES {
            // Neither can overflow; checking it in every lane would cost the registers.
            let apart = a[lane].wrapping_sub(b[lane]).wrapping_abs();
            for (counts, edge) in counts.iter_mut().zip(edges) {
                counts[lane] = counts[lane].wrapping_add(u32::from(apart < edge));
            }
        }
    }
    counts
}
