//! A book over HTTP: API, vector tiles and the embedded page.
//!
//! | address | what |
//! |---|---|
//! | `/` | the page |
//! | `/api/v1/openapi.json` | all addresses, parameters and answers (`OpenAPI` 3.1) |
//! | `/api/v1/meta` | what the book holds |
//! | `/api/v1/health` | which version of the book is served, and why not a newer one |
//! | `/health/live`, `/health/ready`, `/metrics` | for whoever watches over services; Prometheus' text form |
//! | `/api/v1/hotspots?<selection>` | tested hotspots, ranked |
//! | `/api/v1/hotspots/{id}?<selection>` | why one of them stands out |
//! | `/api/v1/areas?layer=lsoa11&<selection>` | counts of a layer's areas |
//! | `/api/v1/places?<selection>` | repeat locations, ranked with intervals |
//! | `/api/v1/streets?<selection>[&of=segments][&by=count][&kernel=<kind>][&radius=<metres>]` | streets or segments, ranked with intervals and tested |
//! | `/api/v1/premises?<selection>[&names=on]` | premises by what happened in them or at their door |
//! | `/api/v1/week?<selection>[&cell= or &place=]` | 168 hours of the week |
//! | `/api/v1/recent?<selection>[&last=]` | what was new in the last days at each hotspot |
//! | `/api/v1/outreach?layer=<id>&<selection>` | areas by parts of the day, for those who offer help there |
//! | `/api/v1/near-repeat?<selection>[&bands-metres=][&bands-days=][&permutations=][&seed=]` | near repeats |
//! | `/api/v1/nights?<selection>` | hours of the night for each hotspot, and every night |
//! | `/api/v1/hours?<selection>` | hotspots and cells hour by hour, tested together |
//! | `/api/v1/scan?<selection>[&step=, &max-share=, &max-radius=, &permutations=, &seed=, &alive=]` | outbreaks in place and time |
//! | `/api/v1/compare?<selection>&with=before` | two periods, or two sources, side by side |
//! | `/api/v1/before-after?<selection>&on=<day>[&cell=][&steps=][&comparison=]` | a place before and after a day, beside a comparison |
//! | `/api/v1/evaluate?<selection>&on=<day>&target=[&ring=][&comparison=][&chosen=][&steps=][&gap=]` | whether an intervention worked, with displacement |
//! | `/api/v1/backtest?<selection>[&months=][&train=][&ground=]` | how well the map of one month holds the next |
//! | `/api/v1/emerging?<selection>[&step=month]` | places that are new, growing, persistent or gone |
//! | `/api/v1/seasons?<selection>` | months of the year against a flat year |
//! | `/api/v1/profile?<selection>` | one area on a page |
//! | `/api/v1/deprivation?<selection>[&index=]` | national deciles of those concerned |
//! | `/api/v1/rates?layer=<id>[&per=km2]&<selection>` | rates of a layer's areas, and which stand out |
//! | `/api/v1/inequality?<selection>[&index=][&per=]` | slope of rates over the deciles of deprivation |
//! | `/api/v1/concentration?<selection>` | how few places hold most |
//! | `/api/v1/density?<selection>[&radius= or &rule=][&edge=][&adaptive=][&cell=]` | kernel density: its tops and its grid |
//! | `/api/v1/stability?<selection>[&grids=]` | how often each hotspot stays hot as the grid moves |
//! | `/api/v1/events?<selection>[&cell=, &place=, &hour=, &month=]` | the rows behind a figure; logged |
//! | `/api/v1/schedule?<selection>&premises=<id>[&form=csv]` | the dated schedule of one premises; logged |
//! | `/api/v1/suggest?q=<text>[&kind=][&limit=]` | what a search box offers |
//! | `/api/v1/export/{table}.{csv, geojson, parquet, gpx, pmtiles}?<selection>[&ids=]` | a table or tile layer as a file ([`export`]) |
//! | `/ogc` | the same as features, by the rules of OGC API |
//! | `/basemap.pmtiles` | the basemap that `serve` was given, in parts |
//! | `/tiles/{hotspots, base, areas-<layer>}/{z}/{x}/{y}.mvt?<selection>` | vector tiles, and `.json` for their description |
//!
//! - A selection is the query text of [`beatbook_core::Selection`]; a key or word it does not know is
//!   refused with the accepted ones, never ignored.
//! - Only a [`beatbook_core::Released`] becomes JSON or tile: what a [`Served`] book may show depends on
//!   the audience it was made for.
//! - A request is answered from the version of the book it began with. A version published meanwhile is
//!   opened beside it and serves those that come after; one that cannot be opened leaves the old one.
//! - As many questions are worked out at once as there are processors; where too many wait, the next is
//!   told so (503) instead of waiting too. Work is left when its asker goes away.
//! - On Ctrl-C, or when the system ends its services, nothing more is accepted; requests under way get
//!   five seconds.
//! - The server reads; it changes nothing, keeps no log of requests, and talks to no other host. The one
//!   thing it writes is the line about each listing of rows ([`log_listing`]).
//! - It listens on the loopback address only, and answers only requests that were addressed to it by
//!   that name, so no page of another site can read from it.
//!
//! What may be asked is bounded:
//!
//! | what | bound | beyond it |
//! |---|---|---|
//! | path and query | 8 KiB | 414 |
//! | headers | 64, 16 KiB together | 431 |
//! | body | 1 KiB, and none is read | 413 |
//! | head of a request, and rest between two | 30 s | the connection is closed |
//! | connections | 512 | they wait at the system's door |
//! | questions that wait | 256 | 503 and `Retry-After` |
//! | time of a question, waiting included | 60 s | 503 and `Retry-After` |

mod api;
mod app;
mod areas;
mod asked;
mod assets;
mod audit;
mod base;
mod basemap;
mod connections;
mod count_map;
mod data;
mod document;
mod drawn;
mod dto;
mod end;
mod error;
mod etag;
mod events;
pub mod export;
mod export_tiles;
mod feature_id;
mod front;
mod headers;
mod health;
mod hotspots;
mod kept;
mod limits;
mod meta;
mod metrics;
mod ogc;
mod outlines;
mod paging;
mod params;
mod parents;
mod place_map;
mod pool;
pub mod print;
mod questions;
mod reader;
mod reply;
mod schedule;
mod selection;
mod served;
mod server;
mod suggest;
mod tables;
mod tilejson;
mod tiles;
mod tokens;
mod units;
mod vector_layers;
mod weight;

#[cfg(test)]
mod answers_fixture_tests;
#[cfg(test)]
#[path = "../../beatbook-tile/src/decoder_tests.rs"]
mod decoder_tests;
#[cfg(test)]
mod fixture_tests;
#[cfg(test)]
mod served_tests;
#[cfg(test)]
mod tile_values_tests;

pub use asked::{behind, week_of};
pub use audit::{AUDIT_LOG, AuditError, log_listing, log_schedule};
pub use basemap::{Basemap, BasemapError};
pub use dto::labels;
pub use served::Served;
pub use server::{ServeError, serve};
pub use tokens::{Tokens, TokensError, new_token};
