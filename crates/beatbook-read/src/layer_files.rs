//! The files a path of the config stands for: `wards.gpkg#2022`, `boundaries/E0800001*.geojson`.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Problem;
use crate::config::files::counted;
use crate::table::part::{fits_file, identity};
use crate::table::{cannot_open, split_part};

/// The parts a Shapefile may have besides its `.shp`.
const BESIDE_SHP: [&str; 4] = ["cpg", "dbf", "prj", "shx"];

/// The files of a path in which `*` of the file name stands for any run of characters, in the order
/// people count; one that is there by this very name wins.
pub(crate) fn of_pattern(path: &Path, subject: &'static str) -> Result<Vec<PathBuf>, Box<Problem>> {
    if !has_star(path) || path.exists() {
        return Ok(vec![path.to_owned()]);
    }
    let files = expanded(path).map_err(|e| cannot_open(path, subject, &e))?;
    if files.is_empty() {
        let reason = "no file of the folder has such a name";
        let help = "check the folder and the pattern";
        return Err(Box::new(Problem::new(subject, path, reason, help)));
    }
    Ok(files)
}

/// Every file that is read for `path`, in order of name: those of a pattern, all of a folder, the parts of a
/// Shapefile. What is not there, or cannot be looked into, is named as it is.
pub fn files_of(path: &Path) -> Vec<PathBuf> {
    let (path, _) = split_part(path);
    let found = if has_star(&path) && !path.exists() {
        expanded(&path).unwrap_or_default()
    } else {
        Vec::new()
    };
    let named = if found.is_empty() { vec![path] } else { found };
    let mut files = Vec::new();
    for file in named {
        if let Ok(entries) = fs::read_dir(&file) {
            let inside = entries.flatten().map(|entry| entry.path());
            files.extend(inside.filter(|file| file.is_file()));
            continue;
        }
        if has_ending(&file, "shp") {
            files.extend(beside(&file));
        }
        files.push(file);
    }
    files.sort();
    let mut seen = HashSet::new();
    files.retain(|file| seen.insert(identity(file)));
    files
}

/// The other parts of a Shapefile, endings in any case.
fn beside(shp: &Path) -> Vec<PathBuf> {
    let folder = match shp.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let name = |entry: fs::DirEntry| shp.with_file_name(entry.file_name());
    let belongs = |file: &PathBuf| {
        file.file_stem() == shp.file_stem() && BESIDE_SHP.iter().any(|part| has_ending(file, part))
    };
    entries.map(name).filter(belongs).collect()
}

/// Whether a file name ends so, in any case.
pub(crate) fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case(ending))
}

fn has_star(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().contains('*'))
}

fn expanded(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let folder = path.parent().unwrap_or(Path::new(""));
    let shown = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let mut files: Vec<PathBuf> = fs::read_dir(shown)?
        .flatten()
        .map(|entry| entry.file_name())
        .filter(|file| fits_file(&name, &file.to_string_lossy()))
        .map(|file| folder.join(file))
        .filter(|file| file.is_file())
        .collect();
    files.sort_by_cached_key(|file| (counted(&file.to_string_lossy()), file.clone()));
    Ok(files)
}

#[cfg(test)]
#[path = "layer_files_tests.rs"]
mod tests;
