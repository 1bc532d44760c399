//! Real files, second case: three years of burglary in Greater Manchester, read by a mapping of
//! its columns, on the LSOAs of Manchester alone. Most rows are outside, and that is said.

use std::path::{Path, PathBuf};

use beatbook_tests::{Scenario, Server, real_data_or_skip};

use crate::page::get;

const ROWS: u64 = 92_666;
/// Rows that fall in the district, by Shapely: see `fixtures/real_data_reference.py`.
const INSIDE: u64 = 23_458;

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
"#
    );
    scenario.write("manchester/beatbook.toml", config)
}
