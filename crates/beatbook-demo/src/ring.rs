//! Ground beyond the city's edge, so that a hotspot on the edge is seen whole.
//!
//! Only the Salford part of the ring exists: twelve invented areas along the Irwell, from the
//! north of Cheetham to the west of Hulme, about one kilometre deep. Beyond the rest of the city's
//! edge there is nothing. The areas share the city's outline to the last bit.

use crate::areas::DemoArea;
use crate::plane::{Xy, along, distance, from_degrees, noise, smooth, to_centimetre};

/// Where the ring begins and ends on the city's outline: the vertices nearest to these.
const ENDS: [(f64, f64); 2] = [(53.5075, -2.2530), (53.4640, -2.2660)];

/// The far side, from north to south, drawn by hand about one kilometre from the city.
const FAR_SIDE: [(f64, f64); 10] = [
    (53.5090, -2.2700),
    (53.5040, -2.2722),
    (53.4995, -2.2745),
    (53.4945, -2.2720),
    (53.4890, -2.2690),
    (53.4840, -2.2685),
    (53.4800, -2.2755),
    (53.4745, -2.2805),
    (53.4695, -2.2825),
    (53.4640, -2.2835),
];

/// Strips from north to south; each is cut into a near and a far area.
const STRIPS: usize = 6;

/// The areas of the ring; `outline` is that of the city, anticlockwise.
pub(crate) fn build(outline: &[Xy]) -> Vec<DemoArea> {
    let near = shared_side(outline);
    let far: Vec<Xy> = FAR_SIDE
        .iter()
        .map(|&(lat, lon)| from_degrees(lat, lon))
        .collect();
    let far: Vec<Xy> = smooth(&far, 3).into_iter().map(to_centimetre).collect();
    let near_stops = stops(&near);
    let far_stops = stops(&far);
    let middles: Vec<Xy> = (0..=STRIPS)
        .map(|i| {
            let (a, b) = (near[near_stops[i]], far[far_stops[i]]);
            let share = 0.5 + 0.07 * noise(a, 300.0, 77);
            to_centimetre(along(a, b, share))
        })
        .collect();
    let mut areas = Vec::new();
    for strip in 0..STRIPS {
        let middle = [middles[strip], middles[strip + 1]];
        // The city runs anticlockwise and so from north to south here: against it, and back.
        let mut inner: Vec<Xy> = near[near_stops[strip]..=near_stops[strip + 1]].to_vec();
        inner.reverse();
        inner.extend(middle);
        let mut outer = vec![middle[1], middle[0]];
        outer.extend(&far[far_stops[strip]..=far_stops[strip + 1]]);
        for ring in [inner, outer] {
            let number = areas.len();
            let letter = char::from(b'A' + (number % 6) as u8);
            areas.push(DemoArea {
                code: format!("E0195{:04}", number + 1),
                name: format!("Salford {:03}{letter}", number / 6 + 1),
                ring,
            });
        }
    }
    areas
}

/// The part of the outline that city and ring share, in the direction of the outline.
fn shared_side(outline: &[Xy]) -> Vec<Xy> {
    let [from, to] = ENDS.map(|(lat, lon)| {
        let end = from_degrees(lat, lon);
        (0..outline.len())
            .min_by(|&a, &b| distance(outline[a], end).total_cmp(&distance(outline[b], end)))
            .unwrap_or(0)
    });
    let steps = (to + outline.len() - from) % outline.len();
    (0..=steps)
        .map(|step| outline[(from + step) % outline.len()])
        .collect()
}

/// Positions of the vertices that cut a line into strips of about the same length.
fn stops(line: &[Xy]) -> Vec<usize> {
    let mut run = vec![0.0];
    for pair in line.windows(2) {
        run.push(run[run.len() - 1] + distance(pair[0], pair[1]));
    }
    let length = run[run.len() - 1];
    (0..=STRIPS)
        .map(|stop| {
            let wanted = length * stop as f64 / STRIPS as f64;
            (0..run.len())
                .min_by(|&a, &b| (run[a] - wanted).abs().total_cmp(&(run[b] - wanted).abs()))
                .unwrap_or(0)
        })
        .collect()
}

#[cfg(test)]
#[path = "ring_tests.rs"]
mod tests;
