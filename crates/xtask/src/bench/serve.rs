//! The server under a stream of requests, beside a bare axum handler and martin.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::bench::cities::{Cities, numbers};
use crate::bench::page::median;
use crate::bench::{in_dist, page};
use crate::needs;
use crate::run::must;
use crate::workspace::Workspace;

pub const JOB: &str = "serve";

/// The newest that this toolchain can build.
const MARTIN: &str = "martin@1.14.0";
const USERS: &str = "8";

/// Least share of the bare handler's requests per second, most of its CPU for each, least of martin's.
const LEAST_OF_BARE: f64 = 0.8;
const MOST_CPU_OF_BARE: f64 = 1.5;
const LEAST_OF_MARTIN: f64 = 1.0;
/// Milliseconds in which 95 of 100 new tiles are there.
const NEW_TILE_MS: f64 = 5.0;

/// Runs it and gives its part of the page.
pub fn run(workspace: &Workspace, quick: bool) -> Result<String> {
    needs::supply(&[needs::WRK])?;
    let martin = martin(workspace)?;
    let program = in_dist(workspace, "beatbook-serve", "served")?;
    let measure = |what: &str, words: &[&Path]| -> Result<Vec<(String, f64)>> {
        println!("  {what}");
        let mut command = Command::new(&program);
        Ok(numbers(&must(command.arg(what).args(words), what)?))
    };
    let cities = Cities(workspace);
    let (few, many) = (60_000, if quick { 60_000 } else { 1_000_000 });
    let city = cities.city(few)?;
    let large = cities.city(many)?;
    let selections = if quick { "50" } else { "1000" };
    let beside = measure("beside", &[&city, &martin])?;
    let new = measure("new-tiles", &[&city])?;
    let new_large = measure("new-tiles", &[&large])?;
    let cold = measure("cold", &[&large, USERS.as_ref(), selections.as_ref()])?;
    let mut part = String::from("\n## The server\n\n");
    part.push_str(&cached(&beside));
    part.push_str(&new_tiles(&[(few, &new), (many, &new_large)]));
    part.push_str(&from_cold(&cold));
    Ok(part)
}

/// Built once and kept with the benchmarks' data.
fn martin(workspace: &Workspace) -> Result<PathBuf> {
    let root = workspace.scratch("bench").join("martin");
    let program = root.join("bin").join("martin");
    if !program.is_file() {
        println!("building martin, once");
        let mut install = Command::new("cargo");
        install
            .args(["install", MARTIN, "--locked", "--no-default-features"])
            .args(["--features", "pmtiles", "--root"])
            .arg(&root);
        must(&mut install, "building martin")?;
    }
    Ok(program)
}

fn of<'a>(lines: &'a [(String, f64)], name: &'a str) -> impl Iterator<Item = f64> + 'a {
    let named = lines.iter().filter(move |(known, _)| known == name);
    named.map(|(_, number)| *number)
}

fn one(lines: &[(String, f64)], name: &str) -> f64 {
    of(lines, name).next().unwrap_or(f64::NAN)
}

fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "missed" }
}

/// Median of the quotients, round by round: whatever else the machine does, it does to both.
fn quotient(lines: &[(String, f64)], what: &str, other: &str) -> f64 {
    let ours: Vec<f64> = of(lines, &format!("ours-{what}")).collect();
    let other: Vec<f64> = of(lines, &format!("{other}-{what}")).collect();
    let quotients = ours.iter().zip(&other).map(|(ours, other)| ours / other);
    median(&quotients.collect::<Vec<_>>())
}

fn cached(lines: &[(String, f64)]) -> String {
    let mut text = format!(
        "A tile that was asked for before, {} bytes as gzip (in martin's archive {}), by `wrk` with one thread and 32 connections; every layer of the server on. Medians of {} rounds in turns.\n\n\
         | server | requests a second | CPU for each, us |\n|---|---:|---:|\n",
        one(lines, "tile-bytes"),
        one(lines, "martin-tile-bytes"),
        of(lines, "ours-cpu-us").count(),
    );
    for (name, said) in [
        ("ours", "beatbook"),
        ("bare", "a bare axum handler"),
        ("martin", MARTIN),
    ] {
        let rate: Vec<f64> = of(lines, &format!("{name}-per-second")).collect();
        let cpu: Vec<f64> = of(lines, &format!("{name}-cpu-us")).collect();
        text.push_str(&format!(
            "| {said} | {} | {:.1} |\n",
            page::grouped(median(&rate) as u64),
            median(&cpu),
        ));
    }
    let rate = quotient(lines, "per-second", "bare");
    let cpu = quotient(lines, "cpu-us", "bare");
    let martin = quotient(lines, "per-second", "martin");
    text.push_str(&format!(
        "\n- requests a second, {:.0}% of the bare handler's, at least {:.0}%: {}\n\
         - CPU for each, {cpu:.2} times the bare handler's, at most {MOST_CPU_OF_BARE}: {}\n\
         - requests a second, {martin:.2} times martin's, at least {LEAST_OF_MARTIN}: {}\n",
        rate * 100.0,
        LEAST_OF_BARE * 100.0,
        verdict(rate >= LEAST_OF_BARE),
        verdict(cpu <= MOST_CPU_OF_BARE),
        verdict(martin >= LEAST_OF_MARTIN),
    ));
    text
}

fn new_tiles(books: &[(u64, &[(String, f64)])]) -> String {
    let mut text = String::from(
        "\nNew tiles of a selection that was asked before, every tile of the study area from zoom 9 to 15, one after the other; times in ms.\n\n\
         | events | layer | tiles | with something in them | median | p95 | p99 | p95 at most 5 |\n\
         |---:|---|---:|---:|---:|---:|---:|---|\n",
    );
    for (events, lines) in books {
        let layers = lines
            .iter()
            .filter_map(|(name, _)| name.strip_suffix("-tiles"));
        for layer in layers {
            let of_layer = |what: &str| one(lines, &format!("{layer}-{what}"));
            text.push_str(&format!(
                "| {} | {layer} | {} | {} | {:.2} | {:.2} | {:.2} | {} |\n",
                page::grouped(*events),
                of_layer("tiles"),
                of_layer("with-something"),
                of_layer("median-ms"),
                of_layer("p95-ms"),
                of_layer("p99-ms"),
                verdict(of_layer("p95-ms") <= NEW_TILE_MS),
            ));
        }
    }
    text
}

fn from_cold(lines: &[(String, f64)]) -> String {
    format!(
        "\n{} random selections, none twice, by {USERS} users at once, {} of them refused: {:.0} a second, {:.1} ms of CPU each; \
         from question to answer {:.0} ms (median), {:.0} ms (p95), {:.0} ms (p99).\n",
        one(lines, "selections"),
        one(lines, "refused"),
        one(lines, "per-second"),
        one(lines, "cpu-ms"),
        one(lines, "cold-median-ms"),
        one(lines, "cold-p95-ms"),
        one(lines, "cold-p99-ms"),
    )
}
