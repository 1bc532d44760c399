//! What is counted and tested.

use std::fmt;

/// A unit word that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a unit; use h3-8, h3-9 or h3-10")]
pub struct UnitError(pub String);

/// The H3 cells that events are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unit {
    resolution: u8,
}

impl Unit {
    /// The units offered: a cell of h3-8 is about 0.74 km2, of h3-9 0.105 km2, of h3-10 0.015 km2.
    pub const ALL: [Self; 3] = [
        Self { resolution: 8 },
        Self { resolution: 9 },
        Self { resolution: 10 },
    ];

    /// Reads `h3-8`, `h3-9` or `h3-10`.
    ///
    /// # Errors
    /// [`UnitError`] on anything else.
    pub fn parse(text: &str) -> Result<Self, UnitError> {
        Self::ALL
            .into_iter()
            .find(|unit| unit.to_string() == text)
            .ok_or_else(|| UnitError(text.into()))
    }

    /// The H3 resolution.
    pub fn resolution(self) -> u8 {
        self.resolution
    }

    /// Words for people: the distance across a cell, corner to corner.
    pub fn label(self) -> &'static str {
        match self.resolution {
            8 => "hexagons of about 900 m",
            9 => "hexagons of about 350 m",
            _ => "hexagons of about 130 m",
        }
    }
}

impl Default for Unit {
    fn default() -> Self {
        Self { resolution: 10 }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "h3-{}", self.resolution)
    }
}
