//! What is done in each job.

use std::error::Error;
use std::path::Path;

use beatbook_analyse::{
    DensityGrid, KdeParams, Level, LocalMoranUnit, LocalRate, NearRepeatBands, PermutationRules,
    Permutations, PlaceSeries, Tail, WeightSquares, Weights, density, e_test, empirical_bayes,
    gi_permutation, local_empirical_bayes, local_moran, near_repeat, pairs_within,
    place_period_effect, weighted_gi,
};
use beatbook_core::{Metres, Neighbours};
use beatbook_testkit::contest::{self, read_array, read_points, write_array};

use crate::data::{DENSITY_SIDE, OWN_WEIGHT, PERIODS, TREATED};

type Done = Result<(), Box<dyn Error>>;

/// As many permutations as the peers are asked for.
const RUNS: u32 = 9_999;

/// Takes part in a job.
pub fn take_part(job: &str, input: &Path, output: &Path) -> Done {
    match job {
        "gi-binary" => local_gi(input, output, |near| Ok(Weights::binary(near))),
        "gi-general" => local_gi(input, output, |near| {
            Ok(Weights::general(near, read_array(input, "weights")?)?)
        }),
        "moran" => moran(input, output),
        "knox" => knox(input, output),
        "density" => density_on_grid(input, output),
        "panel" => panel(input, output),
        "pairs-12k" | "pairs-100k" => pairs(input, output),
        "smoothing" => smoothing(input, output),
        "e-test" => two_counts(input, output),
        other => Err(format!("there is no job '{other}'").into()),
    }
}

fn neighbours(input: &Path) -> Result<Neighbours, Box<dyn Error>> {
    let links = read_array(input, "links")?;
    Ok(Neighbours::new(read_array(input, "offsets")?, links)?)
}

fn local_gi(
    input: &Path,
    output: &Path,
    weigh: impl Fn(&Neighbours) -> Result<Weights, Box<dyn Error>>,
) -> Done {
    let values: Vec<f64> = read_array(input, "values")?;
    let weights = weigh(&neighbours(input)?)?;
    let binary = weights.of(0).1.iter().all(|weight| *weight == 1.0);
    let weights = if binary {
        weights.with_self(1.0)?
    } else {
        weights.with_self(OWN_WEIGHT)?.row_standardised()
    };
    let rules = PermutationRules::default();
    contest::take_part(
        || {
            // As esda does for all weights, to be compared with it; right for binary ones.
            let z = weighted_gi(&values, &weights, WeightSquares::AsIfBinary);
            (z, gi_permutation(&values, &weights, &rules))
        },
        |(z, test)| {
            let z = z.map_err(std::io::Error::other)?;
            write_array(output, "z", z.into_iter().map(|z| z.unwrap_or(f64::NAN)))?;
            let p = test.map_err(std::io::Error::other)?.p;
            let reached = p
                .into_iter()
                .map(|p| nearer_tail(reached(p.unwrap_or(1.0), RUNS)));
            write_array(output, "reached", reached)
        },
    )?;
    Ok(())
}

/// How many of the permutations a pseudo p-value stands for.
fn reached(p: f64, runs: u32) -> u32 {
    (p * f64::from(runs + 1)).round() as u32 - 1
}

/// esda counts in whichever direction fewer permutations lie.
fn nearer_tail(at_least: u32) -> u32 {
    at_least.min(RUNS - at_least)
}

fn moran(input: &Path, output: &Path) -> Done {
    let values: Vec<f64> = read_array(input, "values")?;
    let weights = Weights::binary(&neighbours(input)?).row_standardised();
    let permutations = Permutations::new(RUNS, 1)?;
    contest::take_part(
        || local_moran(&values, &weights, permutations),
        |found| {
            let found = found.map_err(std::io::Error::other)?;
            let of = |unit: &Option<_>| {
                unit.as_ref()
                    .map_or(f64::NAN, |unit: &LocalMoranUnit| unit.i)
            };
            write_array(output, "moran", found.units.iter().map(of))?;
            let p = found.p_or_nan(Tail::Upper).into_iter();
            write_array(output, "reached", p.map(|p| nearer_tail(reached(p, RUNS))))
        },
    )?;
    Ok(())
}

/// The effect of a treatment beside effects of place and period.
fn panel(input: &Path, output: &Path) -> Done {
    let events: Vec<u32> = read_array(input, "events")?;
    let rows = events.chunks(PERIODS).enumerate();
    let places: Vec<PlaceSeries> = rows
        .map(|(place, row)| PlaceSeries {
            events: row.iter().copied().map(u64::from).collect(),
            treated: place < TREATED,
        })
        .collect();
    contest::take_part(
        || place_period_effect(&places, PERIODS / 2, Level::P95),
        |found| {
            let found = found.map_err(std::io::Error::other)?;
            write_array(output, "effect", [found.log_ratio, found.sandwich_error])
        },
    )?;
    Ok(())
}

fn knox(input: &Path, output: &Path) -> Done {
    let points = read_points(input, "points")?;
    let days: Vec<u32> = read_array(input, "days")?;
    let days: Vec<i64> = days.into_iter().map(i64::from).collect();
    // Ours are half-open, pointpats' bands hold both ends.
    let bands = NearRepeatBands::new(&[0.0, 200.0_f64.next_up()], &[0, 15])?;
    let bands = bands.same_place_in_first_band();
    let permutations = Permutations::new(99, 1)?;
    contest::take_part(
        || near_repeat(&points, &days, &bands, permutations),
        |found| {
            let found = found.map_err(std::io::Error::other)?;
            let cell = &found.cells[0][0];
            let counts = [cell.observed as u64, found.near[0], found.soon[0] as u64];
            write_array(output, "pairs", counts.into_iter().chain([found.pairs()]))?;
            write_array(output, "reached", cell.p.map(|p| reached(p, 99)))
        },
    )?;
    Ok(())
}

fn pairs(input: &Path, output: &Path) -> Done {
    let points = read_points(input, "points")?;
    contest::take_part(
        || pairs_within(&points, Metres(200.0)),
        |found| {
            let pairs = found.map_err(std::io::Error::other)?;
            let number = |[low, high]: &[u32; 2]| u64::from(*low) << 32 | u64::from(*high);
            let mut numbers: Vec<u64> = pairs.iter().map(number).collect();
            numbers.sort_unstable();
            write_array(output, "pairs", numbers)
        },
    )?;
    Ok(())
}

/// Both estimates with their intervals, which the peer does not have.
fn smoothing(input: &Path, output: &Path) -> Done {
    let events: Vec<u64> = read_array(input, "events")?;
    let population: Vec<f64> = read_array(input, "population")?;
    let near = neighbours(input)?;
    contest::take_part(
        || {
            let all = empirical_bayes(&events, &population, Level::P95);
            let local = local_empirical_bayes(&events, &population, &near, Level::P95);
            (all, local)
        },
        |(all, local)| {
            let (all, _) = all.map_err(std::io::Error::other)?;
            write_array(output, "global", all.into_iter().map(|area| area.rate))?;
            let rate = |area: LocalRate| area.smoothed.map_or(f64::NAN, |(area, _)| area.rate);
            let local = local.map_err(std::io::Error::other)?;
            write_array(output, "local", local.into_iter().map(rate))
        },
    )?;
    Ok(())
}

fn two_counts(input: &Path, output: &Path) -> Done {
    let counts: Vec<u64> = read_array(input, "counts")?;
    contest::take_part(
        || {
            let pairs = counts.chunks_exact(2);
            let p: Result<Vec<f64>, _> = pairs
                .map(|pair| e_test(pair[0], 365.0, pair[1], 366.0))
                .collect();
            p
        },
        |p| write_array(output, "p", p.map_err(std::io::Error::other)?),
    )?;
    Ok(())
}

fn density_on_grid(input: &Path, output: &Path) -> Done {
    let points = read_points(input, "points")?;
    let grid = DensityGrid::new([0.0; 2], Metres(DENSITY_SIDE / 500.0), 500, 500)?;
    contest::take_part(
        || density(&points, &grid, &KdeParams::with_radius(Metres(200.0))),
        |found| {
            let found = found.map_err(std::io::Error::other)?;
            write_array(output, "density", found.per_square_metre().iter().copied())
        },
    )?;
    Ok(())
}
