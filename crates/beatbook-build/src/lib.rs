//! Raw files to a book: read, locate, write. The same input gives the same bytes, and a kill at any
//! moment leaves the book that was there before.

mod agreement;
mod assemble;
mod check;
mod error;
mod gather;
mod inputs;
mod layer_check;
mod official;
mod people;
mod setting;
mod step;
mod suspects;

pub use agreement::Agreement;
pub use assemble::{BuildReport, build};
pub use check::{CheckReport, check};
pub use error::BuildError;
pub use gather::FileCheck;
pub use layer_check::{AreaFaults, FileAgreement, LayerCheck};
pub use step::{Progress, Step};
