//! Checks that there is a front end to embed, and names the build for `ETag` headers.
//!
//! The name is a hash of the sources an answer depends on and of the front end, so a rebuilt program
//! never confirms what an older one sent.

use std::fs;
use std::path::{Path, PathBuf};

const SOURCES: [&str; 6] = [
    "../beatbook-analyse/src",
    "../beatbook-core/src",
    "../beatbook-store/src",
    "../beatbook-tile/src",
    "src",
    "../../Cargo.lock",
];
const FRONT_END: &str = "../../frontend/dist";

fn main() {
    if !Path::new(FRONT_END).join("index.html").is_file() {
        println!("cargo::rerun-if-changed={FRONT_END}");
        println!(
            "cargo::error=the front end is not built (no frontend/dist/index.html); run `cargo xtask demo`, or `npm ci` and `npm run build` in the folder frontend"
        );
        return;
    }
    let mut hash = Fnv::default();
    for path in SOURCES.into_iter().chain([FRONT_END]) {
        println!("cargo::rerun-if-changed={path}");
        for file in files(Path::new(path)) {
            hash.add(file.to_string_lossy().replace('\\', "/").as_bytes());
            hash.add(&fs::read(&file).unwrap_or_default());
        }
    }
    println!("cargo::rustc-env=BEATBOOK_BUILD={:016x}", hash.0);
}

/// All files in a folder and the folders in it, in a fixed order.
fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(path) else {
        return vec![path.to_owned()];
    };
    let mut entries: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    entries.iter().flat_map(|entry| files(entry)).collect()
}

/// FNV-1a, 64 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>): the same on every machine.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
