//! Adaptive kernel density: a small radius where events are dense, a large one where they are few.
//!
//! Source: Abramson (1982), *Annals of Statistics* 10(4), <https://doi.org/10.1214/aos/1176345986>, with
//! the scaling of Silverman (1986), section 5.3. With f̃ the [fixed](crate::density()) density at h₀, taken at
//! the events themselves, and γ the geometric mean of f̃ over all events:
//!
//! ```text
//! h_i = h₀ · (f̃(s_i) / γ)^(−1/2), kept within [h₀/5, 5 h₀] and no smaller than a cell
//! ```
//!
//! An event is in its own pilot, so f̃ is never 0 there and its radius never infinite. How many radii
//! were cut at which end is part of the result. The pilot is not corrected for the edge.
//!
//! Units are those of [`density`](crate::density()).

use std::f64::consts::PI;

use beatbook_core::{Metres, Stop};
use rayon::prelude::*;

use crate::density::{check_radius, check_weights, smooth};
use crate::density_grid::check_positions;
use crate::density_kernels::kernels;
use crate::plane_index::PlaneIndex;
use crate::{Density, DensityError, DensityGrid, Edge, KdeParams};

/// How many times smaller or larger than h₀ a radius may be.
const MOST_TIMES: f64 = 5.0;

/// An adaptive density, and the radii behind it. See [`adaptive_density`].
#[derive(Debug, Clone, PartialEq)]
pub struct AdaptiveDensity {
    /// The density itself.
    pub density: Density,
    /// The radius of every event, in input order.
    pub radii: Vec<Metres>,
    /// γ, the geometric mean of the pilot, in events per square metre.
    pub geometric_mean: f64,
    /// Radii cut at h₀/5, or at the side of a cell where that is larger.
    pub cut_small: u32,
    /// Radii cut at 5 h₀.
    pub cut_large: u32,
}

/// Events per square metre with a radius for every event.
///
/// - `params.radius` is h₀, the pilot's.
/// - Kernels reach up to 5 h₀: a grid made with [`DensityGrid::around`] and that radius holds all.
///
/// # Errors
/// [`DensityError`] as [`density`](crate::density()), and for [`Edge::Divide`], which takes one radius for all.
///
/// # Example
/// ```
/// use beatbook_analyse::{DensityGrid, KdeParams, adaptive_density};
/// use beatbook_core::Metres;
///
/// // Three close together and one apart: its radius is the largest.
/// let events = [[0.0, 0.0], [10.0, 0.0], [0.0, 10.0], [900.0, 0.0]];
/// let grid = DensityGrid::around(&events, Metres(1_000.0), Metres(20.0))?;
/// let found = adaptive_density(&events, &grid, &KdeParams::with_radius(Metres(200.0)))?;
/// assert!(found.radii[3].0 > 200.0 && found.radii[0].0 < 200.0);
/// assert!((found.density.mass() - 4.0).abs() < 0.01);
/// # Ok::<(), beatbook_analyse::DensityError>(())
/// ```
pub fn adaptive_density(
    positions: &[[f64; 2]],
    grid: &DensityGrid,
    params: &KdeParams<'_>,
) -> Result<AdaptiveDensity, DensityError> {
    check_positions(positions)?;
    check_weights(positions.len(), params.weights)?;
    check_radius(params.radius, grid.cell())?;
    if let Edge::Divide(_) = params.edge {
        return Err(DensityError::EdgeNeedsOneRadius);
    }
    let h0 = params.radius.0;
    let weight = |i: usize| params.weights.map_or(1.0, |weights| weights[i]);
    let pilot = pilot(positions, h0, weight);

    let counted = || (0..positions.len()).filter(|&i| weight(i) > 0.0);
    let events: f64 = counted().map(weight).sum();
    let logs: f64 = counted().map(|i| weight(i) * pilot[i].ln()).sum();
    let mean_log = logs / events;

    let (least, most) = ((h0 / MOST_TIMES).max(grid.cell().0), h0 * MOST_TIMES);
    let (mut cut_small, mut cut_large) = (0, 0);
    let radius = |i: usize| {
        // What stands for no event has no pilot of its own, and no kernel either.
        if weight(i) == 0.0 {
            return h0;
        }
        let free = h0 * (-0.5 * (pilot[i].ln() - mean_log)).exp();
        cut_small += u32::from(free < least);
        cut_large += u32::from(free > most);
        free.clamp(least, most)
    };
    let radii: Vec<f64> = (0..positions.len()).map(radius).collect();
    let kernels = kernels(positions, params.weights, grid, |i| radii[i]);
    Ok(AdaptiveDensity {
        // Nothing divides by shares here: that was refused above.
        density: smooth(kernels, grid, params.edge, |inside| vec![1.0; inside.len()])?,
        radii: radii.into_iter().map(Metres).collect(),
        geometric_mean: mean_log.exp(),
        cut_small,
        cut_large,
    })
}

/// The fixed density at every event, itself included.
fn pilot(positions: &[[f64; 2]], h0: f64, weight: impl Fn(usize) -> f64 + Sync) -> Vec<f64> {
    let index = PlaneIndex::new(positions, h0);
    let h2 = h0 * h0;
    let stop = Stop::current();
    let at = |place: &[f64; 2]| {
        stop.check();
        let mut sum = 0.0;
        index.within(*place, h0, |other, square| {
            sum += weight(other) * (1.0 - square / h2).powi(2);
        });
        3.0 / (PI * h2) * sum
    };
    positions.par_iter().map(at).collect()
}

#[cfg(test)]
#[path = "adaptive_density_tests.rs"]
mod tests;
