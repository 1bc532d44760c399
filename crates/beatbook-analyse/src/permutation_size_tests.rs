//! How often do the permutation tests call something unusual where nothing is?
//!
//! Maps of random values on about 230 hexagons, edges included. `cargo test -p beatbook-analyse
//! permutation_size -- --nocapture` prints the figures.

use crate::{
    Null, PermutationRules, Permutations, Tail, Weights, benjamini_hochberg, general_g,
    gi_permutation, global_moran, local_moran,
};
use beatbook_testkit::HexGrid;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const MAPS: u64 = 400;
/// A global test makes one call per map, so it takes more of them.
const MAPS_AS_A_WHOLE: u64 = 1_000;
const ALPHA: f64 = 0.05;
const TAILS: [Tail; 3] = [Tail::Upper, Tail::Lower, Tail::TwoSided];

/// The share of units with a p of 5% or less, and the share of maps with any at q of 5%.
#[derive(Default)]
struct Calls {
    tests: usize,
    rejected: usize,
    maps: usize,
    maps_with_any: usize,
}

impl Calls {
    fn add(&mut self, p: &[f64]) {
        self.tests += p.iter().filter(|p| !p.is_nan()).count();
        self.rejected += p.iter().filter(|p| **p <= ALPHA).count();
        self.maps += 1;
        let q = benjamini_hochberg(p).unwrap();
        self.maps_with_any += usize::from(q.iter().any(|q| *q <= ALPHA));
    }

    /// Units of one map share draws and neighbours; their calls are not independent. What 400
    /// maps allow was taken from the spread between maps: 0.4 percentage points.
    fn judge(&self, name: &str) {
        let rejected = self.rejected as f64 / self.tests as f64;
        let maps = self.maps_with_any as f64 / self.maps as f64;
        println!(
            "{name}: {:.2}% of units, {:.1}% of maps",
            rejected * 100.0,
            maps * 100.0
        );
        assert!(rejected <= ALPHA + 0.004, "{name}: {rejected} of units");
        // P(more than 8.3% of 400 | 5%) is 0.002.
        assert!(maps <= 0.083, "{name}: {maps} of maps");
    }
}

fn random_values(random: &mut ChaCha8Rng, units: usize, kind: u64) -> Vec<f64> {
    match kind {
        // Few events: most units hold none.
        0 => {
            let mut counts = vec![0.0; units];
            for _ in 0..units / 3 {
                counts[random.random_range(0..units)] += 1.0;
            }
            counts
        }
        1 => (0..units).map(|_| random.random::<f64>()).collect(),
        // A long tail.
        _ => (0..units)
            .map(|_| (1.0 - random.random::<f64>()).powi(-1).sqrt())
            .collect(),
    }
}

#[test]
fn local_tests_keep_their_size() {
    let grid = HexGrid::ellipse(9.0, 8.0);
    let links = grid.neighbours.links().len();
    let mut random = ChaCha8Rng::seed_from_u64(31);
    let general: Vec<f64> = (0..links).map(|_| random.random_range(0.1..1.0)).collect();
    let binary = Weights::binary(&grid.neighbours).with_self(1.0).unwrap();
    let general = Weights::general(&grid.neighbours, general).unwrap();
    let row = Weights::binary(&grid.neighbours).row_standardised();
    for (kind, values) in ["few events", "even", "long tail"].into_iter().enumerate() {
        let mut calls: Vec<(String, Calls)> = Vec::new();
        for map in 0..MAPS {
            let values = random_values(&mut random, grid.cells.len(), kind as u64);
            let permutations = Permutations::new(1_999, map).unwrap();
            let mut add = |slot: usize, name: String, p: &[f64]| {
                if calls.len() == slot {
                    calls.push((name, Calls::default()));
                }
                calls[slot].1.add(p);
            };
            let mut slot = 0;
            for tail in TAILS {
                for (null, weights, kind_of) in [
                    (Null::Conditional, &binary, "conditional"),
                    (Null::Full, &binary, "full"),
                    (Null::Conditional, &general, "conditional, general weights"),
                ] {
                    let rules = PermutationRules {
                        permutations,
                        null,
                        tail,
                    };
                    let test = gi_permutation(&values, weights, &rules).unwrap();
                    add(slot, format!("Gi, {kind_of}, {tail:?}"), &test.p_or_nan());
                    slot += 1;
                }
            }
            let moran = local_moran(&values, &row, permutations).unwrap();
            for tail in TAILS {
                add(
                    slot,
                    format!("local Moran, {tail:?}"),
                    &moran.p_or_nan(tail),
                );
                slot += 1;
            }
        }
        for (name, calls) in &calls {
            calls.judge(&format!("{values}: {name}"));
        }
    }
}

#[test]
fn global_tests_keep_their_size() {
    let grid = HexGrid::ellipse(9.0, 8.0);
    let weights = Weights::binary(&grid.neighbours);
    let row = weights.clone().row_standardised();
    let mut random = ChaCha8Rng::seed_from_u64(32);
    for (kind, name) in ["few events", "even", "long tail"].into_iter().enumerate() {
        let mut rejected = [[0_u32; 3]; 2];
        for map in 0..MAPS_AS_A_WHOLE {
            let values = random_values(&mut random, grid.cells.len(), kind as u64);
            let permutations = Permutations::new(199, map).unwrap();
            let moran = global_moran(&values, &row, permutations).unwrap().chance;
            let g = general_g(&values, &weights, permutations).unwrap().chance;
            for (slot, tail) in TAILS.into_iter().enumerate() {
                rejected[0][slot] += u32::from(moran.p(tail) <= ALPHA);
                rejected[1][slot] += u32::from(g.p(tail) <= ALPHA);
            }
        }
        println!(
            "{name}: of {MAPS_AS_A_WHOLE} maps, Moran {:?}, G {:?}",
            rejected[0], rejected[1]
        );
        // P(more than 73 of 1,000 | 5%) is 0.001.
        assert!(
            rejected.iter().flatten().all(|r| *r <= 73),
            "{name}: {rejected:?}"
        );
    }
}
