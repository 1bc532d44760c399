//! `beatbook.toml`: which files hold what.
//!
//! ```toml
//! title = "Our city"
//! study = "lsoa11"          # the layer whose union is the study area
//! alpha = 0.05              # error rate over all tests of a map; this is the default
//! key = "pseudonym.key"     # needed where [[people]] names a person column
//!
//! [[layer]]
//! id = "lsoa11"
//! path = "boundaries/lsoa11"   # .shp or its folder, .geojson, .topojson, .kml, .gpkg#layer,
//!                             # .parquet; .zip#member; E0800*.geojson joins several
//! code = "LSOA11CD"
//! name = "LSOA11NM"            # left out: the code
//!
//! [[layer]]
//! id = "zone25"
//! path = "zones.geojson"
//! code = "id"
//! overlaps = true              # a place may be in several of its areas; left out: in one at most, and
//!                             # where areas of the file overlap, in the one listed first
//!
//! [[index]]                    # deprivation, as published
//! id = "imd19"
//! layer = "lsoa11"
//! path = "imd/File_1.csv"
//!
//! [[source]]
//! id = "offence"
//! format = "csv"               # any table; police.uk, police.uk-outcomes, stop-and-search, istv need only files
//! files = ["extract-*.csv"]    # also .xlsx#sheet, .zip#member, .parquet, .geojson; * in both names
//! header = ["ref", "offence"]  # only for files whose first line does not name the columns
//! crs = "EPSG:27700"
//! [source.columns]
//! category = "offence"
//! x = "easting"
//! y = "northing"
//! from = "committed from"
//! to = "committed to"
//! [source.time]
//! format = "%Y-%m-%d %H:%M:%S"
//! precision = "interval"
//! [source.flags]
//! domestic = "DV marker"
//! ```
//!
//! `[source.time]` and its keys may be left out: then the values of each file say how its times are
//! written, and a column in which day and month cannot be told apart is refused. `format` is as for
//! `strptime`, or `excel` for serial numbers. `unknown_start_hours = 6` takes the six hours before the end
//! where the start is blank or equal to the end. `code` names a column of Home Office codes; without
//! `category` their classes are the categories.
//!
//! ```toml
//! [harm]                       # weights of offence codes; none are built in
//! path = "weights.csv"
//! version = "ONS CSS, data tool of 2016"   # printed with every figure made of them
//! source = "Office for National Statistics"   # may be left out, as the day it was taken from there
//! retrieved = "2026-11-02"
//! code = "HO code"             # left out, as weight: the published names
//! ```
//!
//! ```toml
//! [streets]                    # lines, for names, the map and `beatbook streets`
//! path = "roads.gpkg#link"
//! name = "name"
//! class = "class"              # main, secondary or minor
//! level = "layer"              # left out: lines that share a corner meet; with it, only those of one
//!                             # level do, so that bridges do not
//! ```
//!
//! Optional beside these: `[ring]`, `[[population]]`, `[lookup]`, `[postcodes]`, `[streets]`,
//! `[ground]`, `[[places]]`, `[[people]]`, `[calendar]`, `[annotations]`, `[[preset]]`,
//! `[source.fixed]`, and for health sources `[source.agreement]`. Paths are relative to the config; wherever
//! one names a table, `file#part` is a member of an archive or a sheet of a workbook.
//! Every fault is named with its line and the accepted words.

mod agreement;
mod columns;
pub(crate) mod files;
mod fit;
mod flags;
mod header;
mod ids;
mod parse;
mod people;
mod place;
mod source;
mod spec;
mod tables;
mod words;

pub use columns::{Columns, Fixed, TimeSpec};
pub use people::{PeopleColumns, PeopleFormat, PeopleSpec};
pub use source::{Format, SourceSpec};
pub use spec::{
    Config, Domain, FeatureSpec, HarmSpec, IndexSpec, LayerSpec, PeopleCounted, PopulationSpec,
    PostcodeSpec, Preset, RingSpec,
};
pub(crate) use tables::PLACE_CLASSES;

pub(crate) const SUBJECT: &str = "the config";

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
