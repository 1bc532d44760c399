//! Why something could not be located.

use std::path::PathBuf;

/// What went wrong, with the way out. Rows that merely lie elsewhere are never an error.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LocateError {
    /// PROJ does not accept a pipeline.
    #[error(
        "PROJ cannot use the transform `{pipeline}`: {reason}. Write ostn15, helmert, or a pipeline from degrees to EPSG:27700 that needs no grid file"
    )]
    Pipeline {
        /// The pipeline as written.
        pipeline: String,
        /// PROJ's reason.
        reason: String,
    },
    /// (pipeline, easting, northing): a pipeline turns the middle of Great Britain into something else.
    #[error(
        "the transform `{0}` puts the middle of Great Britain (-2, 54) at {1}, {2}; it must take degrees, longitude first, to EPSG:27700 metres"
    )]
    NotToGrid(String, f64, f64),
    /// PROJ does not know an EPSG code, or knows no way from it to Great Britain.
    #[error(
        "PROJ cannot use EPSG:{code}: {reason}. Check the code; if PROJ_DATA or PROJ_LIB is set in the environment, unset it"
    )]
    Epsg {
        /// The code as written.
        code: u32,
        /// PROJ's reason.
        reason: String,
    },
    /// PROJ's register of reference systems could not be written to a cache folder.
    #[error(
        "cannot write PROJ's register to {path}: {source}; set BEATBOOK_CACHE to a folder that can be written"
    )]
    Database {
        /// Where it was to go.
        path: PathBuf,
        /// The reason.
        source: std::io::Error,
    },
    /// (x, y): a corner of a shape has no place on the National Grid.
    #[error(
        "a corner at {0}, {1} has no place on the British National Grid; check the reference system of the file and the order of its coordinates"
    )]
    CornerOffGrid(f64, f64),
    /// Areas do not lie in Great Britain.
    #[error(
        "{off} of {areas} areas lie off the British National Grid, the first with a corner at {x}, {y}: only areas of Great Britain can be used; name boundaries of Great Britain, or, if these are, correct the reference system of the file (or crs in the config), or put longitude before latitude"
    )]
    AreasOffGrid {
        /// Areas with a corner off the grid.
        off: u64,
        /// Areas of the file.
        areas: u64,
        /// The first such corner, as written: longitude or easting.
        x: f64,
        /// Latitude or northing.
        y: f64,
    },
    /// The study area has no polygon with an area.
    #[error("the study area covers no ground; check that its layer holds polygons")]
    EmptyStudyArea,
}
