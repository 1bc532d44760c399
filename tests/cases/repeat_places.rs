//! Repeat locations: the two places that the needs assessment names, the hospitals where violence is
//! discovered, and what the program asks when nobody told it which places there are.

use std::fs;
use std::path::Path;

use beatbook_tests::Scenario;
use serde_json::Value;

const LAST_YEAR: &str = "category=serious-violence&from=2023-10-01&to=2024-09-30";

fn places(scenario: &Scenario, book: &Path, selection: &str) -> Vec<Value> {
    let answer = scenario.ask("places", book, selection, &[]);
    answer["places"].as_array().unwrap().clone()
}

/// Events at a place of this name; 0 where it is not listed.
fn events(places: &[Value], name: &str) -> u64 {
    let found = places.iter().find(|place| place["name"] == name);
    found.map_or(0, |place| place["events"].as_u64().unwrap())
}

#[test]
fn the_prison_and_the_gardens_head_the_list_and_their_ranks_overlap() {
    let scenario = Scenario::new();
    scenario.city("city", &[]);
    let book = scenario.book("city");
    let places = places(&scenario, &book, LAST_YEAR);
    let number = |place: &Value, name: &str| place[name].as_u64().unwrap();
    let counts = |place: &Value| ["events", "incidents", "dates"].map(|name| number(place, name));

    let (prison, gardens) = (&places[0], &places[1]);
    assert_eq!(prison["name"], "HMP Manchester");
    assert_eq!(counts(prison), [19, 15, 14]);
    assert_eq!(gardens["name"], "Piccadilly Gardens");
    assert_eq!(counts(gardens)[..2], [12, 11]);
    assert!(
        number(prison, "rank_high") >= number(gardens, "rank_low"),
        "the intervals must overlap: {prison} {gardens}"
    );
    assert_eq!(prison["target"], false, "{prison}");
    assert!(
        prison["why_not"].as_str().unwrap().contains("custody"),
        "{prison}"
    );
    assert_eq!(gardens["target"], true, "{gardens}");
}

#[test]
fn violence_discovered_at_a_hospital_is_mapped_where_it_happened_or_not_at_all() {
    let scenario = Scenario::new();
    scenario.city("city", &[]);
    let book = scenario.book("city");
    let hospitals = [
        "North Manchester General Hospital",
        "Manchester Royal Infirmary",
        "Wythenshawe Hospital",
    ];
    let at_hospitals = |located: &str| -> u64 {
        let selection = format!("{LAST_YEAR}&count=events&located={located}&setting=any");
        let listed = places(&scenario, &book, &selection);
        hospitals.iter().map(|name| events(&listed, name)).sum()
    };
    assert_eq!(at_hospitals("recorded"), 29);
    let happened = at_hospitals("happened");
    assert!(happened <= 7, "{happened} of the 7 that happened there");

    let total = |located: &str| {
        let selection = format!("{LAST_YEAR}&count=events&located={located}&setting=any");
        scenario.ask("places", &book, &selection, &[])["accounting"].clone()
    };
    let (recorded, happened) = (total("recorded"), total("happened"));
    assert_eq!(
        recorded["selected"], happened["selected"],
        "the city's total moved"
    );
    // Stated nowhere or in words that lead nowhere: no place. All others keep one.
    let moved = happened["unlocated"].as_u64().unwrap() - recorded["unlocated"].as_u64().unwrap();
    assert!(
        (4..=10).contains(&moved),
        "{moved} of the 22 have no usable place"
    );
}

#[test]
fn without_a_register_the_program_names_the_suspects_and_asks() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &[]);
    let path = city.join("beatbook.toml");
    let config = fs::read_to_string(&path).unwrap();
    let start = config.find("[[places]]\npath = \"places.csv\"").unwrap();
    let end = start + 1 + config[start + 1..].find("\n[").unwrap();
    fs::write(&path, format!("{}{}", &config[..start], &config[end..])).unwrap();
    fs::remove_file(city.join("places.csv")).unwrap();
    let built = scenario.run(["build".into(), path]).ended_with(0);
    let said = format!("{}{}", built.stdout, built.stderr);
    for name in [
        "HMP Manchester",
        "North Manchester General Hospital",
        "Manchester Royal Infirmary",
        "Wythenshawe Hospital",
        "City centre, unspecified",
    ] {
        let line = said.lines().find(|line| line.contains(name));
        let line = line.unwrap_or_else(|| panic!("{name} is not named:\n{said}"));
        assert!(line.contains("is this where"), "{line}");
    }
}
