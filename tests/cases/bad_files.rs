//! The folder of bad files, `fixtures/bad`: all of them are refused, each with the message beside it.
//!
//! A case is a folder with the file at fault, a `beatbook.toml` and `expected.txt`, which is all that
//! `beatbook build beatbook.toml` says there. What is not at fault lies in `common`, which builds.

use std::fs;
use std::path::{MAIN_SEPARATOR, Path};

use beatbook_tests::{Output, Scenario};

const BAD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/bad");
/// What cases refer to; itself no case.
const COMMON: &str = "common";
/// So many cases there are at least: a walk that finds none proves nothing.
const FEWEST: usize = 200;
/// Lines that people read.
const LONGEST: usize = 20;
/// Words of the insides of a program.
const INSIDES: [&str; 8] = [
    "panicked",
    "RUST_BACKTRACE",
    "Error(",
    "Error {",
    "Some(",
    "None",
    "unwrap",
    "::",
];

#[test]
fn what_the_cases_have_in_common_builds() {
    let scenario = a_copy();
    let output = build(&scenario, COMMON).ended_with(0);
    assert!(!output.stderr.contains("error:"), "{}", output.stderr);
    assert!(scenario.path("common/book").exists());
}

#[test]
fn each_bad_file_is_refused_with_the_message_beside_it() {
    let scenario = a_copy();
    let cases: Vec<String> = names(Path::new(BAD))
        .into_iter()
        .filter(|name| name != COMMON && Path::new(BAD).join(name).is_dir())
        .collect();
    assert!(cases.len() >= FEWEST, "only {} cases", cases.len());
    let faults: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let fault = fault(&scenario, case)?;
            Some(format!("=== {case}: {fault}"))
        })
        .collect();
    assert!(
        faults.is_empty(),
        "{} of {} cases:\n{}",
        faults.len(),
        cases.len(),
        faults.join("\n")
    );
}

/// What is not as it should be in a case.
fn fault(scenario: &Scenario, case: &str) -> Option<String> {
    let output = build(scenario, case);
    let said = output.stderr.replace(MAIN_SEPARATOR, "/");
    let beside = Path::new(BAD).join(case).join("expected.txt");
    let expected = match fs::read_to_string(&beside) {
        Ok(expected) => expected,
        Err(error) => return Some(format!("expected.txt: {error}")),
    };
    let short = said.lines().count() <= LONGEST;
    let inside = INSIDES.into_iter().find(|word| said.contains(word));
    let messages = said
        .lines()
        .filter(|line| line.starts_with("error:"))
        .count();
    let why = if output.code != 2 {
        format!("ended with {}", output.code)
    } else if scenario.path(case).join("book").exists() {
        "a book was written".to_owned()
    } else if messages != 1 {
        format!("{messages} messages instead of one")
    } else if !said.contains("\n  help: ") {
        "no way out".to_owned()
    } else if !short {
        format!("more than {LONGEST} lines")
    } else if let Some(word) = inside {
        format!("shows its insides ({word})")
    } else if said != expected {
        "another message than expected".to_owned()
    } else {
        return None;
    };
    Some(format!("{why}\n--- said\n{said}--- expected\n{expected}"))
}

fn build(scenario: &Scenario, case: &str) -> Output {
    scenario.run_in(case, ["build", "beatbook.toml"])
}

/// The folder of bad files where things may be written.
fn a_copy() -> Scenario {
    let scenario = Scenario::new();
    copy(Path::new(BAD), &scenario, "");
    scenario
}

fn copy(from: &Path, scenario: &Scenario, to: &str) {
    for name in names(from) {
        let (path, inside) = (from.join(&name), format!("{to}{name}"));
        if path.is_dir() {
            copy(&path, scenario, &format!("{inside}/"));
        } else {
            let content = fs::read(&path).unwrap();
            scenario.write(&inside, content);
        }
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
