//! The chores of the repository: `cargo xtask demo | test | bench | dist | shots | bless`.
//!
//! Kept small enough to compile in seconds, because it is the first thing a newcomer waits for.
//! Everything that takes long is another program which it starts and whose output passes through.

mod arrows;
mod bench;
mod browser;
mod chromium;
mod clients;
mod counts;
mod demo;
mod dist;
mod features;
mod front_end;
mod fuzz;
mod layout;
mod licences;
mod needs;
mod notebooks;
mod pages;
mod program;
mod python;
mod run;
mod steps;
mod summary;
mod test;
mod workspace;

use std::process::ExitCode;

const USAGE: &str = "\
The chores of the repository.

cargo xtask demo [--port N] [--no-serve] [--dir DIR] [-- --events N --seed N --null]
    from a fresh machine to a map of a synthetic city on http://127.0.0.1:8080
cargo xtask test [lint|rust|docs|frontend|browser|notebooks|clients|fuzz|one step]...
    every check and test, or the named groups or steps
cargo xtask bench [JOB]... [--quick]
    ours beside pinned peers on the same data, and what ours costs; all of it, in about 8 minutes,
    writes tests/benchmarks/README.md; store, store-10m and store-85k ask random selections,
    serve sets the server beside a bare handler and martin, pages the page beside a bare map
cargo xtask bench soak [--minutes N] [--connections N]
    the server under many connections while the book is swapped; 10 minutes, 64 connections
cargo xtask dist
    a self-contained folder with the program in it
cargo xtask shots
    draws the pictures of frontend/docs anew
cargo xtask bless
    runs the Rust tests and takes their present snapshots as the approved ones
";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let chore = words.next().unwrap_or_default();
    let rest: Vec<String> = words.collect();
    let done = match chore.as_str() {
        "demo" => demo::Wishes::parse(&rest).and_then(|wishes| demo::run(&wishes)),
        "test" => test::run(&rest),
        "bench" => bench::run(&rest),
        "dist" => dist::run(&rest),
        "bless" => test::bless(&rest),
        "shots" => browser::shots(&rest),
        "" | "help" | "-h" | "--help" => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        other => {
            eprintln!("error: there is no chore '{other}'\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
