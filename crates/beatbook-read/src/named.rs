//! Streets, ground, places and the ring: features with a name and a class.

use geo_types::Geometry;

use crate::blank::filled;
use crate::coordinates::{explain, misplaced};
use crate::features::{FeatureFaults, no_property, read, settle_crs};
use crate::problem::quoted;
use crate::{FeatureSpec, Problem, RawFeature, RawFeatures, ReadError};

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

/// A level above or below the ground, or why it is none.
fn level(text: &str) -> Result<i32, String> {
    let refused = || {
        format!(
            "`{}` is not a level; levels are whole numbers, 0 for the ground",
            quoted(text)
        )
    };
    text.parse().map_err(|_| refused())
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
        ("level", &spec.level),
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
        let height = value(spec.level.is_some());
        let radius = filled(length.trim()).map(radius).transpose();
        let radius = radius.unwrap_or_else(|reason| {
            faults.add("radius", number, || wrong(reason, "correct the file"));
            None
        });
        let level = filled(height.trim()).map_or(Ok(0), level);
        let level = level.unwrap_or_else(|reason| {
            faults.add("level", number, || wrong(reason, "correct the file"));
            0
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
                    level,
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
