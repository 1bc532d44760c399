//! Made-up areas that share their edges: a partition of an uneven coast line's inside, small areas
//! in towns and large ones between, with crooked edges as surveyed boundaries have.

use geo::{LineString, MultiPolygon, Polygon};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

type Corner = [f64; 2];

/// How far the middle of an edge is moved aside, as a share of its length, and by how much less
/// where it is halved again.
const BEND: f64 = 0.08;
const LESS: f64 = 0.75;

/// A lattice of so many areas of so many kilometres on average, whose sides are halved so often.
pub struct Lattice {
    pub areas: usize,
    pub width: f64,
    pub halvings: u32,
}

impl Lattice {
    /// The areas, in EPSG:27700, row after row.
    pub fn areas(&self) -> Vec<MultiPolygon<f64>> {
        let side = (self.areas as f64 * 2.0).sqrt().ceil() as i32;
        let middle = f64::from(side) / 2.0;
        let inland = |&(i, j): &(i32, i32)| {
            let (x, y) = (f64::from(i) + 0.5 - middle, f64::from(j) + 0.5 - middle);
            let angle = y.atan2(x);
            let coast = 1.0 + 0.25 * (3.0 * angle).sin() + 0.1 * (11.0 * angle).cos();
            x.hypot(y) / coast
        };
        let mut cells: Vec<_> = (0..side)
            .flat_map(|j| (0..side).map(move |i| (i, j)))
            .collect();
        cells.sort_by(|a, b| inland(a).total_cmp(&inland(b)));
        cells.truncate(self.areas);
        cells.sort_unstable_by_key(|&(i, j)| (j, i));

        let towns = self.towns(side);
        let node = |i: i32, j: i32| self.node(i, j, &towns);
        let area = |&(i, j): &(i32, i32)| {
            let (sw, se) = (node(i, j), node(i + 1, j));
            let (nw, ne) = (node(i, j + 1), node(i + 1, j + 1));
            // Both areas beside a side walk it from the same end.
            let mut ring = self.side(sw, se, key(i, j, 0));
            ring.extend(self.side(se, ne, key(i + 1, j, 1)));
            ring.extend(self.side(nw, ne, key(i, j + 1, 0)).into_iter().rev());
            ring.extend(self.side(sw, nw, key(i, j, 1)).into_iter().rev());
            ring.dedup();
            let ring: LineString<f64> = ring.into_iter().collect();
            MultiPolygon(vec![Polygon::new(ring, vec![])])
        };
        cells.iter().map(area).collect()
    }

    /// Where ground is drawn together: middle, reach, and by how much.
    fn towns(&self, side: i32) -> Vec<(Corner, f64, f64)> {
        let extent = f64::from(side) * self.width;
        let mut random = ChaCha8Rng::seed_from_u64(23);
        let count = (self.areas / 600).max(3);
        let mut town = || {
            let middle = [0; 2].map(|_| random.random_range(0.2..0.8) * extent);
            let reach = extent * random.random_range(0.015..0.06);
            (middle, reach, random.random_range(0.6..0.85))
        };
        (0..count).map(|_| town()).collect()
    }

    fn node(&self, i: i32, j: i32, towns: &[(Corner, f64, f64)]) -> Corner {
        let mut random = ChaCha8Rng::seed_from_u64(key(i, j, 2));
        let mut p =
            [i, j].map(|along| (f64::from(along) + random.random_range(-0.2..0.2)) * self.width);
        // One town after another: no step folds the ground over, so that all of them do not.
        for ([x, y], reach, pull) in towns {
            let (dx, dy) = (p[0] - x, p[1] - y);
            let near = (-(dx * dx + dy * dy) / (2.0 * reach * reach)).exp();
            let stays = 1.0 - pull * near;
            p = [x + dx * stays, y + dy * stays];
        }
        [p[0] + 80_000.0, p[1] + 5_000.0]
    }

    /// The corners of a crooked line between two nodes, both ends with it.
    fn side(&self, from: Corner, to: Corner, key: u64) -> Vec<Corner> {
        let mut random = ChaCha8Rng::seed_from_u64(key);
        let mut line = vec![from, to];
        let mut bend = BEND;
        // Some sides are long and crooked, some all but straight.
        let halvings = random.random_range(self.halvings.saturating_sub(2)..=self.halvings);
        for _ in 0..halvings {
            let mut finer = Vec::with_capacity(2 * line.len());
            for pair in line.windows(2) {
                let [[ax, ay], [bx, by]] = [pair[0], pair[1]];
                let aside = random.random_range(-bend..bend);
                let x = f64::midpoint(ax, bx) - (by - ay) * aside;
                let y = f64::midpoint(ay, by) + (bx - ax) * aside;
                finer.extend([[ax, ay], [x, y].map(to_centimetres)]);
            }
            finer.push(to);
            line = finer;
            bend *= LESS;
        }
        line
    }
}

fn to_centimetres(metres: f64) -> f64 {
    (metres * 100.0).round() / 100.0
}

fn key(i: i32, j: i32, kind: u64) -> u64 {
    let number = |n: i32| u64::from(n as u32);
    (number(i) << 34) | (number(j) << 4) | kind
}
