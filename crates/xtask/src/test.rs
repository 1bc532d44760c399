//! `cargo xtask test`: every check and every kind of test, to the end even if one fails.

use std::process::Command;
use std::time::Instant;
use std::{env, fs};

use anyhow::{Context, Result, bail, ensure};

use crate::counts::{self, Count};
use crate::front_end::{self, npm};
use crate::run::watched;
use crate::steps::Steps;
use crate::summary::{End, Kind, Summary};
use crate::workspace::Workspace;
use crate::{
    arrows, browser, clients, features, fuzz, layout, licences, needs, notebooks, program,
};

/// One thing to run, by itself or with its group.
struct Step {
    group: &'static str,
    name: &'static str,
    what: &'static str,
    run: fn(&Workspace) -> Result<End>,
}

impl Step {
    const fn new(
        group: &'static str,
        name: &'static str,
        what: &'static str,
        run: fn(&Workspace) -> Result<End>,
    ) -> Self {
        Self {
            group,
            name,
            what,
            run,
        }
    }

    /// Whether a word of the command line means this step.
    fn is_called(&self, word: &str) -> bool {
        self.group == word || self.name.replace(' ', "-") == word
    }
}

/// What is quick and what others wait for comes first.
const STEPS: [Step; 17] = [
    Step::new("tools", "tools", "looking for what the build needs", tools),
    Step::new(
        "lint",
        "format",
        "checking the format of the Rust code",
        format,
    ),
    Step::new("lint", "arrows", "checking which crate uses which", |w| {
        fine(arrows::check(&w.metadata()?))
    }),
    Step::new(
        "lint",
        "licences",
        "checking the licences of what we use",
        |w| fine(licences::check(w, &w.metadata()?)),
    ),
    Step::new(
        "lint",
        "features",
        "checking that nothing is compiled twice",
        |w| fine(features::check(w)),
    ),
    Step::new(
        "lint",
        "layout",
        "checking the top level of the repository",
        |w| fine(layout::check(w)),
    ),
    Step::new(
        "frontend",
        "page types",
        "checking the types and the format of the page",
        page_types,
    ),
    Step::new(
        "frontend",
        "page tests",
        "testing the page's own code",
        page_tests,
    ),
    Step::new("frontend", "front end", "building the front end", |w| {
        fine(front_end::build(w))
    }),
    Step::new(
        "lint",
        "lints",
        "looking for lints (first time: some minutes)",
        lints,
    ),
    Step::new(
        "docs",
        "documentation",
        "building the documentation",
        documentation,
    ),
    Step::new(
        "rust",
        "rust tests",
        "building and running the Rust tests (first time: about 15 minutes on 2 cores)",
        rust_tests,
    ),
    Step::new(
        "docs",
        "doc tests",
        "running the examples of the documentation",
        doc_tests,
    ),
    Step::new(
        "browser",
        "browser tests",
        "driving a browser",
        browser_tests,
    ),
    Step::new(
        "notebooks",
        "notebooks",
        "running the notebooks",
        notebook_tests,
    ),
    Step::new(
        "clients",
        "clients",
        "asking the server with other people's programs",
        client_tests,
    ),
    Step::new(
        "fuzz",
        "fuzz",
        "fuzzing the readers for a minute (first time: two minutes more)",
        fuzz_targets,
    ),
];

const GROUPS: [&str; 9] = [
    "tools",
    "lint",
    "rust",
    "docs",
    "frontend",
    "browser",
    "notebooks",
    "clients",
    "fuzz",
];

/// Where proptest looks for the seed of its cases.
const PROPTEST_SEED: &str = "PROPTEST_RNG_SEED";

/// Where the scenarios say what they skipped.
const SKIPPED: &str = "skipped.txt";

pub fn run(words: &[String]) -> Result<()> {
    let known = |word: &String| STEPS.iter().any(|step| step.is_called(word));
    if let Some(word) = words.iter().find(|word| !known(word)) {
        let steps: Vec<String> = STEPS
            .iter()
            .map(|step| step.name.replace(' ', "-"))
            .collect();
        bail!(
            "there is no group or step '{word}'; the groups are {}, the steps {}",
            GROUPS.join(", "),
            steps.join(", ")
        );
    }
    let workspace = Workspace::here();
    let wanted = |step: &&Step| words.is_empty() || words.iter().any(|word| step.is_called(word));
    let steps: Vec<&Step> = STEPS.iter().filter(wanted).collect();
    fs::create_dir_all(workspace.scratch("")).context("cannot make the folder for the chores")?;
    let skipped = workspace.scratch(SKIPPED);
    fs::write(&skipped, "").with_context(|| format!("cannot write {}", skipped.display()))?;

    let mut shown = Steps::new(steps.len());
    let mut summary = Summary::default();
    for step in steps {
        shown.next(step.what);
        let began = Instant::now();
        let end = (step.run)(&workspace).unwrap_or_else(|error| End::Failed(format!("{error:#}")));
        if let End::Failed(why) | End::Absent(why) = &end {
            println!("      {}: {why}", step.name);
        }
        summary.add(step.name, began.elapsed(), end);
    }
    let lines = fs::read_to_string(&skipped).unwrap_or_default();
    summary.skip(lines.lines().map(str::to_string));
    if words.is_empty() {
        println!(
            "\nthe whole run took {}",
            crate::steps::spoken(shown.elapsed())
        );
    }
    let good = summary.is_good();
    print!("{}", summary.print());
    if !good {
        std::process::exit(1);
    }
    Ok(())
}

/// Runs the Rust tests and lets them write their snapshots anew.
pub fn bless(words: &[String]) -> Result<()> {
    ensure!(words.is_empty(), "`cargo xtask bless` takes no words");
    let workspace = Workspace::here();
    program::build(&workspace)?;
    let mut command = rust_runner(&workspace);
    let ran = watched(
        command.env("INSTA_UPDATE", "always"),
        "running the Rust tests",
    )?;
    ensure!(
        ran.ok,
        "some tests failed for another reason than a snapshot"
    );
    println!("look at the changed .snap files with git diff before you commit them");
    Ok(())
}

fn fine<T>(done: Result<T>) -> Result<End> {
    done.map(|_| End::Fine)
}

fn tools(_: &Workspace) -> Result<End> {
    fine(needs::supply(&needs::TO_BUILD))
}

fn format(workspace: &Workspace) -> Result<End> {
    check(
        &mut workspace.cargo(&["fmt", "--all", "--", "--check", "-l"]),
        "`cargo fmt --all` puts right the files named above",
    )
}

fn lints(workspace: &Workspace) -> Result<End> {
    front_end::build(workspace)?;
    let words = [
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    check(&mut workspace.cargo(&words), "the lints are above")
}

fn documentation(workspace: &Workspace) -> Result<End> {
    front_end::build(workspace)?;
    let mut command = workspace.cargo(&["doc", "--locked", "--workspace", "--no-deps"]);
    check(
        command.env("RUSTDOCFLAGS", "-D warnings"),
        "the warnings are above",
    )
}

fn page_types(workspace: &Workspace) -> Result<End> {
    front_end::packages(workspace)?;
    check(
        &mut npm(workspace, &["run", "check"]),
        "svelte-check or prettier complains above",
    )
}

fn page_tests(workspace: &Workspace) -> Result<End> {
    front_end::packages(workspace)?;
    let ran = watched(
        &mut npm(workspace, &["test"]),
        "testing the page's own code",
    )?;
    Ok(counted(
        Kind::FrontEnd,
        ran.ok,
        counts::front_end(&ran.text),
    ))
}

fn rust_tests(workspace: &Workspace) -> Result<End> {
    let program = program::build(workspace)?;
    let mut command = rust_runner(workspace);
    command
        .env("BEATBOOK_BIN", program)
        .env("BEATBOOK_SKIPPED", workspace.scratch(SKIPPED));
    if let Some(folder) = beatbook_tests::real_data() {
        command.env("BEATBOOK_REAL_DATA", folder);
    }
    // The same cases in every run, so that a red one is of the change and can be had again; the
    // variable set by hand tries others.
    if env::var_os(PROPTEST_SEED).is_none() {
        command.env(PROPTEST_SEED, "20231001");
    }
    let ran = watched(&mut command, "running the Rust tests")?;
    let count = counts::nextest(&ran.text).or_else(|| counts::cargo_test(&ran.text));
    Ok(counted(Kind::Rust, ran.ok, count))
}

/// cargo-nextest where it is installed, else what comes with cargo.
fn rust_runner(workspace: &Workspace) -> Command {
    if has_nextest(workspace) {
        workspace.cargo(&[
            "nextest",
            "run",
            "--locked",
            "--workspace",
            "--no-fail-fast",
        ])
    } else {
        println!("      cargo-nextest is not installed; running `cargo test` instead");
        workspace.cargo(&[
            "test",
            "--locked",
            "--workspace",
            "--no-fail-fast",
            "--lib",
            "--bins",
            "--tests",
        ])
    }
}

fn has_nextest(workspace: &Workspace) -> bool {
    let output = workspace.cargo(&["nextest", "--version"]).output();
    output.is_ok_and(|output| output.status.success())
}

fn doc_tests(workspace: &Workspace) -> Result<End> {
    front_end::build(workspace)?;
    let mut command =
        workspace.cargo(&["test", "--locked", "--workspace", "--no-fail-fast", "--doc"]);
    let ran = watched(&mut command, "running the examples of the documentation")?;
    Ok(counted(Kind::Doc, ran.ok, counts::cargo_test(&ran.text)))
}

fn browser_tests(workspace: &Workspace) -> Result<End> {
    if let Some(why) = browser::absent() {
        return Ok(End::Absent(why));
    }
    let (ok, count) = browser::run(workspace, &workspace.scratch(SKIPPED))?;
    Ok(counted(Kind::Browser, ok, count))
}

fn notebook_tests(workspace: &Workspace) -> Result<End> {
    if let Some(why) = notebooks::absent() {
        return Ok(End::Absent(why));
    }
    let (ok, count) = notebooks::run(workspace)?;
    Ok(counted(Kind::Notebook, ok, count))
}

fn client_tests(workspace: &Workspace) -> Result<End> {
    if let Some(why) = clients::absent() {
        return Ok(End::Absent(why));
    }
    let count = clients::run(workspace)?;
    Ok(counted(Kind::Client, count.failed == 0, Some(count)))
}

fn fuzz_targets(workspace: &Workspace) -> Result<End> {
    if let Some(why) = fuzz::absent() {
        return Ok(End::Absent(why));
    }
    let count = fuzz::run(workspace)?;
    Ok(counted(Kind::Fuzz, count.failed == 0, Some(count)))
}

fn check(command: &mut Command, way_out: &str) -> Result<End> {
    let doing = command
        .get_args()
        .next()
        .map(|word| word.to_string_lossy().into_owned())
        .unwrap_or_default();
    let ran = watched(command, &doing)?;
    Ok(if ran.ok {
        End::Fine
    } else {
        End::Failed(way_out.to_string())
    })
}

/// A runner that says "good" without a word of what it ran is not believed, nor is one that
/// counts no failure and still ends badly.
fn counted(kind: Kind, ok: bool, count: Option<Count>) -> End {
    match count {
        None if ok => End::Failed("the runner did not say how many tests it ran".to_string()),
        None => End::Failed("it ended before any test ran; its message is above".to_string()),
        Some(count) if count.ran() == 0 && ok => End::Failed("no test ran".to_string()),
        Some(count) if !ok && count.failed == 0 => End::Tests(kind, Count { failed: 1, ..count }),
        Some(count) => End::Tests(kind, count),
    }
}

#[cfg(test)]
#[path = "test_tests.rs"]
mod tests;
