//! `beatbook check` and `beatbook build`.

use std::path::{Path, PathBuf};

use anyhow::Result;
use beatbook_build::{FileCheck, LayerCheck};
use beatbook_core::thousands;
use beatbook_store::book::{Input, PeopleEntry};

use crate::bar::Bar;
use crate::commands::{Build, Check};
use crate::config;
use crate::exit::Exit;
use crate::table::aligned;

pub(crate) fn check(args: &Check) -> Result<Exit> {
    let config = config::load(&args.config)?;
    let bar = Bar::new();
    let report = beatbook_build::check(&config, &folder_of(&args.config), &mut |step| {
        bar.show(&step);
    })?;
    drop(bar);
    for layer in &report.layers {
        println!(
            "layer {}: {} areas",
            layer.id,
            thousands(layer.areas.into())
        );
    }
    for note in report.layers.iter().flat_map(LayerCheck::notes) {
        println!("note: {note}");
    }
    println!(
        "\n{}",
        accounts(report.files.iter().map(|file| &file.input))
    );
    if !report.people.is_empty() {
        println!("{}", people(&report.people));
    }
    for file in &report.files {
        agreement(file);
        outside(file);
        if file.replaced > 0 {
            println!(
                "{}: rows re-issued in a later file, which counts instead: {}",
                file.input.file,
                thousands(file.replaced)
            );
        }
    }
    for problem in report.files.iter().flat_map(|file| &file.problems) {
        println!("\n{problem}");
    }
    for warning in &report.warnings {
        println!("\nwarning: {warning}");
    }
    for question in &report.questions {
        println!("\nquestion: {question}");
    }
    if report.is_clean() {
        println!(
            "\nnothing to mend; next: beatbook build {}",
            args.config.display()
        );
        Ok(Exit::Done)
    } else {
        Ok(Exit::Problems)
    }
}

/// Most rows outside is right for a force-wide file on one city, and wrong for a mistaken column.
fn outside(file: &FileCheck) {
    let Input { rows, outside, .. } = file.input;
    if outside * 5 > rows {
        println!(
            "{}: {}% of the rows lie outside the study area; if that is a surprise, look at `study`, and at x, y, crs and transform of the source",
            file.input.file,
            outside * 100 / rows
        );
    }
}

fn agreement(file: &FileCheck) {
    let Some(agreement) = &file.agreement else {
        return;
    };
    let transform = file
        .transform
        .as_ref()
        .map_or_else(String::new, |used| format!(" ({used})"));
    println!(
        "{}: {:.2}% of {} rows agree with the join{transform}; the others lie within {:.2} m of the {} they name",
        file.input.file,
        agreement.percent(),
        thousands(agreement.comparable),
        agreement.farthest.0,
        agreement.layer,
    );
}

pub(crate) fn build(args: &Build) -> Result<Exit> {
    let config = config::load(&args.config)?;
    let base = folder_of(&args.config);
    let book = args.book.clone().unwrap_or_else(|| base.join("book"));
    let bar = Bar::new();
    let report = beatbook_build::build(&config, &base, &book, args.bad_rows.into(), &mut |step| {
        bar.show(&step);
    })?;
    drop(bar);
    if report.synthetic {
        println!("SYNTHETIC: made of synthetic data");
    }
    print!(
        "{}",
        accounts(report.inputs.iter().filter(|input| input.source.is_some()))
    );
    for problem in &report.problems {
        println!("\nleft out: {problem}\n");
    }
    for note in &report.notes {
        println!("note: {note}");
    }
    println!(
        "book {} in {}: {} objects, {} of them new",
        &report.version[..12],
        book.display(),
        report.objects,
        report.written
    );
    println!("next: beatbook serve {}", book.display());
    Ok(Exit::Done)
}

/// rows read = located + unlocated + outside + refused, for every file and all together.
fn accounts<'a>(inputs: impl Iterator<Item = &'a Input>) -> String {
    let mut rows = Vec::new();
    let mut total = [0; 5];
    for input in inputs {
        let numbers = [
            input.rows,
            input.located,
            input.unlocated,
            input.outside,
            input.refused,
        ];
        for (sum, number) in total.iter_mut().zip(numbers) {
            *sum += number;
        }
        rows.push(row(&input.file, numbers));
    }
    if rows.len() > 1 {
        rows.push(row("all files", total));
    }
    let head = [
        "file",
        "rows read",
        "= located",
        "+ unlocated",
        "+ outside",
        "+ refused",
    ];
    aligned(&head, &rows, &[1, 2, 3, 4, 5])
}

/// rows read = inside + outside + unknown + unlinked + refused, for every file of people.
fn people(files: &[PeopleEntry]) -> String {
    let head = [
        "people of",
        "rows read",
        "= home inside",
        "+ outside",
        "+ not known",
        "+ no such event",
        "+ refused",
    ];
    let line = |file: &PeopleEntry| {
        let numbers = [
            file.rows,
            file.inside,
            file.outside,
            file.unknown,
            file.unlinked,
            file.refused,
        ];
        row(&file.of, numbers)
    };
    let rows: Vec<Vec<String>> = files.iter().map(line).collect();
    aligned(&head, &rows, &[1, 2, 3, 4, 5, 6])
}

fn row<const N: usize>(name: &str, numbers: [u64; N]) -> Vec<String> {
    std::iter::once(name.to_owned())
        .chain(numbers.map(thousands))
        .collect()
}

fn folder_of(config: &Path) -> PathBuf {
    match config.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.into(),
        _ => PathBuf::from("."),
    }
}
