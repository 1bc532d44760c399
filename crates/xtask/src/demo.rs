//! From a fresh machine to a map: looks for tools, builds, makes the synthetic city, serves it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::front_end;
use crate::needs;
use crate::program;
use crate::run::must;
use crate::steps::{Steps, spoken};
use crate::workspace::Workspace;

/// What was asked for on the command line.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    port: Option<u16>,
    no_serve: bool,
    dir: Option<PathBuf>,
    /// Words for `beatbook demo`: how many events, which seed, whether anything stands out.
    city: Vec<String>,
}

impl Wishes {
    pub fn parse(words: &[String]) -> Result<Self> {
        let mut wishes = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || {
                words
                    .next()
                    .with_context(|| format!("{word} needs a value"))
            };
            match word.as_str() {
                "--port" => {
                    let port = value()?;
                    wishes.port = Some(
                        port.parse()
                            .with_context(|| format!("--port: '{port}' is not a port"))?,
                    );
                }
                "--dir" => wishes.dir = Some(value()?.into()),
                "--no-serve" => wishes.no_serve = true,
                "--null" => wishes.city.push(word.clone()),
                "--events" | "--seed" => {
                    let value = value()?.clone();
                    wishes.city.extend([word.clone(), value]);
                }
                "--" => wishes.city.extend(words.by_ref().cloned()),
                other => bail!(
                    "'{other}' is not an option of `cargo xtask demo`; it knows --port N, --no-serve, --dir DIR, --events N, --seed N, --null"
                ),
            }
        }
        Ok(wishes)
    }
}

pub fn run(wishes: &Wishes) -> Result<()> {
    let workspace = Workspace::here();
    let dir = wishes
        .dir
        .clone()
        .unwrap_or_else(|| workspace.root.join("demo"));
    let mut steps = Steps::new(6);

    steps.next("looking for what the build needs");
    needs::supply(&needs::TO_BUILD)?;

    let first = !workspace.front_end().join("dist").is_dir();
    steps.next(if first {
        "building the front end (first time: about a minute)"
    } else {
        "building the front end"
    });
    if !front_end::build(&workspace)? {
        println!("      unchanged");
    }

    let first = !workspace
        .target
        .join("debug")
        .join(program::file_name())
        .is_file();
    steps.next(if first {
        "building the program (first time: about 15 minutes on 2 cores)"
    } else {
        "building the program"
    });
    let program = program::compile(&workspace)?;

    steps.next("making the synthetic city");
    if !city(&program, &dir, &wishes.city)? {
        println!("      unchanged");
    }

    steps.next("building its book");
    let book = book(&program, &dir)?;

    let time = steps.elapsed();
    let again = if time < Duration::from_mins(1) {
        ""
    } else {
        "; the next time takes seconds"
    };
    if wishes.no_serve {
        steps.next("not serving the map, as asked");
        println!("      {} serve {}", program.display(), book.display());
        println!("ready after {}{again}", spoken(time));
        return Ok(());
    }
    steps.next("serving the map; Ctrl-C ends it");
    println!("      ready after {}{again}", spoken(time));
    serve(&program, &book, wishes.port)
}

/// Writes the raw files of a city, unless this program has written them there with the same
/// words before. Says whether it had to.
pub fn city(program: &Path, dir: &Path, words: &[String]) -> Result<bool> {
    let stamp = dir.join(".made-by");
    let wanted = format!(
        "{:016x} {}",
        front_end::hash_of(&[program.to_path_buf()])?,
        words.join(" ")
    );
    if dir.join("beatbook.toml").is_file()
        && fs::read_to_string(&stamp).is_ok_and(|found| found == wanted)
    {
        return Ok(false);
    }
    let mut command = Command::new(program);
    command.arg("demo").arg("--dir").arg(dir).args(words);
    must(&mut command, "making the city")?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))?;
    Ok(true)
}

/// Builds the book of a folder that [`city`] has filled; gives the book's path.
pub fn book(program: &Path, dir: &Path) -> Result<PathBuf> {
    must(
        Command::new(program)
            .arg("build")
            .arg(dir.join("beatbook.toml")),
        "building the book",
    )?;
    Ok(dir.join("book"))
}

/// Hands over to the program, which says the address and stays until it is ended.
fn serve(program: &Path, book: &Path, port: Option<u16>) -> Result<()> {
    let mut command = Command::new(program);
    command
        .arg("serve")
        .arg(book)
        .arg("--port")
        .arg(port.unwrap_or(8080).to_string());
    // In its place rather than below it, so that a signal to this process ends the server.
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        Err(command.exec()).context("cannot start the server")
    }
    #[cfg(not(unix))]
    {
        let status = command.status().context("cannot start the server")?;
        anyhow::ensure!(status.success(), "the server ended with {status}");
        Ok(())
    }
}

#[cfg(test)]
#[path = "demo_tests.rs"]
mod tests;
