//! The same input gives the same bytes, wherever and whenever it is built.

use beatbook_tests::Scenario;

use crate::folders::{assert_same, contents};

#[test]
fn a_city_is_its_seed() {
    let scenario = Scenario::new();
    let one = scenario.city("one", &["--events", "3000", "--seed", "5"]);
    let two = scenario.city("two", &["--events", "3000", "--seed", "5"]);
    assert_same(&one, &two);
    let other = scenario.city("other", &["--events", "3000", "--seed", "6"]);
    assert_ne!(
        contents(&one)["police-extract.csv"],
        contents(&other)["police-extract.csv"]
    );
}

#[test]
fn two_builds_of_the_same_input() {
    let scenario = Scenario::new();
    scenario.city("one", &["--events", "5000"]);
    scenario.city("two", &["--events", "5000"]);
    let one = scenario.book("one");
    // On one thread, so that the order in which threads finish cannot hide in the bytes.
    let mut slow = scenario.command(["build", "two/beatbook.toml"]);
    assert!(
        slow.env("RAYON_NUM_THREADS", "1")
            .status()
            .unwrap()
            .success()
    );
    assert_same(&one, &scenario.path("two/book"));
}

#[test]
fn building_again_changes_nothing() {
    let scenario = Scenario::new();
    scenario.city("city", &["--events", "3000"]);
    let before = contents(&scenario.book("city"));
    let after = contents(&scenario.book("city"));
    assert!(
        before == after,
        "a second build left other files than the first"
    );
}
