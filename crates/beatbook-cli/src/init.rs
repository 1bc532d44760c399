//! `beatbook init`.

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use beatbook_core::{Bng, Crs, Transform, thousands};
use beatbook_locate::{AreaIndex, NO_AREA, Transformer};
use beatbook_read::{Ground, LayerSpec, Proposal, Told, propose, read_layer, recognise};

use crate::commands::Init;
use crate::config;
use crate::exit::Exit;
use crate::table::wrapped;

const TEMPLATE: &str = include_str!("beatbook.toml");
/// Names of files are given so much room before what is said of them.
const NAME: usize = 44;
/// A line is broken before it is longer.
const WIDEST: usize = 120;

pub(crate) fn run(args: &Init) -> Result<Exit> {
    fs::create_dir_all(&args.dir).with_context(|| format!("cannot make {}", args.dir.display()))?;
    let path = args.dir.join("beatbook.toml");
    if args.from.is_empty() {
        write(&path, TEMPLATE)?;
        say(&format!(
            "wrote {}; fill it in, then: beatbook check {}\n",
            path.display(),
            path.display()
        ))?;
        return Ok(Exit::Done);
    }
    if path.exists() {
        return there_already(&path);
    }
    for folder in &args.from {
        if !folder.exists() {
            bail!(
                "there is no file or folder {}; name the one your files are in",
                folder.display()
            );
        }
    }
    let mut found = Vec::new();
    for folder in &args.from {
        found.extend(recognise(folder));
    }
    let proposal = propose(
        &found,
        &args.from,
        &args.dir,
        config::today(),
        &mut Joined::default(),
    );
    write(&path, &proposal.config)?;
    let (words, exit) = ended(&proposal, &path);
    say(&(told(&proposal.files) + &words))?;
    Ok(exit)
}

/// Writes to the terminal, or to a program that may have read enough and gone.
fn say(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(error).context("cannot write what was found")
        }
        _ => Ok(()),
    }
}

fn ended(proposal: &Proposal, path: &Path) -> (String, Exit) {
    // Sheets and members are parts of one file.
    let files: BTreeSet<PathBuf> = proposal.files.iter().map(of_told).collect();
    let used = proposal
        .files
        .iter()
        .filter(|file| !file.used.starts_with("not used"));
    let used: BTreeSet<PathBuf> = used.map(of_told).collect();
    let mut text = format!(
        "\n{} file{}, {} of them used; wrote {}\n",
        thousands(files.len() as u64),
        if files.len() == 1 { "" } else { "s" },
        thousands(used.len() as u64),
        path.display()
    );
    for missing in &proposal.missing {
        text.extend(["missing: ", missing.as_str(), "\n"]);
    }
    let (word, exit) = if proposal.missing.is_empty() {
        ("next", Exit::Done)
    } else {
        ("then", Exit::Problems)
    };
    (
        format!("{text}{word}: beatbook check {}\n", path.display()),
        exit,
    )
}

fn of_told(told: &Told) -> PathBuf {
    let file = told
        .file
        .split_once('#')
        .map_or(told.file.as_str(), |(file, _)| file);
    PathBuf::from(file)
}

/// Writes a config that was not there before.
fn write(path: &Path, text: &str) -> Result<()> {
    let mut file = match File::create_new(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return there_already(path),
        Err(error) => {
            return Err(error).with_context(|| format!("cannot write {}", path.display()));
        }
    };
    file.write_all(text.as_bytes())
        .with_context(|| format!("cannot write {}", path.display()))
}

fn there_already<T>(path: &Path) -> Result<T> {
    bail!("{} is there already; move it away first", path.display())
}

/// A line for each file: its name, what it is and why, what it is used for.
fn told(files: &[Told]) -> String {
    let longest = files.iter().map(|file| file.file.chars().count()).max();
    let room = longest.unwrap_or(0).min(NAME);
    let mut text = String::new();
    for Told {
        file,
        what,
        used,
        notes,
    } in files
    {
        text.push_str(file);
        let length = file.chars().count();
        let gap = if length > room {
            text.push('\n');
            room + 2
        } else {
            room + 2 - length
        };
        text.push_str(&" ".repeat(gap));
        text.push_str(what);
        if room + what.chars().count() + used.chars().count() + 6 > WIDEST {
            text.push('\n');
            text.push_str(&" ".repeat(room + 2));
            text.push_str("-> ");
        } else {
            text.push_str(" -> ");
        }
        text.push_str(used);
        text.push('\n');
        for note in notes {
            for line in wrapped(note).lines() {
                text.push_str("    ");
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    text
}

/// Codes of a layer and the index of its areas, or why it cannot be joined.
type Ready = Result<(Vec<String>, AreaIndex), String>;

/// The layers that were looked at, ready for joining.
#[derive(Default)]
struct Joined {
    layers: HashMap<(PathBuf, String), Ready>,
}

impl Ground for Joined {
    fn areas(
        &mut self,
        layer: &LayerSpec,
        positions: &[[f64; 2]],
        crs: Crs,
        transform: &Transform,
    ) -> Result<Vec<Option<String>>, String> {
        let key = (layer.path.clone(), layer.transform.to_string());
        let ready = self.layers.entry(key).or_insert_with(|| ready(layer));
        let (codes, index) = ready.as_ref().map_err(Clone::clone)?;
        let transformer = Transformer::new(crs, transform).map_err(|e| e.to_string())?;
        let mut on_grid = positions.to_vec();
        transformer.to_bng(&mut on_grid);
        let on_grid: Vec<Bng> = on_grid
            .into_iter()
            .map(|[easting, northing]| Bng { easting, northing })
            .collect();
        let areas = index.locate_all(&on_grid).into_iter();
        Ok(areas
            .map(|area| (area != NO_AREA).then(|| codes[area as usize].clone()))
            .collect())
    }
}

fn ready(layer: &LayerSpec) -> Result<(Vec<String>, AreaIndex), String> {
    let raw = read_layer(layer).map_err(|e| match e {
        beatbook_read::ReadError::Problem(problem) => problem.reason.clone(),
        other => other.to_string(),
    })?;
    let transformer = Transformer::new(raw.crs, &raw.transform).map_err(|e| e.to_string())?;
    let (codes, mut polygons): (Vec<String>, Vec<_>) = raw
        .areas
        .into_iter()
        .map(|area| (area.code, area.polygon))
        .unzip();
    transformer
        .polygons_to_bng(&mut polygons)
        .map_err(|e| e.to_string())?;
    Ok((codes, AreaIndex::new(&polygons)))
}

#[cfg(test)]
#[path = "init_tests.rs"]
mod tests;
