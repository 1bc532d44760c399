//! Geometries and the values shown on them to Mapbox Vector Tiles, specification 2.1
//! (<https://github.com/mapbox/vector-tile-spec/tree/master/2.1>).
//!
//! Geometry is projected once ([`Shape`]) and encoded many times ([`encode`]): a tile costs only what
//! lies in it. Everything is clipped to the tile with a margin, so nothing is distorted at its edge,
//! and snapped to the tile's grid in a way that depends on the vertex alone, so areas that share an
//! edge still share it.
//!
//! ```
//! use beatbook_tile::{Feature, Layer, Shape, Tile, Value, encode};
//!
//! let venue = Shape::from_point(geo_types::point!(x: -2.2363, y: 53.4807));
//! let properties = [("name", Value::from("Market Street"))];
//! let features = [Feature { id: None, shape: &venue, properties: &properties }];
//! let layers = [Layer { name: "places", features: &features }];
//!
//! let tile = Tile::new(14, 8_090, 5_300)?;
//! assert!(!encode(tile, &layers)?.is_empty());
//! let elsewhere = Tile::new(14, 0, 0)?;
//! assert!(encode(elsewhere, &layers)?.is_empty(), "no bytes where nothing lies");
//! # Ok::<(), beatbook_tile::TileError>(())
//! ```

pub mod archive;
mod clip;
mod dissolve;
mod encode;
mod error;
mod grid;
mod shape;
mod simplify;
mod tile;
mod valid;

#[cfg(test)]
mod decoder_tests;

pub use dissolve::dissolve;
pub use encode::{Feature, Layer, Value, encode};
pub use error::TileError;
pub use shape::Shape;
pub use simplify::simplify;
pub use tile::Tile;
