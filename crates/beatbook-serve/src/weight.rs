//! How many bytes the things take that are kept ready to be drawn.

use axum::body::Bytes;
use beatbook_store::Weigh;
use beatbook_tile::Value;

use crate::areas::AreaMap;
use crate::drawn::{Drawn, Properties};
use crate::hotspots::HotspotMap;
use crate::tables::KeptTable;

/// The bytes of a tile.
#[derive(Debug)]
pub(crate) struct TileBytes(pub(crate) Bytes);

impl Weigh for TileBytes {
    fn heap(&self) -> usize {
        self.0.len()
    }
}

impl Weigh for KeptTable {
    fn heap(&self) -> usize {
        self.0.heap_bytes()
    }
}

impl Weigh for HotspotMap {
    fn heap(&self) -> usize {
        let drawn = self
            .drawn()
            .map(|drawn| size_of::<Drawn>() + of_drawn(drawn));
        self.released.answer().heap() + drawn.sum::<usize>()
    }
}

impl Weigh for AreaMap {
    fn heap(&self) -> usize {
        let properties = self.properties.iter().map(of_properties);
        self.released.answer().heap() + properties.sum::<usize>()
    }
}

fn of_drawn(drawn: &Drawn) -> usize {
    drawn.shape.heap_bytes() + of_properties(&drawn.properties)
}

fn of_properties(properties: &Properties) -> usize {
    let texts = properties.iter().map(|(_, value)| match value {
        Value::Text(text) => text.len(),
        _ => 0,
    });
    size_of_val(&properties[..]) + size_of::<Properties>() + texts.sum::<usize>()
}
