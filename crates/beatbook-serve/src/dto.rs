//! What goes over the wire. Core types do not serialise; these do, and they are built from released
//! values only.

pub(crate) mod areas;
pub(crate) mod hotspots;
pub(crate) mod labels;
pub(crate) mod meta;
pub(crate) mod sentences;
pub(crate) mod why;
