//! The `beatbook` program.

use std::process::ExitCode;

/// A server whose book is swapped gives back what the old one took: glibc kept it in its arenas, and grew.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    beatbook_cli::main()
}
