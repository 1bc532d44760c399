//! Zones that lie over each other, from the config to what the store says of them.

use beatbook_core::{Count, LayerId, Selection};
use beatbook_store::Store;

use crate::town::Town;

const ZONES: &str = r#"
[[layer]]
id = "zone25"
path = "zones.geojson"
code = "id"
overlaps = true

[[source]]
id = "offence"
format = "csv"
files = ["crimes.csv"]
crs = "EPSG:27700"
[source.columns]
category = "category"
x = "x"
y = "y"
from = "from"
"#;

/// Z1 and Z2 lie over each other by 500 m, Z3 is alone, and most ground is in none.
fn town() -> Town {
    let town = Town::new();
    let zone = |id: &str, west: u32, south: u32, wide: u32| {
        let (east, north) = (west + wide, south + 800);
        format!(
            r#"{{"type":"Feature","properties":{{"id":"{id}"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"#
        )
    };
    let zones = [
        zone("Z1", 383_100, 397_100, 1_000),
        zone("Z2", 383_600, 397_100, 1_000),
        zone("Z3", 384_100, 398_100, 300),
    ];
    town.write(
        "zones.geojson",
        &format!(
            r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::27700"}}}},"features":[{}]}}"#,
            zones.join(",")
        ),
    );
    town.write(
        "crimes.csv",
        "category,x,y,from\n\
         robbery,383200,397500,2024-03-01 20:00\n\
         robbery,383800,397500,2024-03-02 20:00\n\
         robbery,383850,397550,2024-03-03 20:00\n\
         robbery,384300,397500,2024-03-04 20:00\n\
         robbery,384200,398200,2024-03-05 20:00\n\
         robbery,384900,398900,2024-03-06 20:00\n",
    );
    town
}

fn select(text: &str) -> Selection {
    Selection::parse(text).unwrap()
}

#[test]
fn an_event_counts_in_each_zone_that_holds_it() {
    let town = town();
    let (folder, report) = town.build("book", ZONES);
    assert!(
        report.notes.iter().all(|note| !note.contains("overlap")),
        "{:?}",
        report.notes
    );
    let store = Store::open(&folder).unwrap();
    let layer = LayerId::parse("zone25").unwrap();
    let answer = store.areas(&layer, &select("count=events")).unwrap();
    let counts: Vec<Count> = answer.value.areas.iter().map(|area| area.count).collect();
    assert_eq!(counts, [3, 3, 1].map(Count::Exact));
    let said: Vec<String> = answer.caveats.iter().map(ToString::to_string).collect();
    assert!(
        said.contains(&"Areas of zone25 overlap: an event counts in each that holds it, so that the areas are not to be added up.".to_owned()),
        "{said:?}"
    );
    // Every other layer counts as before, and says nothing of it.
    let wards = LayerId::parse("ward22").unwrap();
    let answer = store.areas(&wards, &select("count=events")).unwrap();
    let counts: Vec<Count> = answer.value.areas.iter().map(|area| area.count).collect();
    assert_eq!(counts, [4, 2].map(Count::Exact));
    assert!(
        !answer
            .caveats
            .iter()
            .any(|caveat| caveat.to_string().contains("overlap"))
    );
}

#[test]
fn a_selection_of_a_zone_holds_what_is_in_it() {
    let town = town();
    let (folder, _) = town.build("book", ZONES);
    let store = Store::open(&folder).unwrap();
    for (zone, expected) in [("Z1", 3), ("Z2", 3), ("Z3", 1)] {
        let selection = select(&format!("count=events&unit=h3-9&area=zone25:{zone}"));
        let answer = store.counts(&selection).unwrap();
        assert_eq!(answer.accounting.located, Count::Exact(expected), "{zone}");
        let of_all = answer
            .value
            .units
            .iter()
            .filter_map(|unit| unit.count.number());
        assert_eq!(of_all.sum::<u32>(), expected, "{zone}");
        // The cells of the zone, not those of the whole study area.
        let whole = store.counts(&select("count=events&unit=h3-9")).unwrap();
        assert!(answer.value.units.len() < whole.value.units.len(), "{zone}");
    }
}

#[test]
fn zones_are_no_units() {
    let town = town();
    let (folder, _) = town.build("book", ZONES);
    let store = Store::open(&folder).unwrap();
    let error = store.counts(&select("unit=zone25")).unwrap_err();
    assert_eq!(error.part, "unit");
    assert!(
        error.reason.starts_with(
            "the areas of zone25 overlap, so that an event is in no one of them; use h3-"
        ),
        "{error}"
    );
}

#[test]
fn the_same_bits_again() {
    let town = town();
    let (_, first) = town.build("one", ZONES);
    let (_, second) = town.build("two", ZONES);
    assert_eq!(first.version, second.version);
}
