//! Spatial statistics the slow way: over all pairs of units, all orders and all draws.

use beatbook_core::Neighbours;

/// Six points and their values, linked when within 15 units: the worked example in the manual of
/// `PySAL` `esda`.
///
/// # Panics
/// Never: the links are those of six points.
pub fn six_points() -> (Vec<f64>, Neighbours) {
    let links = [
        vec![1, 3],
        vec![0, 3, 4],
        vec![4],
        vec![0, 1, 4],
        vec![1, 2, 3, 5],
        vec![4],
    ];
    let neighbours = Neighbours::from_lists(&links).expect("links are to the six points");
    (vec![2.0, 3.0, 3.2, 5.0, 8.0, 7.0], neighbours)
}

/// Moran's I over all pairs. `weight(i, j)` is 0 where i and j are not linked.
pub fn moran_by_pairs(values: &[f64], weight: impl Fn(usize, usize) -> f64) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|x| (x - mean).powi(2)).sum();
    let (mut weights, mut products) = (0.0, 0.0);
    for i in 0..values.len() {
        for j in 0..values.len() {
            weights += weight(i, j);
            products += weight(i, j) * (values[i] - mean) * (values[j] - mean);
        }
    }
    n / weights * products / squares
}

/// The general G over all pairs of different units.
pub fn general_g_by_pairs(values: &[f64], weight: impl Fn(usize, usize) -> f64) -> f64 {
    let (mut linked, mut all) = (0.0, 0.0);
    for i in 0..values.len() {
        for j in (0..values.len()).filter(|j| *j != i) {
            linked += weight(i, j) * values[i] * values[j];
            all += values[i] * values[j];
        }
    }
    linked / all
}

/// Gi* of Ord & Getis for one unit, over all units, itself included.
pub fn gi_star_by_formula(
    values: &[f64],
    unit: usize,
    weight: impl Fn(usize, usize) -> f64,
) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let deviation = (values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n).sqrt();
    let row: Vec<f64> = (0..values.len()).map(|j| weight(unit, j)).collect();
    let sum: f64 = row.iter().zip(values).map(|(w, x)| w * x).sum();
    let weights: f64 = row.iter().sum();
    let squares: f64 = row.iter().map(|w| w * w).sum();
    (sum - weights * mean) / (deviation * ((n * squares - weights.powi(2)) / (n - 1.0)).sqrt())
}

/// All orders of the values: 720 of six.
pub fn all_orders(values: &[f64]) -> Vec<Vec<f64>> {
    ordered_draws(values, values.len())
}

/// All ordered draws of so many of the values.
pub fn ordered_draws(values: &[f64], width: usize) -> Vec<Vec<f64>> {
    if width == 0 {
        return vec![Vec::new()];
    }
    let mut draws = Vec::new();
    for first in 0..values.len() {
        let mut rest = values.to_vec();
        let first = rest.remove(first);
        for mut draw in ordered_draws(&rest, width - 1) {
            draw.insert(0, first);
            draws.push(draw);
        }
    }
    draws
}

/// The shares of all ordered draws from `pool` whose weighted sum is at least, and at most,
/// `observed`. Sums within 1e-9 are equal.
pub fn tails_of_draws(pool: &[f64], weights: &[f64], observed: f64) -> (f64, f64) {
    let sums: Vec<f64> = ordered_draws(pool, weights.len())
        .iter()
        .map(|draw| draw.iter().zip(weights).map(|(x, w)| x * w).sum())
        .collect();
    let share = |far: &dyn Fn(f64) -> bool| {
        sums.iter().filter(|sum| far(**sum)).count() as f64 / sums.len() as f64
    };
    (
        share(&|sum| sum >= observed - 1e-9),
        share(&|sum| sum <= observed + 1e-9),
    )
}

/// Mean and variance, over n.
pub fn mean_and_variance(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n;
    (mean, variance)
}
