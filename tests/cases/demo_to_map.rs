//! From nothing to a served map: `demo`, `build`, `hotspots`, `serve`.

use std::fs;

use beatbook_tests::{Scenario, Server};
use serde_json::Value;

use crate::page::get;

#[test]
fn a_city_becomes_a_list_of_tested_places() {
    let scenario = Scenario::new();
    scenario.city("city", &[]);
    let book = scenario.book("city");
    let answer = scenario.hotspots(&book, "").ended_with(0);
    let answer: Value = serde_json::from_str(&answer.stdout).unwrap();
    assert_eq!(answer["verdict"], "hot", "{answer}");
    assert_eq!(answer["synthetic"], true, "{answer}");
    let groups = answer["groups"].as_array().unwrap();
    assert!(!groups.is_empty());
    for group in groups {
        assert!(group["q"].as_f64().unwrap() <= 0.05, "{group}");
        assert!(!group["name"].as_str().unwrap().is_empty(), "{group}");
    }
    for format in ["table", "csv"] {
        let book = book.to_string_lossy().into_owned();
        let output = scenario
            .run(["hotspots", &book, "--format", format])
            .ended_with(0);
        let first = groups[0]["name"].as_str().unwrap();
        assert!(
            output.stdout.contains(first),
            "{format} does not name {first}:\n{}",
            output.stdout
        );
    }
}

#[test]
fn a_city_in_which_nothing_stands_out_says_so() {
    let scenario = Scenario::new();
    scenario.city("city", &["--null", "--events", "20000"]);
    let answer = scenario.hotspots(&scenario.book("city"), "").ended_with(0);
    let answer: Value = serde_json::from_str(&answer.stdout).unwrap();
    assert_eq!(answer["verdict"], "none", "{answer}");
    assert_eq!(answer["groups"].as_array().unwrap().len(), 0, "{answer}");
    assert!(
        answer["sentence"]
            .as_str()
            .unwrap()
            .to_lowercase()
            .contains("no place stands out"),
        "{answer}"
    );
}

#[test]
fn the_server_answers_as_described() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &["--events", "20000"]);
    let book = scenario.book("city");
    let server = Server::start(scenario.program(), &book).unwrap();

    let page = get(&server, "/");
    assert_eq!(
        (page.status, page.kind.starts_with("text/html")),
        (200, true)
    );
    assert!(
        page.policy.contains("default-src 'none'"),
        "{}",
        page.policy
    );
    assert!(
        !page.policy.contains("http:") && !page.policy.contains("https:"),
        "{}",
        page.policy
    );

    let meta = get(&server, "/api/v1/meta").json();
    assert_eq!(meta["synthetic"], true);
    assert_eq!(meta["audience"], "analyst");
    let number = |source: &Value, name: &str| {
        source[name]
            .as_u64()
            .unwrap_or_else(|| panic!("{name}: {source}"))
    };
    for source in meta["sources"].as_array().unwrap() {
        let parts = ["located", "unlocated", "outside", "refused"].map(|name| number(source, name));
        assert_eq!(
            number(source, "rows"),
            parts.iter().sum::<u64>(),
            "the accounting does not close: {source}"
        );
    }

    // They are the numbers that the city was made with.
    let truth: Value = serde_json::from_slice(&fs::read(city.join("truth.json")).unwrap()).unwrap();
    for name in ["rows", "located", "unlocated", "outside"] {
        assert_eq!(
            meta["sources"][0][name], truth["counts"][name],
            "{name}: {truth}"
        );
    }

    // The page, the terminal and the API say the same.
    let nights = "window=fri22-sat07,sat22-sun07";
    let served = get(&server, &format!("/api/v1/hotspots?{nights}"));
    assert!(served.etag.is_some());
    let served = served.json();
    let printed: Value =
        serde_json::from_str(&scenario.hotspots(&book, nights).ended_with(0).stdout).unwrap();
    assert_eq!(served["groups"], printed["groups"]);
    assert_eq!(served["sentence"], printed["sentence"]);

    let tiles = get(&server, "/tiles/hotspots.json").json();
    assert!(
        tiles["attribution"].as_str().unwrap().contains("SYNTHETIC"),
        "{tiles}"
    );
}

#[test]
fn the_server_names_what_it_does_not_understand() {
    let scenario = Scenario::new();
    scenario.city("city", &["--events", "2000"]);
    let server = Server::start(scenario.program(), &scenario.book("city")).unwrap();

    let wrong = get(&server, "/api/v1/hotspots?count=people");
    assert_eq!(
        (wrong.status, wrong.kind.as_str()),
        (400, "application/problem+json")
    );
    let wrong = wrong.json();
    assert_eq!(wrong["parameter"], "count", "{wrong}");
    assert!(
        wrong["accepted"]
            .as_array()
            .unwrap()
            .contains(&Value::from("incidents")),
        "{wrong}"
    );
    assert!(
        wrong["detail"].as_str().unwrap().contains("people"),
        "{wrong}"
    );

    for path in [
        "/tiles/hotspots/2/9/0.mvt",
        "/tiles/nothing/12/2022/1323.mvt",
        "/api/v1/nothing",
    ] {
        let answer = get(&server, path);
        assert_eq!(
            (answer.status, answer.kind.as_str()),
            (404, "application/problem+json"),
            "{path}"
        );
    }
    // Far out at sea.
    assert_eq!(get(&server, "/tiles/hotspots/12/0/2047.mvt").status, 204);
}
