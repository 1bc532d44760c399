//! Parts of the week at a place: twelve blocks of four hours, shrunk to its kind of place.

use beatbook_analyse::{UNIT, shrunk_shares, spread};
use beatbook_core::{Block, HourOfWeek, SECONDS_PER_HOUR, Selection};

use crate::source::SourceData;
use crate::store::Store;

/// Hours of a block: a few hundred events bear no shorter ones.
const HOURS: u8 = 4;
/// A day's blocks, from the hour in which the city is quietest.
const A_DAY: usize = 6;
/// The first hour of the first block.
const FIRST: u8 = 2;
/// Blocks of the week: those of Sunday to Thursday, then those of Friday and Saturday.
const BLOCKS: usize = 2 * A_DAY;
/// An evening ends at this hour: what comes earlier belongs to the day before.
const EVENING_ENDS: u8 = 6;
/// Incidents known to less than a block are not spread over blocks.
const LONGEST: i64 = HOURS as i64 * SECONDS_PER_HOUR;
/// With fewer incidents timed nothing is said of blocks.
const FEWEST_TIMED: u32 = 5;

/// How many of a place's incidents fall in each block, in whole incidents.
pub(crate) struct Blocks {
    counts: Vec<u32>,
    timed: u32,
}

impl Blocks {
    pub(crate) fn of(store: &Store, source: &SourceData, rows: &[u32]) -> Self {
        let mut weights = [0_u64; BLOCKS];
        let mut timed = 0;
        let told = source.tells_hours();
        for row in rows.iter().map(|&row| row as usize).filter(|_| told) {
            let (from, to) = (source.from[row], source.to[row]);
            let Some(hours) = spread(from, to).ok().filter(|_| to - from <= LONGEST) else {
                continue;
            };
            timed += 1;
            for (hour, weight) in hours {
                let (_, hour) = store.calendar.local(hour * SECONDS_PER_HOUR);
                weights[block(hour)] += weight;
            }
        }
        Self {
            counts: whole(&weights, timed),
            timed,
        }
    }
}

/// How many hours of each block a selection looks at: a window leaves some out, and five days have
/// more than two.
pub(crate) fn hours_of(
    store: &Store,
    source: &SourceData,
    looked_at: Option<&Selection>,
) -> [u32; BLOCKS] {
    let mut hours = [0; BLOCKS];
    for (_, day, hour) in looked_at
        .into_iter()
        .flat_map(|it| store.calendar.hours(it))
    {
        hours[block(hour)] += u32::from(source.holds(day));
    }
    hours
}

/// The block of an hour of the week.
fn block(hour: HourOfWeek) -> usize {
    let in_day = usize::from((hour.hour() + 24 - FIRST) % 24 / HOURS);
    let evening = if hour.hour() < EVENING_ENDS {
        (hour.weekday() + 6) % 7
    } else {
        hour.weekday()
    };
    in_day + if matches!(evening, 4 | 5) { A_DAY } else { 0 }
}

fn label(block: usize) -> String {
    let days = ["Sun-Thu", "Fri, Sat"][block / A_DAY];
    let from = (FIRST + HOURS * (block % A_DAY) as u8) % 24;
    let to = (from + HOURS) % 24;
    // The small hours belong to the evening before, which has to be said.
    let night = if from < EVENING_ENDS { " night" } else { "" };
    format!("{days}{night} {from:02}-{to:02}")
}

/// Weights as whole incidents that sum to `all`: what is over goes to the largest remainders.
fn whole(weights: &[u64; BLOCKS], all: u32) -> Vec<u32> {
    let mut counts: Vec<u32> = weights
        .iter()
        .map(|weight| (weight / UNIT) as u32)
        .collect();
    let mut order: Vec<usize> = (0..BLOCKS).collect();
    order.sort_by_key(|&block| (std::cmp::Reverse(weights[block] % UNIT), block));
    let over = all.saturating_sub(counts.iter().sum()) as usize;
    for &block in order.iter().take(over) {
        counts[block] += 1;
    }
    counts
}

/// For each place the block with the largest share for its hours, shrunk to the places of its class;
/// `None` where too few incidents are timed.
///
/// - `hours`: those of each block that were looked at; a block without any is not told.
pub(crate) fn shares(
    places: &[Blocks],
    classes: &[Option<&str>],
    hours: &[u32; BLOCKS],
) -> Vec<Option<Block>> {
    let mut types = classes.to_vec();
    types.sort_unstable();
    types.dedup();
    let of: Vec<usize> = classes
        .iter()
        .map(|class| types.binary_search(class).unwrap_or(0))
        .collect();
    let counts: Vec<Vec<u32>> = places.iter().map(|place| place.counts.clone()).collect();
    let Ok(shrunk) = shrunk_shares(&counts, &of, types.len()) else {
        return vec![None; places.len()];
    };
    let told = places.iter().zip(&shrunk.places);
    told.map(|(place, shares)| {
        let an_hour = |block: usize| shares[block].value / f64::from(hours[block]);
        let most = (0..BLOCKS)
            .filter(|&block| hours[block] > 0)
            .max_by(|&a, &b| an_hour(a).total_cmp(&an_hour(b)).then(b.cmp(&a)))?;
        (place.timed >= FEWEST_TIMED).then(|| Block {
            label: label(most),
            share: shares[most].value,
            interval: (shares[most].low, shares[most].high),
        })
    })
    .collect()
}

#[cfg(test)]
#[path = "week_blocks_tests.rs"]
mod tests;
