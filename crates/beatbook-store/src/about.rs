//! What a book holds, for menus and status lines.

use beatbook_core::{BookId, Day, LayerId, Precision, Source};

use crate::book::{Input, PresetEntry};

/// What a book holds.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// Title from the config.
    pub title: String,
    /// Version of the book.
    pub book: BookId,
    /// Version of the program that wrote it.
    pub program: String,
    /// Whether it is made of synthetic data.
    pub synthetic: bool,
    /// Error rate after correction.
    pub alpha: f64,
    /// Days of the first and the last event.
    pub period: (Day, Day),
    /// West, south, east, north of the study area, in degrees.
    pub bounds: [f64; 4],
    /// Ground of the study area.
    pub km2: f64,
    /// Sources, in config order.
    pub sources: Vec<SourceAbout>,
    /// Layers, in config order; the study layer first.
    pub layers: Vec<LayerAbout>,
    /// Named selections.
    pub presets: Vec<PresetEntry>,
    /// Files read.
    pub inputs: Vec<Input>,
}

/// A source of a book.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceAbout {
    /// The source.
    pub source: Source,
    /// The coarsest time precision among its events.
    pub precision: Precision,
    /// Rows read.
    pub rows: u64,
    /// Rows with a place in the study area.
    pub located: u64,
    /// Rows without a usable place.
    pub unlocated: u64,
    /// Rows with a place outside the study area.
    pub outside: u64,
    /// Rows that could not be used.
    pub refused: u64,
    /// Days of the first and the last event.
    pub period: (Day, Day),
    /// Categories, the most frequent first.
    pub categories: Vec<CategoryAbout>,
}

/// A category of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryAbout {
    /// Word for selections.
    pub slug: String,
    /// Text as written in the files.
    pub label: String,
    /// Events, wherever they are.
    pub events: u64,
}

/// A layer of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerAbout {
    /// Id with vintage.
    pub id: LayerId,
    /// Number of areas.
    pub areas: u32,
}
