//! The `beatbook` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    beatbook_cli::main()
}
