//! The ways from places on a segment to the events within reach, for [`network_density`](crate::network_density()).

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::network::Way;
use crate::{Network, OnSegment};

/// Distances of whole paths are counted in steps of the bandwidth over this, so that adding up the same
/// segments in another order gives the same distance. Fits a float exactly.
const STEPS: f64 = (1_u64 << 50) as f64;
/// Paths waiting to be followed on from one segment: some 100 MB.
const MOST_WAITING: usize = 1 << 21;
/// Paths are paid for so many at a time.
const PAY: u64 = 4_096;

/// More paths than allowed.
#[derive(Debug)]
pub(crate) struct TooMany;

/// The events of a network, by segment and node, and how far each node is from the nearest.
pub(crate) struct Events<'a> {
    network: &'a Network,
    bandwidth: f64,
    /// `between[offsets[segment]..offsets[segment + 1]]`: (metres along, events there), in order.
    offsets: Vec<u32>,
    between: Vec<(f64, f64)>,
    at_node: Vec<f64>,
    /// Metres to the nearest event when leaving by a way; infinite where there is none within the bandwidth.
    nearest: Vec<f64>,
    /// Lengths in steps, those beyond the bandwidth as the bandwidth.
    steps: Vec<u64>,
}

/// Room for the shortest ways from the two ends of a segment, used again and again.
pub(crate) struct Search {
    metres: [Vec<f64>; 2],
    reached: [Vec<u32>; 2],
    met_node: Vec<bool>,
    met_segment: Vec<bool>,
}

impl Search {
    pub(crate) fn new(network: &Network) -> Self {
        let far = vec![f64::INFINITY; network.nodes()];
        Self {
            metres: [far.clone(), far],
            reached: [Vec::new(), Vec::new()],
            met_node: vec![false; network.nodes()],
            met_segment: vec![false; network.segments()],
        }
    }

    fn clear(&mut self, network: &Network) {
        for (metres, reached) in self.metres.iter_mut().zip(&mut self.reached) {
            for node in reached.drain(..) {
                metres[node as usize] = f64::INFINITY;
                self.met_node[node as usize] = false;
                for way in network.ways_from(node) {
                    self.met_segment[way.segment()] = false;
                }
            }
        }
    }
}

impl<'a> Events<'a> {
    /// `events` lie on the network.
    pub(crate) fn new(network: &'a Network, events: &[OnSegment], bandwidth: f64) -> Self {
        let mut at_node = vec![0.0; network.nodes()];
        let mut inner = Vec::new();
        for event in events {
            let ends = network.ends(event.segment);
            if event.along == 0.0 {
                at_node[ends[0] as usize] += 1.0;
            } else if event.along == network.lengths()[event.segment as usize] {
                at_node[ends[1] as usize] += 1.0;
            } else {
                inner.push((event.segment, event.along));
            }
        }
        inner.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut offsets = vec![0; network.segments() + 1];
        let mut between = Vec::new();
        for same in inner.chunk_by(|a, b| a == b) {
            between.push((same[0].1, same.len() as f64));
            offsets[same[0].0 as usize + 1] += 1;
        }
        for segment in 0..network.segments() {
            offsets[segment + 1] += offsets[segment];
        }
        let steps = network.lengths().iter().map(|length| {
            // At least one, or a path could go round and round without getting on.
            (length / bandwidth * STEPS).round().clamp(1.0, STEPS) as u64
        });
        let mut all = Self {
            network,
            bandwidth,
            offsets,
            between,
            at_node,
            nearest: Vec::new(),
            steps: steps.collect(),
        };
        let by_node = all.nearest_to_nodes();
        all.nearest = (0..2 * network.segments() as u32)
            .map(|way| {
                let (way, whole) = (Way(way), network.lengths()[way as usize / 2]);
                let first = all
                    .along(way)
                    .map(|(far, _)| far)
                    .fold(f64::INFINITY, f64::min);
                first.min(whole + by_node[network.end_of(way) as usize])
            })
            .collect();
        all
    }

    pub(crate) fn network(&self) -> &'a Network {
        self.network
    }

    pub(crate) fn bandwidth(&self) -> f64 {
        self.bandwidth
    }

    /// Events exactly at a node.
    pub(crate) fn at(&self, node: u32) -> f64 {
        self.at_node[node as usize]
    }

    /// Events between the ends of a segment: (metres along, events there).
    fn on(&self, segment: usize) -> &[(f64, f64)] {
        &self.between[self.offsets[segment] as usize..self.offsets[segment + 1] as usize]
    }

    /// The same as seen from the start of a way.
    pub(crate) fn along(&self, way: Way) -> impl Iterator<Item = (f64, f64)> {
        let length = self.network.lengths()[way.segment()];
        let turned = way.starts_second() == 1;
        self.on(way.segment())
            .iter()
            .map(move |&(along, events)| (if turned { length - along } else { along }, events))
    }

    /// The kernel, with mass 1 over both sides.
    pub(crate) fn kernel(&self, metres: f64) -> f64 {
        let u = metres / self.bandwidth;
        if u < 1.0 {
            let rest = 1.0 - u * u;
            15.0 / 16.0 * rest * rest / self.bandwidth
        } else {
            0.0
        }
    }

    /// Steps of a path in metres.
    fn metres(&self, steps: u64) -> f64 {
        steps as f64 * (self.bandwidth / STEPS)
    }

    fn nearest_to_nodes(&self) -> Vec<f64> {
        let mut nearest = vec![f64::INFINITY; self.network.nodes()];
        let mut starts = Vec::new();
        for (node, &events) in self.at_node.iter().enumerate() {
            if events > 0.0 {
                starts.push((0.0, node as u32));
            }
        }
        for segment in 0..self.network.segments() {
            let ends = self.network.ends(segment as u32);
            if let [first, .., last] | [first @ last] = self.on(segment) {
                starts.push((first.0, ends[0]));
                starts.push((self.network.lengths()[segment] - last.0, ends[1]));
            }
        }
        self.shortest(&mut nearest, &mut Vec::new(), &starts);
        nearest
    }

    /// Fills in the shortest distances from the starts that are below the bandwidth, and lists the nodes
    /// in the order of their first being reached.
    fn shortest(&self, metres: &mut [f64], reached: &mut Vec<u32>, starts: &[(f64, u32)]) {
        let mut next = BinaryHeap::new();
        let mut reach = |next: &mut BinaryHeap<_>, metres: &mut [f64], far: f64, node: u32| {
            let known = &mut metres[node as usize];
            if far < *known && far < self.bandwidth {
                if known.is_infinite() {
                    reached.push(node);
                }
                *known = far;
                // Bits of floats that are not negative rise with their value.
                next.push(Reverse((far.to_bits(), node)));
            }
        };
        for &(far, node) in starts {
            reach(&mut next, metres, far, node);
        }
        while let Some(Reverse((bits, node))) = next.pop() {
            let far = f64::from_bits(bits);
            if far > metres[node as usize] {
                continue;
            }
            for &way in self.network.ways_from(node) {
                let far = far + self.network.lengths()[way.segment()];
                reach(&mut next, metres, far, self.network.end_of(way));
            }
        }
    }

    /// The density at places along a segment by shortest ways.
    pub(crate) fn by_shortest_way(
        &self,
        search: &mut Search,
        segment: u32,
        along: &[f64],
    ) -> Vec<f64> {
        let mut density = vec![0.0; along.len()];
        let here = segment as usize;
        let length = self.network.lengths()[here];
        // Events that are so far from the segment's two ends, and so far along it if they are on it.
        let mut add = |ends: [f64; 2], on_it: Option<f64>, events: f64| {
            for (density, &x) in density.iter_mut().zip(along) {
                let round = (x + ends[0]).min(length - x + ends[1]);
                let far = on_it.map_or(round, |event| round.min((x - event).abs()));
                *density += events * self.kernel(far);
            }
        };
        for (end, node) in self.network.ends(segment).into_iter().enumerate() {
            self.shortest(
                &mut search.metres[end],
                &mut search.reached[end],
                &[(0.0, node)],
            );
        }
        let to = |node: u32| search.metres.each_ref().map(|metres| metres[node as usize]);
        for &node in search.reached.iter().flatten() {
            if std::mem::replace(&mut search.met_node[node as usize], true) {
                continue;
            }
            if self.at_node[node as usize] > 0.0 {
                add(to(node), None, self.at_node[node as usize]);
            }
            for way in self.network.ways_from(node) {
                let met = std::mem::replace(&mut search.met_segment[way.segment()], true);
                if met || self.on(way.segment()).is_empty() {
                    continue;
                }
                let [a, b] = self.network.ends(way.0 / 2).map(to);
                let whole = self.network.lengths()[way.segment()];
                for &(event, events) in self.on(way.segment()) {
                    let by = |end: usize| (a[end] + event).min(b[end] + whole - event);
                    let on_it = (way.segment() == here).then_some(event);
                    add([by(0), by(1)], on_it, events);
                }
            }
        }
        search.clear(self.network);
        density
    }

    /// The density at places along a segment by way of no node.
    pub(crate) fn directly(&self, segment: u32, along: &[f64]) -> Vec<f64> {
        let mut density = vec![0.0; along.len()];
        for &(event, events) in self.on(segment as usize) {
            for (density, x) in density.iter_mut().zip(along) {
                *density += events * self.kernel((x - event).abs());
            }
        }
        density
    }

    /// The density at places along a segment by all paths; `turns_back` for the continuous kind.
    /// `spend` takes a number of paths and says whether that is still allowed.
    pub(crate) fn by_all_paths(
        &self,
        segment: u32,
        along: &[f64],
        turns_back: bool,
        spend: &impl Fn(u64) -> bool,
    ) -> Result<Vec<f64>, TooMany> {
        let mut density = self.directly(segment, along);
        let length = self.network.lengths()[segment as usize];
        let from_second: Vec<f64> = along.iter().map(|x| length - x).collect();
        for (end, arriving) in [
            (along, Way(2 * segment + 1)),
            (&from_second, Way(2 * segment)),
        ] {
            let mut paths = Paths {
                all: self,
                from_end: end,
                closest: end.iter().copied().fold(f64::INFINITY, f64::min),
                turns_back,
                waiting: BTreeMap::new(),
                density: &mut density,
            };
            paths.arrive(0, arriving, 1.0);
            paths.follow(spend)?;
        }
        Ok(density)
    }
}

/// The paths that leave a segment by one of its ends.
struct Paths<'a> {
    all: &'a Events<'a>,
    /// Metres of the places from that end, and those of the closest.
    from_end: &'a [f64],
    closest: f64,
    turns_back: bool,
    /// Weight of the paths that are about to leave a node, so many steps from the end, by a way.
    waiting: BTreeMap<(u64, Way), f64>,
    density: &'a mut [f64],
}

impl Paths<'_> {
    /// Follows all paths, the shortest first, so that equal ones have met before they go on.
    fn follow(&mut self, spend: &impl Fn(u64) -> bool) -> Result<(), TooMany> {
        let mut followed = 0;
        while let Some(((steps, way), weight)) = self.waiting.pop_first() {
            followed += 1;
            if followed == PAY && !spend(std::mem::take(&mut followed)) {
                return Err(TooMany);
            }
            let all = self.all;
            let far = all.metres(steps);
            for (event, events) in all.along(way) {
                self.add(far + event, weight * events);
            }
            self.arrive(steps + all.steps[way.segment()], way, weight);
            if self.waiting.len() > MOST_WAITING {
                return Err(TooMany);
            }
        }
        if spend(followed) {
            Ok(())
        } else {
            Err(TooMany)
        }
    }

    /// Arrives at the end of a way and takes every way on that can lead to an event in time.
    fn arrive(&mut self, steps: u64, by: Way, weight: f64) {
        let all = self.all;
        let node = all.network.end_of(by);
        let degree = all.network.degree(node) as f64;
        let far = all.metres(steps);
        let events = all.at_node[node as usize];
        if events > 0.0 {
            self.add(far, weight * events * 2.0 / degree);
        }
        let (on, back) = if self.turns_back {
            (2.0 / degree, 2.0 / degree - 1.0)
        } else {
            (1.0 / (degree - 1.0), 0.0)
        };
        for &way in all.network.ways_from(node) {
            let share = if way == by.back() { back } else { on };
            let in_time = self.closest + far + all.nearest[way.0 as usize] < all.bandwidth;
            if share != 0.0 && in_time {
                *self.waiting.entry((steps, way)).or_insert(0.0) += share * weight;
            }
        }
    }

    /// Adds events at so many metres from the end.
    fn add(&mut self, far: f64, events: f64) {
        for (density, x) in self.density.iter_mut().zip(self.from_end) {
            *density += events * self.all.kernel(x + far);
        }
    }
}
