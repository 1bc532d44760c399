//! Small books, built from files made for one question each.

mod network;
mod people;
mod premises;
mod town;
