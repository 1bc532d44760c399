//! `beatbook serve`.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use anyhow::Result;
use beatbook_serve::{Basemap, Tokens};
use beatbook_store::Store;

use crate::bar::Bar;
use crate::commands::Serve;
use crate::exit::Exit;

pub(crate) fn run(args: &Serve) -> Result<Exit> {
    let tokens = args.tokens.as_deref().map(Tokens::read).transpose()?;
    let basemap = args.basemap.as_deref().map(Basemap::open).transpose()?;
    let bar = Bar::waiting("opening the book");
    let store = Arc::new(Store::open(&args.book)?);
    drop(bar);
    let shown = (args.audience, tokens.unwrap_or_default(), basemap);
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
    let asked = args.port;
    let ready = |url: &str| {
        if asked != 0 && !url.contains(&format!(":{asked}")) {
            println!("port {asked} is taken; using the next free one");
        }
        println!("the map is at {url} (Ctrl-C ends it)");
    };
    let log = |sentence: &str| eprintln!("{sentence}");
    beatbook_serve::serve(store, &args.book, address, shown, ready, log)?;
    Ok(Exit::Done)
}
