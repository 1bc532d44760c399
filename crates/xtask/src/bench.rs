//! Ours beside peers, on the same data, in turns, within one run.

mod agree;
mod cities;
mod contest;
mod jobs;
mod page;
mod pages;
mod serve;
mod soak;
mod store;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::bench::contest::Contestant;
use crate::bench::jobs::{JOBS, Job, PACKAGES, Threads};
use crate::bench::page::{Cost, Outcome, Setting, Side};
use crate::run::must;
use crate::workspace::Workspace;
use crate::{needs, python};

const TARGET: &str = "beside_peers";
const COSTS: &str = "costs";

/// What both sides are started with.
struct Bench {
    /// The program of each crate that is asked for something.
    ours: Vec<(&'static str, PathBuf)>,
    python: PathBuf,
    peers: PathBuf,
    data: PathBuf,
    quick: bool,
}

/// Runs the jobs named, or all of them and then writes the page.
pub fn run(words: &[String]) -> Result<()> {
    if let Some((soak::JOB, words)) = words.split_first().map(|(job, rest)| (job.as_str(), rest)) {
        return soak::run(&Workspace::here(), words);
    }
    let (flags, names): (Vec<&String>, Vec<&String>) =
        words.iter().partition(|word| word.starts_with('-'));
    for flag in &flags {
        ensure!(
            *flag == "--quick",
            "there is no option {flag}; --quick is the only one"
        );
    }
    let of_books = store::JOBS.map(|(name, _)| name);
    let of_books: Vec<&str> = of_books
        .into_iter()
        .chain([serve::JOB, pages::JOB])
        .collect();
    let known = JOBS.iter().map(|job| job.name).chain([COSTS]);
    let known: Vec<&str> = known.chain(of_books.iter().copied()).collect();
    for name in &names {
        let named = known.contains(&name.as_str());
        ensure!(
            named,
            "there is no job '{name}'; there are {}",
            known.join(", ")
        );
    }
    let workspace = Workspace::here();
    let quick = !flags.is_empty();
    let (of_books, names): (Vec<&String>, Vec<&String>) = names
        .into_iter()
        .partition(|name| of_books.contains(&name.as_str()));
    for job in &of_books {
        let part = match job.as_str() {
            serve::JOB => serve::run(&workspace, quick)?,
            pages::JOB => pages::run(&workspace, quick)?,
            job => store::run(&workspace, job, quick)?,
        };
        println!("\n{part}");
        if job.as_str() == pages::JOB && !quick {
            keep_pages(&workspace, &part)?;
        }
    }
    if names.is_empty() && !of_books.is_empty() {
        return Ok(()); // no peer is needed
    }
    let asked = |name: &str| names.is_empty() || names.iter().any(|asked| *asked == name);
    let mut packages = PACKAGES.to_vec();
    packages.retain(|package| {
        let mut jobs = JOBS.iter().filter(|job| job.package == *package);
        asked(COSTS) || jobs.any(|job| asked(job.name))
    });
    let bench = prepare(&workspace, &packages, quick)?;
    let setting = bench.setting(&workspace)?;
    let mut outcomes = Vec::new();
    for job in JOBS.iter().filter(|job| asked(job.name)) {
        outcomes.push(bench.job(job)?);
    }
    let costs = if asked(COSTS) {
        bench.costs()?
    } else {
        Vec::new()
    };

    let mut text = page::page(&setting, &outcomes, &costs);
    if names.is_empty() {
        text.push_str(&store::run(&workspace, "store", quick)?);
        text.push_str(&serve::run(&workspace, quick)?);
        text.push_str(&pages::run(&workspace, quick)?);
    }
    if names.is_empty() && !bench.quick {
        let path = folder(&workspace).join("README.md");
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        println!("\nwritten to {}", path.display());
    } else {
        println!("\n{text}");
    }
    Ok(())
}

/// Writes the part about the page into the results, which the whole run writes anew: it alone needs
/// no peer, and a quiet machine more than the others.
fn keep_pages(workspace: &Workspace, part: &str) -> Result<()> {
    let path = folder(workspace).join("README.md");
    let page =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    fs::write(&path, pages::with_part(&page, pages::HEADING, part))
        .with_context(|| format!("cannot write {}", path.display()))?;
    println!("written to {}", path.display());
    Ok(())
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.root.join("tests").join("benchmarks")
}

fn prepare(workspace: &Workspace, packages: &[&'static str], quick: bool) -> Result<Bench> {
    needs::supply(&[needs::PYTHON])?;
    println!("installing the peers");
    let folder = folder(workspace);
    let pins = folder.join("requirements.txt");
    let python = python::environment(workspace, "peers", &pins)?;
    println!("building ours");
    let mut ours = Vec::new();
    for package in packages {
        let words = [
            "bench", "--locked", "--no-run", "-p", package, "--bench", TARGET,
        ];
        let text = must(&mut workspace.cargo(&words), "building ours")?;
        ours.push((*package, workspace.root.join(executable(&text)?)));
    }
    let data = workspace.scratch("bench");
    fs::create_dir_all(&data).with_context(|| format!("cannot make {}", data.display()))?;
    Ok(Bench {
        ours,
        python,
        peers: folder.join("peers.py"),
        data,
        quick,
    })
}

/// Builds what a job measures as users run it: our own code at full optimisation, the bulk of the
/// dependencies not.
fn in_dist(workspace: &Workspace, package: &str, target: &str) -> Result<PathBuf> {
    println!("building what is measured");
    let words = [
        "bench",
        "--locked",
        "--no-run",
        "--profile",
        "dist",
        "-p",
        package,
        "--bench",
        target,
    ];
    let text = must(&mut workspace.cargo(&words), "building what is measured")?;
    Ok(workspace.root.join(executable(&text)?))
}

/// The program that `cargo bench --no-run` says it built.
fn executable(text: &str) -> Result<PathBuf> {
    let line = text.lines().rfind(|line| line.contains("Executable"));
    let path = line.and_then(|line| line.rsplit_once('(')?.1.trim_end().strip_suffix(')'));
    path.map(PathBuf::from)
        .context("cargo did not say what it built")
}

impl Bench {
    fn program(&self, package: &str) -> Result<&Path> {
        let ours = self.ours.iter().find(|(name, _)| *name == package);
        let (_, program) = ours.with_context(|| format!("{package} was not built"))?;
        Ok(program)
    }

    /// Makes the data, lets all take turns, and compares.
    fn job(&self, job: &'static Job) -> Result<Outcome> {
        println!("\n{}: {}, {}", job.name, job.title, job.size);
        let data = self.data.join(job.name);
        let folder = |name: &str| -> Result<PathBuf> {
            let folder = data.join(name);
            fs::create_dir_all(&folder)
                .with_context(|| format!("cannot make {}", folder.display()))?;
            Ok(folder)
        };
        let input = folder("input")?;
        let ours = self.program(job.package)?;
        let mut generate = Command::new(ours);
        generate.args(["generate", job.name]).arg(&input);
        let said = must(&mut generate, "making the data")?;

        let mut folders = Vec::new();
        let mut sides = Vec::new();
        let mut start = |name: String, mut command: Command| -> Result<()> {
            let output = folder(&name.replace(' ', "-"))?;
            command.arg(&input).arg(&output);
            sides.push((
                Contestant::start(name.clone(), &mut command)?,
                Vec::new(),
                name,
            ));
            folders.push(output);
            Ok(())
        };
        for threads in [Threads::One, Threads::All] {
            let mut command = with_threads(ours, threads);
            command.args(["take-part", job.name]);
            start(format!("ours {}", threads.word()), command)?;
        }
        for peer in job.peers {
            let mut command = with_threads(&self.python, peer.threads);
            command
                .arg(&self.peers)
                .args([job.name, peer.name, peer.threads.word()]);
            start(format!("{} {}", peer.name, peer.threads.word()), command)?;
        }
        for round in 0..if self.quick { 1 } else { job.rounds } {
            for (contestant, rounds, name) in &mut sides {
                let seconds = contestant.go()?;
                println!(
                    "  round {}  {name:<16} {}",
                    round + 1,
                    page::spoken(seconds)
                );
                rounds.push(seconds);
            }
        }
        let mut done = Vec::new();
        for (contestant, rounds, _) in sides {
            let peak = contestant.finish()?;
            done.push(Side { rounds, peak });
        }
        compare(job, said.trim().into(), &folders, done)
    }

    /// What our own methods cost, at every size that each can take.
    fn costs(&self) -> Result<Vec<Cost>> {
        println!("\n{COSTS}");
        let mut costs = Vec::new();
        for (_, program) in &self.ours {
            self.costs_of(program, &mut costs)?;
        }
        Ok(costs)
    }

    fn costs_of(&self, program: &Path, costs: &mut Vec<Cost>) -> Result<()> {
        let text = must(Command::new(program).arg("costs"), "listing the methods")?;
        for line in text.lines() {
            let mut parts = line.split('\t');
            let (Some(name), Some(title), Some(unit), Some(largest)) =
                (parts.next(), parts.next(), parts.next(), parts.next())
            else {
                bail!("'{line}' is no method");
            };
            let largest: u64 = largest.parse()?;
            let largest = if self.quick {
                largest.min(10_000)
            } else {
                largest
            };
            let mut seconds = Vec::new();
            for size in page::SIZES.into_iter().filter(|size| *size <= largest) {
                let mut command = Command::new(program);
                command.args(["cost", name, &size.to_string()]);
                let mut contestant = Contestant::start(format!("{name} of {size}"), &mut command)?;
                let once = contestant.go()?;
                contestant.finish()?;
                println!("  {name:<16} {size:>9}  {}", page::spoken(once));
                seconds.push((size, once));
            }
            costs.push(Cost {
                title: title.into(),
                unit: unit.into(),
                seconds,
            });
        }
        Ok(())
    }

    fn setting(&self, workspace: &Workspace) -> Result<Setting> {
        let mut command = Command::new(&self.python);
        let text = must(
            command.arg(&self.peers).arg("machine"),
            "looking at the machine",
        )?;
        let machine = text.lines().filter_map(|line| line.split_once('\t'));
        let pins = folder(workspace).join("requirements.txt");
        let pins =
            fs::read_to_string(&pins).with_context(|| format!("cannot read {}", pins.display()))?;
        Ok(Setting {
            machine: machine.map(|(a, b)| (a.into(), b.into())).collect(),
            threads: std::thread::available_parallelism()?.get(),
            pins: page::pins(&pins),
        })
    }
}

fn compare(
    job: &'static Job,
    data: String,
    folders: &[PathBuf],
    sides: Vec<Side>,
) -> Result<Outcome> {
    let [one, all, peers @ ..] = folders else {
        bail!("{} has no two sides of ours", job.name);
    };
    for array in job.agree {
        array.check_bits(one, all)?;
    }
    let against = |peer: &PathBuf| -> Result<Vec<String>> {
        job.agree
            .iter()
            .map(|array| array.check(all, peer))
            .collect()
    };
    let mut sides = sides.into_iter();
    let (Some(ours_one), Some(ours_all)) = (sides.next(), sides.next()) else {
        bail!("{} has no two sides of ours", job.name);
    };
    let mut outcome = Outcome {
        job,
        data,
        ours: [ours_one, ours_all],
        peers: Vec::new(),
    };
    for ((peer, side), folder) in job.peers.iter().zip(sides).zip(peers) {
        let seen = against(folder)?;
        println!("  {} agrees: {}", peer.name, seen.join("; "));
        outcome.peers.push((peer, side, seen));
    }
    Ok(outcome)
}

/// A program held to one thread, by the names that the libraries in question listen to.
fn with_threads(program: &Path, threads: Threads) -> Command {
    let mut command = Command::new(program);
    if threads == Threads::One {
        for name in ["RAYON", "NUMBA", "OMP", "OPENBLAS", "MKL"] {
            command.env(format!("{name}_NUM_THREADS"), "1");
        }
    }
    command
}

#[cfg(test)]
#[path = "bench_tests.rs"]
mod tests;
