//! The shapes of units, one by one and together.

use beatbook_core::Unit;
use beatbook_store::Store;
use beatbook_tile::{Shape, dissolve};
use geo_types::{Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point};

/// A shape of one kind, projected.
pub(crate) fn projected(shape: &Geometry<f64>) -> Option<Shape> {
    Shape::from_lon_lat(shape).into_iter().next()
}

/// The shape that some units make together: cells without the lines between them, segments as lines,
/// premises as points. `None` for units that are not there.
pub(crate) fn together(store: &Store, unit: &Unit, numbers: &[u64]) -> Option<Geometry<f64>> {
    let (mut polygons, mut lines, mut points) = (Vec::new(), Vec::new(), Vec::new());
    for &number in numbers {
        match store.unit_shape(unit, number)? {
            Geometry::Polygon(one) => polygons.push(one),
            Geometry::MultiPolygon(many) => polygons.extend(many),
            Geometry::LineString(line) => lines.push(line),
            Geometry::Point(point) => points.push(point),
            _ => {}
        }
    }
    // Areas with holes stay as they are: the edge of a hole is no cell.
    let whole = polygons
        .iter()
        .all(|polygon| polygon.interiors().is_empty());
    if !polygons.is_empty() && whole {
        let rings: Vec<Vec<[f64; 2]>> = polygons
            .iter()
            .map(|cell| cell.exterior().coords().map(|at| [at.x, at.y]).collect())
            .collect();
        return Some(dissolve(rings.iter().map(Vec::as_slice)).into());
    }
    if !polygons.is_empty() {
        return Some(MultiPolygon(polygons).into());
    }
    if !lines.is_empty() {
        return Some(MultiLineString(lines).into());
    }
    (!points.is_empty()).then(|| MultiPoint(points).into())
}

/// A shape as GeoJSON writes it.
#[derive(serde::Serialize)]
pub(crate) struct GeoJson {
    r#type: &'static str,
    coordinates: Coordinates,
}

#[derive(serde::Serialize)]
#[serde(untagged)]
enum Coordinates {
    Polygons(Vec<Vec<Vec<[f64; 2]>>>),
    Lines(Vec<Vec<[f64; 2]>>),
    Points(Vec<[f64; 2]>),
}

impl GeoJson {
    pub(crate) fn new(shape: &Geometry<f64>) -> Self {
        let (r#type, coordinates) = match shape {
            Geometry::MultiLineString(lines) => (
                "MultiLineString",
                Coordinates::Lines(lines.iter().map(line).collect()),
            ),
            Geometry::MultiPoint(points) => {
                let points = points.iter().map(|&Point(at)| rounded(at.x, at.y));
                ("MultiPoint", Coordinates::Points(points.collect()))
            }
            Geometry::MultiPolygon(polygons) => {
                let polygons = polygons.iter().map(|polygon| {
                    let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
                    rings.map(line).collect()
                });
                ("MultiPolygon", Coordinates::Polygons(polygons.collect()))
            }
            _ => ("MultiPolygon", Coordinates::Polygons(Vec::new())),
        };
        Self {
            r#type,
            coordinates,
        }
    }
}

fn line(line: &LineString<f64>) -> Vec<[f64; 2]> {
    line.coords().map(|at| rounded(at.x, at.y)).collect()
}

/// Six decimals of a degree are about a decimetre.
fn rounded(x: f64, y: f64) -> [f64; 2] {
    [x, y].map(|degrees| (degrees * 1e6).round() / 1e6)
}
