//! The harness of the scenarios: the built program, a folder to run it in, its server.
//!
//! | what | for |
//! | --- | --- |
//! | [`Scenario`] | a temporary folder, and running the program in it |
//! | [`Output`] | what the program said, and its exit code |
//! | [`Server`] | `beatbook serve` on a free port of the loopback, ended when dropped |
//! | [`real_data`], [`real_data_or_skip`] | the open data that some scenarios read, where it is |
//! | [`liverpool`] | what to write into a configuration to make a book of it |
//!
//! Nothing here depends on the crates under test: a scenario sees what a user sees.

mod program;
mod real_data;
mod scenario;
mod server;

pub use program::{ProgramMissing, program};
pub use real_data::{LIVERPOOL_AREAS, liverpool, real_data, real_data_or_skip};
pub use scenario::{Output, Scenario};
pub use server::{Server, ServerError};
