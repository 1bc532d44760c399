//! Opens a book and answers selections.
//!
//! A book is read into columns once ([`Store::open`]); a [`Selection`](beatbook_core::Selection) is
//! then a scan that yields counts, which are tested, grouped and named. Every answer is an
//! [`Answer`](beatbook_core::Answer): it leaves the process only through its `release`.

pub mod book;

mod about;
mod areas;
mod cache;
mod calendar;
mod caveats;
mod hotspots;
mod hours;
mod naming;
mod scan;
mod source;
mod store;
mod tested;
mod why;

pub use about::{About, CategoryAbout, LayerAbout, SourceAbout};
pub use store::{Store, StoreError};
