//! Books to measure on, made once and kept.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::program;
use crate::run::must;
use crate::workspace::Workspace;

/// Where they are kept.
pub struct Cities<'a>(pub &'a Workspace);

impl Cities<'_> {
    /// The book of a synthetic city, made once and kept.
    pub fn city(&self, events: u64) -> Result<PathBuf> {
        let folder = self.folder(&format!("city-{events}"))?;
        let city = folder.to_string_lossy().into_owned();
        self.book(&folder, |program| {
            let mut command = Command::new(program);
            command.args(["demo", "--dir", &city, "--events", &events.to_string()]);
            must(&mut command, "making a synthetic city")?;
            Ok(())
        })
    }

    pub fn folder(&self, name: &str) -> Result<PathBuf> {
        let folder = self.0.scratch("bench").join("store").join(name);
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(folder)
    }

    /// Builds the book of a folder. A build of the same files is quick, and mends a book of an older
    /// format.
    pub fn book(&self, folder: &Path, make: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
        let program = match std::env::var_os("BEATBOOK_BIN") {
            Some(program) => PathBuf::from(program),
            None => program::compile(self.0)?,
        };
        let config = folder.join("beatbook.toml");
        if !config.is_file() {
            make(&program)?;
        }
        let mut build = Command::new(&program);
        must(build.arg("build").arg(&config), "building a book")?;
        Ok(folder.join("book"))
    }
}

/// Lines of a name, a tab and a number.
pub fn numbers(text: &str) -> Vec<(String, f64)> {
    let lines = text.lines().filter_map(|line| line.split_once('\t'));
    lines
        .filter_map(|(name, number)| Some((name.to_owned(), number.trim().parse().ok()?)))
        .collect()
}
