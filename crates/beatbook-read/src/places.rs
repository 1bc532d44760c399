//! Named places: the rows of any table with two columns of coordinates, or features of any format.

use beatbook_core::{Crs, slug};
use geo_types::{Geometry, Point};

use crate::blank::filled;
use crate::config::PLACE_CLASSES;
use crate::features::{FeatureFaults, RawFeature, RawFeatures};
use crate::layer_files::of_pattern;
use crate::mapped::column;
use crate::middle::one_point;
use crate::named::{named, radius};
use crate::problem::{listed, quoted};
use crate::row_faults::{self, RowFault, each_row};
use crate::table::open::{Kind, is_named_text, kind_of, text_members};
use crate::table::{Record, Shape, Table, split_part};
use crate::{FeatureSpec, Problem, ReadError};

const SUBJECT: &str = "places";

/// Reads places. A table needs `x`, `y` and `crs` in the config; rows without a position are left out
/// and counted, since a place that is nowhere names nothing. A polygon, such as the footprint of a
/// hospital, is where its middle is (the centroid of its largest part, holes taken off; in a bent
/// footprint it may lie outside), a line where half of its longest part is passed. How far the place
/// reaches is the radius of its class, as for a point.
///
/// # Errors
/// [`ReadError::Problem`] when the file cannot be read, lacks a column, or a place is neither point, line
/// nor polygon, lies where it cannot, or has a radius that is no length or a class that means nothing.
pub fn read_places(spec: &FeatureSpec) -> Result<RawFeatures, ReadError> {
    let shape = Shape::headed(spec.header.as_ref());
    if !is_table(spec)? {
        shape.refuse_header(&spec.path, SUBJECT)?;
        let mut read = named(spec, SUBJECT, "a point, line or polygon", |geometry| {
            one_point(geometry).is_some()
        })?;
        let mut faults = FeatureFaults::default();
        for (number, place) in (1..).zip(&mut read.features) {
            if let Some(point) = one_point(&place.geometry) {
                place.geometry = Geometry::Point(point);
            }
            match class(&place.class) {
                Ok(known) => place.class = known,
                Err((reason, help)) => faults.add("class", number, || {
                    Problem::new(SUBJECT, &spec.path, reason, help)
                }),
            }
        }
        faults.finish()?;
        return Ok(read);
    }
    let table = Table::open_shaped(&spec.path, SUBJECT, &shape)?;
    let fields = Fields::find(spec, &table)?;
    let mut features = Vec::new();
    let mut left_out = 0;
    let synthetic = each_row(table, &spec.path, SUBJECT, |record| {
        match fields.place(spec, record)? {
            Some(place) => features.push(place),
            None => left_out += 1,
        }
        Ok(())
    })?;
    Ok(RawFeatures {
        crs: fields.crs,
        transform: spec.transform.clone(),
        features,
        left_out,
        synthetic,
    })
}

/// Field numbers by meaning.
struct Fields {
    crs: Crs,
    position: [usize; 2],
    name: Option<usize>,
    class: Option<usize>,
    radius: Option<usize>,
}

impl Fields {
    fn find(spec: &FeatureSpec, table: &Table) -> Result<Self, Box<Problem>> {
        let need = |key: &str, name: Option<&String>| match name {
            Some(name) => column(table, "[[places]]", key, name),
            None => Err(table.problem(
                format!("the config does not say which column {key} is"),
                format!(
                    "add {key} = \"...\" under [[places]]; the file has {}",
                    table.columns()
                ),
            )),
        };
        let optional = |key: &str, name: Option<&String>| {
            name.map(|name| column(table, "[[places]]", key, name))
                .transpose()
        };
        let crs = spec.crs.ok_or_else(|| {
            table.problem(
                "the config does not say what its coordinates are".into(),
                "add crs = \"EPSG:27700\" or \"EPSG:4326\" under [[places]]".into(),
            )
        })?;
        Ok(Self {
            crs,
            position: [need("x", spec.x.as_ref())?, need("y", spec.y.as_ref())?],
            name: optional("name", spec.name.as_ref())?,
            class: optional("class", spec.class.as_ref())?,
            radius: optional("radius", spec.radius.as_ref())?,
        })
    }

    /// The place of a row; `None` without a position.
    fn place(
        &self,
        spec: &FeatureSpec,
        record: &Record<'_>,
    ) -> Result<Option<RawFeature>, RowFault> {
        let Some([x, y]) = row_faults::position(record, self.position, self.crs)? else {
            return Ok(None);
        };
        let text = |field: Option<usize>| field.map(|n| record.field(n)).unwrap_or_default();
        let radius =
            match self
                .radius
                .and_then(|n| Some((n, filled(record.field(n))?)))
            {
                None => None,
                Some((field, length)) => Some(radius(length).map_err(|reason| {
                    RowFault::new("radius", field, reason, row_faults::CORRECT)
                })?),
            };
        Ok(Some(RawFeature {
            name: text(self.name).to_owned(),
            class: match (&spec.class_is, self.class) {
                (Some(class), _) => class.clone(),
                (None, Some(field)) => class(record.field(field))
                    .map_err(|(reason, help)| RowFault::new("class", field, reason, help))?,
                (None, None) => String::new(),
            },
            radius,
            level: 0,
            geometry: Geometry::Point(Point::new(x, y)),
        }))
    }
}

/// A class in the program's own word, however it is written; empty where there is none. What a prison
/// or a hospital is must not hang on a capital, and a class that means nothing would make a patrol
/// target of it: the reason and the way out are then given.
fn class(text: &str) -> Result<String, (String, String)> {
    let word = filled(text.trim()).map(slug).unwrap_or_default();
    if word.is_empty() || PLACE_CLASSES.contains(&word.as_str()) {
        return Ok(word);
    }
    let reason = format!("`{}` is not a class of places", quoted(text));
    let help = format!("use {}, or leave it blank", listed(&PLACE_CLASSES));
    Err((reason, help))
}

/// Whether the places are rows; otherwise they are drawn.
fn is_table(spec: &FeatureSpec) -> Result<bool, Box<Problem>> {
    let (file, part) = split_part(&spec.path);
    let files = of_pattern(&file, SUBJECT)?;
    Ok(
        match (kind_of(files.first().unwrap_or(&file), SUBJECT)?, part) {
            (Kind::Text | Kind::Workbook(_), _) => true,
            (Kind::Archive, Some(part)) => is_named_text(&part),
            (Kind::Archive, None) => !text_members(&file, SUBJECT)?.is_empty(),
            // Without columns of coordinates it has to have geometry.
            (Kind::Parquet, _) => spec.x.is_some(),
            (Kind::Features, _) => false,
        },
    )
}

#[cfg(test)]
#[path = "places_tests.rs"]
mod tests;
