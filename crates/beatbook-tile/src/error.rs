//! Why a tile could not be made.

/// Why a tile could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TileError {
    /// (zoom): deeper than tiles are made.
    #[error("zoom {0} is not served; the deepest is {max}", max = crate::Tile::DEEPEST)]
    Zoom(u8),
    /// (zoom, column, row): no such tile.
    #[error("tile {0}/{1}/{2} does not exist; at zoom {0} columns and rows run from 0 to {max}", max = (1_u64 << .0) - 1)]
    Range(u8, u32, u32),
    /// The encoder refused a layer: two of one name.
    #[error("the tile could not be written")]
    Encoder(#[from] mvt::Error),
}
