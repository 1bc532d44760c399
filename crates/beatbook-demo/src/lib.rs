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

mod ages;
mod area_index;
mod areas;
mod beats;
mod calendar;
mod callouts;
mod chains;
mod chance;
mod city;
mod city_truth;
mod complaints;
mod component;
mod delaunay;
mod delay;
mod deprivation;
mod dissolve;
mod error;
mod events;
mod extract;
mod ground;
mod harm_weights;
mod homes;
mod imd_files;
mod istv;
mod labels;
mod lsoa21;
mod lsoa_shapefile;
mod main_roads;
mod map_files;
mod offences;
mod official;
mod ordinary_places;
mod people;
mod places;
mod plane;
mod planned;
mod planted;
mod population;
mod postcodes;
#[cfg(test)]
mod read_back;
mod region;
mod rhythm;
mod ring;
mod save;
mod searches;
mod segment_grid;
mod serious;
mod serious_numbers;
mod serious_shares;
mod serious_tally;
mod street_names;
mod streets;
mod tally;
mod tiig;
mod town;
mod truth;
mod truth_files;
mod truth_planted;
mod wards;
mod write;

pub use areas::DemoArea;
pub use beats::DemoBeat;
pub use city::{City, DemoEvent, DemoParams, DemoSite};
pub use error::DemoError;
pub use labels::DemoFlags;
pub use offences::Offence;
pub use places::DemoPlace;
pub use planned::{DemoAges, DemoStated};
pub use postcodes::DemoPostcode;
pub use streets::{StreetClass, StreetSegment};
pub use town::Town;
pub use truth::{Truth, TruthBlock, TruthCounts, TruthDecoy};
pub use truth_files::{
    TruthCallouts, TruthComplaints, TruthHomes, TruthIstv, TruthLinks, TruthOnlyHere, TruthPeople,
    TruthRoles, TruthRoute, TruthSearches, TruthStreet, TruthTiig,
};
pub use truth_planted::{
    TruthChain, TruthDelay, TruthDisc, TruthEdge, TruthHospitals, TruthIntervention, TruthPin,
    TruthPlace, TruthRepeatedHour, TruthSeriousYear, TruthTrend, TruthUnder18,
};
pub use wards::DemoWard;
pub use write::write_city;
