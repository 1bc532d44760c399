//! `beatbook build`.

use anyhow::Result;

use crate::accounts::accounts;
use crate::bar::Bar;
use crate::commands::Build;
use crate::config;
use crate::exit::Exit;
use crate::problems::{Kept, Problems, folder_of};

pub(crate) fn run(args: &Build) -> Result<Exit> {
    let config = config::load(&args.config)?;
    let base = folder_of(&args.config);
    let book = args.book.clone().unwrap_or_else(|| base.join("book"));
    let mut problems = Problems::of_build(&book, &config, &args.config);
    let listed = problems.target().to_path_buf();
    let bar = Bar::new();
    let report = beatbook_build::build(
        &config,
        &base,
        &book,
        args.bad_rows.into(),
        &mut |step| bar.show(&step),
        &mut |row| problems.add(&row),
    )?;
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
    match problems.keep_if_any() {
        Ok(Kept::Rows(rows)) => println!("{rows} rows are not in the book: {}", listed.display()),
        Ok(Kept::None) => {}
        // The book is whole all the same.
        Err(error) => println!("note: the rows left out are not listed: {error:#}"),
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
