//! The vocabulary of beatbook: the words of the field, one meaning each, shared by every crate.
//!
//! No files, no network, no clock. Values are checked when they are built and trusted afterwards.

mod answer;
mod area;
mod civil;
mod crs;
mod event;
mod finding;
mod neighbours;
mod policy;
mod selection;
mod source;
mod strings;
mod unit;
mod window;

pub use answer::{Accounting, Answer, BookId, Caveat, Method};
pub use area::{AreaCode, AreaError, LayerId, Vintage};
pub use civil::{CivilError, Day, HourOfWeek, Month, SECONDS_PER_HOUR, local_hour};
pub use crs::{Bng, Crs, CrsError, Metres, Transform, Wgs84};
pub use event::{BATCH_ROWS, EventBatch, EventRow, Precision};
pub use finding::{
    AreaCount, AreaCounts, CellFinding, HotClass, HotspotGroup, Hotspots, Hours, Petal, Verdict,
    Why,
};
pub use neighbours::{Neighbours, NeighboursError};
pub use policy::{Audience, Count, Policy, Protect, Released, UnknownAudience};
pub use selection::{CountBy, Selection, SelectionError, TimeRule};
pub use source::{Source, SourceError};
pub use strings::{Str, Strings, slug, thousands};
pub use unit::{Unit, UnitError};
pub use window::{Window, WindowError};
