//! Friday and Saturday nights: three places stand out, not one blob, and no decoy does.

use std::fs;

use beatbook_tests::Scenario;
use serde_json::Value;

const NIGHTS: &str = "window=fri22-sat07,sat22-sun07";

fn metres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let north = (a.1 - b.1) * 111_320.0;
    let east = (a.0 - b.0) * 111_320.0 * a.1.to_radians().cos();
    north.hypot(east)
}

fn at(place: &Value, lon: &str, lat: &str) -> Option<(f64, f64)> {
    Some((place[lon].as_f64()?, place[lat].as_f64()?))
}

#[test]
fn the_gardens_the_village_and_peter_street_are_three_places_of_the_night() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &[]);
    let truth: Value = serde_json::from_slice(&fs::read(city.join("truth.json")).unwrap()).unwrap();
    let book = scenario.book("city");
    let answer = scenario.ask("hotspots", &book, NIGHTS, &[]);
    let groups = answer["groups"].as_array().unwrap();
    let points: Vec<(f64, f64)> = groups
        .iter()
        .filter_map(|group| at(group, "lon", "lat"))
        .collect();

    let blocks = truth["blocks"].as_array().unwrap();
    let nearest = |id: &str| {
        let block = blocks.iter().find(|block| block["id"] == id).unwrap();
        let middle = at(block, "longitude", "latitude").unwrap();
        let far = |&point: &(f64, f64)| metres(middle, point);
        let (number, distance) = points
            .iter()
            .map(far)
            .enumerate()
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .unwrap();
        let reach = block["radius_m"].as_f64().unwrap() + 131.0;
        assert!(
            distance <= reach,
            "{id} is not hot: nearest {distance:.0} m"
        );
        number
    };
    let mut found = ["piccadilly-gardens", "village", "peter-street"].map(nearest);
    found.sort_unstable();
    assert!(
        found.windows(2).all(|pair| pair[0] != pair[1]),
        "two of the three are one hotspot: {answer}"
    );

    for name in ["Piccadilly Gardens", "The Village", "Peter Street"] {
        assert!(
            groups.iter().any(|group| group["name"] == name),
            "{name} is not named: {answer}"
        );
    }

    // The decoys are of the place, not of the hour: whole weeks are asked as well.
    let all = scenario.ask("hotspots", &book, "", &[]);
    let repeated = scenario.ask("places", &book, "", &[]);
    for decoy in truth["decoys"].as_array().unwrap() {
        let Some(middle) = at(decoy, "longitude", "latitude") else {
            continue;
        };
        let reach = decoy["radius_m"].as_f64().unwrap();
        for (answer, list) in [(&answer, "groups"), (&all, "groups")] {
            for group in answer[list].as_array().unwrap() {
                let far = metres(middle, at(group, "lon", "lat").unwrap());
                assert!(far > reach, "{} is reported: {group}", decoy["name"]);
            }
        }
        if decoy["id"] == "brawl-of-six" {
            for place in repeated["places"].as_array().unwrap() {
                let far = metres(middle, at(place, "lon", "lat").unwrap());
                assert!(far > 30.0, "one brawl is no repeat location: {place}");
            }
        }
    }
}

#[test]
fn the_hotspot_on_the_edge_is_found_and_adds_to_no_total() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &[]);
    let truth: Value = serde_json::from_slice(&fs::read(city.join("truth.json")).unwrap()).unwrap();
    let book = scenario.book("city");
    let answer = scenario.ask("hotspots", &book, "", &[]);
    let edge = truth["blocks"]
        .as_array()
        .unwrap()
        .iter()
        .find(|block| block["id"] == truth["edge_hotspot"]["block"])
        .unwrap();
    let middle = at(edge, "longitude", "latitude").unwrap();
    let reach = edge["radius_m"].as_f64().unwrap() + 131.0;
    let groups = answer["groups"].as_array().unwrap();
    let found = groups
        .iter()
        .find(|group| metres(middle, at(group, "lon", "lat").unwrap()) <= reach);
    assert!(
        found.is_some(),
        "the hotspot shared with Salford is missing"
    );

    // Without the ring the same place has fewer incidents, and the totals are the same.
    let path = city.join("beatbook.toml");
    let config = fs::read_to_string(&path).unwrap();
    let start = config.find("[ring]").unwrap();
    let end = start + 1 + config[start + 1..].find("\n[").unwrap();
    fs::write(&path, format!("{}{}", &config[..start], &config[end..])).unwrap();
    let without = scenario.ask("hotspots", &scenario.book("city"), "", &[]);
    for part in ["selected", "located", "outside", "incidents"] {
        assert_eq!(
            answer["accounting"][part], without["accounting"][part],
            "{part} changed with the ring"
        );
    }
}
