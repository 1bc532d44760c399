//! Why a book could not be built.

use beatbook_core::thousands;
use beatbook_locate::LocateError;
use beatbook_read::ReadError;
use beatbook_store::book::BookError;

/// Why a book could not be built. Messages say what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A file could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Positions or shapes could not be placed.
    #[error("cannot place {what}: {source}")]
    Locate {
        /// The file or step.
        what: String,
        /// What stood in the way.
        source: LocateError,
    },
    /// The book could not be written.
    #[error(transparent)]
    Book(#[from] BookError),
    /// An input could not be hashed.
    #[error("cannot read {path}: {source}")]
    Input {
        /// The file.
        path: String,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A table could not be encoded.
    #[error("cannot write {what}: {reason}")]
    Encode {
        /// Which object.
        what: String,
        /// What the encoder said.
        reason: String,
    },
    /// Areas have rings whose meaning is not clear.
    #[error(
        "{file}: {refused} of {areas} areas cannot be used ({reasons}); draw them again, or mend the file (in QGIS: Vector geometry, Fix geometries)"
    )]
    BrokenAreas {
        /// The file.
        file: String,
        /// Areas that cannot be used.
        refused: u64,
        /// Areas of the file.
        areas: u64,
        /// The first few with their codes.
        reasons: String,
    },
    /// Published figures do not belong to the layer they are named for.
    #[error(
        "{file} holds figures of {found} of the {areas} areas of {layer}: it belongs to other areas or another year; name the file of this layer, the layer of this file, or a [lookup] between the two years"
    )]
    NotItsLayer {
        /// The file.
        file: String,
        /// The layer.
        layer: String,
        /// Areas found in it.
        found: u64,
        /// Areas of the layer.
        areas: u64,
    },
    /// A dated note is about a source that the config does not have.
    #[error(
        "{file}: the note of {day} is about `{source_word}`, which is no source of the config; use {known}, or it would guard nothing"
    )]
    UnknownSource {
        /// The file.
        file: String,
        /// The day of the note.
        day: String,
        /// The word in the file.
        source_word: String,
        /// Sources of the config.
        known: String,
    },
    /// The key for pseudonyms cannot be used.
    #[error(
        "the key {path} cannot be used: {reason}; write a line of random text of your own into it, and keep it apart from the book"
    )]
    Key {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
    /// A file is named twice, or there is a copy of it.
    #[error(
        "{file} holds the same bytes as {other}: its rows would count twice; take one of the two out of `files`, or move the copy away"
    )]
    SameFile {
        /// The file.
        file: String,
        /// The one read before.
        other: String,
    },
    /// The files of all sources are without rows.
    #[error(
        "the files of the sources hold no rows, only headers; name files with events under `files`"
    )]
    NoRows,
    /// Nothing was read that lies in the study area.
    #[error(
        "none of {} rows lies in the study area ({} have no usable place, {} lie outside); {}",
        thousands(*.rows), thousands(*.unlocated), thousands(*.outside), way_out(.unmapped)
    )]
    NothingLocated {
        /// Rows read.
        rows: u64,
        /// Rows without a usable place.
        unlocated: u64,
        /// Rows outside the study area.
        outside: u64,
        /// Sources whose config names no columns for coordinates.
        unmapped: Vec<String>,
    },
}

fn way_out(unmapped: &[String]) -> String {
    match unmapped {
        [] => "check `study`, and `crs` and `transform` of the sources".to_owned(),
        [source] => format!(
            "no x and y are mapped for {source}: name their columns under its [source.columns], or give [[places]] and `streets` that hold the words of its `place`"
        ),
        sources => format!(
            "no x and y are mapped for {}: name their columns under [source.columns] of each, or give [[places]] and `streets` that hold the words of `place`",
            sources.join(", ")
        ),
    }
}

impl BuildError {
    pub(crate) fn locate(what: impl Into<String>) -> impl FnOnce(LocateError) -> Self {
        let what = what.into();
        move |source| Self::Locate { what, source }
    }
}

#[cfg(test)]
#[path = "error_tests.rs"]
mod tests;
