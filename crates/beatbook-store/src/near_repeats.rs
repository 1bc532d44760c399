//! Near repeats: do incidents follow each other at places near by more often than by chance?

use beatbook_analyse::{
    KnoxCell, NearPairsError, NearRepeat, NearRepeatBands, NearRepeatError, NearRepeatReach,
    Permutations, near_repeat_links, near_repeat_roles, near_repeat_within, pairs_within,
};
use beatbook_core::{
    Answer, Caveat, Count, Day, Method, Metres, NearBand, NearLink, NearPairs, NearRepeatAsk,
    NearRepeats, Selection, SelectionError,
};

use crate::near_parts::by_part;
use crate::scan::{Question, Scan, Scope};
use crate::store::Store;
use crate::week::looked_at;

/// Of fewer incidents nothing is told.
pub(crate) const FEWEST: usize = 20;
/// How often uncertain days are drawn, at most.
const DRAWS: u32 = 20;
/// Links told.
const MOST_LINKS: usize = 1_000;
/// Pairs counted in all permutations and draws: half a minute of one core.
const MOST_WORK: u64 = 20_000_000_000;
/// Chance pairs in the first bands below which little can stand out.
const FEW_PAIRS: f64 = 5.0;

/// Incidents with a place and a day, or a few days; in the order of the book.
pub(crate) struct Timed {
    pub(crate) points: Vec<[f64; 2]>,
    /// First day and the day after the last; the same day twice where it is certain.
    pub(crate) windows: Vec<[i64; 2]>,
}

impl Timed {
    /// Those wholly within some days.
    pub(crate) fn within(&self, (from, to): (Day, Day)) -> Self {
        let (from, to) = (i64::from(from.number()), i64::from(to.number()));
        let inside = |[first, end]: [i64; 2]| from <= first && (end - 1).max(first) <= to;
        let kept = self.points.iter().zip(&self.windows);
        let (points, windows) = kept.filter(|(_, window)| inside(**window)).unzip();
        Self { points, windows }
    }

    fn first_days(&self) -> Vec<i64> {
        self.windows.iter().map(|window| window[0]).collect()
    }
}

impl Store {
    /// Whether incidents follow near ones more often than chance explains, how near and how soon.
    ///
    /// Days are those of the local calendar, so that 0 to 7 days is the same day to six days later.
    /// An incident known to several days is drawn into one of them, again and again; one known to
    /// more than the narrowest band has is left out. Homes are left out unless asked for, as from
    /// all that patrols are planned on.
    ///
    /// # Errors
    /// [`SelectionError`] when the source knows no days, or too little is selected.
    pub fn near_repeats(
        &self,
        selection: &Selection,
        ask: &NearRepeatAsk,
    ) -> Result<Answer<NearRepeats>, SelectionError> {
        let scope = Scope::new_daily(self, selection, Question::Patrol)?;
        let mut scan = scope.scan(self, selection);
        // Pairs across the edge are not counted: the note on the ring would not be true.
        scan.ring.clear();
        let metres: Vec<f64> = ask.metres.iter().copied().map(f64::from).collect();
        let days: Vec<i64> = ask.days.iter().copied().map(i64::from).collect();
        let bands = NearRepeatBands::new(&metres, &days)
            .map_err(|error| refused("bands-metres", error.to_string()))?;
        let permutations = Permutations::new(ask.permutations, ask.seed)
            .map_err(|error| refused("permutations", error.to_string()))?;
        let narrowest = days.windows(2).map(|band| band[1] - band[0]).min();
        let (timed, too_vague) = self.timed(&scope, &scan, narrowest.unwrap_or(0));
        if timed.points.len() < FEWEST {
            let homes = match scan.accounting.dwelling {
                Count::Exact(0) => "",
                _ => ", or setting=any, which takes in homes",
            };
            let reason = format!(
                "fewer than {FEWEST} incidents have a place and a day, and of so few no near repeats can be told from chance; choose a longer period or a larger area{homes}"
            );
            return Err(refused("from", reason));
        }
        let drawn = timed.windows.iter().filter(|[from, to]| from != to).count();
        let draws = draws(&timed, ask, drawn)?;
        let found = near_repeat_within(&timed.points, &timed.windows, draws, &bands, permutations)
            .map_err(|error| not_tested(&error))?;
        let alpha = self.about().alpha;
        let reach = found.reach(alpha);
        let in_words = Words { ask, bands: &bands };
        let compared = reach.map_or_else(|| in_words.first(), |reach| in_words.block(&reach));
        let held = looked_at(selection, scope.source, scope.period);
        let held = held.and_then(|held| Some((held.from()?, held.to()?)));
        let period = held.unwrap_or(scope.period);
        let null = (permutations, draws);
        let (periods, within_periods) = by_part(&timed, period, compared, null, alpha);
        let (links, roles) = match &reach {
            Some(reach) => links(&timed, in_words.block(reach))?,
            None => (Vec::new(), [0; 2]),
        };
        let [originators, followers] = roles.map(Count::Exact);
        let value = NearRepeats {
            incidents: Count::Exact(found.events as u32),
            drawn: Count::Exact(drawn as u32),
            draws: found.draws,
            too_vague: Count::Exact(too_vague),
            bands: in_words.cells(&found, alpha),
            tested: found.tested as u32,
            reach: reach.map(|reach| in_words.reach(&reach)),
            compared,
            periods,
            within_periods,
            originators,
            followers,
            links,
            ask: ask.clone(),
        };
        let method = self.near_method(&found, ask);
        let notes = notes(&value, &found, &scan, alpha);
        let mut answer = self.answer(value, Some(method), selection, &scope, &scan);
        answer.caveats.extend(notes);
        Ok(answer)
    }

    fn near_method(&self, found: &NearRepeat, ask: &NearRepeatAsk) -> Method {
        Method {
            statistic: "Knox's count of near pairs",
            p_value: "one-sided, times dealt out anew over the places".into(),
            correction: "Benjamini-Hochberg",
            alpha: self.about().alpha,
            units: found.tested as u32,
            mean: f64::NAN, // no unit has a count
            against: format!(
                "{} orders of the same times, seed {}",
                ask.permutations, ask.seed
            ),
        }
    }

    /// What can be tested, and how many incidents are known to too many days.
    fn timed(&self, scope: &Scope<'_>, scan: &Scan, narrowest: i64) -> (Timed, u32) {
        let source = scope.source;
        let mut timed = Timed {
            points: Vec::new(),
            windows: Vec::new(),
        };
        let mut too_vague = 0;
        for row in scan.rows.iter().map(|&row| row as usize) {
            let (from, to) = (source.from[row], source.to[row]);
            let first = i64::from(Day::of(from).number());
            let last = i64::from(Day::of((to - 1).max(from)).number());
            let end = if first == last { first } else { last + 1 };
            if end - first > narrowest {
                too_vague += 1;
                continue;
            }
            timed.points.push(self.point(scope.location[row]));
            timed.windows.push([first, end]);
        }
        (timed, too_vague)
    }
}

/// Answers in bands of whole metres and days.
struct Words<'a> {
    ask: &'a NearRepeatAsk,
    bands: &'a NearRepeatBands,
}

impl Words<'_> {
    fn metres(&self, row: usize) -> (u32, u32) {
        let edges = self.bands.row_edges();
        (edges[row][0] as u32, edges[row][1] as u32)
    }

    fn cells(&self, found: &NearRepeat, alpha: f64) -> Vec<NearPairs> {
        let days = || self.ask.days.windows(2).map(|band| (band[0], band[1]));
        let row = |(row, cells): (usize, &Vec<KnoxCell>)| -> Vec<NearPairs> {
            let metres = self.metres(row);
            let same_place = metres.1 == 0;
            let cells = cells.iter().zip(days());
            let pairs = cells.map(|(cell, days)| {
                let band = NearBand {
                    metres,
                    same_place,
                    days,
                };
                pairs_of(cell, band, alpha)
            });
            pairs.collect()
        };
        found.cells.iter().enumerate().flat_map(row).collect()
    }

    /// The nearest and soonest band, same places included.
    fn first(&self) -> NearBand {
        NearBand {
            metres: (self.ask.metres[0], self.ask.metres[1]),
            same_place: self.ask.metres[0] == 0,
            days: (self.ask.days[0], self.ask.days[1]),
        }
    }

    fn block(&self, reach: &NearRepeatReach) -> NearBand {
        NearBand {
            metres: (
                self.metres(reach.first_row).0,
                self.metres(reach.last_row).1,
            ),
            same_place: reach.first_row == 0 && self.ask.metres[0] == 0,
            days: (self.ask.days[0], self.ask.days[reach.last_column + 1]),
        }
    }

    fn reach(&self, reach: &NearRepeatReach) -> NearPairs {
        NearPairs {
            band: self.block(reach),
            pairs: Some(reach.observed),
            range: None,
            by_chance: Some(reach.mean),
            ratio: reach.ratio(),
            p: None,
            q: None,
            stands_out: true,
        }
    }
}

pub(crate) fn pairs_of(cell: &KnoxCell, band: NearBand, alpha: f64) -> NearPairs {
    let [fewest, most] = cell.observed_range;
    NearPairs {
        band,
        pairs: Some(cell.observed),
        range: (fewest != most).then_some((fewest, most)),
        by_chance: Some(cell.mean),
        ratio: cell.ratio(),
        p: cell.p,
        q: cell.q,
        stands_out: cell.q.is_some_and(|q| q <= alpha),
    }
}

/// Links within a block, the latest first, and how many incidents start and how many follow.
fn links(timed: &Timed, block: NearBand) -> Result<(Vec<NearLink>, [u32; 2]), SelectionError> {
    let days = timed.first_days();
    let furthest = Metres(f64::from(block.metres.1.max(1)));
    let mut links = near_repeat_links(&timed.points, &days, furthest, i64::from(block.days.1))
        .map_err(|error| not_tested(&error))?;
    let at = |event: u32| timed.points[event as usize];
    let (nearest, furthest) = block.metres;
    links.retain(|link| {
        let (a, b) = (at(link.earlier), at(link.later));
        let later = days[link.later as usize] - days[link.earlier as usize];
        if later < i64::from(block.days.0) {
            return false;
        }
        let same = a == b;
        let apart = (a[0] - b[0]).hypot(a[1] - b[1]);
        if same {
            block.same_place
        } else {
            furthest > 0 && apart >= f64::from(nearest)
        }
    });
    let roles = near_repeat_roles(days.len(), &links);
    let end = |event: u32| {
        let [easting, northing] = at(event);
        let day = Day::from_number(days[event as usize] as i32);
        (beatbook_core::Bng { easting, northing }, day)
    };
    let told = links.iter().rev().take(MOST_LINKS).map(|link| NearLink {
        earlier: end(link.earlier),
        later: end(link.later),
    });
    Ok((
        told.collect(),
        [roles.originators, roles.between + roles.last],
    ))
}

/// How often to draw uncertain days: less often where there is much to count.
fn draws(timed: &Timed, ask: &NearRepeatAsk, drawn: usize) -> Result<u32, SelectionError> {
    let furthest = Metres(f64::from(ask.metres.last().copied().unwrap_or(0)));
    let pairs = pairs_within(&timed.points, furthest)
        .map_err(|error| not_tested(&error.into()))?
        .len() as u64;
    let once = (pairs * u64::from(ask.permutations)).max(1);
    let most = if drawn > 0 { DRAWS } else { 1 };
    let draws = (MOST_WORK / once).min(u64::from(most)) as u32;
    if draws == 0 {
        let reason = format!(
            "too many pairs lie within {} metres; ask for a shorter distance, a shorter period, a smaller area or fewer permutations",
            furthest.0
        );
        return Err(refused("bands-metres", reason));
    }
    Ok(draws)
}

fn notes(value: &NearRepeats, found: &NearRepeat, scan: &Scan, alpha: f64) -> Vec<Caveat> {
    let mut notes = Vec::new();
    let mut counted = |count: Count, what| {
        if count != Count::Exact(0) {
            notes.push(Caveat::Counted {
                count,
                of: None,
                what,
            });
        }
    };
    counted(
        value.too_vague,
        "are known only to more days than the narrowest band of time has: they are left out.",
    );
    counted(
        value.drawn,
        "are known only to several days: each was put on one of them, several times over, and pairs are the mean.",
    );
    let number = |count: Count| count.number().unwrap_or(0);
    let homes = number(scan.accounting.dwelling);
    if homes > 0 && homes * 2 >= number(scan.accounting.selected) {
        notes.push(Caveat::Said(
            "Most of what is selected is in homes or domestic, and left out; near repeats of burglary are looked for with setting=any.".into(),
        ));
    }
    if let Some(verdict) = found.too_few_permutations(alpha) {
        notes.push(Caveat::Said(format!(
            "With {} permutations none of the {} bands can stand out alone; ask for at least {}.",
            verdict.count,
            verdict.tests,
            verdict.needed()
        )));
    }
    let nearest = found.cells.iter().filter_map(|row| row.first());
    let first_bands = nearest.take(2).map(|cell| cell.mean).sum::<f64>();
    if first_bands < FEW_PAIRS {
        notes.push(Caveat::Said(
            "By chance there would be fewer than 5 pairs in the nearest and soonest bands: only a strong pattern can stand out.".into(),
        ));
    }
    if value.reach.is_some() && value.within_periods.is_none_or(|parts| !parts.stands_out) {
        notes.push(Caveat::Said(
            "No part of the period shows it by itself: it may come from places that are busy in different seasons or years.".into(),
        ));
    }
    notes
}

fn not_tested(error: &NearRepeatError) -> SelectionError {
    let part = match error {
        NearRepeatError::OnePlace(_) => "area",
        NearRepeatError::NoPairs(_) | NearRepeatError::Pairs(NearPairsError::TooManyPairs(..)) => {
            "bands-metres"
        }
        _ => "from",
    };
    refused(part, error.to_string())
}

fn refused(part: &str, reason: String) -> SelectionError {
    SelectionError::new(part, reason, [""; 0])
}

#[cfg(test)]
#[path = "near_repeats_tests.rs"]
mod tests;
