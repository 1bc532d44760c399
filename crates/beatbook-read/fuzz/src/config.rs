//! Configs, whole or for one source of the readers.

use beatbook_core::Day;
use beatbook_read::{Config, ReadError};

use crate::{holds, scratch};

const LAYER: &str = "title = \"T\"\nstudy = \"lsoa11\"\nkey = \"pseudonym.key\"\n\
    [[layer]]\nid = \"lsoa11\"\npath = \"areas.geojson\"\ncode = \"code\"\nname = \"name\"\n";

/// The terms of a health source.
pub const TERMS: &str = "name = \"Sharing 7\"\ncontroller = \"The trust\"\npurpose = \"prevention\"\n\
    audiences = [\"analyst\"]\nfinest_area = \"cell\"\nfinest_time = \"hour\"\nexpires = \"2027-03-31\"\n";

/// A config of one's own words.
pub fn config(bytes: &[u8]) {
    scratch::write("events.csv", b"");
    let path = scratch::write("beatbook.toml", bytes);
    let read = holds::same(|| Config::load(&path, today()));
    if let Some(config) = read {
        assert!(config.alpha > 0.0 && config.alpha <= 0.05);
        assert!(config.layers.iter().any(|layer| layer.id == config.study));
    }
}

/// A config with one layer and these tables.
pub fn of(tables: &str) -> Result<Config, ReadError> {
    let events = scratch::path("events.csv");
    if !events.exists() {
        scratch::write("events.csv", b"");
    }
    let path = scratch::write("beatbook.toml", format!("{LAYER}{tables}").as_bytes());
    Config::load(&path, today())
}

/// The same, which has to be right.
pub fn sound(tables: &str) -> Config {
    of(tables).unwrap_or_else(|error| panic!("{error}"))
}

fn today() -> Day {
    Day::parse("2024-10-01").unwrap()
}
