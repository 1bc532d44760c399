//! The `beatbook` program.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Gives memory back that caches no longer hold: with the system's allocator a server grew with each new
/// version of its book.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    beatbook_cli::main()
}
