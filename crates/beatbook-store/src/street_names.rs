//! What streets and their segments are called, and where they are.

use std::collections::VecDeque;

use beatbook_core::Wgs84;

use crate::book::{NamedShape, StreetNetwork};

/// Segments looked at in search of a named street.
const LOOKED_AT: usize = 200;

/// Names by segment.
pub(crate) struct StreetNames<'a> {
    streets: &'a [NamedShape],
    network: &'a StreetNetwork,
    /// Segments that end at each node: `at[offsets[node]..offsets[node + 1]]`.
    offsets: Vec<u32>,
    at: Vec<u32>,
}

impl<'a> StreetNames<'a> {
    pub(crate) fn new(streets: &'a [NamedShape], network: &'a StreetNetwork) -> Self {
        let nodes = network.nodes() as usize;
        let mut offsets = vec![0_u32; nodes + 1];
        for &node in network.from.iter().chain(&network.to) {
            offsets[node as usize + 1] += 1;
        }
        for node in 0..nodes {
            offsets[node + 1] += offsets[node];
        }
        let mut next = offsets.clone();
        let mut at = vec![0; 2 * network.len()];
        for (segment, ends) in (0..).zip(network.from.iter().zip(&network.to)) {
            for &node in [ends.0, ends.1] {
                at[next[node as usize] as usize] = segment;
                next[node as usize] += 1;
            }
        }
        Self {
            streets,
            network,
            offsets,
            at,
        }
    }

    fn ending_at(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.at[self.offsets[node] as usize..self.offsets[node + 1] as usize]
    }

    fn line(&self, segment: u32) -> Option<&'a NamedShape> {
        let line = self.network.line[segment as usize];
        self.streets.get(line as usize)
    }

    fn own(&self, segment: u32) -> Option<&'a str> {
        let name = self.line(segment)?.name.as_str();
        (!name.is_empty()).then_some(name)
    }

    /// The name of a segment's street; for one without, the nearest street with a name by the number of
    /// junctions between.
    pub(crate) fn of(&self, segment: u32) -> Option<String> {
        if let Some(name) = self.own(segment) {
            return Some(name.to_owned());
        }
        let mut seen = vec![segment];
        let mut next = VecDeque::from([segment]);
        while let Some(segment) = next.pop_front() {
            let ends = [
                self.network.from[segment as usize],
                self.network.to[segment as usize],
            ];
            for &other in ends.iter().flat_map(|&node| self.ending_at(node)) {
                if let Some(name) = self.own(other) {
                    return Some(format!("unnamed road near {name}"));
                }
                if !seen.contains(&other) && seen.len() < LOOKED_AT {
                    seen.push(other);
                    next.push_back(other);
                }
            }
        }
        None
    }

    /// The streets at the two ends of a segment, such as `Peter Street and Quay Street`.
    pub(crate) fn between(&self, segment: u32) -> String {
        let ends = [
            self.network.from[segment as usize],
            self.network.to[segment as usize],
        ];
        let [one, other] = ends.map(|node| self.next_junction(segment, node));
        if one == other {
            format!("both ends at {one}")
        } else {
            format!("{one} and {other}")
        }
    }

    /// What meets a street where a segment of it leads, past nodes at which the same street goes on alone.
    fn next_junction(&self, segment: u32, node: u32) -> String {
        let (mut segment, mut node) = (segment, node);
        for _ in 0..LOOKED_AT {
            let mut others = self
                .ending_at(node)
                .iter()
                .filter(|&&other| other != segment);
            let (Some(&next), None) = (others.next(), others.next()) else {
                break;
            };
            if self.own(next) != self.own(segment) {
                break;
            }
            let ends = [
                self.network.from[next as usize],
                self.network.to[next as usize],
            ];
            node = if ends[0] == node { ends[1] } else { ends[0] };
            segment = next;
        }
        self.crossing(segment, node)
    }

    /// What meets a segment at a node: of several named streets a main one, then by the alphabet.
    fn crossing(&self, segment: u32, node: u32) -> String {
        let own = self.own(segment);
        let here = self.ending_at(node);
        let others = here.iter().filter(|&&other| other != segment);
        let named = others.filter_map(|&other| {
            let name = self.own(other).filter(|name| Some(*name) != own)?;
            let rank = match self.line(other)?.class.as_str() {
                "main" => 0,
                "secondary" => 1,
                _ => 2,
            };
            Some((rank, name))
        });
        match named.min() {
            Some((_, name)) => name.to_owned(),
            None if here.len() == 1 => "a dead end".into(),
            // Carriageways part, or a loop comes back.
            None if own.is_some() && here.iter().all(|&other| self.own(other) == own) => {
                "a fork of it".into()
            }
            None => "an unnamed road".into(),
        }
    }

    /// The middle of a segment.
    pub(crate) fn middle(&self, segment: u32) -> Wgs84 {
        self.along(segment, self.network.metres[segment as usize] / 2.0)
    }

    /// The point so many metres along a segment, good to a hundredth of its length.
    pub(crate) fn along(&self, segment: u32, metres: f64) -> Wgs84 {
        let course = &self.network.course[segment as usize];
        let length = |a: geo_types::Coord<f64>, b: geo_types::Coord<f64>| {
            ((b.x - a.x) * a.y.to_radians().cos()).hypot(b.y - a.y)
        };
        let all: f64 = course.lines().map(|l| length(l.start, l.end)).sum();
        let mut left = all * metres / self.network.metres[segment as usize];
        let mut at = course.0.first().copied().unwrap_or_default();
        for piece in course.lines() {
            let long = length(piece.start, piece.end);
            let share = if long > 0.0 {
                (left / long).min(1.0)
            } else {
                0.0
            };
            at = piece.start + (piece.end - piece.start) * share;
            if left <= long {
                break;
            }
            left -= long;
        }
        Wgs84 {
            lon: at.x,
            lat: at.y,
        }
    }
}
