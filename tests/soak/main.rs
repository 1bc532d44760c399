//! The long form: `cargo xtask bench soak` starts this program.
//!
//! `soak FOLDER [--minutes N] [--connections N]`, with the program in `BEATBOOK_BIN`.

#![allow(
    clippy::disallowed_methods,
    reason = "it is started with words that say what to do"
)]

#[path = "mod.rs"]
mod soak;

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use soak::{Result, Soak};

fn main() -> Result<ExitCode> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some((folder, rest)) = words
        .split_first()
        .filter(|(first, _)| !first.starts_with('-'))
    else {
        println!("this is what `cargo xtask bench soak` starts");
        return Ok(ExitCode::SUCCESS);
    };
    let of = |name: &str, usual: f64| -> Result<f64> {
        let at = rest.iter().position(|word| word == name);
        let word = at.and_then(|at| rest.get(at + 1));
        Ok(word.map_or(Ok(usual), |word| word.parse())?)
    };
    let soak = Soak {
        length: Duration::from_secs_f64(of("--minutes", 10.0)? * 60.0),
        connections: of("--connections", 64.0)? as usize,
        swap: Duration::from_secs(20),
        questions: 1_500,
        events: 10_000,
    };
    let told = soak.run(&beatbook_tests::program()?, Path::new(folder))?;
    println!("{told}");
    Ok(if told.faults().is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
