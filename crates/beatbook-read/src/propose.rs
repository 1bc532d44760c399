//! From what the files of a folder are to a config that reads them.
//!
//! Every choice is said in a comment beside it, and everything that is not used stands at the end with
//! the reason. What no file can say (the agreement on health data, the year of a boundary) is never
//! made up in silence.

mod choose;
mod events;
mod paths;
mod people;
mod tables;
mod text;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use beatbook_core::{Crs, Day, Transform};

use crate::LayerSpec;
use crate::recognise::{Kind, Recognised};

use choose::Chosen;
use paths::Paths;
use text::Text;

/// Finds the area each position lies in. The joining itself is not done in this crate.
pub trait Ground {
    /// The code of the area of each position, in order.
    ///
    /// # Errors
    /// What is wrong with the layer, in words.
    fn areas(
        &mut self,
        layer: &LayerSpec,
        positions: &[[f64; 2]],
        crs: Crs,
        transform: &Transform,
    ) -> Result<Vec<Option<String>>, String>;
}

/// A config, and what became of each file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The text of the config.
    pub config: String,
    /// One entry for each file looked at, in their order.
    pub files: Vec<Told>,
    /// What is still missing for a book, one sentence each.
    pub missing: Vec<String>,
}

/// What is said of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its path, below the folder that was looked at.
    pub file: String,
    /// What it is, and why it is taken for that.
    pub what: String,
    /// What it is used for; or `not used: ` and why.
    pub used: String,
    /// What is to be known of its columns, a sentence each: those not used and why, values that do not fit.
    pub notes: Vec<String>,
}

/// Proposes a config for files.
///
/// - `found`: what [`crate::recognise`] found in `roots`, in that order.
/// - `folder`: where the config will lie; its paths are relative to it.
/// - `today`: the year of boundaries that name none.
pub fn propose(
    found: &[Recognised],
    roots: &[PathBuf],
    folder: &Path,
    today: Day,
    ground: &mut dyn Ground,
) -> Proposal {
    let paths = Paths::new(roots, folder);
    let found = &once(found, &paths);
    let mut used: Vec<String> = vec![String::new(); found.len()];
    let groups = events::groups(found);
    let chosen = Chosen::of(found, &groups, &paths, today, ground, &mut used);
    let mut text = Text::default();
    text.head(
        &title(&chosen, roots),
        &chosen,
        key(found, &paths, &mut used),
    );
    tables::write(found, &chosen, &paths, &mut text, &mut used);
    let ids = events::write(
        found, &groups, &chosen, &paths, ground, &mut text, &mut used,
    );
    people::write(found, &groups, &ids, &paths, &mut text, &mut used);
    let mut missing = Vec::new();
    if chosen.layers.is_empty() {
        missing.push(
            "no boundaries were found, and without a layer there is no study area; add a [[layer]]"
                .to_owned(),
        );
    }
    if !ids.iter().any(|id| id.active) {
        missing.push(if ids.is_empty() {
            "no file of events was found; add a [[source]]".to_owned()
        } else {
            "the only events are health data: fill in [source.agreement] and take the # away"
                .to_owned()
        });
    }
    let files: Vec<Told> = found
        .iter()
        .zip(used)
        .map(|(file, used)| told(file, used, &paths))
        .collect();
    let unnamed = found
        .iter()
        .zip(&files)
        .filter(|(file, _)| matches!(file.what, Kind::Unused(..) | Kind::Unknown(_)));
    let unnamed: Vec<&Told> = unnamed.map(|(_, told)| told).collect();
    text.unused(&unnamed);
    Proposal {
        config: text.finish(),
        files,
        missing,
    }
}

fn told(file: &Recognised, used: String, paths: &Paths) -> Told {
    let (what, used) = match &file.what {
        Kind::Unused(_, why) => (file.evidence.clone(), format!("not used: {why}")),
        Kind::Unknown(why) => ("not recognised".into(), format!("not used: {why}")),
        _ => (file.evidence.clone(), used),
    };
    Told {
        file: paths.shown(&file.path),
        what,
        used,
        notes: file.notes.clone(),
    }
}

/// The files, where a later table with the rows of an earlier one is of no use: `download.zip` beside what
/// was unpacked from it, `a.csv` beside `a.csv.gz`. Read together, every event would count twice.
fn once<'a>(found: &'a [Recognised], paths: &Paths) -> Cow<'a, [Recognised]> {
    let mut found = Cow::Borrowed(found);
    for at in 0..found.len() {
        let file = &found[at];
        let counted = matches!(
            file.what,
            Kind::Events(_) | Kind::People(_) | Kind::Places(_)
        );
        if !counted || file.same.is_none() || file.rows == 0 {
            continue;
        }
        let first = found[..at].iter().find(|other| {
            other.same == file.same
                && std::mem::discriminant(&other.what) == std::mem::discriminant(&file.what)
        });
        if let Some(first) = first {
            let why = format!("the same rows as {}", paths.shown(&first.path));
            found.to_mut()[at].what = Kind::Unused("the same rows", why);
        }
    }
    found
}

/// The key of pseudonyms, where there is one.
fn key(found: &[Recognised], paths: &Paths, used: &mut [String]) -> Option<String> {
    let at = found.iter().position(|file| file.what == Kind::Key)?;
    used[at] = "key of pseudonyms".into();
    Some(paths.relative(&found[at].path))
}

/// The district most areas of the study layer lie in, by their names (`Liverpool 031A`); else the name
/// of the folder.
fn title(chosen: &Chosen, roots: &[PathBuf]) -> String {
    let names: Vec<&str> = chosen
        .study()
        .map(|layer| layer.areas.iter())
        .into_iter()
        .flatten()
        .filter_map(|(_, name)| {
            let (district, number) = name.rsplit_once(' ')?;
            number
                .starts_with(|c: char| c.is_ascii_digit())
                .then_some(district)
        })
        .collect();
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for name in &names {
        match counted.iter_mut().find(|(known, _)| known == name) {
            Some((_, count)) => *count += 1,
            None => counted.push((name, 1)),
        }
    }
    let most = counted.iter().max_by_key(|(_, count)| *count);
    if let Some((name, count)) = most
        && 2 * count > names.len()
    {
        return (*name).to_owned();
    }
    let root = roots.first().and_then(|root| root.canonicalize().ok());
    // Of a single file, the folder it lies in.
    let root = root.and_then(|root| {
        if root.is_file() {
            root.parent().map(Path::to_owned)
        } else {
            Some(root)
        }
    });
    let name = root.as_deref().and_then(Path::file_name);
    name.map_or_else(
        || "My city".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

#[cfg(test)]
#[path = "propose_tests.rs"]
mod tests;
