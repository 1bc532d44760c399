use super::*;

fn codes() -> Vec<String> {
    ["A", "B", "C"].map(Into::into).into()
}

#[test]
fn what_a_lookup_leaves_out_is_not_missing_from_the_file() {
    let lookup = HashMap::from([("A", "A"), ("B", "B")]);
    let all_told = [true, true, false];
    assert_eq!(found(&codes(), &all_told, Some(&lookup)), 3);
    assert_eq!(
        found(&codes(), &all_told, None),
        2,
        "without a lookup it is"
    );
    let one_missing = HashMap::from([("A", "A"), ("B", "B"), ("C", "C")]);
    assert_eq!(found(&codes(), &all_told, Some(&one_missing)), 2);
}

#[test]
fn a_lookup_of_other_areas_carries_nothing_over() {
    let elsewhere = HashMap::from([("X", "X")]);
    assert_eq!(found(&codes(), &[false; 3], Some(&elsewhere)), 0);
}
