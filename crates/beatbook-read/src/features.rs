//! Geometry with properties, whatever file it comes from: what Shapefile, `GeoJSON` and KML have in common.

use std::path::Path;

use beatbook_core::{Crs, Transform};
use geo_types::{Coord, Geometry};

use crate::blank::filled;
use crate::coordinates::{self, Misplaced};
use crate::problem::{listed, quoted};
use crate::table::cannot_open;
use crate::{FeatureSpec, Problem, ReadError, geojson, kml, shapes};

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
}

#[derive(Debug)]
pub(crate) struct Feature {
    /// One per wanted property; `None` where it is absent or null.
    pub values: Vec<Option<String>>,
    /// `None` where it is absent or empty.
    pub geometry: Option<Geometry<f64>>,
}

/// Reads a Shapefile, `GeoJSON` or KML, told apart by name.
pub(crate) fn read(
    path: &Path,
    subject: &'static str,
    wanted: &[&str],
) -> Result<FeatureFile, Box<Problem>> {
    let name = path.to_string_lossy().to_ascii_lowercase();
    let shapefile = [".shp", ".zip", ".dbf", ".shx", ".prj"]
        .iter()
        .any(|end| name.ends_with(end));
    if path.is_dir() || shapefile {
        return shapes::read(path, subject, wanted);
    }
    let json = [".geojson", ".json", ".geojson.gz", ".json.gz"];
    if json.iter().any(|end| name.ends_with(end)) {
        return geojson::read(path, subject, wanted);
    }
    if [".kml", ".kmz"].iter().any(|end| name.ends_with(end)) {
        return kml::read(path, subject, wanted);
    }
    if let Err(e) = std::fs::metadata(path) {
        return Err(cannot_open(path, subject, &e));
    }
    Err(Box::new(Problem::new(
        subject,
        path,
        "the name does not say what kind of file this is",
        "use a Shapefile (.shp, a folder with one, or .zip), GeoJSON (.geojson, .json, also with .gz) or KML (.kml, .kmz)",
    )))
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

/// The first coordinate that cannot be right.
pub(crate) fn misplaced(
    geometry: &Geometry<f64>,
    crs: Crs,
) -> Option<(Coord<f64>, Option<Misplaced>)> {
    let mut wrong = None;
    each_coord(geometry, &mut |c| {
        if wrong.is_some() {
            return;
        }
        if !c.x.is_finite() || !c.y.is_finite() {
            wrong = Some((c, None));
        } else if let Some(fault) = coordinates::check([c.x, c.y], crs) {
            wrong = Some((c, Some(fault)));
        }
    });
    wrong
}

/// What is wrong with a coordinate of a feature, and what to do.
pub(crate) fn explain(
    at: Coord<f64>,
    fault: Option<Misplaced>,
    crs: Crs,
) -> (String, &'static str) {
    let place = format!("{}, {}", at.x, at.y);
    match fault {
        None => (
            format!("the coordinate {place} is not a number"),
            "export the file again",
        ),
        Some(Misplaced::Swapped) => (
            format!("the coordinate {place} looks swapped: longitude comes first, then latitude"),
            "export the file again with longitude first",
        ),
        Some(Misplaced::Metres) => (
            format!(
                "the coordinate {place} looks like metres of the National Grid, but the reference system is {crs}"
            ),
            "set crs = \"EPSG:27700\" in the config, or correct the file",
        ),
        Some(Misplaced::Degrees) => (
            format!("the coordinate {place} looks like degrees, but the reference system is {crs}"),
            "set crs = \"EPSG:4326\" in the config, or correct the file",
        ),
        Some(Misplaced::Longitude | Misplaced::Latitude) => (
            format!("the coordinate {place} is outside longitude -180..180, latitude -90..90"),
            "correct the file",
        ),
        Some(Misplaced::Easting | Misplaced::Northing) => (
            format!("the coordinate {place} is outside easting 0..700000, northing 0..1300000"),
            "correct the file, or set crs to the reference system it is really in",
        ),
    }
}

/// Calls `visit` with every vertex.
fn each_coord(geometry: &Geometry<f64>, visit: &mut dyn FnMut(Coord<f64>)) {
    let polygon = |p: &geo_types::Polygon<f64>, visit: &mut dyn FnMut(Coord<f64>)| {
        for ring in std::iter::once(p.exterior()).chain(p.interiors()) {
            ring.0.iter().for_each(|&c| visit(c));
        }
    };
    match geometry {
        Geometry::Point(p) => visit(p.0),
        Geometry::MultiPoint(points) => points.0.iter().for_each(|p| visit(p.0)),
        Geometry::LineString(line) => line.0.iter().for_each(|&c| visit(c)),
        Geometry::MultiLineString(lines) => {
            lines
                .0
                .iter()
                .for_each(|line| line.0.iter().for_each(|&c| visit(c)));
        }
        Geometry::Polygon(p) => polygon(p, visit),
        Geometry::MultiPolygon(parts) => parts.0.iter().for_each(|p| polygon(p, visit)),
        Geometry::GeometryCollection(parts) => parts.0.iter().for_each(|g| each_coord(g, visit)),
        Geometry::Line(line) => [line.start, line.end].into_iter().for_each(visit),
        Geometry::Rect(rect) => [rect.min(), rect.max()].into_iter().for_each(visit),
        Geometry::Triangle(t) => t.to_array().into_iter().for_each(visit),
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

/// Reads street lines.
///
/// # Errors
/// [`ReadError::Problem`] when the file cannot be read, or a feature is not a line.
pub fn read_lines(spec: &FeatureSpec) -> Result<RawFeatures, ReadError> {
    named(spec, "streets", "a line", |geometry| {
        matches!(
            geometry,
            Geometry::LineString(_) | Geometry::MultiLineString(_)
        )
    })
}

/// Reads water, parks and rail.
///
/// # Errors
/// [`ReadError::Problem`] when the file cannot be read, or a feature is neither line nor polygon.
pub fn read_ground(spec: &FeatureSpec) -> Result<RawFeatures, ReadError> {
    named(spec, "ground", "a line or a polygon", |geometry| {
        matches!(
            geometry,
            Geometry::LineString(_)
                | Geometry::MultiLineString(_)
                | Geometry::Polygon(_)
                | Geometry::MultiPolygon(_)
        )
    })
}

/// A length around a place, or why it is none.
pub(crate) fn radius(text: &str) -> Result<f64, String> {
    let length = text.parse().ok();
    let length = length.filter(|metres: &f64| metres.is_finite() && *metres > 0.0);
    length.ok_or_else(|| format!("`{}` is not a radius in metres, above 0", quoted(text)))
}

/// Reads features whose geometry is of an accepted kind. Features without geometry are refused.
pub(crate) fn named(
    spec: &FeatureSpec,
    subject: &'static str,
    kind: &str,
    accepts: fn(&Geometry<f64>) -> bool,
) -> Result<RawFeatures, ReadError> {
    let fields = [
        ("name", &spec.name),
        ("class", &spec.class),
        ("radius", &spec.radius),
    ];
    let wanted: Vec<&str> = fields
        .into_iter()
        .filter_map(|(_, name)| name.as_deref())
        .collect();
    let file = read(&spec.path, subject, &wanted)?;
    let crs = settle_crs(file.crs, spec.crs, &spec.path, subject)?;
    for (key, name) in fields {
        if let Some(name) = name
            && !file.properties.contains(name)
        {
            return Err(no_property(&spec.path, subject, key, name, &file.properties).into());
        }
    }
    let mut faults = FeatureFaults::default();
    let mut features = Vec::with_capacity(file.features.len());
    for (number, feature) in (1..).zip(file.features) {
        let wrong = |reason: String, help: &str| Problem::new(subject, &spec.path, reason, help);
        let mut values = feature.values.into_iter().map(Option::unwrap_or_default);
        let mut value = |set: bool| if set { values.next() } else { None }.unwrap_or_default();
        let (name, class) = (value(spec.name.is_some()), value(spec.class.is_some()));
        let length = value(spec.radius.is_some());
        let radius = filled(length.trim()).map(radius).transpose();
        let radius = radius.unwrap_or_else(|reason| {
            faults.add("radius", number, || wrong(reason, "correct the file"));
            None
        });
        match feature.geometry {
            Some(geometry) if accepts(&geometry) => {
                if let Some((at, fault)) = misplaced(&geometry, crs) {
                    faults.add("position", number, || {
                        let (reason, help) = explain(at, fault, crs);
                        wrong(reason, help)
                    });
                }
                features.push(RawFeature {
                    name,
                    class: spec.class_is.clone().unwrap_or(class),
                    radius,
                    geometry,
                });
            }
            Some(_) => faults.add("kind", number, || {
                wrong(
                    format!("its geometry is not {kind}"),
                    "take it out of the file",
                )
            }),
            None => faults.add("empty", number, || {
                wrong(
                    "it has no geometry".into(),
                    "take it out of the file, or draw it",
                )
            }),
        }
    }
    faults.finish()?;
    Ok(RawFeatures {
        crs,
        transform: spec.transform.clone(),
        features,
        left_out: 0,
        synthetic: file.synthetic,
    })
}
