//! The p-value of a neighbourhood, by the test asked for.

use beatbook_analyse::{
    ExactTailError, GiPermutationError, Null, PermutationRules, Permutations, PermutationsError,
    Tail, Weights, exact_upper_tail_among, gi_permutation, normal_upper_tail,
};
use beatbook_core::{Caveat, Draws, HotTest, Neighbours, SelectionError, Unit, Verdict, thousands};

use crate::tested::NotTested;

/// Below this many events expected in a neighbourhood the normal curve calls calm maps hot.
const NORMAL_FROM: f64 = 20.0;

/// The one-sided p of every cell for a high neighbourhood.
///
/// - `drawn`: whose counts the exact test deals out.
/// - `z`: scores, for the normal curve.
pub(crate) fn upper_tail(
    test: HotTest,
    counts: &[u32],
    neighbours: &Neighbours,
    drawn: &[bool],
    z: &[Option<f64>],
) -> Result<Vec<f64>, NotTested> {
    match test {
        HotTest::Exact => {
            exact_upper_tail_among(counts, neighbours, drawn).map_err(|error| not_exact(&error))
        }
        HotTest::Normal => normal(counts, neighbours, z),
        HotTest::Permutation(draws) => permuted(counts, neighbours, drawn, draws, Null::Full),
        HotTest::Conditional(draws) => {
            permuted(counts, neighbours, drawn, draws, Null::Conditional)
        }
    }
}

/// Why there is no exact tail.
pub(crate) fn not_exact(error: &ExactTailError) -> NotTested {
    match error {
        ExactTailError::NoVariation(_) => NotTested::Verdict(Verdict::NoVariation),
        _ => NotTested::Refused(SelectionError::new("unit", error.to_string(), Unit::WORDS)),
    }
}

/// Cells in whose neighbourhood too few events are expected are not tested.
fn normal(
    counts: &[u32],
    neighbours: &Neighbours,
    z: &[Option<f64>],
) -> Result<Vec<f64>, NotTested> {
    let mean = counts.iter().map(|&n| f64::from(n)).sum::<f64>() / counts.len() as f64;
    let expected = |unit: usize| mean * (neighbours.of(unit).len() + 1) as f64;
    let p = |(unit, z): (usize, &Option<f64>)| {
        z.filter(|_| expected(unit) >= NORMAL_FROM)
            .map_or(f64::NAN, normal_upper_tail)
    };
    let p: Vec<f64> = z.iter().enumerate().map(p).collect();
    if p.iter().any(|p| !p.is_nan()) {
        return Ok(p);
    }
    let expected = (0..z.len()).map(expected).fold(0.0, f64::max);
    let reason = format!(
        "with {expected:.1} events expected in a neighbourhood the normal curve calls places hot where nothing stands out; it needs {NORMAL_FROM}. Use test=exact, larger cells or a longer period"
    );
    Err(NotTested::Refused(SelectionError::new(
        "test",
        reason,
        HotTest::WORDS,
    )))
}

/// Only whole cells are dealt out and tested: one that the border cuts holds fewer events for that
/// alone, and its zeros would make every whole cell look hot.
fn permuted(
    counts: &[u32],
    neighbours: &Neighbours,
    whole: &[bool],
    draws: Draws,
    null: Null,
) -> Result<Vec<f64>, NotTested> {
    let refused = |part: &str, error: &dyn std::error::Error| {
        NotTested::Refused(SelectionError::new(part, error.to_string(), [""; 0]))
    };
    let keep = positions(whole);
    let values = keep.iter().map(|&cell| f64::from(counts[cell as usize]));
    let values: Vec<f64> = values.collect();
    let weights = Weights::binary(&neighbours.restricted_to(&keep)).with_self(1.0);
    let rules = PermutationRules {
        permutations: permutations(draws).map_err(|e| refused("permutations", &e))?,
        null,
        ..PermutationRules::default()
    };
    let found = gi_permutation(&values, &weights.map_err(|e| refused("test", &e))?, &rules);
    match found {
        Ok(found) => {
            let mut p = vec![f64::NAN; counts.len()];
            for (cell, found) in keep.into_iter().zip(found.p_or_nan()) {
                p[cell as usize] = found;
            }
            Ok(p)
        }
        Err(GiPermutationError::NoVariation(_)) => Err(NotTested::Verdict(Verdict::NoVariation)),
        Err(error) => Err(refused("test", &error)),
    }
}

/// Positions of what is marked.
pub(crate) fn positions(marked: &[bool]) -> Vec<u32> {
    let numbered = (0..).zip(marked);
    numbered
        .filter_map(|(position, marked)| marked.then_some(position))
        .collect()
}

/// The permutations asked for, as the engine takes them.
pub(crate) fn permutations(draws: Draws) -> Result<Permutations, PermutationsError> {
    Permutations::new(draws.permutations, draws.seed)
}

/// What to know of a test that is not the exact one: of `units` cells at the error rate `alpha`.
pub(crate) fn caveat_of(test: HotTest, units: u32, alpha: f64) -> Option<Caveat> {
    let draws = match test {
        HotTest::Exact => return None,
        HotTest::Normal => {
            let words = "p is read from the normal curve, which is approximate for counts; test=exact is what a colour rests on elsewhere.";
            return Some(Caveat::Said(words.into()));
        }
        HotTest::Permutation(draws) | HotTest::Conditional(draws) => draws,
    };
    let too_few = too_few(draws, Tail::Upper, units, alpha)?;
    Some(Caveat::Said(format!(
        "{too_few} test=exact has no such limit."
    )))
}

/// Says so where permutations are too few for one cell alone to pass the correction.
pub(crate) fn too_few(draws: Draws, tail: Tail, units: u32, alpha: f64) -> Option<Caveat> {
    let permutations = permutations(draws).ok()?;
    let too_few = permutations.too_few_in(tail, units as usize, alpha)?;
    Some(Caveat::Said(format!(
        "{} permutations give no p below {:.1e}: of {} cells at least {} have to be as sure as that before any of them passes.",
        thousands(draws.permutations.into()),
        too_few.smallest_p,
        thousands(units.into()),
        too_few.company_needed()
    )))
}

#[cfg(test)]
#[path = "hot_test_tests.rs"]
mod tests;
