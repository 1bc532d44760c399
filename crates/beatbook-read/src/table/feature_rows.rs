//! Features as a table: every property is a column, and points add their coordinates.

use std::path::Path;
use std::vec::IntoIter;

use geo_types::{Geometry, Point};

use super::{CellRows, Cells, Shape, Table};
use crate::Problem;
use crate::features::{self, Feature};

/// Opens a file of features as a table. Columns are the properties in the order of the file; where all
/// that is there are points, `x` and `y` follow, or `geometry_x` and `geometry_y` where a property is
/// called `x` or `y`. The header counts as row 1.
pub(super) fn table(
    path: &Path,
    subject: &'static str,
    shape: &Shape,
) -> Result<Table, Box<Problem>> {
    shape.refuse_header(path, subject)?;
    let file = features::read_all(path, subject)?;
    let (mut header, features) = (file.properties, file.features);
    let mut drawn = features.iter().filter_map(|f| f.geometry.as_ref());
    let points = drawn.clone().next().is_some() && drawn.all(|geometry| point(geometry).is_some());
    if points {
        let taken = |name: &str| header.iter().any(|known| known.eq_ignore_ascii_case(name));
        let names = if taken("x") || taken("y") {
            ["geometry_x", "geometry_y"]
        } else {
            ["x", "y"]
        };
        header.extend(names.map(str::to_owned));
    }
    let rows = FeatureRows {
        features: features.into_iter(),
        points,
        number: 1,
    };
    Ok(Table::of_cells(header, Box::new(rows), path, subject))
}

struct FeatureRows {
    features: IntoIter<Feature>,
    points: bool,
    number: u64,
}

impl CellRows for FeatureRows {
    fn next(&mut self, row: &mut Cells) -> Result<Option<u64>, Box<Problem>> {
        let Some(feature) = self.features.next() else {
            return Ok(None);
        };
        for value in &feature.values {
            row.push(value.as_deref().unwrap_or_default());
        }
        if self.points {
            let at = feature.geometry.as_ref().and_then(point);
            let text = |number: Option<f64>| number.map(|n| n.to_string()).unwrap_or_default();
            row.push(&text(at.map(Point::x)));
            row.push(&text(at.map(Point::y)));
        }
        self.number += 1;
        Ok(Some(self.number))
    }
}

/// A point, also one that is alone in a collection of points.
fn point(geometry: &Geometry<f64>) -> Option<Point> {
    match geometry {
        Geometry::Point(point) => Some(*point),
        Geometry::MultiPoint(points) if points.0.len() == 1 => Some(points.0[0]),
        _ => None,
    }
}

#[cfg(test)]
#[path = "feature_rows_tests.rs"]
mod tests;
