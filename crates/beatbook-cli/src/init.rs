//! `beatbook init`.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};

use anyhow::{Context, Result, bail};

use crate::commands::Init;
use crate::exit::Exit;

const TEMPLATE: &str = include_str!("beatbook.toml");

pub(crate) fn run(args: &Init) -> Result<Exit> {
    fs::create_dir_all(&args.dir).with_context(|| format!("cannot make {}", args.dir.display()))?;
    let path = args.dir.join("beatbook.toml");
    let mut file = match File::create_new(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("{} is there already; move it away first", path.display())
        }
        Err(error) => {
            return Err(error).with_context(|| format!("cannot write {}", path.display()));
        }
    };
    file.write_all(TEMPLATE.as_bytes())
        .with_context(|| format!("cannot write {}", path.display()))?;
    println!(
        "wrote {}; fill it in, then: beatbook check {}",
        path.display(),
        path.display()
    );
    Ok(Exit::Done)
}
