//! Late data look like a fall. They are not reported as one.

use beatbook_tests::Scenario;

use crate::four_squares::areas;

const DAYS: i32 = 500;
const A_DAY: u32 = 40;

/// A made-up force: the same number of offences every day, recorded with a delay of about ten days
/// on average, taken on the last day.
fn extract() -> String {
    let mut text = String::from("category,x,y,from,recorded\n");
    let mut state = 12_345_u64;
    let mut random = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        ((state >> 33) as f64 + 0.5) / f64::from(1_u32 << 31)
    };
    for day in 0..DAYS {
        for _ in 0..A_DAY {
            let delay = (-10.0 * random().ln()) as i32;
            let (x, y) = (
                383_001.0 + 1_998.0 * random(),
                397_001.0 + 1_998.0 * random(),
            );
            if day + delay < DAYS {
                let (from, recorded) = (date(day), date(day + delay));
                text.push_str(&format!("robbery,{x:.0},{y:.0},{from} 12:00,{recorded}\n"));
            }
        }
    }
    text
}

/// A day so many days after 2022-01-01.
fn date(day: i32) -> String {
    const MONTHS: [i32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let (mut year, mut left) = (2022, day);
    while left >= 365 {
        left -= 365;
        year += 1;
    }
    let mut month = 0;
    while left >= MONTHS[month] {
        left -= MONTHS[month];
        month += 1;
    }
    format!("{year}-{:02}-{:02}", month + 1, left + 1)
}

#[test]
fn a_flat_rate_recorded_late_is_no_fall() {
    let scenario = Scenario::new();
    scenario.write("force/squares.geojson", areas());
    scenario.write("force/extract.csv", extract());
    let config = r#"
title = "A flat force"
study = "lsoa11"

[[layer]]
id = "lsoa11"
path = "squares.geojson"
code = "LSOA11CD"

[[source]]
id = "offence"
format = "csv"
files = ["extract.csv"]
crs = "EPSG:27700"

[source.columns]
category = "category"
x = "x"
y = "y"
from = "from"
recorded = "recorded"

[source.time]
format = "%Y-%m-%d %H:%M"
precision = "instant"
"#;
    scenario.write("force/beatbook.toml", config);
    let book = scenario.book("force");
    let last_28 = format!("from={}&to={}", date(DAYS - 28), date(DAYS - 1));
    let the_28_before = format!("{}..{}", date(DAYS - 56), date(DAYS - 29));
    for with in ["before", &the_28_before] {
        let answer = scenario.ask("compare", &book, &last_28, &["--with", with]);
        let change = &answer["change"];
        let refused = answer["refused"].as_str();
        let high = change["high"].as_f64();
        assert!(
            refused.is_some() || high.is_some_and(|high| high >= 0.0),
            "with {with}: {answer}"
        );
        if let Some(day) = answer["complete_to"].as_str() {
            assert!(
                *day < *date(DAYS - 1),
                "the last day cannot be complete: {day}"
            );
        } else {
            assert!(refused.is_some(), "nothing is said of late data: {answer}");
        }
        for group in answer["groups"].as_array().unwrap() {
            let step = group["change"]["step"].as_i64().unwrap_or(0);
            assert!(step > -2, "a clear fall at {group}");
        }
    }
}
