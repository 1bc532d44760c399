use beatbook_core::{Day, LayerId};

use super::*;
use crate::recognise::recognise;
use crate::scratch::{Scratch, today};
use crate::{Config, Format, read_layer};

/// Squares, and positions in the reference system of the layer.
struct Squares;

impl Ground for Squares {
    fn areas(
        &mut self,
        layer: &LayerSpec,
        positions: &[[f64; 2]],
        _: Crs,
        _: &Transform,
    ) -> Result<Vec<Option<String>>, String> {
        let raw = read_layer(layer).map_err(|e| e.to_string())?;
        let of = |position: &[f64; 2]| {
            raw.areas.iter().find(|area| {
                let corners = &area.polygon.0[0].exterior().0;
                let within = |at: f64, of: &dyn Fn(&geo_types::Coord<f64>) -> f64| {
                    let least = corners.iter().map(of).fold(f64::MAX, f64::min);
                    let most = corners.iter().map(of).fold(f64::MIN, f64::max);
                    (least..most).contains(&at)
                };
                within(position[0], &|c| c.x) && within(position[1], &|c| c.y)
            })
        };
        Ok(positions
            .iter()
            .map(|at| of(at).map(|area| area.code.clone()))
            .collect())
    }
}

/// Squares of 0.01 degrees from a corner eastwards; `sides` more vertices make edges finer.
fn layer(field: &str, codes: &[&str], sides: usize) -> String {
    let square = |(n, code): (usize, &&str)| {
        let west = -2.30 + 0.01 * n as f64;
        let step = |at: usize| 0.01 * at as f64 / sides as f64;
        let south = (0..=sides).map(|at| [west + step(at), 53.40]);
        let east = (0..=sides).map(|at| [west + 0.01, 53.40 + step(at)]);
        let north = (0..=sides).map(|at| [west + 0.01 - step(at), 53.41]);
        let back = (0..=sides).map(|at| [west, 53.41 - step(at)]);
        let ring: Vec<[f64; 2]> = south.chain(east).chain(north).chain(back).collect();
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"{field}\":\"{code}\",\"{}\":\"Smallton 00{n}A\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[{ring:?}]}}}}",
            field.replace("CD", "NM").replace("beat_code", "name")
        )
    };
    let features: Vec<String> = codes.iter().enumerate().map(square).collect();
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{}]}}",
        features.join(",")
    )
}

fn street(month: &str, positions: &[(f64, &str)]) -> String {
    let mut text = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context\n".to_owned();
    for (n, (longitude, lsoa)) in positions.iter().enumerate() {
        let kind = if n % 2 == 0 { "Drugs" } else { "Robbery" };
        text += &format!(
            "{month}{n},{month},F,F,{longitude},53.405,On or near High Street,{lsoa},Smallton 001A,{kind},,\n"
        );
    }
    text
}

const CODES: [&str; 3] = ["E01000001", "E01000002", "E01000003"];
const ROWS: [(f64, &str); 3] = [
    (-2.295, "E01000001"),
    (-2.285, "E01000002"),
    (-2.275, "E01000003"),
];

fn proposed(scratch: &Scratch) -> (Proposal, Result<Config, crate::ReadError>) {
    let roots = [scratch.path("data")];
    let proposal = propose(
        &recognise(&roots[0]),
        &roots,
        &scratch.path(""),
        today(),
        &mut Squares,
    );
    let path = scratch.write("beatbook.toml", &proposal.config);
    (proposal, Config::load(&path, today()))
}

fn used<'a>(proposal: &'a Proposal, file: &str) -> &'a str {
    let told = proposal.files.iter().find(|told| told.file == file);
    &told
        .unwrap_or_else(|| panic!("{file}: {:?}", proposal.files))
        .used
}

#[test]
fn what_is_proposed_loads_as_it_is() {
    let scratch = Scratch::new();
    scratch.write("data/lsoa/LSOA_2011.geojson", layer("LSOA11CD", &CODES, 1));
    scratch.write("data/2019-05-x-street.csv", street("2019-05", &ROWS));
    scratch.write("data/2019-06-x-street.csv", street("2019-06", &ROWS));
    let index: String = CODES.iter().map(|code| format!("{code},10,1\n")).collect();
    scratch.write(
        "data/imd2019.csv",
        format!("lsoa11_code,IMD_rank,IMD_decile\n{index}"),
    );
    scratch.write(
        "data/imd2025.csv",
        format!("lsoa21_code,IMD_rank,IMD_decile\n{index}"),
    );
    scratch.write("data/calendar.csv", "date,kind\n2019-05-06,bank-holiday\n");
    scratch.write("data/notes.txt", "hello\nthere\n");
    let (proposal, config) = proposed(&scratch);
    let config = config.unwrap_or_else(|e| panic!("{e}\n{}", proposal.config));
    assert_eq!(proposal.missing, Vec::<String>::new());
    assert_eq!(config.title, "Smallton");
    assert_eq!(config.study, LayerId::parse("lsoa11").unwrap());
    assert_eq!(config.layers[0].name.as_deref(), Some("LSOA11NM"));
    assert_eq!(config.sources.len(), 1, "{}", proposal.config);
    assert_eq!(config.sources[0].files.len(), 2);
    assert!(
        proposal
            .config
            .contains("files = [\"data/2019-*-x-street.csv\"]"),
        "{}",
        proposal.config
    );
    assert_eq!(config.indexes.len(), 1);
    assert!(config.calendar.is_some());
    assert_eq!(
        used(&proposal, "imd2019.csv"),
        "index imd19 of layer lsoa11"
    );
    assert_eq!(
        used(&proposal, "imd2025.csv"),
        "not used: there is no layer lsoa21 for it"
    );
    assert!(used(&proposal, "notes.txt").contains("its columns are hello"));
}

#[test]
fn of_two_layers_the_one_that_holds_more_is_used_then_the_finer_one() {
    let scratch = Scratch::new();
    scratch.write("data/a_lsoa_2011.geojson", layer("LSOA11CD", &CODES, 1));
    scratch.write("data/b_lsoa_2011.geojson", layer("LSOA11CD", &CODES, 100));
    scratch.write(
        "data/c_lsoa_2011.geojson",
        layer("LSOA11CD", &CODES[..1], 100),
    );
    scratch.write("data/2019-05-x-street.csv", street("2019-05", &ROWS));
    let (proposal, config) = proposed(&scratch);
    config.unwrap_or_else(|e| panic!("{e}\n{}", proposal.config));
    assert_eq!(
        used(&proposal, "b_lsoa_2011.geojson"),
        "layer lsoa11, the study area"
    );
    let coarse = used(&proposal, "a_lsoa_2011.geojson");
    assert!(
        coarse.contains("b_lsoa_2011.geojson has the same areas in full resolution"),
        "{coarse}"
    );
    let less = used(&proposal, "c_lsoa_2011.geojson");
    assert!(
        less.contains("holds more of the sampled events (100%, this one 33%)"),
        "{less}"
    );
}

#[test]
fn districts_side_by_side_are_one_layer() {
    let scratch = Scratch::new();
    let here = layer("LSOA11CD", &CODES[..2], 1);
    let there = layer("LSOA11CD", &[CODES[2]], 1).replace("-2.3", "-2.5");
    scratch.write("data/lsoa/E08000011.geojson", here);
    scratch.write("data/lsoa/E08000012.geojson", there);
    scratch.write("data/2019-05-x-street.csv", street("2019-05", &ROWS));
    let (proposal, config) = proposed(&scratch);
    let config = config.unwrap_or_else(|e| panic!("{e}\n{}", proposal.config));
    assert!(
        config.layers[0].path.ends_with("data/lsoa/*.geojson"),
        "{}",
        proposal.config
    );
    assert_eq!(read_layer(&config.layers[0]).unwrap().areas.len(), 3);
}

#[test]
fn health_data_wait_for_their_agreement() {
    let scratch = Scratch::new();
    scratch.write("data/lsoa_2011.geojson", layer("LSOA11CD", &CODES, 1));
    let istv = "ARRIVAL DATE AND TIME AT ACCIDENT AND EMERGENCY DEPARTMENT,ASSAULT DATE AND TIME,ASSAULT METHOD,ASSAULT LOCATION DESCRIPTION\n\
        01/10/2021 03:49,01/10/2021 03:49,Body part,The Lantern\n";
    scratch.write("data/istv.csv", istv);
    let (proposal, config) = proposed(&scratch);
    assert!(config.is_err(), "there is no other source");
    assert!(
        used(&proposal, "istv.csv")
            .starts_with("not used: source attendance waits for its agreement")
    );
    assert_eq!(proposal.missing.len(), 1);
    // Filled in, it is read.
    let start = proposal.config.find("# [[source]]").unwrap();
    let block: String = proposal.config[start..]
        .lines()
        .map(|line| line.trim_start_matches("# ").to_owned() + "\n")
        .collect();
    let filled = proposal.config[..start].to_owned()
        + &block
            .replace("name = \"\"", "name = \"A\"")
            .replace("controller = \"\"", "controller = \"B\"")
            .replace("purpose = \"\"", "purpose = \"C\"")
            .replace("expires = \"\"", "expires = \"2027-03-31\"");
    let config = Config::load(&scratch.write("filled.toml", filled), today())
        .unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(config.sources[0].format, Format::Istv);
}

#[test]
fn persons_are_left_out_without_a_key() {
    let scratch = Scratch::new();
    scratch.write("data/lsoa_2011.geojson", layer("LSOA11CD", &CODES, 1));
    scratch.write(
        "data/extract.csv",
        "crime_ref,offence,from,longitude,latitude\nA1,Robbery,2024-02-01 21:10,-2.295,53.405\nA2,Assault,2024-02-13 01:10,-2.285,53.405\n",
    );
    scratch.write(
        "data/people.csv",
        "crime_ref,role,person_id,age\nA1,victim,P1,27\nA2,suspect,P2,31\n",
    );
    let (proposal, config) = proposed(&scratch);
    let config = config.unwrap_or_else(|e| panic!("{e}\n{}", proposal.config));
    assert_eq!(config.people[0].columns.person, None);
    assert!(proposal.config.contains("# person = \"person_id\""));
    scratch.write("data/pseudonym.key", "some text");
    let (proposal, config) = proposed(&scratch);
    let config = config.unwrap_or_else(|e| panic!("{e}\n{}", proposal.config));
    assert_eq!(
        config.people[0].columns.person.as_deref(),
        Some("person_id")
    );
}

#[test]
fn a_layer_without_a_year_is_given_this_one_and_it_is_said() {
    let scratch = Scratch::new();
    scratch.write(
        "data/beats.geojson",
        layer("beat_code", &["A1B1", "A1B2", "A1B3"], 1),
    );
    scratch.write("data/2019-05-x-street.csv", street("2019-05", &ROWS));
    let (proposal, config) = proposed(&scratch);
    let config = config.unwrap_or_else(|e| panic!("{e}\n{}", proposal.config));
    assert_eq!(config.study, LayerId::parse("beat24").unwrap());
    assert!(
        proposal
            .config
            .contains("no year in the file: 2024 is a guess"),
        "{}",
        proposal.config
    );
    assert_eq!(today(), Day::parse("2024-10-01").unwrap());
}

#[test]
fn an_empty_folder_lacks_both_layers_and_events() {
    let scratch = Scratch::new();
    scratch.write("data/README.md", "nothing");
    let (proposal, config) = proposed(&scratch);
    assert_eq!(proposal.missing.len(), 2, "{:?}", proposal.missing);
    assert!(config.is_err());
}

#[test]
fn the_offence_source_comes_first_and_columns_not_used_are_said() {
    let scratch = Scratch::new();
    scratch.write(
        "data/beats.geojson",
        layer("beat_code", &["A1B1", "A1B2"], 1),
    );
    scratch.write(
        "data/a_complaints.csv",
        "date,time,lat,lon,colour\n2024-02-01,21:10,53.405,-2.295,red\n2024-02-13,22:10,53.405,-2.285,red\n",
    );
    scratch.write("data/2019-05-x-street.csv", street("2019-05", &ROWS));
    let (proposal, config) = proposed(&scratch);
    let config = config.unwrap_or_else(|e| panic!("{e}\n{}", proposal.config));
    let ids: Vec<String> = config
        .sources
        .iter()
        .map(|source| source.source.to_string())
        .collect();
    assert_eq!(ids, ["offence", "complaint"]);
    assert!(
        proposal
            .config
            .contains("# columns not used: colour (not recognised)."),
        "{}",
        proposal.config
    );
    let told = proposal
        .files
        .iter()
        .find(|told| told.file == "a_complaints.csv");
    assert_eq!(
        told.unwrap().notes,
        ["columns not used: colour (not recognised)"]
    );
    assert!(used(&proposal, "beats.geojson").starts_with("layer beat24 (year is a guess)"));
}

#[test]
fn the_same_rows_are_read_once_and_other_orders_of_columns_apart() {
    let scratch = Scratch::new();
    scratch.write("data/lsoa_2011.geojson", layer("LSOA11CD", &CODES, 1));
    let rows = street("2019-05", &ROWS);
    scratch.write("data/download/2019-05-x-street.csv", &rows);
    scratch.zip(
        "data/download.zip",
        &[("2019-05/2019-05-x-street.csv", rows.into_bytes())],
    );
    scratch.write(
        "data/a.csv",
        "13/02/2024,-2.295,53.405\n14/02/2024,-2.285,53.405\n",
    );
    scratch.write(
        "data/b.csv",
        "53.405,-2.295,15/02/2024\n53.405,-2.285,16/02/2024\n",
    );
    let (proposal, config) = proposed(&scratch);
    let config = config.unwrap_or_else(|e| panic!("{e}\n{}", proposal.config));
    assert_eq!(
        used(&proposal, "download.zip#2019-05/2019-05-x-street.csv"),
        "not used: the same rows as download/2019-05-x-street.csv"
    );
    assert_eq!(config.sources.len(), 3, "{}", proposal.config);
}

#[test]
fn the_year_of_a_folder_makes_no_vintage_in_silence() {
    let proposed_for = |file: &str, field: &str| {
        let scratch = Scratch::new();
        scratch.write(&format!("data/{file}"), layer(field, &CODES, 1));
        scratch.write("data/2019-05-x-street.csv", street("2019-05", &ROWS));
        let (proposal, config) = proposed(&scratch);
        let study = config.unwrap_or_else(|e| panic!("{e}")).study;
        (study.as_str().to_owned(), proposal.config)
    };
    let (id, text) = proposed_for("Manchester 2024/lsoa.geojson", "LSOACD");
    assert_eq!(id, "lsoa21");
    assert!(text.contains("2021 is a guess"), "{text}");
    let (id, text) = proposed_for("census 2011/lsoa.geojson", "LSOACD");
    assert_eq!(id, "lsoa11");
    assert!(text.contains("that of its folder, census 2011"), "{text}");
    let (id, text) = proposed_for("lsoa_2011.geojson", "LSOACD");
    assert_eq!(id, "lsoa11");
    assert!(!text.contains("write the year"), "{text}");
    assert_eq!(proposed_for("lsoa_2011.geojson", "LSOA21CD").0, "lsoa21");
}

/// Names the area of the first code, and keeps the ways of making layers that were tried.
struct Tried(Vec<Transform>);

impl Ground for Tried {
    fn areas(
        &mut self,
        layer: &LayerSpec,
        positions: &[[f64; 2]],
        _: Crs,
        _: &Transform,
    ) -> Result<Vec<Option<String>>, String> {
        self.0.push(layer.transform.clone());
        Ok(vec![Some(CODES[0].to_owned()); positions.len()])
    }
}

#[test]
fn a_layer_in_metres_has_one_way_of_being_made() {
    let tried = |crs: &str, x: &str, y: &str| {
        let scratch = Scratch::new();
        let areas = format!(
            "{{\"type\":\"FeatureCollection\",{crs}\"features\":[{{\"type\":\"Feature\",\"properties\":{{\"LSOA11CD\":\"{}\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[[{x},{y}],[{x}9,{y}],[{x}9,{y}9],[{x},{y}]]]}}}}]}}",
            CODES[0]
        );
        scratch.write("data/lsoa.geojson", areas);
        let rows: String = (1..=25)
            .map(|day| format!("{day}/03/2024,{x},{y},{}\n", CODES[0]))
            .collect();
        scratch.write("data/a.csv", format!("date,x,y,lsoa_code\n{rows}"));
        let roots = [scratch.path("data")];
        let mut ground = Tried(Vec::new());
        propose(
            &recognise(&roots[0]),
            &roots,
            &scratch.path(""),
            today(),
            &mut ground,
        );
        ground.0.contains(&Transform::Helmert)
    };
    let metres =
        "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::27700\"}},";
    assert!(!tried(metres, "384000.1", "398000.1"));
    assert!(tried("", "-2.24", "53.48"));
}
