//! Small books, built from files made for one question each.

mod network;
mod overlaps;
mod people;
mod premises;
mod quality;
mod town;
