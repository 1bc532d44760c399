//! Small things that are laid down one by one: chains of near-repeat burglaries, and events in the
//! hour that autumn repeats.

use rand::RngExt;

use crate::chance::stream;
use crate::city::{DAYS, DemoSite};
use crate::labels::DemoFlags;
use crate::places::in_disc;
use crate::plane::{Xy, bng, distance, from_degrees};
use crate::planned::{DemoAges, MINUTES, Planned, existing, offence};
use crate::planted::{BLOCKS, DECOYS};
use crate::town::Town;
use beatbook_core::Setting;

/// A chain of burglaries of dwellings, each near the ones before in place and time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chain {
    pub middle: Xy,
    pub first_day: i32,
}

/// How many chains there are, and how many burglaries each has.
pub(crate) const CHAINS: usize = 6;
pub(crate) const CHAIN_LENGTH: usize = 9;
/// Metres from the middle of a chain within which its burglaries lie.
pub(crate) const CHAIN_RADIUS: f64 = 150.0;
/// Days between one burglary of a chain and the next, at most.
pub(crate) const CHAIN_STEP_DAYS: i32 = 4;

/// The nights on which 01:00 to 02:00 comes twice, as days of the period: 2021-10-31, 2022-10-30
/// and 2023-10-29.
pub(crate) const REPEATED_HOUR: [i32; 3] = [30, 394, 758];
/// Events planted in that hour on each of these nights.
const IN_REPEATED_HOUR: usize = 6;

/// Chains away from everything else that was planted.
pub(crate) fn chains(seed: u64, town: &Town) -> Vec<Chain> {
    let mut rng = stream(seed, "near repeats");
    let (low, high) = town.region.bounds();
    let blocks = BLOCKS.iter().map(|block| (block.lat, block.lon));
    let decoys = DECOYS.iter().filter_map(|decoy| decoy.place);
    let taken: Vec<Xy> = blocks
        .chain(decoys)
        .map(|(lat, lon)| from_degrees(lat, lon))
        .collect();
    let mut chains: Vec<Chain> = Vec::new();
    while chains.len() < CHAINS {
        let middle = [
            rng.random_range(low[0]..high[0]).round(),
            rng.random_range(low[1]..high[1]).round(),
        ];
        let free = town.contains(middle)
            && town.region.distance(middle) > 300.0
            && taken.iter().all(|at| distance(*at, middle) > 700.0)
            && chains.iter().all(|c| distance(c.middle, middle) > 1_500.0);
        if free {
            let first_day = rng.random_range(20..DAYS - 90);
            chains.push(Chain { middle, first_day });
        }
    }
    chains.sort_by_key(|chain| chain.first_day);
    chains
}

/// The burglaries of the chains.
pub(crate) fn burglaries(seed: u64, chains: &[Chain]) -> Vec<Planned> {
    let mut rng = stream(seed, "near repeat burglaries");
    let mut all = Vec::new();
    for chain in chains {
        let mut day = chain.first_day;
        for _ in 0..CHAIN_LENGTH {
            let p = in_disc(chain.middle, CHAIN_RADIUS - 1.0, &mut rng).map(f64::round);
            let from = existing(day * MINUTES + rng.random_range(8 * 60..14 * 60));
            all.push(Planned {
                from,
                to: from + rng.random_range(120..480),
                rows: 1,
                offence: offence("28E"),
                site: DemoSite::Inside(bng(p)),
                setting: Some(Setting::Dwelling),
                flags: DemoFlags::default(),
                stated: None,
                ages: DemoAges::Any,
            });
            day += rng.random_range(1..=CHAIN_STEP_DAYS);
        }
    }
    all
}

/// Assaults with a known time in the repeated hour, in the blocks of the night.
pub(crate) fn repeated_hour(seed: u64) -> Vec<Planned> {
    let mut rng = stream(seed, "repeated hour");
    let nightly = ["village", "peter-street", "deansgate-locks"];
    let mut all = Vec::new();
    for day in REPEATED_HOUR {
        for i in 0..IN_REPEATED_HOUR {
            let Some(block) = BLOCKS.iter().find(|b| b.id == nightly[i % nightly.len()]) else {
                continue;
            };
            let middle = from_degrees(block.lat, block.lon);
            let p = in_disc(middle, block.radius, &mut rng).map(f64::round);
            let from = day * MINUTES + 60 + rng.random_range(0..60);
            all.push(Planned {
                from,
                to: from,
                rows: 1,
                offence: offence("8N"),
                site: DemoSite::Inside(bng(p)),
                setting: Some(Setting::Street),
                flags: DemoFlags {
                    domestic: Some(false),
                    alcohol: Some(true),
                    ..DemoFlags::default()
                },
                stated: None,
                ages: DemoAges::Any,
            });
        }
    }
    all
}
