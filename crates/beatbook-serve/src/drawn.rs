//! Shapes with their values, ready to be written into tiles.

use std::collections::HashSet;
use std::sync::Arc;

use beatbook_store::book::NamedShape;
use beatbook_tile::{Feature, Layer, Shape, Tile, TileError, Value, encode};

use crate::feature_id::{feature_id, next};

pub(crate) type Properties = Vec<(&'static str, Value)>;

/// Narrower shapes are found by their western edge: about what a tile of zoom 12 is wide, where the world
/// is 1.
const NARROW: f64 = 1.0 / 4_096.0;

/// A projected shape with its values.
#[derive(Debug)]
pub(crate) struct Drawn {
    /// Of what is counted; `None` for the ground under it.
    pub(crate) id: Option<u64>,
    pub(crate) shape: Arc<Shape>,
    pub(crate) properties: Properties,
    /// First and last zoom of the tiles it is in.
    pub(crate) zooms: (u8, u8),
}

impl Drawn {
    /// What is told apart by an id of its own, in tiles of all zooms.
    pub(crate) fn told_apart(own: &str, shape: Arc<Shape>, properties: Properties) -> Self {
        Self {
            id: Some(feature_id(own)),
            shape,
            properties,
            zooms: (0, Tile::DEEPEST),
        }
    }

    /// The same from a zoom on.
    pub(crate) fn from_zoom(mut self, zoom: u8) -> Self {
        self.zooms.0 = zoom;
        self
    }

    /// The same up to the zoom before another.
    pub(crate) fn before_zoom(mut self, zoom: u8) -> Self {
        self.zooms.1 = zoom.saturating_sub(1);
        self
    }

    /// Projects a named shape: one entry for each kind of geometry in it. An empty name is left out.
    pub(crate) fn named(named: &NamedShape, from_zoom: u8) -> impl Iterator<Item = Self> {
        let mut properties: Properties = Vec::new();
        if !named.name.is_empty() {
            properties.push(("name", named.name.as_str().into()));
        }
        if !named.class.is_empty() {
            properties.push(("class", named.class.as_str().into()));
        }
        let shapes = Shape::from_lon_lat(&named.geometry).into_iter();
        shapes.map(move |shape| Self {
            id: None,
            shape: Arc::new(shape),
            properties: properties.clone(),
            zooms: (from_zoom, Tile::DEEPEST),
        })
    }
}

/// Adds a value that may be absent: then nothing is written.
pub(crate) fn add<T: Into<Value>>(
    properties: &mut Properties,
    key: &'static str,
    value: Option<T>,
) {
    properties.extend(value.map(|value| (key, value.into())));
}

/// Shapes of one layer, bottom first.
#[derive(Debug)]
pub(crate) struct DrawnLayer {
    name: &'static str,
    drawn: Vec<Drawn>,
    /// Western edge and number of each narrow shape, from west to east, and the widest of them.
    narrow: Vec<(f64, u32)>,
    widest: f64,
    /// Numbers of the others.
    wide: Vec<u32>,
}

impl DrawnLayer {
    pub(crate) fn new(name: &'static str, mut drawn: Vec<Drawn>) -> Self {
        let mut taken = HashSet::new();
        for id in drawn.iter_mut().filter_map(|drawn| drawn.id.as_mut()) {
            while !taken.insert(*id) {
                *id = next(*id);
            }
        }
        let (mut narrow, mut wide, mut widest) = (Vec::new(), Vec::new(), 0.0_f64);
        for (number, drawn) in (0..).zip(&drawn) {
            let [west, _, east, _] = drawn.shape.bbox();
            if east - west <= NARROW {
                narrow.push((west, number));
                widest = widest.max(east - west);
            } else {
                wide.push(number);
            }
        }
        narrow.sort_by(|a, b| a.0.total_cmp(&b.0));
        Self {
            name,
            drawn,
            narrow,
            widest,
            wide,
        }
    }

    pub(crate) fn drawn(&self) -> &[Drawn] {
        &self.drawn
    }

    /// The features of a tile.
    fn features(&self, tile: Tile) -> Vec<Feature<'_>> {
        let [west, _, east, _] = tile.reach();
        let first = self
            .narrow
            .partition_point(|(edge, _)| *edge < west - self.widest);
        let last = self.narrow.partition_point(|(edge, _)| *edge <= east);
        let near = self.narrow[first..last].iter().map(|(_, number)| number);
        let mut inside: Vec<u32> = near
            .chain(&self.wide)
            .copied()
            .filter(|&number| {
                let drawn = &self.drawn[number as usize];
                let (first, last) = drawn.zooms;
                (first..=last).contains(&tile.zoom()) && drawn.shape.meets(tile)
            })
            .collect();
        inside.sort_unstable();
        let feature = |number: u32| {
            let drawn = &self.drawn[number as usize];
            Feature {
                id: drawn.id,
                shape: &drawn.shape,
                properties: &drawn.properties,
            }
        };
        inside.into_iter().map(feature).collect()
    }
}

/// All layers of a tile.
#[derive(Debug)]
pub(crate) struct DrawnMap(pub(crate) Vec<DrawnLayer>);

impl DrawnMap {
    pub(crate) fn tile(&self, tile: Tile) -> Result<Vec<u8>, TileError> {
        let features: Vec<_> = self.0.iter().map(|layer| layer.features(tile)).collect();
        let layers: Vec<_> = self
            .0
            .iter()
            .zip(&features)
            .map(|(layer, features)| Layer {
                name: layer.name,
                features,
            })
            .collect();
        encode(tile, &layers)
    }
}
