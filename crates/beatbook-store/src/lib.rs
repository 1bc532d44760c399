//! Opens a book and answers selections.
//!
//! A book is read into columns once ([`Store::open`]); a [`Selection`](beatbook_core::Selection) is
//! then a scan that yields counts, which are tested, grouped and named. Every answer is an
//! [`Answer`](beatbook_core::Answer): it leaves the process only through its `release`.

pub mod book;

mod about;
mod areas;
mod asked;
mod autocorrelation;
mod backtest;
mod bases;
mod before_after;
mod before_after_steps;
mod cache;
mod calendar;
mod caveats;
mod compare;
mod concentration;
mod coverage;
mod density;
mod deprivation;
mod emerging;
mod evaluate;
mod evaluate_ground;
mod gaps;
mod harm;
mod homes;
mod hot_test;
mod hotspots;
mod hourly;
mod hours;
mod inequality;
mod kinds;
mod listing;
mod membership;
mod named_streets;
mod naming;
mod near_parts;
mod near_repeats;
mod nights;
mod on_streets;
mod outbreaks;
mod outreach;
mod parents;
mod parts;
pub mod place_class;
mod places;
mod plane;
mod pool;
mod premises;
mod premises_incidents;
mod premises_ranking;
mod profile;
mod rates;
mod recent;
mod recording;
mod scan;
mod schedule;
mod seasons;
mod similar;
mod source;
mod stability;
mod steps;
mod store;
mod street_names;
mod street_ranking;
mod streets;
mod suggestions;
mod suspects;
mod tested;
mod tops;
mod traces;
mod trend;
mod unit_counts;
mod unit_ids;
mod week;
mod week_blocks;
mod weight;
mod why;
mod zones;

#[cfg(test)]
#[path = "fixture_tests.rs"]
mod fixture;
#[cfg(test)]
mod stop_tests;

pub use about::{About, CategoryAbout, IndexAbout, LayerAbout, MadeOf, SourceAbout};
pub use cache::Cache;
pub use coverage::{COMPLETE, MonthHeld};
pub use gaps::{Gap, in_rows, months_between, thin_gaps};
pub use recording::{Recording, recording_of};
pub use store::{Store, StoreError};
pub use suggestions::{Suggestion, SuggestionKind};
pub use suspects::{SuspectPlace, suspects};
pub use weight::Weigh;
