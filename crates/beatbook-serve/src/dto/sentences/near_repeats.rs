//! Near repeats: how near, how soon, how many times chance.

use beatbook_core::{NearBand, NearPairs, NearRepeats, Released, thousands};

use super::{Counted, capital, percent};

/// How far near repeats reach, or that there are none.
///
/// - `alpha`: error rate after correction, which decided what stands out.
pub(crate) fn near_repeats(released: &Released<NearRepeats>, alpha: f64) -> String {
    let found = released.value();
    let counted = Counted::of(&released.answer().selection);
    let tested = format!("{} bands tested at {}", found.tested, percent(alpha));
    let Some(reach) = &found.reach else {
        return nothing(found, counted, &tested);
    };
    let numbers = match (reach.pairs, reach.by_chance, reach.ratio) {
        (Some(pairs), Some(by_chance), Some(ratio)) => format!(
            "{} pairs, {ratio:.1} times the {} that chance gives",
            whole(pairs),
            whole(by_chance)
        ),
        (Some(pairs), Some(_), None) => {
            format!("{} pairs, of which chance gives none", whole(pairs))
        }
        (Some(pairs), ..) => format!("about {} pairs, more than chance gives", whole(pairs)),
        _ => "more pairs than chance gives".into(),
    };
    let all = counted.about(found.incidents);
    format!(
        "{}: {numbers} ({all}; {tested}).{}",
        capital(&extent(reach.band)),
        by_part(found)
    )
}

fn nothing(found: &NearRepeats, counted: Counted, tested: &str) -> String {
    let all = counted.about(found.incidents);
    if found.bands.iter().all(|band| band.by_chance.is_none()) {
        return format!("No near repeats that may be shown among {all} ({tested}).");
    }
    let elsewhere = found.bands.iter().filter(|band| band.stands_out).count();
    if elsewhere == 0 {
        return format!(
            "No near repeats: among {all} no band of distance and time has more pairs than chance explains ({tested})."
        );
    }
    let bands = if elsewhere == 1 {
        "band has"
    } else {
        "bands have"
    };
    format!(
        "No near repeats: among {all} {elsewhere} {bands} more pairs than chance explains, but not the nearest and soonest ({tested})."
    )
}

/// What is left of it where years or seasons cannot have made it.
fn by_part(found: &NearRepeats) -> String {
    let ratio = found.within_periods.as_ref().and_then(|all| all.ratio);
    match ratio {
        Some(ratio) if found.periods.len() > 1 => {
            let out = found
                .periods
                .iter()
                .filter(|part| stands_out(part.found.as_ref()));
            format!(
                " Part by part of the period it is {ratio:.1} times, and stands out in {} of {}.",
                out.count(),
                found.periods.len()
            )
        }
        _ => String::new(),
    }
}

fn stands_out(found: Option<&NearPairs>) -> bool {
    found.is_some_and(|found| found.stands_out)
}

/// `within 200 m and 7 days of each other`.
pub(crate) fn extent(band: NearBand) -> String {
    let (nearest, furthest) = band.metres;
    let metres = match (nearest, furthest, band.same_place) {
        (_, 0, _) => "at the same place".to_owned(),
        (0, _, true) => format!("within {} m", thousands(furthest.into())),
        (0, _, false) => format!("at other places within {} m", thousands(furthest.into())),
        _ => format!("{nearest} to {furthest} m apart"),
    };
    let (soonest, latest) = band.days;
    let days = match (soonest, latest) {
        (0, 1) => "on the same day".to_owned(),
        (0, _) => format!("within {latest} days"),
        _ => format!("{soonest} to {latest} days apart"),
    };
    format!("{metres} and {days}")
}

fn whole(number: f64) -> String {
    if number < 10.0 && number.fract() != 0.0 {
        format!("{number:.1}")
    } else {
        thousands(number.round() as u64)
    }
}

#[cfg(test)]
#[path = "near_repeats_tests.rs"]
mod tests;
