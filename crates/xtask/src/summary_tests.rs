use std::time::Duration;

use super::{End, Kind, Summary};
use crate::counts::Count;

fn summary(ends: &[(&'static str, End)]) -> Summary {
    let mut summary = Summary::default();
    for (step, end) in ends {
        summary.add(step, Duration::from_secs(1), end.clone());
    }
    summary
}

fn count(passed: usize, failed: usize, skipped: usize) -> Count {
    Count {
        passed,
        failed,
        skipped,
    }
}

#[test]
fn the_last_line_is_plain_and_alone() {
    let mut good = summary(&[
        ("format", End::Fine),
        ("arrows", End::Fine),
        ("rust", End::Tests(Kind::Rust, count(10, 0, 1))),
        ("doc", End::Tests(Kind::Doc, count(2, 0, 0))),
        ("browser", End::Absent("no Chromium".to_string())),
    ]);
    good.skip(["liverpool: real data absent".to_string()]);
    let text = good.print();
    assert!(
        text.ends_with("\n11 passed, 0 failed, 3 skipped\n"),
        "{text}"
    );
    assert!(
        text.contains("\n11 tests ran: 9 rust, 2 doc; 2 other checks were fine; 3 skipped\n"),
        "{text}"
    );
    assert!(
        text.contains("skipped: liverpool: real data absent"),
        "{text}"
    );
    assert!(text.contains("not run: no Chromium"), "{text}");
    assert!(good.is_good());
}

#[test]
fn failures_are_counted_and_named() {
    let bad = summary(&[
        ("lints", End::Failed("clippy complains".to_string())),
        ("rust", End::Tests(Kind::Rust, count(3, 2, 0))),
    ]);
    assert!(!bad.is_good());
    let text = bad.print();
    assert!(
        text.ends_with("\n3 passed, 3 failed, 0 skipped\n"),
        "{text}"
    );
    assert!(text.contains("FAILED: clippy complains"), "{text}");
    assert!(text.contains("\n5 tests ran: 5 rust"), "{text}");
}
