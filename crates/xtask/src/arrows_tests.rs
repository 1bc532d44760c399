use super::{Edge, check, faults};
use crate::workspace::Workspace;

fn edge(from: &str, to: &str, for_tests: bool) -> Edge {
    Edge {
        from: from.to_string(),
        to: to.to_string(),
        for_tests,
    }
}

fn ours() -> Vec<String> {
    [
        "beatbook-core",
        "beatbook-read",
        "beatbook-locate",
        "beatbook-testkit",
    ]
    .map(str::to_string)
    .to_vec()
}

#[test]
fn a_forbidden_arrow_is_named() {
    let found = faults(
        &ours(),
        &[
            edge("beatbook-read", "beatbook-core", false),
            edge("beatbook-read", "beatbook-locate", false),
        ],
    );
    assert_eq!(
        found,
        ["beatbook-read -> beatbook-locate: this arrow is not allowed"]
    );
}

#[test]
fn the_testkit_is_for_tests_only() {
    assert!(faults(&ours(), &[edge("beatbook-read", "beatbook-testkit", true)]).is_empty());
    assert_eq!(
        faults(&ours(), &[edge("beatbook-read", "beatbook-testkit", false)]).len(),
        1
    );
}

#[test]
fn a_heavy_dependency_stays_where_it_belongs() {
    let found = faults(&ours(), &[edge("beatbook-core", "polars", false)]);
    assert_eq!(
        found,
        [
            "beatbook-core -> polars: only beatbook-store and beatbook-read and beatbook-report may use it"
        ]
    );
    assert!(faults(&ours(), &[edge("beatbook-locate", "proj", false)]).is_empty());
}

#[test]
fn a_crate_that_the_table_does_not_know_is_a_fault() {
    assert_eq!(
        faults(&["beatbook-util".to_string()], &[]),
        ["beatbook-util is not in the table of crates"]
    );
}

#[test]
fn this_workspace_is_in_order() {
    let metadata = Workspace::here().metadata().unwrap();
    if let Err(error) = check(&metadata) {
        panic!("{error:#}");
    }
}
