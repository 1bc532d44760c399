//! Layers inside a zip archive: the only one, or those a part of the path names.

use std::path::{Path, PathBuf};

use crate::Problem;
use crate::asked::{Asked, Wanted};
use crate::config::files::counted;
use crate::features::FeatureFile;
use crate::layer_files::has_ending;
use crate::layer_kind::Kind;
use crate::problem::listed;
use crate::shapes;
use crate::table::archive;
use crate::table::part::{fits, joined};
use crate::unpack::member_bytes;

/// Reads the layer, or the layers in the order people count, of `asked.shown`.
pub(crate) fn read(asked: &Asked<'_>) -> Result<Vec<(PathBuf, FeatureFile)>, Box<Problem>> {
    let archive = asked.shown;
    let names = archive::members(archive, asked.subject)?;
    let (members, part) = choose(&names, asked)?;
    let mut layers = Vec::new();
    for (name, kind) in members {
        let shown = joined(archive, &name);
        let asked = Asked {
            shown: &shown,
            part,
            ..*asked
        };
        let layer = if kind == Kind::Shapefile {
            shapes::read_zipped((archive, &names), &name, &asked)?
        } else {
            kind.read_bytes(member_bytes(archive, &name, asked.subject)?, &asked)?
        };
        layers.push((shown, layer));
    }
    Ok(layers)
}

/// Members to read, and the layer that is meant in each.
type Chosen<'a> = (Vec<(String, Kind)>, Option<&'a str>);

fn choose<'a>(names: &[String], asked: &Asked<'a>) -> Result<Chosen<'a>, Box<Problem>> {
    let mut layers = layers(names);
    let all: Vec<String> = layers.iter().map(|(name, _)| name.clone()).collect();
    let Some(part) = asked.part else {
        return match layers.len() {
            1 => Ok((layers, None)),
            0 => Err(none(names, asked)),
            _ => Err(several(&all, asked)),
        };
    };
    let mut inner = None;
    let mut meant = |part: &str| {
        layers
            .extract_if(.., |(name, _)| is_meant(part, name))
            .collect()
    };
    let mut chosen: Vec<(String, Kind)> = meant(part);
    if chosen.is_empty()
        && let Some((member, layer)) = part.split_once('#')
    {
        chosen = meant(member);
        inner = Some(layer);
    }
    if chosen.is_empty() {
        if all.is_empty() {
            return Err(none(names, asked));
        }
        let reason = format!(
            "there is no layer `{part}` in it; the archive holds {}",
            listed(&all)
        );
        let help = "name one of them after #; * stands for any run of characters";
        return Err(asked.problem(reason, help));
    }
    if chosen.len() > 1 && !part.contains('*') {
        let names: Vec<_> = chosen.into_iter().map(|(name, _)| name).collect();
        return Err(several(&names, asked));
    }
    chosen.sort_by_cached_key(|(name, _)| (counted(name), name.clone()));
    Ok((chosen, inner))
}

/// Members that are layers. Other than layers, archives hold descriptions as `.json`: such a member
/// is a layer only where nothing else is.
fn layers(names: &[String]) -> Vec<(String, Kind)> {
    let kind = |name: &String| {
        let path = Path::new(name);
        let beside = ["dbf", "shx", "prj", "cpg"]
            .iter()
            .any(|e| has_ending(path, e));
        let kind = Kind::of_name(path).filter(|kind| *kind != Kind::Zip && !beside)?;
        Some((name.clone(), kind))
    };
    let mut layers: Vec<_> = names.iter().filter_map(kind).collect();
    let may_describe = |name: &str| has_ending(Path::new(name), "json");
    if layers.iter().any(|(name, _)| !may_describe(name)) {
        layers.retain(|(name, _)| !may_describe(name));
    }
    layers
}

/// Whether a part of a path means a member: by its name with or without folders, and a Shapefile
/// also without its ending.
fn is_meant(part: &str, member: &str) -> bool {
    let base = member.rsplit('/').next().unwrap_or(member);
    let either = |name: &str| {
        let stem = name
            .rsplit_once('.')
            .filter(|(_, e)| e.eq_ignore_ascii_case("shp"));
        fits(part, name) || stem.is_some_and(|(stem, _)| fits(part, stem))
    };
    either(member) || either(base)
}

fn several(names: &[String], asked: &Asked<'_>) -> Box<Problem> {
    let first = names.first().map_or("", String::as_str);
    asked.problem(
        format!("the archive holds several layers: {}", listed(names)),
        format!(
            "name the one that is meant: {}#{first}",
            asked.shown.display()
        ),
    )
}

fn none(names: &[String], asked: &Asked<'_>) -> Box<Problem> {
    if names.iter().any(|name| name.contains(".gdb/")) {
        let reason = "it holds an Esri file geodatabase, which is not read";
        let help = "export the layer as GeoPackage or Shapefile, for example with QGIS";
        return asked.problem(reason, help);
    }
    let (what, help) = match asked.wanted {
        Wanted::All => (
            "table",
            "name an archive with a table as .csv, .tsv, .tab or .txt, or with one layer of features",
        ),
        Wanted::These(_) => (
            "layer",
            "name an archive with a Shapefile, GeoJSON, TopoJSON, KML, GeoPackage or GeoParquet",
        ),
    };
    let reason = if names.is_empty() {
        "the archive is empty".to_owned()
    } else {
        format!("the archive holds no {what}, only {}", listed(names))
    };
    asked.problem(reason, help)
}

#[cfg(test)]
#[path = "zipped_tests.rs"]
mod tests;
