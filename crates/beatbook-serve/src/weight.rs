//! How many bytes the things take that are kept ready to be drawn.

use std::sync::Arc;

use beatbook_store::Weigh;
use beatbook_tile::Value;

use crate::areas::AreaMap;
use crate::drawn::{Drawn, DrawnLayer, DrawnMap, Properties};
use crate::hotspots::HotspotMap;
use crate::tables::KeptTable;

impl Weigh for KeptTable {
    fn heap(&self) -> usize {
        self.0.heap_bytes()
    }
}

impl Weigh for DrawnMap {
    fn heap(&self) -> usize {
        let drawn = self.0.iter().flat_map(DrawnLayer::drawn);
        drawn
            .map(|drawn| size_of::<Drawn>() + of_drawn(drawn))
            .sum()
    }
}

impl Weigh for HotspotMap {
    fn heap(&self) -> usize {
        self.released.answer().heap() + self.drawn.heap()
    }
}

impl Weigh for AreaMap {
    fn heap(&self) -> usize {
        self.released.answer().heap() + self.drawn.heap()
    }
}

fn of_drawn(drawn: &Drawn) -> usize {
    // Shapes that others hold as well, such as areas, stay when this goes.
    let own = Arc::strong_count(&drawn.shape) == 1;
    let shape = if own { drawn.shape.heap_bytes() } else { 0 };
    shape + of_properties(&drawn.properties)
}

fn of_properties(properties: &Properties) -> usize {
    let texts = properties.iter().map(|(_, value)| match value {
        Value::Text(text) => text.len(),
        _ => 0,
    });
    size_of_val(&properties[..]) + size_of::<Properties>() + texts.sum::<usize>()
}
