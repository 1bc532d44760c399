//! A folder that can be copied to another machine of the same kind and run there: no tool, no
//! network, no environment.
//!
//! Built with the profile `dist`, which is `release` with dependencies at the optimisation of
//! the development profile (their hot ones and our own at full): it costs about as much time as
//! the first build for the tests, instead of several times as much.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::run::must;
use crate::steps::Steps;
use crate::workspace::Workspace;
use crate::{front_end, needs, program};

pub fn run(words: &[String]) -> Result<()> {
    ensure!(words.is_empty(), "`cargo xtask dist` takes no words");
    let workspace = Workspace::here();
    let mut steps = Steps::new(5);

    steps.next("looking for what the build needs");
    needs::supply(&needs::TO_BUILD)?;

    steps.next("building the front end");
    front_end::build(&workspace)?;

    steps.next("building the program for others (first time: about 15 minutes on 2 cores)");
    let profile = [
        "build",
        "--locked",
        "--profile",
        "dist",
        "--package",
        "beatbook-cli",
        "--bin",
        "beatbook",
    ];
    must(&mut workspace.cargo(&profile), "building the program")?;
    let built = workspace.target.join("dist").join(program::file_name());

    steps.next("filling the folder");
    let folder = workspace
        .target
        .join(format!("beatbook-{}", env!("CARGO_PKG_VERSION")));
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let copy = |from: &Path, name: &str| {
        fs::copy(from, folder.join(name)).with_context(|| format!("cannot copy {}", from.display()))
    };
    copy(&built, &program::file_name())?;
    for name in ["README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        copy(&workspace.root.join(name), name)?;
    }
    let notices = folder.join("THIRD-PARTY.txt");
    fs::write(&notices, third_party(&workspace)?)
        .with_context(|| format!("cannot write {}", notices.display()))?;

    steps.next("trying it with an empty environment");
    let version = try_out(&workspace, &folder.join(program::file_name()))?;
    println!("      {version}");
    println!("ready: {}", folder.display());
    Ok(())
}

/// Version, a small city and its book, all without a single environment variable. Gives what it
/// said of its version.
fn try_out(workspace: &Workspace, program: &Path) -> Result<String> {
    let bare = |words: &[&str]| -> Result<String> {
        let mut command = Command::new(program);
        command
            .args(words)
            .env_clear()
            .current_dir(workspace.scratch(""))
            .stdin(Stdio::null());
        // Windows finds its own libraries through this one.
        if let Some(root) = std::env::var_os("SystemRoot") {
            command.env("SystemRoot", root);
        }
        let output = command
            .output()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        ensure!(
            output.status.success(),
            "`beatbook {}` with an empty environment: {complaint}",
            words.join(" ")
        );
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_string())
    };
    fs::create_dir_all(workspace.scratch("")).context("cannot make the folder for the chores")?;
    let version = bare(&["--version"])?;
    bare(&["demo", "--dir", "city-of-dist", "--events", "2000"])?;
    bare(&["build", "city-of-dist/beatbook.toml"])?;
    Ok(version)
}

/// Name, version, licence and address of every crate that can be in the program.
fn third_party(workspace: &Workspace) -> Result<String> {
    let words = [
        "tree",
        "--locked",
        "-p",
        "beatbook-cli",
        "-e",
        "normal",
        "--prefix",
        "none",
        "-f",
        "{p}\t{l}\t{r}",
    ];
    let output = workspace
        .cargo(&words)
        .stdin(Stdio::null())
        .output()
        .context("cannot start `cargo tree`")?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    let listing = String::from_utf8_lossy(&output.stdout);
    let lines: BTreeSet<&str> = listing
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        // Our own crates carry their path, and have their licence beside this file.
        .filter(|line| !line.starts_with("beatbook-"))
        .collect();
    let mut text = String::from("Crates in this program, with their licences.\n\n");
    for line in lines {
        let mut parts = line.split('\t');
        let mut part = || parts.next().unwrap_or_default().trim();
        let (name, licence, address) = (part(), part(), part());
        let _ = writeln!(text, "{name}: {licence} {address}");
    }
    Ok(text)
}
