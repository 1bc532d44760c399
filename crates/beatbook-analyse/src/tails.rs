//! Tails and quantiles of the gamma and beta distributions, on which the exact intervals rest.
//!
//! Source: NIST Digital Library of Mathematical Functions, <https://dlmf.nist.gov/8.11#i> (series)
//! and <https://dlmf.nist.gov/8.9#E2> (fraction) for the gamma, <https://dlmf.nist.gov/8.17#E22>
//! for the beta; the factor before each from Loader (2000), *Fast and Accurate Computation of
//! Binomial Probabilities*, which keeps its digits where a difference of three large logarithms
//! would lose them.
//!
//! Written here because statrs 0.19 stops the fraction at 140 terms: with two counts of a million
//! the answer is wrong in the fifth digit, and does not say so.
//!
//! All tails are natural logarithms, so that none vanishes. As functions of ln x (gamma) or of the
//! log-odds (beta) they are concave, which is why Newton's method finds their quantiles without a
//! bracket.

use std::f64::consts::{LN_2, TAU};

/// Beyond any number of terms needed: some 10 √(a + b).
const MOST_TERMS: u32 = 1_000_000;
/// Newton steps take 5 to 10; from the far side of a steep tail a few more.
const MOST_STEPS: u32 = 100;

/// `(ln P(X <= x), ln P(X > x))` for X gamma with shape `a > 0` and rate 1, at `x > 0`.
pub(crate) fn ln_gamma_tails(a: f64, x: f64) -> (f64, f64) {
    let ln_factor = -stirling_error(a) - deviance(a, x) - 0.5 * (TAU * a).ln();
    if x < a + 1.0 {
        let (mut sum, mut term) = (1.0, 1.0);
        for n in 1..MOST_TERMS {
            term *= x / (a + f64::from(n));
            sum += term;
            if term < sum * f64::EPSILON {
                break;
            }
        }
        let lower = (ln_factor + sum.ln()).min(0.0);
        (lower, ln_of_rest(lower))
    } else {
        let start = x + 1.0 - a;
        let fraction = continued_fraction(start, |n| {
            (
                -f64::from(n) * (f64::from(n) - a),
                start + 2.0 * f64::from(n),
            )
        });
        let upper = (ln_factor + (a / fraction).ln()).min(0.0);
        (ln_of_rest(upper), upper)
    }
}

/// `(ln P(X <= x), ln P(X > x))` for X beta with `a, b > 0`, at `x / (1 - x) = exp(log_odds)`.
pub(crate) fn ln_beta_tails(a: f64, b: f64, log_odds: f64) -> (f64, f64) {
    let x = 1.0 / (1.0 + (-log_odds).exp());
    if x < (a + 1.0) / (a + b + 2.0) {
        let lower = ln_beta_near_tail(a, b, log_odds);
        (lower, ln_of_rest(lower))
    } else {
        let upper = ln_beta_near_tail(b, a, -log_odds);
        (ln_of_rest(upper), upper)
    }
}

/// The lower tail, for x below about the mean.
fn ln_beta_near_tail(a: f64, b: f64, log_odds: f64) -> f64 {
    let x = 1.0 / (1.0 + (-log_odds).exp());
    let term = |n: u32| {
        let m = f64::from(n / 2);
        let at = a + f64::from(n);
        let numerator = if n.is_multiple_of(2) {
            m * (b - m) * x / ((at - 1.0) * at)
        } else {
            -(a + m) * (a + b + m) * x / ((at - 1.0) * at)
        };
        (numerator, 1.0)
    };
    let fraction = continued_fraction(1.0, term);
    (ln_beta_slope(a, b, log_odds) - (a * fraction).ln()).min(0.0)
}

/// ln of `x^a (1 - x)^b / B(a, b)`: the density of the log-odds.
fn ln_beta_slope(a: f64, b: f64, log_odds: f64) -> f64 {
    let n = a + b;
    let (ln_x, ln_y) = (-softplus(-log_odds), -softplus(log_odds));
    stirling_error(n)
        - stirling_error(a)
        - stirling_error(b)
        - deviance_from_ln(a, n, ln_x)
        - deviance_from_ln(b, n, ln_y)
        + 0.5 * (a * b / (n * TAU)).ln()
}

/// ln of the point that the gamma distribution of shape `a` lies below with probability `p`,
/// `0 < p <= 1/2`.
pub(crate) fn ln_gamma_lower_quantile(a: f64, p: f64) -> f64 {
    let by_the_power = (p.ln() + libm::lgamma(a + 1.0)) / a;
    let start = by_the_power.max(a.ln() - 2.0 * rough_normal(p) / a.sqrt());
    if start < -700.0 {
        return by_the_power;
    }
    newton(start, |t| {
        let (lower, _) = ln_gamma_tails(a, t.exp());
        let ln_slope = ln_gamma_slope(a, t.exp());
        (lower - p.ln(), (ln_slope - lower).exp())
    })
}

/// ln of the point that the gamma distribution of shape `a` lies above with probability `p`,
/// `0 < p <= 1/2`.
pub(crate) fn ln_gamma_upper_quantile(a: f64, p: f64) -> f64 {
    newton(a.ln() + rough_normal(p) / a.sqrt(), |t| {
        let (_, upper) = ln_gamma_tails(a, t.exp());
        let ln_slope = ln_gamma_slope(a, t.exp());
        (upper - p.ln(), -(ln_slope - upper).exp())
    })
}

/// ln of `x^a exp(-x) / Γ(a)`: the density of ln x.
fn ln_gamma_slope(a: f64, x: f64) -> f64 {
    0.5 * (a / TAU).ln() - stirling_error(a) - deviance(a, x)
}

/// Log-odds of the point that the beta distribution lies below with probability `p`,
/// `0 < p <= 1/2`. The point it lies above is the negative of this with `a` and `b` exchanged.
pub(crate) fn beta_lower_log_odds(a: f64, b: f64, p: f64) -> f64 {
    let ln_beta = libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
    let by_the_power = (p.ln() + a.ln() + ln_beta) / a;
    let spread = (1.0 / a + 1.0 / b).sqrt();
    let start = by_the_power.max((a / b).ln() - rough_normal(p) * spread);
    if start < -700.0 {
        return by_the_power;
    }
    newton(start, |t| {
        let (lower, _) = ln_beta_tails(a, b, t);
        (lower - p.ln(), (ln_beta_slope(a, b, t) - lower).exp())
    })
}

/// The z beyond which, on either side together, a normal variable lies with probability `p`.
pub(crate) fn normal_two_sided(p: f64) -> f64 {
    // z² is chi-squared with one degree of freedom, so z² / 2 is gamma with shape 1/2. The median
    // is a point from which both tails can be reached.
    if p <= 0.5 {
        (2.0 * ln_gamma_upper_quantile(0.5, p).exp()).sqrt()
    } else {
        (2.0 * ln_gamma_lower_quantile(0.5, 1.0 - p).exp()).sqrt()
    }
}

/// The t beyond which, on either side together, Student's t with `freedom` degrees of freedom lies with
/// probability `p`, `0 < p <= 1/2`.
pub(crate) fn student_two_sided(p: f64, freedom: f64) -> f64 {
    // t² / freedom are the odds of a beta variable with (1/2, freedom / 2).
    (freedom * (-beta_lower_log_odds(freedom / 2.0, 0.5, p)).exp()).sqrt()
}

/// The chance that a normal variable is `z` standard deviations above its mean, or higher.
///
/// For scores of which the normal curve is known to be good enough: of counts it is not (see
/// [`exact_upper_tail`](crate::exact_upper_tail())).
pub fn normal_upper_tail(z: f64) -> f64 {
    0.5 * libm::erfc(z * std::f64::consts::FRAC_1_SQRT_2)
}

/// A z at least that of the one-sided tail `p`, near enough to start from.
fn rough_normal(p: f64) -> f64 {
    (-2.0 * (2.0 * p).ln()).max(0.0).sqrt()
}

fn newton(start: f64, value_and_slope: impl Fn(f64) -> (f64, f64)) -> f64 {
    let mut at = start;
    for _ in 0..MOST_STEPS {
        let (value, slope) = value_and_slope(at);
        let step = value / slope;
        at -= step;
        // Steps square their error: the next one would be lost in rounding.
        if step.abs() <= 1e-10 * at.abs().max(1.0) {
            break;
        }
    }
    at
}

/// `b0 + a1 / (b1 + a2 / (b2 + ...))` by Lentz's method; `term(n)` gives `(a_n, b_n)`.
fn continued_fraction(first: f64, term: impl Fn(u32) -> (f64, f64)) -> f64 {
    const TINY: f64 = 1e-300;
    let not_zero = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut value = not_zero(first);
    let (mut c, mut d) = (value, 0.0);
    for n in 1..MOST_TERMS {
        let (numerator, denominator) = term(n);
        d = 1.0 / not_zero(denominator + numerator * d);
        c = not_zero(denominator + numerator / c);
        let factor = c * d;
        value *= factor;
        // A factor rounds by some units in its last place, and would never come closer to 1.
        if (factor - 1.0).abs() < 8.0 * f64::EPSILON {
            break;
        }
    }
    value
}

/// `ln Γ(a + 1) - (a + 1/2) ln a + a - ln √(2π)`.
fn stirling_error(a: f64) -> f64 {
    if a < 16.0 {
        return libm::lgamma(a + 1.0) - (a + 0.5) * a.ln() + a - 0.5 * TAU.ln();
    }
    let r = 1.0 / (a * a);
    (1.0 / 12.0 - r * (1.0 / 360.0 - r * (1.0 / 1260.0 - r * (1.0 / 1680.0 - r / 1188.0)))) / a
}

/// `a ln(a / x) + x - a`, without cancellation where the two are close.
fn deviance(a: f64, x: f64) -> f64 {
    if (a - x).abs() < 0.1 * (a + x) {
        deviance_of_close(a, x)
    } else {
        a * (a / x).ln() + x - a
    }
}

/// The same for `x = n exp(ln_share)`, where x itself may be too small for a float.
fn deviance_from_ln(a: f64, n: f64, ln_share: f64) -> f64 {
    let x = n * ln_share.exp();
    if (a - x).abs() < 0.1 * (a + x) {
        deviance_of_close(a, x)
    } else {
        a * ((a / n).ln() - ln_share) + x - a
    }
}

fn deviance_of_close(a: f64, x: f64) -> f64 {
    let v = (a - x) / (a + x);
    let mut sum = (a - x) * v;
    let mut power = 2.0 * a * v;
    for odd in (3..1_000).step_by(2) {
        power *= v * v;
        let next = sum + power / f64::from(odd);
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

/// `ln(1 - exp(ln_p))`, for `ln_p <= 0`.
fn ln_of_rest(ln_p: f64) -> f64 {
    if ln_p > -LN_2 {
        (-ln_p.exp_m1()).ln()
    } else {
        (-ln_p.exp()).ln_1p()
    }
}

/// `ln(1 + exp(t))`.
fn softplus(t: f64) -> f64 {
    if t > 0.0 {
        t + (-t).exp().ln_1p()
    } else {
        t.exp().ln_1p()
    }
}

#[cfg(test)]
#[path = "tails_tests.rs"]
mod tests;
