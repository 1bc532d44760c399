use super::*;

fn refusal(test: Option<&str>, permutations: Option<&str>, seed: Option<&str>) -> String {
    HotTest::parse(test, permutations, seed)
        .unwrap_err()
        .to_string()
}

#[test]
fn a_test_is_exact_unless_another_is_asked_for() {
    assert_eq!(HotTest::parse(None, None, None), Ok(HotTest::Exact));
    assert_eq!(HotTest::Exact.to_string(), "");
    let test = HotTest::parse(Some("permutation"), None, Some("7")).unwrap();
    assert_eq!(
        test.to_string(),
        "test=permutation&permutations=99999&seed=7"
    );
    let test = HotTest::parse(Some("conditional"), Some("999"), None).unwrap();
    assert_eq!(test.to_string(), "test=conditional&permutations=999&seed=1");
}

#[test]
fn what_a_test_does_not_know_is_refused_with_a_way_out() {
    assert_eq!(
        refusal(Some("bayes"), None, None),
        "selection part `test`: `bayes` is no test; use exact, normal, permutation or conditional"
    );
    assert_eq!(
        refusal(Some("permutation"), Some("9"), None),
        "selection part `permutations`: `9` is no number of permutations; write a whole number from 99 to 99999"
    );
    assert_eq!(
        refusal(Some("permutation"), None, Some("one")),
        "selection part `seed`: `one` is no seed; write a whole number such as 1"
    );
    assert_eq!(
        refusal(Some("normal"), None, Some("1")),
        "selection part `seed`: this test draws nothing at random; leave `seed` out, or add test=permutation"
    );
}
