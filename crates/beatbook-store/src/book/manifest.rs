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
    /// Indices of deprivation.
    pub indexes: Vec<IndexEntry>,
    /// Resident populations.
    pub populations: Vec<PopulationEntry>,
    /// Dated days, by day.
    pub calendar: Vec<CalendarEntry>,
    /// Dated notes about sources, by day.
    pub annotations: Vec<AnnotationEntry>,
    /// Harm weights of offence codes, where the config names a table of them.
    pub harm: Option<HarmEntry>,
    /// Layers in config order.
    pub layers: Vec<LayerEntry>,
    /// Sources in config order.
    pub sources: Vec<SourceEntry>,
    /// Files of people, in config order.
    pub people: Vec<PeopleEntry>,
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
    /// Whether its areas overlap: its columns then hold numbers of sets of areas.
    pub overlaps: bool,
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
    /// Whether all of it exists only where officers were.
    pub activity: bool,
    /// Category words that exist only where officers were.
    pub activity_categories: Vec<String>,
    /// Flag words, by bit.
    pub flags: Vec<String>,
    /// Terms of use; health sources have them.
    pub agreement: Option<AgreementEntry>,
    /// Rows of each month that has any, rising.
    pub coverage: Vec<CoverageEntry>,
    /// Months that are not there; no rate is told over them.
    pub gaps: Vec<GapEntry>,
    /// What its rows say of their own quality; `None` in a book of before it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<QualityEntry>,
}

/// Duplicates, shared anchors and agreement among the rows of a source that count.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct QualityEntry {
    /// Rows whose record id another row has too. They are counted and never removed.
    pub same_id: u64,
    /// Rows that have a record id.
    pub with_id: u64,
    /// Rows that share the coordinate of a published anchor with another.
    pub snapped: u64,
    /// How the area codes that rows carry agree with the join; `None` where none carry a known one.
    pub own_codes: Option<OwnCodes>,
}

/// Agreement of the area codes that rows carry with the join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnCodes {
    /// The layer of the codes.
    pub layer: String,
    /// Rows whose own code is in the layer.
    pub comparable: u64,
    /// Of these, rows that the join puts in the area they name.
    pub agree: u64,
}

/// Rows of a source in one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageEntry {
    /// Year and month in which they may have begun.
    pub month: String,
    /// Rows that count, wherever they are.
    pub rows: u64,
    /// Of these, rows with a place in the study area.
    pub located: u64,
}

/// Months in a row that are not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapEntry {
    /// First month.
    pub from: String,
    /// Last month.
    pub to: String,
    /// Why, in words.
    pub reason: String,
    /// Whether nothing at all is held of these months.
    pub absent: bool,
}

/// People linked to the events of a source, or attenders by residence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleEntry {
    /// The source's word, or `attenders`.
    pub of: String,
    /// Rows read = inside + outside + unknown + unlinked + refused.
    pub rows: u64,
    /// Rows whose home is in the study area.
    pub inside: u64,
    /// Rows whose home is outside it.
    pub outside: u64,
    /// Rows whose home is not known.
    pub unknown: u64,
    /// Rows whose event is not in the book.
    pub unlinked: u64,
    /// Rows that could not be used.
    pub refused: u64,
    /// Terms of use; attenders have them.
    pub agreement: Option<AgreementEntry>,
}

/// Terms under which a source may be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementEntry {
    /// What it is called.
    pub name: String,
    /// Who controls the data.
    pub controller: String,
    /// What it may be used for.
    pub purpose: String,
    /// Audience words.
    pub audiences: Vec<String>,
    /// `cell` or a layer id.
    pub finest_area: String,
    /// `hour`, `day` or `month`.
    pub finest_time: String,
    /// Last day in force.
    pub expires: String,
}

/// An index of deprivation of the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexEntry {
    /// Word for addresses.
    pub id: String,
    /// Year of publication.
    pub edition: u16,
    /// Layer whose areas have its deciles.
    pub layer: String,
    /// Whether a lookup carried it over from areas of another year.
    pub carried_over: bool,
    /// File it was read from.
    pub file: String,
    /// The one domain it is of; the whole index without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
}

/// Whom a table of people by area counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// Those who live there.
    #[default]
    Residents,
    /// Those who are there on a workday.
    Workday,
}

impl Counted {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    fn is_residents(&self) -> bool {
        *self == Self::Residents
    }
}

/// People of the areas of a layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PopulationEntry {
    /// Layer.
    pub layer: String,
    /// Year of the estimate.
    pub year: u16,
    /// File it was read from.
    pub file: String,
    /// Whom it counts.
    #[serde(default, skip_serializing_if = "Counted::is_residents")]
    pub counted: Counted,
}

impl PopulationEntry {
    /// The object that holds it.
    pub fn object(&self) -> ObjectKind {
        let layer = self.layer.clone();
        match self.counted {
            Counted::Residents => ObjectKind::Population { layer },
            Counted::Workday => ObjectKind::Workday { layer },
        }
    }
}

/// A dated day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarEntry {
    /// The day.
    pub day: String,
    /// Word for selections.
    pub kind: String,
    /// Words for people.
    pub label: String,
}

/// A dated note about a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnotationEntry {
    /// The day from which it holds.
    pub day: String,
    /// The source's word.
    pub source: String,
    /// What changed.
    pub text: String,
}

/// Harm weights of one version of one table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HarmEntry {
    /// Which table, and of when, in the words of the config.
    pub version: String,
    /// Who published it, in the words of the config.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The day it was taken from there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retrieved: Option<String>,
    /// File they were read from.
    pub file: String,
    /// Offence code and weight, in file order; units are those of the table.
    pub weights: Vec<(String, f64)>,
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
    /// Where the rows of the events of one source and month were read.
    Origins {
        /// The source's word.
        source: String,
        /// Year and month.
        month: String,
    },
    /// People linked to the events of a source, or `attenders` by residence.
    People {
        /// The source's word, or `attenders`.
        of: String,
    },
    /// Deciles of the areas of a layer.
    Index {
        /// Index id.
        index: String,
    },
    /// Residents of the areas of a layer.
    Population {
        /// Layer id.
        layer: String,
    },
    /// People there on a workday, in the areas of a layer.
    Workday {
        /// Layer id.
        layer: String,
    },
    /// Distinct positions with their cells, areas and street.
    Locations,
    /// Areas of a layer.
    Layer {
        /// Layer id.
        layer: String,
    },
    /// Sets of areas of a layer whose areas overlap.
    Sets {
        /// Layer id.
        layer: String,
    },
    /// Cells, squares, areas, segments or premises of the study area.
    Cells {
        /// What they are, as in a selection.
        unit: String,
    },
    /// Pairs of neighbours among them.
    Neighbours {
        /// What they are, as in a selection.
        unit: String,
    },
    /// The union of the study layer.
    Study,
    /// Named streets.
    Streets,
    /// Segments of the streets between nodes.
    Network,
    /// Water, parks, rail.
    Ground,
    /// Named places.
    Places,
}

impl fmt::Display for ObjectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Events { source, month } => write!(f, "the events of {source} in {month}"),
            Self::Origins { source, month } => {
                write!(f, "where the events of {source} in {month} were read")
            }
            Self::People { of } => write!(f, "the people of {of}"),
            Self::Index { index } => write!(f, "the index {index}"),
            Self::Population { layer } => write!(f, "the residents of {layer}"),
            Self::Workday { layer } => write!(f, "the workday population of {layer}"),
            Self::Locations => f.write_str("the locations"),
            Self::Layer { layer } => write!(f, "layer {layer}"),
            Self::Sets { layer } => write!(f, "which areas of layer {layer} overlap"),
            Self::Cells { unit } => write!(f, "the units {unit}"),
            Self::Neighbours { unit } => write!(f, "the neighbours of {unit}"),
            Self::Study => f.write_str("the study area"),
            Self::Streets => f.write_str("the streets"),
            Self::Network => f.write_str("the street network"),
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
    /// The files it names by number, relative to the config.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
}

impl Manifest {
    /// The format this program writes and reads.
    pub const FORMAT: u32 = 5;

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
