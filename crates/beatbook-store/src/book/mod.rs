//! The book on disk: `objects/<sha256>.parquet`, `versions/<sha256>.json`, and `CURRENT`, which
//! names the version.
//!
//! Objects never change once written. `CURRENT` is replaced by write, fsync, rename and fsync of the
//! folder, so a kill at any moment leaves the version before or the version after, whole.

mod area_sets;
mod columns;
mod events;
mod figures;
mod folder;
mod locations;
mod manifest;
mod network;
mod people;
mod shapes;

pub use area_sets::AreaSets;
pub use events::{Elsewhere, Events, Level, OfPremises, Origin, Record, Status};
pub use figures::{Deciles, decode_residents, encode_residents};
pub(crate) use folder::id_of;
pub use folder::{BookError, BookWriter, current_id, read_current, read_object, sha256_of};
pub use locations::{CellTable, Locations};
pub use manifest::{
    AgreementEntry, AnnotationEntry, CalendarEntry, Counted, CoverageEntry, GapEntry, HarmEntry,
    IndexEntry, Input, LayerEntry, Manifest, ObjectEntry, ObjectKind, OwnCodes, PeopleEntry,
    PopulationEntry, PresetEntry, QualityEntry, SourceEntry,
};
pub use network::{OnSegment, StreetNetwork};
pub use people::{Home, People};
pub use shapes::{NamedShape, decode_shapes, encode_shapes};

#[cfg(test)]
#[path = "book_tests.rs"]
mod tests;
