//! Which streets have the most events, and which the most per kilometre?
//!
//! Source: hot routes, Tompson, Partridge & Shepherd (2009), *Crime Mapping* 1(1): events over length.
//! Intervals of the rates: Garwood's, see [`poisson_interval`]; ranks: [`rank_intervals`](crate::rank_intervals()); correction:
//! [`benjamini_hochberg`](crate::benjamini_hochberg()).
//!
//! # Two orders
//! By count, a long road leads because it is long. By rate, a stub of ten metres with one event leads,
//! at 100 per kilometre. So both orders are given, each row has its count beside its rate, and a unit
//! that is too short or has too few events has no rank by rate, but the [reason](NoRateRank).
//!
//! # The test
//! Each unit is tested against events spread evenly per metre of all streets given. Of N events in all,
//! a unit with the share s of the length then holds a binomial number, and its p is the exact upper tail
//! `P(Binomial(N, s) >= events)`, conditional on N. All units are tested, the empty ones too, and
//! q is p corrected for their number.
//!
//! It takes events as independent of each other, as any metre to be as likely as any other, and as being
//! where they are placed. Offences of one brawl are not independent: count incidents. Positions published
//! as the nearest of a few points, as police.uk's are, stand out because of the publisher. And a street
//! that is no more than busy stands out as well: the test says that it holds more than its length, not
//! that it holds more than its people.
//!
//! # Units
//! A unit is a segment or, with an owner for each segment, all segments of one owner: a whole street. The
//! smaller the unit, the more of them and the less each can show.

use beatbook_core::Stop;
use rayon::prelude::*;

use crate::benjamini_hochberg;
use crate::intervals::{Interval, Level, poisson_interval};
use crate::rank_interval::{JEFFREYS, RankInterval, rank_intervals_by};
use crate::tails::ln_beta_tails;

/// What a rate needs to be ranked.
///
/// The default: 5 events, below which the interval of a rate reaches from a third to more than twice of
/// it, and 20 metres, the length of a few house fronts. The interval is at 95%.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankingRules {
    /// Fewest events.
    pub min_events: u32,
    /// Shortest length in metres.
    pub min_metres: f64,
    /// Level of the rates' intervals.
    pub level: Level,
    /// Seed of the ranks' intervals.
    pub seed: u64,
}

/// Why a unit is not ranked by its rate.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NoRateRank {
    /// (metres, the fewest): any event on it makes a huge rate.
    #[error("not ranked by rate: {0:.0} m of street is less than {1} m")]
    TooShort(f64, f64),
    /// (events, the fewest)
    #[error("not ranked by rate: {0} events are fewer than {1}")]
    TooFewEvents(u64, u32),
}

/// One unit of a ranking.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SegmentRank {
    /// Events on it.
    pub events: u64,
    /// Its length in metres.
    pub metres: f64,
    /// Events per kilometre.
    pub per_km: f64,
    /// Interval of the rate, for events that are Poisson.
    pub per_km_interval: Interval,
    /// Events it would have if they were spread evenly per metre.
    pub expected: f64,
    /// Chance of so many events or more if they were spread evenly.
    pub p: f64,
    /// The same corrected for the number of units.
    pub q: f64,
    /// Rank by count among the units that have events; `None` without any.
    pub by_count: Option<RankInterval>,
    /// Rank by events per kilometre among the units that are ranked by it.
    pub by_rate: Result<RankInterval, NoRateRank>,
}

/// All units, in the order of their numbers. See [`segment_ranking`].
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentRanking {
    /// One entry per unit, those without events too.
    pub units: Vec<SegmentRank>,
    /// Events of all units.
    pub events: u64,
    /// Metres of all units.
    pub metres: f64,
    /// The rules used.
    pub rules: RankingRules,
}

/// Why there is no ranking. Positions count from 0, in input order.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SegmentRankingError {
    /// (numbers, segments)
    #[error("got {0} counts or owners for {1} segments; supply one each per segment")]
    LengthMismatch(usize, usize),
    /// (segment, length)
    #[error("segment {0} is {1} m long; a length is finite and above 0")]
    NotALength(usize, f64),
    /// (owner, owners)
    #[error(
        "owner {0} of {1} has no segment; number owners from 0 without gaps, a street without a name \
         by itself"
    )]
    NoSegments(usize, usize),
    /// (units): with one there is nothing to compare with.
    #[error("{0} units cannot be ranked; supply two or more, the empty ones too")]
    TooFewUnits(usize),
    /// Nothing to rank.
    #[error("there are no events, so no street can stand out; widen the selection")]
    NoEvents,
}

impl Default for RankingRules {
    fn default() -> Self {
        Self {
            min_events: 5,
            min_metres: 20.0,
            level: Level::P95,
            seed: 1,
        }
    }
}

/// Ranks segments, or the streets they belong to, by count and by rate, and tests each.
///
/// - `counts[i]`, `metres[i]`: events on segment `i` and its length. All segments of the study area,
///   the empty ones too: leaving them out makes every other look ordinary.
/// - `owners[i]`: number of the street that segment `i` belongs to, from 0 without gaps. Without owners
///   every segment is a unit.
///
/// Ranks take 2,000 draws of the units that are ranked, and 8 KB of memory for each of them.
///
/// # Errors
/// [`SegmentRankingError`], checked first.
///
/// # Example
/// ```
/// use beatbook_analyse::{RankingRules, segment_ranking};
///
/// // A main road, two side streets and an alley.
/// let (counts, metres) = ([30, 12, 1, 2], [2_000.0, 150.0, 180.0, 8.0]);
/// let ranking = segment_ranking(&counts, &metres, None, &RankingRules::default())?;
/// let [road, side, _, alley] = &ranking.units[..] else { unreachable!() };
///
/// assert_eq!((ranking.by_count()[0], ranking.by_rate()), (0, vec![1, 0]));
/// assert!(side.q < 0.001 && road.p > 0.9);
/// assert_eq!(alley.per_km, 250.0);
/// assert_eq!(
///     alley.by_rate.unwrap_err().to_string(),
///     "not ranked by rate: 8 m of street is less than 20 m"
/// );
/// # Ok::<(), beatbook_analyse::SegmentRankingError>(())
/// ```
pub fn segment_ranking(
    counts: &[u32],
    metres: &[f64],
    owners: Option<&[u32]>,
    rules: &RankingRules,
) -> Result<SegmentRanking, SegmentRankingError> {
    let (events, metres) = units(counts, metres, owners)?;
    if events.len() < 2 {
        return Err(SegmentRankingError::TooFewUnits(events.len()));
    }
    let all_events: u64 = events.iter().sum();
    let all_metres: f64 = metres.iter().sum();
    if all_events == 0 {
        return Err(SegmentRankingError::NoEvents);
    }
    let (p, q) = tests_of(&events, &metres);
    let counted = |unit: usize| events[unit] > 0;
    let by_count = ranks_among(&events, counted, rules.seed, |_, events| events);
    let rated = |unit: usize| rules.ranks_rate_of(events[unit], metres[unit]);
    let by_rate = ranks_among(&events, rated, rules.seed, |unit, events| {
        events / metres[unit]
    });

    let unit = |unit: usize| {
        let (events, metres) = (events[unit], metres[unit]);
        let km = metres / 1_000.0;
        let interval = poisson_interval(events, rules.level);
        SegmentRank {
            events,
            metres,
            per_km: events as f64 / km,
            per_km_interval: Interval {
                low: interval.low / km,
                high: interval.high / km,
            },
            expected: all_events as f64 * (metres / all_metres),
            p: p[unit],
            q: q[unit],
            by_count: by_count[unit],
            by_rate: by_rate[unit].ok_or(rules.why_not(events, metres)),
        }
    };
    Ok(SegmentRanking {
        units: (0..events.len()).map(unit).collect(),
        events: all_events,
        metres: all_metres,
        rules: *rules,
    })
}

impl SegmentRanking {
    /// Numbers of the units that have events, those with the most first.
    pub fn by_count(&self) -> Vec<u32> {
        self.in_order_of(|unit| unit.by_count)
    }

    /// Numbers of the units that are ranked by rate, those with the most per kilometre first.
    pub fn by_rate(&self) -> Vec<u32> {
        self.in_order_of(|unit| unit.by_rate.ok())
    }

    fn in_order_of(&self, rank: impl Fn(&SegmentRank) -> Option<RankInterval>) -> Vec<u32> {
        let mut ranked: Vec<(u32, u32)> = (0..)
            .zip(&self.units)
            .filter_map(|(number, unit)| Some((rank(unit)?.rank, number)))
            .collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, number)| number).collect()
    }
}

impl RankingRules {
    fn ranks_rate_of(&self, events: u64, metres: f64) -> bool {
        metres >= self.min_metres && events >= u64::from(self.min_events)
    }

    /// Why not, for a unit whose rate is not ranked.
    fn why_not(&self, events: u64, metres: f64) -> NoRateRank {
        if metres < self.min_metres {
            NoRateRank::TooShort(metres, self.min_metres)
        } else {
            NoRateRank::TooFewEvents(events, self.min_events)
        }
    }
}

/// Events and metres of every unit.
fn units(
    counts: &[u32],
    metres: &[f64],
    owners: Option<&[u32]>,
) -> Result<(Vec<u64>, Vec<f64>), SegmentRankingError> {
    for numbers in [counts.len(), owners.map_or(metres.len(), <[u32]>::len)] {
        if numbers != metres.len() {
            return Err(SegmentRankingError::LengthMismatch(numbers, metres.len()));
        }
    }
    if let Some(i) = metres.iter().position(|m| !(m.is_finite() && *m > 0.0)) {
        return Err(SegmentRankingError::NotALength(i, metres[i]));
    }
    let Some(owners) = owners else {
        return Ok((
            counts.iter().map(|&c| u64::from(c)).collect(),
            metres.to_vec(),
        ));
    };
    // No more owners than segments, so that a wild number does not ask for wild memory.
    let last = owners.iter().max().map_or(0, |&owner| owner as usize + 1);
    let mut events = vec![0; last.min(metres.len() + 1)];
    let mut lengths = vec![0.0; events.len()];
    for ((&owner, &count), metres) in owners.iter().zip(counts).zip(metres) {
        if let Some(unit) = events.get_mut(owner as usize) {
            *unit += u64::from(count);
            lengths[owner as usize] += metres;
        }
    }
    match lengths.iter().position(|metres| *metres == 0.0) {
        Some(owner) => Err(SegmentRankingError::NoSegments(owner, last)),
        None => Ok((events, lengths)),
    }
}

/// p and q of every unit.
fn tests_of(events: &[u64], metres: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let all_events = events.iter().sum();
    let all_metres: f64 = metres.iter().sum();
    let stop = Stop::current();
    let p: Vec<f64> = events
        .par_iter()
        .zip(metres)
        .map(|(&unit, &metres)| {
            stop.check();
            at_least(unit, all_events, metres / (all_metres - metres))
        })
        .collect();
    let q = benjamini_hochberg(&p).expect("tails are between 0 and 1, and none is NaN");
    (p, q)
}

/// P(X >= events) for X binomial with `all` draws and so many to one against the rest.
fn at_least(events: u64, all: u64, odds: f64) -> f64 {
    if events == 0 {
        return 1.0;
    }
    // X >= k where the k-th smallest of `all` uniform numbers, which is beta, lies below the share.
    let (events, rest) = (events as f64, (all - events) as f64);
    // Beyond these odds the share is 0 or 1 as far as a float can tell.
    let log_odds = odds.ln().clamp(-700.0, 700.0);
    ln_beta_tails(events, rest + 1.0, log_odds).0.exp()
}

/// Ranks some of the units among themselves.
fn ranks_among(
    events: &[u64],
    ranked: impl Fn(usize) -> bool,
    seed: u64,
    value: impl Fn(usize, f64) -> f64 + Sync,
) -> Vec<Option<RankInterval>> {
    let among: Vec<usize> = (0..events.len()).filter(|&unit| ranked(unit)).collect();
    let observed: Vec<u64> = among.iter().map(|&unit| events[unit]).collect();
    let ranks = rank_intervals_by(&observed, JEFFREYS, seed, |entry, events| {
        value(among[entry], events)
    });
    let mut all = vec![None; events.len()];
    for (unit, rank) in among.into_iter().zip(ranks) {
        all[unit] = Some(rank);
    }
    all
}

#[cfg(test)]
#[path = "segment_ranking_tests.rs"]
mod tests;
