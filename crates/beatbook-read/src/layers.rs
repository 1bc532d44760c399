//! Layers of areas.

use std::collections::HashMap;

use beatbook_core::{Crs, LayerId, Transform};
use geo_types::{Geometry, MultiPolygon};

use crate::coordinates::{explain, misplaced};
use crate::features::{self, FeatureFaults, no_property, settle_crs};
use crate::{LayerSpec, Problem, ReadError};

const SUBJECT: &str = "areas";

/// A layer in the reference system of its file.
#[derive(Debug, Clone, PartialEq)]
pub struct RawLayer {
    /// Kind and year.
    pub id: LayerId,
    /// Reference system of the coordinates.
    pub crs: Crs,
    /// How longitude and latitude become grid positions.
    pub transform: Transform,
    /// The areas, in file order; at least one, codes unique.
    pub areas: Vec<RawArea>,
    /// Whether the file says that it is synthetic.
    pub synthetic: bool,
}

/// One area.
#[derive(Debug, Clone, PartialEq)]
pub struct RawArea {
    /// Its code, without blanks round it.
    pub code: String,
    /// Its name; the code where it has none.
    pub name: String,
    /// Its ground: rings closed, at least one polygon.
    pub polygon: MultiPolygon<f64>,
}

/// Reads a layer in any of the formats of [`crate`]. In KML several Placemarks of one code are
/// parts of one area, since its programs write areas so; other formats have areas of many parts, and
/// there a code that stands twice is a fault.
///
/// # Errors
/// [`ReadError::Problem`] when the file cannot be read, does not say what its coordinates are, lacks a
/// field, or has an area without code or polygon, a code that stands twice, or a coordinate that
/// cannot be right. A layer with a hole in it would lose events, so there is no partial result.
pub fn read_layer(spec: &LayerSpec) -> Result<RawLayer, ReadError> {
    let path = &spec.path;
    let mut wanted = vec![spec.code.as_str()];
    wanted.extend(spec.name.as_deref());
    let file = features::read(path, SUBJECT, &wanted)?;
    let crs = settle_crs(file.crs, spec.crs, path, SUBJECT)?;
    if file.features.is_empty() {
        let help = "check that the right file is named";
        return Err(Problem::new(SUBJECT, path, "the file has no areas", help).into());
    }
    for (key, name) in [("code", Some(&spec.code)), ("name", spec.name.as_ref())] {
        if let Some(name) = name
            && !file.properties.contains(name)
        {
            return Err(no_property(path, SUBJECT, key, name, &file.properties).into());
        }
    }
    let mut faults = FeatureFaults::default();
    let mut areas: Vec<RawArea> = Vec::with_capacity(file.features.len());
    // Number of the feature, and the place of its area.
    let mut seen: HashMap<String, (u64, usize)> = HashMap::new();
    for (number, feature) in (1..).zip(file.features) {
        let wrong = |reason: String, help: &str| Problem::new(SUBJECT, path, reason, help);
        let mut values = feature.values.into_iter().map(|value| {
            let value = value.unwrap_or_default();
            value.trim().to_owned()
        });
        let code = values.next().unwrap_or_default();
        let name = values.next().filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| code.clone());
        if code.is_empty() {
            faults.add("code", number, || {
                let reason = format!("its {} is blank", spec.code);
                wrong(
                    reason,
                    "give every area its code, or take it out of the file",
                )
            });
            continue;
        }
        let earlier = seen.get(&code).copied();
        if earlier.is_none() {
            seen.insert(code.clone(), (number, areas.len()));
        } else if let Some((first, _)) = earlier.filter(|_| !file.parts_repeat) {
            faults.add("twice", number, || {
                let reason = format!("the code {code} stands twice: feature {first} has it too");
                wrong(
                    reason,
                    "join the two shapes into one feature, or name the field with unique codes",
                )
                .in_column(&spec.code)
                .with_value(&code)
            });
        }
        let polygon = match feature.geometry {
            Some(Geometry::Polygon(polygon)) => MultiPolygon(vec![polygon]),
            Some(Geometry::MultiPolygon(polygon)) => polygon,
            Some(_) => {
                faults.add("kind", number, || {
                    wrong(format!("{code} is not a polygon"), "name a file of areas")
                });
                continue;
            }
            None => {
                faults.add("empty", number, || {
                    let help = "take it out of the file, or get the file with its shape";
                    wrong(format!("{code} has no geometry"), help)
                });
                continue;
            }
        };
        let geometry = Geometry::MultiPolygon(polygon);
        if let Some((at, fault)) = misplaced(&geometry, crs) {
            faults.add("position", number, || {
                let (reason, help) = explain(at, fault, crs);
                wrong(format!("{code}: {reason}"), help)
            });
        }
        let Geometry::MultiPolygon(polygon) = geometry else {
            continue;
        };
        // A first feature that was refused has left no area behind.
        let whole = earlier.and_then(|(_, at)| areas.get_mut(at));
        match whole.filter(|whole| file.parts_repeat && whole.code == code) {
            Some(whole) => whole.polygon.0.extend(polygon),
            None => areas.push(RawArea {
                code,
                name,
                polygon,
            }),
        }
    }
    faults.finish()?;
    Ok(RawLayer {
        id: spec.id.clone(),
        crs,
        transform: spec.transform.clone(),
        areas,
        synthetic: file.synthetic,
    })
}
