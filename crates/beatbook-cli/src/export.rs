//! `beatbook export`: an answer as a file for another program, the same bytes as the server's.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use beatbook_core::{Audience, thousands};
use beatbook_serve::export::{Format, export};
use beatbook_store::Store;
use tempfile::Builder;

use crate::bar::Bar;
use crate::commands;
use crate::exit::Exit;

pub(crate) fn run(args: &commands::Export) -> Result<Exit> {
    let format = format_of(args.format.as_deref(), &args.out)?;
    // Before anything is worked out; once more when it is written.
    if !args.out.is_dir() {
        refuse_to_replace(&args.out, args.force)?;
    }
    let mut pairs = pairs_of(&args.selection)?;
    if let Some(audience) = args.audience {
        pairs.push(("audience".into(), audience.to_string()));
    }
    let bar = Bar::waiting("opening the book");
    let store = Arc::new(Store::open(&args.book)?);
    let asked = (args.table.as_str(), format);
    // At the terminal sits the analyst.
    let made = export(store, &args.book, asked, pairs, Audience::Analyst);
    drop(bar);
    let made = made.map_err(|reason| anyhow!(reason))?;
    let out = if args.out.is_dir() {
        args.out.join(&made.name)
    } else {
        args.out.clone()
    };
    refuse_to_replace(&out, args.force)?;
    write_whole(&out, &made.bytes, args.force)
        .with_context(|| format!("cannot write {}", out.display()))?;
    let bytes = thousands(made.bytes.len() as u64);
    println!("{}: {bytes} bytes, for {}", out.display(), made.audience);
    Ok(Exit::Done)
}

fn refuse_to_replace(out: &Path, force: bool) -> Result<()> {
    if out.exists() && !force {
        bail!(
            "{} is there already; name another file, or replace it with --force",
            out.display()
        );
    }
    Ok(())
}

/// The format named, or the one that the name of the file ends in.
fn format_of(word: Option<&str>, out: &Path) -> Result<Format> {
    let end = out.extension().and_then(|end| end.to_str());
    let words = Format::ALL.map(Format::word).join(", ");
    let Some(word) = word.or(end) else {
        bail!("the name of the file does not say its format; add --format with one of {words}");
    };
    Format::parse(word).with_context(|| format!("`{word}` is not a format; use {words}"))
}

/// Keys and values of a selection and of what is asked beside it.
fn pairs_of(text: &str) -> Result<Vec<(String, String)>> {
    let parts = text.split('&').map(str::trim);
    let parts = parts.filter(|part| !part.is_empty());
    let pair = |part: &str| {
        let (key, value) = part
            .split_once('=')
            .with_context(|| format!("`{part}` is not of the form key=value; join parts with &"))?;
        Ok((key.trim().to_owned(), value.trim().to_owned()))
    };
    parts.map(pair).collect()
}

/// Whole or not at all: written beside it, then given its name.
fn write_whole(out: &Path, bytes: &[u8], replace: bool) -> Result<()> {
    let folder = match out.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Those of any new file: what is meant to leave is to be read by others.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    if replace {
        file.persist(out)?;
    } else {
        file.persist_noclobber(out)?; // one that came meanwhile stays
    }
    Ok(())
}

#[cfg(test)]
#[path = "export_tests.rs"]
mod tests;
