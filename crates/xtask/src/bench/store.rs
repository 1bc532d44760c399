//! From a selection to tested groups, on books of several sizes: no peer does this, so it is held against
//! limits of our own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::bench::cities::{Cities, numbers};
use crate::bench::{in_dist, page};
use crate::run::must;
use crate::workspace::Workspace;

/// The jobs, with what each measures. The first is part of a whole run, the others only when asked for.
pub const JOBS: [(&str, &str); 3] = [
    ("store", "synthetic cities of 10,000 to 1 million events"),
    ("store-10m", "a synthetic city of 10 million events"),
    ("store-85k", "1 million events on ground of 85,000 cells"),
];

const PACKAGE: &str = "beatbook-store";
const TARGET: &str = "any_selection";
const UNIT: &str = "h3-10";
const SELECTIONS: &str = "1000";
/// Asked while memory is watched.
const MANY: &str = "100000";

/// MiB that the process may grow by from the first tenth of them to the last.
const GROWTH: f64 = 16.0;

/// A figure that may not be passed on the ground of one city: with how many events, of which line, how
/// much. Larger ground is reported alone.
const LIMITS: [(u64, &str, f64); 3] = [
    (1_000_000, "wall-median-ms", 15.0),
    (1_000_000, "cpu-median-ms", 10.0),
    (10_000_000, "wall-median-ms", 120.0),
];

/// What one book came to: names and numbers as the program says them.
struct Measured {
    lines: Vec<(String, f64)>,
}

impl Measured {
    fn of(&self, name: &str) -> f64 {
        let line = self.lines.iter().find(|(known, _)| known == name);
        line.map_or(f64::NAN, |(_, number)| *number)
    }
}

/// Runs one of the jobs and gives its part of the page.
pub fn run(workspace: &Workspace, job: &str, quick: bool) -> Result<String> {
    let bench = Bench {
        cities: Cities(workspace),
        measure: in_dist(workspace, PACKAGE, TARGET)?,
        selections: if quick { "100" } else { SELECTIONS },
    };
    let sizes: &[u64] = match job {
        "store-10m" => &[10_000_000],
        "store-85k" => &[],
        _ if quick => &[10_000],
        _ => &[10_000, 100_000, 1_000_000],
    };
    let mut measured = Vec::new();
    for events in sizes {
        let book = bench.cities.city(*events)?;
        measured.push(bench.measure(&book)?);
    }
    if job == "store-85k" {
        let book = bench.conurbation()?;
        measured.push(bench.measure(&book)?);
    }
    let mut part = table(&measured);
    if job != "store-85k" {
        part.push_str(&limits(&measured));
    }
    if job == "store" && !quick {
        part.push_str(&bench.flat(&bench.cities.city(10_000)?)?);
    }
    Ok(part)
}

struct Bench<'a> {
    cities: Cities<'a>,
    measure: PathBuf,
    selections: &'static str,
}

impl Bench<'_> {
    /// The events of a synthetic city on ground eleven times as large.
    fn conurbation(&self) -> Result<PathBuf> {
        let city = self.cities.city(1_000_000)?;
        let folder = self.cities.folder("conurbation")?;
        self.cities.book(&folder, |_| {
            let mut command = Command::new(&self.measure);
            command
                .arg("conurbation")
                .arg(city.with_file_name(""))
                .arg(&folder);
            must(&mut command, "making a conurbation")?;
            Ok(())
        })
    }

    fn measure(&self, book: &Path) -> Result<Measured> {
        let mut command = Command::new(&self.measure);
        command
            .arg("measure")
            .arg(book)
            .args([UNIT, self.selections]);
        let lines = numbers(&must(&mut command, "asking random selections")?);
        let measured = Measured { lines };
        ensure!(
            measured.of("refused") == 0.0,
            "some of the random selections were refused"
        );
        Ok(measured)
    }

    /// Memory while very many selections go by.
    fn flat(&self, book: &Path) -> Result<String> {
        let mut command = Command::new(&self.measure);
        command.arg("flat").arg(book).arg(MANY);
        let lines = numbers(&must(&mut command, "asking very many selections")?);
        let mib = |name: &str| {
            let line = lines.iter().find(|(known, _)| known == name);
            line.map_or(f64::NAN, |(_, bytes)| bytes / f64::from(1 << 20))
        };
        let (early, late) = (mib("resident-after-10000"), mib("resident-after-100000"));
        let (most, bound) = (mib("most-kept-bytes"), mib("bound-bytes"));
        let verdict = |met| if met { "met" } else { "missed" };
        Ok(format!(
            "\nMemory of {MANY} random selections of 10,000 events: {:.1} MiB when opened.\n\n\
             - {early:.1} MiB after 10,000, {late:.1} MiB after 100,000, at most {GROWTH:.0} MiB more: {}\n\
             - answers kept at most {most:.1} of {bound:.0} MiB: {}\n",
            mib("opened-bytes"),
            verdict(late <= early + GROWTH),
            verdict(most <= bound),
        ))
    }
}

fn table(measured: &[Measured]) -> String {
    let mut text = format!(
        "\n## From a selection to tested groups\n\nRandom selections of one source in {UNIT}, one after the other, none answered from memory; times in ms, CPU of all threads.\n\n\
         | events | cells tested | wall, median | wall, p95 | CPU, median | CPU, p95 | bytes per event | opened in |\n\
         |---:|---:|---:|---:|---:|---:|---:|---:|\n"
    );
    for book in measured {
        text.push_str(&format!(
            "| {} | {} | {:.1} | {:.1} | {:.1} | {:.1} | {:.0} | {} |\n",
            page::grouped(book.of("events") as u64),
            page::grouped(book.of("units") as u64),
            book.of("wall-median-ms"),
            book.of("wall-p95-ms"),
            book.of("cpu-median-ms"),
            book.of("cpu-p95-ms"),
            book.of("bytes-per-event"),
            page::spoken(book.of("open-seconds")),
        ));
    }
    text
}

/// Whether the limits are held, a line each.
fn limits(measured: &[Measured]) -> String {
    let mut text = String::from("\n");
    for (events, name, most) in LIMITS {
        let held = |book: &&Measured| (book.of("events") as u64).abs_diff(events) * 10 < events;
        for book in measured.iter().filter(held) {
            let was = book.of(name);
            let verdict = if was <= most { "met" } else { "missed" };
            text.push_str(&format!(
                "- {} events, {}: {was:.1} of at most {most:.0}: {verdict}\n",
                page::grouped(events),
                name.replace('-', " "),
            ));
        }
    }
    text
}
