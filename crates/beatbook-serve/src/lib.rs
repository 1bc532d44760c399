//! A book over HTTP: API, vector tiles and the embedded page.
//!
//! | address | what |
//! |---|---|
//! | `/` | the page |
//! | `/api/v1/meta` | what the book holds |
//! | `/api/v1/hotspots?<selection>` | tested hotspots, ranked |
//! | `/api/v1/hotspots/{id}?<selection>` | why one of them stands out |
//! | `/api/v1/areas?layer=lsoa11&<selection>` | counts of a layer's areas |
//! | `/tiles/{hotspots, base, areas-<layer>}/{z}/{x}/{y}.mvt?<selection>` | vector tiles, and `.json` for their description |
//!
//! - A selection is the query text of [`beatbook_core::Selection`]; a key or word it does not know is
//!   refused with the accepted ones, never ignored.
//! - Only a [`beatbook_core::Released`] becomes JSON or tile: what an [`App`] may show depends on the
//!   audience it was made for.
//! - The server reads; it changes nothing, keeps no log of requests, and talks to no other host.
//! - It listens on the loopback address only, and answers only requests that were addressed to it by
//!   that name, so no page of another site can read from it.

mod app;
mod areas;
mod assets;
mod base;
mod cache;
mod drawn;
mod dto;
mod error;
mod etag;
mod headers;
mod hotspots;
mod meta;
mod print;
mod reply;
mod selection;
mod server;
mod tilejson;
mod tiles;

#[cfg(test)]
mod fixture_tests;

pub use app::App;
pub use print::{hotspots_json, hotspots_sentence, hours_label};
pub use server::{ServeError, router, serve};
