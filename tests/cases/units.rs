//! The demo city in every unit: the counts add up to what is located, and what was planted is found in
//! cells, squares, streets and premises alike.

use std::fs;

use beatbook_tests::Scenario;
use serde_json::Value;

/// Two streets, or two squares, from the middle of a planted block.
const NEAR: f64 = 300.0;

#[test]
fn one_city_in_every_unit() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &[]);
    let book = scenario.book("city");
    let truth = fs::read(city.join("truth.json")).unwrap();
    let truth: Value = serde_json::from_slice(&truth).unwrap();
    // So many of the nineteen planted blocks: cells of 350 m and single premises see the strongest alone,
    // and areas differ in size, so that no block is looked for in them.
    for (unit, least) in [
        ("h3-9", 1),
        ("bng-150", 16),
        ("lsoa11", 0),
        ("street", 16),
        ("premises", 1),
    ] {
        let selection = format!("unit={unit}");
        let counts = scenario.ask("counts", &book, &selection, &[]);
        let units = counts["units"].as_array().unwrap();
        let sum: u64 = units
            .iter()
            .map(|unit| unit["count"].as_u64().unwrap())
            .sum();
        let all = sum + counts["nowhere"].as_u64().unwrap();
        assert_eq!(
            Some(all),
            counts["accounting"]["incidents"].as_u64(),
            "{unit}"
        );
        let zeros = units.iter().filter(|unit| unit["count"] == 0).count();
        assert!(zeros > 0 || unit == "lsoa11", "{unit} leaves out its zeros");

        let found = scenario.ask("hotspots", &book, &selection, &[]);
        assert_eq!(found["verdict"], "hot", "{unit}");
        assert_eq!(found["method"]["against"], "the whole study area");
        let groups = found["groups"].as_array().unwrap();
        let blocks = truth["blocks"].as_array().unwrap().iter();
        let reached = blocks.filter(|block| groups.iter().any(|group| is_near(block, group)));
        let reached = reached.count();
        assert!(reached >= least, "{unit}: {reached}");
    }
}

fn is_near(block: &Value, group: &Value) -> bool {
    let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
    let north = (number(&block["latitude"]) - number(&group["lat"])) * 111_320.0;
    let east = (number(&block["longitude"]) - number(&group["lon"])) * 66_300.0;
    north.hypot(east) <= NEAR + number(&block["radius_m"])
}
