//! What has to hold whatever is read.

use std::fmt::Debug;

use beatbook_read::{FileReport, Problem, RawFeatures, RawLayer, ReadError};
use geo_types::{Coord, Geometry, LineString, Polygon};

/// The same input read twice gives the same, and what is refused is refused with a way out.
pub fn same<T: PartialEq + Debug>(read: impl Fn() -> Result<T, ReadError>) -> Option<T> {
    let shown = |read: Result<T, ReadError>| {
        read.map_err(|error| {
            refusal(&error);
            error.to_string()
        })
    };
    let first = shown(read());
    assert_eq!(first, shown(read()), "read twice");
    first.ok()
}

/// A message says what is wrong and what to do.
pub fn refusal(error: &ReadError) {
    let text = error.to_string();
    assert!(text.contains("\n  help:"), "no way out: {text}");
    match error {
        ReadError::Problem(found) => problem(found),
        ReadError::BadRows(found) => report(found),
        _ => {}
    }
}

fn problem(problem: &Problem) {
    let said = [
        problem.subject,
        &problem.file,
        &problem.reason,
        &problem.help,
    ];
    let all = said.iter().all(|words| !words.trim().is_empty());
    assert!(all, "something is not said: {problem:?}");
    let listed = problem.others.len() as u64;
    assert!(problem.failing > listed, "miscounted: {problem:?}");
}

/// Every refused row has one reason.
pub fn report(report: &FileReport) {
    report.problems.iter().for_each(problem);
    let failing: u64 = report.problems.iter().map(|problem| problem.failing).sum();
    assert_eq!(failing, report.refused, "{report}");
    assert!(report.refused <= report.rows_read, "{report}");
}

/// At least one area, each with a code and rings that are closed.
pub fn layer(layer: &RawLayer) {
    assert!(!layer.areas.is_empty(), "a layer without areas");
    for area in &layer.areas {
        assert!(!area.code.is_empty(), "an area without a code");
        assert!(!area.polygon.0.is_empty(), "{} has no ground", area.code);
        area.polygon.iter().for_each(polygon);
    }
}

/// A radius is a length, a position a place.
pub fn features(read: &RawFeatures) {
    for feature in &read.features {
        let sound = |radius: f64| radius.is_finite() && radius > 0.0;
        assert!(feature.radius.is_none_or(sound), "{:?}", feature.radius);
        geometry(&feature.geometry);
    }
}

/// All positions are finite.
pub fn geometry(geometry_of: &Geometry<f64>) {
    match geometry_of {
        Geometry::Point(point) => coord(&point.0),
        Geometry::Line(line) => [line.start, line.end].iter().for_each(coord),
        Geometry::LineString(line) => line_string(line),
        Geometry::Polygon(found) => polygon(found),
        Geometry::MultiPoint(points) => points.iter().for_each(|point| coord(&point.0)),
        Geometry::MultiLineString(lines) => lines.iter().for_each(line_string),
        Geometry::MultiPolygon(polygons) => polygons.iter().for_each(polygon),
        Geometry::GeometryCollection(parts) => parts.iter().for_each(geometry),
        Geometry::Rect(rect) => polygon(&rect.to_polygon()),
        Geometry::Triangle(triangle) => polygon(&triangle.to_polygon()),
    }
}

fn polygon(polygon: &Polygon<f64>) {
    for ring in polygon.interiors().iter().chain([polygon.exterior()]) {
        assert!(ring.is_closed(), "an open ring");
        line_string(ring);
    }
}

fn line_string(line: &LineString<f64>) {
    line.0.iter().for_each(coord);
}

fn coord(coord: &Coord<f64>) {
    position([coord.x, coord.y]);
}

/// A position is two numbers.
pub fn position(position: [f64; 2]) {
    assert!(position.iter().all(|v| v.is_finite()), "{position:?}");
}
