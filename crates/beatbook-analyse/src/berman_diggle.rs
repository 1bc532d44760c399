//! Berman & Diggle's radius: the smallest mean square error if events cluster as a Cox process.
//!
//! Source: Berman & Diggle (1989), *Journal of the Royal Statistical Society B* 51(1),
//! <https://doi.org/10.1111/j.2517-6161.1989.tb01750.x>. With n positions on ground |W|, the disc of radius t is
//! chosen that makes
//! `(1/λ − 2 K(t)) / (π t²) + (π t²)^−2 ∫ φ(t, u) dK(u)` smallest, with λ = n / |W|, K Ripley's
//! function and φ the ground that two such discs u apart share. A disc of radius t has the variance
//! of a Gaussian of σ = t/2, so h = √2 t. Discs are looked at in 1,024 equal steps.

use std::f64::consts::PI;

use beatbook_core::{Metres, Stop};
use rayon::prelude::*;

use crate::bandwidth::check;
use crate::bandwidth_search::{FEWEST, each_once, found};
use crate::plane_index::PlaneIndex;
use crate::{Bandwidth, BandwidthError, BandwidthRule, RadiusRange, StudyGround};

const DISTANCES: usize = 1_024;
/// Positions in each block of a sum of floats.
const BLOCK: usize = 256;

/// The radius with the smallest mean square error if events cluster as a Cox process.
///
/// - `largest`: the largest radius to look at; radii from a 1,024th of it are.
///
/// # Errors
/// [`BandwidthError`], checked first.
///
/// # Example
/// ```
/// use beatbook_analyse::{StudyGround, berman_diggle};
/// use beatbook_core::Metres;
///
/// let events: Vec<[f64; 2]> = (0..60)
///     .map(|i| (f64::from(i % 6) * 300.0, f64::from(i / 6)))
///     .map(|(middle, k)| [middle + k * 7.0, middle + (k * k) % 11.0 * 5.0])
///     .collect();
/// let square = StudyGround::Rectangle(Metres(2_000.0), Metres(2_000.0));
/// let chosen = berman_diggle(&events, square, Metres(800.0))?;
/// assert!(chosen.radius.0 < 200.0, "{chosen:?}");
/// # Ok::<(), beatbook_analyse::BandwidthError>(())
/// ```
pub fn berman_diggle(
    positions: &[[f64; 2]],
    ground: StudyGround,
    largest: Metres,
) -> Result<Bandwidth, BandwidthError> {
    check(positions, 1)?;
    let area = ground.square_metres()?;
    if !(largest.0.is_finite() && largest.0 > 0.0) {
        return Err(BandwidthError::NotARange(0.0, largest.0));
    }
    let once = each_once(positions);
    check(&once, FEWEST)?;
    // Discs of radius t, and K up to their diameter.
    let step = largest.0 / std::f64::consts::SQRT_2 / DISTANCES as f64;
    let rings = rings_of_k(&once, ground, area, step);
    let errors = square_errors(&rings, once.len() as f64 / area, step);
    let best = (0..DISTANCES)
        .min_by(|&a, &b| errors[a].total_cmp(&errors[b]))
        .unwrap_or(0);
    let sigma = (best + 1) as f64 * step / 2.0;
    let range = RadiusRange {
        from: Metres(largest.0 / DISTANCES as f64),
        to: largest,
    };
    let best = (sigma, best == 0 || best + 1 == DISTANCES);
    Ok(found(
        BandwidthRule::BermanDiggle,
        best,
        positions.len(),
        range,
        once.len(),
    ))
}

/// `rings[b]`: what K grows by from b to b + 1 steps.
fn rings_of_k(once: &[[f64; 2]], ground: StudyGround, area: f64, step: f64) -> Vec<f64> {
    let reach = 2.0 * step * DISTANCES as f64;
    let index = PlaneIndex::new(once, reach);
    let weight = |a: [f64; 2], b: [f64; 2]| match ground {
        StudyGround::SquareMetres(_) => 1.0,
        StudyGround::Rectangle(width, height) => {
            let shared = (width.0 - (a[0] - b[0]).abs()) * (height.0 - (a[1] - b[1]).abs());
            if shared > 0.0 { area / shared } else { 0.0 }
        }
    };
    let stop = Stop::current();
    let block = |places: &[[f64; 2]]| {
        stop.check();
        let mut rings = vec![0.0; 2 * DISTANCES];
        for place in places {
            index.within(*place, reach, |other, square| {
                // Every position is there once: what is at no distance is the place itself.
                if square > 0.0 {
                    let ring = ((square.sqrt() / step) as usize).min(2 * DISTANCES - 1);
                    rings[ring] += weight(*place, once[other]);
                }
            });
        }
        rings
    };
    let blocks: Vec<Vec<f64>> = once.par_chunks(BLOCK).map(block).collect();
    let n = once.len() as f64;
    (0..2 * DISTANCES)
        .map(|ring| blocks.iter().map(|rings| rings[ring]).sum::<f64>() * area / (n * (n - 1.0)))
        .collect()
}

/// Berman & Diggle's error for discs of 1, 2, 3 ... steps, without the part that is the same for all.
fn square_errors(rings: &[f64], per_m2: f64, step: f64) -> Vec<f64> {
    let disc = |steps: usize| {
        let radius = steps as f64 * step;
        let ground = PI * radius * radius;
        let k: f64 = rings[..steps].iter().sum();
        let shared = |ring: usize| {
            let y = ((ring as f64 + 0.5) / (2 * steps) as f64).min(1.0);
            2.0 * radius * radius * (y.acos() - y * (1.0 - y * y).sqrt())
        };
        let both: f64 = (0..2 * steps).map(|ring| shared(ring) * rings[ring]).sum();
        (1.0 / per_m2 - 2.0 * k) / ground + both / (ground * ground)
    };
    (1..=DISTANCES).map(disc).collect()
}
