//! Geometry in the plane of the web map.
//!
//! Web Mercator (EPSG:3857) scaled to a unit square: x runs from 0 at 180 W to 1 at 180 E, y from 0 in
//! the north to 1 in the south, and both poles are cut off at 85.05 degrees.

use std::f64::consts::PI;

use geo_types::{Coord, Geometry, LineString, MultiPolygon, Point, Polygon};

use crate::Tile;

pub(crate) type Path = Vec<[f64; 2]>;

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Parts {
    Points(Path),
    Lines(Vec<Path>),
    /// Rings of each polygon, outer ring first; the first vertex is not repeated at the end.
    Polygons(Vec<Vec<Path>>),
}

/// Projected geometry of one kind (points, lines or polygons) with its bounding box.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    parts: Parts,
    /// The same with fewer vertices, each for zooms up to its own; the farthest view first.
    pub(crate) coarser: Vec<(u8, Parts)>,
    bbox: [f64; 4],
}

impl Shape {
    /// Projects a geometry in lon/lat degrees: one shape for each kind in it, for a feature of a tile
    /// has one kind only. Nothing comes of an empty geometry.
    pub fn from_lon_lat(geometry: &Geometry<f64>) -> Vec<Self> {
        let (mut points, mut lines, mut polygons) = (Vec::new(), Vec::new(), Vec::new());
        collect(geometry, &mut points, &mut lines, &mut polygons);
        [
            (!points.is_empty()).then_some(Parts::Points(points)),
            (!lines.is_empty()).then_some(Parts::Lines(lines)),
            (!polygons.is_empty()).then_some(Parts::Polygons(polygons)),
        ]
        .into_iter()
        .flatten()
        .map(Self::new)
        .collect()
    }

    /// Projects a position in lon/lat degrees.
    pub fn from_point(point: Point<f64>) -> Self {
        Self::new(Parts::Points(vec![project(point.0)]))
    }

    /// Projects polygons in lon/lat degrees.
    pub fn from_polygons(polygons: &MultiPolygon<f64>) -> Self {
        Self::new(Parts::Polygons(polygons.iter().map(rings).collect()))
    }

    /// Projects the edges of polygons in lon/lat degrees as lines. A clipped polygon has edges along
    /// the side of the tile, its outline drawn as lines has none.
    pub fn outline_of(polygons: &MultiPolygon<f64>) -> Self {
        let all = polygons
            .iter()
            .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
        Self::new(Parts::Lines(all.map(path).collect()))
    }

    fn new(parts: Parts) -> Self {
        let mut bbox = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
        let mut widen = |path: &[[f64; 2]]| {
            for [x, y] in path {
                bbox = [
                    bbox[0].min(*x),
                    bbox[1].min(*y),
                    bbox[2].max(*x),
                    bbox[3].max(*y),
                ];
            }
        };
        match &parts {
            Parts::Points(points) => widen(points),
            Parts::Lines(lines) => lines.iter().for_each(|line| widen(line)),
            Parts::Polygons(polygons) => polygons.iter().flatten().for_each(|ring| widen(ring)),
        }
        Self {
            parts,
            coarser: Vec::new(),
            bbox,
        }
    }

    /// What is drawn of it at a zoom.
    pub(crate) fn parts(&self, zoom: u8) -> &Parts {
        let coarser = self.coarser.iter().find(|(last, _)| zoom <= *last);
        coarser.map_or(&self.parts, |(_, parts)| parts)
    }

    /// All of it.
    pub(crate) fn whole(&self) -> &Parts {
        &self.parts
    }

    /// Its first vertex.
    pub(crate) fn first(&self) -> Option<[f64; 2]> {
        match &self.parts {
            Parts::Points(points) => points.first(),
            Parts::Lines(lines) => lines.iter().flatten().next(),
            Parts::Polygons(polygons) => polygons.iter().flatten().flatten().next(),
        }
        .copied()
    }

    /// Its bounding box: least x, least y, greatest x, greatest y, where the world is from 0 to 1.
    pub fn bbox(&self) -> [f64; 4] {
        self.bbox
    }

    /// Its polygons in lon/lat degrees, as they are drawn at a zoom; none of points and lines. What was
    /// simplified together has the same vertices on both sides of a shared edge.
    pub fn polygons_at(&self, zoom: u8) -> MultiPolygon<f64> {
        let Parts::Polygons(polygons) = self.parts(zoom) else {
            return MultiPolygon(Vec::new());
        };
        let ring = |path: &Path| -> LineString { path.iter().copied().map(unproject).collect() };
        let polygons = polygons.iter().filter_map(|rings| {
            let (outer, inner) = rings.split_first()?;
            // Polygons close their rings by themselves.
            Some(Polygon::new(ring(outer), inner.iter().map(ring).collect()))
        });
        polygons.collect()
    }

    /// Bytes its vertices take on the heap.
    pub fn heap_bytes(&self) -> usize {
        let coarser = self.coarser.iter().map(|(_, parts)| parts.heap_bytes());
        self.parts.heap_bytes() + coarser.sum::<usize>()
    }

    /// Whether the bounding box meets the tile with its margin. False for most of a map's features:
    /// ask before building their properties.
    pub fn meets(&self, tile: Tile) -> bool {
        let reach = tile.reach();
        (0..2).all(|axis| self.bbox[axis] <= reach[axis + 2] && self.bbox[axis + 2] >= reach[axis])
    }
}

impl Parts {
    fn heap_bytes(&self) -> usize {
        let of_paths = |paths: &[Path]| -> usize {
            let vertices: usize = paths.iter().map(|path| size_of_val(&path[..])).sum();
            size_of_val(paths) + vertices
        };
        match self {
            Self::Points(points) => size_of_val(&points[..]),
            Self::Lines(lines) => of_paths(lines),
            Self::Polygons(polygons) => polygons.iter().map(|rings| of_paths(rings)).sum(),
        }
    }
}

fn collect(
    geometry: &Geometry<f64>,
    points: &mut Path,
    lines: &mut Vec<Path>,
    polygons: &mut Vec<Vec<Path>>,
) {
    match geometry {
        Geometry::Point(point) => points.push(project(point.0)),
        Geometry::MultiPoint(many) => points.extend(many.iter().map(|point| project(point.0))),
        Geometry::Line(line) => lines.push(vec![project(line.start), project(line.end)]),
        Geometry::LineString(line) => lines.push(path(line)),
        Geometry::MultiLineString(many) => lines.extend(many.iter().map(path)),
        Geometry::Polygon(polygon) => polygons.push(rings(polygon)),
        Geometry::MultiPolygon(many) => polygons.extend(many.iter().map(rings)),
        Geometry::Rect(rect) => polygons.push(rings(&rect.to_polygon())),
        Geometry::Triangle(triangle) => polygons.push(rings(&triangle.to_polygon())),
        Geometry::GeometryCollection(many) => {
            for part in many {
                collect(part, points, lines, polygons);
            }
        }
    }
}

fn path(line: &LineString<f64>) -> Path {
    line.0.iter().copied().map(project).collect()
}

fn rings(polygon: &Polygon<f64>) -> Vec<Path> {
    let open = |ring: &LineString<f64>| {
        let mut ring = path(ring);
        if ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        ring
    };
    std::iter::once(open(polygon.exterior()))
        .chain(polygon.interiors().iter().map(open))
        .collect()
}

pub(crate) fn project(Coord { x, y }: Coord<f64>) -> [f64; 2] {
    let north = y.to_radians().tan().asinh() / PI;
    [(x + 180.0) / 360.0, ((1.0 - north) / 2.0).clamp(0.0, 1.0)]
}

fn unproject([x, y]: [f64; 2]) -> Coord<f64> {
    let north = (1.0 - 2.0 * y) * PI;
    Coord {
        x: x * 360.0 - 180.0,
        y: north.sinh().atan().to_degrees(),
    }
}

#[cfg(test)]
#[path = "shape_tests.rs"]
mod tests;
