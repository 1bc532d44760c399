//! Near repeats part by part of the period: what is left of them where seasons and growth cannot
//! have made them.

use beatbook_analyse::{
    KnoxCell, NearRepeatBands, NearRepeatError, Permutations, benjamini_hochberg,
    near_repeat_within,
};
use beatbook_core::{Count, Day, NearBand, NearPairs, NearPeriod};

use crate::near_repeats::{FEWEST, Timed, pairs_of};

/// Each part with pairs of its own incidents only, and all parts together.
///
/// - `null`: permutations, and how often uncertain days are drawn.
pub(crate) fn by_part(
    timed: &Timed,
    period: (Day, Day),
    band: NearBand,
    null: (Permutations, u32),
    alpha: f64,
) -> (Vec<NearPeriod>, Option<NearPairs>) {
    let tested: Vec<((Day, Day), usize, Option<KnoxCell>)> = parts(period)
        .into_iter()
        .map(|part| {
            let here = timed.within(part);
            let cell =
                (here.points.len() >= FEWEST).then(|| one_band(&here, band, null).ok().flatten());
            (part, here.points.len(), cell.flatten())
        })
        .collect();
    let p: Vec<f64> = tested
        .iter()
        .map(|(.., cell)| cell.as_ref().and_then(|cell| cell.p).unwrap_or(f64::NAN))
        .collect();
    // Every p is a probability or NaN, which is all that can be refused.
    let q = benjamini_hochberg(&p).unwrap_or(p);
    let parts: Vec<NearPeriod> = tested
        .into_iter()
        .zip(q)
        .map(|((period, incidents, cell), q)| NearPeriod {
            period,
            incidents: Count::Exact(incidents as u32),
            found: cell.map(|mut cell| {
                cell.q = cell.p.map(|_| q);
                pairs_of(&cell, band, alpha)
            }),
        })
        .collect();
    let all = together(&parts, band);
    (parts, all)
}

fn together(parts: &[NearPeriod], band: NearBand) -> Option<NearPairs> {
    let found = || parts.iter().filter_map(|part| part.found.as_ref());
    let sum = |of: fn(&NearPairs) -> Option<f64>| found().filter_map(of).sum::<f64>();
    let (pairs, by_chance) = (sum(|found| found.pairs), sum(|found| found.by_chance));
    found().next().map(|_| NearPairs {
        band,
        pairs: Some(pairs),
        range: None,
        by_chance: Some(by_chance),
        ratio: (by_chance > 0.0).then(|| pairs / by_chance),
        p: None,
        q: None,
        stands_out: found().any(|found| found.stands_out),
    })
}

/// The table of one band.
fn one_band(
    timed: &Timed,
    band: NearBand,
    (permutations, draws): (Permutations, u32),
) -> Result<Option<KnoxCell>, NearRepeatError> {
    let (from, to) = band.metres;
    let metres = [f64::from(from), f64::from(to.max(1))];
    let days = [i64::from(band.days.0), i64::from(band.days.1)];
    let Ok(mut bands) = NearRepeatBands::new(&metres, &days) else {
        return Ok(None);
    };
    if band.same_place && to > 0 {
        bands = bands.same_place_in_first_band();
    }
    let Timed { points, windows } = timed;
    let found = near_repeat_within(points, windows, draws, &bands, permutations)?;
    let mut rows = found.cells.into_iter().flatten();
    Ok(if to == 0 { rows.next() } else { rows.last() })
}

/// Calendar years; seasons, from March, June, September and December, of a period no longer than a
/// year.
fn parts((from, to): (Day, Day)) -> Vec<(Day, Day)> {
    let year_or_less = to.number() - from.number() <= 365;
    let months: &[i8] = if year_or_less { &[3, 6, 9, 12] } else { &[1] };
    let starts: Vec<Day> = (1900..2200)
        .flat_map(|year| {
            months
                .iter()
                .filter_map(move |month| Day::new(year, *month, 1))
        })
        .collect();
    starts
        .windows(2)
        .map(|part| (part[0].max(from), part[1].plus(-1).min(to)))
        .filter(|(first, last)| first <= last)
        .collect()
}

#[cfg(test)]
#[path = "near_parts_tests.rs"]
mod tests;
