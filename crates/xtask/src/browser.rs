//! The browser tests: a real Chromium against servers over freshly built books.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};

use crate::counts::{self, Count};
use crate::front_end::npm;
use crate::needs;
use crate::pages::Pages;
use crate::run::watched;
use crate::workspace::Workspace;

/// Why they cannot run on this machine, if so.
pub fn absent() -> Option<String> {
    needs::supply(&[needs::CHROMIUM])
        .err()
        .map(|error| format!("{error:#}"))
}

/// The end-to-end tests; none if they failed before they could be counted.
///
/// - `skipped`: the file that takes a line of what had nothing to run on.
pub fn run(workspace: &Workspace, skipped: &Path) -> Result<(bool, Option<Count>)> {
    let pages = Pages::start(workspace)?;
    if !pages.has_real() {
        let why = "browser tests of Liverpool: real data absent (set BEATBOOK_REAL_DATA)";
        println!("      skipped: {why}");
        let mut list = OpenOptions::new().create(true).append(true).open(skipped)?;
        writeln!(list, "{why}").with_context(|| format!("cannot write {}", skipped.display()))?;
    }
    let mut command = npm(workspace, &["run", "e2e"]);
    pages.tell(&mut command);
    let ran = watched(&mut command, "driving the browser")?;
    Ok((ran.ok, counts::front_end(&ran.text)))
}
