//! Readers of bytes that lie deep in other files, for the fuzz targets alone.

use beatbook_core::Crs;
use geo_types::Geometry;

use crate::{prj, well_known_binary};

/// One geometry of a `GeoPackage` or `GeoParquet`; `None` where it is empty.
///
/// # Errors
/// What is wrong with it, as the end of a sentence.
pub fn well_known_binary(bytes: &[u8]) -> Result<Option<Geometry<f64>>, String> {
    well_known_binary::decode(bytes)
}

/// The reference system of a `.prj`, where it is one that is known.
pub fn reference_system(text: &str) -> Option<Crs> {
    prj::recognise(text)
}
