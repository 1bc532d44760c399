//! What a config says, ready to use: paths can be opened, words are checked.

use std::path::PathBuf;

use beatbook_core::{Crs, Day, LayerId, Selection, Transform};

use super::{PeopleSpec, SourceSpec};

/// What to read and what to call it. Paths are ready to open.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Title of the book.
    pub title: String,
    /// The layer whose union is the study area; one of `layers`.
    pub study: LayerId,
    /// Error rate over all tests of a map, above 0 and at most 0.05.
    pub alpha: f64,
    /// File with the key for pseudonyms; given when any of `people` has a person column.
    pub key: Option<PathBuf>,
    /// Area layers; at least one.
    pub layers: Vec<LayerSpec>,
    /// Ground beyond the study area for which there are events too.
    pub ring: Option<RingSpec>,
    /// Indices of deprivation, each id once.
    pub indexes: Vec<IndexSpec>,
    /// Residents of areas, one file per layer at most.
    pub populations: Vec<PopulationSpec>,
    /// Exact-fit lookup of LSOA 2011 to 2021.
    pub lookup: Option<PathBuf>,
    /// Positions of postcodes.
    pub postcodes: Option<PostcodeSpec>,
    /// Street lines, for names, the map and what happens along them.
    pub streets: Option<FeatureSpec>,
    /// Water, parks and rail, for the map.
    pub ground: Option<FeatureSpec>,
    /// Named places, for names, classes and the map.
    pub places: Vec<FeatureSpec>,
    /// Event sources; at least one, each id once.
    pub sources: Vec<SourceSpec>,
    /// People linked to events, and attenders by where they live.
    pub people: Vec<PeopleSpec>,
    /// Harm weights of offence codes.
    pub harm: Option<HarmSpec>,
    /// Dated days: bank holidays, match days.
    pub calendar: Option<PathBuf>,
    /// Dated notes about sources.
    pub annotations: Option<PathBuf>,
    /// Selections offered by name.
    pub presets: Vec<Preset>,
}

/// A layer of areas.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerSpec {
    /// Kind and year, such as `lsoa11`.
    pub id: LayerId,
    /// Shapefile, `GeoJSON`, `TopoJSON`, KML, `GeoPackage` or `GeoParquet`, also in a zip; `#part` and `*` as
    /// the path of the config has them.
    pub path: PathBuf,
    /// Field with the code of the area.
    pub code: String,
    /// Field with its name; the code serves when there is none.
    pub name: Option<String>,
    /// Reference system, where the file does not say.
    pub crs: Option<Crs>,
    /// How longitude and latitude become grid positions.
    pub transform: Transform,
    /// Whether its areas are meant to overlap, as buffers and zones do: a place may then be in several.
    pub overlaps: bool,
}

/// Ground beyond the study area for which there are events too, so that a hotspot on the edge is seen
/// whole.
#[derive(Debug, Clone, PartialEq)]
pub struct RingSpec {
    /// Polygons, as for a layer.
    pub path: PathBuf,
    /// Reference system, where the file does not say.
    pub crs: Option<Crs>,
    /// How longitude and latitude become grid positions.
    pub transform: Transform,
}

/// An index of deprivation as published: columns are found by their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexSpec {
    /// Word and two digits of the year of the index, such as `imd19`.
    pub id: String,
    /// The layer its areas belong to; one of the config.
    pub layer: LayerId,
    /// Any table.
    pub path: PathBuf,
    /// The one domain that is read; the whole index without one.
    pub domain: Option<Domain>,
    /// Whether a file on codes of the other LSOA year is accepted, since `[lookup]` carries it over.
    pub carried: bool,
}

/// A domain of an index of deprivation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Domain {
    /// Income.
    Income,
    /// Employment.
    Employment,
    /// Education, skills and training.
    Education,
    /// Health deprivation and disability.
    Health,
    /// Crime: recorded offences, so that crime held against it is held against itself.
    Crime,
    /// Barriers to housing and services.
    Housing,
    /// Living environment.
    Environment,
}

impl Domain {
    /// The word used in configs and labels.
    pub fn word(self) -> &'static str {
        match self {
            Self::Income => "income",
            Self::Employment => "employment",
            Self::Education => "education",
            Self::Health => "health",
            Self::Crime => "crime",
            Self::Housing => "housing",
            Self::Environment => "environment",
        }
    }

    /// How the published columns begin, without blanks and punctuation.
    pub(crate) fn column(self) -> &'static str {
        match self {
            Self::Education => "educationskillsandtraining",
            Self::Health => "healthdeprivationanddisability",
            Self::Housing => "barrierstohousingandservices",
            Self::Environment => "livingenvironment",
            Self::Income | Self::Employment | Self::Crime => self.word(),
        }
    }
}

/// Whom a table of people by area counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeopleCounted {
    /// Those who live there.
    #[default]
    Residents,
    /// Those who are there on a workday.
    Workday,
}

/// People of the areas of a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PopulationSpec {
    /// The layer its areas belong to; one of the config.
    pub layer: LayerId,
    /// The year they were counted or estimated for.
    pub year: u16,
    /// Whom it counts.
    pub of: PeopleCounted,
    /// Any table.
    pub path: PathBuf,
}

/// Positions of postcodes.
#[derive(Debug, Clone, PartialEq)]
pub struct PostcodeSpec {
    /// Any table.
    pub path: PathBuf,
    /// Column with the postcode.
    pub postcode: String,
    /// Column with easting or longitude.
    pub x: String,
    /// Column with northing or latitude.
    pub y: String,
    /// Reference system of the coordinates.
    pub crs: Crs,
    /// How longitude and latitude become grid positions.
    pub transform: Transform,
}

/// Harm weights of offence codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HarmSpec {
    /// Any table with a code and a weight in each row.
    pub path: PathBuf,
    /// Which table this is and of when; never blank.
    pub version: String,
    /// Who published it.
    pub source: Option<String>,
    /// The day it was taken from there.
    pub retrieved: Option<Day>,
    /// Column with the code; left out: found by its published names.
    pub code: Option<String>,
    /// Column with the weight; the same.
    pub weight: Option<String>,
}

/// Streets, ground or places.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureSpec {
    /// As for a layer or, for places, any table.
    pub path: PathBuf,
    /// Names of the columns of a table without a header line.
    pub header: Option<Vec<String>>,
    /// Field or column with the name.
    pub name: Option<String>,
    /// Field or column with the class.
    pub class: Option<String>,
    /// The class of all of them, where there is no field for it.
    pub class_is: Option<String>,
    /// Field or column with the radius in metres.
    pub radius: Option<String>,
    /// Field with the level of a street; 0 is the ground.
    pub level: Option<String>,
    /// Column with easting or longitude, for CSV.
    pub x: Option<String>,
    /// Column with northing or latitude, for CSV.
    pub y: Option<String>,
    /// Reference system, where the file does not say.
    pub crs: Option<Crs>,
    /// How longitude and latitude become grid positions.
    pub transform: Transform,
}

/// A selection offered by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Preset {
    /// Word for addresses.
    pub id: String,
    /// Words for people.
    pub label: String,
    /// What it selects.
    pub selection: Selection,
}
