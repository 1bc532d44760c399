//! Kernel density along streets: how many events per metre of street are about here?
//!
//! Source: Okabe, Satoh & Sugihara (2009), *International Journal of Geographical Information
//! Science* 23(1), <https://doi.org/10.1080/13658810802475491>; distances are along the network.
//!
//! # Formula
//! An event adds `w K(d)` at a point d metres away, with the quartic kernel of one dimension,
//! `K(d) = 15/16 (1 - (d/h)²)² / h` below the bandwidth h and 0 from there on. Both sides of a straight
//! street together hold 1 event. (The vignette of R's spNetwork prints this kernel as
//! `3/π (1 - u²)`; that is a slip of the page: its code has the one above.) The kinds differ in w and d:
//!
//! | kind | at a node where m segments end | an event adds |
//! | --- | --- | --- |
//! | simple | d is the shortest way, w = 1 | more than 1 wherever streets branch |
//! | discontinuous | each way on gets 1 / (m - 1); nothing turns back | 1; what would lie beyond a dead end is lost |
//! | continuous | each other way gets 2 / m, the way back (2 - m) / m | 1, always |
//!
//! The last two add up every path shorter than h, not only the shortest, so that loops and blocks
//! conserve events too. Simple is quick and often shown, but too high in dense networks; compare
//! streets with one of the others.
//!
//! # Edge cases
//! - *Dead ends*: m = 1 leaves no way on, so discontinuous loses what is left there; the continuous
//!   share turned back is (2 - 1) / 1 = 1, so everything comes back and nothing is lost. (spNetwork stops
//!   at dead ends with both.)
//! - *Pseudo-nodes*: at m = 2 all goes straight on, for all kinds. Where a line is cut changes nothing.
//! - *Events at a node* send 2 / m down each of its segments, so 1 in all, whichever segment names
//!   the node. It is the limit of the continuous kind. (spNetwork divides by 0 at a dead end.)
//! - *Loops and parallel segments* are told apart by segment, not by their nodes.
//! - At a node itself the discontinuous kind has no one value; a place there has that of the segment it
//!   is given on.
//!
//! # Work
//! Values are worked out segment by segment, on the way back from the place to the events, which
//! weighs the same, so no thread waits for another and none changes a bit. Simple takes two shortest-path
//! searches within h for each segment. The others follow all paths: about (m - 1)^k of them for
//! discontinuous and m^k for continuous, where k is h over a usual segment length, so that short segments
//! and wide bandwidths cost dearly. Paths that cannot reach an event within h are not followed, and paths
//! that take the same segments in another order are followed as one: distances are whole multiples of
//! h / 2^50, in which sums are exact. Nothing is left out: where there are more paths than allowed, the
//! answer is [`TooManyPaths`](NetworkDensityError::TooManyPaths), never a part of the sum.
//!
//! Where there are too many, [`in_steps`](NetworkDensityParams::in_steps) takes them all at once, with
//! distances in steps: the work is segments times steps, and the relative error about
//! k / 4 steps², a millionth with 1,000 steps.

use std::sync::atomic::{AtomicU64, Ordering};

use beatbook_core::Stop;
use rayon::prelude::*;

use crate::network_paths::{Events, Search, TooMany};
use crate::network_steps::by_steps;
use crate::{Network, NetworkError, OnSegment};
use NetworkKernel::{Continuous, Discontinuous, Simple};

/// What happens to an event's share where streets meet. See the [module](self).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NetworkKernel {
    /// Every way on gets all of it: adds events where streets branch.
    Simple,
    /// Ways on share it equally.
    Discontinuous,
    /// Ways on share it so that the density has no steps at nodes, and part of it turns back.
    Continuous,
}

/// The settings of a network density.
///
/// - `bandwidth`: h in metres, the distance from which on an event counts for nothing.
/// - `lixel`: pieces of street are at most so long, in metres. At most a tenth of the bandwidth, which
///   is also the default: across longer pieces the density changes too much for one value.
/// - `most_paths`: how many paths may be followed over the whole map, for the kinds other than simple.
///   The default, 100 million, takes some 20 to 40 seconds on one core.
/// - `steps`: in how many steps distances up to the bandwidth are counted, for the same kinds. By default
///   paths are followed one by one, without steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NetworkDensityParams {
    kernel: NetworkKernel,
    bandwidth: f64,
    lixel: f64,
    most_paths: u64,
    steps: Option<u32>,
}

/// A density on every piece of every segment.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkDensity {
    lengths: Vec<f64>,
    /// `per_metre[offsets[segment]..offsets[segment + 1]]`.
    offsets: Vec<usize>,
    per_metre: Vec<f64>,
    params: NetworkDensityParams,
}

/// A piece of a segment (a pixel of a line) and the density at its middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lixel {
    /// The segment it is a piece of.
    pub segment: u32,
    /// Where it begins, in metres from the segment's first node.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// Events per metre of street.
    pub per_metre: f64,
}

/// Why there is no density.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NetworkDensityError {
    /// (bandwidth)
    #[error(
        "a bandwidth of {0} m spreads nothing; give metres above 0, such as 100 to 300 in a town"
    )]
    NotABandwidth(f64),
    /// (lixel length)
    #[error("street cannot be cut into pieces of {0} m; give metres above 0")]
    NotALixel(f64),
    /// (lixel length, bandwidth, its tenth)
    #[error(
        "pieces of {0} m are too long for a bandwidth of {1} m; take {2} m or less, so that the density \
         changes little within a piece"
    )]
    LixelTooLong(f64, f64, f64),
    /// (lixels, the most)
    #[error(
        "the network would be cut into {0} pieces, more than {1}; take longer pieces or fewer streets"
    )]
    TooManyLixels(u64, u64),
    /// Density of nothing.
    #[error("there are no events to spread; widen the selection")]
    NoEvents,
    /// (the most paths, bandwidth)
    #[error(
        "there are more than {0} paths of up to {1} m between these places and events; count distances \
         in steps, take a smaller bandwidth, or allow more paths"
    )]
    TooManyPaths(u64, f64),
    /// (segment, its length, the step, the fewest steps)
    #[error("segment {0} is {1} m long, less than a step of {2} m; take {3} steps or more")]
    StepTooLong(usize, f64, f64, f64),
    /// An event or a place is not on the network.
    #[error(transparent)]
    Network(#[from] NetworkError),
}

/// Pieces in all: 256 MiB of values. Ten-metre pieces of all streets of a large county are a tenth of it.
const MOST_LIXELS: u64 = 1 << 25;

impl NetworkDensityParams {
    /// Settings with pieces of a tenth of the bandwidth and 100 million paths.
    ///
    /// # Errors
    /// [`NetworkDensityError::NotABandwidth`] unless finite and above 0.
    pub fn new(kernel: NetworkKernel, bandwidth: f64) -> Result<Self, NetworkDensityError> {
        if !(bandwidth.is_normal() && bandwidth > 0.0) {
            return Err(NetworkDensityError::NotABandwidth(bandwidth));
        }
        Ok(Self {
            kernel,
            bandwidth,
            lixel: bandwidth / 10.0,
            most_paths: 100_000_000,
            steps: None,
        })
    }

    /// Cuts streets into pieces of at most so many metres.
    ///
    /// # Errors
    /// [`NetworkDensityError::NotALixel`]; [`NetworkDensityError::LixelTooLong`] above a tenth of the
    /// bandwidth.
    pub fn with_lixel(self, lixel: f64) -> Result<Self, NetworkDensityError> {
        let longest = self.bandwidth / 10.0;
        if !(lixel.is_finite() && lixel > 0.0) {
            Err(NetworkDensityError::NotALixel(lixel))
        } else if lixel > longest {
            Err(NetworkDensityError::LixelTooLong(
                lixel,
                self.bandwidth,
                longest,
            ))
        } else {
            Ok(Self { lixel, ..self })
        }
    }

    /// Follows at most so many paths.
    #[must_use]
    pub fn with_most_paths(self, most_paths: u64) -> Self {
        Self { most_paths, ..self }
    }

    /// Counts distances up to the bandwidth in so many steps instead of following paths one by one.
    /// 1,000 are plenty, unless a segment is shorter than a step. One segment in one step counts as two
    /// paths.
    #[must_use]
    pub fn in_steps(self, steps: u32) -> Self {
        Self {
            steps: Some(steps),
            ..self
        }
    }

    /// What happens where streets meet.
    pub fn kernel(&self) -> NetworkKernel {
        self.kernel
    }

    /// Metres from which on an event counts for nothing.
    pub fn bandwidth(&self) -> f64 {
        self.bandwidth
    }

    /// The longest piece, in metres.
    pub fn lixel(&self) -> f64 {
        self.lixel
    }

    /// How many paths may be followed.
    pub fn most_paths(&self) -> u64 {
        self.most_paths
    }

    /// In how many steps distances are counted, if they are.
    pub fn steps(&self) -> Option<u32> {
        self.steps
    }
}

/// Density at the middle of every piece of the network.
///
/// - `events`: where they happened, in any order; as many at one place as happened there.
/// - Every segment is cut into the fewest equal pieces that are no longer than asked.
///
/// # Errors
/// [`NetworkDensityError`].
///
/// # Example
/// ```
/// use beatbook_analyse::{Network, NetworkDensityParams, NetworkKernel, OnSegment, network_density};
///
/// // Three streets from one junction; an event 40 m up the first.
/// let town = Network::new(4, &[(0, 1, 200.0), (0, 2, 200.0), (0, 3, 200.0)])?;
/// let params = NetworkDensityParams::new(NetworkKernel::Continuous, 100.0)?;
/// let density = network_density(&town, &[OnSegment { segment: 0, along: 40.0 }], &params)?;
///
/// let highest = density.lixels().max_by(|a, b| a.per_metre.total_cmp(&b.per_metre)).unwrap();
/// assert_eq!((highest.segment, highest.from, highest.to), (0, 40.0, 50.0));
/// // All pieces together hold the one event, as nearly as pieces of a tenth of h can tell.
/// assert!((density.events() - 1.0).abs() < 0.01);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn network_density(
    network: &Network,
    events: &[OnSegment],
    params: &NetworkDensityParams,
) -> Result<NetworkDensity, NetworkDensityError> {
    let pieces = |length: f64| (length / params.lixel).ceil().max(1.0);
    let lengths = network.lengths();
    // As a float, which wild settings do not overflow.
    let lixels: f64 = lengths.iter().map(|&length| pieces(length)).sum();
    if lixels > MOST_LIXELS as f64 {
        return Err(NetworkDensityError::TooManyLixels(
            lixels as u64,
            MOST_LIXELS,
        ));
    }
    let middles = |&length: &f64| {
        let piece = length / pieces(length);
        (0..pieces(length) as u32)
            .map(|i| (f64::from(i) + 0.5) * piece)
            .collect()
    };
    let found = values(
        network,
        events,
        lengths.iter().map(middles).collect(),
        params,
    )?;
    let mut offsets = vec![0];
    offsets.extend(found.iter().scan(0, |end, values| {
        *end += values.len();
        Some(*end)
    }));
    Ok(NetworkDensity {
        lengths: lengths.to_vec(),
        offsets,
        per_metre: found.concat(),
        params: *params,
    })
}

/// Density at any places on the network, in events per metre, in input order.
///
/// # Errors
/// [`NetworkDensityError`].
///
/// # Example
/// ```
/// use beatbook_analyse::{
///     Network, NetworkDensityParams, NetworkKernel, OnSegment, network_density_at,
/// };
///
/// let star = Network::new(5, &[(0, 1, 5.0), (0, 2, 5.0), (0, 3, 5.0), (0, 4, 5.0)])?;
/// let three_up = |segment| OnSegment { segment, along: 3.0 };
/// let simple = NetworkDensityParams::new(NetworkKernel::Simple, 10.0)?;
/// let found = network_density_at(&star, &[three_up(0)], &[three_up(1)], &simple)?;
/// assert!((found[0] - 0.0384).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn network_density_at(
    network: &Network,
    events: &[OnSegment],
    places: &[OnSegment],
    params: &NetworkDensityParams,
) -> Result<Vec<f64>, NetworkDensityError> {
    let places = network.check(places)?;
    let mut along = vec![Vec::new(); network.segments()];
    for place in &places {
        along[place.segment as usize].push(place.along);
    }
    let found = values(network, events, along, params)?;
    let mut found: Vec<_> = found.into_iter().map(Vec::into_iter).collect();
    let next = |place: &OnSegment| found[place.segment as usize].next();
    Ok(places.iter().filter_map(next).collect())
}

/// The density at places along every segment, in events per metre.
fn values(
    network: &Network,
    events: &[OnSegment],
    along: Vec<Vec<f64>>,
    params: &NetworkDensityParams,
) -> Result<Vec<Vec<f64>>, NetworkDensityError> {
    if events.is_empty() {
        return Err(NetworkDensityError::NoEvents);
    }
    let events = Events::new(network, &network.check(events)?, params.bandwidth);
    let too_many = NetworkDensityError::TooManyPaths(params.most_paths, params.bandwidth);
    let turns_back = params.kernel == Continuous;
    if let (Some(steps), Discontinuous | Continuous) = (params.steps, params.kernel) {
        let step = params.bandwidth / f64::from(steps);
        if let Some(short) = network.lengths().iter().position(|length| *length < step) {
            let length = network.lengths()[short];
            let fewest = (params.bandwidth / length).ceil();
            return Err(NetworkDensityError::StepTooLong(
                short, length, step, fewest,
            ));
        }
        if 2 * network.segments() as u64 * u64::from(steps) > params.most_paths {
            return Err(too_many);
        }
        return Ok(by_steps(&events, &along, turns_back, steps as usize));
    }
    // Only whether all paths together are too many is told, which no order of threads changes.
    let followed = AtomicU64::new(0);
    let stop = Stop::current();
    let spend = |paths| params.most_paths >= paths + followed.fetch_add(paths, Ordering::Relaxed);
    along
        .into_par_iter()
        .enumerate()
        .map_init(
            || Search::new(network),
            |search, (segment, along)| {
                stop.check();
                match params.kernel {
                    Simple => Ok(events.by_shortest_way(search, segment as u32, &along)),
                    Discontinuous | Continuous => {
                        events.by_all_paths(segment as u32, &along, turns_back, &spend)
                    }
                }
            },
        )
        .collect::<Result<_, TooMany>>()
        .map_err(|TooMany| too_many)
}

impl NetworkDensity {
    /// All pieces, segment by segment, from first node to second.
    pub fn lixels(&self) -> impl Iterator<Item = Lixel> {
        (0..self.lengths.len() as u32).flat_map(|segment| self.lixels_of(segment))
    }

    /// The pieces of one segment. Panics if there is no such segment.
    pub fn lixels_of(&self, segment: u32) -> impl ExactSizeIterator<Item = Lixel> {
        let at = segment as usize;
        let values = &self.per_metre[self.offsets[at]..self.offsets[at + 1]];
        let piece = self.lengths[at] / values.len() as f64;
        values.iter().enumerate().map(move |(i, &per_metre)| Lixel {
            segment,
            from: i as f64 * piece,
            to: (i + 1) as f64 * piece,
            per_metre,
        })
    }

    /// Events that all pieces hold together: density times length. What discontinuous lost at dead ends
    /// is missing from it, and what simple added where streets branch is in it.
    pub fn events(&self) -> f64 {
        self.lixels()
            .map(|lixel| lixel.per_metre * (lixel.to - lixel.from))
            .sum()
    }

    /// The settings used.
    pub fn params(&self) -> &NetworkDensityParams {
        &self.params
    }
}

impl Lixel {
    /// Events per kilometre of street.
    pub fn per_km(&self) -> f64 {
        1_000.0 * self.per_metre
    }
}

#[cfg(test)]
#[path = "network_density_tests.rs"]
pub(crate) mod tests;
