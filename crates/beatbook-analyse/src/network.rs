//! A street network as numbers: segments between nodes, and the places along them.
//!
//! A *segment* is the stretch of street between two nodes, with its length in metres. A *node* is
//! where segments end: a junction, a dead end, or a pseudo-node where one segment simply goes on as
//! another. Two streets that cross without meeting, as on a bridge, share no node. One-way signs play
//! no part: people on foot cause and suffer the events.
//!
//! - A segment may lead back to its own node (a loop), and two may join the same nodes (a terrace and
//!   its back lane). A loop counts twice in the degree of its node.
//! - The network need not hang together. A node without any segment is allowed and has degree 0.
//! - A segment of no length is refused: nothing can lie on it, and a rate per metre of it is no number.
//!   Join its two nodes into one instead.

/// Segments between nodes, checked when made. Both are numbered from 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    ends: Vec<[u32; 2]>,
    lengths: Vec<f64>,
    /// `ways[offsets[node]..offsets[node + 1]]`: the ways out of a node.
    offsets: Vec<u32>,
    ways: Vec<Way>,
}

/// A place on a network.
///
/// One at either end of its segment is at the node there, whichever of the node's segments names it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OnSegment {
    /// The segment it lies on.
    pub segment: u32,
    /// Metres from the segment's first node, from 0 to its length.
    pub along: f64,
}

/// A segment taken in one of its two directions: `2 * segment`, plus 1 when from its second node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Way(pub(crate) u32);

/// Why a network is none, or a place is not on it. Positions count from 0, in input order.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NetworkError {
    /// (segment, node, nodes)
    #[error("segment {0} ends at node {1}, but there are only {2} nodes, counted from 0")]
    NoSuchNode(usize, u32, u32),
    /// (segment, length)
    #[error(
        "segment {0} is {1} m long; a length is finite and above 0. Leave it out and make its two nodes one"
    )]
    NotALength(usize, f64),
    /// (segments)
    #[error("{0} segments are too many; up to 2,147,483,647 can be told apart")]
    TooManySegments(usize),
    /// (place, segment, segments)
    #[error("place {0} lies on segment {1}, but there are only {2} segments, counted from 0")]
    NoSuchSegment(usize, u32, usize),
    /// (place, along, segment, length)
    #[error(
        "place {0} lies {1} m along segment {2}, which is {3} m long; snap it to the segment first"
    )]
    OffSegment(usize, f64, u32, f64),
}

/// How far beyond an end, as a share of the segment's length, a place is taken to be at that end: what
/// adding up the pieces of a line in another order can come to.
const ROUNDING: f64 = 1e-9;

impl Network {
    /// A network of `nodes` nodes. Each segment is (first node, second node, metres).
    ///
    /// # Errors
    /// [`NetworkError`], naming the first segment at fault.
    ///
    /// # Example
    /// ```
    /// use beatbook_analyse::Network;
    ///
    /// // Three streets meet at node 0; from node 3 a crescent leads back to where it began.
    /// let town = Network::new(4, &[(0, 1, 80.0), (0, 2, 120.0), (0, 3, 60.0), (3, 3, 200.0)])?;
    /// assert_eq!((town.segments(), town.length(), town.degree(0), town.degree(3)), (4, 460.0, 3, 3));
    /// assert!(Network::new(2, &[(0, 1, 0.0)]).is_err());
    /// # Ok::<(), beatbook_analyse::NetworkError>(())
    /// ```
    pub fn new(nodes: u32, segments: &[(u32, u32, f64)]) -> Result<Self, NetworkError> {
        if segments.len() > i32::MAX as usize {
            return Err(NetworkError::TooManySegments(segments.len()));
        }
        let mut offsets = vec![0_u32; nodes as usize + 1];
        for (segment, &(first, second, length)) in segments.iter().enumerate() {
            for node in [first, second] {
                if node >= nodes {
                    return Err(NetworkError::NoSuchNode(segment, node, nodes));
                }
                offsets[node as usize + 1] += 1;
            }
            if !(length.is_finite() && length > 0.0) {
                return Err(NetworkError::NotALength(segment, length));
            }
        }
        for node in 1..offsets.len() {
            offsets[node] += offsets[node - 1];
        }
        let mut next = offsets.clone();
        let mut ways = vec![Way(0); 2 * segments.len()];
        for (segment, &(first, second, _)) in (0..).zip(segments) {
            for (way, node) in [(2 * segment, first), (2 * segment + 1, second)] {
                ways[next[node as usize] as usize] = Way(way);
                next[node as usize] += 1;
            }
        }
        Ok(Self {
            ends: segments.iter().map(|&(a, b, _)| [a, b]).collect(),
            lengths: segments.iter().map(|&(_, _, length)| length).collect(),
            offsets,
            ways,
        })
    }

    /// Number of nodes.
    pub fn nodes(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Number of segments.
    pub fn segments(&self) -> usize {
        self.lengths.len()
    }

    /// Metres of each segment, in input order.
    pub fn lengths(&self) -> &[f64] {
        &self.lengths
    }

    /// Metres of all segments together.
    pub fn length(&self) -> f64 {
        self.lengths.iter().sum()
    }

    /// The first and second node of a segment. Panics if there is no such segment.
    pub fn ends(&self, segment: u32) -> [u32; 2] {
        self.ends[segment as usize]
    }

    /// The segments that end at a node, a loop twice. Panics if there is no such node.
    pub fn segments_at(&self, node: u32) -> impl ExactSizeIterator<Item = u32> {
        self.ways_from(node).iter().map(|way| way.0 / 2)
    }

    /// How many segments end at a node, a loop twice. Panics if there is no such node.
    pub fn degree(&self, node: u32) -> usize {
        self.ways_from(node).len()
    }

    /// Checks places against the network; those just beyond an end, by rounding, are put on it.
    ///
    /// # Errors
    /// [`NetworkError::NoSuchSegment`], [`NetworkError::OffSegment`], naming the first.
    pub fn check(&self, places: &[OnSegment]) -> Result<Vec<OnSegment>, NetworkError> {
        let check = |(i, place): (usize, &OnSegment)| {
            let OnSegment { segment, along } = *place;
            let Some(&length) = self.lengths.get(segment as usize) else {
                return Err(NetworkError::NoSuchSegment(i, segment, self.segments()));
            };
            let slack = ROUNDING * length;
            if !(-slack..=length + slack).contains(&along) {
                return Err(NetworkError::OffSegment(i, along, segment, length));
            }
            // The largest of 0.0 and -0.0 may be either; adding 0 makes it the former.
            let along = along.clamp(0.0, length) + 0.0;
            Ok(OnSegment { segment, along })
        };
        places.iter().enumerate().map(check).collect()
    }

    /// How many of the places lie on each segment, zeros included. One at a node counts for the segment
    /// that names it.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    pub fn counts(&self, places: &[OnSegment]) -> Result<Vec<u32>, NetworkError> {
        let mut counts = vec![0; self.segments()];
        for place in self.check(places)? {
            counts[place.segment as usize] += 1;
        }
        Ok(counts)
    }

    /// The ways out of a node.
    pub(crate) fn ways_from(&self, node: u32) -> &[Way] {
        let node = node as usize;
        &self.ways[self.offsets[node] as usize..self.offsets[node + 1] as usize]
    }

    /// The node a way leads to.
    pub(crate) fn end_of(&self, way: Way) -> u32 {
        self.ends[way.segment()][1 - way.starts_second()]
    }
}

impl Way {
    /// The segment it goes along.
    pub(crate) fn segment(self) -> usize {
        self.0 as usize / 2
    }

    /// 1 when it starts at the segment's second node, else 0.
    pub(crate) fn starts_second(self) -> usize {
        self.0 as usize % 2
    }

    /// The same segment the other way.
    pub(crate) fn back(self) -> Self {
        Self(self.0 ^ 1)
    }
}

#[cfg(test)]
#[path = "network_tests.rs"]
mod tests;
