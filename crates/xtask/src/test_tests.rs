use super::{GROUPS, STEPS, counted};
use crate::counts::Count;
use crate::summary::{End, Kind};

#[test]
fn every_step_belongs_to_a_group_that_can_be_named() {
    for step in &STEPS {
        assert!(GROUPS.contains(&step.group), "{}", step.name);
    }
    for group in GROUPS {
        assert!(STEPS.iter().any(|step| step.is_called(group)), "{group}");
    }
    assert!(STEPS.iter().any(|step| step.is_called("rust-tests")));
}

#[test]
fn a_runner_that_counts_nothing_is_not_believed() {
    let count = |passed, failed| {
        Some(Count {
            passed,
            failed,
            skipped: 0,
        })
    };
    assert!(matches!(counted(Kind::Rust, true, None), End::Failed(_)));
    assert!(matches!(
        counted(Kind::Rust, true, count(0, 0)),
        End::Failed(_)
    ));
    assert_eq!(
        counted(Kind::Rust, true, count(2, 0)),
        End::Tests(Kind::Rust, count(2, 0).unwrap())
    );
    assert_eq!(
        counted(Kind::Rust, false, count(2, 0)),
        End::Tests(Kind::Rust, count(2, 1).unwrap())
    );
}
