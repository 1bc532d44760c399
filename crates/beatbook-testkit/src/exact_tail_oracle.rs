//! Slow and obvious ways to the tail of a sum drawn without replacement.

/// The chance that `size` of the counts, drawn without replacement, sum to `at_least` or more:
/// every subset is looked at. For up to some twenty counts.
///
/// # Panics
/// If there are fewer counts than `size`, or more than 30.
pub fn tail_by_enumeration(counts: &[u32], size: usize, at_least: u64) -> f64 {
    assert!(
        size <= counts.len() && counts.len() <= 30,
        "{} counts, size {size}",
        counts.len()
    );
    let (mut reached, mut all) = (0_u64, 0_u64);
    for subset in 0_u32..1 << counts.len() {
        if subset.count_ones() as usize == size {
            let members = counts
                .iter()
                .enumerate()
                .filter(|(i, _)| subset >> i & 1 == 1);
            let sum: u64 = members.map(|(_, &count)| u64::from(count)).sum();
            all += 1;
            reached += u64::from(sum >= at_least);
        }
    }
    reached as f64 / all as f64
}

/// `tails[s]`: the chance that `size` of the counts sum to `s` or more, up to the largest sum.
///
/// The textbook recursion, one count after the other, in whole numbers, so that nothing is
/// rounded before the last division.
///
/// # Panics
/// If the number of subsets does not fit 128 bits.
pub fn tails_in_whole_numbers(counts: &[u32], size: usize) -> Vec<f64> {
    let most: u64 = counts.iter().map(|&count| u64::from(count)).sum();
    let mut ways = vec![vec![0_u128; most as usize + 1]; size + 1];
    ways[0][0] = 1;
    for &count in counts {
        for drawn in (1..=size).rev() {
            for sum in (count as usize..=most as usize).rev() {
                let more = ways[drawn - 1][sum - count as usize];
                ways[drawn][sum] = ways[drawn][sum].checked_add(more).expect("fits 128 bits");
            }
        }
    }
    let mut reached = 0;
    let mut tails: Vec<u128> = ways[size]
        .iter()
        .rev()
        .map(|ways| {
            reached += ways;
            reached
        })
        .collect();
    tails.reverse();
    tails
        .iter()
        .map(|tail| *tail as f64 / reached as f64)
        .collect()
}
