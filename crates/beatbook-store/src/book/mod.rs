//! The book on disk: `objects/<sha256>.parquet`, `versions/<sha256>.json`, and `CURRENT`, which
//! names the version.
//!
//! Objects never change once written. `CURRENT` is replaced by write, fsync, rename and fsync of the
//! folder, so a kill at any moment leaves the version before or the version after, whole.

mod columns;
mod events;
mod folder;
mod locations;
mod manifest;
mod shapes;

pub use events::{Events, Status};
pub use folder::{BookError, BookWriter, read_current, read_object, sha256_of};
pub use locations::{CellTable, Locations};
pub use manifest::{
    Input, LayerEntry, Manifest, ObjectEntry, ObjectKind, PresetEntry, SourceEntry,
};
pub use shapes::{NamedShape, decode_shapes, encode_shapes};

#[cfg(test)]
#[path = "book_tests.rs"]
mod tests;
