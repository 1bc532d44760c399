//! Geometry with properties, whatever file it comes from: what all formats have in common.

use std::path::Path;

use beatbook_core::{Crs, Transform};
use geo_types::Geometry;

use crate::asked::{Asked, Wanted};
use crate::layer_kind::{self, Kind};
use crate::problem::listed;
use crate::table::{cannot_open, split_part};
use crate::{Problem, joined, layer_files, zipped};

/// Named geometry in the reference system of its file.
#[derive(Debug, Clone, PartialEq)]
pub struct RawFeatures {
    /// Reference system of the coordinates.
    pub crs: Crs,
    /// How longitude and latitude become grid positions.
    pub transform: Transform,
    /// The features, in file order.
    pub features: Vec<RawFeature>,
    /// Rows of a CSV left out because they have no position.
    pub left_out: u64,
    /// Whether the file says that it is synthetic.
    pub synthetic: bool,
}

/// One street, water, park or place.
#[derive(Debug, Clone, PartialEq)]
pub struct RawFeature {
    /// Its name; empty when it has none.
    pub name: String,
    /// Its class; empty when it has none.
    pub class: String,
    /// Metres around it that belong to it, above 0; `None` leaves it to the class.
    pub radius: Option<f64>,
    /// Level above (or below) the ground, which is 0: lines of different levels do not meet where they
    /// cross.
    pub level: i32,
    /// Streets: lines. Ground: lines and polygons. Places: points. Ring: polygons.
    pub geometry: Geometry<f64>,
}

/// A file of features: only the wanted properties, in the order asked for.
#[derive(Debug)]
pub(crate) struct FeatureFile {
    /// What the file says its reference system is, or why it says nothing.
    pub crs: Result<Crs, String>,
    /// Names of all properties of the file.
    pub properties: Vec<String>,
    pub features: Vec<Feature>,
    pub synthetic: bool,
    /// Whether several features of one code are parts of one area: the way of KML, whose programs
    /// write a Placemark for each ring.
    pub parts_repeat: bool,
}

#[derive(Debug)]
pub(crate) struct Feature {
    /// One per wanted property; `None` where it is absent or null.
    pub values: Vec<Option<String>>,
    /// `None` where it is absent or empty.
    pub geometry: Option<Geometry<f64>>,
}

/// Reads a layer with the wanted properties, whatever format it is in: see [`Kind`]. `#part` of a path
/// is a member of a zip, or a layer of a file that holds several; `*` in the name joins several files,
/// or members.
pub(crate) fn read(
    path: &Path,
    subject: &'static str,
    wanted: &[&str],
) -> Result<FeatureFile, Box<Problem>> {
    read_wanted(path, subject, Wanted::These(wanted))
}

/// Reads a layer with all its properties, in the order of [`FeatureFile::properties`].
pub(crate) fn read_all(path: &Path, subject: &'static str) -> Result<FeatureFile, Box<Problem>> {
    read_wanted(path, subject, Wanted::All)
}

fn read_wanted(
    path: &Path,
    subject: &'static str,
    wanted: Wanted<'_>,
) -> Result<FeatureFile, Box<Problem>> {
    let (file, part) = split_part(path);
    let mut layers = Vec::new();
    for file in layer_files::of_pattern(&file, subject)? {
        let asked = Asked {
            shown: &file,
            subject,
            wanted,
            part: part.as_deref(),
        };
        match Kind::of(&file) {
            Some(Kind::Zip) => layers.extend(zipped::read(&asked)?),
            Some(kind) => {
                let layer = kind.read_file(&asked)?;
                layers.push((file, layer));
            }
            None => return Err(unknown_kind(&asked)),
        }
    }
    joined::join(layers, subject, wanted)
}

fn unknown_kind(asked: &Asked<'_>) -> Box<Problem> {
    if let Err(e) = std::fs::metadata(asked.shown) {
        return cannot_open(asked.shown, asked.subject, &e);
    }
    asked.problem(
        "the name does not say what kind of file this is",
        format!("use {}", layer_kind::ACCEPTED),
    )
}

/// The reference system: what the file says, else what the config says; never two different ones.
pub(crate) fn settle_crs(
    file: Result<Crs, String>,
    config: Option<Crs>,
    path: &Path,
    subject: &'static str,
) -> Result<Crs, Box<Problem>> {
    match (file, config) {
        (Ok(file), Some(config)) if file != config => Err(Box::new(Problem::new(
            subject,
            path,
            format!("the file says its reference system is {file}, the config says {config}"),
            "take crs out of the config, or correct the file (its .prj or crs member)",
        ))),
        (Ok(crs), _) | (Err(_), Some(crs)) => Ok(crs),
        (Err(reason), None) => Err(Box::new(Problem::new(
            subject,
            path,
            reason,
            "add crs = \"EPSG:27700\" (British National Grid) or \"EPSG:4326\" (longitude and latitude) to the config",
        ))),
    }
}

/// Gathers the features of one file that fail the same check.
#[derive(Debug, Default)]
pub(crate) struct FeatureFaults {
    problems: Vec<(&'static str, Problem)>,
}

impl FeatureFaults {
    /// Counts feature `number` (from 1) as failing `check`.
    pub fn add(&mut self, check: &'static str, number: u64, problem: impl FnOnce() -> Problem) {
        match self.problems.iter_mut().find(|(known, _)| *known == check) {
            Some((_, first)) => first.and_also(number),
            None => self.problems.push((check, problem().at_feature(number))),
        }
    }

    /// The first check that failed, if any.
    pub fn finish(self) -> Result<(), Box<Problem>> {
        match self.problems.into_iter().next() {
            None => Ok(()),
            Some((_, problem)) => Err(Box::new(problem)),
        }
    }
}

/// A wanted property that no feature of the file has.
pub(crate) fn no_property(
    path: &Path,
    subject: &'static str,
    key: &str,
    name: &str,
    properties: &[String],
) -> Box<Problem> {
    let has = if properties.is_empty() {
        "none".to_owned()
    } else {
        listed(properties)
    };
    Box::new(Problem::new(
        subject,
        path,
        format!("there is no field `{name}`; the file has {has}"),
        format!("set {key} = \"...\" in the config to the field that is meant"),
    ))
}
