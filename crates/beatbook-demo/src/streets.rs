//! The street net: known roads laid by hand, then streets grown between them.
//!
//! New streets follow a field of directions that bends to the known roads (after Chen et al. 2008,
//! <https://doi.org/10.1145/1360612.1360702>), keep their distance from parallel streets, stop at
//! rivers, railways and parks, and must meet a street that is already there. So the net is
//! connected by construction, and every meeting is a shared node.

use std::collections::BTreeMap;

use rand::RngExt;
use rand::seq::SliceRandom;

use crate::areas::TOWN_SEED;
use crate::chance::stream;
use crate::ground::{Ground, Shape, airfield};
use crate::main_roads::{CENTRE, MAIN, Road};
use crate::plane::{
    Xy, along, bounds, direction, distance, dot, edges, from_degrees, inside, noise, to_segment,
};
use crate::region::Region;
use crate::segment_grid::SegmentGrid;
use crate::street_names::StreetNames;

/// How large a street is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StreetClass {
    /// Ring road, radials, cross-town roads.
    Main,
    /// Streets of the centre and the roads between the main ones.
    Secondary,
    /// Everything else.
    Minor,
}

impl StreetClass {
    /// The word in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Secondary => "secondary",
            Self::Minor => "minor",
        }
    }
}

/// A piece of a street between two junctions (or a dead end).
#[derive(Debug, Clone, PartialEq)]
pub struct StreetSegment {
    /// Name of the whole street.
    pub name: String,
    /// Class of the whole street.
    pub class: StreetClass,
    /// Metres east and north; the first and last are junctions, shared to the last bit.
    pub points: Vec<[f64; 2]>,
}

pub(crate) fn build(region: &Region, ground: &[Ground]) -> Vec<StreetSegment> {
    let mut builder = Builder::new(region, ground);
    for road in MAIN {
        builder.lay(road, StreetClass::Main);
    }
    for road in CENTRE {
        builder.lay(road, StreetClass::Secondary);
    }
    builder.grow(&SECONDARY, "secondary streets");
    builder.grow(&MINOR, "minor streets");
    builder.net.segments()
}

/// How one class of street grows.
struct Growth {
    class: StreetClass,
    /// Metres between seed points.
    raster: f64,
    passes: usize,
    step: f64,
    /// Share of crossings that a street runs through: over main, secondary, minor streets.
    runs_through: [f64; 3],
    longest: f64,
    shortest: f64,
}

const SECONDARY: Growth = Growth {
    class: StreetClass::Secondary,
    raster: 260.0,
    passes: 2,
    step: 40.0,
    runs_through: [0.35, 0.8, 1.0],
    longest: 2_600.0,
    shortest: 350.0,
};

const MINOR: Growth = Growth {
    class: StreetClass::Minor,
    raster: 70.0,
    passes: 3,
    step: 20.0,
    runs_through: [0.12, 0.45, 0.72],
    longest: 900.0,
    shortest: 50.0,
};

struct Builder<'a> {
    region: &'a Region,
    net: Net,
    names: StreetNames,
    rivers: SegmentGrid,
    rails_and_canals: SegmentGrid,
    closed: Vec<(Xy, Xy, Vec<Xy>)>,
    field: Field,
    centre: Xy,
}

impl<'a> Builder<'a> {
    fn new(region: &'a Region, ground: &[Ground]) -> Self {
        let extent = region.bounds();
        let mut rivers = SegmentGrid::new(extent);
        let mut rails_and_canals = SegmentGrid::new(extent);
        let mut closed = vec![airfield()];
        for feature in ground {
            match &feature.shape {
                Shape::Polygon(ring) if feature.class == "water" => {
                    for (a, b) in edges(ring) {
                        rivers.add(a, b, 0);
                    }
                }
                Shape::Polygon(ring) => closed.push(ring.clone()),
                Shape::Line(line) => {
                    for pair in line.windows(2) {
                        rails_and_canals.add(pair[0], pair[1], 0);
                    }
                }
            }
        }
        let closed = closed
            .into_iter()
            .map(|ring| {
                let (low, high) = bounds(&ring);
                (low, high, ring)
            })
            .collect();
        Self {
            region,
            net: Net::new(extent),
            names: StreetNames::new(),
            rivers,
            rails_and_canals,
            closed,
            field: Field::new(extent),
            centre: from_degrees(53.4785, -2.2400),
        }
    }

    fn lay(&mut self, (name, corners): Road, class: StreetClass) {
        let corners: Vec<Xy> = corners
            .iter()
            .map(|&(lat, lon)| from_degrees(lat, lon))
            .collect();
        let spacing = if class == StreetClass::Main {
            70.0
        } else {
            45.0
        };
        let line = through(&corners, spacing);
        self.field.follow(&line);
        self.net.add_street(name.into(), class, &line, 14.0);
    }

    fn grow(&mut self, growth: &Growth, name: &str) {
        self.field.settle();
        let mut rng = stream(TOWN_SEED, name);
        let (low, high) = self.region.bounds();
        let mut seeds = Vec::new();
        let mut y = low[1];
        while y < high[1] {
            let mut x = low[0];
            while x < high[0] {
                let jitter = growth.raster / 2.0;
                let p = [
                    x + rng.random_range(-jitter..jitter),
                    y + rng.random_range(-jitter..jitter),
                ];
                if self.region.contains(p) && !self.is_closed(p) {
                    seeds.extend([(p, 0), (p, 1)]);
                }
                x += growth.raster;
            }
            y += growth.raster;
        }
        for _ in 0..growth.passes {
            seeds.shuffle(&mut rng);
            for &(p, family) in &seeds {
                self.sprout(growth, p, family, &mut rng);
            }
        }
    }

    fn is_closed(&self, p: Xy) -> bool {
        self.closed.iter().any(|(low, high, ring)| {
            (low[0]..=high[0]).contains(&p[0])
                && (low[1]..=high[1]).contains(&p[1])
                && inside(ring, p)
        })
    }

    /// Metres that parallel streets keep: terraces are close together along one family of
    /// directions and far apart along the other; the centre is tighter than the suburbs.
    fn spacing(&self, growth: &Growth, p: Xy, family: usize) -> f64 {
        let out = distance(p, self.centre);
        let uneven = 1.0 + 0.3 * noise(p, 800.0, 51);
        let long_side = (noise(p, 1_100.0, 52) > 0.0) == (family == 0);
        let minor = match out {
            d if d < 1_300.0 => 56.0,
            d if d < 4_500.0 => 84.0,
            _ => 110.0,
        };
        match growth.class {
            StreetClass::Minor => minor * uneven * if long_side { 2.1 } else { 1.0 },
            _ => 620.0 * uneven * if out < 1_300.0 { 0.5 } else { 1.0 },
        }
    }

    fn sprout(&mut self, growth: &Growth, p: Xy, family: usize, rng: &mut impl RngExt) {
        let spacing = self.spacing(growth, p, family);
        let ahead = self.field.at(p, family);
        if self.net.has_parallel(p, ahead, spacing) {
            return;
        }
        let longest = growth.longest * rng.random_range(0.25..0.6);
        let mut meets = 0;
        let back = self.trace(growth, p, family, -1.0, longest, &mut meets, rng);
        let front = self.trace(growth, p, family, 1.0, longest, &mut meets, rng);
        let mut line: Vec<Xy> = back.into_iter().rev().collect();
        line.push(p);
        line.extend(front);
        let length: f64 = line.windows(2).map(|w| distance(w[0], w[1])).sum();
        if meets > 0 && length >= growth.shortest && turning(&line) < 1.6 {
            let name = self.names.next(growth.class);
            self.net.add_street(name, growth.class, &line, 6.0);
        }
    }

    /// Follows the field until something stops it; counts the streets it meets.
    #[allow(clippy::too_many_arguments)]
    fn trace(
        &self,
        growth: &Growth,
        start: Xy,
        family: usize,
        sense: f64,
        longest: f64,
        meets: &mut usize,
        rng: &mut impl RngExt,
    ) -> Vec<Xy> {
        let mut line = Vec::new();
        let mut at = start;
        let mut heading = self.field.at(start, family).map(|v| v * sense);
        let mut run = 0.0;
        while run < longest + 260.0 {
            let mut ahead = self.field.at(at, family);
            if dot(ahead, heading) < 0.0 {
                ahead = ahead.map(|v| -v);
            }
            heading = ahead;
            let next = [
                at[0] + heading[0] * growth.step,
                at[1] + heading[1] * growth.step,
            ];
            let blocked = self.rivers.first_crossing(at, next).is_some()
                || (growth.class == StreetClass::Minor
                    && self.rails_and_canals.first_crossing(at, next).is_some());
            if blocked || !self.region.contains(next) || self.is_closed(next) {
                break;
            }
            if let Some((share, class)) = self.net.first_crossing(at, next) {
                *meets += 1;
                let through = growth.runs_through[class as usize];
                if run > longest || rng.random::<f64>() > through {
                    line.push(along(at, next, share));
                    return line;
                }
            }
            let clearance = 0.6 * self.spacing(growth, next, family);
            if self.net.has_parallel(next, heading, clearance) {
                break;
            }
            line.push(next);
            at = next;
            run += growth.step;
        }
        // A street that met nothing ends where it should have ended, not 260 m further, unless
        // another street is close ahead.
        let keep = (longest / growth.step) as usize;
        line.truncate(keep.max(1));
        at = line.last().copied().unwrap_or(start);
        let far = [at[0] + heading[0] * 130.0, at[1] + heading[1] * 130.0];
        if let Some((share, _)) = self.net.first_crossing(at, far) {
            let end = along(at, far, share);
            let is_open = self.rivers.first_crossing(at, end).is_none()
                && self.rails_and_canals.first_crossing(at, end).is_none()
                && !self.is_closed(end);
            if is_open {
                *meets += 1;
                line.push(end);
            }
        }
        line
    }
}

/// How much a line turns in all, in radians.
fn turning(line: &[Xy]) -> f64 {
    line.windows(3)
        .map(|w| {
            dot(direction(w[0], w[1]), direction(w[1], w[2]))
                .clamp(-1.0, 1.0)
                .acos()
        })
        .sum()
}

/// Two families of directions at right angles, which bend to the known roads.
struct Field {
    low: Xy,
    columns: usize,
    rows: usize,
    samples: Vec<(Xy, [f64; 2])>,
    /// Sum of (cos 4a, sin 4a) per lattice point: the same for a direction and its normals.
    lattice: Vec<[f64; 2]>,
}

const LATTICE: f64 = 200.0;

impl Field {
    fn new((low, high): (Xy, Xy)) -> Self {
        let columns = ((high[0] - low[0]) / LATTICE).ceil() as usize + 2;
        let rows = ((high[1] - low[1]) / LATTICE).ceil() as usize + 2;
        Self {
            low,
            columns,
            rows,
            samples: Vec::new(),
            lattice: Vec::new(),
        }
    }

    fn follow(&mut self, line: &[Xy]) {
        for pair in line.windows(2) {
            let [x, y] = direction(pair[0], pair[1]);
            let (re, im) = (x * x - y * y, 2.0 * x * y);
            let fourfold = [re * re - im * im, 2.0 * re * im];
            self.samples.push((along(pair[0], pair[1], 0.5), fourfold));
        }
    }

    fn settle(&mut self) {
        if !self.lattice.is_empty() {
            return;
        }
        for row in 0..self.rows {
            for column in 0..self.columns {
                let p = [
                    self.low[0] + column as f64 * LATTICE,
                    self.low[1] + row as f64 * LATTICE,
                ];
                let sum = self.samples.iter().fold([0.0, 0.0], |sum, (q, v)| {
                    let weight = (distance(p, *q) + 120.0).powi(-4);
                    [sum[0] + v[0] * weight, sum[1] + v[1] * weight]
                });
                let length = sum[0].hypot(sum[1]).max(f64::MIN_POSITIVE);
                self.lattice.push([sum[0] / length, sum[1] / length]);
            }
        }
    }

    fn at(&self, p: Xy, family: usize) -> Xy {
        let x = ((p[0] - self.low[0]) / LATTICE).clamp(0.0, self.columns as f64 - 1.001);
        let y = ((p[1] - self.low[1]) / LATTICE).clamp(0.0, self.rows as f64 - 1.001);
        let (column, row) = (x as usize, y as usize);
        let value = |dx: usize, dy: usize| self.lattice[(row + dy) * self.columns + column + dx];
        let (u, v) = (x - x.floor(), y - y.floor());
        let sum = along(
            along(value(0, 0), value(1, 0), u),
            along(value(0, 1), value(1, 1), u),
            v,
        );
        let angle = sum[1].atan2(sum[0]) / 4.0 + 0.16 * noise(p, 650.0, 53);
        let (sin, cos) = angle.sin_cos();
        if family == 0 { [cos, sin] } else { [-sin, cos] }
    }
}

/// Streets as chains of shared nodes.
struct Net {
    nodes: Vec<Xy>,
    streets: Vec<(String, StreetClass, Vec<usize>)>,
    /// Street and the two nodes of each piece ever laid, by its number in the grid.
    pieces: Vec<(usize, usize, usize)>,
    grid: SegmentGrid,
}

impl Net {
    fn new(extent: (Xy, Xy)) -> Self {
        let grid = SegmentGrid::new(extent);
        Self {
            nodes: Vec::new(),
            streets: Vec::new(),
            pieces: Vec::new(),
            grid,
        }
    }

    fn has_parallel(&self, p: Xy, ahead: Xy, spacing: f64) -> bool {
        self.grid
            .any_within(p, spacing, |a, b| dot(direction(a, b), ahead).abs() > 0.8)
    }

    fn first_crossing(&self, a: Xy, b: Xy) -> Option<(f64, StreetClass)> {
        let (share, piece) = self.grid.first_crossing(a, b)?;
        Some((share, self.streets[self.pieces[piece].0].1))
    }

    /// Lays a street; makes a node wherever it meets another one. Corners within `snap` metres of
    /// a street or node move onto it.
    fn add_street(&mut self, name: String, class: StreetClass, line: &[Xy], snap: f64) {
        let mut chain: Vec<usize> = Vec::new();
        let last = line.len() - 1;
        for (i, &p) in line.iter().enumerate() {
            let reach = if i == 0 || i == last { snap } else { 0.5 };
            let node = self.node_at(p, reach);
            if let Some(&from) = chain.last() {
                self.meet_between(from, node, &mut chain);
            }
            if chain.last() != Some(&node) {
                chain.push(node);
            }
        }
        if chain.len() < 2 {
            return;
        }
        let street = self.streets.len();
        for pair in chain.windows(2) {
            self.add_piece(street, pair[0], pair[1]);
        }
        self.streets.push((name, class, chain));
    }

    fn add_piece(&mut self, street: usize, a: usize, b: usize) {
        let number = self.pieces.len();
        self.pieces.push((street, a, b));
        self.grid.add(self.nodes[a], self.nodes[b], number);
    }

    /// The node at a place: one that is near, one put into a piece that is near, or a new one.
    fn node_at(&mut self, p: Xy, reach: f64) -> usize {
        if let Some((piece, share)) = self.grid.nearest(p, reach) {
            return self.split(piece, share, reach.min(6.0));
        }
        self.nodes.push(crate::plane::to_centimetre(p));
        self.nodes.len() - 1
    }

    fn split(&mut self, piece: usize, share: f64, reach: f64) -> usize {
        let (street, a, b) = self.pieces[piece];
        let p = crate::plane::to_centimetre(along(self.nodes[a], self.nodes[b], share));
        for end in [a, b] {
            if distance(self.nodes[end], p) <= reach {
                return end;
            }
        }
        let node = self.nodes.len();
        self.nodes.push(p);
        self.grid.remove(piece);
        let chain = &mut self.streets[street].2;
        if let Some(i) = chain.windows(2).position(|w| w == [a, b]) {
            chain.insert(i + 1, node);
        }
        self.add_piece(street, a, node);
        self.add_piece(street, node, b);
        node
    }

    /// Puts nodes where the straight line between two nodes crosses other streets.
    fn meet_between(&mut self, from: usize, to: usize, chain: &mut Vec<usize>) {
        let (mut at, target) = (self.nodes[from], self.nodes[to]);
        for _ in 0..60 {
            let length = distance(at, target);
            if length < 4.0 {
                return;
            }
            // Begin a metre on, so that the street just met is not met again.
            let start = along(at, target, 1.0 / length);
            let Some((share, piece)) = self.grid.first_crossing(start, target) else {
                return;
            };
            let p = along(start, target, share);
            if distance(p, target) < 1.0 {
                return;
            }
            let (_, a, b) = self.pieces[piece];
            let part = to_segment(p, self.nodes[a], self.nodes[b]).1;
            let node = self.split(piece, part, 6.0);
            if node != to && !chain.contains(&node) {
                chain.push(node);
            }
            at = p;
        }
    }

    /// The pieces between junctions, of the largest connected part.
    fn segments(self) -> Vec<StreetSegment> {
        let mut uses = vec![0_u32; self.nodes.len()];
        let mut leader: Vec<usize> = (0..self.nodes.len()).collect();
        for (_, _, chain) in &self.streets {
            for (i, &node) in chain.iter().enumerate() {
                let is_end = i == 0 || i + 1 == chain.len();
                uses[node] += if is_end { 2 } else { 1 };
            }
            for pair in chain.windows(2) {
                let (a, b) = (find(&mut leader, pair[0]), find(&mut leader, pair[1]));
                leader[a] = b;
            }
        }
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        for (_, _, chain) in &self.streets {
            *sizes.entry(find(&mut leader, chain[0])).or_default() += chain.len();
        }
        let largest = sizes
            .iter()
            .max_by_key(|(_, size)| **size)
            .map(|(root, _)| *root);
        let mut segments = Vec::new();
        for (name, class, chain) in &self.streets {
            if Some(find(&mut leader, chain[0])) != largest {
                continue;
            }
            let mut points = vec![self.nodes[chain[0]]];
            for &node in &chain[1..] {
                points.push(self.nodes[node]);
                if uses[node] > 1 {
                    let next = vec![self.nodes[node]];
                    let points = std::mem::replace(&mut points, next);
                    segments.push(StreetSegment {
                        name: name.clone(),
                        class: *class,
                        points,
                    });
                }
            }
        }
        segments
    }
}

fn find(leader: &mut [usize], mut node: usize) -> usize {
    while leader[node] != node {
        leader[node] = leader[leader[node]];
        node = leader[node];
    }
    node
}

/// A Catmull-Rom curve through the corners, in steps of about `spacing` metres.
fn through(corners: &[Xy], spacing: f64) -> Vec<Xy> {
    let mut line = Vec::new();
    for i in 0..corners.len() - 1 {
        let (b, c) = (corners[i], corners[i + 1]);
        let a = if i == 0 {
            along(b, c, -1.0)
        } else {
            corners[i - 1]
        };
        let d = corners.get(i + 2).copied().unwrap_or(along(b, c, 2.0));
        let pieces = (distance(b, c) / spacing).ceil().max(1.0) as usize;
        for step in 0..pieces {
            let t = step as f64 / pieces as f64;
            let blend = |k: usize| {
                0.5 * (2.0 * b[k]
                    + (c[k] - a[k]) * t
                    + (2.0 * a[k] - 5.0 * b[k] + 4.0 * c[k] - d[k]) * t * t
                    + (3.0 * b[k] - a[k] - 3.0 * c[k] + d[k]) * t * t * t)
            };
            line.push([blend(0), blend(1)]);
        }
    }
    line.extend(corners.last());
    line
}
