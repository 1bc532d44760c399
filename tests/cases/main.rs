//! Scenarios that drive the built program as people do: files in, words and pages out.
//!
//! Run by `cargo xtask test rust`, which builds the program first.

mod bad_files;
mod bad_input;
mod custodian;
mod demo_to_map;
mod deprivation;
mod exit_codes;
mod fetching;
mod folders;
mod four_squares;
mod incremental;
mod killed;
mod late_data;
mod liverpool;
mod manchester;
mod monthly;
mod never_demand;
mod page;
mod planted;
mod quality;
mod rebuilt;
mod recognised;
mod repeat_places;
mod same_answers;
mod same_bytes;
mod same_rows;
mod soak;
mod stable_ids;
mod units;
