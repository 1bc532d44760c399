//! Archives read in memory. The library reads from files and addresses that it has to wait for, by way of a
//! runtime; nothing is waited for here.

use std::io::Read;

use bytes::Bytes;
use flate2::read::GzDecoder;
use pmtiles::{Compression, Header, TileId};

use super::{ArchiveError, coord};
use crate::Tile;

/// Where the head says that sections begin: of each its offset, then its length, in 8 bytes.
const ROOT: usize = 8;
const METADATA: usize = 24;
const LEAVES: usize = 40;
const TILES: usize = 56;
/// The format has one step of leaves; more would be a ring.
const DEEPEST: usize = 4;

/// An archive in memory.
#[derive(Debug)]
pub struct Archive {
    bytes: Bytes,
    head: Header,
    root: Vec<Entry>,
}

/// A run of equal tiles, or a directory of more entries.
#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    first: u64,
    /// 0 for a directory.
    run: u64,
    offset: u64,
    length: u64,
}

impl Archive {
    /// Reads the head and the first directory.
    ///
    /// # Errors
    /// [`ArchiveError::Read`] when the bytes are no archive, [`ArchiveError::Damaged`] when they are cut off.
    pub fn open(bytes: impl Into<Bytes>) -> Result<Self, ArchiveError> {
        let bytes = bytes.into();
        let head = Header::try_from_bytes(bytes.clone()).map_err(ArchiveError::Read)?;
        let mut archive = Self {
            bytes,
            head,
            root: Vec::new(),
        };
        archive.root = archive.directory(archive.section(ROOT)?)?;
        Ok(archive)
    }

    /// A tile, not compressed; `None` where the archive holds none.
    ///
    /// # Errors
    /// [`ArchiveError::Damaged`] when it is cut off or cannot be unpacked.
    pub fn tile(&self, tile: Tile) -> Result<Option<Vec<u8>>, ArchiveError> {
        let number = coord(tile).map_err(ArchiveError::Read)?;
        let number = TileId::from(number).value();
        let mut found = find(&self.root, number);
        for _ in 0..DEEPEST {
            let Some(entry) = found else { return Ok(None) };
            if entry.run > 0 {
                let packed = part(self.section(TILES)?, entry.offset, entry.length)?;
                return unpacked(self.head.tile_compression, packed).map(Some);
            }
            let leaf = part(self.section(LEAVES)?, entry.offset, entry.length)?;
            found = find(&self.directory(leaf)?, number);
        }
        Err(ArchiveError::Damaged("its directories lead in a ring"))
    }

    /// The JSON text written into it.
    ///
    /// # Errors
    /// [`ArchiveError::Damaged`] when it cannot be unpacked or is no text.
    pub fn metadata(&self) -> Result<String, ArchiveError> {
        let text = unpacked(self.head.internal_compression(), self.section(METADATA)?)?;
        String::from_utf8(text).map_err(|_| ArchiveError::Damaged("its metadata is no text"))
    }

    /// First and last zoom.
    pub fn zooms(&self) -> (u8, u8) {
        (self.head.min_zoom, self.head.max_zoom)
    }

    /// West, south, east, north, to a ten-millionth of a degree.
    pub fn bounds(&self) -> [f64; 4] {
        [
            self.head.min_longitude,
            self.head.min_latitude,
            self.head.max_longitude,
            self.head.max_latitude,
        ]
    }

    /// A section, by the place of its offset in the head.
    fn section(&self, at: usize) -> Result<&[u8], ArchiveError> {
        let number = |at: usize| {
            let eight = self
                .bytes
                .get(at..at + 8)
                .and_then(|bytes| bytes.try_into().ok());
            eight
                .map(u64::from_le_bytes)
                .ok_or(ArchiveError::Damaged("its head is cut off"))
        };
        part(&self.bytes, number(at)?, number(at + 8)?)
    }

    /// Entries of a directory: their number, then all numbers of tiles as steps, all lengths of runs, all
    /// lengths and all offsets, each plus 1, or 0 for what follows on the last.
    fn directory(&self, packed: &[u8]) -> Result<Vec<Entry>, ArchiveError> {
        let bytes = unpacked(self.head.internal_compression(), packed)?;
        let mut rest = &bytes[..];
        let count = usize::try_from(varint(&mut rest)?).unwrap_or(usize::MAX);
        if count > rest.len() / 4 {
            return Err(ArchiveError::Damaged("a directory is cut off")); // four bytes each, at least
        }
        let mut entries = vec![Entry::default(); count];
        let mut tile = 0_u64;
        for entry in &mut entries {
            tile = tile.saturating_add(varint(&mut rest)?);
            entry.first = tile;
        }
        for entry in &mut entries {
            entry.run = varint(&mut rest)?;
        }
        for entry in &mut entries {
            entry.length = varint(&mut rest)?;
        }
        let mut follows = 0_u64;
        for entry in &mut entries {
            entry.offset = varint(&mut rest)?.checked_sub(1).unwrap_or(follows);
            follows = entry.offset.saturating_add(entry.length);
        }
        Ok(entries)
    }
}

fn part(of: &[u8], offset: u64, length: u64) -> Result<&[u8], ArchiveError> {
    let range = || {
        let first = usize::try_from(offset).ok()?;
        let last = first.checked_add(usize::try_from(length).ok()?)?;
        of.get(first..last)
    };
    range().ok_or(ArchiveError::Damaged("a part of it lies beyond its end"))
}

/// The entry that holds a tile, or the directory that may.
fn find(entries: &[Entry], tile: u64) -> Option<Entry> {
    let before = entries
        .partition_point(|entry| entry.first <= tile)
        .checked_sub(1)?;
    let entry = entries[before];
    (entry.run == 0 || tile - entry.first < entry.run).then_some(entry)
}

/// A number in seven bits a byte, the least first.
fn varint(bytes: &mut &[u8]) -> Result<u64, ArchiveError> {
    let mut number = 0;
    for shift in (0..u64::BITS).step_by(7) {
        let (&byte, rest) = bytes
            .split_first()
            .ok_or(ArchiveError::Damaged("a directory is cut off"))?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Ok(number);
        }
    }
    Err(ArchiveError::Damaged(
        "a number in a directory does not end",
    ))
}

fn unpacked(compression: Compression, packed: &[u8]) -> Result<Vec<u8>, ArchiveError> {
    match compression {
        Compression::None => Ok(packed.to_vec()),
        Compression::Gzip => {
            let mut bytes = Vec::new();
            let read = GzDecoder::new(packed).read_to_end(&mut bytes);
            read.map_err(|_| ArchiveError::Damaged("a part of it cannot be unpacked"))?;
            Ok(bytes)
        }
        _ => Err(ArchiveError::Damaged(
            "it is packed in another way than gzip",
        )),
    }
}
