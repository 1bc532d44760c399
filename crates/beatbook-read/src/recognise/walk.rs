//! The files of a folder, and how each may be looked at.

use std::path::{Path, PathBuf};

/// How a file may be looked at.
pub(super) enum Look {
    Table,
    Shapes,
    Key,
    /// Not at all: why.
    Not(String),
}

const TABLES: [&str; 5] = ["csv", "tsv", "tab", "txt", "parquet"];
const SHAPES: [&str; 9] = [
    "shp", "geojson", "json", "kml", "kmz", "gpkg", "geojsonl", "ndjson", "geoparquet",
];
/// Parts of a Shapefile, which its `.shp` stands for.
const PARTS: [&str; 8] = ["dbf", "shx", "prj", "cpg", "qpj", "sbn", "sbx", "qix"];

/// Every file below a folder, sorted by path. Books, configs, hidden files and parts of Shapefiles are
/// left out.
pub(super) fn files(root: &Path) -> Vec<(PathBuf, Look)> {
    let mut found = Vec::new();
    if root.is_file() {
        file(root, &mut found);
    } else {
        folder(root, &mut found);
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found
}

fn folder(path: &Path, found: &mut Vec<(PathBuf, Look)>) {
    // A book holds no raw files.
    if path.join("CURRENT").exists() && path.join("objects").is_dir() {
        return;
    }
    let entries = match std::fs::read_dir(path) {
        Ok(entries) => entries,
        Err(e) => {
            found.push((path.to_owned(), Look::Not(format!("it cannot be read: {e}"))));
            return;
        }
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(['.', '~']) || name.starts_with("beatbook.toml") {
            continue;
        }
        let path = entry.path();
        if path.is_dir() {
            folder(&path, found);
        } else {
            file(&path, found);
        }
    }
}

fn file(path: &Path, found: &mut Vec<(PathBuf, Look)>) {
    let name = path.to_string_lossy().to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let look = if PARTS.contains(&ending) && path.with_extension("shp").exists() {
        return;
    } else if TABLES.contains(&ending) {
        Look::Table
    } else if SHAPES.contains(&ending) {
        Look::Shapes
    } else if ending == "key" {
        Look::Key
    } else {
        Look::Not("not a kind of file that is read".into())
    };
    found.push((path.to_owned(), look));
}
