//! Named places: points from CSV, `GeoJSON` or a Shapefile.

use std::path::Path;

use beatbook_core::Crs;
use geo_types::{Coord, Geometry, Point};

use crate::coordinates;
use crate::events::is_synthetic;
use crate::features::{RawFeature, RawFeatures, explain, named};
use crate::mapped::{Found, position};
use crate::problem::{listed, quoted};
use crate::table::{Record, Table};
use crate::{FeatureSpec, Problem, ReadError};

const SUBJECT: &str = "places";

/// Reads places. A CSV needs `x`, `y` and `crs` in the config; rows without a position are left out
/// and counted, since a place that is nowhere names nothing.
///
/// # Errors
/// [`ReadError::Problem`] when the file cannot be read, lacks a column, or a place is not a point or
/// lies where it cannot.
pub fn read_places(spec: &FeatureSpec) -> Result<RawFeatures, ReadError> {
    if !is_table(&spec.path) {
        return named(spec, SUBJECT, "a point", |g| {
            matches!(g, Geometry::Point(_))
        });
    }
    let mut table = Table::open(&spec.path, SUBJECT)?;
    let fields = Fields::find(spec, &table)?;
    let header = table.header().to_vec();
    let mut faults: Vec<(&'static str, Problem)> = Vec::new();
    let mut features = Vec::new();
    let mut left_out = 0;
    while let Some(record) = table.next()? {
        match fields.place(&record) {
            Ok(Some(place)) => features.push(place),
            Ok(None) => left_out += 1,
            Err(fault) => match faults.iter_mut().find(|(check, _)| *check == fault.check) {
                Some((_, first)) => first.and_also(record.line),
                None => faults.push((fault.check, fault.explain(&spec.path, &header, &record))),
            },
        }
    }
    if let Some((_, problem)) = faults.into_iter().next() {
        return Err(problem.into());
    }
    Ok(RawFeatures {
        crs: fields.crs,
        transform: spec.transform.clone(),
        features,
        left_out,
        synthetic: is_synthetic(&header),
    })
}

/// Field numbers by meaning.
struct Fields {
    crs: Crs,
    x: usize,
    y: usize,
    name: Option<usize>,
    class: Option<usize>,
    width: usize,
}

/// Why one row is no place.
struct Fault {
    check: &'static str,
    field: Option<usize>,
    reason: String,
    help: &'static str,
}

impl Fault {
    fn explain(self, path: &Path, header: &[String], record: &Record<'_>) -> Problem {
        let (text, at) = record.row_text(self.field);
        let problem = Problem::new(SUBJECT, path, self.reason, self.help)
            .at_line(record.line)
            .with_row(text, at);
        match self.field {
            Some(field) => problem
                .in_column(&header[field])
                .with_value(record.field(field)),
            None => problem,
        }
    }
}

impl Fields {
    fn find(spec: &FeatureSpec, table: &Table) -> Result<Self, Box<Problem>> {
        let need = |key: &str, name: Option<&String>| match name {
            Some(name) => column(table, key, name),
            None => Err(table.problem(
                format!("the config does not say which column {key} is"),
                format!(
                    "add {key} = \"...\" under [places]; the file has {}",
                    listed(table.header())
                ),
            )),
        };
        let optional = |key: &str, name: Option<&String>| {
            name.map(|name| column(table, key, name)).transpose()
        };
        let crs = spec.crs.ok_or_else(|| {
            table.problem(
                "the config does not say what its coordinates are".into(),
                "add crs = \"EPSG:27700\" or \"EPSG:4326\" under [places]".into(),
            )
        })?;
        Ok(Self {
            crs,
            x: need("x", spec.x.as_ref())?,
            y: need("y", spec.y.as_ref())?,
            name: optional("name", spec.name.as_ref())?,
            class: optional("class", spec.class.as_ref())?,
            width: table.header().len(),
        })
    }

    /// The place of a row; `None` without a position.
    fn place(&self, record: &Record<'_>) -> Result<Option<RawFeature>, Fault> {
        let fault = |check, field, reason, help| Fault {
            check,
            field,
            reason,
            help,
        };
        let correct = "correct the file";
        if record.stray_quote.is_some() {
            let reason = "a quote closes in the middle of a field".into();
            return Err(fault("quote", None, reason, correct));
        }
        if record.len() != self.width {
            let reason = format!(
                "the row has {} fields, the header has {}",
                record.len(),
                self.width
            );
            return Err(fault("fields", None, reason, correct));
        }
        let (east, north) = (record.field(self.x), record.field(self.y));
        if east.is_empty() && north.is_empty() {
            return Ok(None);
        }
        let number = |text: &str, field: usize| {
            let number = text.parse().ok().filter(|n: &f64| n.is_finite());
            let reason = || format!("`{}` is not a number", quoted(text));
            number.ok_or_else(|| fault("number", Some(field), reason(), correct))
        };
        let (x, y) = (number(east, self.x)?, number(north, self.y)?);
        if let Some(misplaced) = coordinates::check([x, y], self.crs) {
            let (reason, help) = explain(Coord { x, y }, Some(misplaced), self.crs);
            return Err(fault("position", Some(self.x), reason, help));
        }
        let text = |field: Option<usize>| field.map(|n| record.field(n)).unwrap_or_default();
        Ok(Some(RawFeature {
            name: text(self.name).to_owned(),
            class: text(self.class).to_owned(),
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

fn column(table: &Table, key: &str, name: &str) -> Result<usize, Box<Problem>> {
    match position(table.header(), name) {
        Found::At(number) => Ok(number),
        Found::Missing => Err(table.problem(
            format!(
                "there is no column `{name}`; the file has {}",
                listed(table.header())
            ),
            format!("set {key} = \"...\" under [places] to the column that is meant"),
        )),
        Found::Twice => Err(table.problem(
            format!("two columns are called `{name}`"),
            "rename one of them, so that it is clear which is meant".into(),
        )),
    }
}

#[cfg(test)]
#[path = "places_tests.rs"]
mod tests;
