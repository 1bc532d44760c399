use super::*;
use crate::Tail;
use approx::{assert_abs_diff_eq, assert_relative_eq};
use beatbook_core::Neighbours;
use beatbook_testkit::{HexGrid, all_orders, mean_and_variance, moran_by_pairs, six_points};
use proptest::prelude::*;

/// What esda prints.
struct Esda {
    i: f64,
    normality: (f64, f64),
    randomisation: (f64, f64),
}

/// `esda.Moran(y, w, transformation=..., permutations=0)`, version 2.9.0, on the six points of its
/// manual: `I, VI_norm, z_norm, VI_rand, z_rand`.
#[test]
fn agrees_with_esda() {
    let (values, neighbours) = six_points();
    let binary = Weights::binary(&neighbours);
    for (weights, esda) in [
        (
            binary.clone().row_standardised(),
            Esda {
                i: 0.118_989_547_038_327_54,
                normality: (0.073_359_788_359_788_39, 1.177_734_553_626_010_4),
                randomisation: (0.086_704_421_341_542_13, 1.083_317_677_115_88),
            },
        ),
        (
            binary,
            Esda {
                i: 0.038_526_630_164_260_81,
                normality: (0.052_711_370_262_390_66, 1.038_926_250_210_565_8),
                randomisation: (0.057_529_826_581_775_73, 0.994_466_917_442_009_5),
            },
        ),
    ] {
        let moran = global_moran(&values, &weights, Permutations::default()).unwrap();
        assert_abs_diff_eq!(moran.i, esda.i, epsilon = 1e-14);
        assert_eq!(moran.expected, -0.2);
        for (ours, (variance, z)) in [
            (moran.normality, esda.normality),
            (moran.randomisation, esda.randomisation),
        ] {
            assert_relative_eq!(ours.variance, variance, max_relative = 1e-12);
            assert_relative_eq!(ours.z, z, max_relative = 1e-12);
        }
    }
    let row = Weights::binary(&neighbours).row_standardised();
    let moran = global_moran(&values, &row, Permutations::default()).unwrap();
    // Its p_norm and p_rand are two-sided.
    assert_abs_diff_eq!(
        moran.normality.p(Tail::TwoSided),
        0.238_902_447_002_822_6,
        epsilon = 1e-12
    );
    assert_abs_diff_eq!(
        moran.randomisation.p(Tail::TwoSided),
        0.278_667_441_689_308_9,
        epsilon = 1e-12
    );
}

/// The same with links that run one way and count differently.
#[test]
fn agrees_with_esda_on_one_way_weights() {
    let (values, _) = six_points();
    let links = [
        vec![1, 2],
        vec![2],
        vec![3],
        vec![0, 4],
        vec![3, 5],
        vec![0],
    ];
    let neighbours = Neighbours::from_lists(&links).unwrap();
    let weights = vec![0.5, 2.0, 1.5, 1.0, 0.25, 3.0, 1.0, 1.0, 2.0];
    let weights = Weights::general(&neighbours, weights).unwrap();
    let moran = global_moran(&values, &weights, Permutations::default()).unwrap();
    assert_relative_eq!(moran.i, 0.216_696_295_242_835_82, max_relative = 1e-13);
    assert_relative_eq!(
        moran.normality.variance,
        0.117_684_298_209_079_55,
        max_relative = 1e-12
    );
    assert_relative_eq!(
        moran.randomisation.variance,
        0.147_627_562_479_543_92,
        max_relative = 1e-12
    );
    assert_relative_eq!(
        moran.randomisation.z,
        1.084_515_877_963_419_6,
        max_relative = 1e-12
    );
}

/// All 720 orders of the six values: their mean, variance and tails are what the formulas and the
/// permutations estimate.
#[test]
fn moments_and_p_are_those_of_all_orders() {
    let (values, neighbours) = six_points();
    let weights = Weights::binary(&neighbours).row_standardised();
    let weight = |i: usize, j: usize| weights.between(i, j as u32);
    let all: Vec<f64> = all_orders(&values)
        .iter()
        .map(|v| moran_by_pairs(v, weight))
        .collect();
    let permutations = Permutations::new(19_999, 3).unwrap();
    let moran = global_moran(&values, &weights, permutations).unwrap();
    assert_relative_eq!(
        moran.i,
        moran_by_pairs(&values, weight),
        max_relative = 1e-12
    );
    let (mean, variance) = mean_and_variance(&all);
    assert_abs_diff_eq!(moran.expected, mean, epsilon = 1e-12);
    assert_relative_eq!(moran.randomisation.variance, variance, max_relative = 1e-10);
    let share = |far: &dyn Fn(&f64) -> bool| all.iter().filter(|i| far(i)).count() as f64 / 720.0;
    let upper = share(&|i| *i >= moran.i - 1e-9);
    let lower = share(&|i| *i <= moran.i + 1e-9);
    assert_abs_diff_eq!(moran.chance.p(Tail::Upper), upper, epsilon = 0.02);
    assert_abs_diff_eq!(moran.chance.p(Tail::Lower), lower, epsilon = 0.02);
}

#[test]
fn what_cannot_be_measured_is_refused() {
    let (values, neighbours) = six_points();
    let weights = Weights::binary(&neighbours);
    let refusal = |values: &[f64], weights: &Weights| {
        let outcome = global_moran(values, weights, Permutations::default());
        outcome.unwrap_err().to_string()
    };
    assert_eq!(
        refusal(&[2.0; 6], &weights),
        "the 6 unit values do not vary, so there is no pattern to measure"
    );
    assert_eq!(
        refusal(&values[1..], &weights),
        "got 5 values for 6 units; supply one value per unit"
    );
    let mut missing = values.clone();
    missing[3] = f64::INFINITY;
    assert_eq!(
        refusal(&missing, &weights),
        "unit 3 has value inf; drop or fill in missing units first"
    );
    assert_eq!(
        refusal(&values, &weights.with_self(1.0).unwrap()),
        "the weights include each unit itself; leave self weights to Gi*"
    );
    let islands = Weights::binary(&Neighbours::from_lists(&vec![vec![]; 6]).unwrap());
    assert_eq!(
        refusal(&values, &islands),
        "no unit has a neighbour, so nothing can be compared; link units that are near"
    );
    let three = Weights::binary(&Neighbours::from_lists(&[vec![1], vec![0], vec![]]).unwrap());
    assert_eq!(
        refusal(&values[..3], &three),
        "got 3 units; at least 4 are needed"
    );
}

#[test]
fn a_chequerboard_and_a_slope_lie_at_the_ends() {
    let row: Vec<Vec<usize>> = (0..30_usize)
        .map(|i| {
            (i.saturating_sub(1)..=(i + 1).min(29))
                .filter(|&j| j != i)
                .collect()
        })
        .collect();
    let weights = Weights::binary(&Neighbours::from_lists(&row).unwrap());
    let moran =
        |values: Vec<f64>| global_moran(&values, &weights, Permutations::default()).unwrap();
    let chequered = moran((0..30).map(|i| f64::from(i % 2)).collect());
    assert_abs_diff_eq!(chequered.i, -1.0, epsilon = 1e-12);
    assert_eq!(chequered.chance.p(Tail::TwoSided), 2e-4);
    let slope = moran((0..30).map(f64::from).collect());
    assert!(slope.i > 0.8 && slope.chance.p(Tail::Upper) == 1e-4);
}

proptest! {
    #[test]
    fn shifting_and_scaling_change_nothing(
        values in prop::collection::vec(0.0..50.0_f64, 6),
        shift in -1e3..1e3_f64,
        factor in prop_oneof![Just(1e-150_f64), Just(1e150), 0.01..100.0_f64],
    ) {
        let weights = Weights::binary(&six_points().1);
        let moved: Vec<f64> = values.iter().map(|v| (v + shift) * factor).collect();
        let moran = |values: &[f64]| {
            global_moran(values, &weights, Permutations::new(99, 1).unwrap()).unwrap()
        };
        let (a, b) = (moran(&values), moran(&moved));
        prop_assert!((a.i - b.i).abs() < 1e-9);
        prop_assert!((a.randomisation.z - b.randomisation.z).abs() < 1e-7);
    }

    #[test]
    fn threads_change_nothing(seed in 0_u64..1_000) {
        let grid = HexGrid::ellipse(6.0, 4.0);
        let values: Vec<f64> = (0..grid.cells.len() as u64).map(|i| ((i * i + seed) % 17) as f64).collect();
        let weights = Weights::binary(&grid.neighbours).row_standardised();
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let permutations = Permutations::new(299, seed).unwrap();
            pool.install(|| global_moran(&values, &weights, permutations).unwrap())
        };
        prop_assert_eq!(run(1), run(2));
    }
}
