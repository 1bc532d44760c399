//! Density clusters by their definition.

use std::cmp::Reverse;

use beatbook_core::Neighbours;

/// The cluster of every unit, and whether it is core: core units by the sum of weights, joined while
/// any two core neighbours differ, then the border by sorting. Clusters are numbered in the order of
/// their first members.
///
/// # Panics
/// If there are fewer weights than units.
pub fn density_clusters_by_definition(
    weights: &[u32],
    near: &Neighbours,
    at_least: u32,
) -> (Vec<Option<u32>>, Vec<bool>) {
    let n = weights.len();
    let core: Vec<bool> = (0..n)
        .map(|i| {
            let ring: u32 = near.of(i).iter().map(|&j| weights[j as usize]).sum();
            weights[i] + ring >= at_least
        })
        .collect();
    let mut label: Vec<Option<usize>> = (0..n).map(|i| core[i].then_some(i)).collect();
    loop {
        let before = label.clone();
        for i in (0..n).filter(|&i| core[i]) {
            for &j in near.of(i).iter().filter(|&&j| core[j as usize]) {
                label[i] = label[i].min(label[j as usize]);
            }
        }
        if label == before {
            break;
        }
    }
    for i in (0..n).filter(|&i| !core[i]) {
        let mut cores: Vec<usize> = near.of(i).iter().map(|&j| j as usize).collect();
        cores.retain(|&j| core[j]);
        cores.sort_by_key(|&j| (Reverse(weights[j]), j));
        label[i] = cores.first().and_then(|&j| label[j]);
    }
    let mut met: Vec<usize> = Vec::new();
    let mut number = |label: usize| {
        if !met.contains(&label) {
            met.push(label);
        }
        met.iter().take_while(|m| **m != label).count() as u32
    };
    let cluster = label.into_iter().map(|label| label.map(&mut number));
    (cluster.collect(), core)
}
