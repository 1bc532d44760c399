//! Arguments, wiring, progress bars, messages and exit codes of the `beatbook` program.

mod bar;
mod check;
mod commands;
mod demo;
mod doctor;
mod exit;
mod hotspots;
mod init;
mod serve;
mod table;

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
