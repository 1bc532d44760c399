//! `beatbook token`.

use std::fs::OpenOptions;
use std::io::Write;

use anyhow::{Context, Result, anyhow};
use beatbook_serve::{Tokens, new_token};

use crate::commands::Token;
use crate::config::today;
use crate::exit::Exit;

pub(crate) fn run(args: &Token) -> Result<Exit> {
    if args.file.exists() {
        Tokens::read(&args.file)?; // nothing is added to what is no list of tokens
    }
    let mut random = [0; 32];
    getrandom::fill(&mut random)
        .map_err(|error| anyhow!("the system gives no random numbers: {error}"))?;
    let last = today().plus(i32::from(args.days) - 1);
    let (token, entry) = new_token(&args.name, args.audience, last, random);
    let mut file = OpenOptions::new();
    file.append(true).create(true);
    // An editor may have left the last line without its end.
    file.open(&args.file)
        .and_then(|mut file| file.write_all(format!("\n{entry}").as_bytes()))
        .with_context(|| format!("cannot write {}", args.file.display()))?;
    eprintln!(
        "added to {}; good to {last} for what audience `{}` may see. Begin to use it with: \
         beatbook serve BOOK --tokens {}\nThe token is written nowhere: pass it on now.",
        args.file.display(),
        args.audience,
        args.file.display(),
    );
    println!("{token}");
    Ok(Exit::Done)
}
