//! `beatbook init`.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use beatbook_core::{Bng, Crs, Transform, thousands};
use beatbook_locate::{AreaIndex, NO_AREA, Transformer};
use beatbook_read::{Ground, LayerSpec, Proposal, Told, propose, read_layer, recognise};

use crate::commands::Init;
use crate::config;
use crate::exit::Exit;

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
        println!(
            "wrote {}; fill it in, then: beatbook check {}",
            path.display(),
            path.display()
        );
        return Ok(Exit::Done);
    }
    if path.exists() {
        return there_already(&path);
    }
    for folder in &args.from {
        if !folder.exists() {
            bail!(
                "there is no folder {}; name the one your files are in",
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
    print!("{}", told(&proposal.files));
    write(&path, &proposal.config)?;
    Ok(ended(&proposal, &path))
}

fn ended(proposal: &Proposal, path: &Path) -> Exit {
    let unused = proposal
        .files
        .iter()
        .filter(|file| file.used.starts_with("not used"));
    println!(
        "\n{} files, {} of them used; wrote {}",
        thousands(proposal.files.len() as u64),
        thousands((proposal.files.len() - unused.count()) as u64),
        path.display()
    );
    for missing in &proposal.missing {
        println!("missing: {missing}");
    }
    if proposal.missing.is_empty() {
        println!("next: beatbook check {}", path.display());
        Exit::Done
    } else {
        println!("then: beatbook check {}", path.display());
        Exit::Problems
    }
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
    for Told { file, what, used } in files {
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
    }
    text
}

/// The layers that were looked at, ready for joining.
#[derive(Default)]
struct Joined {
    layers: HashMap<(PathBuf, String), Result<(Vec<String>, AreaIndex), String>>,
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
