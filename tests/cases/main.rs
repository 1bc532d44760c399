//! Scenarios that drive the built program as people do: files in, words and pages out.
//!
//! Run by `cargo xtask test rust`, which builds the program first.

mod bad_input;
mod demo_to_map;
mod exit_codes;
mod folders;
mod four_squares;
mod killed;
mod liverpool;
mod manchester;
mod page;
mod planted;
mod same_bytes;
