//! Finds `proj.db`, the register of reference systems that the bundled PROJ was built with, so that
//! the library can carry it inside.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=DEP_PROJ_ROOT");
    // Set by the build of proj-sys, which declares `links = "proj"`.
    let root = env::var_os("DEP_PROJ_ROOT").map(PathBuf::from);
    let database = root.as_deref().and_then(|root| {
        ["share/proj/proj.db", "build/data/proj.db"]
            .map(|inside| root.join(inside))
            .into_iter()
            .find(|path| path.is_file())
    });
    let Some(database) = database else {
        panic!(
            "no proj.db below {root:?}: build PROJ from source (feature bundled_proj of proj-sys)"
        );
    };
    println!("cargo::rerun-if-changed={}", database.display());
    let mark = mark(&database);
    let path = database.display();
    println!("cargo::rustc-env=BEATBOOK_PROJ_DB={path}");
    println!("cargo::rustc-env=BEATBOOK_PROJ_DB_MARK={mark:016x}");
}

/// FNV-1a over the bytes: names the cache folder, so that two versions never share one.
fn mark(path: &Path) -> u64 {
    let bytes = fs::read(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
