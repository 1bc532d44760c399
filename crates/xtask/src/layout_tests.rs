use super::{TOP, faults};

#[test]
fn only_the_agreed_names_and_dot_files() {
    let agreed = TOP
        .iter()
        .copied()
        .chain([".gitignore", ".ci/run", "crates/xtask/Cargo.toml"]);
    assert!(faults(agreed.clone()).is_empty());
    assert_eq!(
        faults(agreed.chain(["utils/a.rs"])),
        ["utils: does not belong at the top level"]
    );
}

#[test]
fn what_is_missing_is_named() {
    assert_eq!(
        faults(TOP.iter().copied().skip(1)),
        ["Cargo.toml: is missing"]
    );
}
