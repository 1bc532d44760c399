//! Shapes with their values, ready to be written into tiles.

use beatbook_store::book::NamedShape;
use beatbook_tile::{Feature, Shape, Tile, Value};

pub(crate) type Properties = Vec<(&'static str, Value)>;

/// A projected shape with its values.
#[derive(Debug)]
pub(crate) struct Drawn {
    pub(crate) shape: Shape,
    pub(crate) properties: Properties,
    /// Left out of tiles farther out than this.
    pub(crate) from_zoom: u8,
}

impl Drawn {
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
            shape,
            properties: properties.clone(),
            from_zoom,
        })
    }

    fn is_in(&self, tile: Tile) -> bool {
        self.from_zoom <= tile.zoom() && self.shape.meets(tile)
    }
}

/// The features of a tile.
pub(crate) fn features(drawn: &[Drawn], tile: Tile) -> Vec<Feature<'_>> {
    let inside = drawn.iter().filter(|drawn| drawn.is_in(tile));
    inside
        .map(|drawn| Feature {
            id: None,
            shape: &drawn.shape,
            properties: &drawn.properties,
        })
        .collect()
}

/// The features of a tile, numbered from 1 by their position in the whole map.
pub(crate) fn numbered_features(drawn: &[Drawn], tile: Tile) -> Vec<Feature<'_>> {
    let inside = (1..).zip(drawn).filter(|(_, drawn)| drawn.is_in(tile));
    inside
        .map(|(number, drawn)| Feature {
            id: Some(number),
            shape: &drawn.shape,
            properties: &drawn.properties,
        })
        .collect()
}
