//! Named places: points from CSV, `GeoJSON` or a Shapefile.

use std::path::Path;

use beatbook_core::Crs;
use geo_types::{Geometry, Point};

use crate::blank::filled;
use crate::features::{RawFeature, RawFeatures, named, radius};
use crate::mapped::column;
use crate::problem::listed;
use crate::row_faults::{self, RowFault, each_row};
use crate::table::{Record, Table};
use crate::{FeatureSpec, Problem, ReadError};

const SUBJECT: &str = "places";

/// Reads places. A CSV needs `x`, `y` and `crs` in the config; rows without a position are left out
/// and counted, since a place that is nowhere names nothing.
///
/// # Errors
/// [`ReadError::Problem`] when the file cannot be read, lacks a column, or a place is not a point,
/// lies where it cannot, or has a radius that is no length.
pub fn read_places(spec: &FeatureSpec) -> Result<RawFeatures, ReadError> {
    if !is_table(&spec.path) {
        return named(spec, SUBJECT, "a point", |g| {
            matches!(g, Geometry::Point(_))
        });
    }
    let table = Table::open(&spec.path, SUBJECT)?;
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
                    listed(table.header())
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
            class: spec
                .class_is
                .clone()
                .unwrap_or_else(|| text(self.class).to_owned()),
            radius,
            geometry: Geometry::Point(Point::new(x, y)),
        }))
    }
}

fn is_table(path: &Path) -> bool {
    let name = path.to_string_lossy().to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    [".csv", ".tsv", ".tab", ".txt"]
        .iter()
        .any(|end| name.ends_with(end))
}

#[cfg(test)]
#[path = "places_tests.rs"]
mod tests;
