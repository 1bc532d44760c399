//! A synthetic city in the files users really have, with its planted truth.
//!
//! The city lies where Manchester lies and has its great roads, waters, railways and public
//! places; its areas, its small streets and all its premises are invented. [`write_city`] writes
//! the files that a force and a council would hand over, and `truth.json` beside them;
//! [`City::events`] gives the same rows in memory.
//!
//! - **Deterministic**: the same [`DemoParams`] give the same bytes. The ground is the same under
//!   every seed ([`Town`]); the seed moves the events.
//! - **Calm where nothing is planted**: incidents fall evenly on the ground, each for itself. So a
//!   cell outside the planted blocks is hot by chance alone, and a city with
//!   [`DemoParams::null`] is exactly what a test of "nothing stands out" assumes, but for the
//!   cells that the city's edge cuts.
//! - **Constant memory**: ten million rows take no more than ten thousand.
//!
//! ```
//! use beatbook_demo::{City, DemoParams};
//!
//! let city = City::new(&DemoParams { seed: 7, events: 1_000, null: false });
//! assert_eq!(city.events().count(), 1_000);
//! assert!(city.truth().blocks.iter().any(|block| block.name == "Piccadilly Gardens"));
//! ```

// The formulas of plane geometry are clearer in their usual letters.
#![allow(clippy::many_single_char_names)]

mod areas;
mod chance;
mod city;
mod delaunay;
mod error;
mod ground;
mod main_roads;
mod offences;
mod places;
mod plane;
mod planted;
mod region;
mod rhythm;
mod segment_grid;
mod street_names;
mod streets;
mod town;
mod truth;
mod write;

pub use areas::DemoArea;
pub use city::{City, DemoEvent, DemoParams, DemoSite};
pub use error::DemoError;
pub use offences::Offence;
pub use places::DemoPlace;
pub use streets::{StreetClass, StreetSegment};
pub use town::Town;
pub use truth::{Truth, TruthBlock, TruthCounts, TruthDecoy};
pub use write::write_city;
