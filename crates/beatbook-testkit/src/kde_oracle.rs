//! A kernel density as the formula reads: every place against every event.

use std::f64::consts::PI;

/// Events per unit of ground at each place, with the quartic kernel of a radius for each event.
///
/// - `events[i]`: x, y, weight and radius.
pub fn density_by_definition(places: &[[f64; 2]], events: &[([f64; 2], f64, f64)]) -> Vec<f64> {
    let at = |place: &[f64; 2]| {
        let mut sum = 0.0;
        for (position, weight, radius) in events {
            let distance = (place[0] - position[0]).hypot(place[1] - position[1]);
            if distance < *radius {
                let u = distance / radius;
                sum += weight * 3.0 / (PI * radius * radius) * (1.0 - u * u).powi(2);
            }
        }
        sum
    };
    places.iter().map(at).collect()
}
