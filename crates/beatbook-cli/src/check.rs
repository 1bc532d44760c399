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

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::bar::Bar;
use crate::commands::{Check, Shape};
use crate::config;
use crate::exit::Exit;
use crate::problems::{Problems, not_to_write};

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
        fs::write(page, page::page(&found))
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

pub(crate) fn folder_of(config: &Path) -> PathBuf {
    match config.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.into(),
        _ => PathBuf::from("."),
    }
}
