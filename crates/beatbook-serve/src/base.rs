//! What lies under the findings: streets, water, parks, rail, places, the study area.

use beatbook_store::Store;
use beatbook_store::book::NamedShape;
use beatbook_store::place_class::PIN;
use beatbook_tile::{Layer, Shape, Tile, TileError, encode};

use crate::drawn::{Drawn, features};

/// Zooms from which things are worth their bytes. Pages may begin to draw them later.
const SECONDARY_STREETS: u8 = 11;
const MINOR_STREETS: u8 = 12;
const PLACES: u8 = 12;
const ANCHORS: u8 = 13;

/// The ground of a book, projected once.
#[derive(Debug)]
pub(crate) struct BaseMap {
    study: Vec<Drawn>,
    ground: Vec<Drawn>,
    streets: Vec<Drawn>,
    places: Vec<Drawn>,
    anchors: Vec<Drawn>,
}

impl BaseMap {
    pub(crate) fn new(store: &Store) -> Self {
        let all = |shapes: &[NamedShape], from_zoom: fn(&str) -> u8| {
            let drawn = |named: &NamedShape| {
                Drawn::named(named, from_zoom(&named.class)).collect::<Vec<_>>()
            };
            shapes.iter().flat_map(drawn).collect()
        };
        // The default pin is words for any place, drawn at one point: nobody is to look for it there.
        let places: Vec<NamedShape> = store
            .registered()
            .iter()
            .filter(|place| place.class != PIN)
            .cloned()
            .collect();
        let study = Drawn {
            shape: Shape::from_polygons(store.study()),
            properties: Vec::new(),
            from_zoom: 0,
        };
        Self {
            study: vec![study],
            ground: all(store.ground(), |_| 0),
            streets: all(store.streets(), |class| match class {
                "main" => 0,
                "secondary" => SECONDARY_STREETS,
                _ => MINOR_STREETS,
            }),
            places: all(&places, |_| PLACES),
            anchors: all(store.anchors(), |_| ANCHORS),
        }
    }

    pub(crate) fn tile(&self, tile: Tile) -> Result<Vec<u8>, TileError> {
        let layers = [
            ("study", features(&self.study, tile)),
            ("ground", features(&self.ground, tile)),
            ("streets", features(&self.streets, tile)),
            ("places", features(&self.places, tile)),
            ("anchors", features(&self.anchors, tile)),
        ];
        let layers = layers
            .each_ref()
            .map(|(name, features)| Layer { name, features });
        encode(tile, &layers)
    }
}
