//! Circles round every unit, growing by one ring of units at a time.

use beatbook_core::Stop;
use rayon::prelude::*;

/// Units in all circles together; four bytes each.
const MOST_MEMBERS: usize = 50_000_000;

/// Circles whose events differ by less than one in so many are looked at together.
const ALIKE: u64 = 8;

/// What a circle gains over the next smaller one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ring {
    /// Members of the circle: so many of the centre's, nearest first.
    pub(super) members: u32,
    /// Distance to the farthest, in metres.
    pub(super) radius: f64,
    /// Events of all members, in all steps.
    pub(super) events: u64,
    /// Position of its size among [`Circles::sizes`].
    pub(super) size: u32,
}

/// All circles; a place that lies in all of them twice is no matter.
#[derive(Debug, Clone)]
pub(super) struct Circles {
    /// Of every centre: members of its largest circle, nearest first, and its rings.
    centres: Vec<Centre>,
    sizes: Vec<Size>,
}

#[derive(Debug, Clone)]
pub(super) struct Centre {
    pub(super) unit: usize,
    pub(super) members: Vec<u32>,
    pub(super) rings: Vec<Ring>,
}

/// Circles that hold about the same number of events.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    pub(super) smallest: u64,
    pub(super) largest: u64,
}

impl Circles {
    /// Circles of up to `most` events and `radius` metres. The error is the number of members, if they
    /// are too many.
    pub(super) fn new(
        positions: &[[f64; 2]],
        rows: &[u64],
        most: u64,
        radius: Option<f64>,
    ) -> Result<Self, usize> {
        // From west to east, so that those within the radius are next to each other.
        let mut eastward: Vec<u32> = (0..rows.len() as u32).collect();
        eastward.retain(|&unit| rows[unit as usize] > 0);
        eastward.sort_by(|&a, &b| {
            let east = |unit: u32| positions[unit as usize][0];
            east(a).total_cmp(&east(b)).then(a.cmp(&b))
        });
        let near = Near {
            positions,
            rows,
            eastward,
            most,
            radius,
        };
        let mut centres = Vec::new();
        let mut members = 0;
        let all: Vec<usize> = (0..rows.len()).filter(|&unit| rows[unit] > 0).collect();
        // In portions, so that too many are noticed before they fill the memory.
        let stop = Stop::current();
        for portion in all.chunks(1_024) {
            stop.check();
            let found: Vec<Centre> = portion.par_iter().map(|&unit| near.round(unit)).collect();
            members += found
                .iter()
                .map(|centre| centre.members.len())
                .sum::<usize>();
            if members > MOST_MEMBERS {
                return Err(members);
            }
            centres.extend(found.into_iter().filter(|centre| !centre.rings.is_empty()));
        }
        let sizes = sizes(&centres);
        for ring in centres.iter_mut().flat_map(|centre| &mut centre.rings) {
            ring.size = sizes.partition_point(|size| size.largest < ring.events) as u32;
        }
        Ok(Self { centres, sizes })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.centres.is_empty()
    }

    /// Number of circles.
    pub(super) fn len(&self) -> usize {
        self.centres.iter().map(|centre| centre.rings.len()).sum()
    }

    pub(super) fn centres(&self) -> &[Centre] {
        &self.centres
    }

    pub(super) fn sizes(&self) -> &[Size] {
        &self.sizes
    }

    /// Units of a circle, nearest first; the first is the centre or at its position.
    pub(super) fn members(&self, centre: usize, ring: usize) -> &[u32] {
        let centre = &self.centres[centre];
        &centre.members[..centre.rings[ring].members as usize]
    }

    /// The circles without those that hold a unit that is taken.
    pub(super) fn without(&self, taken: &[bool]) -> Self {
        let untaken = |centre: &Centre| {
            let free = |unit: &u32| !taken[*unit as usize];
            let members = centre.members.iter().take_while(|unit| free(unit)).count() as u32;
            let rings = centre
                .rings
                .iter()
                .take_while(|ring| ring.members <= members);
            let rings: Vec<Ring> = rings.copied().collect();
            let members = rings.last()?.members as usize;
            Some(Centre {
                unit: centre.unit,
                members: centre.members[..members].to_vec(),
                rings,
            })
        };
        Self {
            centres: self.centres.iter().filter_map(untaken).collect(),
            sizes: self.sizes.clone(),
        }
    }
}

struct Near<'a> {
    positions: &'a [[f64; 2]],
    rows: &'a [u64],
    eastward: Vec<u32>,
    most: u64,
    radius: Option<f64>,
}

impl Near<'_> {
    fn round(&self, unit: usize) -> Centre {
        let [x, y] = self.positions[unit];
        let reach = self.radius.map_or(f64::INFINITY, centimetres);
        let east = |other: &u32| self.positions[*other as usize][0];
        // A centimetre more than the radius: distances are rounded.
        let (west_end, east_end) = (x - reach / 100.0 - 0.01, x + reach / 100.0 + 0.01);
        let from = self
            .eastward
            .partition_point(|other| east(other) < west_end);
        let strip = self.eastward[from..].iter();
        let mut near: Vec<(f64, u32)> = strip
            .take_while(|other| east(other) <= east_end)
            .map(|&other| {
                let [east, north] = self.positions[other as usize];
                (centimetres((east - x).hypot(north - y)), other)
            })
            .filter(|(distance, _)| *distance <= reach)
            .collect();
        near.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));

        let mut rings: Vec<Ring> = Vec::new();
        let mut events = 0;
        for ring in near.chunk_by(|a, b| a.0 == b.0) {
            let gained: u64 = ring
                .iter()
                .map(|(_, other)| self.rows[*other as usize])
                .sum();
            if events + gained > self.most {
                break;
            }
            events += gained;
            rings.push(Ring {
                members: rings.last().map_or(0, |ring| ring.members) + ring.len() as u32,
                radius: ring[0].0 / 100.0,
                events,
                size: 0,
            });
        }
        near.truncate(rings.last().map_or(0, |ring| ring.members as usize));
        Centre {
            unit,
            members: near.into_iter().map(|(_, other)| other).collect(),
            rings,
        }
    }
}

fn centimetres(metres: f64) -> f64 {
    (metres * 100.0).round()
}

/// All numbers of events of a circle, those about the same together.
fn sizes(centres: &[Centre]) -> Vec<Size> {
    let rings = centres.iter().flat_map(|centre| &centre.rings);
    let mut events: Vec<u64> = rings.map(|ring| ring.events).collect();
    events.sort_unstable();
    events.dedup();
    let mut sizes: Vec<Size> = Vec::new();
    for events in events {
        match sizes.last_mut() {
            Some(size) if events <= size.smallest + size.smallest / ALIKE => size.largest = events,
            _ => sizes.push(Size {
                smallest: events,
                largest: events,
            }),
        }
    }
    sizes
}
