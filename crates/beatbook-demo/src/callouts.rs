//! Ambulance call-outs to assaults, by the place to which the ambulance was sent.

use std::fmt::Write as _;

use rand::RngExt;

use crate::chance::stream;
use crate::city::{DAYS, first_day};
use crate::places::in_disc;
use crate::plane::from_degrees;
use crate::planned::{MINUTES, minute_of_week};
use crate::planted::BLOCKS;
use crate::rhythm::Rhythm;
use crate::save::field;
use crate::town::Town;
use crate::truth_files::TruthCallouts;

const HEADER: &str = "SYNTHETIC,call_ref,category,call_time,easting,northing,location\n";
const ROWS: usize = 2_400;
const CATEGORIES: [(&str, f64); 4] = [
    ("assault", 0.72),
    ("stab-gunshot", 0.8),
    ("overdose", 0.9),
    ("fall-intoxicated", 1.0),
];

/// The lines of `ambulance-callouts.csv`, by time.
pub(crate) fn callouts(seed: u64, town: &Town, null: bool) -> (String, TruthCallouts) {
    let mut rng = stream(seed, "callouts");
    let (night, day) = (Rhythm::Night.week(), Rhythm::Everyday.week());
    let (low, high) = town.region.bounds();
    let nightly: Vec<_> = BLOCKS
        .iter()
        .filter(|block| matches!(block.rhythm, Rhythm::Night | Rhythm::Square))
        .collect();
    let mut rows = Vec::with_capacity(ROWS);
    let mut truth = TruthCallouts {
        rows: ROWS as u64,
        unlocated: 0,
    };
    for _ in 0..ROWS {
        let out = !null && rng.random_bool(0.3);
        let week = if out { &night } else { &day };
        let minute = minute_of_week(week, 0, DAYS, &mut rng);
        let p = loop {
            let p = if out {
                let block = nightly[rng.random_range(0..nightly.len())];
                in_disc(from_degrees(block.lat, block.lon), block.radius, &mut rng)
            } else {
                [
                    rng.random_range(low[0]..high[0]),
                    rng.random_range(low[1]..high[1]),
                ]
            };
            let p = p.map(f64::round);
            if town.contains(p) {
                break p;
            }
        };
        let category = CATEGORIES.iter().zip([rng.random::<f64>(); 4]);
        let category = category
            .filter(|((_, up_to), draw)| draw < up_to)
            .map(|((word, _), _)| *word)
            .next();
        let place = if rng.random_bool(0.03) {
            truth.unlocated += 1;
            ",,".to_owned()
        } else {
            let street = town.street_near(p).unwrap_or("Open ground");
            format!("{},{},{}", p[0], p[1], field(street))
        };
        rows.push((minute, category.unwrap_or("assault"), place));
    }
    rows.sort();
    let mut text = String::from(HEADER);
    for (i, (minute, category, place)) in rows.into_iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "SYNTHETIC,AMB-{:06},{category},{},{place}",
            i + 1,
            clock(minute)
        );
    }
    (text, truth)
}

/// `%Y-%m-%d %H:%M`.
pub(crate) fn clock(minute: i32) -> String {
    let date = first_day().plus(minute / MINUTES);
    format!("{date} {:02}:{:02}", minute % MINUTES / 60, minute % 60)
}

#[cfg(test)]
#[path = "callouts_tests.rs"]
mod tests;
