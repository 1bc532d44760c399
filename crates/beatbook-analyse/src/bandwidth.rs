//! How far to smooth: rules that choose the radius of a kernel density, and say what they did.
//!
//! | rule | source | what it is for |
//! | --- | --- | --- |
//! | [`normal_reference`] | Venables & Ripley, MASS `bandwidth.nrd`; used by sfhotspot | comparison with peers |
//! | [`silverman_reference`] | Silverman (1986), section 4.3.2 | one smooth hill; a map of places comes out far too smooth |
//! | [`berman_diggle`](crate::berman_diggle()) | Berman & Diggle (1989), <https://doi.org/10.1111/j.2517-6161.1989.tb01750.x> | clusters (spatstat `bw.diggle`) |
//! | [`likelihood_bandwidth`](crate::likelihood_bandwidth()) | leave-one-out likelihood, Loader (1999) (spatstat `bw.ppl`) | several hills of their own |
//! | [`cronie_van_lieshout`](crate::cronie_van_lieshout()) | Cronie & van Lieshout (2018), <https://doi.org/10.1093/biomet/asy001> (spatstat `bw.CvL`) | broad trends |
//!
//! Every rule gives the **search radius h of the quartic kernel**. Rules made for a Gaussian choose its
//! standard deviation σ, and h = √8 σ, the quartic of the same variance. The two normal-reference rules
//! give h itself; MASS's rule is 4 times a σ, and h is taken to be it, as sfhotspot does.
//!
//! Repeated positions, which are the rule where points are snapped to anchors, make the likelihood and
//! Berman & Diggle's error choose no smoothing at all: an event predicts the next one at its own point
//! perfectly. Those two choose on each position once. That is for choosing only: no density leaves an
//! event out, and the number left out here is in [`Bandwidth::repeats_left_out`].
//!
//! The searching rules are in `bandwidth_search.rs` and `berman_diggle.rs`.

use beatbook_core::Metres;

/// h of the quartic kernel for one σ of a Gaussian: the same variance along an axis, h²/8 = σ².
pub(crate) const RADIUS_PER_SIGMA: f64 = 2.0 * std::f64::consts::SQRT_2;

/// A rule for choosing a radius.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum BandwidthRule {
    /// [`normal_reference`]
    NormalReference,
    /// [`silverman_reference`]
    Silverman,
    /// [`berman_diggle`](crate::berman_diggle())
    BermanDiggle,
    /// [`likelihood_bandwidth`](crate::likelihood_bandwidth())
    Likelihood,
    /// [`cronie_van_lieshout`](crate::cronie_van_lieshout())
    CronieVanLieshout,
}

/// A radius, and everything that led to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bandwidth {
    /// The search radius h of the quartic kernel.
    pub radius: Metres,
    /// The rule that chose it.
    pub rule: BandwidthRule,
    /// The rule's value along each axis, of which `radius` is the arithmetic mean; only for
    /// [`BandwidthRule::NormalReference`].
    pub axes: Option<[Metres; 2]>,
    /// Events given.
    pub events: usize,
    /// Events at a position that another event was counted for already.
    pub repeats_left_out: usize,
    /// Smallest and largest radius looked at, if the rule searches.
    pub searched: Option<[Metres; 2]>,
    /// The best radius is the smallest or largest looked at, so that a better one may lie beyond.
    pub at_limit: bool,
}

/// Why no radius could be chosen. Positions count from 0, in input order.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BandwidthError {
    /// (position, easting, northing)
    #[error("event {0} lies at {1}, {2}; leave events without a position out")]
    NotAPosition(usize, f64, f64),
    /// (found, needed): after repeats have been left out.
    #[error(
        "{0} different positions are too few to choose a radius from (at least {1}); give a radius yourself"
    )]
    TooFew(usize, usize),
    /// Every event lies at one position.
    #[error("all {0} events lie at one position, so no radius can be chosen; give one yourself")]
    NoSpread(usize),
    /// (smallest, largest)
    #[error("radii from {0} m to {1} m cannot be searched; give two above 0, the smaller first")]
    NotARange(f64, f64),
    /// (square metres)
    #[error("a study area of {0} square metres has no ground; give one above 0")]
    NotAnArea(f64),
}

/// The normal reference rule, for people who compare with sfhotspot or MASS.
///
/// Along each axis `4 · 1.06 · min(sd, IQR / 1.34) · n^(−1/5)`, with n − 1 in the standard deviation and
/// quartiles as R's type 7; the radius is the **arithmetic mean of both axes**. In sfhotspot
/// `bandwidth_nrd_sf` writes `mean(bw_x, bw_y)`, of which R takes the first only. Where half of the
/// events share a coordinate the IQR is 0 and the standard deviation stands alone.
///
/// # Errors
/// [`BandwidthError`] for fewer than 2 events, a position that is not finite, or no spread.
///
/// # Example
/// ```
/// use beatbook_analyse::normal_reference;
///
/// // Along the street 100 m apart, across it 1 m: each axis has its say.
/// let events: Vec<[f64; 2]> = (0..50).map(|i| [f64::from(i) * 100.0, f64::from(i % 7)]).collect();
/// let chosen = normal_reference(&events)?;
/// let [x, y] = chosen.axes.unwrap();
/// assert_eq!(chosen.radius.0, (x.0 + y.0) / 2.0);
/// # Ok::<(), beatbook_analyse::BandwidthError>(())
/// ```
pub fn normal_reference(positions: &[[f64; 2]]) -> Result<Bandwidth, BandwidthError> {
    check(positions, 2)?;
    let axes = [0, 1].map(|axis| {
        let mut values: Vec<f64> = positions.iter().map(|p| p[axis]).collect();
        let sd = variance(&values).sqrt();
        values.sort_unstable_by(f64::total_cmp);
        let iqr = (quantile(&values, 0.75) - quantile(&values, 0.25)) / 1.34;
        let spread = if iqr > 0.0 { sd.min(iqr) } else { sd };
        4.0 * 1.06 * spread * (positions.len() as f64).powf(-0.2)
    });
    let radius = f64::midpoint(axes[0], axes[1]);
    if radius == 0.0 {
        return Err(BandwidthError::NoSpread(positions.len()));
    }
    Ok(Bandwidth {
        axes: Some(axes.map(Metres)),
        ..Bandwidth::of(BandwidthRule::NormalReference, radius, positions.len())
    })
}

/// Silverman's rule for the quartic kernel in two dimensions: `2.78 · σ · n^(−1/6)`, with σ² the mean of the
/// variances along both axes. 2.78 is printed in his table 4.1; here it is (2304/5)^(1/6).
///
/// # Errors
/// [`BandwidthError`] for fewer than 2 events, a position that is not finite, or no spread.
///
/// # Example
/// ```
/// use beatbook_analyse::silverman_reference;
///
/// let corners = [[0.0, 0.0], [100.0, 0.0], [0.0, 100.0], [100.0, 100.0]];
/// // Both variances are 10,000/3.
/// let by_hand = 460.8_f64.powf(1.0 / 6.0) * (10_000.0_f64 / 3.0).sqrt() * 4.0_f64.powf(-1.0 / 6.0);
/// assert!((silverman_reference(&corners)?.radius.0 - by_hand).abs() < 1e-9);
/// # Ok::<(), beatbook_analyse::BandwidthError>(())
/// ```
pub fn silverman_reference(positions: &[[f64; 2]]) -> Result<Bandwidth, BandwidthError> {
    check(positions, 2)?;
    let [x, y] = [0, 1].map(|axis| {
        let values: Vec<f64> = positions.iter().map(|p| p[axis]).collect();
        variance(&values)
    });
    let sigma = f64::midpoint(x, y).sqrt();
    if sigma == 0.0 {
        return Err(BandwidthError::NoSpread(positions.len()));
    }
    let n = positions.len() as f64;
    let radius = 460.8_f64.powf(1.0 / 6.0) * sigma * n.powf(-1.0 / 6.0);
    Ok(Bandwidth::of(
        BandwidthRule::Silverman,
        radius,
        positions.len(),
    ))
}

impl Bandwidth {
    pub(crate) fn of(rule: BandwidthRule, radius: f64, events: usize) -> Self {
        Self {
            radius: Metres(radius),
            rule,
            axes: None,
            events,
            repeats_left_out: 0,
            searched: None,
            at_limit: false,
        }
    }
}

pub(crate) fn check(positions: &[[f64; 2]], needed: usize) -> Result<(), BandwidthError> {
    let odd = |p: &[f64; 2]| !(p[0].is_finite() && p[1].is_finite());
    if let Some(i) = positions.iter().position(odd) {
        let [x, y] = positions[i];
        return Err(BandwidthError::NotAPosition(i, x, y));
    }
    if positions.len() < needed {
        return Err(BandwidthError::TooFew(positions.len(), needed));
    }
    if positions.iter().all(|p| *p == positions[0]) {
        return Err(BandwidthError::NoSpread(positions.len()));
    }
    Ok(())
}

/// With n − 1.
fn variance(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    // From the first value, so that eastings of 400,000 m do not eat the digits.
    let mean = values.iter().map(|v| v - values[0]).sum::<f64>() / n;
    let squares = values.iter().map(|v| (v - values[0] - mean).powi(2));
    squares.sum::<f64>() / (n - 1.0)
}

/// R's type 7, of values in rising order.
fn quantile(rising: &[f64], share: f64) -> f64 {
    let at = (rising.len() - 1) as f64 * share;
    let below = at.floor() as usize;
    let above = (below + 1).min(rising.len() - 1);
    rising[below] + (at - at.floor()) * (rising[above] - rising[below])
}

#[cfg(test)]
#[path = "bandwidth_tests.rs"]
pub(crate) mod tests;
