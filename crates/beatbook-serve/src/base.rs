//! What lies under the findings: streets, water, parks, rail, places, the study area.

use std::sync::Arc;

use beatbook_store::Store;
use beatbook_store::book::NamedShape;
use beatbook_store::place_class::PIN;
use beatbook_tile::{Shape, Tile, simplify};

use crate::drawn::{Drawn, DrawnLayer, DrawnMap};

/// Zooms from which things are worth their bytes. Pages may begin to draw them later.
const SECONDARY_STREETS: u8 = 11;
const MINOR_STREETS: u8 = 12;
pub(crate) const PLACES: u8 = 12;
pub(crate) const ANCHORS: u8 = 13;

/// Projects the ground of a book, once.
pub(crate) fn base_map(store: &Store) -> DrawnMap {
    let all = |shapes: &[NamedShape], from_zoom: fn(&str) -> u8| -> Vec<Drawn> {
        let drawn =
            |named: &NamedShape| Drawn::named(named, from_zoom(&named.class)).collect::<Vec<_>>();
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
        id: None,
        shape: Arc::new(Shape::from_polygons(store.study())),
        properties: Vec::new(),
        zooms: (0, Tile::DEEPEST),
    };
    let street = |class: &str| match class {
        "main" => 0,
        "secondary" => SECONDARY_STREETS,
        _ => MINOR_STREETS,
    };
    let layers = [
        ("study", simple(vec![study])),
        ("ground", simple(all(store.ground(), |_| 0))),
        ("streets", simple(all(store.streets(), street))),
        ("places", all(&places, |_| PLACES)),
        ("anchors", all(store.anchors(), |_| ANCHORS)),
    ];
    DrawnMap(
        layers
            .map(|(name, drawn)| DrawnLayer::new(name, drawn))
            .into(),
    )
}

/// The same with fewer vertices from afar.
fn simple(mut drawn: Vec<Drawn>) -> Vec<Drawn> {
    let mut shapes: Vec<Shape> = drawn
        .iter()
        .map(|drawn| Shape::clone(&drawn.shape))
        .collect();
    simplify(&mut shapes);
    for (drawn, shape) in drawn.iter_mut().zip(shapes) {
        drawn.shape = Arc::new(shape);
    }
    drawn
}
