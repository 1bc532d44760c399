//! Positions and the reference systems they are in.

use std::fmt;

/// A length on the ground.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Metres(pub f64);

/// A position in the British National Grid (EPSG:27700): metres east and north.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Bng {
    /// Metres east of the false origin.
    pub easting: f64,
    /// Metres north of the false origin.
    pub northing: f64,
}

impl Bng {
    /// Straight-line distance in the plane of the grid (scale error below 0.05%).
    pub fn distance(self, other: Self) -> Metres {
        Metres((self.easting - other.easting).hypot(self.northing - other.northing))
    }
}

/// A position in WGS 84 (EPSG:4326): degrees. Convert to [`Bng`] before measuring.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Wgs84 {
    /// Degrees east, -180..180.
    pub lon: f64,
    /// Degrees north, -90..90.
    pub lat: f64,
}

/// A reference system or transform that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CrsError {
    /// Only codes of the EPSG register are accepted.
    #[error(
        "`{0}` is not a reference system; write it as EPSG:27700, EPSG:4326 or another EPSG code"
    )]
    Unknown(String),
    /// Neither a known name nor a PROJ pipeline.
    #[error(
        "`{0}` is not a transform; use ostn15, helmert or a PROJ pipeline that starts with +proj=pipeline"
    )]
    Transform(String),
}

/// The reference system of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Crs {
    /// EPSG:27700, metres.
    Bng,
    /// EPSG:4326 (also OGC:CRS84): degrees, longitude first.
    Wgs84,
    /// Any other EPSG code, through PROJ.
    Epsg(u32),
}

impl Crs {
    /// Reads `EPSG:27700`, `epsg:4326`, `OGC:CRS84`, or the `urn:ogc:def:crs:` forms of these.
    ///
    /// # Errors
    /// [`CrsError::Unknown`] on anything else.
    pub fn parse(text: &str) -> Result<Self, CrsError> {
        let upper = text.trim().to_ascii_uppercase();
        if upper == "CRS84" || upper.ends_with(":CRS84") {
            return Ok(Self::Wgs84);
        }
        if !upper.contains("EPSG") {
            return Err(CrsError::Unknown(text.into()));
        }
        match upper.rsplit(':').next().and_then(|code| code.parse().ok()) {
            Some(27700) => Ok(Self::Bng),
            Some(4326) => Ok(Self::Wgs84),
            Some(code) => Ok(Self::Epsg(code)),
            None => Err(CrsError::Unknown(text.into())),
        }
    }
}

impl fmt::Display for Crs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bng => f.write_str("EPSG:27700"),
            Self::Wgs84 => f.write_str("EPSG:4326"),
            Self::Epsg(code) => write!(f, "EPSG:{code}"),
        }
    }
}

/// How longitude and latitude of a file become grid positions: a property of each file, since it
/// must undo what its publisher did.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Transform {
    /// OSTN15, centimetres: what survey-grade data were made with.
    #[default]
    Ostn15,
    /// The 7-parameter Helmert transform: what data.police.uk was made with.
    Helmert,
    /// A PROJ pipeline from degrees to EPSG:27700 metres.
    Proj(String),
}

impl Transform {
    /// Reads `ostn15`, `helmert`, or a PROJ pipeline.
    ///
    /// # Errors
    /// [`CrsError::Transform`] on anything else.
    pub fn parse(text: &str) -> Result<Self, CrsError> {
        match text.trim() {
            "ostn15" => Ok(Self::Ostn15),
            "helmert" => Ok(Self::Helmert),
            pipeline if pipeline.starts_with("+proj=pipeline") => Ok(Self::Proj(pipeline.into())),
            other => Err(CrsError::Transform(other.into())),
        }
    }
}

impl fmt::Display for Transform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ostn15 => "ostn15",
            Self::Helmert => "helmert",
            Self::Proj(pipeline) => pipeline,
        })
    }
}
