//! Files to event batches, layers and streets, with every problem named.
//!
//! Positions leave here in the reference system of their file. Nothing is dropped in silence: a row
//! is either in a batch or counted as refused, and a layer with a broken area is not read at all.

mod config;
mod coordinates;
mod dbf;
mod error;
mod events;
mod faults;
mod features;
mod geojson;
mod layers;
mod mapped;
mod places;
mod police_uk;
mod prj;
mod problem;
mod quotes;
mod rings;
mod shapes;
mod table;
mod times;

#[cfg(test)]
mod bad_inputs_tests;
#[cfg(test)]
mod real_data_tests;
#[cfg(test)]
mod scratch;

pub use config::{
    Columns, Config, FeatureSpec, Fixed, Format, LayerSpec, Preset, SourceSpec, TimeSpec,
};
pub use error::ReadError;
pub use events::{BadRows, FileReport, read_events};
pub use features::{RawFeature, RawFeatures, read_ground, read_lines};
pub use layers::{RawArea, RawLayer, read_layer};
pub use places::read_places;
pub use problem::{LISTED_LINES, Problem};
