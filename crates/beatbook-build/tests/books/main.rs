//! Small books, built from files made for one question each.

mod people;
mod premises;
mod town;
