//! Late data look like a fall. They are not reported as one.

use std::fmt::Write;

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
                let _ = writeln!(text, "robbery,{x:.0},{y:.0},{from} 12:00,{recorded}");
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
    // After 28 days too little is recorded for any comparison: it is refused, and says why.
    let last_28 = format!("from={}&to={}", date(DAYS - 28), date(DAYS - 1));
    let words = ["compare", &book.to_string_lossy(), &last_28];
    scenario
        .run(words)
        .ended_with(2)
        .complains_of(&["error:", "95% recorded"]);

    // Over 84 days the end that is not yet recorded is cut from both sides.
    let last_84 = format!("from={}&to={}", date(DAYS - 84), date(DAYS - 1));
    let the_84_before = format!("{}..{}", date(DAYS - 168), date(DAYS - 85));
    for with in ["before", &the_84_before] {
        let answer = scenario.ask("compare", &book, &last_84, &["--with", with]);
        let change = &answer["change"];
        let (low, high) = (change["low"].as_f64(), change["high"].as_f64());
        assert!(
            low.is_some_and(|low| low <= 0.0) && high.is_some_and(|high| high >= 0.0),
            "with {with}, a change where there is none: {change}"
        );
        let complete_to = answer["complete_to"].as_str().unwrap();
        assert!(
            *complete_to < *date(DAYS - 20),
            "{complete_to} cannot be complete"
        );
        for group in answer["groups"].as_array().unwrap() {
            let step = group["change"]["step"].as_i64().unwrap_or(0);
            assert!(step > -2, "a clear fall at {group}");
        }
    }
}
