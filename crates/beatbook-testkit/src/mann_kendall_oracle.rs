//! The score of Mann and Kendall over all orders of a series.

/// S of every order of the values, the order given first: n! of them, for up to eight values.
///
/// # Panics
/// With more than eight values.
pub fn scores_of_all_orders(values: &[f64]) -> Vec<i64> {
    assert!(
        values.len() <= 8,
        "{} values have too many orders",
        values.len()
    );
    let mut scores = Vec::new();
    let mut order: Vec<usize> = (0..values.len()).collect();
    loop {
        let mut s = 0;
        for (place, &earlier) in order.iter().enumerate() {
            for &later in &order[place + 1..] {
                s += i64::from(values[earlier] < values[later]);
                s -= i64::from(values[earlier] > values[later]);
            }
        }
        scores.push(s);
        // The next order in the dictionary.
        let Some(turn) = order.windows(2).rposition(|pair| pair[0] < pair[1]) else {
            return scores;
        };
        let with = order
            .iter()
            .rposition(|&other| other > order[turn])
            .expect("the next one is");
        order.swap(turn, with);
        order[turn + 1..].reverse();
    }
}
