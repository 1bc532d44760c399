use std::path::PathBuf;

use super::{is_telling, kept, runs};
use crate::workspace::Workspace;

#[test]
fn only_a_run_that_came_to_its_end_is_counted() {
    let text = "#14\tINITED cov: 397\nDone 5123 runs in 4 second(s)\n";
    assert_eq!(runs(text), Some(5123));
    assert_eq!(
        runs("#14\tINITED cov: 397\nthread panicked at kml.rs\n"),
        None
    );
    assert!(is_telling("thread '<unnamed>' panicked at kml.rs:1:1:"));
    assert!(!is_telling("#14\tINITED cov: 397"));
}

#[test]
fn the_targets_are_kept_outside_the_checkout_if_everything_is() {
    let root = PathBuf::from("/checkout");
    let of = |target: &str| {
        kept(&Workspace {
            root: root.clone(),
            target: target.into(),
        })
    };
    assert_eq!(
        of("/cache/beatbook-target"),
        PathBuf::from("/cache/beatbook-fuzz")
    );
    assert_eq!(
        of("/checkout/target"),
        PathBuf::from("/checkout/target/fuzz")
    );
}
