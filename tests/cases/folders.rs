//! Comparing and copying whole folders.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Every file below a folder: its path from there, with slashes, and its bytes.
pub fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    gather(folder, folder, &mut found);
    found
}

/// Fails with the names of the files that differ, rather than with their bytes.
#[track_caller]
pub fn assert_same(one: &Path, other: &Path) {
    let (one, other) = (contents(one), contents(other));
    assert!(!one.is_empty(), "there is nothing to compare");
    let names: Vec<&String> = one.keys().chain(other.keys()).collect();
    let mut differ: Vec<&&String> = names
        .iter()
        .filter(|name| one.get(**name) != other.get(**name))
        .collect();
    differ.sort();
    differ.dedup();
    assert!(differ.is_empty(), "these files differ: {differ:#?}");
}

/// Copies a folder with everything in it.
pub fn copy(from: &Path, to: &Path) {
    for (name, bytes) in contents(from) {
        let path = to.join(name);
        let above = path.parent().map(Path::to_path_buf).unwrap_or_default();
        fs::create_dir_all(above).expect("a folder to copy into");
        fs::write(path, bytes).expect("a file to copy to");
    }
}

fn gather(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            gather(root, &path, found);
        } else {
            let name = path.strip_prefix(root).expect("it is below the root");
            let name = name.to_string_lossy().replace('\\', "/");
            let bytes =
                fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            found.insert(name, bytes);
        }
    }
}
