//! Other people's programs against the server: every script of `tests/clients`, each a client that shares
//! no code with ours.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use beatbook_tests::Server;

use crate::counts::Count;
use crate::steps::spoken;
use crate::workspace::Workspace;
use crate::{demo, needs, program, python};

/// Enough for thousands of questions, each worked out; what takes longer hangs.
const PATIENCE: Duration = Duration::from_mins(8);
const LOOK: Duration = Duration::from_millis(50);
/// How a script says that it cannot run on this machine.
const NOT_RUN: i32 = 77;
/// Enough for every class of answer; a page of features has to be followed by another.
const CITY: [&str; 2] = ["--events", "10000"];

/// Why none can run on this machine, if so.
pub fn absent() -> Option<String> {
    needs::supply(&[needs::PYTHON])
        .err()
        .map(|error| format!("{error:#}"))
}

/// Runs every script against a server over a small synthetic city.
pub fn run(workspace: &Workspace) -> Result<Count> {
    // Only some of the scripts need it: these say themselves that they did not run.
    if let Err(error) = needs::supply(&[needs::GDAL]) {
        println!("      {error:#}");
    }
    let folder = workspace.root.join("tests").join("clients");
    let scripts = scripts(&folder)?;
    let pins = folder.join("requirements.txt");
    let python = python::environment(workspace, "clients", &pins)?;
    let program = program::build(workspace)?;
    let dir = workspace.scratch("clients-city");
    demo::city(&program, &dir, &CITY.map(str::to_string))?;
    let book = demo::book(&program, &dir)?;
    let server = Server::start(&program, &book).context("the server for the clients")?;
    println!("      the server is at {}", server.url());
    let mut count = Count::default();
    for script in scripts {
        let name = script.file_name().unwrap_or_default().to_string_lossy();
        println!("      {name}");
        let began = Instant::now();
        let mut command = Command::new(&python);
        command
            .arg(&script)
            .arg(server.url())
            .env("BEATBOOK_BIN", &program)
            .env("BEATBOOK_BOOK", &book)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("PYTHONUNBUFFERED", "1");
        match ended(&mut command, PATIENCE)? {
            End::Code(Some(0)) => count.passed += 1,
            End::Code(Some(NOT_RUN)) => count.skipped += 1,
            end => {
                count.failed += 1;
                println!(
                    "      {name} failed after {}: {end:?}",
                    spoken(began.elapsed())
                );
            }
        }
    }
    Ok(count)
}

/// Every script, by name; what begins with `_` is shared by them.
fn scripts(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut scripts = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let is_script = path.extension().is_some_and(|end| end == "py");
        let is_shared = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('_'));
        if is_script && !is_shared {
            scripts.push(path);
        }
    }
    ensure!(
        !scripts.is_empty(),
        "there is no script in {}",
        folder.display()
    );
    scripts.sort();
    Ok(scripts)
}

/// How a script ended.
#[derive(Debug, PartialEq, Eq)]
enum End {
    /// By itself; `None` when it was ended from outside.
    Code(Option<i32>),
    /// It took longer than it may.
    TooLong,
}

/// Runs a program, its output passing through, for so long at most.
fn ended(command: &mut Command, patience: Duration) -> Result<End> {
    let mut child = command
        .stdin(Stdio::null())
        .spawn()
        .context("cannot start the script")?;
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(End::Code(status.code()));
        }
        if began.elapsed() > patience {
            child.kill()?;
            child.wait()?;
            return Ok(End::TooLong);
        }
        thread::sleep(LOOK);
    }
}

#[cfg(test)]
#[path = "clients_tests.rs"]
mod tests;
