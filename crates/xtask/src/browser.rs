//! The browser tests: a real Chromium against servers over freshly built books.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::counts::{self, Count};
use crate::front_end::npm;
use crate::needs;
use crate::pages::Pages;
use crate::run::{must, watched};
use crate::workspace::Workspace;

/// Why they cannot run on this machine, if so.
pub fn absent() -> Option<String> {
    needs::supply(&[needs::CHROMIUM])
        .err()
        .map(|error| format!("{error:#}"))
}

/// Draws the pictures of `frontend/docs` anew.
pub fn shots(words: &[String]) -> Result<()> {
    ensure!(words.is_empty(), "`cargo xtask shots` takes no words");
    needs::supply(&[needs::CHROMIUM])?;
    let workspace = Workspace::here();
    let pages = Pages::start(&workspace)?;
    let mut command = npm(&workspace, &["run", "shots"]);
    pages.tell(&mut command);
    must(&mut command, "drawing the pictures")?;
    println!("look at each of them, and write down what is seen in frontend/docs/looked-at.md");
    Ok(())
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
