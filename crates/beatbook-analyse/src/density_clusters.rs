//! Density clusters: which positions close to each other are one place?
//!
//! Source: DBSCAN, Ester, Kriegel, Sander & Xu (1996), *KDD-96*,
//! <https://dl.acm.org/doi/10.5555/3001460.3001507>; on what its parameters mean, Schubert et al.
//! (2017), *ACM Transactions on Database Systems* 42(3), <https://doi.org/10.1145/3068335>.
//!
//! A unit is *core* where it and its neighbours together have the weight asked for. Core units
//! that are neighbours are in one cluster. A unit that is not core but next to one is at the
//! *border*, and belongs to the cluster of its core neighbour with the greatest weight, of equals
//! the one with the lowest number. The rest is noise. The original gives a border unit to
//! whichever cluster came first, so that the order of the rows decides; here it decides only
//! between core neighbours of equal weight.
//!
//! The distance is in the neighbours: all units within it, and no others.

use beatbook_core::Neighbours;

/// The clusters of a map. See [`density_clusters`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DensityClusters {
    /// The cluster of every unit, in input order; `None` for noise.
    pub cluster: Vec<Option<u32>>,
    /// Whether each unit is core.
    pub core: Vec<bool>,
    /// Number of clusters, numbered from 0 in the order of their first members.
    pub clusters: u32,
}

/// Why clusters could not be formed. Positions count from 0, in input order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DensityClustersError {
    /// (weights, units)
    #[error("got {0} weights for {1} units; supply one weight per unit")]
    LengthMismatch(usize, usize),
    /// Every unit would be core.
    #[error("a cluster of at least 0 events is no cluster; ask for 1 or more")]
    NoThreshold,
    /// (unit, neighbour): closeness is mutual.
    #[error(
        "unit {0} names unit {1} as a neighbour, but not the other way round; list all units within one distance"
    )]
    OneWay(usize, usize),
}

/// Groups units by density.
///
/// - `weights[i]`: events, or incidents, at unit `i`. A unit of weight 0 can be core by its
///   neighbours.
/// - `neighbours`: the units within the distance of each, without itself; mutual.
/// - `at_least`: the weight that a unit and its neighbours need to be core, from 1.
///
/// Takes O(units + links log links) time.
///
/// # Errors
/// [`DensityClustersError`], checked first.
///
/// # Example
/// ```
/// use beatbook_analyse::density_clusters;
/// use beatbook_core::Neighbours;
///
/// // Five positions along a street, each near the next; the gap is after the third.
/// let near = Neighbours::from_lists(&[vec![1], vec![0, 2], vec![1], vec![4], vec![3]])?;
/// let found = density_clusters(&[3, 4, 1, 1, 1], &near, 7)?;
/// assert_eq!(found.cluster, [Some(0), Some(0), Some(0), None, None]);
/// assert_eq!(found.core, [true, true, false, false, false]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn density_clusters(
    weights: &[u32],
    neighbours: &Neighbours,
    at_least: u32,
) -> Result<DensityClusters, DensityClustersError> {
    check(weights, neighbours, at_least)?;
    let core: Vec<bool> = (0..weights.len())
        .map(|unit| {
            let near = neighbours.of(unit).iter();
            let sum: u64 = near.map(|&j| u64::from(weights[j as usize])).sum();
            sum + u64::from(weights[unit]) >= u64::from(at_least)
        })
        .collect();

    // The seed of each unit's cluster: the core unit it was reached from first.
    let mut seed = vec![u32::MAX; weights.len()];
    let mut to_visit = Vec::new();
    for start in 0..weights.len() {
        if !core[start] || seed[start] != u32::MAX {
            continue;
        }
        seed[start] = start as u32;
        to_visit.push(start);
        while let Some(unit) = to_visit.pop() {
            for &near in neighbours.of(unit) {
                let near = near as usize;
                if core[near] && seed[near] == u32::MAX {
                    seed[near] = start as u32;
                    to_visit.push(near);
                }
            }
        }
    }
    for unit in (0..weights.len()).filter(|&unit| !core[unit]) {
        // The last of equals in an order that rises with weight and falls with number.
        let heaviest = neighbours
            .of(unit)
            .iter()
            .filter(|&&j| core[j as usize])
            .max_by_key(|&&j| (weights[j as usize], std::cmp::Reverse(j)));
        if let Some(&heaviest) = heaviest {
            seed[unit] = seed[heaviest as usize];
        }
    }

    let mut number = vec![u32::MAX; weights.len()];
    let mut clusters = 0;
    let cluster = seed.iter().map(|&seed| {
        let number = number.get_mut(seed as usize)?;
        if *number == u32::MAX {
            *number = clusters;
            clusters += 1;
        }
        Some(*number)
    });
    Ok(DensityClusters {
        cluster: cluster.collect(),
        core,
        clusters,
    })
}

fn check(
    weights: &[u32],
    neighbours: &Neighbours,
    at_least: u32,
) -> Result<(), DensityClustersError> {
    if weights.len() != neighbours.len() {
        return Err(DensityClustersError::LengthMismatch(
            weights.len(),
            neighbours.len(),
        ));
    }
    if at_least == 0 {
        return Err(DensityClustersError::NoThreshold);
    }
    for unit in 0..neighbours.len() {
        for &near in neighbours.of(unit) {
            let back = neighbours.of(near as usize);
            if back.binary_search(&(unit as u32)).is_err() {
                return Err(DensityClustersError::OneWay(unit, near as usize));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "density_clusters_tests.rs"]
mod tests;
