use crate::{NearPairsError, pairs_within};
use beatbook_core::Metres;
use beatbook_testkit::pairs_by_looking_at_all;
use proptest::prelude::*;

#[test]
fn a_pair_at_exactly_the_distance_is_in() {
    let points = [[0.0, 0.0], [3.0, 4.0]];
    assert_eq!(pairs(&points, 5.0), [[0, 1]]);
    assert!(pairs(&points, 5.0_f64.next_down()).is_empty());
}

#[test]
fn rows_that_differ_by_rounding_alone_hide_no_pair() {
    // 0.3 / 0.1 is below 3 in doubles, 0.4 / 0.1 is 4.
    for y in [0.1, 0.2, 0.3, 0.7, 0.8] {
        let points = [[0.0, 0.0], [5.0, y], [5.0, y + 0.1]];
        let apart = (y + 0.1) - y;
        assert_eq!(pairs(&points, apart), [[1, 2]], "from {y}");
    }
}

#[test]
fn equal_positions_are_pairs_at_no_distance() {
    let points = [
        [7.0, 7.0],
        [7.0, 7.0],
        [7.0, 8.0],
        [7.0, 7.0],
        [-0.0, 0.0],
        [0.0, -0.0],
    ];
    assert_eq!(pairs(&points, 0.0), [[0, 1], [0, 3], [1, 3], [4, 5]]);
    let stack = [[1.0, 1.0]; 40];
    assert_eq!(pairs(&stack, 0.0).len(), 40 * 39 / 2);
}

#[test]
fn a_short_distance_in_a_wide_country_takes_no_longer() {
    let points: Vec<[f64; 2]> = (0..1_000)
        .map(|i| [f64::from(i % 7), f64::from(i) * 1e6])
        .collect();
    assert!(pairs(&points, 1e-9).is_empty());
    assert!(pairs(&points, 0.0).is_empty());
    // Neighbours differ by 1 or 6 metres of easting as well.
    assert_eq!(pairs(&points, 1e6).len(), 0);
    assert_eq!(pairs(&points, 1e6 + 0.1).len(), 999);
}

#[test]
fn nothing_has_no_pairs() {
    assert!(pairs(&[], 10.0).is_empty());
    assert!(pairs(&[[1.0, 2.0]], 10.0).is_empty());
}

#[test]
fn refusals_say_what_to_do() {
    let odd = pairs_within(&[[0.0, 0.0], [f64::NAN, 1.0]], Metres(1.0)).unwrap_err();
    assert_eq!(
        odd.to_string(),
        "position 1 is (NaN, 1); leave out what has no position first"
    );
    for none in [-1.0, f64::NAN, f64::INFINITY] {
        let refused = pairs_within(&[], Metres(none)).unwrap_err();
        assert!(matches!(refused, NearPairsError::NoDistance(_)));
    }
    let sweep = super::Sweep::new(&[[0.0, 0.0]; 50], Metres(5.0)).unwrap();
    let refused = sweep.pairs(1, 1_000, |_| Some(0)).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "more than 1000 pairs lie within 5 metres of each other; ask for a shorter distance, or \
         for fewer events"
    );
    assert_eq!(sweep.pairs(1, 1_225, |_| Some(0)).unwrap()[0].len(), 1_225);
}

proptest! {
    #[test]
    fn agrees_with_looking_at_all(
        points in prop::collection::vec((-40..40_i32, -40..40_i32), 0..200),
        tenths in 0..300_u32,
        scale in prop::sample::select(vec![1.0, 0.1, 1_000.3]),
    ) {
        let points: Vec<[f64; 2]> = points
            .iter()
            .map(|(x, y)| [f64::from(*x) * scale, f64::from(*y) * scale])
            .collect();
        let metres = f64::from(tenths) * 0.1 * scale;
        prop_assert_eq!(pairs(&points, metres), pairs_by_looking_at_all(&points, metres));
    }
}

#[test]
fn one_thread_gives_the_order_of_two() {
    let points: Vec<[f64; 2]> = (0..3_000_u32)
        .map(|i| [f64::from(i * 7_919 % 1_009), f64::from(i * 104_729 % 997)])
        .collect();
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap()
            .install(|| pairs_within(&points, Metres(40.0)).unwrap())
    };
    assert_eq!(on(1), on(2));
}

fn pairs(points: &[[f64; 2]], metres: f64) -> Vec<[u32; 2]> {
    let mut pairs = pairs_within(points, Metres(metres)).unwrap();
    pairs.sort_unstable();
    pairs
}
