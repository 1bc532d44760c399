//! Files to events, people, areas and tables, with every problem named.
//!
//! - Events ([`read_events`]): any table by a mapping of columns, street, outcomes and stop-and-search
//!   files of data.police.uk, A&E attendances in the ISTV columns. A table is delimited text (also `.gz`
//!   or in a `.zip`), a sheet of a workbook, Parquet or the properties of features.
//! - People ([`read_people`]): linked to events by record id, or attenders by residence.
//! - Ground: area layers, the ring, streets, water, parks and places from Shapefile, `GeoJSON` (also one
//!   feature per line), `TopoJSON`, KML, `GeoPackage` or `GeoParquet`, also packed in gzip or zip; `#part` of
//!   a path is a member or layer, `*` joins several files.
//! - Tables with published headers: indices of deprivation, population, the LSOA lookup; and the
//!   user's own: postcodes, calendar, annotations.
//!
//! Health data are read only under a named agreement that is in force ([`Config::load`]).
//!
//! Positions leave here in the reference system of their file. Nothing is dropped in silence: a row of
//! events or people is either given out or counted as refused, and a layer or table with one broken row
//! is not read at all.

mod asked;
mod blank;
mod code_page;
mod codes;
mod config;
mod coordinates;
mod dated;
mod dbf;
mod error;
mod events;
mod evidence;
mod faults;
mod features;
#[cfg(fuzzing)]
pub mod fuzzing;
mod gathered;
mod geojson;
#[cfg(feature = "parquet")]
mod geoparquet;
mod gpkg;
mod guarded;
mod harm;
mod index;
mod istv;
mod joined;
mod kml;
mod layer_files;
mod layer_kind;
mod layers;
mod lookup;
mod mapped;
mod middle;
mod named;
mod notation;
mod people;
mod places;
mod police_uk;
mod police_uk_outcomes;
mod population;
mod postcodes;
mod prj;
mod problem;
mod propose;
mod published;
mod quotes;
mod recognise;
mod refused;
mod ring;
mod rings;
mod row_faults;
mod rows;
mod shape_records;
mod shapes;
mod stop_and_search;
mod table;
mod times;
mod topojson;
mod unpack;
mod well_known_binary;
mod written;
mod zipped;

#[cfg(test)]
mod bad_inputs_tests;
#[cfg(test)]
mod bad_tables_tests;
#[cfg(test)]
mod real_data_tests;
#[cfg(test)]
mod real_layers_tests;
#[cfg(test)]
mod scratch;

pub use config::{
    Columns, Config, Domain, FeatureSpec, Fixed, Format, HarmSpec, IndexSpec, LayerSpec,
    PeopleColumns, PeopleCounted, PeopleFormat, PeopleSpec, PopulationSpec, PostcodeSpec, Preset,
    RingSpec, SourceSpec, TimeSpec,
};
pub use dated::{Annotation, CalendarDay, read_annotations, read_calendar};
pub use error::ReadError;
pub use events::{BadRows, BlankColumn, FileReport, read_events};
pub use features::{RawFeature, RawFeatures};
pub use harm::{RawHarm, read_harm};
pub use index::{IndexRow, RawIndex, read_index};
pub use layer_files::files_of;
pub use layers::{RawArea, RawLayer, read_layer};
pub use lookup::{LookupRow, RawLookup, read_lookup};
pub use named::{read_ground, read_lines};
pub use people::{PersonRow, read_people};
pub use places::read_places;
pub use population::{PopulationRow, RawPopulation, read_population};
pub use postcodes::{RawPostcodes, postcode_key, read_postcodes};
pub use problem::{LISTED_LINES, Problem};
pub use propose::{Ground, Proposal, Told, propose};
pub use recognise::{Recognised, recognise};
pub use refused::{Listening, PROBLEMS_HEADER, RefusedRow};
pub use ring::read_ring;
pub use rows::NOT_STATED;
pub use table::file_of;
