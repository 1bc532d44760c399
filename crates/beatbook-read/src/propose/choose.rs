//! Which of the layers found are used: one for each id, the one that holds most events, in full
//! resolution if there is a choice.

use std::collections::HashSet;
use std::path::PathBuf;

use beatbook_core::{Crs, Day, LayerId, Transform, thousands};

use super::Ground;
use super::events::Group;
use super::paths::Paths;
use crate::recognise::{Kind, Layer, Recognised, is_census};
use crate::{LayerSpec, read_lookup};

/// Two layers that differ by less than this share of the events hold the same.
const SAME: f64 = 0.02;
/// Transforms that differ by less than this share of the rows are equally good.
const AGREE: f64 = 0.002;

/// The layers that are used, and the others.
pub(super) struct Chosen {
    pub layers: Vec<Candidate>,
    pub others: Vec<(Candidate, String)>,
    /// The study layer, and why it.
    pub study: Option<(LayerId, String)>,
    /// Codes of LSOAs of 2011 and 2021, where a lookup was found.
    pub lookup: Option<PathBuf>,
}

/// A layer that can be used.
pub(super) struct Candidate {
    pub id: LayerId,
    /// Where the year in its id comes from, if it was not said by the file.
    pub guessed: Option<String>,
    /// Whether that is no more than a guess.
    pub is_guess: bool,
    /// As the config writes it.
    pub path: String,
    /// As the files are listed.
    pub shown: String,
    pub spec: LayerSpec,
    /// Files it is made of, by their place among those found.
    pub files: Vec<usize>,
    pub areas: Vec<(String, String)>,
    /// Its own reference system, where its files say it.
    pub crs: Option<Crs>,
    pub generalised: bool,
    pub spacing: f64,
    /// Rows of events that lie in it, by the sample.
    pub held: f64,
    /// Share of the rows with an area code of their own that lie in that area.
    pub agrees: Option<f64>,
}

impl Chosen {
    /// Chooses among the layers found.
    pub fn of(
        found: &[Recognised],
        groups: &[Group<'_>],
        paths: &Paths,
        today: Day,
        ground: &mut dyn Ground,
        used: &mut [String],
    ) -> Self {
        let lookup = found.iter().find(|file| file.what == Kind::Lookup);
        let lookup = lookup.map(|file| file.path.clone());
        let years = Years::read(lookup.as_ref());
        let mut others = Vec::new();
        let mut candidates = Vec::new();
        let apart = products(found)
            .into_iter()
            .flat_map(|files| one_path(found, files, paths));
        for files in apart {
            let mut candidate = candidate(found, files, paths, &years, today);
            match held(&mut candidate, groups, ground) {
                Ok(()) => candidates.push(candidate),
                Err(why) => others.push((candidate, why)),
            }
        }
        let total: f64 = groups.iter().map(Group::weight).sum();
        let mut layers: Vec<Candidate> = Vec::new();
        candidates.sort_by(|a, b| better(a, b, total));
        for candidate in candidates {
            let same = layers.iter().find(|layer| layer.id == candidate.id);
            if let Some(same) = same {
                let why = rejected(&candidate, same, total);
                others.push((candidate, why));
            } else if candidate.held == 0.0 && total > 0.0 {
                others.push((
                    candidate,
                    "it holds none of the events that were sampled".into(),
                ));
            } else {
                layers.push(candidate);
            }
        }
        if layers.is_empty() {
            // A study area in which nothing happened says more than no study area.
            let most = others
                .iter()
                .position(|(_, why)| why.starts_with("it holds none"));
            layers.extend(most.map(|at| others.remove(at).0));
        }
        let study = study(&layers, total);
        if let Some((id, _)) = &study {
            layers.sort_by_key(|layer| (layer.id != *id, layer.id.clone()));
        }
        for layer in &layers {
            let is_study = study.as_ref().is_some_and(|(id, _)| *id == layer.id);
            for &file in &layer.files {
                used[file] = format!(
                    "layer {}{}{}",
                    layer.id,
                    if layer.is_guess {
                        " (year is a guess)"
                    } else {
                        ""
                    },
                    if is_study { ", the study area" } else { "" }
                );
            }
        }
        for (layer, why) in &others {
            for &file in &layer.files {
                used[file] = format!("not used: as layer {}: {why}", layer.id);
            }
        }
        Self {
            layers,
            others,
            study,
            lookup,
        }
    }

    pub fn study(&self) -> Option<&Candidate> {
        let (id, _) = self.study.as_ref()?;
        self.layer(id)
    }

    pub fn layer(&self, id: &LayerId) -> Option<&Candidate> {
        self.layers.iter().find(|layer| layer.id == *id)
    }
}

/// Files of one product that lie side by side: same folder, kind and fields, names that differ in a
/// number, no area twice.
fn products(found: &[Recognised]) -> Vec<Vec<usize>> {
    let mut products: Vec<Vec<usize>> = Vec::new();
    for (at, file) in found.iter().enumerate() {
        let Kind::Layer(layer) = &file.what else {
            continue;
        };
        let same = products.iter_mut().find(|product| {
            let first = &found[product[0]];
            let Kind::Layer(other) = &first.what else {
                return false;
            };
            let beside = first.path.parent() == file.path.parent()
                && unnumbered(&first.path) == unnumbered(&file.path);
            let fields: HashSet<&String> = other.fields.iter().collect();
            beside
                && (&other.kind, other.year, other.named, &other.code, other.crs)
                    == (&layer.kind, layer.year, layer.named, &layer.code, layer.crs)
                && fields == layer.fields.iter().collect()
                && product.iter().all(|of| disjoint(&found[*of], layer))
        });
        match same {
            Some(product) => product.push(at),
            None => products.push(vec![at]),
        }
    }
    products
}

/// The same files, if one path can mean them; else each alone.
fn one_path(found: &[Recognised], files: Vec<usize>, paths: &Paths) -> Vec<Vec<usize>> {
    let own: Vec<&std::path::Path> = files
        .iter()
        .map(|file| found[*file].path.as_path())
        .collect();
    if paths.listed(&own, found).len() == 1 {
        return vec![files];
    }
    files.into_iter().map(|file| vec![file]).collect()
}

fn unnumbered(path: &std::path::Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.chars().filter(|c| !c.is_ascii_digit()).collect()
}

fn disjoint(file: &Recognised, layer: &Layer) -> bool {
    let Kind::Layer(other) = &file.what else {
        return false;
    };
    let codes: HashSet<&str> = other.areas.iter().map(|(code, _)| code.as_str()).collect();
    !layer
        .areas
        .iter()
        .any(|(code, _)| codes.contains(code.as_str()))
}

/// LSOA codes that stand in one year only.
struct Years {
    old: HashSet<String>,
    new: HashSet<String>,
}

impl Years {
    fn read(lookup: Option<&PathBuf>) -> Self {
        let rows = lookup
            .and_then(|path| read_lookup(path).ok())
            .map(|raw| raw.rows);
        let rows = rows.unwrap_or_default();
        let old: HashSet<String> = rows.iter().map(|row| row.lsoa11.clone()).collect();
        let new: HashSet<String> = rows.into_iter().map(|row| row.lsoa21).collect();
        Self {
            old: old.difference(&new).cloned().collect(),
            new: new.difference(&old).cloned().collect(),
        }
    }

    /// The year these codes are of, if some of them are of one year only.
    fn of(&self, areas: &[(String, String)]) -> Option<u16> {
        let count = |codes: &HashSet<String>| {
            areas
                .iter()
                .filter(|(code, _)| codes.contains(code))
                .count()
        };
        match (count(&self.old), count(&self.new)) {
            (old, new) if old > new => Some(2011),
            (old, new) if new > old => Some(2021),
            _ => None,
        }
    }
}

fn candidate(
    found: &[Recognised],
    files: Vec<usize>,
    paths: &Paths,
    years: &Years,
    today: Day,
) -> Candidate {
    let of = |file: usize| match &found[file].what {
        Kind::Layer(layer) => Some(layer),
        _ => None,
    };
    let layers: Vec<&Layer> = files
        .iter()
        .filter_map(|file| of(*file).map(|layer| &**layer))
        .collect();
    let first = layers[0];
    let areas: Vec<(String, String)> = layers
        .iter()
        .flat_map(|layer| layer.areas.clone())
        .collect();
    let by_codes = (first.kind == "lsoa").then(|| years.of(&areas)).flatten();
    let hint = first.hint.as_ref();
    let (year, guessed) = match (first.year, by_codes) {
        (Some(year), _) => (year, None),
        (None, Some(year)) if first.named.is_some_and(|named| named != year) => (
            year,
            Some(format!(
                "{year}, since its codes are of that year, whatever the name of the file"
            )),
        ),
        (None, Some(year)) => (
            year,
            Some(format!("{year}, since its codes are of that year")),
        ),
        (None, None) if first.named.is_some() => (first.named.unwrap_or_default(), None),
        (None, None) if hint.is_some() => {
            let (year, of) = hint.map_or((0, ""), |(year, of)| (*year, of.as_str()));
            let words = format!("the only year is that {of}; write the year of the boundaries");
            (year, Some(words))
        }
        (None, None) if is_census(&first.kind) => {
            let words = "no year in the file: 2021 is a guess, write the year of the census";
            (2021, Some(words.to_owned()))
        }
        (None, None) => {
            let year = today
                .to_string()
                .get(..4)
                .and_then(|year| year.parse().ok())
                .unwrap_or(2021);
            let words =
                format!("no year in the file: {year} is a guess, write the year of the boundaries");
            (year, Some(words))
        }
    };
    let text = format!("{}{:02}", first.kind, year % 100);
    let id = LayerId::parse(&text).unwrap_or_else(|_| fallback());
    let own: Vec<&std::path::Path> = files
        .iter()
        .map(|file| found[*file].path.as_path())
        .collect();
    let listed = paths.listed(&own, found);
    let path = listed[0].clone();
    let real = match (own.len(), own[0].parent(), path.rsplit('/').next()) {
        (1, ..) | (_, None, _) | (_, _, None) => own[0].to_owned(),
        (_, Some(folder), Some(name)) => folder.join(name),
    };
    let spacing = layers.iter().map(|layer| layer.spacing).fold(0.0, f64::max);
    Candidate {
        shown: paths.shown(&real),
        spec: LayerSpec {
            id: id.clone(),
            path: real,
            code: first.code.clone(),
            name: first.name.clone(),
            crs: None,
            transform: Transform::default(),
            overlaps: false,
        },
        id,
        is_guess: guessed.is_some() && by_codes.is_none(),
        guessed,
        path,
        areas,
        crs: first.crs,
        generalised: layers.iter().any(|layer| layer.generalised),
        spacing,
        held: 0.0,
        agrees: None,
        files,
    }
}

/// Kinds are words of this program, so their ids are always sound.
fn fallback() -> LayerId {
    LayerId::parse("area00").unwrap_or_else(|_| unreachable!("a word and two digits"))
}

/// Counts the events a layer holds, and finds how its longitude and latitude were made.
fn held(
    candidate: &mut Candidate,
    groups: &[Group<'_>],
    ground: &mut dyn Ground,
) -> Result<(), String> {
    let mut best: Option<(f64, f64, Option<f64>, Transform)> = None;
    let mut transforms = [Transform::Ostn15, Transform::Helmert];
    if candidate.id.kind() == "neighbourhood" {
        transforms.reverse();
    }
    for transform in transforms {
        candidate.spec.transform = transform.clone();
        let (held, agrees) = sampled(&candidate.spec, groups, ground)?;
        let share = agrees.unwrap_or(0.0);
        if best
            .as_ref()
            .is_none_or(|(known, ..)| share > known + AGREE)
        {
            best = Some((share, held, agrees, transform));
        }
        // Only a file in degrees has a choice, and only rows with codes of their own can tell.
        if agrees.is_none() || candidate.crs == Some(Crs::Bng) {
            break;
        }
    }
    if let Some((_, held, agrees, transform)) = best {
        (candidate.held, candidate.agrees) = (held, agrees);
        candidate.spec.transform = transform;
    }
    Ok(())
}

/// Rows that lie in a layer, by the sample, and the share of those with a code of their own that lie in
/// the area they name.
fn sampled(
    spec: &LayerSpec,
    groups: &[Group<'_>],
    ground: &mut dyn Ground,
) -> Result<(f64, Option<f64>), String> {
    let (mut held, mut named, mut right) = (0.0, 0u32, 0u32);
    for group in groups {
        let Some(crs) = group.crs() else { continue };
        for sample in &group.samples {
            let positions: Vec<[f64; 2]> = sample.rows.iter().map(|(at, _)| *at).collect();
            let areas = ground.areas(spec, &positions, crs, &group.usual())?;
            for (area, (_, own)) in areas.iter().zip(&sample.rows) {
                let Some(area) = area else { continue };
                held += sample.weight;
                if let Some(own) = own
                    && crate::recognise::same_kind(own, area)
                {
                    named += 1;
                    right += u32::from(own == area);
                }
            }
        }
    }
    // The other kinds of codes say nothing.
    let agrees = (named > 20).then(|| f64::from(right) / f64::from(named));
    Ok((held, agrees))
}

/// Events held, in steps within which layers hold the same: an order needs steps, since of three layers
/// the first may differ too little from the second, and the second from the third, but not the first from
/// the third.
fn step(held: f64, total: f64) -> u64 {
    if total > 0.0 {
        (held / (SAME * total)).round() as u64
    } else {
        0
    }
}

/// The better one first.
fn better(a: &Candidate, b: &Candidate, total: f64) -> std::cmp::Ordering {
    step(b.held, total)
        .cmp(&step(a.held, total))
        .then(a.generalised.cmp(&b.generalised))
        .then(a.spacing.total_cmp(&b.spacing))
        .then_with(|| a.path.cmp(&b.path))
}

fn rejected(candidate: &Candidate, same: &Candidate, total: f64) -> String {
    if same.held - candidate.held > SAME * total {
        return format!(
            "{} holds more of the sampled events ({}, this one {})",
            same.shown,
            percent(same.held, total),
            percent(candidate.held, total)
        );
    }
    if candidate.generalised && !same.generalised {
        return format!("{} has the same areas in full resolution", same.shown);
    }
    format!("{} has the same areas", same.shown)
}

fn percent(part: f64, whole: f64) -> String {
    if whole == 0.0 {
        return "none".into();
    }
    format!("{:.0}%", 100.0 * part / whole)
}

/// The LSOA layer that holds most events, else the finest of those that do.
fn study(layers: &[Candidate], total: f64) -> Option<(LayerId, String)> {
    let most = |kind: &dyn Fn(&Candidate) -> bool| {
        layers
            .iter()
            .filter(|layer| kind(layer))
            .map(|layer| layer.held)
            .fold(None, |most: Option<f64>, held| {
                Some(most.map_or(held, |m| m.max(held)))
            })
    };
    let lsoa = |layer: &Candidate| layer.id.kind() == "lsoa";
    let (held, is_lsoa) = match most(&lsoa) {
        Some(held) => (held, true),
        None => (most(&|_| true)?, false),
    };
    let near = layers
        .iter()
        .filter(|layer| lsoa(layer) == is_lsoa && held - layer.held <= SAME * total);
    // Rows that name their area know its year; else more areas are finer ground.
    let best = near.max_by(|a, b| {
        let agrees = |layer: &Candidate| (layer.agrees.unwrap_or(0.0) * 100.0).round();
        agrees(a)
            .total_cmp(&agrees(b))
            .then(a.generalised.cmp(&b.generalised).reverse())
            .then(a.areas.len().cmp(&b.areas.len()))
            .then_with(|| b.id.cmp(&a.id))
    })?;
    let why = if total > 0.0 {
        format!(
            "of the layers it holds {} of the sampled events, in {} areas",
            percent(best.held, total),
            thousands(best.areas.len() as u64)
        )
    } else {
        "no events to choose by".to_owned()
    };
    Some((best.id.clone(), why))
}

#[cfg(test)]
#[path = "choose_tests.rs"]
mod tests;
