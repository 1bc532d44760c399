//! The open data that some scenarios read. It is not part of the repository.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The folder named by `BEATBOOK_REAL_DATA`, else `../shared/data` seen from the repository.
#[must_use]
pub fn real_data() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = std::env::var_os("BEATBOOK_REAL_DATA").map_or_else(beside, PathBuf::from);
    folder
        .join("police")
        .is_dir()
        .then(|| folder.canonicalize().unwrap_or(folder))
}

/// As [`real_data`]; where it is absent, says so on stderr and in the list of skipped scenarios
/// that `cargo xtask test` shows at its end. The caller then returns: it has nothing to test.
#[must_use]
pub fn real_data_or_skip() -> Option<PathBuf> {
    let found = real_data();
    if found.is_none() {
        skip("real data absent (set BEATBOOK_REAL_DATA)");
    }
    found
}

/// The configuration of Liverpool: four months of Merseyside street crime on its LSOAs.
///
/// - `data`: the folder that [`real_data`] gives.
/// - `further`: more of the configuration, with `DATA` for that folder; it begins with settings of
///   the source.
#[must_use]
pub fn liverpool(data: &Path, further: &str) -> String {
    let config = format!(
        r#"
title = "Liverpool"
study = "lsoa11"

[[layer]]
id = "lsoa11"
path = "DATA/boundaries/lsoa2011_liverpool_shp"
code = "code"
name = "name"

[[source]]
id = "offence"
format = "police.uk"
files = ["DATA/police/*-merseyside-street.csv.gz"]
{further}
"#
    );
    // A configuration file is written with slashes on every system.
    config.replace("DATA", &data.to_string_lossy().replace('\\', "/"))
}

/// Neighbourhoods of the police as beats, and the index of deprivation: `further` of [`liverpool`].
pub const LIVERPOOL_AREAS: &str = r#"
[[layer]]
id = "beat21"
path = "DATA/boundaries/police/Merseyside_police_neighbourhood.geojson"
code = "id"
name = "name"
transform = "helmert"

[[index]]
id = "imd19"
layer = "lsoa11"
path = "DATA/deprivation/File_1_-_IMD2019_Index_of_Multiple_Deprivation.csv.gz"
"#;

fn skip(why: &str) {
    let test = std::thread::current()
        .name()
        .unwrap_or("scenario")
        .to_string();
    eprintln!("skipped: {why}");
    if let Some(list) = std::env::var_os("BEATBOOK_SKIPPED") {
        let written = OpenOptions::new()
            .create(true)
            .append(true)
            .open(list)
            .and_then(|mut list| list.write_all(format!("{test}: {why}\n").as_bytes()));
        if let Err(error) = written {
            eprintln!("the list of skipped scenarios could not be written: {error}");
        }
    }
}
