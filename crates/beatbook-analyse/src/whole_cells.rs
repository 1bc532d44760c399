//! Cells cut off by the edge of the study area, and what may be drawn in a permutation.

/// A cell with less of its ground inside the study area is cut.
const WHOLE: f64 = 0.999;
/// With fewer whole cells the edge is most of the map, and all cells are drawn from.
const FEWEST: usize = 30;

/// Whose counts may be drawn by [`exact_upper_tail_among`](crate::exact_upper_tail_among()): whole cells,
/// and cut ones that hold as much as the mean whole cell all the same.
///
/// Cut cells hold less ground and fewer events: with them in the pool, every whole cell looks hotter
/// than it is. Those that are busy in spite of it stay in, since a count that could never be drawn would
/// make the test too eager at the edge.
///
/// - `counts[i]`, `share_inside[i]`: events in cell `i`, and the share (0 to 1) of its ground that lies
///   in the study area. Panics if there are fewer shares than counts.
///
/// # Example
/// ```
/// // Thirty whole cells with 4 events each; of the cut ones only the busy one is drawn from.
/// let (mut counts, mut share) = (vec![4; 30], vec![1.0; 30]);
/// counts.extend([1, 9]);
/// share.extend([0.3, 0.3]);
/// assert_eq!(beatbook_analyse::whole_cells(&counts, &share)[29..], [true, false, true]);
/// ```
pub fn whole_cells(counts: &[u32], share_inside: &[f64]) -> Vec<bool> {
    let whole = |cell: &usize| share_inside[*cell] >= WHOLE;
    let wholes: Vec<usize> = (0..counts.len()).filter(whole).collect();
    if wholes.len() < FEWEST {
        return vec![true; counts.len()];
    }
    let total: u64 = wholes.iter().map(|&cell| u64::from(counts[cell])).sum();
    let mean = total as f64 / wholes.len() as f64;
    (0..counts.len())
        .map(|cell| whole(&cell) || f64::from(counts[cell]) >= mean)
        .collect()
}
