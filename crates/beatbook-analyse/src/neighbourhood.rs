//! The neighbourhood of a unit: the unit itself and its neighbours.

use beatbook_core::Neighbours;

/// The events in the neighbourhood of every unit, in input order.
///
/// - `counts[i]`: events in unit `i`. Panics if there are fewer counts than units.
/// - The size of a neighbourhood, for what would be expected there, is
///   `neighbours.of(i).len() + 1`.
///
/// # Example
/// ```
/// use beatbook_analyse::neighbourhood_sums;
/// use beatbook_core::Neighbours;
///
/// let row = Neighbours::from_lists(&[vec![1], vec![0, 2], vec![1]])?;
/// assert_eq!(neighbourhood_sums(&[4, 0, 1], &row), [4, 5, 1]);
/// # Ok::<(), beatbook_core::NeighboursError>(())
/// ```
pub fn neighbourhood_sums(counts: &[u32], neighbours: &Neighbours) -> Vec<u64> {
    (0..neighbours.len())
        .map(|unit| {
            let ring = neighbours
                .of(unit)
                .iter()
                .map(|&j| u64::from(counts[j as usize]));
            u64::from(counts[unit]) + ring.sum::<u64>()
        })
        .collect()
}
