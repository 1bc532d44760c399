//! The false discovery rate as a cut-off, the way `PySAL` gives it.

/// The largest `k alpha / n` that lies above the k-th smallest of the n p-values; alpha / n
/// where there is none. What `esda.fdr` returns, written from its description.
pub fn fdr_cut_off(p: &[f64], alpha: f64) -> f64 {
    let mut rising = p.to_vec();
    rising.sort_by(f64::total_cmp);
    let step = alpha / p.len() as f64;
    (1..=p.len())
        .rev()
        .map(|k| (k as f64 * step, rising[k - 1]))
        .find(|(cut_off, p)| p < cut_off)
        .map_or(step, |(cut_off, _)| cut_off)
}
