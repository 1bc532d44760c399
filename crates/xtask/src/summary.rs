//! What ran, what did not and why, and one line of totals at the very end.

use std::fmt::Write;
use std::time::Duration;

use crate::counts::Count;
use crate::steps::spoken;

/// Which runner a test belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Rust,
    Doc,
    FrontEnd,
    Browser,
    Notebook,
    Client,
    Fuzz,
}

const KINDS: [(Kind, &str); 7] = [
    (Kind::Rust, "rust"),
    (Kind::Doc, "doc"),
    (Kind::FrontEnd, "front end"),
    (Kind::Browser, "browser"),
    (Kind::Notebook, "notebook"),
    (Kind::Client, "client"),
    (Kind::Fuzz, "fuzz"),
];

/// How a step ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// A check with nothing to count.
    Fine,
    Tests(Kind, Count),
    Failed(String),
    /// Cannot run on this machine, and why.
    Absent(String),
}

#[derive(Debug, Default)]
pub struct Summary {
    steps: Vec<(&'static str, Duration, End)>,
    /// Scenario and reason, as the scenarios reported them.
    skipped: Vec<String>,
}

impl Summary {
    pub fn add(&mut self, step: &'static str, took: Duration, end: End) {
        self.steps.push((step, took, end));
    }

    /// Scenarios that passed for their runner and said that they had nothing to run on.
    pub fn skip(&mut self, scenarios: impl IntoIterator<Item = String>) {
        self.skipped.extend(scenarios);
    }

    pub fn is_good(&self) -> bool {
        self.total().failed == 0
    }

    /// A step that failed without counting its failures counts for one.
    fn total(&self) -> Count {
        let mut total = Count::default();
        for (_, _, end) in &self.steps {
            match end {
                End::Fine => {}
                End::Tests(_, count) => total += *count,
                End::Failed(_) => total.failed += 1,
                End::Absent(_) => total.skipped += 1,
            }
        }
        let moved = self.skipped.len().min(total.passed);
        total.passed -= moved;
        total.skipped += moved;
        total
    }

    pub fn print(&self) -> String {
        let mut text = String::from("\n");
        for (step, took, end) in &self.steps {
            let word = match end {
                End::Fine => "ok".to_string(),
                End::Tests(_, count) if count.failed > 0 => {
                    format!("{} FAILED, {} passed", count.failed, count.passed)
                }
                End::Tests(_, count) => format!("{} passed", count.passed),
                End::Failed(why) => format!("FAILED: {}", why.replace('\n', "\n    ")),
                End::Absent(why) => format!("not run: {}", why.replace('\n', "\n    ")),
            };
            let _ = writeln!(text, "{step:<16} {:>12}   {word}", spoken(*took));
        }
        for scenario in &self.skipped {
            let _ = writeln!(text, "skipped: {scenario}");
        }
        let total = self.total();
        let parts: Vec<String> = KINDS
            .iter()
            .filter_map(|(kind, name)| {
                let mut of_kind = Count::default();
                for (_, _, end) in &self.steps {
                    if let End::Tests(found, count) = end
                        && found == kind
                    {
                        of_kind += *count;
                    }
                }
                let here = if *kind == Kind::Rust {
                    self.skipped.len()
                } else {
                    0
                };
                let ran = of_kind.ran().saturating_sub(here);
                (ran > 0).then(|| format!("{ran} {name}"))
            })
            .collect();
        let checks = self
            .steps
            .iter()
            .filter(|(_, _, end)| *end == End::Fine)
            .count();
        let ran: usize = total.passed
            + self
                .steps
                .iter()
                .map(|(_, _, end)| failures(end))
                .sum::<usize>();
        let list = if parts.is_empty() {
            String::new()
        } else {
            format!(": {}", parts.join(", "))
        };
        let _ = writeln!(
            text,
            "{ran} tests ran{list}; {checks} other checks were fine; {} skipped",
            total.skipped
        );
        let _ = writeln!(
            text,
            "{} passed, {} failed, {} skipped",
            total.passed, total.failed, total.skipped
        );
        text
    }
}

fn failures(end: &End) -> usize {
    match end {
        End::Tests(_, count) => count.failed,
        _ => 0,
    }
}

#[cfg(test)]
#[path = "summary_tests.rs"]
mod tests;
