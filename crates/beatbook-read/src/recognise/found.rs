//! What a file was found to be.

use std::path::PathBuf;

use beatbook_core::{Crs, Precision};
use geo_types::MultiPolygon;

use crate::{Columns, Format, PeopleColumns};

/// A file, a member of an archive or a sheet of a workbook, and what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognised {
    /// Where it is; `file#part` for a member or a sheet.
    pub path: PathBuf,
    /// What it is.
    pub what: Kind,
    /// Why it is taken for that, in a few words.
    pub evidence: String,
    /// Rows or features in it.
    pub rows: u64,
    /// What is to be known of its columns, a sentence each: those not used, with the reason; values that
    /// do not fit.
    pub notes: Vec<String>,
    /// A number that tables with the same header and rows share; `None` for other files.
    pub same: Option<u64>,
}

/// What a file can be.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Events with place and time.
    Events(Box<Events>),
    /// People linked to events, or attenders by residence.
    People(Box<People>),
    /// An index of deprivation with rank and decile.
    Index(Index),
    /// Residents of areas.
    Population(Population),
    /// The exact-fit lookup of LSOA 2011 to 2021.
    Lookup,
    /// Positions of postcodes.
    Postcodes(Points),
    /// Named places.
    Places(Box<Places>),
    /// Street lines.
    Streets(Shapes),
    /// Water, parks and rail.
    Ground(Shapes),
    /// Dated days.
    Calendar,
    /// Dated notes about sources.
    Annotations,
    /// Areas with codes.
    Layer(Box<Layer>),
    /// Polygons without codes, which may be ground beyond the study area.
    Outline(Shapes),
    /// The secret text that pseudonyms are made with.
    Key,
    /// Known, and of no use for a book: what it is, and why.
    Unused(&'static str, String),
    /// A file that says nothing to this program, or cannot be read: why.
    Unknown(String),
}

/// Which events a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Street-level crime as published.
    Street,
    /// Outcomes of crimes as published.
    Outcomes,
    /// Stop and search as published.
    StopAndSearch,
    /// Events recorded by the police, by column.
    Extract,
    /// Complaints of anti-social behaviour or noise.
    Complaint,
    /// Events of some other kind, by column.
    Other,
    /// Assault attendances at A&E in the ISTV columns.
    Istv,
    /// Attendances at A&E in the style of the emergency care data set.
    Ecds,
    /// Ambulance call-outs.
    Callout,
}

impl Family {
    /// Health data are read only under an agreement.
    pub fn is_health(self) -> bool {
        matches!(self, Self::Istv | Self::Ecds | Self::Callout)
    }
}

/// A file of events and what its columns mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Events {
    /// Which events.
    pub family: Family,
    /// How they are read.
    pub format: Format,
    /// Columns by meaning, for [`Format::Csv`].
    pub columns: Columns,
    /// Names for the columns, where the file has no header line.
    pub header: Option<Vec<String>>,
    /// Reference system of the positions; `None` without any.
    pub crs: Option<Crs>,
    /// Whether its positions are published anchors ("On or near ..."), which the Helmert transform made.
    pub anchors: bool,
    /// Word and column of each flag.
    pub flags: Vec<(String, String)>,
    /// The category of all rows, where no column has one.
    pub category: Option<String>,
    /// What times mean, where their text alone would mislead.
    pub precision: Option<Precision>,
    /// Sampled positions, and the area code of the row, where it carries one.
    pub positions: Vec<([f64; 2], Option<String>)>,
    /// The names of the columns, which files of one layout share.
    pub layout: Vec<String>,
    /// Whether the file has more than one category.
    pub is_mixed: bool,
    /// Columns that are not used for a reason of their own, and that reason.
    pub unused: Vec<(String, String)>,
    /// Values that do not fit, a sentence each.
    pub odd: Vec<String>,
}

/// A file of people.
#[derive(Debug, Clone, PartialEq)]
pub struct People {
    /// Whether they are attenders by residence, linked to no event.
    pub tiig: bool,
    /// Columns by meaning.
    pub columns: PeopleColumns,
    /// Reference system of the homes; `None` without positions.
    pub crs: Option<Crs>,
}

/// An index of deprivation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// 2015, 2019 or 2025; `None` where nothing says.
    pub edition: Option<u16>,
    /// The year of its LSOA codes.
    pub year: u16,
}

/// Residents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Population {
    /// The year of its LSOA codes, where anything says.
    pub year: Option<u16>,
    /// The year they were counted or estimated for, where anything says.
    pub of: Option<u16>,
    /// Whether it has single years of age.
    pub by_age: bool,
}

/// Positions by column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Points {
    /// Column with the postcode or name.
    pub key: String,
    /// Column with easting or longitude.
    pub x: String,
    /// Column with northing or latitude.
    pub y: String,
    /// Reference system of the positions.
    pub crs: Crs,
}

/// Named places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// Column or field with the name.
    pub name: Option<String>,
    /// Column with the class, or the class of all of them.
    pub class: Class,
    /// Column with the radius.
    pub radius: Option<String>,
    /// Columns with the position and its reference system; `None` for shapes.
    pub points: Option<(String, String, Crs)>,
    /// Names for the columns, where the file has no header line.
    pub header: Option<Vec<String>>,
}

/// Which class places are of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Class {
    /// The column that says.
    Column(String),
    /// All of this one.
    All(String),
}

/// Lines or polygons with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shapes {
    /// Field with the name.
    pub name: Option<String>,
    /// Field with the class.
    pub class: Option<String>,
    /// Whether the name of the file says that it is the ground around.
    pub is_ring: bool,
}

/// Areas.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// `lsoa`, `ward`, `beat` and so on.
    pub kind: String,
    /// The year of the boundaries, by the names of the fields.
    pub year: Option<u16>,
    /// The same by the name of the file, which its codes can prove wrong.
    pub named: Option<u16>,
    /// A year in the name of some other field or of the folder, and which.
    pub hint: Option<(u16, String)>,
    /// Field with the code.
    pub code: String,
    /// Field with the name.
    pub name: Option<String>,
    /// Reference system, or why the file does not say.
    pub crs: Option<Crs>,
    /// Codes and names, in file order.
    pub areas: Vec<(String, String)>,
    /// Metres between vertices along the edges, the median.
    pub spacing: f64,
    /// Names of all fields, which files of one product share.
    pub fields: Vec<String>,
    /// Longitude and latitude, or metres: least and greatest x and y.
    pub bounds: [f64; 4],
    /// Whether its name or its edges say that it is generalised.
    pub generalised: bool,
}

/// Vertices of polygons: the median distance and the bounds.
pub(super) fn edges(polygons: &[MultiPolygon<f64>], metres: bool) -> (f64, [f64; 4]) {
    let mut bounds = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    let mut lengths = Vec::new();
    for ring in polygons
        .iter()
        .flat_map(|many| many.iter().map(geo_types::Polygon::exterior))
    {
        for line in ring.lines() {
            let (x, y) = (line.start.x, line.start.y);
            bounds = [
                bounds[0].min(x),
                bounds[1].min(y),
                bounds[2].max(x),
                bounds[3].max(y),
            ];
            // Degrees of latitude and, where Great Britain lies, of longitude.
            let (east, north) = if metres {
                (1.0, 1.0)
            } else {
                (65_000.0, 111_200.0)
            };
            lengths.push((line.dx() * east).hypot(line.dy() * north));
        }
    }
    let middle = lengths.len() / 2;
    if lengths.is_empty() {
        return (0.0, bounds);
    }
    let (_, median, _) = lengths.select_nth_unstable_by(middle, f64::total_cmp);
    (*median, bounds)
}
