//! `beatbook demo`.

use anyhow::Result;
use beatbook_build::Step;
use beatbook_core::thousands;
use beatbook_demo::{DemoParams, write_city};

use crate::bar::Bar;
use crate::commands::Demo;
use crate::exit::Exit;

pub(crate) fn run(args: &Demo) -> Result<Exit> {
    let params = DemoParams {
        seed: args.seed,
        events: args.events,
        null: args.null,
    };
    let bar = Bar::new();
    let truth = write_city(&params, &args.dir, &mut |done, of| {
        bar.show(&Step {
            what: "writing events".into(),
            done,
            of: Some(of),
        });
    })?;
    drop(bar);
    let config = args.dir.join("beatbook.toml");
    println!(
        "SYNTHETIC city of {} events with {} planted hotspots in {}",
        thousands(args.events),
        truth.blocks.len(),
        args.dir.display()
    );
    println!("next: beatbook build {}", config.display());
    Ok(Exit::Done)
}
