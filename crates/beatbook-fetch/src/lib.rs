//! Official data from its publishers' addresses: resumable, with hash and licence recorded.
//!
//! This is the only part of the workspace that uses a network, and it does so only when it is asked
//! to fetch. The addresses stand in `boundaries/*/source.toml`, which are built in; a source.toml of
//! the user's own may be named by its path.
//!
//! | protocol | what | how a stop is continued |
//! | --- | --- | --- |
//! | `file` | one file | `Range` and `If-Range`, from `<file>.part` |
//! | `arcgis` | a feature layer, as GeoJSON or, without geometry, CSV | from the pages in `<file>.pages` |
//! | `police-archive` | the archives of data.police.uk that hold a range of months | as `file` |
//!
//! A file gets its name in one step when it is whole, and `<file>.source.toml` beside it says where it
//! comes from ([`Record`]). What is there and matches its record is not fetched again.

mod arcgis;
mod assemble;
mod catalogue;
mod download;
mod error;
mod fetch;
mod month;
mod patience;
mod police;
mod record;
mod web;
mod whole_zip;

#[cfg(test)]
mod test_server;

pub use catalogue::{Archive, Entry, Protocol, Source, catalogue, find};
pub use error::FetchError;
pub use fetch::{Fetched, Fetcher, Origin, Part, Progress, Unit};
pub use month::{Month, Months};
pub use patience::Patience;
pub use record::{CutFrom, Record};
