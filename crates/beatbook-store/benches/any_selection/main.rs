//! From a selection to tested groups, measured: `cargo xtask bench store` starts this program.
//!
//! - `measure BOOK UNIT SELECTIONS` opens a book and times random selections of its first source, one
//!   after the other, none of them answered from memory;
//! - `conurbation CITY FOLDER` makes larger ground of the files of a synthetic city;
//! - `flat BOOK SELECTIONS` asks random selections with the answers kept, and says what memory the
//!   process takes as they go by.
//!
//! A line is a name, a tab and a number.

#![allow(
    clippy::disallowed_methods,
    reason = "it is started with words that say what to do"
)]

mod conurbation;
mod words;

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use beatbook_core::{Selection, TimeRule, Unit};
use beatbook_store::Store;
use beatbook_testkit::{BookWords, RandomSelections};

const SEED: u64 = 1;
/// Asked before the clock starts, so that code and columns are where they will be.
const WARM_UP: usize = 20;
/// The unit of the fewest cells.
const COARSE: &str = "h3-8";
/// Of the answers kept while memory is watched: few enough that the bound is met early.
const KEPT_BYTES: u64 = 16 << 20;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["measure", book, unit, number] => measure(Path::new(book), unit, number.parse()?),
        ["conurbation", city, folder] => conurbation::make(Path::new(city), Path::new(folder)),
        ["flat", book, number] => flat(Path::new(book), number.parse()?),
        _ => {
            println!("this is what `cargo xtask bench store` starts");
            Ok(())
        }
    }
}

/// Selections of the first source alone: the others of a demo city are small. Of the ages and standing of
/// people nothing is told by cells.
fn of_first_source(mut words: BookWords) -> BookWords {
    words.sources.truncate(1);
    for source in &mut words.sources {
        source
            .flags
            .retain(|flag| !["under-18", "18-25", "street-community"].contains(&flag.as_str()));
    }
    words
}

/// What is tested is whole events: parts of them are only counted.
fn selections(mut words: BookWords) -> impl Iterator<Item = Selection> {
    words.times.retain(|word| word != TimeRule::Aoristic.word());
    RandomSelections::new(words, SEED).filter_map(|text| Selection::parse(&text).ok())
}

fn measure(book: &Path, unit: &str, number: usize) -> Result<(), Box<dyn Error>> {
    Unit::parse(unit)?;
    let before = resident();
    let began = Instant::now();
    let store = Store::open(book)?.keeping(0);
    let opened = began.elapsed();
    let about = store.about();
    let rows =
        |source: &beatbook_store::SourceAbout| source.located + source.unlocated + source.outside;
    let events: u64 = about.sources.iter().map(rows).sum();
    println!("events\t{}", about.sources.first().map_or(0, rows));
    println!("open-seconds\t{:.3}", opened.as_secs_f64());
    println!(
        "bytes-per-event\t{:.1}",
        (resident() - before) as f64 / events as f64
    );

    let row = selections(of_first_source(words::words_of(&store)));
    let mut row = row.map(|selection| in_unit(&selection, unit));
    for selection in row.by_ref().take(WARM_UP) {
        let _ = store.hotspots(&selection);
    }
    let (mut wall, mut work, mut groups, mut units, mut refused) =
        (Vec::new(), Vec::new(), 0, 0, 0);
    for selection in row.take(number) {
        let (began, worked) = (Instant::now(), cpu());
        let answer = store.hotspots(&selection);
        wall.push(began.elapsed());
        work.push(cpu().saturating_sub(worked));
        match answer {
            Ok(answer) => {
                groups += answer.value.groups.len();
                units = units.max(answer.method.as_ref().map_or(0, |method| method.units));
            }
            Err(_) => refused += 1,
        }
    }
    println!("units\t{units}");
    println!("selections\t{number}");
    println!("refused\t{refused}");
    println!("groups\t{groups}");
    for (name, times) in [("wall", &mut wall), ("cpu", &mut work)] {
        times.sort_unstable();
        for (share, percent) in [("median", 50), ("p95", 95)] {
            let at = (times.len() * percent).div_ceil(100).saturating_sub(1);
            let time = times.get(at).copied().unwrap_or_default();
            println!("{name}-{share}-ms\t{:.3}", time.as_secs_f64() * 1e3);
        }
    }
    Ok(())
}

fn flat(book: &Path, number: usize) -> Result<(), Box<dyn Error>> {
    let store = Store::open(book)?.keeping(KEPT_BYTES);
    println!("opened-bytes\t{}", resident());
    let began = Instant::now();
    let mut most_kept = 0;
    for (asked, selection) in (1..=number).zip(selections(words::words_of(&store))) {
        // The fewest cells, since it is about memory: the answers are as many.
        let selection = in_unit(&selection, COARSE);
        // Every kind of answer that is kept takes its turn.
        match asked % 20 {
            0 => drop(store.places(&selection)),
            _ => drop(store.hotspots(&selection)),
        }
        most_kept = most_kept.max(store.answers().bytes());
        if [number / 10, number / 2, number].contains(&asked) {
            println!("resident-after-{asked}\t{}", resident());
        }
    }
    println!("seconds\t{:.1}", began.elapsed().as_secs_f64());
    println!("most-kept-bytes\t{most_kept}");
    println!("bound-bytes\t{KEPT_BYTES}");
    Ok(())
}

/// The same selection in another unit.
fn in_unit(selection: &Selection, unit: &str) -> Selection {
    let text = selection.to_string();
    let parts = text.split('&').filter(|part| !part.starts_with("unit="));
    let text = parts
        .chain([format!("unit={unit}").as_str()])
        .collect::<Vec<_>>()
        .join("&");
    Selection::parse(&text).unwrap_or_default()
}

/// Bytes of this process in memory, 0 where the system does not say.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok());
    kibibytes.map_or(0, |kibibytes: u64| kibibytes * 1024)
}

/// What all threads of this process have worked; 0 where the system does not say, as only Linux does.
fn cpu() -> Duration {
    let threads = fs::read_dir("/proc/self/task")
        .into_iter()
        .flatten()
        .flatten();
    let worked = threads.filter_map(|thread| {
        let text = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(worked.sum())
}
