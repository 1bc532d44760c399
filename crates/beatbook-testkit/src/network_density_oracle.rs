//! Density along a network by trying every path, one after the other.

/// How events spread at nodes, in the words of `beatbook-analyse`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpreadAtNodes {
    /// Everything by the shortest way.
    Simple,
    /// One over (m - 1) by every other way.
    Discontinuous,
    /// 2 / m by every other way, (2 - m) / m back.
    Continuous,
}

/// The streets, the place and the kernel that paths are tried with.
struct Town<'a> {
    nodes: u32,
    segments: &'a [(u32, u32, f64)],
    place: (usize, f64),
    bandwidth: f64,
    spread: SpreadAtNodes,
}

/// The density that one event causes at a place, both (segment, metres from its first node).
///
/// From the event outwards, in floats, without any pruning but by the bandwidth: the number of paths
/// grows as a power of it. For bandwidths of some ten segments in small networks.
pub fn network_density_by_all_paths(
    nodes: u32,
    segments: &[(u32, u32, f64)],
    event: (usize, f64),
    place: (usize, f64),
    bandwidth: f64,
    spread: SpreadAtNodes,
) -> f64 {
    let town = Town {
        nodes,
        segments,
        place,
        bandwidth,
        spread,
    };
    // (metres, weight) of every path from the event to the place.
    let mut paths = Vec::new();
    let (first, second, length) = segments[event.0];
    if event.1 == 0.0 || event.1 == length {
        let node = if event.1 == 0.0 { first } else { second };
        let ways = town.ways(node);
        for &(segment, from_second) in &ways {
            let weight = 2.0 / ways.len() as f64;
            town.walk(segment, from_second, 0.0, 0.0, weight, &mut paths);
        }
    } else {
        town.walk(event.0, false, event.1, 0.0, 1.0, &mut paths);
        if place != event {
            town.walk(event.0, true, length - event.1, 0.0, 1.0, &mut paths);
        }
    }
    if spread == SpreadAtNodes::Simple {
        let shortest = paths
            .iter()
            .map(|path| path.0)
            .fold(f64::INFINITY, f64::min);
        return town.kernel(shortest);
    }
    paths
        .iter()
        .map(|(metres, weight)| weight * town.kernel(*metres))
        .sum()
}

impl Town<'_> {
    fn kernel(&self, metres: f64) -> f64 {
        let u = metres / self.bandwidth;
        if u >= 1.0 {
            return 0.0;
        }
        15.0 / 16.0 * (1.0 - u.powi(2)).powi(2) / self.bandwidth
    }

    /// The ends of segments at a node: (segment, whether it is its second end).
    fn ways(&self, node: u32) -> Vec<(usize, bool)> {
        assert!(node < self.nodes, "node {node} of {}", self.nodes);
        let mut ways = Vec::new();
        for (i, &(first, second, _)) in self.segments.iter().enumerate() {
            ways.extend((first == node).then_some((i, false)));
            ways.extend((second == node).then_some((i, true)));
        }
        ways
    }

    /// Goes along a segment from a point `start` metres into it, then on by all ways.
    fn walk(
        &self,
        segment: usize,
        from_second: bool,
        start: f64,
        metres: f64,
        weight: f64,
        paths: &mut Vec<(f64, f64)>,
    ) {
        let (first, second, length) = self.segments[segment];
        if self.place.0 == segment {
            let at = if from_second {
                length - self.place.1
            } else {
                self.place.1
            };
            if at >= start {
                paths.push((metres + at - start, weight));
            }
        }
        let metres = metres + length - start;
        if metres >= self.bandwidth {
            return;
        }
        let ways = self.ways(if from_second { first } else { second });
        let m = ways.len() as f64;
        for (next, next_from_second) in ways {
            let back = next == segment && next_from_second != from_second;
            let share = match (self.spread, back) {
                (SpreadAtNodes::Simple, _) => 1.0,
                (SpreadAtNodes::Discontinuous, true) => 0.0,
                (SpreadAtNodes::Discontinuous, false) => 1.0 / (m - 1.0),
                (SpreadAtNodes::Continuous, true) => (2.0 - m) / m,
                (SpreadAtNodes::Continuous, false) => 2.0 / m,
            };
            if share != 0.0 {
                self.walk(next, next_from_second, 0.0, metres, weight * share, paths);
            }
        }
    }
}
