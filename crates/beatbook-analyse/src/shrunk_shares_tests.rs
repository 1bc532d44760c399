use crate::tails::ln_beta_tails;
use crate::{ShrunkShares, ShrunkSharesError, shrunk_shares};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma};

/// Shares of four blocks for the simulated type.
const MEAN: [f64; 4] = [0.5, 0.3, 0.15, 0.05];

#[test]
fn a_place_with_two_events_stays_near_its_type() {
    let mut counts: Vec<Vec<u32>> = (0..30).map(|i| vec![6 + i % 3, 14 - i % 3]).collect();
    counts.push(vec![2, 0]);
    let found = one_type(&counts);
    let share = found.places[30][0];
    assert!(share.value < 0.5, "{share:?}");
    assert!(share.low < 0.35 && share.high > share.value);
}

#[test]
fn a_place_with_many_events_keeps_its_own_shares() {
    let mut counts: Vec<Vec<u32>> = (0..30).map(|i| vec![6 + i % 3, 14 - i % 3]).collect();
    counts.push(vec![80_000, 20_000]);
    let share = one_type(&counts).places[30][0];
    assert!((share.value - 0.8).abs() < 0.01, "{share:?}");
    assert!(share.high - share.low < 0.02);
}

#[test]
fn a_place_without_events_has_the_shares_of_its_type() {
    let counts = [
        vec![9, 1, 0],
        vec![7, 2, 1],
        vec![0, 0, 0],
        vec![0, 3, 9],
        vec![1, 4, 8],
        vec![0, 0, 0],
    ];
    let found = shrunk_shares(&counts, &[0, 0, 0, 1, 1, 1], 2).unwrap();
    for (place, kind) in [(2, 0), (5, 1)] {
        let values: Vec<f64> = found.places[place].iter().map(|s| s.value).collect();
        assert_eq!(values, found.types[kind].shares);
    }
    assert!(found.places[2][0].value > 0.5 && found.places[5][0].value < 0.3);
    assert_eq!((found.types[0].places, found.types[0].events), (3, 20));
}

#[test]
fn a_type_without_events_leans_on_all_places() {
    let found = shrunk_shares(&[vec![30, 10], vec![0, 0]], &[0, 1], 3).unwrap();
    for kind in [1, 2] {
        assert!((found.types[kind].shares[0] - 30.5 / 41.0).abs() < 1e-12);
    }
    assert!(found.places[1][0].low < 0.5 && found.places[1][0].high > 0.9);
}

#[test]
fn no_share_is_none_or_all() {
    for share in one_type(&[vec![50, 0], vec![20, 0]])
        .places
        .iter()
        .flatten()
    {
        assert!(share.value > 0.0 && share.value < 1.0);
        assert!(0.0 <= share.low && share.low <= share.value);
        assert!(share.value <= share.high && share.high <= 1.0);
    }
}

#[test]
fn more_events_come_closer_to_their_own_shares() {
    let mut away = f64::INFINITY;
    for times in [1, 2, 5, 20, 100] {
        let mut counts: Vec<Vec<u32>> = (0..20).map(|i| vec![10 + i % 4, 30 - i % 4]).collect();
        counts.push(vec![3 * times, times]);
        let share = one_type(&counts).places[20][0];
        assert!((share.value - 0.75).abs() < away, "{times} times");
        away = (share.value - 0.75).abs();
    }
    assert!(away < 0.15);
}

#[test]
fn a_known_strength_is_found() {
    for strength in [5.0, 20.0, 80.0] {
        let (counts, _) = city(1, 400, 30, strength);
        let found = one_type(&counts).types[0].strength;
        assert!(
            (found / strength).ln().abs() < 0.35,
            "{found} instead of {strength}"
        );
    }
}

#[test]
fn places_that_do_not_differ_borrow_all_they_can() {
    let (counts, _) = city(1, 300, 40, 1e6);
    assert!(one_type(&counts).types[0].strength > 500.0);
}

/// 95% of the intervals should hold the true share; taking mean and strength as known costs a
/// little.
#[test]
fn intervals_hold_the_true_share() {
    let (mut held, mut all) = (0, 0);
    for seed in 0..60 {
        let (counts, truth) = city(seed, 30, 20, 20.0);
        for (shares, truth) in one_type(&counts).places.iter().zip(&truth) {
            for (share, truth) in shares.iter().zip(truth) {
                held += u32::from(share.low <= *truth && *truth <= share.high);
                all += 1;
            }
        }
    }
    let coverage = f64::from(held) / f64::from(all);
    assert!((0.925..0.965).contains(&coverage), "{coverage}");
}

#[test]
fn refusals_name_the_place() {
    let refusal =
        |counts: &[Vec<u32>], of: &[usize], types| shrunk_shares(counts, of, types).unwrap_err();
    assert_eq!(
        refusal(&[vec![1, 2]], &[], 1),
        ShrunkSharesError::LengthMismatch(0, 1)
    );
    assert_eq!(
        refusal(&[vec![1, 2]], &[2], 2).to_string(),
        "place 0 is of type 2, but there are only 2 types, counted from 0"
    );
    assert_eq!(
        refusal(&[vec![1, 2], vec![1, 2, 3]], &[0, 0], 1).to_string(),
        "place 1 has 3 blocks where the first has 2; count all places in the same blocks"
    );
    assert_eq!(
        refusal(&[vec![1]], &[0], 1),
        ShrunkSharesError::TooFewBlocks(1)
    );
    for empty in [&[] as &[Vec<u32>], &[vec![0, 0]]] {
        assert_eq!(
            refusal(empty, &vec![0; empty.len()], 1),
            ShrunkSharesError::NoEvents
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn shares_add_up_and_are_those_of_the_formula(
        counts in prop::collection::vec(prop::collection::vec(0..9_u32, 5), 2..12),
        kinds in prop::collection::vec(0..3_usize, 12),
    ) {
        let of = &kinds[..counts.len()];
        prop_assume!(counts.iter().flatten().any(|&c| c > 0));
        let found = shrunk_shares(&counts, of, 3).unwrap();
        for kind in &found.types {
            prop_assert!((kind.shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            prop_assert!((1.0 - 1e-9..=10_000.1).contains(&kind.strength));
        }
        for (i, shares) in found.places.iter().enumerate() {
            prop_assert!((shares.iter().map(|s| s.value).sum::<f64>() - 1.0).abs() < 1e-12);
            for (block, share) in shares.iter().enumerate() {
                let (own, all) = by_formula(&counts, of, &found, i, block);
                prop_assert!((share.value - own / all).abs() < 1e-12);
                // The ends leave 2.5% each, where the share itself did not widen them.
                for (end, lower) in [(share.low, true), (share.high, false)] {
                    if end != share.value && end > 1e-9 {
                        let tails = ln_beta_tails(own, all - own, (end / (1.0 - end)).ln());
                        let tail = if lower { tails.0 } else { tails.1 };
                        prop_assert!((tail.exp() - 0.025).abs() < 1e-6);
                    }
                }
            }
        }
    }
}

/// Parameters of the Beta distribution of a share: its own and the sum.
fn by_formula(
    counts: &[Vec<u32>],
    of: &[usize],
    found: &ShrunkShares,
    place: usize,
    block: usize,
) -> (f64, f64) {
    let sum = |same_type: bool, block: Option<usize>| -> f64 {
        let others = (0..counts.len()).filter(|&j| j != place);
        let others = others.filter(|&j| !same_type || of[j] == of[place]);
        others
            .map(|j| match block {
                Some(block) => f64::from(counts[j][block]),
                None => counts[j].iter().map(|&c| f64::from(c)).sum(),
            })
            .sum()
    };
    let in_general = (sum(false, Some(block)) + 0.2) / (sum(false, None) + 1.0);
    let rests_on = sum(true, None) + 10.0;
    let mean = (sum(true, Some(block)) + 10.0 * in_general) / rests_on;
    let strength = found.types[of[place]].strength.min(rests_on);
    let events: f64 = counts[place].iter().map(|&c| f64::from(c)).sum();
    (
        strength * mean + f64::from(counts[place][block]),
        strength + events,
    )
}

fn one_type(counts: &[Vec<u32>]) -> ShrunkShares {
    shrunk_shares(counts, &vec![0; counts.len()], 1).unwrap()
}

/// Places with true shares drawn from a Dirichlet distribution, and events drawn from those.
fn city(seed: u64, places: usize, events: u32, strength: f64) -> (Vec<Vec<u32>>, Vec<Vec<f64>>) {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut counts = Vec::new();
    let mut truths = Vec::new();
    for _ in 0..places {
        let draws: Vec<f64> = MEAN
            .iter()
            .map(|m| Gamma::new(strength * m, 1.0).unwrap().sample(&mut random))
            .collect();
        let sum: f64 = draws.iter().sum();
        let truth: Vec<f64> = draws.iter().map(|d| d / sum).collect();
        let mut row = vec![0; MEAN.len()];
        for _ in 0..events {
            let mut left: f64 = random.random();
            let hit = truth.iter().position(|share| {
                left -= share;
                left < 0.0
            });
            row[hit.unwrap_or(MEAN.len() - 1)] += 1;
        }
        counts.push(row);
        truths.push(truth);
    }
    (counts, truths)
}
