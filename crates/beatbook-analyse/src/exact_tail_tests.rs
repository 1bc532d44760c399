use std::collections::BTreeMap;

use crate::{ExactTailError, exact_upper_tail, exact_upper_tail_among, neighbourhood_sums};
use approx::{assert_abs_diff_eq, assert_relative_eq};
use beatbook_core::Neighbours;
use beatbook_testkit::{HexGrid, tail_by_enumeration, tails_in_whole_numbers};
use proptest::prelude::*;
use rand::seq::SliceRandom;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

#[test]
fn three_of_five_counts_by_hand() {
    // Ten triples of {0, 0, 1, 2, 5}; 8 is reached by one, 7 and 6 by two more
    // each, 5 by one more.
    let map = star_of(5, &[&[3, 4], &[2, 4], &[1, 4], &[2, 4], &[0, 1]]);
    let p = exact_upper_tail(&[0, 0, 1, 2, 5], &map).unwrap();
    let by_hand = [3.0, 5.0, 5.0, 1.0, 6.0].map(|of_ten| of_ten / 10.0);
    for (ours, by_hand) in p.into_iter().zip(by_hand) {
        assert_relative_eq!(ours, by_hand, epsilon = 0.0, max_relative = 1e-15);
    }
}

#[test]
fn a_unit_alone_is_compared_with_all_units() {
    let alone = star_of(4, &[&[], &[], &[], &[]]);
    assert_eq!(
        exact_upper_tail(&[7, 3, 3, 1], &alone).unwrap(),
        [0.25, 0.75, 0.75, 1.0]
    );
}

#[test]
fn the_whole_map_as_neighbourhood_is_not_tested() {
    let star = star_of(4, &[&[1, 2, 3], &[0], &[0], &[0]]);
    let p = exact_upper_tail(&[1, 2, 3, 5], &star).unwrap();
    assert!(p[0].is_nan());
    assert!(p[1..].iter().all(|p| *p > 0.0 && *p <= 1.0));

    let everyone = star_of(3, &[&[1, 2], &[0, 2], &[0, 1]]);
    assert!(
        exact_upper_tail(&[0, 0, 4], &everyone)
            .unwrap()
            .iter()
            .all(|p| p.is_nan())
    );
}

#[test]
fn equal_counts_are_refused() {
    let pair = star_of(2, &[&[1], &[0]]);
    let err = exact_upper_tail(&[3, 3], &pair).unwrap_err();
    assert_eq!(
        err.to_string(),
        "the 2 unit counts do not vary, so no unit can stand out"
    );
    let nobody = star_of(0, &[]);
    assert_eq!(
        exact_upper_tail(&[], &nobody),
        Err(ExactTailError::NoVariation(0))
    );
}

#[test]
fn a_count_too_many_is_refused() {
    let err = exact_upper_tail(&[1, 2, 3], &star_of(2, &[&[1], &[0]])).unwrap_err();
    assert_eq!(
        err.to_string(),
        "got 3 counts for 2 units; supply one count per unit"
    );
}

#[test]
fn tables_beyond_memory_are_refused_with_a_way_out() {
    let pair = star_of(3, &[&[1], &[0], &[]]);
    let err = exact_upper_tail(&[u32::MAX, u32::MAX - 1, 0], &pair).unwrap_err();
    assert_eq!(
        err.to_string(),
        "neighbourhoods of up to 2 units with sums up to 8589934589 are too large for an exact \
         test; choose smaller units or a shorter period"
    );
}

#[test]
fn the_rarest_draw_is_one_in_all_draws() {
    // 7,700 cells, seven of which hold everything: one of C(7700, 7) draws is as high.
    let grid = HexGrid::ellipse(65.2, 32.6);
    let units = grid.cells.len();
    let mut counts = vec![0; units];
    let middle = grid.middle();
    counts[middle] = 50;
    for (extra, &cell) in grid.neighbours.of(middle).iter().enumerate() {
        counts[cell as usize] = 51 + extra as u32;
    }
    let draws: f64 = (0..7)
        .map(|i| (units - i) as f64 / (i as f64 + 1.0))
        .product();
    let p = exact_upper_tail(&counts, &grid.neighbours).unwrap();
    assert_relative_eq!(p[middle], 1.0 / draws, epsilon = 0.0, max_relative = 1e-13);
    assert!(p[middle] < 1e-23);
    assert_eq!(p[0], 1.0);
}

#[test]
fn neighbourhoods_far_beyond_what_a_float_can_count_stay_exact() {
    // C(2000, 300) is about 1e366. Half of the units hold one event, so the number drawn is
    // hypergeometric: all 300 draws hit with the chance of a product of 300 ratios.
    let units = 2_000_u32;
    let counts: Vec<u32> = (0..units).map(|i| u32::from(i < 1_000)).collect();
    let hub: Vec<usize> = (1..300).collect();
    let lists: Vec<Vec<usize>> = (0..units as usize)
        .map(|i| if i == 0 { hub.clone() } else { vec![] })
        .collect();
    let map = Neighbours::from_lists(&lists).unwrap();
    let p = exact_upper_tail(&counts, &map).unwrap();
    let all_hit: f64 = (0..300)
        .map(|i| f64::from(1_000 - i) / f64::from(2_000 - i))
        .product();
    assert!(all_hit < 1e-90);
    assert_relative_eq!(p[0], all_hit, epsilon = 0.0, max_relative = 1e-11);
    assert_relative_eq!(p[1], 0.5, epsilon = 0.0, max_relative = 1e-15);
}

/// Medium size, in whole numbers: uneven counts on a grid with edges, so that all sizes of
/// neighbourhood, repeated and single counts occur, down to p of 1e-9.
#[test]
fn a_grid_agrees_with_the_recursion_in_whole_numbers() {
    let grid = HexGrid::ellipse(8.0, 4.0);
    let mut random = ChaCha8Rng::seed_from_u64(4);
    let counts: Vec<u32> = grid
        .cells
        .iter()
        .map(|_| (random.random::<f64>().powi(6) * 90.0) as u32)
        .collect();
    let p = exact_upper_tail(&counts, &grid.neighbours).unwrap();
    let sums = neighbourhood_sums(&counts, &grid.neighbours);
    let mut tables = BTreeMap::new();
    for unit in 0..counts.len() {
        let size = grid.neighbours.of(unit).len() + 1;
        let table = tables
            .entry(size)
            .or_insert_with(|| tails_in_whole_numbers(&counts, size));
        assert_relative_eq!(
            p[unit],
            table[sums[unit] as usize],
            epsilon = 0.0,
            max_relative = 1e-13
        );
    }
    assert!(tables.len() >= 4, "sizes seen: {:?}", tables.keys());
}

/// The same null distribution by shuffling: within five standard errors in every cell.
#[test]
fn shuffling_the_map_gives_the_same_p_values() {
    const SHUFFLES: u32 = 4_000;
    let grid = HexGrid::ellipse(12.0, 6.0);
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let counts = scattered(grid.cells.len(), 300, &mut random);
    let exact = exact_upper_tail(&counts, &grid.neighbours).unwrap();
    let observed = neighbourhood_sums(&counts, &grid.neighbours);
    let mut reached = vec![0_u32; counts.len()];
    let mut shuffled = counts;
    for _ in 0..SHUFFLES {
        shuffled.shuffle(&mut random);
        let sums = neighbourhood_sums(&shuffled, &grid.neighbours);
        for ((reached, sum), observed) in reached.iter_mut().zip(sums).zip(&observed) {
            *reached += u32::from(sum >= *observed);
        }
    }
    for (p, reached) in exact.into_iter().zip(reached) {
        let share = f64::from(reached) / f64::from(SHUFFLES);
        let error = (p * (1.0 - p) / f64::from(SHUFFLES)).sqrt();
        assert_abs_diff_eq!(share, p, epsilon = 5.0 * error + 5e-4);
    }
}

proptest! {
    #[test]
    fn agrees_with_the_enumeration_of_all_draws(
        counts in prop::collection::vec(prop_oneof![0..4_u32, 0..200_u32], 3..12),
        links in prop::collection::vec(any::<u16>(), 12),
    ) {
        prop_assume!(counts.iter().any(|count| *count != counts[0]));
        let units = counts.len();
        let lists: Vec<Vec<usize>> = (0..units)
            .map(|i| (0..units).filter(|&j| j != i && links[i] >> j & 1 == 1).collect())
            .collect();
        let map = Neighbours::from_lists(&lists).unwrap();
        let p = exact_upper_tail(&counts, &map).unwrap();
        for (unit, sum) in neighbourhood_sums(&counts, &map).into_iter().enumerate() {
            let size = map.of(unit).len() + 1;
            if size == units {
                prop_assert!(p[unit].is_nan());
            } else {
                let slow = tail_by_enumeration(&counts, size, sum);
                prop_assert!((p[unit] - slow).abs() <= 1e-13 * slow, "{} is not {slow}", p[unit]);
            }
        }
    }

    #[test]
    fn the_order_of_units_and_a_constant_added_change_nothing(
        counts in prop::collection::vec(0..50_u32, 19),
        more in 0..1_000_u32,
        seed in any::<u64>(),
    ) {
        prop_assume!(counts.iter().any(|count| *count != counts[0]));
        let grid = HexGrid::ellipse(2.1, 2.1);
        prop_assert_eq!(grid.cells.len(), 19);
        let p = exact_upper_tail(&counts, &grid.neighbours).unwrap();

        let raised: Vec<u32> = counts.iter().map(|count| count + more).collect();
        prop_assert_eq!(&p, &exact_upper_tail(&raised, &grid.neighbours).unwrap());

        let mut new_of_old: Vec<usize> = (0..19).collect();
        new_of_old.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
        let mut lists = vec![Vec::new(); 19];
        let mut moved = vec![0; 19];
        for old in 0..19 {
            lists[new_of_old[old]] =
                grid.neighbours.of(old).iter().map(|&j| new_of_old[j as usize]).collect();
            moved[new_of_old[old]] = counts[old];
        }
        let q = exact_upper_tail(&moved, &Neighbours::from_lists(&lists).unwrap()).unwrap();
        for old in 0..19 {
            prop_assert_eq!(p[old], q[new_of_old[old]]);
        }
    }

    #[test]
    fn a_higher_sum_of_the_same_size_is_never_likelier(
        counts in prop::collection::vec(0..30_u32, 37),
    ) {
        prop_assume!(counts.iter().any(|count| *count != counts[0]));
        let grid = HexGrid::ellipse(3.1, 3.1);
        prop_assert_eq!(grid.cells.len(), 37);
        let p = exact_upper_tail(&counts, &grid.neighbours).unwrap();
        let sums = neighbourhood_sums(&counts, &grid.neighbours);
        let size = |unit: usize| grid.neighbours.of(unit).len();
        for a in 0..37 {
            prop_assert!(p[a] > 0.0 && p[a] <= 1.0);
            for b in (0..37).filter(|&b| size(a) == size(b) && sums[a] <= sums[b]) {
                prop_assert!(p[a] >= p[b]);
                prop_assert_eq!(sums[a] == sums[b], p[a] == p[b]);
            }
        }
    }
}

fn star_of(units: usize, lists: &[&[usize]]) -> Neighbours {
    assert_eq!(units, lists.len());
    Neighbours::from_lists(&lists.iter().map(|list| list.to_vec()).collect::<Vec<_>>()).unwrap()
}

fn scattered(units: usize, events: usize, random: &mut impl Rng) -> Vec<u32> {
    let mut counts = vec![0; units];
    for _ in 0..events {
        counts[random.random_range(0..units)] += 1;
    }
    counts
}

#[test]
fn what_is_not_in_the_pool_is_tested_but_not_drawn() {
    // Units 0 to 3 whole, 4 cut off by the edge: it stands alone and holds 1.
    let alone = Neighbours::from_lists(&[vec![], vec![], vec![], vec![], vec![]]).unwrap();
    let (counts, pool) = ([2, 4, 6, 8, 1], [true, true, true, true, false]);
    let p = exact_upper_tail_among(&counts, &alone, &pool).unwrap();
    assert_eq!(p, [1.0, 0.75, 0.5, 0.25, 1.0]);
    assert_eq!(exact_upper_tail(&counts, &alone).unwrap()[3], 0.2);
}

#[test]
fn a_sum_beyond_all_that_can_be_drawn_has_the_smallest_p() {
    let pairs = Neighbours::from_lists(&[vec![1], vec![0], vec![], vec![]]).unwrap();
    let pool = [false, false, true, true];
    let p = exact_upper_tail_among(&[90, 90, 1, 2], &pairs, &pool).unwrap();
    assert!(p[0].is_nan() || p[0] == f64::MIN_POSITIVE);
    let alone = Neighbours::from_lists(&vec![vec![]; 4]).unwrap();
    let p = exact_upper_tail_among(&[90, 0, 1, 2], &alone, &pool).unwrap();
    assert_eq!(p, [f64::MIN_POSITIVE, 1.0, 1.0, 0.5]);
}
