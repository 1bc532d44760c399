//! Raw files to a book: read, locate, write. The same input gives the same bytes, and a kill at any
//! moment leaves the book that was there before.

mod agreement;
mod assemble;
mod check;
mod error;
mod gather;
mod harm;
mod inputs;
mod kept_quality;
mod known_gaps;
mod layer_check;
mod official;
mod people;
mod premises;
mod problem_row;
mod quality;
mod setting;
mod step;
mod suspects;
mod units;

pub use agreement::Agreement;
pub use assemble::{BuildReport, build};
pub use check::{CheckReport, Recorded, SourceCheck, check};
pub use error::BuildError;
pub use gather::{AreaRows, FileCheck};
pub use layer_check::{AreaFaults, FileAgreement, LayerCheck, generalised_notes};
pub use problem_row::{ProblemRow, Problems};
pub use quality::{Blank, CheckedRows, FileQuality, MonthRows, Repeats, SHARED_BY};
pub use step::{Progress, Step};
pub use suspects::Question;
