//! What a book holds, for menus and status lines.

use beatbook_core::{
    Agreement, BookId, Day, HarmTable, LayerId, Month, Precision, Setting, Source,
};

use crate::book::{
    IndexEntry, Input, LayerEntry, Level, PeopleEntry, PopulationEntry, PresetEntry, QualityEntry,
    Status,
};
use crate::coverage::MonthHeld;
use crate::gaps::Gap;

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
    /// Indices of deprivation.
    pub indexes: Vec<IndexAbout>,
    /// Kinds of dated days, and how many days each has.
    pub calendar: Vec<(String, u32)>,
    /// Dated notes about sources, by day.
    pub annotations: Vec<(Day, Source, String)>,
    /// Files of people and what became of their rows.
    pub people: Vec<PeopleEntry>,
    /// Named selections.
    pub presets: Vec<PresetEntry>,
    /// Files read.
    pub inputs: Vec<Input>,
    /// The published layers and figures it was made of, and their vintages.
    pub made_of: MadeOf,
}

/// The published layers and figures a book was made of.
#[derive(Debug, Clone, PartialEq)]
pub struct MadeOf {
    /// Layer whose union is the study area.
    pub study: String,
    /// How far from its nearest area a point in a sliver gap may lie, in metres.
    pub sliver_metres: f64,
    /// Layers, in config order.
    pub layers: Vec<LayerEntry>,
    /// Indices of deprivation.
    pub indexes: Vec<IndexEntry>,
    /// Resident populations.
    pub populations: Vec<PopulationEntry>,
    /// The table of harm weights.
    pub harm: Option<HarmTable>,
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
    /// Whether all of it exists only where officers were: never demand.
    pub activity: bool,
    /// Terms of use; health sources have them.
    pub agreement: Option<Agreement>,
    /// Flag words.
    pub flags: Vec<String>,
    /// Settings that occur.
    pub settings: Vec<Setting>,
    /// Last day of which 95% is recorded; `None` where days of recording are not known.
    pub complete_to: Option<Day>,
    /// Estimated share recorded of each month; empty where it cannot be told.
    pub completeness: Vec<(Month, f64)>,
    /// Months that hold events, rising.
    pub months: Vec<Month>,
    /// Months that are not there; no rate is told over them.
    pub gaps: Vec<Gap>,
    /// Every month from the first to the last, and how much of it is held.
    pub held: Vec<MonthHeld>,
    /// Rows by what became of their place and how that was found.
    pub placed: Vec<(Status, Level, u64)>,
    /// Duplicates, shared anchors and agreement of own codes; `None` of a book that does not keep them.
    pub quality: Option<QualityEntry>,
}

/// An index of deprivation of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexAbout {
    /// Word for addresses.
    pub id: String,
    /// Words for people: `IMD 2019`.
    pub label: String,
    /// Layer whose areas have its deciles.
    pub layer: LayerId,
    /// The one domain it is of; the whole index without one.
    pub domain: Option<String>,
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
    /// Whether they overlap: an event may then be in several, and none is a unit.
    pub overlaps: bool,
}
