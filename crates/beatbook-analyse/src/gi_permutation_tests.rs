use super::*;
use beatbook_core::Neighbours;
use beatbook_testkit::{HexGrid, six_points, tails_of_draws};
use proptest::prelude::*;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

#[test]
fn agrees_with_all_draws_on_six_points() {
    let (values, neighbours) = six_points();
    let links = neighbours.links().len();
    let uneven = Weights::general(&neighbours, (0..links).map(|i| 0.5 + i as f64).collect());
    for weights in [Weights::binary(&neighbours), uneven.unwrap()] {
        for (null, star) in [
            (Null::Conditional, false),
            (Null::Conditional, true),
            (Null::Full, false),
            (Null::Full, true),
        ] {
            let weights = if star {
                weights.clone().with_self(1.0).unwrap()
            } else {
                weights.clone()
            };
            for (tail, test) in tests(&values, &weights, null) {
                for unit in 0..6 {
                    let exact = exact_p(&values, &weights, null, unit, tail);
                    let p = test.p[unit].unwrap();
                    // 39,999 permutations: six standard errors and the permutation observed.
                    let error = 6.0 * (exact * (1.0 - exact) / 4e4).sqrt() * 2.0 + 2.0 / 4e4;
                    assert!(
                        (p - exact).abs() < error,
                        "{null:?} {tail:?} {unit}: {p}, {exact}"
                    );
                }
            }
        }
    }
}

fn tests(values: &[f64], weights: &Weights, null: Null) -> Vec<(Tail, PermutationTest)> {
    [Tail::Upper, Tail::Lower, Tail::TwoSided]
        .into_iter()
        .map(|tail| {
            let permutations = Permutations::new(39_999, 11).unwrap();
            let rules = PermutationRules {
                permutations,
                null,
                tail,
            };
            (tail, gi_permutation(values, weights, &rules).unwrap())
        })
        .collect()
}

fn exact_p(values: &[f64], weights: &Weights, null: Null, unit: usize, tail: Tail) -> f64 {
    let (links, row) = weights.of(unit);
    let mut pool = values.to_vec();
    let mut row = row.to_vec();
    let mut observed: f64 = links
        .iter()
        .zip(&row)
        .map(|(&j, w)| w * values[j as usize])
        .sum();
    if null == Null::Conditional {
        pool.remove(unit);
    } else if weights.has_self() {
        row.push(weights.own(unit));
        observed += weights.own(unit) * values[unit];
    }
    let (upper, lower) = tails_of_draws(&pool, &row, observed);
    match tail {
        Tail::Upper => upper,
        Tail::Lower => lower,
        Tail::TwoSided => (2.0 * upper.min(lower)).min(1.0),
    }
}

/// The obvious way, unit by unit, with random numbers of its own.
#[test]
fn agrees_with_shuffling_the_other_units_on_a_small_town() {
    let grid = HexGrid::ellipse(9.0, 8.0);
    let cells = grid.cells.len();
    assert!((180..280).contains(&cells), "{cells} cells");
    let mut random = ChaCha8Rng::seed_from_u64(12);
    let values: Vec<f64> = (0..cells)
        .map(|_| random.random::<f64>().powi(3) * 40.0)
        .collect();
    let links = grid.neighbours.links().len();
    let general = (0..links).map(|_| random.random_range(0.2..2.0)).collect();
    for weights in [
        Weights::binary(&grid.neighbours),
        Weights::general(&grid.neighbours, general).unwrap(),
    ] {
        let ours = gi_permutation(&values, &weights, &PermutationRules::default()).unwrap();
        let mut distance = 0.0;
        for unit in 0..cells {
            let p = shuffled_p(&values, &weights, unit, &mut random);
            let ours = ours.p[unit].unwrap();
            let error = (p * (1.0 - p) * (1.0 / 1e4 + 1.0 / 2e3)).sqrt().max(1e-3);
            assert!(
                (ours - p).abs() < 6.0 * error,
                "unit {unit}: {ours}, shuffled {p}"
            );
            distance += ((ours - p) / error).powi(2);
        }
        // Nor are they systematically apart.
        assert!(
            distance / (cells as f64) < 1.6,
            "{}",
            distance / cells as f64
        );
    }
}

fn shuffled_p(values: &[f64], weights: &Weights, unit: usize, random: &mut ChaCha8Rng) -> f64 {
    let (links, row) = weights.of(unit);
    let sum = |around: &[f64]| around.iter().zip(row).map(|(x, w)| x * w).sum::<f64>();
    let observed: Vec<f64> = links.iter().map(|&j| values[j as usize]).collect();
    let mut others = values.to_vec();
    others.remove(unit);
    let reached = (0..1_999).filter(|_| {
        let (drawn, _) = others.partial_shuffle(random, links.len());
        sum(drawn) >= sum(&observed) - 1e-9
    });
    (reached.count() as f64 + 1.0) / 2_000.0
}

#[test]
fn full_permutation_of_counts_agrees_with_the_exact_tail() {
    let grid = HexGrid::ellipse(14.0, 8.0);
    let mut random = ChaCha8Rng::seed_from_u64(13);
    let counts: Vec<u32> = (0..grid.cells.len())
        .map(|_| random.random_range(0..5))
        .collect();
    let exact = crate::exact_upper_tail(&counts, &grid.neighbours).unwrap();
    let values: Vec<f64> = counts.iter().map(|c| f64::from(*c)).collect();
    let weights = Weights::binary(&grid.neighbours).with_self(1.0).unwrap();
    let rules = PermutationRules {
        null: Null::Full,
        ..PermutationRules::default()
    };
    let test = gi_permutation(&values, &weights, &rules).unwrap();
    for (p, exact) in test.p.into_iter().zip(exact) {
        let error = (exact * (1.0 - exact) / 1e4).sqrt();
        assert!(
            (p.unwrap() - exact).abs() < 6.0 * error + 2e-4,
            "{p:?}, exactly {exact}"
        );
    }
}

/// Peers have printed 1.95: where most permutations tie, both tails are above one half.
#[test]
fn a_two_sided_p_is_at_most_one() {
    let row: Vec<Vec<usize>> = (0..12_usize)
        .map(|i| {
            (i.saturating_sub(1)..=(i + 1).min(11))
                .filter(|&j| j != i)
                .collect()
        })
        .collect();
    let weights = Weights::binary(&Neighbours::from_lists(&row).unwrap());
    let rules = PermutationRules {
        tail: Tail::TwoSided,
        ..PermutationRules::default()
    };
    let mut values = [0.0; 12];
    values[11] = 1.0;
    let test = gi_permutation(&values, &weights, &rules).unwrap();
    // Nine in eleven draws hold no event, as observed: uncapped that would be 1.6.
    assert_eq!(test.p[..10], [Some(1.0); 10]);
    // Around the only unit that differs all are equal: nothing was tested.
    assert_eq!(test.p[11], None);
    assert_eq!(test.tested(), 11);
}

#[test]
fn an_isolated_spike_is_cold_by_its_surroundings_and_warm_as_a_whole() {
    let grid = HexGrid::ellipse(9.0, 8.0);
    let spike = grid.middle();
    let mut values: Vec<f64> = (0..grid.cells.len()).map(|i| (i % 3) as f64).collect();
    values[spike] = 60.0;
    for &near in grid.neighbours.of(spike) {
        values[near as usize] = 0.0;
    }
    let weights = Weights::binary(&grid.neighbours).with_self(1.0).unwrap();
    let p = |null| {
        let rules = PermutationRules {
            null,
            ..PermutationRules::default()
        };
        gi_permutation(&values, &weights, &rules).unwrap().p[spike].unwrap()
    };
    assert_eq!(p(Null::Conditional), 1.0);
    assert!(p(Null::Full) < 0.1, "{}", p(Null::Full));
}

#[test]
fn too_few_permutations_for_the_correction_are_reported() {
    let grid = HexGrid::ellipse(65.2, 32.6);
    let values: Vec<f64> = (0..grid.cells.len()).map(|i| (i * i % 11) as f64).collect();
    let rules = PermutationRules {
        permutations: Permutations::new(99, 1).unwrap(),
        ..PermutationRules::default()
    };
    let test = gi_permutation(&values, &Weights::binary(&grid.neighbours), &rules).unwrap();
    let verdict = test.too_few(0.05).unwrap();
    assert_eq!(verdict.tests, 7_711);
    assert_eq!(
        verdict.to_string(),
        "99 permutations give no p-value below 0.01, but with 7711 tests at 0.05 one place alone \
         has to reach 0.0000065; ask for at least 154219 permutations, or test fewer places"
    );
}

#[test]
fn what_cannot_be_tested_is_refused() {
    let (values, neighbours) = six_points();
    let weights = Weights::binary(&neighbours);
    let test = |values: &[f64]| {
        let outcome = gi_permutation(values, &weights, &PermutationRules::default());
        outcome.unwrap_err().to_string()
    };
    assert_eq!(
        test(&values[1..]),
        "got 5 values for 6 units; supply one value per unit"
    );
    assert_eq!(
        test(&[4.0; 6]),
        "the 6 unit values do not vary, so no unit can stand out"
    );
    let mut missing = values.clone();
    missing[2] = f64::NAN;
    assert_eq!(
        test(&missing),
        "unit 2 has value NaN; drop or fill in missing units first"
    );
}

#[test]
fn without_neighbours_nothing_is_tested() {
    let islands = Weights::binary(&Neighbours::from_lists(&[vec![], vec![], vec![]]).unwrap());
    let rules = PermutationRules::default();
    let test = gi_permutation(&[1.0, 2.0, 3.0], &islands, &rules).unwrap();
    assert_eq!(test.p, [None; 3]);
    assert!(test.p_or_nan().iter().all(|p| p.is_nan()));
    assert_eq!(test.too_few(0.05), None);
    // A neighbourhood of the unit alone can be tested as a whole: 3 is the highest of three.
    let rules = PermutationRules {
        null: Null::Full,
        ..rules
    };
    let alone = gi_permutation(&[1.0, 2.0, 3.0], &islands.with_self(1.0).unwrap(), &rules).unwrap();
    assert!((alone.p[2].unwrap() - 1.0 / 3.0).abs() < 0.03);
}

proptest! {
    #[test]
    fn scaling_and_shifting_change_no_p(
        factor in prop_oneof![Just(1e-150_f64), Just(1e150), 1e-3..1e3_f64],
        shift in -100_i32..100,
        seed in 0_u64..1_000,
    ) {
        let grid = HexGrid::ellipse(5.0, 4.0);
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let values: Vec<f64> = grid.cells.iter().map(|_| f64::from(random.random_range(0..9))).collect();
        let weights = Weights::binary(&grid.neighbours);
        let rules = PermutationRules {
            permutations: Permutations::new(199, seed).unwrap(),
            tail: Tail::TwoSided,
            null: Null::Conditional,
        };
        let p = |values: &[f64]| gi_permutation(values, &weights, &rules).unwrap().p;
        let moved: Vec<f64> = values.iter().map(|v| (v + f64::from(shift)) * factor).collect();
        prop_assert_eq!(p(&values), p(&moved));
        prop_assert_eq!(p(&values), gi_permutation(&values, &weights.clone().row_standardised(), &rules).unwrap().p);
    }

    #[test]
    fn p_lies_between_its_floor_and_one(seed in 0_u64..1_000, count in 99_u32..300) {
        let grid = HexGrid::ellipse(5.0, 4.0);
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let values: Vec<f64> = grid.cells.iter().map(|_| random.random()).collect();
        let weights = Weights::binary(&grid.neighbours).with_self(1.0).unwrap();
        let permutations = Permutations::new(count, seed).unwrap();
        for null in [Null::Conditional, Null::Full] {
            for tail in [Tail::Upper, Tail::Lower, Tail::TwoSided] {
                let rules = PermutationRules { permutations, null, tail };
                let test = gi_permutation(&values, &weights, &rules).unwrap();
                for p in test.p.into_iter().flatten() {
                    prop_assert!((permutations.smallest_p()..=1.0).contains(&p));
                }
            }
        }
    }
}
