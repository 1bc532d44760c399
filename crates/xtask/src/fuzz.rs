//! A minute of the fuzz targets of the readers: their corpus first, then what comes of mutating it.
//!
//! They are a workspace of their own that needs a nightly toolchain, so they are compiled into a folder of
//! their own beside the target folder, which is kept.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use cargo_metadata::MetadataCommand;

use crate::counts::Count;
use crate::run::{answer, must};
use crate::steps::spoken;
use crate::workspace::Workspace;

/// For all targets together.
const TIME: Duration = Duration::from_mins(1);
/// From here on the time for compiling is said.
const LONG: Duration = Duration::from_secs(30);
/// The same for a run of 60 seconds and of two minutes: inputs of a size in which faults are found, a
/// bound on memory and one on the time for a single input.
const BOUNDS: [&str; 3] = ["-max_len=8192", "-rss_limit_mb=2048", "-timeout=10"];

/// Why they cannot run on this machine, if so.
pub fn absent() -> Option<String> {
    let there = nightly(&["cargo", "fuzz", "--version"]).is_some();
    (!there).then(|| {
        "cargo-fuzz or a nightly toolchain is not installed; `rustup toolchain install nightly` and \
         `cargo install cargo-fuzz` bring them"
            .to_string()
    })
}

/// Each target is one test.
pub fn run(workspace: &Workspace) -> Result<Count> {
    let folder = workspace.root.join("crates/beatbook-read/fuzz");
    let targets = targets(&folder)?;
    let built = built(workspace, &folder)?;
    let each = TIME / u32::try_from(targets.len()).unwrap_or(u32::MAX);
    let mut count = Count::default();
    for target in &targets {
        if mutated(workspace, &built, &folder, target, each)? {
            count.passed += 1;
        } else {
            count.failed += 1;
        }
    }
    Ok(count)
}

/// The names of the targets. Looks at the lock file on the way, which cargo-fuzz would rewrite in silence.
fn targets(folder: &Path) -> Result<Vec<String>> {
    let metadata = MetadataCommand::new()
        .manifest_path(folder.join("Cargo.toml"))
        .other_options(vec!["--locked".to_string()])
        .exec()
        .context(
            "cannot read `cargo metadata --locked` of the fuzz targets; where their Cargo.lock is behind, \
             run `cargo update --workspace` in crates/beatbook-read/fuzz",
        )?;
    let root = metadata
        .root_package()
        .context("the fuzz targets are no package")?;
    let names = root.targets.iter().filter(|target| target.is_bin());
    let names: Vec<String> = names.map(|target| target.name.clone()).collect();
    ensure!(!names.is_empty(), "there are no fuzz targets");
    Ok(names)
}

/// Compiles them; gives the folder they are in.
fn built(workspace: &Workspace, folder: &Path) -> Result<PathBuf> {
    let into = kept(workspace);
    let began = Instant::now();
    let mut command = Command::new("rustup");
    // Without the address sanitizer: the readers have no unsafe code of their own, and run faster.
    command
        .args([
            "run",
            "nightly",
            "cargo",
            "fuzz",
            "build",
            "--sanitizer",
            "none",
        ])
        .arg("--fuzz-dir")
        .arg(folder)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", &into);
    must(&mut command, "building the fuzz targets")?;
    if began.elapsed() > LONG {
        println!(
            "      building the fuzz targets took {}; they are kept for the next time",
            spoken(began.elapsed())
        );
    }
    let said = nightly(&["rustc", "-vV"]).unwrap_or_default();
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.context("the nightly compiler does not say what it compiles for")?;
    Ok(into.join(host).join("release"))
}

/// Beside the target folder where that is outside the checkout, else in it.
fn kept(workspace: &Workspace) -> PathBuf {
    if workspace.target.starts_with(&workspace.root) {
        workspace.target.join("fuzz")
    } else {
        workspace.target.with_file_name("beatbook-fuzz")
    }
}

/// Runs one target; says whether all went well. The input that broke it is kept.
fn mutated(
    workspace: &Workspace,
    built: &Path,
    folder: &Path,
    target: &str,
    time: Duration,
) -> Result<bool> {
    let scratch = workspace.scratch("fuzz").join(target);
    let _ = fs::remove_dir_all(&scratch); // of the run before, if any
    let (found, broken) = (scratch.join("found"), scratch.join("broken"));
    for folder in [&found, &broken] {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let corpus = folder.join("corpus").join(target);
    let inputs = fs::read_dir(&corpus).map_or(0, Iterator::count);
    ensure!(inputs > 0, "{} has no inputs", corpus.display());
    let output = Command::new(built.join(format!("{target}{}", std::env::consts::EXE_SUFFIX)))
        .args(BOUNDS)
        // The same mutations each time, as far as the time reaches.
        .arg("-seed=1")
        .arg(format!("-max_total_time={}", time.as_secs().max(1)))
        .arg(format!("-artifact_prefix={}/", broken.display()))
        .args([&found, &corpus])
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start the fuzz target {target}"))?;
    let text = String::from_utf8_lossy(&output.stderr);
    let runs = runs(&text);
    if let (true, Some(runs)) = (output.status.success(), runs) {
        println!("      {target}: {inputs} inputs of its corpus, {runs} runs");
        let _ = fs::remove_dir_all(&scratch); // nothing in it is wanted
        return Ok(true);
    }
    let said: Vec<&str> = text
        .lines()
        .filter(|line| is_telling(line))
        .take(20)
        .collect();
    println!(
        "      {target}: BROKEN\n        {}\n        the input is in {}; \
         `cargo +nightly fuzz run --sanitizer none {target} FILE` in crates/beatbook-read/fuzz repeats it",
        said.join("\n        "),
        broken.display()
    );
    Ok(false)
}

/// `Done 1234 runs in 5 second(s)`.
fn runs(text: &str) -> Option<u64> {
    let said = text.lines().find_map(|line| line.strip_prefix("Done "))?;
    said.split_once(" runs in ")?.0.parse().ok()
}

/// Lines about what went wrong, not about what the run is doing.
fn is_telling(line: &str) -> bool {
    let noise = ["#", "INFO: ", "WARNING: ", "\tNEW_FUNC"];
    !line.trim().is_empty() && !noise.iter().any(|start| line.starts_with(start))
}

fn nightly(words: &[&str]) -> Option<String> {
    answer("rustup", &[&["run", "nightly"], words].concat())
}

#[cfg(test)]
#[path = "fuzz_tests.rs"]
mod tests;
