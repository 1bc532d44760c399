//! The address of a tile.

use crate::TileError;

/// One square of the web map: zoom, column from the west, row from the north.
///
/// ```
/// use beatbook_tile::Tile;
/// assert!(Tile::new(1, 1, 0).is_ok());
/// assert_eq!(
///     Tile::new(1, 2, 0).unwrap_err().to_string(),
///     "tile 1/2/0 does not exist; at zoom 1 columns and rows run from 0 to 1",
/// );
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tile {
    z: u8,
    x: u32,
    y: u32,
}

impl Tile {
    /// The deepest zoom made. Grid steps are 2 mm there.
    pub const DEEPEST: u8 = 22;
    /// Grid steps along the side of a tile.
    pub const EXTENT: u32 = 4_096;
    /// Margin round the tile in grid steps, so that strokes are not cut at its edge.
    pub const MARGIN: u32 = 128;

    /// A tile by its address.
    ///
    /// # Errors
    /// [`TileError::Zoom`] or [`TileError::Range`] when there is no such tile.
    pub fn new(z: u8, x: u32, y: u32) -> Result<Self, TileError> {
        if z > Self::DEEPEST {
            return Err(TileError::Zoom(z));
        }
        if x >> z != 0 || y >> z != 0 {
            return Err(TileError::Range(z, x, y));
        }
        Ok(Self { z, x, y })
    }

    /// The zoom.
    pub fn zoom(self) -> u8 {
        self.z
    }

    /// The column, from the west.
    pub fn column(self) -> u32 {
        self.x
    }

    /// The row, from the north.
    pub fn row(self) -> u32 {
        self.y
    }

    /// The square in units of the projected world, margin included: least x, least y, greatest x,
    /// greatest y.
    pub fn reach(self) -> [f64; 4] {
        let side = 1.0 / f64::from(1_u32 << self.z);
        let margin = side * f64::from(Self::MARGIN + 1) / f64::from(Self::EXTENT);
        let (west, north) = (f64::from(self.x) * side, f64::from(self.y) * side);
        [
            west - margin,
            north - margin,
            west + side + margin,
            north + side + margin,
        ]
    }

    /// Snaps a projected position to the grid of the tile.
    pub(crate) fn snap(self, [x, y]: [f64; 2]) -> [i64; 2] {
        let steps = f64::from(1_u32 << self.z) * f64::from(Self::EXTENT);
        let origin = |column: u32| i64::from(column) * i64::from(Self::EXTENT);
        [
            (x * steps).round() as i64 - origin(self.x),
            (y * steps).round() as i64 - origin(self.y),
        ]
    }
}
