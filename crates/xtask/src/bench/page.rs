//! The page with the results.

use std::fmt::Write;

use crate::bench::jobs::{Job, Peer, Threads};

/// What a job came to.
pub struct Outcome {
    pub job: &'static Job,
    /// What the data are, where the size does not say it.
    pub data: String,
    /// With one thread, and with all.
    pub ours: [Side; 2],
    pub peers: Vec<(&'static Peer, Side, Vec<String>)>,
}

/// One side of a job.
pub struct Side {
    /// Seconds of every round.
    pub rounds: Vec<f64>,
    /// The most memory its process held, in bytes.
    pub peak: u64,
}

/// What one of our own methods costs.
pub struct Cost {
    pub title: String,
    /// What is counted, and seconds at every size measured.
    pub unit: String,
    pub seconds: Vec<(u64, f64)>,
}

/// Where and with what the run took place.
pub struct Setting {
    pub machine: Vec<(String, String)>,
    pub threads: usize,
    pub pins: Vec<(String, String)>,
}

/// The sizes of the cost lines.
pub const SIZES: [u64; 4] = [1_000, 10_000, 100_000, 1_000_000];

const HEAD: &str = "\
# Ours beside peers

Written by `cargo xtask bench`, which installs the peers pinned in `requirements.txt`, makes the
data, lets both sides take turns on it, checks that their answers agree and only then writes this
page. `cargo xtask bench gi-binary` runs one job and prints its lines; `--quick` takes one round.

Times are the median of the rounds. A round is the median of as many runs as fit into 0.1 s, one at
least. Reading the data, building what a peer wants it in (weights, geometries, tables) and compiling
(numba) are not timed; in a join of points with areas, what a peer builds to find its way (a tree, a
hash table) is, and so is turning the rows it gives into one area per point. A ratio is peer / ours within one round: the median of the rounds, and in
brackets the least and the greatest. It is measured thread for thread, and against the target, if
one is set; the last ratio is with all threads for ours, which is how it runs unless told otherwise.

";

/// The whole page.
pub fn page(setting: &Setting, outcomes: &[Outcome], costs: &[Cost]) -> String {
    let mut page = HEAD.to_string();
    page.push_str(&machine(setting));
    page.push_str(&comparison(setting, outcomes));
    page.push_str(&memory(outcomes));
    page.push_str(&cost_lines(costs));
    page
}

fn machine(setting: &Setting) -> String {
    let mut lines = String::from("## Where\n\n| | |\n| --- | --- |\n");
    for (what, value) in &setting.machine {
        let _ = writeln!(lines, "| {what} | {value} |");
    }
    lines
}

/// The table of ours and peers.
pub fn comparison(setting: &Setting, outcomes: &[Outcome]) -> String {
    let mut lines = format!(
        "\n## Ours and peers\n\nAll threads are {}.\n\n\
         | job | size | peer | threads | peer | ours | ratio | target | ratio, ours on all |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
        setting.threads
    );
    for outcome in outcomes {
        for (peer, side, _) in &outcome.peers {
            let [one, all] = &outcome.ours;
            let (ours, all) = match peer.threads {
                Threads::One => (one, ratio(&side.rounds, &all.rounds)),
                Threads::All => (all, String::new()),
            };
            let _ = writeln!(
                lines,
                "| {} | {} | {} {} `{}` | {} | {} | {} | {} | {} | {all} |",
                outcome.job.title,
                outcome.job.size,
                peer.package,
                version(setting, peer.package),
                peer.call,
                peer.threads.word(),
                spoken(median(&side.rounds)),
                spoken(median(&ours.rounds)),
                ratio(&side.rounds, &ours.rounds),
                verdict(outcome.job.target, &side.rounds, &ours.rounds),
            );
        }
    }
    for outcome in outcomes.iter().filter(|outcome| !outcome.data.is_empty()) {
        let (name, data) = (outcome.job.name, &outcome.data);
        let _ = write!(lines, "\nData of `{name}`: {data}.\n");
    }
    lines.push_str("\nHow well the answers agree, seen in this run:\n\n| job | size | peer | agreement |\n| --- | --- | --- | --- |\n");
    for outcome in outcomes {
        let (title, size) = (outcome.job.title, outcome.job.size);
        for (peer, _, seen) in &outcome.peers {
            // The number of threads is no matter for the answer.
            let _ = writeln!(
                lines,
                "| {title} | {size} | {} `{}`, {} | {} |",
                peer.package,
                peer.call,
                threads(peer.threads),
                seen.join("; ")
            );
        }
    }
    lines
}

fn threads(threads: Threads) -> &'static str {
    match threads {
        Threads::One => "1 thread",
        Threads::All => "all threads",
    }
}

fn memory(outcomes: &[Outcome]) -> String {
    let mut lines = String::from(
        "\n## Memory\n\nThe most that each process ever held, its program and data with it.\n\n\
         | job | size | who | peak |\n| --- | --- | --- | --- |\n",
    );
    for outcome in outcomes.iter().filter(|outcome| outcome.job.memory) {
        let (title, size) = (outcome.job.title, outcome.job.size);
        let [one, all] = &outcome.ours;
        let ours = [(Threads::One, one), (Threads::All, all)];
        let ours = ours.map(|(count, side)| (format!("ours, {}", threads(count)), side.peak));
        let peers = outcome.peers.iter().map(|(peer, side, _)| {
            let name = format!(
                "{} `{}`, {}",
                peer.package,
                peer.call,
                threads(peer.threads)
            );
            (name, side.peak)
        });
        for (name, peak) in ours.into_iter().chain(peers) {
            let mebibytes = peak as f64 / f64::from(1 << 20);
            let _ = writeln!(lines, "| {title} | {size} | {name} | {mebibytes:.0} MiB |");
        }
    }
    lines
}

/// The table of what ours costs.
pub fn cost_lines(costs: &[Cost]) -> String {
    let mut lines = String::from("\n## What ours costs\n\nAll threads.\n\n| method | of |");
    for size in SIZES {
        let _ = write!(lines, " {} |", grouped(size));
    }
    lines.push_str("\n| --- | --- | --- | --- | --- | --- |\n");
    for cost in costs {
        let _ = write!(lines, "| {} | {} |", cost.title, cost.unit);
        for size in SIZES {
            let found = cost.seconds.iter().find(|(measured, _)| *measured == size);
            let seconds = found.map_or_else(String::new, |(_, seconds)| spoken(*seconds));
            let _ = write!(lines, " {seconds} |");
        }
        lines.push('\n');
    }
    lines
}

fn version<'a>(setting: &'a Setting, package: &str) -> &'a str {
    let found = setting.pins.iter().find(|(name, _)| name == package);
    found.map_or("", |(_, version)| version)
}

/// The pins of a requirements file.
pub fn pins(text: &str) -> Vec<(String, String)> {
    text.lines()
        .filter_map(|line| line.split_once("=="))
        .map(|(name, version)| (name.trim().into(), version.trim().into()))
        .collect()
}

fn verdict(target: Option<f64>, peer: &[f64], ours: &[f64]) -> String {
    target.map_or_else(String::new, |target| {
        let met = median(&ratios(peer, ours)) >= target;
        let word = if met { "met" } else { "missed" };
        format!("{target:.0} {word}")
    })
}

/// Peer / ours: the median of the rounds and how far they spread.
pub fn ratio(peer: &[f64], ours: &[f64]) -> String {
    let ratios = ratios(peer, ours);
    let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
    let most = ratios.iter().copied().fold(0.0, f64::max);
    format!(
        "{} ({} to {})",
        times(median(&ratios)),
        times(least),
        times(most)
    )
}

fn ratios(peer: &[f64], ours: &[f64]) -> Vec<f64> {
    peer.iter().zip(ours).map(|(a, b)| a / b).collect()
}

fn times(ratio: f64) -> String {
    if ratio < 10.0 {
        format!("{ratio:.1}")
    } else {
        grouped(ratio.round() as u64)
    }
}

/// The middle one, of an even number the mean of the two in the middle.
pub fn median(values: &[f64]) -> f64 {
    let mut rising = values.to_vec();
    rising.sort_by(f64::total_cmp);
    match (
        rising.get(values.len().wrapping_sub(1) / 2),
        rising.get(values.len() / 2),
    ) {
        (Some(low), Some(high)) => f64::midpoint(*low, *high),
        _ => f64::NAN,
    }
}

/// Seconds in the unit a person would use, to three digits.
pub fn spoken(seconds: f64) -> String {
    let (value, unit) = if seconds < 1e-3 {
        (seconds * 1e6, "µs")
    } else if seconds < 1.0 {
        (seconds * 1e3, "ms")
    } else {
        (seconds, "s")
    };
    let digits = if value < 10.0 {
        2
    } else {
        usize::from(value < 100.0)
    };
    format!("{value:.digits$} {unit}")
}

pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
#[path = "page_tests.rs"]
mod tests;
