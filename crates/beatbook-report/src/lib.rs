#![doc = include_str!("../README.md")]

mod column;
mod csv;
mod error;
mod geo_json;
mod geo_parquet;
mod gpx;
mod provenance;
mod shape;
mod table;
mod tables;

#[cfg(test)]
mod fixture_tests;

pub use column::{Cell, Column, Kind, Notation};
pub use csv::csv_line;
pub use error::ReportError;
pub use geo_json::Feature;
pub use provenance::Provenance;
pub use shape::bounds;
pub use table::Table;
pub use tables::{areas, cells, counts, hotspots, hours, places, profile, streets, week};
