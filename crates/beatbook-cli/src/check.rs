//! `beatbook check`: what happened to every row.
//!
//! The table on the terminal shows the first bad row of each kind, as the messages of `build` do. The page
//! and the JSON carry counts, columns and lines only, since a value may identify somebody; `problems.csv`
//! alone holds values and rows.

mod json;
mod page;
mod plots;
mod table;
mod words;

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use tempfile::NamedTempFile;

use crate::bar::Bar;
use crate::commands::{Check, Shape};
use crate::config;
use crate::exit::Exit;
use crate::problems::{Problems, folder_of, not_to_write};

pub(crate) fn run(args: &Check) -> Result<Exit> {
    let config = config::load(&args.config)?;
    if let Some(page) = &args.html
        && let Some(refused) = not_to_write(page, &config, &args.config, page::MARK)
    {
        bail!("{refused}");
    }
    let mut problems = args
        .problems
        .as_ref()
        .map(|target| Problems::asked_for(target, &config, &args.config))
        .transpose()?;
    let bar = Bar::new();
    let report = beatbook_build::check(
        &config,
        &folder_of(&args.config),
        &mut |step| bar.show(&step),
        &mut |row| {
            if let Some(problems) = &mut problems {
                problems.add(&row);
            }
        },
    )?;
    drop(bar);
    if let Some(problems) = problems {
        problems.keep()?;
    }
    let found = json::Report::new(&report);
    if let Some(page) = &args.html {
        write_whole(page, &page::page(&found))
            .with_context(|| format!("cannot write {}", page.display()))?;
    }
    match args.format {
        Shape::Json => println!("{}", serde_json::to_string_pretty(&found)?),
        Shape::Table => print!("{}", table::table(&report, &found, &args.config)),
    }
    Ok(if report.is_clean() {
        Exit::Done
    } else {
        Exit::Problems
    })
}

/// Writes a file so that it is there whole or not at all.
fn write_whole(target: &Path, text: &str) -> io::Result<()> {
    let mut file = NamedTempFile::new_in(folder_of(target))?;
    file.write_all(text.as_bytes())?;
    file.persist(target)?;
    Ok(())
}
