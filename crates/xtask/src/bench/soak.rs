//! The server under many connections for minutes, while the book is swapped under it.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, ensure};

use crate::bench::executable;
use crate::program;
use crate::run::must;
use crate::workspace::Workspace;

pub const JOB: &str = "soak";

/// Words that stand before a number.
const OPTIONS: [&str; 2] = ["--minutes", "--connections"];

/// Runs it; what it came to stands on the terminal.
pub fn run(workspace: &Workspace, words: &[String]) -> Result<()> {
    for pair in words.chunks(2) {
        let number = pair.get(1).and_then(|word| word.parse::<f64>().ok());
        ensure!(
            OPTIONS.contains(&pair[0].as_str()) && number.is_some_and(|number| number > 0.0),
            "'{}' is not understood; write --minutes N and --connections N",
            pair.join(" ")
        );
    }
    let program = match std::env::var_os("BEATBOOK_BIN") {
        Some(program) => PathBuf::from(program),
        None => program::compile(workspace)?,
    };
    println!("building those who ask");
    // All of the workspace, so that no dependency is compiled with other features.
    let build = [
        "test",
        "--locked",
        "--no-run",
        "--workspace",
        "--bench",
        JOB,
    ];
    let text = must(&mut workspace.cargo(&build), "building those who ask")?;
    let mut soak = Command::new(workspace.root.join(executable(&text)?));
    soak.arg(workspace.scratch("bench").join(JOB))
        .args(words)
        .env("BEATBOOK_BIN", program);
    must(&mut soak, JOB).map(|_| ())
}
