//! Rates made comparable over populations of different size, for Moran's I.
//!
//! Source: Assunção & Reis (1999), *Statistics in Medicine* 18(16), the empirical Bayes index,
//! <https://doi.org/10.1002/(SICI)1097-0258(19990830)18:16%3C2147::AID-SIM179%3E3.0.CO;2-I>.
//!
//! With events E, population B, rate r = E / B, `m = ΣE / ΣB` and `s² = ΣB (r - m)² / ΣB`, the
//! variance of a rate between units is estimated by `A = s² - m / (ΣB / n)` and that of one rate by
//! `v = A + m / B`; where that is negative, by `m / B` alone. The standardised rate is
//! `(r - m) / √v`. Moran's I of raw rates takes the noise of small populations for pattern.

/// Why rates could not be standardised. Positions count from 0, in input order.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StandardisedRatesError {
    /// (events, populations): one number each per unit.
    #[error("got {0} numbers of events for {1} populations; supply one each per unit")]
    LengthMismatch(usize, usize),
    /// (position, value): a number of events that is not negative.
    #[error("unit {0} has {1} events; events are finite and not negative")]
    NotANumberOfEvents(usize, f64),
    /// (position, value): without population there is no rate.
    #[error(
        "unit {0} has a population of {1}, so it has no rate; leave such units out, or join them to \
         a neighbour"
    )]
    NoPopulation(usize, f64),
    /// No event anywhere: all rates are 0.
    #[error("there are no events, so no rate can be unusual; choose a longer period")]
    NoEvents,
}

/// Standardises every unit's rate by what its population would let it vary.
///
/// - `events[i]`, `population[i]`: of unit `i`; counts, or amounts of 0 or more.
/// - Returns one number per unit without a measure, for [`global_moran`](crate::global_moran()) or
///   [`local_moran`](crate::local_moran()).
///
/// # Errors
/// [`StandardisedRatesError`], checked before any arithmetic.
///
/// # Example
/// ```
/// use beatbook_analyse::standardised_rates;
///
/// // The same rate of 4%, from 50 people and from 5,000: only one of them is remarkable.
/// let rates = standardised_rates(&[2.0, 200.0, 100.0, 90.0], &[50.0, 5e3, 5e3, 5e3])?;
/// assert!(rates[1] > rates[0]);
/// # Ok::<(), beatbook_analyse::StandardisedRatesError>(())
/// ```
pub fn standardised_rates(
    events: &[f64],
    population: &[f64],
) -> Result<Vec<f64>, StandardisedRatesError> {
    if events.len() != population.len() {
        return Err(StandardisedRatesError::LengthMismatch(
            events.len(),
            population.len(),
        ));
    }
    let is_amount = |v: &f64| v.is_finite() && *v >= 0.0;
    if let Some(i) = events.iter().position(|e| !is_amount(e)) {
        return Err(StandardisedRatesError::NotANumberOfEvents(i, events[i]));
    }
    if let Some(i) = population.iter().position(|b| !(b.is_finite() && *b > 0.0)) {
        return Err(StandardisedRatesError::NoPopulation(i, population[i]));
    }
    let people: f64 = population.iter().sum();
    let mean = events.iter().sum::<f64>() / people;
    if mean <= 0.0 {
        return Err(StandardisedRatesError::NoEvents);
    }
    let units = || events.iter().zip(population);
    let spread = units()
        .map(|(e, b)| b * (e / b - mean).powi(2))
        .sum::<f64>()
        / people;
    let between = spread - mean / (people / population.len() as f64);
    let standardise = |(events, people): (&f64, &f64)| {
        let by_chance = mean / people;
        let variance = between + by_chance;
        let variance = if variance > 0.0 { variance } else { by_chance };
        (events / people - mean) / variance.sqrt()
    };
    Ok(units().map(standardise).collect())
}

#[cfg(test)]
#[path = "standardised_rates_tests.rs"]
mod tests;
