//! What can be asked of the program.

use std::path::PathBuf;

use anyhow::Result;
use beatbook_core::Audience;
use beatbook_fetch::Months;
use beatbook_read::BadRows;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::exit::Exit;
use crate::{
    backtest, before_after, build, check, compare, concentration, counts, demo, density,
    deprivation, doctor, emerging, evaluate, events, export, fetch, hotspots, hours, init, moran,
    near_repeat, nights, outreach, places, premises, profile, rates, recent, scan, seasons, serve,
    stability, streets, token, week, why,
};

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
    /// Get boundaries, indices, lookups and police.uk archives from their publishers (uses the network)
    Fetch(Fetch),
    /// Write a commented beatbook.toml: to fill in, or with --from one for the files of a folder
    Init(Init),
    /// Read everything a beatbook.toml names and say what is in it, without writing anything
    Check(Check),
    /// Read, locate and write the book
    Build(Build),
    /// The ranked hotspots of a selection
    Hotspots(Hotspots),
    /// Places with repeated incidents, ranked with intervals
    Places(Ask),
    /// Premises by incidents in them or at their door, with intervals; names only with --names
    Premises(Premises),
    /// Streets ranked by incidents per km or by incidents, with intervals and a test
    Streets(Streets),
    /// The count of every cell, square, area, street segment or premises: name it with unit= in the selection
    Counts(Ask),
    /// Whether neighbouring cells resemble each other (global and local Moran's I, general G)
    Moran(Moran),
    /// The 168 hours of the week, and which of them are unusual
    Week(Week),
    /// Hours of the night at each hotspot, and the nights with most
    Nights(Ask),
    /// Hours at which each hotspot is hot, all tested together
    Hours(Ask),
    /// What was new in the last days at each hotspot
    Recent(Recent),
    /// Areas by parts of the day, for those who offer help there
    Outreach(Outreach),
    /// Why a place is, or is not, hot
    Why(Why),
    /// Places that are new, growing, persistent or gone, from step to step
    Emerging(Emerging),
    /// Months of the year against a flat year
    Seasons(Ask),
    /// Whether incidents follow near ones soon, more often than chance; how near and how soon
    NearRepeat(NearRepeat),
    /// Outbreaks: where and when there was more than the place and the time alone explain
    Scan(Scan),
    /// One area on a page: name it in the selection, such as "area=ward22:E05011376"
    Profile(Ask),
    /// How those concerned are spread over the national deciles of deprivation
    Deprivation(Deprivation),
    /// Rates of the areas of a layer, smoothed, and which of them stand out from what chance does
    Rates(Rates),
    /// How few places hold half of it, beside what chance alone would do
    Concentration(Ask),
    /// Two periods, or two sources, side by side
    Compare(Compare),
    /// A place before and after a day, beside a comparison: what changed, with its interval, or "cannot say"
    BeforeAfter(BeforeAfter),
    /// Whether an intervention worked: the place, the ring round it and a comparison, with guards, or "no evidence"
    Evaluate(Evaluate),
    /// How well the map of one month would have held the next, against "the same as before"
    Backtest(Backtest),
    /// How dense events are on the ground, smoothed: its tops as a table, its grid with --format csv
    Density(Density),
    /// How often each hotspot stays hot when the grid is moved
    Stability(Stability),
    /// The rows behind a figure; every listing is logged in the folder of the book
    Events(Events),
    /// The dated schedule of one premises, for a hearing; every listing is logged in the folder of the book
    Schedule(Schedule),
    /// A table as CSV, GeoJSON, GeoParquet or GPX, or a layer of tiles as PMTiles, in a file for other programs
    Export(Export),
    /// Show the map of a book in a browser of this machine
    Serve(Serve),
    /// Make a token, which shows its holder what one audience may see
    Token(Token),
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
pub(crate) struct Fetch {
    /// What to get: NAME for its first file, NAME#FILE for another, NAME#* for all; or the path of a
    /// source.toml of your own
    #[arg(required_unless_present = "list")]
    pub(crate) names: Vec<String>,
    /// Folder to put it in, in a folder of its name
    #[arg(long, default_value = "data")]
    pub(crate) to: PathBuf,
    /// Say what there is, or more about the names given, and get nothing
    #[arg(long)]
    pub(crate) list: bool,
    /// Of what is published by month: these months, such as 2023-01..2023-12
    #[arg(long, value_parser = |text: &str| Months::parse(text))]
    pub(crate) months: Option<Months>,
    /// Of what is published by force: cut out this force, such as greater-manchester
    #[arg(long)]
    pub(crate) force: Vec<String>,
    /// Get it also when it is here already
    #[arg(long)]
    pub(crate) again: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// Folder to write beatbook.toml to
    #[arg(default_value = ".")]
    pub(crate) dir: PathBuf,
    /// Folder with your files: says what each is and writes a beatbook.toml that reads them; may be given
    /// several times. The files are only read
    #[arg(long, value_name = "DIR")]
    pub(crate) from: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The config
    #[arg(default_value = "beatbook.toml")]
    pub(crate) config: PathBuf,
    /// How to show it
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub(crate) format: Shape,
    /// Also write it as a page with plots, to open in a browser or print
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Also write every row that cannot be used, or is re-issued in a later file, with the reason
    #[arg(long, value_name = "FILE")]
    pub(crate) problems: Option<PathBuf>,
}

/// How a check is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shape {
    /// For people
    Table,
    /// For programs
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Build {
    /// The config
    #[arg(default_value = "beatbook.toml")]
    pub(crate) config: PathBuf,
    /// Folder of the book [default: `book` beside the config]
    #[arg(long)]
    pub(crate) book: Option<PathBuf>,
    /// What to do with rows that cannot be used; those left out are listed in problems.csv beside the config
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

/// What every question about a book says.
#[derive(Debug, Args)]
pub(crate) struct Ask {
    /// Folder of the book
    pub(crate) book: PathBuf,
    /// What to look at, such as "category=robbery & window=fri22-sat07". unit= is what is counted: h3-8, h3-9,
    /// h3-10, bng-150, street, premises or an area layer; against= what it is held against: city or layer:code
    #[arg(default_value = "")]
    pub(crate) selection: String,
    /// How to show it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// Who will see it: analyst (exact), operational (vetted police: exact but for health sources) or
    /// partnership (small numbers protected)
    #[arg(long, default_value = "analyst", value_parser = |word: &str| Audience::parse(word))]
    pub(crate) audience: Audience,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// Folder of the book
    pub(crate) book: PathBuf,
    /// What: hotspots, cells, counts, places, streets, areas (name it with layer= in the selection), week or hours;
    /// as PMTiles a layer of tiles: hotspots, areas and others
    pub(crate) table: String,
    /// What to look at, such as "category=robbery & window=fri22-sat07", and what may be asked beside it, such
    /// as "ids=SJ8498SW,SD8601NW" for these rows alone
    #[arg(default_value = "")]
    pub(crate) selection: String,
    /// File to write, whole or not at all; in a folder it is called after what is in it
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// csv, geojson, parquet, gpx or pmtiles [default: what the name of the file ends in]
    #[arg(long)]
    pub(crate) format: Option<String>,
    /// Who the file is for: analyst, operational or partnership [default: partnership, for a file is meant
    /// to leave]
    #[arg(long, value_parser = |word: &str| Audience::parse(word))]
    pub(crate) audience: Option<Audience>,
    /// Replace a file that is there
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Hotspots {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// Where p comes from: exact, normal (approximate), permutation (all counts shuffled) or conditional
    /// (each cell's own held, as PySAL does) [default: exact]
    #[arg(long)]
    pub(crate) test: Option<String>,
    /// Permutations, 99 to 99,999 [default: 99,999]
    #[arg(long)]
    pub(crate) permutations: Option<String>,
    /// Seed of the permutations: the same one gives the same answer [default: 1]
    #[arg(long)]
    pub(crate) seed: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Moran {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// Permutations, 99 to 99,999 [default: 99,999]
    #[arg(long)]
    pub(crate) permutations: Option<String>,
    /// Seed of the permutations: the same one gives the same answer [default: 1]
    #[arg(long)]
    pub(crate) seed: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Why {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// The hotspot, or any cell, by its id
    #[arg(long)]
    pub(crate) id: String,
}

#[derive(Debug, Args)]
pub(crate) struct Week {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// Only a cell and the cells round it, by its id
    #[arg(long)]
    pub(crate) cell: Option<String>,
    /// Only a repeat location, by its id
    #[arg(long)]
    pub(crate) place: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Streets {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// Rank by rate (incidents per km) or count
    #[arg(long, default_value = "rate")]
    pub(crate) by: String,
    /// Segments from junction to junction rather than whole streets
    #[arg(long)]
    pub(crate) segments: bool,
    /// How incidents are spread along the streets for the peak: simple, discontinuous or continuous
    #[arg(long, default_value = "discontinuous")]
    pub(crate) kernel: String,
    /// How far they are spread, in metres
    #[arg(long, default_value = "200")]
    pub(crate) radius: String,
}

#[derive(Debug, Args)]
pub(crate) struct Premises {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// Call premises by their names, for analyst and operational; else "Premises 14, Bloom Street"
    #[arg(long)]
    pub(crate) names: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Schedule {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// The premises, by the id that `beatbook premises` gives
    #[arg(long)]
    pub(crate) premises: String,
}

#[derive(Debug, Args)]
pub(crate) struct BeforeAfter {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// The first day after the change; the place is the area= of the selection
    #[arg(long, value_name = "DAY")]
    pub(crate) on: String,
    /// Steps of four weeks on each side (of months where the source knows only these), 3 to 26 [default: 13]
    #[arg(long)]
    pub(crate) steps: Option<String>,
    /// The place, where it is no area: a hotspot or cell by its id, with the cells round it
    #[arg(long)]
    pub(crate) cell: Option<String>,
    /// With what it is compared: rest, or areas of one layer joined by commas [default: rest]
    #[arg(long)]
    pub(crate) comparison: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Evaluate {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// The first day after the change
    #[arg(long, value_name = "DAY")]
    pub(crate) on: String,
    /// What was treated: areas of one layer joined by commas, a hotspot or cell by its id (with the cells round
    /// it), or circle:LONGITUDE,LATITUDE,METRES
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) target: String,
    /// The ground round it, where what was displaced would turn up: metres, or areas of one layer
    #[arg(long)]
    pub(crate) ring: Option<String>,
    /// With what it is compared: rest, or areas of one layer joined by commas, chosen before [default: rest]
    #[arg(long)]
    pub(crate) comparison: Option<String>,
    /// How the target was chosen: the days it was chosen from, such as 2021-10-01..2022-03-31, or otherwise
    /// where it was not for its count
    #[arg(long)]
    pub(crate) chosen: Option<String>,
    /// Steps of four weeks on each side (of months where the source knows only these), 3 to 26 [default: 13]
    #[arg(long)]
    pub(crate) steps: Option<String>,
    /// Steps left out between the baseline and the day [default: 0]
    #[arg(long)]
    pub(crate) gap: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Backtest {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// Months that are forecast, the last recorded ones of the period, 6 to 60 [default: 12]
    #[arg(long)]
    pub(crate) months: Option<String>,
    /// Months before each that it is forecast from, 1 to 60 [default: 12]
    #[arg(long)]
    pub(crate) train: Option<String>,
    /// Percent of the ground that may be chosen, 0.1 to 50 [default: 1]
    #[arg(long, value_name = "PERCENT")]
    pub(crate) ground: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct NearRepeat {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// Edges of the bands of distance; each holds its lower edge, not its upper [default: 0,100,200,300,400:
    /// blocks of streets, as far as the risk near a burgled home was found raised]
    #[arg(long, value_name = "METRES")]
    pub(crate) bands_metres: Option<String>,
    /// Edges of the bands of time, likewise [default: 0,7,14,21,28: weeks, to four]
    #[arg(long, value_name = "DAYS")]
    pub(crate) bands_days: Option<String>,
    /// How often times are dealt out anew, 99 to 99999 [default: 999, enough for one of 20 bands alone to
    /// stand out at 5%]
    #[arg(long)]
    pub(crate) permutations: Option<String>,
    /// The same seed gives the same answer [default: 1]
    #[arg(long)]
    pub(crate) seed: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Scan {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// Step of time: day, week or month [default: week up to two years of days, else month]
    #[arg(long)]
    pub(crate) step: Option<String>,
    /// Largest share of all incidents, and of the period, in one outbreak [default: 0.5]
    #[arg(long, value_name = "SHARE")]
    pub(crate) max_share: Option<String>,
    /// Largest radius of an outbreak, in metres [default: 1000, what a patrol on foot covers]
    #[arg(long, value_name = "METRES")]
    pub(crate) max_radius: Option<String>,
    /// How often times are dealt out anew over places [default: 999]
    #[arg(long, value_name = "NUMBER")]
    pub(crate) permutations: Option<String>,
    /// The same seed gives the same p [default: 1]
    #[arg(long)]
    pub(crate) seed: Option<String>,
    /// Only outbreaks that last to the end of the period
    #[arg(long)]
    pub(crate) alive: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Deprivation {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// The index, such as imd19 [default: the first of the book]
    #[arg(long)]
    pub(crate) index: Option<String>,
    /// How much more the poorer end has than the richer one, with its interval: slope (SII), relative (RII)
    /// and concentration index
    #[arg(long)]
    pub(crate) sii: bool,
    /// With --sii, what rates are over: residents, workday or km2 [default: residents]
    #[arg(long, requires = "sii")]
    pub(crate) per: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Rates {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// Layer of areas, such as ward22 or lsoa11
    #[arg(long)]
    pub(crate) layer: String,
    /// What rates are over: residents, workday or km2 [default: residents]
    #[arg(long)]
    pub(crate) per: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// With what: before (the same days a year earlier), 2022-10-01..2023-09-30, or source:attendance
    #[arg(long, default_value = "before")]
    pub(crate) with: String,
}

#[derive(Debug, Args)]
pub(crate) struct Emerging {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// How long a step is: month, quarter, or days such as 28d [default: quarter, or less where that
    /// gives fewer than ten]
    #[arg(long)]
    pub(crate) step: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Density {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// How far to smooth, in metres: nothing further away counts [default: chosen by --rule]
    #[arg(long, value_name = "M")]
    pub(crate) radius: Option<String>,
    /// What chooses the radius: likelihood, cronie, diggle, normal or silverman [default: likelihood]
    #[arg(long)]
    pub(crate) rule: Option<String>,
    /// Whether to make up for what lies beyond the border: on or off [default: on]
    #[arg(long)]
    pub(crate) edge: Option<String>,
    /// Smooth less where events are dense and more where they are few
    #[arg(long)]
    pub(crate) adaptive: bool,
    /// Side of a cell of the grid, in metres [default: a quarter of the radius or less]
    #[arg(long, value_name = "M")]
    pub(crate) cell: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Recent {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// How many days, ending with the last that is 95% recorded [default: 14]
    #[arg(long, value_name = "DAYS")]
    pub(crate) last: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Outreach {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// Layer of areas, such as beat24 or ward22
    #[arg(long)]
    pub(crate) layer: String,
}

#[derive(Debug, Args)]
pub(crate) struct Stability {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// How many grids, the first of them not moved [default: 19]
    #[arg(long, value_name = "N")]
    pub(crate) grids: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Events {
    #[command(flatten)]
    pub(crate) ask: Ask,
    /// Only a cell and the cells round it, by its id
    #[arg(long)]
    pub(crate) cell: Option<String>,
    /// Only a repeat location, by its id
    #[arg(long)]
    pub(crate) place: Option<String>,
    /// Only this hour of the week: 0 (Monday 00:00) to 167 (Sunday 23:00)
    #[arg(long)]
    pub(crate) hour: Option<String>,
    /// Only this month, such as 2024-09
    #[arg(long)]
    pub(crate) month: Option<String>,
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
    /// Who is shown the book when no token is sent: analyst, operational or partnership
    #[arg(long, default_value = "analyst", value_parser = |word: &str| Audience::parse(word))]
    pub(crate) audience: Audience,
    /// File of tokens, as `beatbook token` writes it: whoever sends one is shown what its audience may see
    #[arg(long)]
    pub(crate) tokens: Option<PathBuf>,
    /// Map to lie under the findings: a PMTiles archive of vector tiles
    #[arg(long)]
    pub(crate) basemap: Option<PathBuf>,
    /// Port of 127.0.0.1; the next free one is used when it is taken, 0 takes any
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
}

#[derive(Debug, Args)]
pub(crate) struct Token {
    /// Who it is for, in words
    pub(crate) name: String,
    /// File of tokens to add it to; made where there is none. It holds no token, only what tells it
    #[arg(long, default_value = "tokens.toml")]
    pub(crate) file: PathBuf,
    /// What its holder may see: analyst, operational or partnership
    #[arg(long, default_value = "partnership", value_parser = |word: &str| Audience::parse(word))]
    pub(crate) audience: Audience,
    /// Days for which it is good, today included
    #[arg(long, default_value_t = 365, value_parser = clap::value_parser!(u16).range(1..=1_830))]
    pub(crate) days: u16,
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
            Command::Fetch(args) => fetch::run(args),
            Command::Init(args) => init::run(&args),
            Command::Check(args) => check::run(&args),
            Command::Build(args) => build::run(&args),
            Command::Hotspots(args) => hotspots::run(&args),
            Command::Places(args) => places::run(&args),
            Command::Premises(args) => premises::run(&args),
            Command::Schedule(args) => premises::schedule(args),
            Command::Rates(args) => rates::run(&args),
            Command::Concentration(args) => concentration::run(&args),
            Command::BeforeAfter(args) => before_after::run(&args),
            Command::Evaluate(args) => evaluate::run(&args),
            Command::Backtest(args) => backtest::run(&args),
            Command::Streets(args) => streets::run(&args),
            Command::Counts(ask) => counts::run(&ask),
            Command::Moran(args) => moran::run(&args),
            Command::Week(args) => week::run(args),
            Command::Nights(args) => nights::run(&args),
            Command::Hours(args) => hours::run(&args),
            Command::Recent(args) => recent::run(&args),
            Command::Outreach(args) => outreach::run(&args),
            Command::Why(args) => why::run(args),
            Command::Emerging(args) => emerging::run(&args),
            Command::Seasons(args) => seasons::run(&args),
            Command::NearRepeat(args) => near_repeat::run(&args),
            Command::Scan(args) => scan::run(&args),
            Command::Profile(args) => profile::run(&args),
            Command::Deprivation(args) => deprivation::run(args),
            Command::Compare(args) => compare::run(&args),
            Command::Density(args) => density::run(&args),
            Command::Stability(args) => stability::run(&args),
            Command::Events(args) => events::run(args),
            Command::Export(args) => export::run(&args),
            Command::Serve(args) => serve::run(&args),
            Command::Token(args) => token::run(&args),
            Command::Doctor(args) => doctor::run(&args),
        }
    }
}
