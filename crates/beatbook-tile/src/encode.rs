//! Layers of features to the bytes of a tile.

use mvt::{GeomData, GeomEncoder, GeomType};

use crate::clip::{Position, clip_line, clip_ring};
use crate::grid::{tidy_line, tidy_ring, wind};
use crate::shape::Parts;
use crate::valid::valid;
use crate::{Shape, Tile, TileError};

/// A value shown on a feature.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Words.
    Text(Box<str>),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Number(f64),
    /// Whether something is so.
    Truth(bool),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl From<u8> for Value {
    fn from(number: u8) -> Self {
        Self::Integer(number.into())
    }
}

/// A shape with its values.
#[derive(Debug, Clone, Copy)]
pub struct Feature<'a> {
    /// A number that tells the feature apart within its layer. A feature that has one is in a tile of every
    /// zoom: where it is too small to be drawn it is one step of the grid wide, so that nothing that is
    /// counted is lost from view.
    pub id: Option<u64>,
    /// Where it lies.
    pub shape: &'a Shape,
    /// What is known about it. A missing value is left out, never written as empty.
    pub properties: &'a [(&'static str, Value)],
}

/// Features drawn together.
#[derive(Debug, Clone, Copy)]
pub struct Layer<'a> {
    /// Its name in the tile.
    pub name: &'a str,
    /// Its features, bottom first.
    pub features: &'a [Feature<'a>],
}

/// Writes the part of the layers that lies in a tile. Layers with nothing in the tile are left out;
/// no bytes at all mean an empty tile.
///
/// A point belongs to exactly one tile of a zoom; lines and polygons reach [`Tile::MARGIN`] steps
/// beyond the edge.
///
/// # Errors
/// [`TileError::Encoder`] when two layers have one name.
pub fn encode(tile: Tile, layers: &[Layer<'_>]) -> Result<Vec<u8>, TileError> {
    let mut out = mvt::Tile::new(Tile::EXTENT);
    for layer in layers {
        let mut written = out.create_layer(layer.name);
        for feature in layer.features {
            if !feature.shape.meets(tile) {
                continue;
            }
            let Some(geometry) = geometry(tile, feature.shape, feature.id.is_some())? else {
                continue;
            };
            let mut entry = written.into_feature(geometry);
            if let Some(id) = feature.id {
                entry.set_id(id);
            }
            for (key, value) in feature.properties {
                match value {
                    Value::Text(text) => entry.add_tag_string(key, text),
                    Value::Integer(number) => entry.add_tag_int(key, *number),
                    Value::Number(number) => entry.add_tag_double(key, *number),
                    Value::Truth(truth) => entry.add_tag_bool(key, *truth),
                }
            }
            written = entry.into_layer();
        }
        if written.num_features() > 0 {
            out.add_layer(written)?;
        }
    }
    Ok(out.to_bytes()?)
}

/// - `is_kept`: whether one step of the grid stands for a shape that is too small to be drawn.
fn geometry(tile: Tile, shape: &Shape, is_kept: bool) -> Result<Option<GeomData>, TileError> {
    let snapped = |path: &[[f64; 2]]| -> Vec<Position> {
        let mut snapped: Vec<Position> = path.iter().map(|&at| tile.snap(at)).collect();
        snapped.dedup(); // most vertices of a far view fall together: drop them before clipping
        snapped
    };
    let (kind, mut paths) = match shape.parts(tile.zoom()) {
        Parts::Points(points) => {
            let own = |at: &Position| at.iter().all(|v| (0..i64::from(Tile::EXTENT)).contains(v));
            let mut points: Vec<Position> =
                points.iter().map(|&at| tile.snap(at)).filter(own).collect();
            points.sort_unstable();
            points.dedup();
            (GeomType::Point, vec![points])
        }
        Parts::Lines(lines) => {
            let clipped = lines.iter().flat_map(|line| clip_line(snapped(line)));
            let mut paths: Vec<Vec<Position>> = Vec::new();
            for line in clipped.map(tidy_line).filter(|line| line.len() > 1) {
                match paths.last_mut() {
                    // The encoder would write no move between them.
                    Some(previous) if previous.last() == line.first() => {
                        previous.extend_from_slice(&line[1..]);
                    }
                    _ => paths.push(line),
                }
            }
            (GeomType::Linestring, paths)
        }
        Parts::Polygons(polygons) => {
            let mut clipped: Vec<Vec<Vec<Position>>> = Vec::new();
            for polygon in polygons {
                let mut rings = Vec::new();
                for (position, ring) in polygon.iter().enumerate() {
                    let mut ring = tidy_ring(clip_ring(snapped(ring)));
                    if ring.is_empty() {
                        if position == 0 {
                            break; // holes of nothing
                        }
                        continue;
                    }
                    wind(&mut ring, position == 0);
                    rings.push(ring);
                }
                if !rings.is_empty() {
                    clipped.push(rings);
                }
            }
            (GeomType::Polygon, valid(clipped))
        }
    };
    paths.retain(|path| !path.is_empty());
    if paths.is_empty() && is_kept {
        paths.extend(least(tile, shape));
    }
    if paths.is_empty() {
        return Ok(None);
    }
    let mut encoder = GeomEncoder::<i32>::new(kind);
    let mut ended = None;
    for mut path in paths {
        // The encoder would leave out the move to where the last ring ended, and every ring begins with one.
        if matches!(kind, GeomType::Polygon) && ended == path.first().copied() {
            path.rotate_left(1);
        }
        ended = path.last().copied();
        for [x, y] in path {
            encoder.add_point(x as i32, y as i32)?; // clipped: far inside i32
        }
        encoder.complete_geom()?;
    }
    Ok(Some(encoder.encode()?))
}

/// The least that can be drawn of a line or polygon, in the one tile that its first vertex is in.
fn least(tile: Tile, shape: &Shape) -> Option<Vec<Position>> {
    let [x, y] = tile.snap(shape.first()?);
    let own = [x, y]
        .iter()
        .all(|v| (0..i64::from(Tile::EXTENT)).contains(v));
    own.then(|| match shape.parts(tile.zoom()) {
        Parts::Points(_) => Vec::new(), // each is drawn in its tile already
        Parts::Lines(_) => vec![[x, y], [x + 1, y]],
        Parts::Polygons(_) => vec![[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]],
    })
    .filter(|path| !path.is_empty())
}

#[cfg(test)]
#[path = "encode_tests.rs"]
mod tests;
