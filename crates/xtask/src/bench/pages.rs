//! How soon the page answers, beside a page that is nothing but a map.

use std::fs;

use anyhow::{Context, Result};

use crate::bench::cities::numbers;
use crate::bench::page::median;
use crate::front_end::npm;
use crate::needs;
use crate::pages::Pages;
use crate::run::must;
use crate::workspace::Workspace;

pub const JOB: &str = "pages";
pub const HEADING: &str = "\n## The page\n";

/// Milliseconds and kilobytes that a page may take at most.
const TARGETS: [(&str, &str, f64, &str); 5] = [
    (
        "first-row-ms",
        "first row of the table, cold load, median",
        1000.0,
        "ms",
    ),
    (
        "first-hot-ms",
        "first hot pixel, cold load, median",
        3500.0,
        "ms",
    ),
    ("table-ms", "table of a new selection, p95", 150.0, "ms"),
    ("map-ms", "map of a new selection at rest, p95", 500.0, "ms"),
    (
        "transfer-kb",
        "program, styles and fonts sent before the first picture",
        600.0,
        "kB",
    ),
];

/// Runs it and gives its part of the page.
pub fn run(workspace: &Workspace, quick: bool) -> Result<String> {
    needs::supply(&[needs::CHROMIUM])?;
    let pages = Pages::start(workspace)?;
    let file = workspace.scratch("timings.txt");
    let mut command = npm(workspace, &["run", "timings"]);
    pages.tell(&mut command);
    command.env("TIMINGS", &file);
    if quick {
        command.env("LOADS", "1").env("SELECTIONS", "5");
    }
    must(&mut command, "timing the page")?;
    let text =
        fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(part(&numbers(&text)))
}

fn part(lines: &[(String, f64)]) -> String {
    let of = |name: &str| -> Vec<f64> {
        let named = lines.iter().filter(|(known, _)| known == name);
        named.map(|(_, number)| *number).collect()
    };
    let worst = |name: &str| match name {
        "table-ms" | "map-ms" | "bare-map-ms" => p95(&of(name)),
        _ => median(&of(name)),
    };
    let mut text = format!(
        "{HEADING}\nThe synthetic city of the demo in Chromium at 1366 x 640 on this machine, whose graphics are software. {} cold loads and \
         {} new selections, each in turns with a page that holds MapLibre and one layer of the same tiles at the same view and nothing else \
         (no table, no streets, no labels, its library neither bundled nor packed).\n\n\
         | what | beatbook | bare map | at most | |\n|---|---:|---:|---:|---|\n",
        of("first-row-ms").len(),
        of("map-ms").len(),
    );
    for (name, what, most, unit) in TARGETS {
        let ours = worst(name);
        let bare = worst(&format!("bare-{name}"));
        let bare = if bare.is_nan() {
            String::new()
        } else {
            format!("{bare:.0} {unit}")
        };
        let met = if ours <= most { "met" } else { "missed" };
        text.push_str(&format!(
            "| {what} | {ours:.0} {unit} | {bare} | {most:.0} {unit} | {met} |\n"
        ));
    }
    text
}

/// The value that 95 of 100 do not exceed.
fn p95(values: &[f64]) -> f64 {
    let mut rising = values.to_vec();
    rising.sort_by(f64::total_cmp);
    let at = (values.len() * 95).div_ceil(100).saturating_sub(1);
    rising.get(at).copied().unwrap_or(f64::NAN)
}

/// The page of results with one part of it new: that under the heading, to the next heading.
pub fn with_part(page: &str, heading: &str, part: &str) -> String {
    let Some(at) = page.find(heading) else {
        return format!("{page}{part}");
    };
    let rest = &page[at + heading.len()..];
    let after = rest.find("\n## ").map_or("", |next| &rest[next..]);
    format!("{}{part}{after}", &page[..at])
}

#[cfg(test)]
#[path = "pages_tests.rs"]
mod tests;
