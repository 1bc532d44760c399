//! The server under a stream of requests: `cargo xtask bench serve` starts this program.
//!
//! - `book FOLDER` serves a book as `beatbook serve` does, `bare FILE` the bytes of a file by a bare axum
//!   handler; both say their address on the first line and end with their standard input.
//! - `beside BOOK MARTIN` asks a tile that was asked before of the book's server, of the bare handler and
//!   of martin, which has it in a PMTiles archive, in turns, with `wrk`.
//! - `new-tiles BOOK` asks every tile of a selection once.
//! - `cold BOOK USERS SELECTIONS` asks random selections, none of them twice, as so many users at once.
//!
//! A line is a name, a tab and a number.

#![allow(
    clippy::disallowed_methods,
    reason = "it is started with words that say what to do"
)]

mod client;
mod load;
mod servers;
#[path = "../../../beatbook-store/benches/any_selection/words.rs"]
mod words;

use std::collections::HashSet;
use std::error::Error;
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use beatbook_core::{Selection, TimeRule};
use beatbook_store::Store;
use beatbook_testkit::RandomSelections;

use crate::client::Client;
use crate::servers::Server;

type Done = Result<(), Box<dyn Error>>;

/// Selections of the demo city at night: the map that a tasking meeting opens.
const QUERY: &str = "window=fri22-sat07,sat22-sun07";
const SEED: u64 = 1;
/// Rounds in which all take turns.
const ROUNDS: usize = 5;

fn main() -> Done {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["book", folder] => servers::book(Path::new(folder)),
        ["bare", file] => servers::bare(Path::new(file)),
        ["beside", book, martin] => beside(Path::new(book), Path::new(martin)),
        ["new-tiles", book] => new_tiles(Path::new(book)),
        ["cold", book, users, number] => cold(Path::new(book), users.parse()?, number.parse()?),
        _ => {
            println!("this is what `cargo xtask bench serve` starts");
            Ok(())
        }
    }
}

/// The same bytes from three servers, in turns.
fn beside(book: &Path, martin: &Path) -> Done {
    let ours = Server::start("book", book)?;
    let mut client = Client::to(&ours.address)?;
    let tile = fullest(&mut client)?;
    let [z, x, y] = tile;
    let path = format!("/tiles/hotspots/{z}/{x}/{y}.mvt?{QUERY}");
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("tile");
    let packed = client.get(&path, &[("Accept-Encoding", "gzip")])?;
    std::fs::write(&file, &packed.body)?;
    let bare = Server::start("bare", &file)?;

    let archive = folder.path().join("hotspots.pmtiles");
    let export = format!("/api/v1/export/hotspots.pmtiles?{QUERY}&audience=analyst");
    std::fs::write(&archive, client.get(&export, &[])?.body)?;
    let martin = Server::martin(martin, &archive)?;
    let of_martin = format!("/hotspots/{z}/{x}/{y}");
    let served = Client::to(&martin.address)?.get(&of_martin, &[("Accept-Encoding", "gzip")])?;

    println!("tile-bytes\t{}", packed.body.len());
    println!("martin-tile-bytes\t{}", served.body.len());
    for _ in 0..ROUNDS {
        for (name, server, path) in [
            ("ours", &ours, path.as_str()),
            ("bare", &bare, "/"),
            ("martin", &martin, &of_martin),
        ] {
            let round = load::round(server, path)?;
            println!("{name}-per-second\t{:.0}", round.per_second);
            println!("{name}-cpu-us\t{:.3}", round.cpu_us);
        }
    }
    Ok(())
}

/// The tile with the most bytes at the zoom where cells are drawn.
fn fullest(client: &mut Client) -> Result<[u32; 3], Box<dyn Error>> {
    let mut best = ([0; 3], 0);
    for tile in tiles(client, "hotspots", 12..=12)? {
        let [z, x, y] = tile;
        let bytes = client
            .get(&format!("/tiles/hotspots/{z}/{x}/{y}.mvt?{QUERY}"), &[])?
            .body
            .len();
        if bytes > best.1 {
            best = (tile, bytes);
        }
    }
    Ok(best.0)
}

/// Every tile of a layer over the bounds of its `TileJSON`.
fn tiles(
    client: &mut Client,
    layer: &str,
    zooms: std::ops::RangeInclusive<u32>,
) -> Result<Vec<[u32; 3]>, Box<dyn Error>> {
    let about: serde_json::Value =
        serde_json::from_slice(&client.get(&format!("/tiles/{layer}.json"), &[])?.body)?;
    let bound = |at: usize| about["bounds"][at].as_f64().unwrap_or_default();
    let mut all = Vec::new();
    for z in zooms {
        let side = f64::from(1_u32 << z);
        let column = |lon: f64| ((lon + 180.0) / 360.0 * side) as u32;
        let row = |lat: f64| {
            let north = lat.to_radians().tan().asinh() / std::f64::consts::PI;
            ((1.0 - north) / 2.0 * side) as u32
        };
        for x in column(bound(0))..=column(bound(2)) {
            all.extend((row(bound(3))..=row(bound(1))).map(|y| [z, x, y]));
        }
    }
    Ok(all)
}

/// Tiles that nobody asked for before, of a selection whose answer is known.
fn new_tiles(book: &Path) -> Done {
    let server = Server::start("book", book)?;
    let mut client = Client::to(&server.address)?;
    for layer in ["hotspots", "areas-lsoa11", "base"] {
        let query = if layer == "base" { "" } else { QUERY };
        let all = tiles(&mut client, layer, 9..=15)?;
        let mut times = Vec::new();
        let (mut first, mut full) = (true, 0);
        for [z, x, y] in all {
            let path = format!("/tiles/{layer}/{z}/{x}/{y}.mvt?{query}");
            let began = Instant::now();
            let reply = client.get(&path, &[("Accept-Encoding", "gzip")])?;
            if !first {
                times.push(began.elapsed());
            }
            first = false; // it works the selection out
            full += usize::from(reply.status == 200);
        }
        println!("{layer}-tiles\t{}", times.len());
        println!("{layer}-with-something\t{full}");
        spread(layer, &mut times);
    }
    Ok(())
}

/// Random selections, each by the next user that is free.
fn cold(book: &Path, users: usize, number: usize) -> Done {
    let mut words = words::words_of(&Store::open(book)?);
    words.sources.truncate(1);
    words.times.retain(|word| word != TimeRule::Aoristic.word());
    let mut seen = HashSet::new();
    let selections = RandomSelections::new(words, SEED)
        .filter_map(|text| Selection::parse(&text).ok())
        .map(|selection| selection.to_string())
        .filter(|text| seen.insert(text.clone()))
        .take(number);
    let server = Server::start("book", book)?;
    let queue = Mutex::new(selections.collect::<Vec<_>>());
    let (times, refused) = (Mutex::new(Vec::new()), Mutex::new(0));
    let lost = || Box::<dyn Error + Send + Sync>::from("a user went away");
    let before = server.cpu();
    let began = Instant::now();
    std::thread::scope(|scope| {
        let user = || -> Result<(), Box<dyn Error + Send + Sync>> {
            let mut client = Client::to(&server.address).map_err(|_| lost())?;
            loop {
                let next = queue.lock().map_err(|_| lost())?.pop();
                let Some(selection) = next else {
                    return Ok(());
                };
                let asked = Instant::now();
                let path = format!("/api/v1/hotspots?{selection}");
                let reply = client.get(&path, &[]).map_err(|_| lost())?;
                times.lock().map_err(|_| lost())?.push(asked.elapsed());
                *refused.lock().map_err(|_| lost())? += usize::from(reply.status != 200);
            }
        };
        let users: Vec<_> = (0..users).map(|_| scope.spawn(user)).collect();
        for user in users {
            user.join().map_err(|_| lost())??;
        }
        Ok::<_, Box<dyn Error + Send + Sync>>(())
    })
    .map_err(|error| error.to_string())?;
    let wall = began.elapsed();
    let cpu = server.cpu().saturating_sub(before);
    let mut times = times.into_inner().map_err(|_| "a user went away")?;
    println!("selections\t{}", times.len());
    println!(
        "refused\t{}",
        refused.into_inner().map_err(|_| "a user went away")?
    );
    println!("per-second\t{:.1}", times.len() as f64 / wall.as_secs_f64());
    println!(
        "cpu-ms\t{:.2}",
        cpu.as_secs_f64() * 1e3 / times.len() as f64
    );
    spread("cold", &mut times);
    Ok(())
}

fn spread(name: &str, times: &mut [Duration]) {
    times.sort_unstable();
    for (share, percent) in [("median", 50), ("p95", 95), ("p99", 99)] {
        let at = (times.len() * percent).div_ceil(100).saturating_sub(1);
        let time = times.get(at).copied().unwrap_or_default();
        println!("{name}-{share}-ms\t{:.3}", time.as_secs_f64() * 1e3);
    }
}
