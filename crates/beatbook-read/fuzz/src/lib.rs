//! A function for each fuzz target: bytes go in, a reader reads them as a file, and beside the absence of
//! panics it is asserted that
//!
//! - every row is given or refused, and every refused one has a reason and a way out;
//! - the same input read twice gives the same;
//! - positions are finite, ends are not before starts, rings are closed.

mod config;
mod events;
mod holds;
mod layers;
mod parts;
mod scratch;
mod tables;

pub use config::config;
pub use events::{archive, mapped_events, published_events, times, workbook};
pub use layers::{geojson, geopackage, kml, shapefile, topojson, wkb};
pub use tables::tables;
