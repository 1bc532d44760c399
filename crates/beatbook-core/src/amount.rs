//! Shares and distances in words.

use crate::Metres;

const METRES_PER_KM: f64 = 1000.0;

/// A share in percent, to `decimals` places. What is not all is never written as 100%, and what is not
/// nothing never as 0%.
///
/// ```
/// assert_eq!(beatbook_core::share_words(12_924, 12_925, 1), "more than 99.9%");
/// assert_eq!(beatbook_core::share_words(7_854, 8_144, 1), "96.4%");
/// ```
pub fn share_words(part: u64, whole: u64, decimals: usize) -> String {
    let shown = |percent: f64| format!("{percent:.decimals$}");
    let percent = shown(part as f64 * 100.0 / (whole as f64).max(1.0));
    let step = 0.1_f64.powi(i32::try_from(decimals).unwrap_or(0));
    if part < whole && percent == shown(100.0) {
        format!("more than {}%", shown(100.0 - step))
    } else if part > 0 && percent == shown(0.0) {
        format!("less than {}%", shown(step))
    } else {
        format!("{percent}%")
    }
}

/// A distance that is not exceeded: up to the next metre, from 1 km on in kilometres.
///
/// ```
/// use beatbook_core::{Metres, distance_words};
/// assert_eq!(distance_words(Metres(18.11)), "19 m");
/// assert_eq!(distance_words(Metres(555_757.31)), "556 km");
/// ```
pub fn distance_words(distance: Metres) -> String {
    let metres = distance.0;
    let km = metres / METRES_PER_KM;
    if metres < METRES_PER_KM {
        format!("{:.0} m", metres.ceil())
    } else if km < 10.0 {
        format!("{km:.1} km")
    } else {
        format!("{km:.0} km")
    }
}

#[cfg(test)]
#[path = "amount_tests.rs"]
mod tests;
