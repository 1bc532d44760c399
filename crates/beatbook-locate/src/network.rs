//! Street lines as a graph: segments between nodes, and where on it a position lies.
//!
//! Streets are drawn as lines, but incidents are counted, and spread, between junctions. A line is cut
//! where it can be left.
//!
//! | what is drawn | node? |
//! |---|---|
//! | the end of a line | yes |
//! | a corner that several lines share (OS Open Roads and Meridian 2 end every link at a junction; OpenStreetMap shares the corner) | yes |
//! | an end within [`MEETING`] of another end, of a corner, or of the middle of a line | yes: drawn by hand, they were meant to meet |
//! | two lines that cross without a corner in common | no: one goes over the other |
//! | a corner that lines of different levels share | no, see below |
//!
//! A level (`layer` of OpenStreetMap, a grade) keeps an overpass apart where the file has a corner at
//! it. At one point, what can pass on one level (a line running through, or two ends) is a node of that
//! level; a level with a single end cannot go on there, so that this is where the line changes its
//! level: it belongs to the nearest one. Hence a bridge joins the roads at both its ends and nothing
//! under it. Files that cut every line where another crosses in the plan need levels; without them
//! their overpasses are junctions.
//!
//! Nodes with two segments (a road that changes its name) are kept: they change no distance. Pieces
//! without length are left out, as is a piece drawn a second time, whichever way; pieces that lie on
//! one another in part only are not found. One-ways mean nothing to somebody on foot.
//!
//! Numbers follow the order of the file, so the same file gives the same network.

use std::collections::{HashMap, HashSet};

use beatbook_core::{Bng, Metres};
use geo::{Coord, LineString, MultiLineString};
use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::joins::Joins;
use crate::outline::Edge;
use crate::segments::Segments;

/// Ends this near to another line were meant to meet it. Centre lines of two roads are never drawn so
/// near to each other, and drawing programs are exact to a hundredth of it.
pub const MEETING: Metres = Metres(0.5);
/// Lines of one name that come this near to each other are one street: a roundabout or a square may
/// lie between them, but not another part of the town.
pub const ONE_STREET: Metres = Metres(200.0);
/// Segments are equally near when their distances differ by less: a position at a junction.
const EQUALLY_NEAR: f64 = 1e-3;

/// What a computed position may be off, in metres.
const ROUNDING: f64 = 1e-6;

/// A line of a street file, in EPSG:27700.
#[derive(Debug, Clone, Copy)]
pub struct StreetLine<'a> {
    /// Its course.
    pub line: &'a MultiLineString<f64>,
    /// Its name; empty where it has none.
    pub name: &'a str,
    /// Its level; 0 is the ground.
    pub level: i32,
}

/// A piece of a line between two nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkSegment {
    /// Place of its line in the list the network was built from.
    pub line: u32,
    /// Number of the street: segments of one name that hang together, but for gaps of
    /// [`ONE_STREET`]. A line without a name is a street of its own.
    pub street: u32,
    /// Node at its first corner.
    pub from: u32,
    /// Node at its last corner; the same as `from` for a loop.
    pub to: u32,
    /// Its length along the line, above 0.
    pub metres: f64,
    /// Its course.
    pub course: LineString<f64>,
}

impl NetworkSegment {
    /// The point halfway along it.
    pub fn middle(&self) -> Bng {
        let mut left = self.metres / 2.0;
        let mut at = self.course.0[0];
        for piece in self.course.lines() {
            let length = length(piece.start, piece.end);
            at = along(piece.start, piece.end, (left / length).min(1.0));
            if left <= length {
                break;
            }
            left -= length;
        }
        Bng {
            easting: at.x,
            northing: at.y,
        }
    }
}

/// What was found while the lines were cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Noding {
    /// Lines without length, or with a corner that is not a number.
    pub empty: u32,
    /// Pieces drawn a second time.
    pub repeated: u32,
    /// Ends that met another line nearly, but not exactly.
    pub nearly: u32,
}

/// Where on the network a position lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OnNetwork {
    /// Number of the nearest segment.
    pub segment: u32,
    /// How far along it, from its first corner.
    pub along: Metres,
    /// How far beside it the position lies.
    pub off: Metres,
}

/// Segments and nodes.
#[derive(Debug)]
pub struct StreetNetwork {
    segments: Vec<NetworkSegment>,
    nodes: u32,
    noding: Noding,
    /// Of each straight piece: its segment, where on it the piece begins, and the piece.
    pieces: Vec<(u32, f64, [Coord<f64>; 2])>,
    near: Segments,
}

impl StreetNetwork {
    /// Cuts lines at their nodes.
    ///
    /// ```
    /// use beatbook_locate::{StreetLine, StreetNetwork};
    /// use geo::{MultiLineString, line_string};
    ///
    /// // The second line ends in the middle of the first.
    /// let road = MultiLineString::from(line_string![(x: 0.0, y: 0.0), (x: 100.0, y: 0.0)]);
    /// let lane = MultiLineString::from(line_string![(x: 60.0, y: 0.0), (x: 60.0, y: 40.0)]);
    /// let lines = [("High Road", &road), ("Back Lane", &lane)]
    ///     .map(|(name, line)| StreetLine { line, name, level: 0 });
    /// let network = StreetNetwork::new(&lines);
    /// let metres: Vec<f64> = network.segments().iter().map(|segment| segment.metres).collect();
    /// assert_eq!((network.nodes(), metres), (4, vec![60.0, 40.0, 40.0]));
    /// ```
    pub fn new(lines: &[StreetLine<'_>]) -> Self {
        let mut noding = Noding::default();
        let mut paths = paths(lines, &mut noding);
        let tree = ends_tree(&paths);
        for path in &mut paths {
            path.put_in_corners(&tree);
        }
        let node_of = Nodes::new(&paths, &mut noding);
        let (mut segments, nodes) = cut(&paths, &node_of, &mut noding);
        name_streets(lines, &mut segments);
        let mut pieces = Vec::new();
        for (number, segment) in (0..).zip(&segments) {
            let mut along = 0.0;
            for piece in segment.course.lines() {
                pieces.push((number, along, [piece.start, piece.end]));
                along += length(piece.start, piece.end);
            }
        }
        let edges = (0..).zip(&pieces);
        let edges = edges.filter_map(|(number, (_, _, [a, b]))| Some((number, Edge::new(*a, *b)?)));
        let near = Segments::new(edges);
        Self {
            segments,
            nodes,
            noding,
            pieces,
            near,
        }
    }

    /// The segments, line after line and along each.
    pub fn segments(&self) -> &[NetworkSegment] {
        &self.segments
    }

    /// How many nodes there are: those of segments are numbered from 0.
    pub fn nodes(&self) -> u32 {
        self.nodes
    }

    /// What was found while the lines were cut.
    pub fn noding(&self) -> Noding {
        self.noding
    }

    /// The nearest segment, if one is that near. At a junction it is the segment with the lowest
    /// number: one of those that meet there has to have what happened at the corner.
    pub fn nearest(&self, position: Bng, within: Metres) -> Option<OnNetwork> {
        let at = Coord {
            x: position.easting,
            y: position.northing,
        };
        let (piece, off) = self.near.nearest_of_equals(at, within.0, EQUALLY_NEAR)?;
        let (segment, begins, [a, b]) = *self.pieces.get(piece as usize)?;
        let metres = self.segments[segment as usize].metres;
        let along = begins + foot(a, b, at) * length(a, b);
        Some(OnNetwork {
            segment,
            along: Metres(along.min(metres)),
            off: Metres(off),
        })
    }
}

/// One line without gaps.
struct Path {
    line: u32,
    level: i32,
    corners: Vec<Coord<f64>>,
}

/// The parts of all lines that have length, no corner twice in a row.
fn paths(lines: &[StreetLine<'_>], noding: &mut Noding) -> Vec<Path> {
    let mut paths = Vec::new();
    for (line, street) in (0..).zip(lines) {
        for part in street.line {
            let mut corners = part.0.clone();
            corners.dedup();
            if corners.len() < 2
                || corners
                    .iter()
                    .any(|c| !(c.x.is_finite() && c.y.is_finite()))
            {
                noding.empty += 1;
                continue;
            }
            paths.push(Path {
                line,
                level: street.level,
                corners,
            });
        }
    }
    paths
}

type Ends = RTree<GeomWithData<[f64; 2], i32>>;

/// All ends with their levels.
fn ends_tree(paths: &[Path]) -> Ends {
    let ends = paths.iter().flat_map(|path| {
        let ends = [path.corners[0], path.corners[path.corners.len() - 1]];
        ends.map(|end| GeomWithData::new([end.x, end.y], path.level))
    });
    RTree::bulk_load(ends.collect())
}

impl Path {
    /// Puts a corner wherever another line ends at the middle of a piece.
    fn put_in_corners(&mut self, ends: &Ends) {
        let mut corners = Vec::with_capacity(self.corners.len());
        for pair in self.corners.windows(2) {
            let [a, b] = [pair[0], pair[1]];
            corners.push(a);
            let around = rstar::AABB::from_corners(
                [a.x.min(b.x) - MEETING.0, a.y.min(b.y) - MEETING.0],
                [a.x.max(b.x) + MEETING.0, a.y.max(b.y) + MEETING.0],
            );
            let mut inside: Vec<(f64, Coord<f64>)> = ends
                .locate_in_envelope(around)
                .filter(|end| end.data == self.level)
                .filter_map(|end| {
                    let [x, y] = *end.geom();
                    let end = Coord { x, y };
                    let share = foot(a, b, end);
                    let on = along(a, b, share);
                    let is_here = length(on, end) <= MEETING.0
                        && length(a, end) > MEETING.0
                        && length(b, end) > MEETING.0;
                    // An end that is there to rounding is there.
                    let corner = if length(on, end) <= ROUNDING { end } else { on };
                    is_here.then_some((share, corner))
                })
                .collect();
            inside.sort_by(|(one, _), (other, _)| one.total_cmp(other));
            inside.dedup_by(|(one, _), (other, _)| one == other);
            corners.extend(inside.into_iter().map(|(_, corner)| corner));
        }
        corners.extend(self.corners.last());
        corners.dedup();
        self.corners = corners;
    }
}

/// What can be reached from what: the node of every corner that is one.
struct Nodes {
    /// Number of the place of a corner, by its coordinates.
    place: HashMap<[u64; 2], u32>,
    /// What stands for the places that are one.
    one: Vec<u32>,
    /// Level at which a corner of (place, level) is left; `None` where no line can be left.
    level: HashMap<(u32, i32), Option<i32>>,
}

/// How often lines of one level end at a place and run through it.
#[derive(Default, Clone, Copy)]
struct Meets {
    ends: u32,
    through: u32,
}

impl Nodes {
    fn new(paths: &[Path], noding: &mut Noding) -> Self {
        let mut place = HashMap::new();
        let mut at: Vec<Coord<f64>> = Vec::new();
        let mut is_end: Vec<bool> = Vec::new();
        for path in paths {
            let last = path.corners.len() - 1;
            for (i, &corner) in path.corners.iter().enumerate() {
                let number = *place.entry(bits(corner)).or_insert_with(|| {
                    at.push(corner);
                    is_end.push(false);
                    at.len() as u32 - 1
                });
                is_end[number as usize] |= i == 0 || i == last;
            }
        }
        let mut joins = Joins::new(at.len());
        let points = (0..).zip(&at);
        let points = points.map(|(number, c)| GeomWithData::new([c.x, c.y], number));
        let tree: RTree<GeomWithData<[f64; 2], u32>> = RTree::bulk_load(points.collect());
        for (number, corner) in (0..).zip(&at).filter(|(n, _)| is_end[*n as usize]) {
            let point = [corner.x, corner.y];
            let near = tree.locate_within_distance(point, MEETING.0 * MEETING.0);
            let mut near: Vec<u32> = near.map(|found| found.data).collect();
            near.retain(|&other| other != number);
            noding.nearly += u32::from(!near.is_empty());
            for other in near {
                joins.join(number, other);
            }
        }
        let one: Vec<u32> = (0..at.len() as u32).map(|n| joins.first_of(n)).collect();
        let mut meets: HashMap<u32, Vec<(i32, Meets)>> = HashMap::new();
        for path in paths {
            let last = path.corners.len() - 1;
            for (i, &corner) in path.corners.iter().enumerate() {
                let levels = meets.entry(one[place[&bits(corner)] as usize]).or_default();
                let found = levels.iter().position(|(level, _)| *level == path.level);
                let found = found.unwrap_or_else(|| {
                    levels.push((path.level, Meets::default()));
                    levels.len() - 1
                });
                let meets = &mut levels[found].1;
                if i == 0 || i == last {
                    meets.ends += 1;
                } else {
                    meets.through += 1;
                }
            }
        }
        let mut level = HashMap::new();
        for (place, levels) in meets {
            for (own, left_at) in left_at(&levels) {
                level.insert((place, own), left_at);
            }
        }
        Self { place, one, level }
    }

    /// A key of the node at a corner of a line of some level; `None` where it runs on.
    fn at(&self, corner: Coord<f64>, level: i32) -> Option<(u32, i32)> {
        let place = self.one[self.place[&bits(corner)] as usize];
        Some((place, self.level[&(place, level)]?))
    }
}

/// For each level at one place, the level whose node it is; `None` where a line runs through alone.
fn left_at(levels: &[(i32, Meets)]) -> Vec<(i32, Option<i32>)> {
    let passes = |meets: &Meets| meets.through > 0 || meets.ends > 1;
    let mut passable: Vec<i32> = levels
        .iter()
        .filter(|(_, meets)| passes(meets))
        .map(|(level, _)| *level)
        .collect();
    passable.sort_unstable();
    // Where nothing passes, all ends meet at the lowest level.
    let lowest = levels.iter().map(|(level, _)| *level).min();
    let target = |level: i32| {
        let nearest = passable.iter().min_by_key(|to| to.abs_diff(level));
        nearest.copied().or(lowest).unwrap_or(level)
    };
    let guests = |to: i32| {
        let single = levels.iter().filter(|(_, meets)| !passes(meets));
        single.filter(|(level, _)| target(*level) == to).count()
    };
    let node = |(level, meets): &(i32, Meets)| {
        let to = if passes(meets) {
            *level
        } else {
            target(*level)
        };
        let runs_on = passes(meets) && meets.ends == 0 && meets.through == 1 && guests(*level) == 0;
        (*level, (!runs_on).then_some(to))
    };
    levels.iter().map(node).collect()
}

/// Segments in the order of the lines, and how many nodes they have.
fn cut(paths: &[Path], nodes: &Nodes, noding: &mut Noding) -> (Vec<NetworkSegment>, u32) {
    let mut numbers: HashMap<(u32, i32), u32> = HashMap::new();
    let mut drawn: HashSet<Vec<[u64; 2]>> = HashSet::new();
    let mut segments = Vec::new();
    for path in paths {
        let mut course: Vec<Coord<f64>> = Vec::new();
        let mut from = None;
        for &corner in &path.corners {
            course.push(corner);
            let Some(node) = nodes.at(corner, path.level) else {
                continue;
            };
            let begins = from.replace(node);
            let walked = std::mem::replace(&mut course, vec![corner]);
            let Some(begins) = begins else {
                continue;
            };
            let metres = walked.windows(2).map(|pair| length(pair[0], pair[1])).sum();
            // What is left between two corners that are one node.
            if begins == node && metres <= 2.0 * MEETING.0 {
                continue;
            }
            if !drawn.insert(one_way(&walked)) {
                noding.repeated += 1;
                continue;
            }
            let mut number = |node| {
                let next = numbers.len() as u32;
                *numbers.entry(node).or_insert(next)
            };
            segments.push(NetworkSegment {
                line: path.line,
                street: 0,
                from: number(begins),
                to: number(node),
                metres,
                course: LineString(walked),
            });
        }
    }
    (segments, numbers.len() as u32)
}

/// Numbers the streets in the order of their first segment.
fn name_streets(lines: &[StreetLine<'_>], segments: &mut [NetworkSegment]) {
    let mut joins = Joins::new(segments.len());
    let mut by_name: HashMap<(&str, u32), Vec<u32>> = HashMap::new();
    for (number, segment) in (0..).zip(segments.iter()) {
        let name = lines[segment.line as usize].name;
        // Lines without a name have their own number for one.
        let unnamed = if name.is_empty() {
            segment.line
        } else {
            u32::MAX
        };
        by_name.entry((name, unnamed)).or_default().push(number);
    }
    for ((_, unnamed), members) in by_name {
        // Ends from west to east, so that only near ones are compared.
        let mut ends: Vec<(Coord<f64>, u32)> = members
            .iter()
            .flat_map(|&number| {
                let course = &segments[number as usize].course.0;
                [(course[0], number), (course[course.len() - 1], number)]
            })
            .collect();
        ends.sort_by(|(a, m), (b, n)| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)).then(m.cmp(n)));
        for (i, &(end, number)) in ends.iter().enumerate() {
            if unnamed != u32::MAX {
                joins.join(members[0], number);
                continue;
            }
            let near = ends[i + 1..]
                .iter()
                .take_while(|(other, _)| other.x - end.x <= ONE_STREET.0);
            for &(other, neighbour) in near {
                if length(end, other) <= ONE_STREET.0 {
                    joins.join(number, neighbour);
                }
            }
        }
    }
    let mut streets: HashMap<u32, u32> = HashMap::new();
    for (number, segment) in (0..).zip(segments.iter_mut()) {
        let next = streets.len() as u32;
        segment.street = *streets.entry(joins.first_of(number)).or_insert(next);
    }
}

/// A course as a key that does not depend on the way it was drawn.
fn one_way(course: &[Coord<f64>]) -> Vec<[u64; 2]> {
    let forth: Vec<[u64; 2]> = course.iter().map(|&corner| bits(corner)).collect();
    let back: Vec<[u64; 2]> = forth.iter().rev().copied().collect();
    forth.min(back)
}

/// Coordinates as a key; the two zeros are one.
fn bits(c: Coord<f64>) -> [u64; 2] {
    [c.x, c.y].map(|v| (v + 0.0).to_bits())
}

fn length(a: Coord<f64>, b: Coord<f64>) -> f64 {
    (b.x - a.x).hypot(b.y - a.y)
}

/// Where on a piece the point nearest to a position is, 0 at its start to 1 at its end.
fn foot(a: Coord<f64>, b: Coord<f64>, at: Coord<f64>) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let share = ((at.x - a.x) * dx + (at.y - a.y) * dy) / (dx * dx + dy * dy);
    share.clamp(0.0, 1.0)
}

fn along(a: Coord<f64>, b: Coord<f64>, share: f64) -> Coord<f64> {
    Coord {
        x: a.x + share * (b.x - a.x),
        y: a.y + share * (b.y - a.y),
    }
}

#[cfg(test)]
#[path = "network_tests.rs"]
mod tests;
