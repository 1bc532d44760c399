//! What can be asked of the program.

use std::path::PathBuf;

use anyhow::Result;
use beatbook_core::Audience;
use beatbook_read::BadRows;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::exit::Exit;
use crate::{check, demo, doctor, hotspots, init, serve};

/// Tested hotspots from offence and A&E locations, on a map that works offline.
#[derive(Debug, Parser)]
#[command(name = "beatbook", version, max_term_width = 100)]
pub(crate) struct Commands {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the raw files of a synthetic city, to try everything without real data
    Demo(Demo),
    /// Write a commented beatbook.toml to fill in
    Init(Init),
    /// Read everything a beatbook.toml names and say what is in it, without writing anything
    Check(Check),
    /// Read, locate and write the book
    Build(Build),
    /// The ranked hotspots of a selection
    Hotspots(Hotspots),
    /// Show the map of a book in a browser of this machine
    Serve(Serve),
    /// Look whether a book is whole and this machine can use it
    Doctor(Doctor),
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Folder to write to
    #[arg(long, default_value = "demo")]
    pub(crate) dir: PathBuf,
    /// How many events
    #[arg(long, default_value_t = 60_000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub(crate) events: u64,
    /// The same seed gives the same city
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// A city in which nothing stands out
    #[arg(long)]
    pub(crate) null: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// Folder to write beatbook.toml to
    #[arg(default_value = ".")]
    pub(crate) dir: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The config
    #[arg(default_value = "beatbook.toml")]
    pub(crate) config: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Build {
    /// The config
    #[arg(default_value = "beatbook.toml")]
    pub(crate) config: PathBuf,
    /// Folder of the book [default: `book` beside the config]
    #[arg(long)]
    pub(crate) book: Option<PathBuf>,
    /// What to do with rows that cannot be used
    #[arg(long, value_enum, default_value_t = Bad::Refuse)]
    pub(crate) bad_rows: Bad,
}

/// What to do with rows that cannot be used.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Bad {
    /// End with a message that names them
    Refuse,
    /// Leave them out and list them
    Skip,
}

impl From<Bad> for BadRows {
    fn from(bad: Bad) -> Self {
        match bad {
            Bad::Refuse => Self::Refuse,
            Bad::Skip => Self::Skip,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Hotspots {
    /// Folder of the book
    pub(crate) book: PathBuf,
    /// What to look at, such as "category=robbery & window=fri22-sat07"
    #[arg(default_value = "")]
    pub(crate) selection: String,
    /// How to show it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// Who will see it: analyst (exact) or partnership (small numbers protected)
    #[arg(long, default_value = "analyst", value_parser = |word: &str| Audience::parse(word))]
    pub(crate) audience: Audience,
}

/// How an answer is shown.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// For spreadsheets
    Csv,
    /// For programs; the same as the server's answer
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Folder of the book
    pub(crate) book: PathBuf,
    /// Port of 127.0.0.1; the next free one is used when it is taken, 0 takes any
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
}

#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// Folder of a book to look at
    pub(crate) book: Option<PathBuf>,
}

impl Commands {
    pub(crate) fn run(self) -> Result<Exit> {
        match self.command {
            Command::Demo(args) => demo::run(&args),
            Command::Init(args) => init::run(&args),
            Command::Check(args) => check::check(&args),
            Command::Build(args) => check::build(&args),
            Command::Hotspots(args) => hotspots::run(&args),
            Command::Serve(args) => serve::run(&args),
            Command::Doctor(args) => doctor::run(&args),
        }
    }
}
