//! Arguments, wiring, progress bars, messages and exit codes of the `beatbook` program.

mod accounts;
mod backtest;
mod bar;
mod before_after;
mod build;
mod check;
mod commands;
mod compare;
mod concentration;
mod config;
mod counts;
mod demo;
mod density;
mod deprivation;
mod doctor;
mod emerging;
mod evaluate;
mod events;
mod exit;
mod export;
mod fetch;
mod hotspots;
mod hours;
mod inequality;
mod init;
mod moran;
mod near_repeat;
mod nights;
mod outreach;
mod places;
mod premises;
mod problems;
mod profile;
mod question;
mod rates;
mod recent;
mod scan;
mod seasons;
mod serve;
mod sheet;
mod stability;
mod streets;
mod table;
mod token;
mod week;
mod why;

#[cfg(test)]
mod answers_fixture_tests;

use std::process::ExitCode;

use clap::Parser;

/// Runs the program with the words it was started with.
pub fn main() -> ExitCode {
    let commands = match commands::Commands::try_parse() {
        Ok(commands) => commands,
        Err(error) => {
            let _ = error.print(); // a closed terminal is no reason to fail
            return if error.use_stderr() {
                exit::Exit::CouldNotRun
            } else {
                exit::Exit::Done
            }
            .into();
        }
    };
    match commands.run() {
        Ok(exit) => exit.into(),
        Err(error) => {
            eprintln!("{}", exit::message(&error));
            exit::Exit::CouldNotRun.into()
        }
    }
}
