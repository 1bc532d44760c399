//! `beatbook fetch`: the only command that uses the network.

use std::path::Path;

use anyhow::Result;
use beatbook_core::thousands;
use beatbook_fetch::{
    Entry, Fetched, Fetcher, Origin, Part, Patience, Progress, Protocol, Source, Unit, catalogue,
    find,
};

use crate::bar::Bar;
use crate::commands::Fetch;
use crate::exit::Exit;
use crate::table::fitted;

pub(crate) fn run(args: Fetch) -> Result<Exit> {
    if args.list {
        return list(&args.names);
    }
    // A wrong name is said before anything is fetched.
    let mut asked = Vec::new();
    for name in &args.names {
        let (source, id) = find(name)?;
        source.wanted(id.as_deref())?;
        asked.push((source, id));
    }
    let fetcher = Fetcher::new(Patience::default(), args.again);
    let part = Part {
        months: args.months,
        forces: args.force,
    };
    for (source, id) in &asked {
        for entry in source.wanted(id.as_deref())? {
            let bar = Bar::new();
            let got = fetcher.fetch(source, entry, &part, &args.to, &mut |progress| {
                bar.say(line(source, entry, progress));
            });
            drop(bar);
            for fetched in got? {
                println!("{}", report(&fetched, entry));
            }
        }
        for note in &source.notes {
            println!("  note: {note}");
        }
    }
    println!(
        "next: name it in beatbook.toml, or: beatbook init --from {}",
        args.to.display()
    );
    Ok(Exit::Done)
}

fn line(source: &Source, entry: &Entry, progress: &Progress) -> String {
    let number = |n: u64| match progress.unit {
        Unit::Bytes => megabytes(n),
        Unit::Features => thousands(n),
    };
    let of = progress
        .of
        .map_or(String::new(), |of| format!(" of {}", number(of)));
    let unit = match progress.unit {
        Unit::Bytes => "",
        Unit::Features => " features",
    };
    format!(
        "{}#{}  {}{of}{unit}",
        source.name,
        entry.id,
        number(progress.done)
    )
}

/// What became of one file: where it is, what it is, whom to thank for it.
fn report(fetched: &Fetched, entry: &Entry) -> String {
    let record = &fetched.record;
    let origin = match fetched.origin {
        Origin::Fetched => "fetched",
        Origin::Held => "here already, as recorded",
        Origin::TakenUp => "put here by hand, recorded now",
        Origin::Cut => "cut from the archives",
    };
    let rows = record
        .rows
        .map_or(String::new(), |rows| format!(", {} rows", thousands(rows)));
    let mut lines = vec![
        format!(
            "{}: {origin}{rows}, {}",
            fetched.path.display(),
            megabytes(record.bytes)
        ),
        format!("  sha256 {}", record.sha256),
        format!(
            "  {}, {}: {}",
            record.publisher,
            record.licence,
            record.attribution.join("; ")
        ),
    ];
    if let Some(crs) = &record.crs {
        lines.push(format!("  coordinates in {crs}"));
    }
    if !entry.verified {
        lines.push("  note: its address was not verified; look whether it is what you want".into());
    }
    lines.extend(fetched.notes.iter().map(|note| format!("  note: {note}")));
    lines.join("\n")
}

fn megabytes(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

fn list(names: &[String]) -> Result<Exit> {
    if names.is_empty() {
        let rows: Vec<Vec<String>> = catalogue()?
            .values()
            .flat_map(|source| source.files.iter().map(move |entry| row(source, entry)))
            .collect();
        let head = ["name", "what", "address"];
        println!("{}", fitted(&head, &rows, &[], &[1]));
        println!("more about one: beatbook fetch --list NAME");
        return Ok(Exit::Done);
    }
    for name in names {
        let (source, id) = find(name)?;
        println!(
            "{}",
            about(&source, &source.wanted(id.as_deref().or(Some("*")))?)
        );
    }
    Ok(Exit::Done)
}

fn row(source: &Source, entry: &Entry) -> Vec<String> {
    let verified = if entry.verified {
        "verified"
    } else {
        "NOT verified"
    };
    vec![
        format!("{}#{}", source.name, entry.id),
        entry.what.clone(),
        verified.into(),
    ]
}

fn about(source: &Source, entries: &[&Entry]) -> String {
    let mut lines = vec![
        format!("{}: {}", source.name, source.title),
        format!("  {}, {}", source.publisher, source.licence),
        format!("  {}", source.page),
    ];
    lines.extend(source.notes.iter().map(|note| format!("  note: {note}")));
    for entry in entries {
        let how = match entry.protocol {
            Protocol::File => "file",
            Protocol::Arcgis => "feature layer, read page by page",
            Protocol::PoliceArchive => "archives by month",
        };
        let verified = if entry.verified { "" } else { ", NOT verified" };
        lines.push(format!("  #{}  {}", entry.id, entry.what));
        lines.push(format!("      {how}{verified}: {}", entry.address));
        lines.push(format!(
            "      kept as {}",
            Path::new(&source.name).join(&entry.file).display()
        ));
    }
    lines.join("\n")
}

#[cfg(test)]
#[path = "fetch_tests.rs"]
mod tests;
