//! A version of a book: which objects, from which inputs, with which parameters.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::BookError;

/// Everything a version of a book holds. No clock time: the same input gives the same bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Format of the book.
    pub format: u32,
    /// Version of the program that wrote it.
    pub program: String,
    /// Title from the config.
    pub title: String,
    /// Whether any input was marked synthetic.
    pub synthetic: bool,
    /// Layer whose union is the study area.
    pub study: String,
    /// Error rate after correction.
    pub alpha: f64,
    /// How far from its nearest area a point in a sliver gap may lie, in metres.
    pub sliver_metres: f64,
    /// Study area's ground, in km2.
    pub km2: f64,
    /// Named selections from the config.
    pub presets: Vec<PresetEntry>,
    /// Layers in config order.
    pub layers: Vec<LayerEntry>,
    /// Sources in config order.
    pub sources: Vec<SourceEntry>,
    /// Files read, in reading order.
    pub inputs: Vec<Input>,
    /// Objects, in a fixed order.
    pub objects: Vec<ObjectEntry>,
}

/// A named selection, fixed beforehand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresetEntry {
    /// Word for addresses.
    pub id: String,
    /// Words for people.
    pub label: String,
    /// Canonical selection text.
    pub selection: String,
}

/// A layer of the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerEntry {
    /// Id with vintage.
    pub id: String,
    /// File it was read from, relative to the config.
    pub file: String,
    /// Reference system of the file.
    pub crs: String,
    /// Transform used for it, where it was in lon/lat.
    pub transform: Option<String>,
    /// Number of areas.
    pub areas: u32,
}

/// A source of the book, all its files together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceEntry {
    /// The source's word.
    pub source: String,
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
}

/// One input file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Name, relative to the config.
    pub file: String,
    /// Hash of its bytes.
    pub sha256: String,
    /// The source it belongs to; `None` for boundaries, streets and places.
    pub source: Option<String>,
    /// Rows read = located + unlocated + outside + refused.
    pub rows: u64,
    /// Rows with a place in the study area.
    pub located: u64,
    /// Rows without a usable place.
    pub unlocated: u64,
    /// Rows with a place outside the study area.
    pub outside: u64,
    /// Rows that could not be used: bad ones, and ones replaced by a later file.
    pub refused: u64,
}

/// What an object holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ObjectKind {
    /// Events of one source and local month.
    Events {
        /// The source's word.
        source: String,
        /// Year and month.
        month: String,
    },
    /// Distinct positions with their cells, areas and street.
    Locations,
    /// Areas of a layer.
    Layer {
        /// Layer id.
        layer: String,
    },
    /// H3 cells of the study area.
    Cells {
        /// H3 resolution.
        resolution: u8,
    },
    /// Pairs of neighbouring cells.
    Neighbours {
        /// H3 resolution.
        resolution: u8,
    },
    /// The union of the study layer.
    Study,
    /// Named streets.
    Streets,
    /// Water, parks, rail.
    Ground,
    /// Named places.
    Places,
}

impl fmt::Display for ObjectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Events { source, month } => write!(f, "the events of {source} in {month}"),
            Self::Locations => f.write_str("the locations"),
            Self::Layer { layer } => write!(f, "layer {layer}"),
            Self::Cells { resolution } => write!(f, "the cells of h3-{resolution}"),
            Self::Neighbours { resolution } => write!(f, "the neighbours of h3-{resolution}"),
            Self::Study => f.write_str("the study area"),
            Self::Streets => f.write_str("the streets"),
            Self::Ground => f.write_str("the ground"),
            Self::Places => f.write_str("the places"),
        }
    }
}

/// An object of the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectEntry {
    /// What it holds.
    #[serde(flatten)]
    pub kind: ObjectKind,
    /// Hash of its bytes, which is its file name.
    pub sha256: String,
    /// Rows in it.
    pub rows: u64,
}

impl Manifest {
    /// The format this program writes and reads.
    pub const FORMAT: u32 = 1;

    /// The bytes stored, in a fixed layout.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    pub(crate) fn from_bytes(bytes: &[u8], path: &Path) -> Result<Self, BookError> {
        #[derive(Deserialize)]
        struct Head {
            format: u32,
        }
        let head: Head = serde_json::from_slice(bytes).map_err(|e| BookError::damaged(path, &e))?;
        if head.format != Self::FORMAT {
            return Err(BookError::Format {
                found: head.format,
                known: Self::FORMAT,
            });
        }
        serde_json::from_slice(bytes).map_err(|e| BookError::damaged(path, &e))
    }

    /// The objects of a kind, in order.
    pub fn objects_of(
        &self,
        wanted: impl Fn(&ObjectKind) -> bool,
    ) -> impl Iterator<Item = &ObjectEntry> {
        self.objects
            .iter()
            .filter(move |object| wanted(&object.kind))
    }
}
