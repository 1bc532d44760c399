//! What goes over the wire. Core types do not serialise; these do, and they are built from released
//! values only.

pub(crate) mod areas;
pub(crate) mod compare;
pub(crate) mod counts;
pub(crate) mod density;
pub(crate) mod deprivation;
pub(crate) mod emerging;
pub(crate) mod events;
pub(crate) mod head;
pub(crate) mod hotspots;
pub(crate) mod hourly;
pub mod labels;
pub(crate) mod meta;
pub(crate) mod months;
pub(crate) mod moran;
pub(crate) mod near_repeats;
pub(crate) mod nights;
pub(crate) mod places;
pub(crate) mod profile;
pub(crate) mod scan;
pub(crate) mod seasons;
pub(crate) mod sentences;
pub(crate) mod stability;
pub(crate) mod streets;
pub(crate) mod week;
pub(crate) mod why;
