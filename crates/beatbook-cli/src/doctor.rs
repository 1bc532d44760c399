//! `beatbook doctor`.

use anyhow::Result;
use beatbook_core::{Crs, Transform, thousands};
use beatbook_locate::Transformer;
use beatbook_store::Store;

use crate::bar::Bar;
use crate::commands::Doctor;
use crate::exit::Exit;

/// A point whose grid position by each transform is known.
const KNOWN: [f64; 2] = [-2.2363, 53.4807];

pub(crate) fn run(args: &Doctor) -> Result<Exit> {
    println!("beatbook {}", env!("CARGO_PKG_VERSION"));
    let mut sound = true;
    let transforms = [
        (Crs::Wgs84, Transform::Ostn15, [384_415.338, 398_244.014]),
        (Crs::Wgs84, Transform::Helmert, [384_415.492, 398_245.785]),
    ];
    for (crs, transform, [easting, northing]) in transforms {
        let found = Transformer::new(crs, &transform)?.one(KNOWN[0], KNOWN[1]);
        let near = found.is_some_and(|at| {
            (at.easting - easting).abs() < 0.01 && (at.northing - northing).abs() < 0.01
        });
        sound &= near;
        println!(
            "{} transform {transform}",
            if near { "ok  " } else { "BAD " }
        );
    }
    match Transformer::new(Crs::Epsg(3857), &Transform::Ostn15) {
        Ok(_) => println!("ok   PROJ and its register of reference systems"),
        Err(error) => {
            sound = false;
            println!("BAD  PROJ: {error}");
        }
    }
    if let Some(book) = &args.book {
        let bar = Bar::waiting("checking the book");
        let store = Store::open(book)?;
        drop(bar);
        let about = store.about();
        println!(
            "ok   book {} ({}), every object matches its hash",
            about.book, about.title
        );
        for source in &about.sources {
            let parts = source.located + source.unlocated + source.outside + source.refused;
            let closes = parts == source.rows;
            sound &= closes;
            println!(
                "{} {}: {} rows = {} located + {} unlocated + {} outside + {} refused",
                if closes { "ok  " } else { "BAD " },
                source.source,
                thousands(source.rows),
                thousands(source.located),
                thousands(source.unlocated),
                thousands(source.outside),
                thousands(source.refused),
            );
        }
        for people in &about.people {
            let parts = people.inside + people.outside + people.unknown + people.unlinked;
            let closes = parts + people.refused == people.rows;
            sound &= closes;
            println!(
                "{} people of {}: {} rows = {} at home inside + {} outside + {} not known + {} of no such event + {} refused",
                if closes { "ok  " } else { "BAD " },
                people.of,
                thousands(people.rows),
                thousands(people.inside),
                thousands(people.outside),
                thousands(people.unknown),
                thousands(people.unlinked),
                thousands(people.refused),
            );
        }
    }
    Ok(if sound { Exit::Done } else { Exit::Problems })
}
