//! How the program ends.

use std::process::ExitCode;

/// The three ways to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done,
    /// It ran, and found problems.
    Problems,
    /// It could not run.
    CouldNotRun,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Problems => 1,
            Exit::CouldNotRun => 2,
        })
    }
}

/// What is said of an error: `error:` and its reasons, each once; the way out, which messages write
/// after their last semicolon, on a line of its own.
pub(crate) fn message(error: &anyhow::Error) -> String {
    let mut said: Vec<String> = Vec::new();
    for reason in error.chain().map(ToString::to_string) {
        if !said.iter().any(|earlier| earlier.contains(&reason)) {
            said.push(reason);
        }
    }
    let text = said.join(": ");
    let text = text.strip_prefix("error: ").unwrap_or(&text);
    match text.rsplit_once("; ") {
        Some((what, way_out)) if !text.contains("help:") => {
            format!("error: {what}\n  help: {way_out}")
        }
        _ => format!("error: {text}"),
    }
}

#[cfg(test)]
#[path = "exit_tests.rs"]
mod tests;
