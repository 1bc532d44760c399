use super::*;
use crate::bench::jobs::JOBS;

fn side(rounds: &[f64]) -> Side {
    Side {
        rounds: rounds.to_vec(),
        peak: 3 << 20,
    }
}

fn setting() -> Setting {
    Setting {
        machine: vec![("CPU".into(), "a good one".into())],
        threads: 2,
        pins: pins("# comment\nesda==2.9.0\n"),
    }
}

fn outcome() -> Outcome {
    let job = &JOBS[0];
    let seen = || vec!["z: to 1e-12".to_string()];
    Outcome {
        job,
        data: String::new(),
        ours: [side(&[4e-3, 4e-3, 5e-3]), side(&[2e-3, 2e-3, 4e-3])],
        peers: vec![
            (&job.peers[0], side(&[6.0, 7.0, 5.0]), seen()),
            (&job.peers[1], side(&[3.0, 1.0, 3.0]), seen()),
        ],
    }
}

#[test]
fn a_row_says_who_how_fast_and_by_how_much() {
    let table = comparison(&setting(), &[outcome()]);
    let rows: Vec<&str> = table
        .lines()
        .filter(|line| line.contains("G_Local` | "))
        .collect();
    assert_eq!(
        rows[0],
        "| Gi\\*, 9,999 conditional permutations, binary weights | 10,000 hexagons \
         | esda 2.9.0 `G_Local` | 1 | 6.00 s | 4.00 ms | 1,500 (1,000 to 1,750) | 1000 met \
         | 3,000 (1,250 to 3,500) |"
    );
    // Thread for thread: the peer with all is held against ours with all.
    assert!(rows[1].contains("| all | 3.00 s | 2.00 ms | 750 (500 to 1,500) | 1000 missed |  |"));
}

#[test]
fn the_page_has_every_part() {
    let costs = [Cost {
        title: "exact tail".into(),
        unit: "cells".into(),
        seconds: vec![(1_000, 1e-4), (1_000_000, 0.25)],
    }];
    let page = page(&setting(), &[outcome()], &costs);
    assert!(page.contains("| CPU | a good one |"));
    assert!(page.contains("1 thread | z: to 1e-12 |"));
    assert!(page.contains("| exact tail | cells | 100 µs |  |  | 250 ms |"));
}

#[test]
fn the_median_of_an_even_number_is_between_the_two_in_the_middle() {
    assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
    assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
    assert!(median(&[]).is_nan());
}

#[test]
fn times_are_spoken_to_three_digits() {
    assert_eq!(spoken(0.000_123_4), "123 µs");
    assert_eq!(spoken(0.012_34), "12.3 ms");
    assert_eq!(spoken(1.234), "1.23 s");
    assert_eq!(spoken(123.4), "123 s");
}

#[test]
fn long_numbers_are_grouped() {
    assert_eq!(grouped(999), "999");
    assert_eq!(grouped(1_234_567), "1,234,567");
}
