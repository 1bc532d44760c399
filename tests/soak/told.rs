//! What came of it, as a table.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::time::Duration;

use super::{Result, Soak};

/// The part of the time in which caches fill and memory may grow.
const WARM: f64 = 1.0 / 3.0;
/// MiB by which memory may grow in ten minutes after that, on the line of least squares.
const GROWTH: f64 = 64.0;
/// Shorter runs say nothing of growth: each swap empties the caches, and the book is in memory twice.
const SHORTEST: Duration = Duration::from_mins(2);
/// Clock ticks of a second in the tables of Linux (`getconf CLK_TCK`).
const TICKS: f64 = 100.0;

#[derive(Debug)]
pub struct Told {
    pub soak: Soak,
    pub length: Duration,
    /// Of the server.
    pub cpu: Option<f64>,
    /// Seconds since the start, MiB.
    pub memory: Vec<(f64, f64)>,
    pub swaps: f64,
    pub cancelled: f64,
    pub refused: f64,
    /// Connections broken off by their askers.
    pub cuts: usize,
    pub faults: Vec<String>,
    /// Kind, status, how long it took.
    pub answers: Vec<(&'static str, u16, Duration)>,
}

impl Told {
    /// Everything that is not as it should be.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = self.faults.clone();
        let due = (self.length.as_secs_f64() / self.soak.swap.as_secs_f64()).floor();
        // Opening a book takes a while, and a look that comes late may miss a version that is gone again.
        if self.swaps < (due / 3.0).floor().max(1.0) {
            faults.push(format!("only {} of {due} swaps were seen", self.swaps));
        }
        if self.answers.is_empty() {
            faults.push("nothing was answered".into());
        }
        if let Some(growth) = self.growth()
            && self.length >= SHORTEST
            && growth > GROWTH
        {
            let grows =
                format!("memory grows by {growth:.0} MiB in ten minutes, more than {GROWTH}");
            faults.push(grows);
        }
        faults
    }

    /// MiB in ten minutes, once it is warm.
    fn growth(&self) -> Option<f64> {
        let from = self.length.as_secs_f64() * WARM;
        let warm: Vec<_> = self.memory.iter().filter(|(at, _)| *at >= from).collect();
        let n = warm.len() as f64;
        let mean = |of: fn(&(f64, f64)) -> f64| warm.iter().map(|at| of(at)).sum::<f64>() / n;
        let (at, mib) = (mean(|at| at.0), mean(|at| at.1));
        let both: f64 = warm.iter().map(|(a, m)| (a - at) * (m - mib)).sum();
        let alone: f64 = warm.iter().map(|(a, _)| (a - at).powi(2)).sum();
        (alone > 0.0).then(|| both / alone * 600.0)
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.length.as_secs_f64();
        writeln!(
            f,
            "{} connections for {seconds:.0} s, {} questions, a swap every {:.0} s\n",
            self.soak.connections,
            self.soak.questions,
            self.soak.swap.as_secs_f64()
        )?;
        let mut kinds: BTreeMap<&str, (BTreeMap<u16, usize>, Vec<Duration>)> = BTreeMap::new();
        for &(kind, status, took) in &self.answers {
            for kind in [kind, "all"] {
                let (statuses, times) = kinds.entry(kind).or_default();
                *statuses.entry(status).or_default() += 1;
                times.push(took);
            }
        }
        writeln!(
            f,
            "| kind | answers | by status | p50 ms | p95 ms | p99 ms |"
        )?;
        writeln!(f, "|---|---:|---|---:|---:|---:|")?;
        for (kind, (statuses, mut times)) in kinds {
            times.sort_unstable();
            let of = |percent: usize| {
                let at = (times.len() * percent).div_ceil(100).saturating_sub(1);
                times.get(at).map_or(0.0, Duration::as_secs_f64) * 1e3
            };
            let statuses = statuses.iter().map(|(status, n)| format!("{status}: {n}"));
            let statuses = statuses.collect::<Vec<_>>().join(", ");
            let [p50, p95, p99] = [50, 95, 99].map(of);
            let number = times.len();
            writeln!(
                f,
                "| {kind} | {number} | {statuses} | {p50:.2} | {p95:.1} | {p99:.1} |"
            )?;
        }
        writeln!(
            f,
            "\n- answers a second: {:.0}; connections broken off: {}; work left: {}; refused: {}",
            self.answers.len() as f64 / seconds,
            self.cuts,
            self.cancelled,
            self.refused
        )?;
        writeln!(f, "- versions of the book opened: {}", self.swaps)?;
        if let Some(cpu) = self.cpu {
            writeln!(f, "- CPU of the server: {cpu:.1} s")?;
        }
        if let (Some((_, first)), Some((_, last))) = (self.memory.first(), self.memory.last()) {
            let most = self.memory.iter().fold(0.0_f64, |most, at| most.max(at.1));
            let growth = self.growth().unwrap_or_default();
            writeln!(
                f,
                "- memory: {first:.0} MiB at first, {last:.0} at last, {most:.0} at most; {growth:+.0} MiB in ten minutes once warm"
            )?;
        }
        for fault in self.faults() {
            writeln!(f, "- FAULT: {fault}")?;
        }
        Ok(())
    }
}

/// A number of the server's metrics. One that is not told is no 0: a check of it would hold for ever.
pub fn number(metrics: &str, name: &str) -> Result<f64> {
    let line = metrics
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    let number = line.and_then(|number| number.parse().ok());
    number.ok_or_else(|| format!("/metrics does not tell {name}:\n{metrics}").into())
}

/// MiB of a process, where the system tells it as Linux does.
pub fn resident(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib / 1024.0)
}

/// Seconds that processors worked for a process.
pub fn cpu(process: u32) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, after) = stat.rsplit_once(") ")?;
    let ticks = after.split(' ').skip(11).take(2);
    Some(
        ticks
            .filter_map(|ticks| ticks.parse::<f64>().ok())
            .sum::<f64>()
            / TICKS,
    )
}
