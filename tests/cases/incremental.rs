//! A new or re-issued month rewrites its own objects, and nothing shows that it came later.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use beatbook_tests::Scenario;
use serde_json::Value;

use crate::folders::{assert_same, contents};
use crate::monthly;

#[test]
fn a_new_and_a_reissued_month_rewrite_only_their_own_objects() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &["--events", "4000"]);
    let months = monthly::cut(&city);
    let [.., reissued, _, newest] = &months[..] else {
        panic!("too few months: {months:?}");
    };
    // The books of the whole city and of the city as it was a month ago.
    let file = |month: &str| city.join(format!("month-{month}.csv"));
    let full = scenario.book("city");
    fs::rename(&full, scenario.path("full")).unwrap();
    let (late, second) = (
        fs::read(file(newest)).unwrap(),
        fs::read(file(reissued)).unwrap(),
    );
    let first = monthly::first_issue(&file(reissued));
    fs::remove_file(file(newest)).unwrap();
    fs::write(file(reissued), first).unwrap();
    let book = scenario.book("city");
    let before = events_of(&book);

    fs::write(file(newest), late).unwrap();
    fs::write(file(reissued), second).unwrap();
    let inputs = || {
        let mut files = contents(&city);
        files.retain(|name, _| !name.starts_with("book/"));
        files
    };
    let given = inputs();
    let _ = scenario.book("city");
    let after = events_of(&book);
    let changed: BTreeSet<&str> = after
        .difference(&before)
        .map(|(month, _)| month.as_str())
        .collect();
    assert_eq!(
        changed,
        BTreeSet::from([reissued.as_str(), newest.as_str()]),
        "only these months have new events"
    );
    assert!(given == inputs(), "inputs are never written to");

    // The version is that of a build of everything at once, object for object.
    let (one, other) = (version(&book), version(&scenario.path("full")));
    assert_eq!(one, other, "a full build of the same files differs");
    let kept = contents(&scenario.path("full").join("objects"));
    let held = contents(&book.join("objects"));
    for (name, bytes) in &kept {
        assert!(
            held.get(name) == Some(bytes),
            "{name} is missing or differs"
        );
    }
}

#[test]
fn a_full_build_into_an_empty_folder_gives_the_same_folder() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &["--events", "2000"]);
    monthly::cut(&city);
    let book = scenario.book("city");
    fs::rename(&book, scenario.path("first")).unwrap();
    let _ = scenario.book("city");
    assert_same(&scenario.path("first"), &book);
}

/// Month and hash of each object with events of the police extract.
fn events_of(book: &Path) -> BTreeSet<(String, String)> {
    let objects = version(book)["objects"].as_array().unwrap().clone();
    let events = objects
        .iter()
        .filter(|object| object["kind"] == "events" && object["source"] == "offence");
    let text = |object: &Value, key: &str| object[key].as_str().unwrap().to_owned();
    events
        .map(|object| (text(object, "month"), text(object, "sha256")))
        .collect()
}

fn version(book: &Path) -> Value {
    let current = fs::read_to_string(book.join("CURRENT")).unwrap();
    let path = book
        .join("versions")
        .join(format!("{}.json", current.trim()));
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}
