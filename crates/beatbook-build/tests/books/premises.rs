use std::fmt::Write;

use beatbook_core::Link;
use beatbook_store::book::{Level, Status};

use crate::town::{Town, events_of};

const SOURCE: &str = r#"
[[source]]
id = "offence"
format = "csv"
files = ["*.events.csv"]
crs = "EPSG:27700"
[source.columns]
category = "kind"
x = "x"
y = "y"
from = "when"
place = "place"
premises = "premises"
link = "link"
caller = "caller"
setting = "setting"
[source.time]
format = "%Y-%m-%d %H:%M:%S"
precision = "instant"
"#;

const HEADER: &str = "kind,x,y,when,place,premises,link,caller,setting\n";

const LANTERN: u32 = 0;
const ANVIL: u32 = 1;
const FAR_SHOP: u32 = 3;
const NO_PLACE: u32 = u32::MAX;

/// Coordinates, place, premises, link, caller, setting; level, premises, link, whether they called.
type Row = ([&'static str; 6], Level, u32, Option<Link>, bool);

const INSIDE: Option<Link> = Some(Link::Inside);
const AT_DOOR: Option<Link> = Some(Link::AtDoor);
const VICINITY: Option<Link> = Some(Link::Vicinity);
const DEFAULT: Option<Link> = Some(Link::DefaultAddress);

const ROWS: [Row; 24] = [
    // With coordinates.
    (
        ["383500,397500", "Club Lantern", "", "", "", ""],
        Level::Exact,
        LANTERN,
        INSIDE,
        false,
    ),
    (
        ["383500,397500", "o/s Club Lantern", "", "", "", ""],
        Level::Exact,
        LANTERN,
        AT_DOOR,
        false,
    ),
    (
        ["383505,397500", "Bloom Street", "", "", "", ""],
        Level::Exact,
        LANTERN,
        VICINITY,
        false,
    ),
    (
        ["383505,397500", "", "", "", "", ""],
        Level::Exact,
        LANTERN,
        VICINITY,
        false,
    ),
    (
        ["383505,397500", "On or near Nightclub", "", "", "", ""],
        Level::Exact,
        LANTERN,
        VICINITY,
        false,
    ),
    (
        ["383505,397500", "The Anvil", "", "", "", ""],
        Level::Exact,
        ANVIL,
        INSIDE,
        false,
    ),
    (
        ["384300,398200", "Club Lantern", "", "", "", ""],
        Level::Exact,
        NO_PLACE,
        None,
        false,
    ),
    (
        ["384890,398900", "Quickshop", "", "", "", ""],
        Level::Exact,
        FAR_SHOP,
        INSIDE,
        false,
    ),
    (
        ["384500,398500", "Northgate Hospital", "", "", "", ""],
        Level::Exact,
        NO_PLACE,
        None,
        false,
    ),
    (
        ["383500,397500", "Bloom Street", "Club Lantern", "", "", ""],
        Level::Exact,
        LANTERN,
        INSIDE,
        false,
    ),
    (
        ["383500,397500", "smoking area", "Club Lantern", "", "", ""],
        Level::Exact,
        LANTERN,
        AT_DOOR,
        false,
    ),
    (
        [
            "383500,397500",
            "Bloom Street",
            "Club Lantern",
            "",
            "",
            "street",
        ],
        Level::Exact,
        LANTERN,
        VICINITY,
        false,
    ),
    // The row's own word wins, and the caller changes nothing.
    (
        ["383500,397500", "Club Lantern", "", "vicinity", "", ""],
        Level::Exact,
        LANTERN,
        VICINITY,
        false,
    ),
    (
        [
            "383505,397500",
            "Bloom Street",
            "",
            "default-address",
            "",
            "",
        ],
        Level::Exact,
        LANTERN,
        DEFAULT,
        false,
    ),
    (
        ["383505,397500", "Bloom Street", "", "", "Club Lantern", ""],
        Level::Exact,
        LANTERN,
        VICINITY,
        true,
    ),
    (
        [
            "383500,397500",
            "outside Club Lantern",
            "",
            "",
            "Door staff",
            "",
        ],
        Level::Exact,
        LANTERN,
        AT_DOOR,
        true,
    ),
    (
        ["383500,397500", "Club Lantern", "", "", "The Anvil", ""],
        Level::Exact,
        LANTERN,
        INSIDE,
        false,
    ),
    (
        ["384300,398200", "Canal Street", "", "", "Club Lantern", ""],
        Level::Exact,
        NO_PLACE,
        None,
        false,
    ),
    // At the gazetteer's pin.
    (
        ["383777,397777", "town centre", "", "", "", ""],
        Level::None,
        NO_PLACE,
        DEFAULT,
        false,
    ),
    // In words alone.
    (
        [",", "queue for Club Lantern, Bloom St", "", "", "", ""],
        Level::Place,
        LANTERN,
        AT_DOOR,
        false,
    ),
    (
        [",", "Bloom St / Sackville St", "", "", "", ""],
        Level::Street,
        NO_PLACE,
        None,
        false,
    ),
    (
        [",", "Canal St", "The Anvil", "", "", ""],
        Level::Place,
        ANVIL,
        INSIDE,
        false,
    ),
    (
        [",", "a flat in Eastfield", "", "", "", ""],
        Level::Area,
        NO_PLACE,
        None,
        false,
    ),
    (
        [",", "pub", "", "", "", ""],
        Level::None,
        NO_PLACE,
        None,
        false,
    ),
];

fn written(rows: &[[&str; 6]]) -> String {
    let mut text = HEADER.to_owned();
    for (number, [at, place, premises, link, caller, setting]) in rows.iter().enumerate() {
        let (minute, second) = (number / 60, number % 60);
        let _ = writeln!(
            text,
            "Robbery,{at},2024-03-01 22:{minute:02}:{second:02},\"{place}\",{premises},{link},{caller},{setting}"
        );
    }
    text
}

#[test]
fn rows_are_placed_by_words_at_a_level_and_linked_to_premises() {
    let town = Town::new();
    town.write("a.events.csv", &written(&ROWS.map(|row| row.0)));
    let (folder, report) = town.build("book", SOURCE);
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    let (events, records) = events_of(&folder, "offence");
    assert_eq!(events.len(), ROWS.len());
    for (row, (fields, level, premises, link, caller)) in ROWS.into_iter().enumerate() {
        let found = (
            events.level[row],
            records[row].premises,
            records[row].link,
            records[row].caller,
        );
        assert_eq!(found, (level, premises, link, caller), "{fields:?}");
        let mapped = matches!(level, Level::Exact | Level::Place | Level::Street);
        assert_eq!(events.status[row] == Status::Located, mapped, "{fields:?}");
        assert_eq!(
            events.position[row].easting.is_finite(),
            mapped,
            "{fields:?}"
        );
    }
    // The crossing, not the middle of the street named first.
    assert!((events.position[20].easting - 383_600.0).abs() < 0.5);
}

#[test]
fn the_accounts_say_how_many_rows_were_placed_at_each_level() {
    let town = Town::new();
    town.write("a.events.csv", &written(&ROWS.map(|row| row.0)));
    let other = [
        [",", "Highmoor", "", "", "", ""],
        [",", "Millbrook", "", "", "", ""],
        [",", "Milbrook, Highmoor", "", "", "", ""],
    ];
    let with_ground = [other.as_slice(), &[["383500,397500", "", "", "", "", ""]]].concat();
    town.write("b.events.csv", &written(&with_ground));
    let report = town.check(SOURCE);
    let levels: Vec<[u64; 5]> = report.files.iter().map(|file| file.levels).collect();
    assert_eq!(levels, [[18, 2, 1, 1, 2], [1, 0, 0, 3, 0]]);
    for file in &report.files {
        let input = &file.input;
        let placed: u64 = file.levels.iter().sum();
        assert_eq!(placed, input.located + input.unlocated + input.outside);
        assert_eq!(placed + input.refused, input.rows);
    }
    let areas: Vec<(&str, &str, u64)> = (report.files[1].areas.iter())
        .map(|area| (area.layer.as_str(), area.area.as_str(), area.rows))
        .collect();
    assert_eq!(
        areas,
        [
            ("ward22", "Millbrook & Eastfield", 1),
            ("ward22", "Highmoor", 2)
        ]
    );
}

#[test]
fn coordinates_of_premises_that_stand_for_many_other_texts_are_a_default_address() {
    let town = Town::new();
    let elsewhere = [
        "city",
        "taxi",
        "Canal Street",
        "Highmoor",
        "unknown",
        "on way home",
    ];
    let mut rows: Vec<[&str; 6]> = (0..12)
        .map(|row| ["383500,397500", elsewhere[row % 6], "", "", "", ""])
        .collect();
    rows.push(["383500,397500", "outside Club Lantern", "", "", "", ""]);
    rows.push(["383500,397500", "city", "", "vicinity", "", ""]);
    // The Anvil has as many rows, of its own street.
    rows.extend((0..12).map(|row| {
        let street = [
            "Bloom Street",
            "bloom st",
            "Bloom St.",
            "12 Bloom Street",
            "Bloom Street M1",
            "city",
        ];
        ["383540,397500", street[row % 6], "", "", "", ""]
    }));
    town.write("a.events.csv", &written(&rows));
    let (folder, _) = town.build("book", SOURCE);
    let (_, records) = events_of(&folder, "offence");
    let links = |rows: std::ops::Range<usize>| -> Vec<Option<Link>> {
        records[rows].iter().map(|record| record.link).collect()
    };
    assert_eq!(links(0..12), vec![DEFAULT; 12]);
    assert_eq!(links(12..14), [AT_DOOR, VICINITY]);
    assert_eq!(links(14..26), vec![VICINITY; 12]);
    assert!(
        records[..14]
            .iter()
            .all(|record| record.premises == LANTERN)
    );
}
