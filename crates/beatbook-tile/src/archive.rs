//! Tiles in one file: `PMTiles`, version 3 (<https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md>).
//!
//! Equal tiles and equal text give equal bytes: nothing of the clock or the machine is written. Tiles are
//! compressed with gzip, equal ones are kept once, and empty ones are left out, as the format has it.
//!
//! ```
//! use beatbook_tile::archive::{Archive, Head, cover, write};
//!
//! let head = Head {
//!     bounds: [-2.3, 53.4, -2.2, 53.5],
//!     centre: [-2.25, 53.45],
//!     centre_zoom: 12,
//!     zooms: (7, 8),
//!     metadata: r#"{"vector_layers":[]}"#,
//! };
//! let mut file = std::io::Cursor::new(Vec::new());
//! let tiles = cover(head.bounds, head.zooms).into_iter().map(|tile| (tile, vec![tile.zoom()]));
//! write(&mut file, &head, tiles)?;
//!
//! let archive = Archive::open(file.into_inner())?;
//! assert_eq!(archive.metadata()?, head.metadata);
//! let tile = cover(head.bounds, (8, 8))[0];
//! assert_eq!(archive.tile(tile)?, Some(vec![8]));
//! # Ok::<(), beatbook_tile::archive::ArchiveError>(())
//! ```

mod reader;

use std::io::{Seek, Write};

use geo_types::Coord;
use pmtiles::{
    PmTilesStreamWriter, PmTilesWriter, PmtError, PmtResult, TileCoord, TileId, TileType,
};

use crate::Tile;
use crate::shape::project;

pub use reader::Archive;

/// Why an archive could not be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// The file took no more, or a part of it grew beyond what the format can say.
    #[error("the archive of tiles could not be written; is there room where it goes?")]
    Write(#[source] PmtError),
    /// The head of the bytes is that of no archive.
    #[error("the archive of tiles could not be read; it is no PMTiles file of version 3")]
    Read(#[source] PmtError),
    /// (what): a part of the archive is not what the head says.
    #[error("the archive of tiles is damaged: {0}")]
    Damaged(&'static str),
}

/// What stands at the head of an archive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Head<'a> {
    /// West, south, east, north in degrees.
    pub bounds: [f64; 4],
    /// Longitude and latitude that a map begins with.
    pub centre: [f64; 2],
    /// Zoom that a map begins with.
    pub centre_zoom: u8,
    /// First and last zoom of the tiles, both included.
    pub zooms: (u8, u8),
    /// A JSON object: `vector_layers` as in `TileJSON`, `name`, `attribution`, and what else is to travel
    /// with the tiles.
    pub metadata: &'a str,
}

/// An archive that is being written, tile by tile.
pub struct Writer<W: Write + Seek>(PmTilesStreamWriter<W>);

impl<W: Write + Seek> Writer<W> {
    /// Begins an archive.
    ///
    /// # Errors
    /// [`ArchiveError::Write`] when `out` takes no bytes.
    pub fn new(out: W, head: &Head<'_>) -> Result<Self, ArchiveError> {
        let [west, south, east, north] = head.bounds;
        let [lon, lat] = head.centre;
        let writer = PmTilesWriter::new(TileType::Mvt)
            .min_zoom(head.zooms.0)
            .max_zoom(head.zooms.1)
            .bounds(west, south, east, north)
            .center(lon, lat)
            .center_zoom(head.centre_zoom)
            .metadata(head.metadata)
            .create(out);
        writer.map(Self).map_err(ArchiveError::Write)
    }

    /// Adds a tile that is not compressed. Readers are fastest with tiles in the order of [`cover`].
    ///
    /// # Errors
    /// [`ArchiveError::Write`] when `out` takes no more bytes.
    pub fn add(&mut self, tile: Tile, bytes: &[u8]) -> Result<(), ArchiveError> {
        let coord = coord(tile).map_err(ArchiveError::Write)?;
        self.0.add_tile(coord, bytes).map_err(ArchiveError::Write)
    }

    /// Writes the directory. Without it the file is no archive.
    ///
    /// # Errors
    /// [`ArchiveError::Write`] when `out` takes no more bytes.
    pub fn finish(self) -> Result<(), ArchiveError> {
        self.0.finalize().map_err(ArchiveError::Write)
    }
}

/// Writes a whole archive; [`Writer`] is for tiles that may fail.
///
/// # Errors
/// [`ArchiveError::Write`] when `out` takes no more bytes.
pub fn write(
    out: &mut (impl Write + Seek),
    head: &Head<'_>,
    tiles: impl IntoIterator<Item = (Tile, Vec<u8>)>,
) -> Result<(), ArchiveError> {
    let mut writer = Writer::new(out, head)?;
    for (tile, bytes) in tiles {
        writer.add(tile, &bytes)?;
    }
    writer.finish()
}

/// The tiles that hold a part of some bounds, zoom by zoom and along the curve that archives are in order of.
///
/// - `bounds`: west, south, east, north in degrees.
/// - `zooms`: first and last, both included; none deeper than [`Tile::DEEPEST`] is given.
pub fn cover(bounds: [f64; 4], zooms: (u8, u8)) -> Vec<Tile> {
    let [west, south, east, north] = bounds;
    let corner = |lon, lat| project(Coord { x: lon, y: lat });
    let ([left, top], [right, bottom]) = (corner(west, north), corner(east, south));
    let mut tiles = Vec::new();
    for zoom in zooms.0..=zooms.1.min(Tile::DEEPEST) {
        let last = (1_u32 << zoom) - 1;
        let number = |at: f64| ((at * f64::from(last + 1)) as u32).min(last);
        let begins = tiles.len();
        for x in number(left)..=number(right) {
            let column = (number(top)..=number(bottom)).map(|y| Tile::new(zoom, x, y));
            tiles.extend(column.flatten());
        }
        tiles[begins..]
            .sort_by_cached_key(|&tile| coord(tile).map_or(0, |at| TileId::from(at).value()));
    }
    tiles
}

fn coord(tile: Tile) -> PmtResult<TileCoord> {
    TileCoord::new(tile.zoom(), tile.column(), tile.row())
}

#[cfg(test)]
#[path = "archive_tests.rs"]
mod tests;
