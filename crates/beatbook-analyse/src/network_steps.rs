//! All paths of a network at once, step by step, for [`network_density`](crate::network_density()).
//!
//! What leaves a node after the same distance goes on as one, whatever way it came: so the work is
//! the ways times the steps, however many paths there are. A segment is rarely a whole number of steps
//! long. What travels it is shared between the whole number below and the one above so that the mean
//! is its length; the spread this adds, at most half a step for each segment of a path, is the error.

use crate::network::Way;
use crate::network_paths::Events;

/// What travels along one way, by the step at which it set out: a ring of the last few.
struct Line {
    /// Where its ring begins, and how long it is.
    start: usize,
    size: usize,
    /// Steps that its segment takes, and the share that takes one more.
    whole: usize,
    part: f64,
}

/// The density at places along every segment, with the bandwidth in so many steps. No segment is
/// shorter than a step.
pub(crate) fn by_steps(
    events: &Events,
    places: &[Vec<f64>],
    turns_back: bool,
    steps: usize,
) -> Vec<Vec<f64>> {
    let network = events.network();
    let step = events.bandwidth() / steps as f64;
    let ways = 2 * network.segments();
    let mut density: Vec<Vec<f64>> = (0..)
        .zip(places)
        .map(|(s, x)| events.directly(s, x))
        .collect();

    let mut size = 0;
    let lines: Vec<Line> = (0..ways)
        .map(|way| {
            let length = (network.lengths()[way / 2] / step).min(steps as f64);
            let line = Line {
                start: size,
                size: length as usize + 2,
                whole: length as usize,
                part: length.fract(),
            };
            size += line.size;
            line
        })
        .collect();
    let mut travelling = vec![0.0; size];
    let mut sources = sources(events, step);
    sources.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut sources = sources.into_iter().peekable();
    let mut arriving = vec![0.0; ways];

    for now in 0..steps {
        for (arriving, line) in arriving.iter_mut().zip(&lines) {
            let set_out =
                |ago: usize| travelling[line.start + (now + 2 * line.size - ago) % line.size];
            *arriving =
                (1.0 - line.part) * set_out(line.whole) + line.part * set_out(line.whole + 1);
        }
        while let Some((_, way, weight)) = sources.next_if(|source| source.0 == now) {
            arriving[way.0 as usize] += weight;
        }
        for node in 0..network.nodes() as u32 {
            let out = network.ways_from(node);
            let degree = out.len() as f64;
            let arrived: f64 = out.iter().map(|way| arriving[way.back().0 as usize]).sum();
            // Events at the node set out with the first step.
            let new = if now == 0 {
                events.at(node) * 2.0 / degree
            } else {
                0.0
            };
            for &way in out {
                let back = arriving[way.back().0 as usize];
                let weight = new
                    + if turns_back {
                        2.0 / degree * arrived - back
                    } else if out.len() > 1 {
                        (arrived - back) / (degree - 1.0)
                    } else {
                        0.0
                    };
                let line = &lines[way.0 as usize];
                travelling[line.start + now % line.size] = weight;
                if weight != 0.0 {
                    let length = network.lengths()[way.segment()];
                    let far = now as f64 * step;
                    for (density, &x) in density[way.segment()]
                        .iter_mut()
                        .zip(&places[way.segment()])
                    {
                        let x = if way.starts_second() == 1 {
                            length - x
                        } else {
                            x
                        };
                        *density += weight * events.kernel(far + x);
                    }
                }
            }
        }
    }
    density
}

/// When, by which way and how many of the events between nodes reach their first node.
fn sources(events: &Events, step: f64) -> Vec<(usize, Way, f64)> {
    let mut sources = Vec::new();
    for way in (0..2 * events.network().segments() as u32).map(Way) {
        // Events that are so far from the end of the way, as seen from its end.
        for (far, events) in events.along(way.back()) {
            let steps = far / step;
            let part = steps.fract();
            sources.push((steps as usize, way, events * (1.0 - part)));
            sources.push((steps as usize + 1, way, events * part));
        }
    }
    sources
}

#[cfg(test)]
#[path = "network_steps_tests.rs"]
mod tests;
