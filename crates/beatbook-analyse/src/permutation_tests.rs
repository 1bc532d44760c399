use super::*;
use proptest::prelude::*;

const METHOD: Method = Method::new(b"tests of plans 1");

#[test]
fn p_is_never_zero_and_a_two_sided_p_never_above_one() {
    assert_eq!(pseudo_p(0, 99), 0.01);
    assert_eq!(pseudo_p(99, 99), 1.0);
    let middle = TailCount {
        at_least: 97,
        at_most: 98,
    };
    // Uncapped this would be 1.96; a released peer gave 1.95.
    assert_eq!(middle.p(Tail::TwoSided, 99), 1.0);
    assert_eq!(middle.p(Tail::Upper, 99), 0.98);
    assert_eq!(middle.p(Tail::Lower, 99), 0.99);
}

#[test]
fn a_tie_counts_on_both_sides() {
    let count = TailCount::of(&[1.0, 2.0, 2.0, 3.0], 2.0, 0.0);
    assert_eq!((count.at_least, count.at_most), (3, 3));
    let near = TailCount::of(&[0.1 + 0.2], 0.3, 1e-15);
    assert_eq!((near.at_least, near.at_most), (1, 1));
    assert_eq!((count + near).at_least, 4);
}

#[test]
fn too_few_permutations_for_the_correction_are_named_with_a_way_out() {
    let few = Permutations::new(99, 1).unwrap();
    let verdict = few.too_few_for(7_700, 0.05).unwrap();
    assert_eq!(
        verdict.to_string(),
        "99 permutations give no p-value below 0.01, but with 7700 tests at 0.05 one place alone \
         has to reach 0.0000065; ask for at least 153999 permutations, or test fewer \
         places"
    );
    assert_eq!(few.too_few_for(5, 0.05), None);
    assert!(few.too_few_for(6, 0.05).is_some());
    // Just enough is enough.
    let enough = Permutations::new(153_999, 1).unwrap();
    assert_eq!(enough.too_few_for(7_700, 0.05), None);
    let one_less = Permutations::new(153_998, 1).unwrap();
    assert!(one_less.too_few_for(7_700, 0.05).is_some());
    // With the usual number, 16 cells have to sit at the floor together.
    let usual = Permutations::default().too_few_for(7_700, 0.05).unwrap();
    assert_eq!(usual.company_needed(), 16);
}

#[test]
fn two_sided_takes_twice_as_many_permutations() {
    let verdict = Permutations::default()
        .too_few_in(Tail::TwoSided, 1_000, 0.05)
        .unwrap();
    assert_eq!(verdict.smallest_p, 0.0002);
    assert_eq!(verdict.needed(), 39_999);
    let enough = Permutations::new(39_999, 1).unwrap();
    assert_eq!(enough.too_few_in(Tail::TwoSided, 1_000, 0.05), None);
}

#[test]
fn a_handful_of_permutations_is_refused() {
    assert_eq!(
        Permutations::new(98, 1).unwrap_err().to_string(),
        "98 permutations are too few for a p-value; ask for at least 99 (usual: 9,999)"
    );
}

#[test]
fn more_permutations_than_memory_holds_are_refused() {
    assert!(Permutations::new(9_999_999, 1).is_ok());
    assert_eq!(
        Permutations::new(10_000_000, 1).unwrap_err().to_string(),
        "10000000 permutations are too many to keep; ask for at most 9,999,999 (counts have an \
         exact test, which needs none)"
    );
}

#[test]
fn numbers_come_from_seed_method_and_block() {
    let first = |seed, method, block| block_rng(seed, method, block).next_u64();
    let other = Method::new(b"tests of plans 2");
    assert_eq!(first(1, METHOD, 0), first(1, METHOD, 0));
    let numbers = [
        first(1, METHOD, 0),
        first(2, METHOD, 0),
        first(1, METHOD, 1),
        first(1, other, 0),
    ];
    for (i, a) in numbers.iter().enumerate() {
        assert!(numbers[..i].iter().all(|b| a != b));
    }
}

#[test]
fn every_order_of_four_labels_is_equally_likely() {
    let permutations = Permutations::new(24_000, 3).unwrap();
    let orders = relabelled(permutations, METHOD, 4, || (), |(), order| order.to_vec());
    let mut seen = std::collections::HashMap::new();
    for order in orders {
        *seen.entry(order).or_insert(0_u32) += 1;
    }
    assert_eq!(seen.len(), 24);
    // 1,000 each; chi-square with 23 degrees of freedom stays below 49.7 in 999 of 1,000 seeds.
    let chi: f64 = seen
        .values()
        .map(|c| (f64::from(*c) - 1e3).powi(2) / 1e3)
        .sum();
    assert!(chi < 49.7, "chi-square {chi}");
}

#[test]
fn every_ordered_draw_of_two_from_five_is_equally_likely() {
    let permutations = Permutations::new(20_000, 4).unwrap();
    let mut seen = [[0_u32; 5]; 5];
    for draws in shared_draws(permutations, METHOD, 5, 2) {
        for (first, second) in draws.column(0).iter().zip(draws.column(1)) {
            seen[*first as usize][*second as usize] += 1;
        }
    }
    let mut chi = 0.0;
    for (first, row) in seen.iter().enumerate() {
        assert_eq!(row[first], 0, "no unit is drawn twice");
        let others = row
            .iter()
            .enumerate()
            .filter(|(second, _)| *second != first);
        chi += others
            .map(|(_, c)| (f64::from(*c) - 1e3).powi(2) / 1e3)
            .sum::<f64>();
    }
    assert!(chi < 43.8, "chi-square {chi} with 19 degrees of freedom");
}

#[test]
fn numbers_below_a_bound_are_even() {
    let mut random = block_rng(5, METHOD, 0);
    let mut seen = [0_u32; 3];
    for _ in 0..30_000 {
        seen[below(&mut random, 3) as usize] += 1;
    }
    assert!(seen.iter().all(|c| c.abs_diff(10_000) < 350), "{seen:?}");
    assert_eq!(below(&mut random, 1), 0);
}

#[test]
fn a_large_bound_rejects_what_would_come_up_too_often() {
    // Of 2^32 numbers, 2^31 + 1 bins leave half of them over.
    let mut random = block_rng(6, METHOD, 0);
    let bound = (1 << 31) + 1;
    let low = (0..10_000)
        .filter(|_| below(&mut random, bound) < bound / 2)
        .count();
    assert!(low.abs_diff(5_000) < 250, "{low}");
}

proptest! {
    #[test]
    fn more_permutations_begin_with_the_same_blocks(few in 99_u32..400, more in 400_u32..900) {
        let draw = |count| shared_draws(Permutations::new(count, 7).unwrap(), METHOD, 50, 4);
        let (short, long) = (draw(few), draw(more));
        for (a, b) in short.iter().zip(&long).take(few as usize / BLOCK) {
            prop_assert_eq!(&a.columns, &b.columns);
        }
    }

    #[test]
    fn threads_change_nothing(count in 99_u32..700, labels in 1_usize..40) {
        let permutations = Permutations::new(count, 8).unwrap();
        let run = || {
            let orders = relabelled(permutations, METHOD, labels, || (), |(), order| order.to_vec());
            let draws = shared_draws(permutations, METHOD, labels, labels.min(3));
            (orders, draws.into_iter().map(|d| d.columns).collect::<Vec<_>>())
        };
        prop_assert_eq!(on_threads(1, run), on_threads(2, run));
    }
}

fn on_threads<T: Send>(threads: usize, run: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.unwrap().install(run)
}
