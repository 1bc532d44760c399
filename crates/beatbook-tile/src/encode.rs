//! Layers of features to the bytes of a tile.

use mvt::{GeomData, GeomEncoder, GeomType};

use crate::clip::{Position, clip_line, clip_ring};
use crate::grid::{tidy_line, tidy_ring, wind};
use crate::shape::Parts;
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

impl From<u8> for Value {
    fn from(number: u8) -> Self {
        Self::Integer(number.into())
    }
}

/// A shape with its values.
#[derive(Debug, Clone, Copy)]
pub struct Feature<'a> {
    /// A number that tells the feature apart within its layer, where pages need one.
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
            let Some(geometry) = geometry(tile, feature.shape)? else {
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

fn geometry(tile: Tile, shape: &Shape) -> Result<Option<GeomData>, TileError> {
    let snapped = |path: &[[f64; 2]]| -> Vec<Position> {
        let mut snapped: Vec<Position> = path.iter().map(|&at| tile.snap(at)).collect();
        snapped.dedup(); // most vertices of a far view fall together: drop them before clipping
        snapped
    };
    let (kind, paths) = match &shape.parts {
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
            let mut paths: Vec<Vec<Position>> = Vec::new();
            for polygon in polygons {
                for (position, ring) in polygon.iter().enumerate() {
                    let mut ring = tidy_ring(clip_ring(snapped(ring)));
                    if ring.is_empty() {
                        if position == 0 {
                            break; // holes of nothing
                        }
                        continue;
                    }
                    wind(&mut ring, position == 0);
                    if paths.last().and_then(|previous| previous.last()) == ring.first() {
                        ring.rotate_left(1); // as above: every ring must begin with a move
                    }
                    paths.push(ring);
                }
            }
            (GeomType::Polygon, paths)
        }
    };
    if paths.iter().all(Vec::is_empty) {
        return Ok(None);
    }
    let mut encoder = GeomEncoder::<i32>::new(kind);
    for path in paths {
        for [x, y] in path {
            encoder.add_point(x as i32, y as i32)?; // clipped: far inside i32
        }
        encoder.complete_geom()?;
    }
    Ok(Some(encoder.encode()?))
}

#[cfg(test)]
#[path = "encode_tests.rs"]
mod tests;
