//! Positions and layers to area indices, cells and neighbours; every change of CRS.
//!
//! Everything is joined in the British National Grid (EPSG:27700), in metres; longitude and latitude
//! are for display and for H3. Polygons come as `geo` types, positions as [`beatbook_core::Bng`].
//!
//! | question | answer |
//! |---|---|
//! | where on the grid is this longitude and latitude? | [`Transformer`] |
//! | where on the globe is this grid position? | [`bng_to_wgs84`], [`layer_to_wgs84`] |
//! | which area is this position in? which is nearest? | [`AreaIndex`] |
//! | are the rings of this area sound? can they be put right? | [`ring_faults`], [`repair`] |
//! | where do areas leave gaps or overlap? | [`coverage`] |
//! | how closely do boundaries follow the ground? | [`detail`] |
//! | what does the whole layer cover? | [`union`] |
//! | which H3 cells cover the study area, who is next to whom? | [`StudyCells`], [`cells_of`] |
//! | which squares of the National Grid cover it? | [`StudyCells::squares`], [`squares_of`] |
//! | which areas share a boundary? which points lie near each other? | [`neighbours_along`], [`neighbours_within`] |
//! | how much of an area lies inside a shape? | [`shares_inside`] |
//! | which street is this on? | [`NamedLines`] |
//! | which segments and nodes do street lines make? where on them is this? | [`StreetNetwork`] |
//! | which registered place is this at? | [`PlaceIndex`] |
//! | which place, street, crossing or area does this text name? | [`Gazetteer`] |
//! | does it say inside, at the door or near? | [`Gazetteer::place_named`], [`link_in_words`] |
//!
//! Nothing here reads an input file, asks the network or depends on the folder it was built in. The
//! one file written is a copy of PROJ's register in a cache folder, when a file names an EPSG code.

mod area_index;
mod cells;
mod cover;
mod cover_build;
mod coverage;
mod crossing;
mod detail;
mod error;
mod gazetteer;
mod grid;
mod joins;
mod location_words;
mod meetings;
mod name_tree;
mod network;
mod outline;
mod place_index;
mod premises_link;
mod proj_database;
mod repair;
mod ring_clip;
mod ring_faults;
mod segments;
mod shares;
mod squares;
mod streets;
mod touching;
mod transform;
mod union;

pub use area_index::{AreaIndex, Holders, NO_AREA};
pub use cells::{NO_CELL, StudyCells, cells_of};
pub use coverage::{Coverage, Spot, Spots, coverage};
pub use detail::{Detail, Generalisation, detail};
pub use error::LocateError;
pub use gazetteer::{Found, Gazetteer, NameKind, PlaceNamed, Spelling, link_in_words};
pub use network::{
    MEETING, NetworkSegment, Noding, ONE_STREET, OnNetwork, StreetLine, StreetNetwork,
};
pub use place_index::PlaceIndex;
pub use repair::{Refusal, Repair, repair};
pub use ring_faults::{FaultKind, RingFault, ring_faults};
pub use shares::{middle_of, shares_inside, square_metres};
pub use squares::squares_of;
pub use streets::NamedLines;
pub use touching::{neighbours_along, neighbours_within};
pub use transform::{Transformer, bng_to_wgs84};
pub use union::{geometry_to_wgs84, layer_to_wgs84, union};
