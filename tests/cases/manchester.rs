//! Real files, second case: three years of burglary in Greater Manchester, read by a mapping of
//! its columns, on the LSOAs of Manchester alone, with its wards and IMD 2019; and road casualties
//! with clock times as a source of the user's own. Most rows are outside, and that is said.

use std::path::{Path, PathBuf};

use beatbook_tests::{Scenario, Server, real_data_or_skip};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::page::get;

const ROWS: u64 = 92_666;
/// Rows that fall in the district, by Shapely: see `fixtures/real_data_reference.py`.
const INSIDE: u64 = 23_458;
/// Hash of the lines `ward,month,count` of all wards and months, by Shapely as well.
const WARD_MONTHS: &str = "b1bfa1d490b3a21bb9e3adb8f4f9d14e664d3e77c2b12b156f5b7cb37a458009";
/// Casualties in the district, by Shapely.
const CASUALTIES: u64 = 4_934;
/// The same from Monday to Friday, hour by hour.
const WEEKDAYS: [u32; 24] = [
    58, 31, 29, 37, 27, 28, 56, 127, 245, 147, 119, 136, 188, 125, 250, 293, 290, 310, 295, 224,
    171, 130, 140, 107,
];

#[test]
fn most_rows_are_outside_and_counted() {
    let Some(data) = real_data_or_skip() else {
        return;
    };
    let scenario = Scenario::new();
    let config = write(&scenario, &data);
    let built = scenario.run(["build".into(), config]).ended_with(0);
    let book = scenario.path("manchester/book");
    let server = Server::start(scenario.program(), &book).unwrap();
    let meta = get(&server, "/api/v1/meta").json();
    let source = &meta["sources"][0];
    let number = |name: &str| {
        source[name]
            .as_u64()
            .unwrap_or_else(|| panic!("{name}: {source}"))
    };
    assert_eq!(number("rows"), ROWS);
    assert_eq!(
        number("located") + number("unlocated") + number("outside") + number("refused"),
        ROWS
    );
    assert_eq!(number("located"), INSIDE, "{source}");
    assert_eq!(number("outside"), ROWS - INSIDE, "{source}");

    // The number is shown where the book is built, with or without a separator of thousands.
    let digits: String = built
        .stdout
        .chars()
        .chain(built.stderr.chars())
        .filter(|c| *c != ',')
        .collect();
    assert!(
        digits.contains(&number("outside").to_string()),
        "{}{}",
        built.stdout,
        built.stderr
    );
}

/// A map of burglary two years back forecasts the next month better than chance would, and no map is told to
/// beat the plain count whose interval does not say so. The table is that of the needs assessment.
#[test]
fn the_months_before_forecast_the_next_better_than_chance() {
    let Some(data) = real_data_or_skip() else {
        return;
    };
    let scenario = Scenario::new();
    write(&scenario, &data);
    let book = scenario.book("manchester");
    let server = Server::start(scenario.program(), &book).unwrap();
    for (unit, ground) in [
        ("h3-10", "1"),
        ("h3-10", "5"),
        ("bng-150", "1"),
        ("h3-9", "5"),
    ] {
        let asked = format!(
            "setting=any&count=events&unit={unit}&to=2019-01-31&months=24&train=12&ground={ground}"
        );
        let found = get(&server, &format!("/api/v1/backtest?source=offence&{asked}")).json();
        println!("{}", found["sentence"].as_str().unwrap());
        assert_eq!(found["months"].as_array().unwrap().len(), 24, "{found}");
        let forecasters = found["forecasters"].as_array().unwrap();
        let share = found["ground_share"].as_f64().unwrap();
        for forecaster in forecasters {
            let (pai, rate) = (&forecaster["pai"], &forecaster["hit_rate"]);
            let number = |value: &Value| value.as_f64().unwrap();
            assert!(number(&pai["low"]) > 1.0, "{forecaster}");
            assert!((number(&pai["value"]) - number(&rate["value"]) / share).abs() < 1e-9);
            assert!(number(&forecaster["pei"]["value"]) < 1.0, "{forecaster}");
        }
        let beyond = &forecasters[1]["beyond_baseline"];
        let sure = beyond["low"].as_f64().unwrap() > 0.0 || beyond["high"].as_f64().unwrap() < 0.0;
        assert_eq!(
            forecasters[1]["beats_baseline"].as_i64().unwrap() != 0,
            sure
        );
    }
}

#[test]
fn every_ward_and_month_has_the_count_of_an_independent_join() {
    let Some(data) = real_data_or_skip() else {
        return;
    };
    let scenario = Scenario::new();
    write(&scenario, &data);
    let book = scenario.book("manchester");
    let server = Server::start(scenario.program(), &book).unwrap();
    let areas = get(&server, "/api/v1/areas?layer=ward22&count=events").json();
    let mut cells: Vec<(String, String, u64)> = Vec::new();
    for ward in areas["areas"].as_array().unwrap() {
        let code = ward["code"].as_str().unwrap();
        let path = format!("/api/v1/profile?area=ward22:{code}&count=events");
        let profile = get(&server, &path).json();
        for month in profile["months"].as_array().unwrap() {
            let count = month["count"].as_u64().unwrap();
            let name = month["month"].as_str().unwrap();
            cells.push((code.to_owned(), name.to_owned(), count));
        }
    }
    cells.retain(|(_, _, count)| *count > 0);
    cells.sort();
    assert_eq!(cells.len(), 32 * 36);
    assert_eq!(cells.iter().map(|(_, _, count)| count).sum::<u64>(), INSIDE);
    let lines = cells
        .iter()
        .map(|(ward, month, count)| format!("{ward},{month},{count}\n"));
    let digest = Sha256::digest(lines.collect::<String>());
    let expected = (0..WARD_MONTHS.len()).step_by(2);
    let expected: Vec<u8> = expected
        .map(|at| u8::from_str_radix(&WARD_MONTHS[at..at + 2], 16).unwrap())
        .collect();
    assert_eq!(digest[..], expected);
}

#[test]
fn road_casualties_show_both_weekday_commuter_peaks() {
    let Some(data) = real_data_or_skip() else {
        return;
    };
    let scenario = Scenario::new();
    write(&scenario, &data);
    let book = scenario.book("manchester");
    let week = scenario.ask(
        "week",
        &book,
        "source=road-casualty&count=events&setting=any",
        &[],
    );
    assert_eq!(week["counted"], CASUALTIES, "{}", week["sentence"]);
    let hours = week["hours"].as_array().unwrap();
    let of = |hour: usize, name: &str| hours[hour][name].as_f64().unwrap();
    let by_hour: Vec<u32> = (0..24)
        .map(|hour| {
            let days = (0..5).map(|day| of(day * 24 + hour, "weight"));
            days.sum::<f64>().round() as u32
        })
        .collect();
    assert_eq!(by_hour, WEEKDAYS);
    // Busier than the hours before and after them, and unusual on most weekdays.
    for peak in [8, 17] {
        let unusual = (0..5).filter(|day| of(day * 24 + peak, "unusual") > 0.0);
        assert!(
            unusual.count() >= 4,
            "{peak}:00 is unusual on too few weekdays"
        );
    }
    // The burglaries of the same book are months: no hour is asked of them.
    let book = book.to_string_lossy();
    let refused = scenario
        .run(["week", &book, "source=offence"])
        .ended_with(2);
    refused.complains_of(&["error:", "months", "hour"]);
}

#[test]
fn premises_and_hospitals_are_places_and_deciles_are_national() {
    let Some(data) = real_data_or_skip() else {
        return;
    };
    let scenario = Scenario::new();
    write(&scenario, &data);
    let book = scenario.book("manchester");
    let server = Server::start(scenario.program(), &book).unwrap();
    assert_eq!(get(&server, "/api/v1/meta").json()["has"]["places"], true);
    let answer = scenario.ask("deprivation", &book, "source=offence", &[]);
    let group = |id: &str| -> &Value {
        let groups = answer["groups"].as_array().unwrap();
        groups.iter().find(|group| group["id"] == id).unwrap()
    };
    assert_eq!(group("areas")["deciles"][0]["count"], 122, "of 282 LSOAs");
    assert_eq!(group("events")["base"], INSIDE);
}

fn write(scenario: &Scenario, data: &Path) -> PathBuf {
    let data = data.to_string_lossy().replace('\\', "/");
    let config = format!(
        r#"
title = "Burglary in Manchester"
study = "lsoa11"

[[layer]]
id = "lsoa11"
path = "{data}/boundaries/lsoa2011_manchester_shp"
code = "code"
name = "name"

[[layer]]
id = "ward22"
path = "{data}/boundaries/ward2022_manchester_shp"
code = "wd22cd"
name = "wd22nm"

[[index]]
id = "imd19"
layer = "lsoa11"
path = "{data}/deprivation/File_1_-_IMD2019_Index_of_Multiple_Deprivation.csv.gz"

[[population]]
layer = "lsoa11"
year = 2020
path = "{data}/population/population20_lsoa11_gm.csv.gz"

[[places]]
path = "{data}/context/manchester_city_centre_licensed_premises.csv"
name = "PREMISESNAME"
class_is = "venue"
x = "longitude"
y = "latitude"
crs = "EPSG:4326"

[[places]]
path = "{data}/context/hospitals_england_2022.csv"
name = "hospital22_name"
class_is = "hospital"
x = "longitude"
y = "latitude"
crs = "EPSG:4326"

[[source]]
id = "offence"
format = "csv"
files = ["{data}/police/gmp_burglary_2016-02_2019-01.csv.gz"]
crs = "EPSG:4326"
transform = "helmert"

[source.columns]
category = "Crime.type"
x = "Longitude"
y = "Latitude"
from = "Month"

[source.time]
format = "%Y-%m"
precision = "month"

[[source]]
id = "road-casualty"
format = "csv"
files = ["{data}/context/gm_stats19_road_casualties_2019-2024-06.csv.gz"]
crs = "EPSG:4326"
transform = "helmert"

[source.columns]
category = "mode"
x = "lon"
y = "lat"
from = "date"
clock = "output_time"

[source.time]
format = "%Y-%m-%d %H:%M:%S"
precision = "instant"
"#
    );
    scenario.write("manchester/beatbook.toml", config)
}
