use crate::{RankInterval, rank_intervals};
use proptest::prelude::*;

#[test]
fn places_that_differ_by_far_keep_their_rank() {
    let ranks = rank_intervals(&[900, 400, 100], &[10.0, 10.0, 10.0], 1).unwrap();
    for (entry, rank) in (1..).zip(ranks) {
        assert_eq!(
            rank,
            RankInterval {
                rank: entry,
                low: entry,
                high: entry
            }
        );
    }
}

#[test]
fn places_below_expectation_are_ranked_too() {
    let ranks = rank_intervals(&[10, 10, 400], &[900.0, 500.0, 0.0], 1).unwrap();
    for (entry, place) in ranks.into_iter().zip([3, 2, 1]) {
        assert_eq!(
            entry,
            RankInterval {
                rank: place,
                low: place,
                high: place
            }
        );
    }
}

#[test]
fn equal_places_can_stand_anywhere() {
    let ranks = rank_intervals(&[20; 10], &[5.0; 10], 1).unwrap();
    for (entry, rank) in (1..).zip(ranks) {
        assert_eq!(
            rank,
            RankInterval {
                rank: entry,
                low: 1,
                high: 10
            }
        );
    }
}

#[test]
fn the_excess_is_ranked_not_the_count() {
    let ranks = rank_intervals(&[1_000, 300], &[990.0, 20.0], 1).unwrap();
    assert_eq!([ranks[0].rank, ranks[1].rank], [2, 1]);
}

/// One posterior mean exceeds another with the chance that a Beta variable exceeds a half. With 0
/// and 4 events: P(Beta(0.5, 4.5) > 1/2) = 0.0150, so rank 1 lies outside the interval (a flat
/// prior, with 0.031, would let it in). With 42 and 58 events: 0.0546, inside.
#[test]
fn the_interval_covers_what_the_posterior_says() {
    let clear = rank_intervals(&[0, 4], &[0.0, 0.0], 1).unwrap();
    assert_eq!((clear[0].low, clear[0].high), (2, 2));
    assert_eq!((clear[1].low, clear[1].high), (1, 1));
    let open = rank_intervals(&[58, 42], &[0.0, 0.0], 1).unwrap();
    assert_eq!((open[1].low, open[1].high), (1, 2));
    assert_eq!((open[0].low, open[0].high), (1, 2));
}

#[test]
fn the_one_sure_entry_among_unsure_ones_keeps_its_rank_in_its_interval() {
    // Excess 100 with hardly any spread, against 60 places of excess 99 that spread by 55.
    let mut observed = vec![3_099; 60];
    let mut expected = vec![3_000.0; 60];
    observed.push(100);
    expected.push(0.0);
    let last = rank_intervals(&observed, &expected, 1).unwrap()[60];
    assert_eq!((last.rank, last.low), (1, 1));
    assert!(last.high > 20, "{last:?}");
}

#[test]
fn nothing_to_rank_gives_nothing_and_one_place_is_first() {
    assert!(rank_intervals(&[], &[], 1).unwrap().is_empty());
    let only = rank_intervals(&[3], &[9.0], 1).unwrap();
    assert_eq!(
        only,
        [RankInterval {
            rank: 1,
            low: 1,
            high: 1
        }]
    );
}

#[test]
fn refusals_name_the_entry() {
    let err = rank_intervals(&[1, 2], &[1.0], 1).unwrap_err();
    assert_eq!(
        err.to_string(),
        "got 1 expected numbers for 2 observed ones; supply one each"
    );
    for bad in [f64::NAN, -1.0, f64::INFINITY] {
        let err = rank_intervals(&[1, 2], &[1.0, bad], 1).unwrap_err();
        assert_eq!(
            err.to_string(),
            format!("entry 1 expects {bad} events; an expected number is finite and not negative")
        );
    }
}

#[test]
fn the_number_of_threads_changes_nothing_and_the_seed_is_used() {
    let observed: Vec<u64> = (0..60).map(|i| 20 + i % 7).collect();
    let expected = vec![6.0; 60];
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| rank_intervals(&observed, &expected, 3).unwrap())
    };
    assert_eq!(on(1), on(4));
    assert_ne!(on(1), rank_intervals(&observed, &expected, 4).unwrap());
}

proptest! {
    #[test]
    fn ranks_are_a_permutation_inside_their_intervals(
        entries in prop::collection::vec((0..300_u64, 0.0..100.0_f64), 1..25),
        seed in any::<u64>(),
    ) {
        let (observed, expected): (Vec<u64>, Vec<f64>) = entries.into_iter().unzip();
        let ranks = rank_intervals(&observed, &expected, seed).unwrap();
        let mut seen: Vec<u32> = ranks.iter().map(|r| r.rank).collect();
        seen.sort_unstable();
        prop_assert!(seen.into_iter().eq(1..=ranks.len() as u32));
        for r in &ranks {
            prop_assert!(1 <= r.low && r.low <= r.rank && r.rank <= r.high);
            prop_assert!(r.high as usize <= ranks.len());
        }
    }
}
