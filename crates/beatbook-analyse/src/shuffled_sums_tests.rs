use super::*;
use beatbook_core::Neighbours;
use beatbook_testkit::HexGrid;
use proptest::prelude::*;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

const METHOD: Method = Method::new(b"tests of sums  1");

#[test]
fn the_unit_that_differs_is_found() {
    assert_eq!(only_unit_that_differs(&[1.0, 1.0, 2.0]), Some(2));
    assert_eq!(only_unit_that_differs(&[2.0, 1.0, 1.0]), Some(0));
    assert_eq!(only_unit_that_differs(&[2.0, 1.0, 3.0]), None);
}

/// The quick way must give what going through the same draws one by one gives: to the count.
#[test]
fn agrees_with_going_through_every_draw() {
    let grid = HexGrid::ellipse(9.0, 6.0);
    let links = grid.neighbours.links().len();
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let counts: Vec<f64> = (0..grid.cells.len())
        .map(|_| f64::from(random.random_range(0..4_u32)))
        .collect();
    let shares: Vec<f64> = counts
        .iter()
        .map(|c| c / 7.0 + random.random::<f64>())
        .collect();
    let general = (0..links).map(|_| random.random_range(0.1..2.0)).collect();
    let binary = Weights::binary(&grid.neighbours);
    let general = Weights::general(&grid.neighbours, general).unwrap();
    let permutations = Permutations::new(999, 5).unwrap();
    for values in [&counts, &shares] {
        for weights in [
            binary.clone(),
            binary.clone().row_standardised(),
            binary.clone().with_self(1.0).unwrap(),
            binary.clone().with_self(0.5).unwrap(),
            general.clone(),
            general.clone().with_self(1.0).unwrap().row_standardised(),
        ] {
            for null in [Null::Conditional, Null::Full] {
                assert_eq!(
                    shuffled_sums(values, &weights, null, permutations, METHOD),
                    one_by_one(values, &weights, null, permutations),
                    "{null:?}, self {}",
                    weights.has_self()
                );
            }
        }
    }
}

fn one_by_one(
    values: &[f64],
    weights: &Weights,
    null: Null,
    permutations: Permutations,
) -> Vec<Option<TailCount>> {
    let own_place = null == Null::Full && weights.has_self();
    let spare = usize::from(null == Null::Conditional);
    let places = |unit: usize| weights.of(unit).0.len() + usize::from(own_place);
    let longest = (0..values.len()).map(places).max().unwrap();
    let draws = shared_draws(permutations, METHOD, values.len(), longest + spare);
    (0..values.len())
        .map(|unit| {
            let (around, link_weights) = weights.of(unit);
            let own = own_place.then_some((unit as u32, weights.own(unit)));
            let row: Vec<(u32, f64)> = own
                .into_iter()
                .chain(around.iter().copied().zip(link_weights.iter().copied()))
                .collect();
            let observed: f64 = row.iter().map(|(j, w)| w * values[*j as usize]).sum();
            let mut count = TailCount::default();
            for block in &draws {
                for replicate in 0..block.len() {
                    let drawn = (0..row.len()).map(|place| block.column(place)[replicate]);
                    let dealt = drawn.map(|j| match null {
                        Null::Conditional if j as usize == unit => {
                            block.column(row.len())[replicate]
                        }
                        _ => j,
                    });
                    let sum: f64 = dealt
                        .zip(&row)
                        .map(|(j, (_, w))| w * values[j as usize])
                        .sum();
                    count.at_least += u32::from(sum >= observed - 1e-9);
                    count.at_most += u32::from(sum <= observed + 1e-9);
                }
            }
            (!row.is_empty()).then_some(count)
        })
        .collect()
}

#[test]
fn sums_that_differ_only_by_the_order_of_adding_are_ties() {
    // 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 differ in the last bit. All draws of the two neighbours
    // of unit 0 are pairs of these values, so both tails hold the tie.
    let triangle = Neighbours::from_lists(&[vec![1, 2, 3], vec![], vec![], vec![], vec![]]);
    let weights = Weights::binary(&triangle.unwrap());
    let permutations = Permutations::new(999, 2).unwrap();
    let values = [7.0, 0.1, 0.2, 0.3, 0.2];
    let count = shuffled_sums(&values, &weights, Null::Conditional, permutations, METHOD)[0];
    // Of the four triples, two hold 0.1, 0.2 and 0.3; one more is lower and one higher.
    let count = count.unwrap();
    assert!(
        count.at_least.abs_diff(750) < 60 && count.at_most.abs_diff(750) < 60,
        "{count:?}"
    );
    assert!(
        (count.at_least + count.at_most - 999).abs_diff(500) < 70,
        "{count:?}"
    );
}

#[test]
fn what_no_permutation_changes_is_not_tested() {
    let permutations = Permutations::new(99, 2).unwrap();
    let test = |values: &[f64], weights: &Weights, null| {
        let counts = shuffled_sums(values, weights, null, permutations, METHOD);
        counts.iter().map(Option::is_some).collect::<Vec<_>>()
    };
    // An island; a unit next to all others; and the others.
    let star = vec![vec![1, 2], vec![0], vec![0], vec![]];
    let star = Weights::binary(&Neighbours::from_lists(&star).unwrap());
    let values = [1.0, 2.0, 3.0, 4.0];
    assert_eq!(
        test(&values, &star, Null::Conditional),
        [true, true, true, false]
    );
    let hub = vec![vec![1, 2, 3], vec![0], vec![0], vec![]];
    let hub = Neighbours::from_lists(&hub).unwrap();
    let binary = Weights::binary(&hub);
    assert_eq!(
        test(&values, &binary, Null::Conditional),
        [false, true, true, false]
    );
    let own = binary.with_self(1.0).unwrap();
    assert_eq!(test(&values, &own, Null::Full), [false, true, true, true]);
    // All others in, but each counts differently: then it matters who comes where.
    let uneven = Weights::general(&hub, vec![1.0, 2.0, 3.0, 1.0, 1.0]).unwrap();
    assert_eq!(
        test(&values, &uneven, Null::Conditional),
        [true, true, true, false]
    );
    // Around the one unit that differs, all is equal.
    let odd = [0.0, 0.0, 5.0, 0.0];
    assert_eq!(
        test(&odd, &star, Null::Conditional),
        [true, true, false, false]
    );
}

proptest! {
    #[test]
    fn threads_change_nothing(seed in 0_u64..1_000, uneven: bool) {
        let grid = HexGrid::ellipse(6.0, 4.0);
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let values: Vec<f64> = (0..grid.cells.len()).map(|_| random.random()).collect();
        let links = grid.neighbours.links().len();
        let weights = if uneven {
            let weights = (0..links).map(|_| random.random_range(0.5..1.5)).collect();
            Weights::general(&grid.neighbours, weights).unwrap()
        } else {
            Weights::binary(&grid.neighbours)
        };
        let permutations = Permutations::new(299, seed).unwrap();
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let test = || shuffled_sums(&values, &weights, Null::Conditional, permutations, METHOD);
            pool.install(test)
        };
        prop_assert_eq!(run(1), run(2));
    }
}
