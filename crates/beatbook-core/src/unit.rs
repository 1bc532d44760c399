//! What is counted and tested.

use std::borrow::Cow;
use std::fmt;

use crate::{AreaCode, AreaError, Bng, LayerId, Metres};

/// A unit word that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a unit; use {words} or an area layer such as lsoa21", words = words())]
pub struct UnitError(pub String);

/// An H3 resolution that events are counted at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum H3Resolution {
    /// Cells of about 0.74 km2.
    Eight = 8,
    /// Cells of about 0.105 km2.
    Nine = 9,
    /// Cells of about 0.015 km2.
    Ten = 10,
}

impl H3Resolution {
    /// All of them, from the largest cells down.
    pub const ALL: [Self; 3] = [Self::Eight, Self::Nine, Self::Ten];

    /// 8, 9 or 10.
    pub fn number(self) -> u8 {
        self as u8
    }
}

/// The units that events are counted in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Unit {
    /// H3 cells.
    H3(H3Resolution),
    /// Squares of 150 m on the National Grid.
    Grid150,
    /// Every named segment of the street network between two nodes.
    Street,
    /// Registered places where nobody lives.
    Premises,
    /// The areas of a layer.
    Areas(LayerId),
}

impl Unit {
    /// The H3 cells, from the largest down.
    pub const HEXAGONS: [Self; 3] = [
        Self::H3(H3Resolution::Eight),
        Self::H3(H3Resolution::Nine),
        Self::H3(H3Resolution::Ten),
    ];
    /// The cells and squares that every book has a table of, in the order of those tables.
    pub const CELLS: [Self; 4] = [
        Self::H3(H3Resolution::Eight),
        Self::H3(H3Resolution::Nine),
        Self::H3(H3Resolution::Ten),
        Self::Grid150,
    ];
    /// Side of the squares of the National Grid.
    pub const SQUARE: Metres = Metres(150.0);
    /// Words of the units that do not depend on a layer.
    pub const WORDS: [&str; 6] = ["h3-8", "h3-9", "h3-10", "bng-150", "street", "premises"];

    /// Reads one of [`Unit::WORDS`] or the id of an area layer.
    ///
    /// # Errors
    /// [`UnitError`] on anything else.
    ///
    /// # Example
    /// ```
    /// use beatbook_core::Unit;
    ///
    /// assert_eq!(Unit::parse("h3-10")?, Unit::default());
    /// assert!(matches!(Unit::parse("lsoa21")?, Unit::Areas(_)));
    /// assert!(Unit::parse("h3-12").is_err());
    /// # Ok::<(), beatbook_core::UnitError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, UnitError> {
        let [eight, nine, ten] = Self::HEXAGONS;
        let fixed = [
            eight,
            nine,
            ten,
            Self::Grid150,
            Self::Street,
            Self::Premises,
        ];
        let named = Self::WORDS.iter().zip(fixed);
        let mut found = named.filter(|(word, _)| **word == text);
        match found.next() {
            Some((_, unit)) => Ok(unit),
            None => LayerId::parse(text)
                .map(Self::Areas)
                .map_err(|_| UnitError(text.into())),
        }
    }

    /// Words for people; of a cell the distance across, corner to corner.
    pub fn label(&self) -> Cow<'static, str> {
        let fixed = match self {
            Self::H3(H3Resolution::Eight) => "hexagons of about 900 m",
            Self::H3(H3Resolution::Nine) => "hexagons of about 350 m",
            Self::H3(H3Resolution::Ten) => "hexagons of about 130 m",
            Self::Grid150 => "squares of 150 m",
            Self::Street => "named street segments",
            Self::Premises => "registered premises",
            Self::Areas(layer) => return format!("areas of {layer}").into(),
        };
        fixed.into()
    }

    /// One and several of them, in words.
    pub fn nouns(&self) -> [&'static str; 2] {
        match self {
            Self::H3(_) => ["cell", "cells"],
            Self::Grid150 => ["square", "squares"],
            Self::Street => ["segment", "segments"],
            Self::Premises => ["premises", "premises"],
            Self::Areas(_) => ["area", "areas"],
        }
    }

    /// The number of one of them as an id for people and addresses: of a cell its H3 index in hex, of a
    /// square its south-west corner. Areas have codes of their own.
    pub fn id_of(&self, number: u64) -> String {
        match self {
            Self::H3(_) => format!("{number:x}"),
            Self::Grid150 => {
                let Bng { easting, northing } = square_of(number);
                format!("bng-{easting}-{northing}")
            }
            Self::Street | Self::Premises | Self::Areas(_) => {
                format!("{}-{number}", self.nouns()[0])
            }
        }
    }

    /// The number behind an id that [`Unit::id_of`] wrote.
    pub fn number_of(&self, id: &str) -> Option<u64> {
        let number = match self {
            Self::H3(_) => u64::from_str_radix(id, 16).ok()?,
            Self::Grid150 => {
                let (easting, northing) = id.strip_prefix("bng-")?.split_once('-')?;
                let metres = |text: &str| text.parse::<u32>().ok().map(f64::from);
                square_number(Bng {
                    easting: metres(easting)?,
                    northing: metres(northing)?,
                })?
            }
            Self::Street | Self::Premises | Self::Areas(_) => {
                let number = id.strip_prefix(self.nouns()[0])?.strip_prefix('-')?;
                number.parse().ok()?
            }
        };
        // One id each: no leading zeros, no sign, no corner that is none.
        (self.id_of(number) == id).then_some(number)
    }
}

impl Default for Unit {
    fn default() -> Self {
        Self::H3(H3Resolution::Ten)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::H3(resolution) => write!(f, "h3-{}", resolution.number()),
            Self::Grid150 => f.write_str("bng-150"),
            Self::Street => f.write_str("street"),
            Self::Premises => f.write_str("premises"),
            Self::Areas(layer) => layer.fmt(f),
        }
    }
}

/// Northings are below this many metres, eastings too.
const METRES: u64 = 10_000_000;

/// The number of the 150 m square that a position is in; `None` off the grid. A position on the line
/// between two squares belongs to the one east or north of it.
pub fn square_number(at: Bng) -> Option<u64> {
    let corner = |metres: f64| {
        let on_grid = (0.0..METRES as f64).contains(&metres);
        on_grid.then(|| (metres / Unit::SQUARE.0).floor() as u64 * Unit::SQUARE.0 as u64)
    };
    Some(corner(at.easting)? * METRES + corner(at.northing)?)
}

/// The number of a square, of whatever side, by its south-west corner in whole metres on the grid.
pub(crate) fn square_number_of_corner(easting: f64, northing: f64) -> u64 {
    easting as u64 * METRES + northing as u64
}

/// The south-west corner of a square, by its number.
pub fn square_of(number: u64) -> Bng {
    Bng {
        easting: (number / METRES) as f64,
        northing: (number % METRES) as f64,
    }
}

/// Whose counts a place is held against.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Against {
    /// The whole study area.
    City,
    /// The units of one area.
    Area(AreaCode),
}

impl Against {
    /// Reads `city` or `layer:code`.
    ///
    /// # Errors
    /// [`AreaError`] on anything else.
    pub fn parse(text: &str) -> Result<Self, AreaError> {
        match text {
            "city" => Ok(Self::City),
            _ => AreaCode::parse(text).map(Self::Area),
        }
    }
}

impl fmt::Display for Against {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::City => f.write_str("city"),
            Self::Area(area) => area.fmt(f),
        }
    }
}

fn words() -> String {
    Unit::WORDS.join(", ")
}

#[cfg(test)]
#[path = "unit_tests.rs"]
mod tests;
