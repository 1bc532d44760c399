//! Our side of the spatial joins of `cargo xtask bench`, which starts this program and the peers',
//! lets them take turns and compares their answers. See `beatbook_testkit::contest` for what is said
//! between them.
//!
//! - `generate JOB FOLDER` makes the data that both sides read;
//! - `take-part JOB INPUT OUTPUT` does the job as often as asked;
//! - `costs` lists our own methods and the sizes they are measured at, and `cost METHOD SIZE`
//!   takes part with one of them, which nobody is compared with.

mod data;
mod jobs;
mod lattice;

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["generate", job, folder] => data::generate(job, Path::new(folder)),
        ["take-part", job, input, output] => {
            jobs::take_part(job, Path::new(input), Path::new(output))
        }
        ["costs"] => {
            jobs::list_costs();
            Ok(())
        }
        ["cost", method, size] => jobs::cost(method, size.parse()?),
        _ => {
            println!("this is one side of `cargo xtask bench`, which starts it");
            Ok(())
        }
    }
}
