use super::*;

#[test]
fn the_way_out_stands_on_a_line_of_its_own() {
    let error = anyhow::anyhow!("`h3-12` is not accepted; use h3-8, h3-9 or h3-10");
    assert_eq!(
        message(&error),
        "error: `h3-12` is not accepted\n  help: use h3-8, h3-9 or h3-10"
    );
}

#[test]
fn a_reason_that_was_said_is_not_repeated() {
    let error = anyhow::anyhow!("disk full").context("cannot write a.csv: disk full");
    assert_eq!(message(&error), "error: cannot write a.csv: disk full");
}
