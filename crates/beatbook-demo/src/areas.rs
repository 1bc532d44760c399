//! The made-up LSOA layer: 282 areas that share their vertices exactly.
//!
//! Sites are spread by a density (small areas in the centre, large ones at the airport and the
//! great park), evened out by Lloyd's method, and mirrored in the city's outline, so that the
//! Voronoi edge between a site and its mirror image lies on the outline. Every edge is bent once
//! and used by both its areas; the outline of the city is what no two areas share.

use std::collections::BTreeMap;

use rand::RngExt;

use crate::chance::stream;
use crate::delaunay::{circumcentre, triangulate};
use crate::plane::{
    Xy, along, bounds, cross, direction, distance, dot, edges, from_degrees, inside, noise,
    smooth_ring, sub, to_centimetre,
};

/// How many areas: as many as the real city had in 2011.
pub(crate) const AREAS: usize = 282;
/// Groups of about five areas, which give the areas their names and the beats their ground.
pub(crate) const GROUPS: usize = 57;
/// Seed of the town itself: the same ground under every `--seed`.
pub(crate) const TOWN_SEED: u64 = 0x00BE_A7B0;

/// One area: a simple polygon without holes, anticlockwise, not closed, EPSG:27700.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoArea {
    /// `E01900001` and on: the shape of an LSOA code, in a range that was never given out.
    pub code: String,
    /// `Manchester 001A` and on, from north to south.
    pub name: String,
    /// Metres east and north, to the centimetre.
    pub ring: Vec<[f64; 2]>,
}

pub(crate) struct Areas {
    pub polygons: Vec<DemoArea>,
    /// The union of the areas, anticlockwise.
    pub outline: Vec<Xy>,
    /// Per area, its group: 0 is the northernmost of [`GROUPS`].
    pub group_of: Vec<usize>,
}

/// Latitude and longitude of the corners of the city, drawn by hand.
const OUTLINE: [(f64, f64); 62] = [
    (53.5430, -2.2500),
    (53.5448, -2.2350),
    (53.5405, -2.2150),
    (53.5345, -2.1960),
    (53.5305, -2.1790),
    (53.5220, -2.1690),
    (53.5120, -2.1660),
    (53.5030, -2.1730),
    (53.4960, -2.1740),
    (53.4900, -2.1650),
    (53.4800, -2.1590),
    (53.4720, -2.1550),
    (53.4640, -2.1480),
    (53.4575, -2.1570),
    (53.4520, -2.1700),
    (53.4440, -2.1720),
    (53.4370, -2.1810),
    (53.4260, -2.1900),
    (53.4200, -2.2030),
    (53.4090, -2.2090),
    (53.4015, -2.2150),
    (53.4000, -2.2270),
    (53.3950, -2.2350),
    (53.3850, -2.2380),
    (53.3770, -2.2400),
    (53.3660, -2.2440),
    (53.3580, -2.2450),
    (53.3530, -2.2560),
    (53.3460, -2.2700),
    (53.3402, -2.2850),
    (53.3430, -2.3000),
    (53.3530, -2.3130),
    (53.3610, -2.3190),
    (53.3700, -2.3110),
    (53.3800, -2.3070),
    (53.3900, -2.3130),
    (53.4000, -2.3140),
    (53.4100, -2.3130),
    (53.4180, -2.3010),
    (53.4180, -2.2880),
    (53.4250, -2.2830),
    (53.4290, -2.2960),
    (53.4390, -2.3010),
    (53.4470, -2.2920),
    (53.4510, -2.2760),
    (53.4560, -2.2680),
    (53.4640, -2.2690),
    (53.4700, -2.2680),
    (53.4760, -2.2640),
    (53.4795, -2.2560),
    (53.4850, -2.2510),
    (53.4890, -2.2510),
    (53.4950, -2.2570),
    (53.5000, -2.2590),
    (53.5040, -2.2560),
    (53.5110, -2.2560),
    (53.5160, -2.2570),
    (53.5220, -2.2610),
    (53.5270, -2.2680),
    (53.5320, -2.2690),
    (53.5380, -2.2640),
    (53.5415, -2.2580),
];

pub(crate) fn build() -> Areas {
    let outline: Vec<Xy> = OUTLINE
        .iter()
        .map(|&(lat, lon)| from_degrees(lat, lon))
        .collect();
    let outline = ragged(&outline);
    let (sites, weights) = spread_sites(&outline);
    let groups = group_centres(&sites, &weights);
    let mut points = sites.clone();
    points.extend(mirror_images(&outline, &sites));
    let mesh = Mesh::new(&points, sites.len());
    let rings: Vec<Vec<Xy>> = (0..sites.len()).map(|site| mesh.ring(site)).collect();
    let outline = mesh.outer_ring();
    let (polygons, group_of) = name_areas(&sites, rings, &groups);
    Areas {
        polygons,
        outline,
        group_of,
    }
}

/// Draws the outline in (it was drawn generously) and roughens it.
fn ragged(corners: &[Xy]) -> Vec<Xy> {
    let soft = smooth_ring(corners, 1);
    // The corners run clockwise, so the city lies to the right of each side.
    edges(&soft)
        .flat_map(|(a, b)| {
            let pieces = (distance(a, b) / 130.0).ceil().max(1.0) as usize;
            let d = direction(a, b);
            (0..pieces).map(move |i| {
                let p = along(a, b, i as f64 / pieces as f64);
                let inward = 165.0 + 130.0 * noise(p, 520.0, 23) + 60.0 * noise(p, 260.0, 24);
                [p[0] + d[1] * inward, p[1] - d[0] * inward]
            })
        })
        .collect()
}

/// Areas per square metre, up to a factor.
fn density(p: Xy) -> f64 {
    let bump = |lat: f64, lon: f64, reach: f64| {
        let d = distance(p, from_degrees(lat, lon)) / reach;
        (-d * d).exp()
    };
    let people =
        0.8 + 1.9 * bump(53.4770, -2.2400, 1_700.0) + 1.2 * bump(53.4560, -2.2260, 3_000.0);
    let empty = 0.9 * bump(53.3560, -2.2830, 2_300.0) + 0.8 * bump(53.5350, -2.2520, 1_000.0);
    people * (1.0 - empty).max(0.08) * (1.0 + 0.35 * noise(p, 900.0, 11))
}

fn spread_sites(outline: &[Xy]) -> (Vec<Xy>, Vec<(Xy, f64)>) {
    let (low, high) = bounds(outline);
    let mut raster = Vec::new();
    let mut y = low[1] + 60.0;
    while y < high[1] {
        let mut x = low[0] + 60.0;
        while x < high[0] {
            if inside(outline, [x, y]) {
                raster.push(([x, y], density([x, y])));
            }
            x += 120.0;
        }
        y += 120.0;
    }
    let mut rng = stream(TOWN_SEED, "sites");
    let mut sites = pick_weighted(&raster, AREAS, &mut rng);
    for _ in 0..9 {
        recentre(&mut sites, &raster);
    }
    (sites, raster)
}

fn pick_weighted(raster: &[(Xy, f64)], wanted: usize, rng: &mut impl RngExt) -> Vec<Xy> {
    let total: f64 = raster.iter().map(|(_, w)| w).sum();
    (0..wanted)
        .map(|_| {
            let mut left = rng.random::<f64>() * total;
            let hit = raster.iter().find(|(_, w)| {
                left -= w;
                left <= 0.0
            });
            let p = hit.map_or(raster[0].0, |(p, _)| *p);
            [
                p[0] + rng.random_range(-50.0..50.0),
                p[1] + rng.random_range(-50.0..50.0),
            ]
        })
        .collect()
}

fn nearest(sites: &[Xy], p: Xy) -> usize {
    let mut best = (f64::INFINITY, 0);
    for (i, site) in sites.iter().enumerate() {
        let d = sub(*site, p);
        let square = dot(d, d);
        if square < best.0 {
            best = (square, i);
        }
    }
    best.1
}

/// One step of Lloyd's method: each site moves to the weighted middle of what is nearest to it.
fn recentre(sites: &mut [Xy], raster: &[(Xy, f64)]) {
    let mut sums = vec![[0.0, 0.0, 0.0]; sites.len()];
    for (p, w) in raster {
        let sum = &mut sums[nearest(sites, *p)];
        *sum = [sum[0] + p[0] * w, sum[1] + p[1] * w, sum[2] + w];
    }
    for (site, [x, y, w]) in sites.iter_mut().zip(sums) {
        if w > 0.0 {
            *site = [x / w, y / w];
        }
    }
}

fn group_centres(sites: &[Xy], raster: &[(Xy, f64)]) -> Vec<Xy> {
    let mut rng = stream(TOWN_SEED, "groups");
    let even: Vec<(Xy, f64)> = sites.iter().map(|s| (*s, 1.0)).collect();
    let mut centres = pick_weighted(raster, GROUPS, &mut rng);
    for _ in 0..12 {
        recentre(&mut centres, &even);
    }
    centres.sort_by(|a, b| b[1].total_cmp(&a[1]));
    centres
}

/// Mirror images of the sites in the outline, one for about each 120 m of it.
fn mirror_images(outline: &[Xy], sites: &[Xy]) -> Vec<Xy> {
    let mut images: Vec<Xy> = Vec::new();
    for (a, b) in edges(outline) {
        let pieces = (distance(a, b) / 120.0).ceil().max(1.0) as usize;
        for i in 0..pieces {
            let q = along(a, b, (i as f64 + 0.5) / pieces as f64);
            let site = sites[nearest(sites, q)];
            let d = direction(a, b);
            let off = cross(d, sub(site, q));
            let image = [site[0] + 2.0 * off * d[1], site[1] - 2.0 * off * d[0]];
            let clear = images.iter().all(|other| distance(*other, image) > 70.0);
            if clear && !inside(outline, image) {
                images.push(image);
            }
        }
    }
    let (low, high) = bounds(outline);
    let far = 9_000.0;
    for (x, y) in [
        (low[0] - far, low[1] - far),
        (high[0] + far, low[1] - far + 10.0),
        (low[0] - far + 20.0, high[1] + far),
        (high[0] + far, high[1] + far + 30.0),
    ] {
        images.push([x, y]);
    }
    images
}

/// The Voronoi mesh: corners are circumcentres, named by their triangle; each edge is bent once.
struct Mesh {
    corners: Vec<Xy>,
    /// Per inner site, its corners anticlockwise.
    cells: Vec<Vec<usize>>,
    /// Per edge (lower corner, higher corner), the points between.
    bends: BTreeMap<(usize, usize), Vec<Xy>>,
}

impl Mesh {
    fn new(points: &[Xy], inner: usize) -> Self {
        let triangles = triangulate(points);
        let corners: Vec<Xy> = triangles
            .iter()
            .map(|t| to_centimetre(circumcentre(points[t[0]], points[t[1]], points[t[2]])))
            .collect();
        let mut cells: Vec<Vec<usize>> = vec![Vec::new(); inner];
        for (i, triangle) in triangles.iter().enumerate() {
            for &corner in triangle.iter().filter(|&&corner| corner < inner) {
                cells[corner].push(i);
            }
        }
        // A cell's triangles in turn around its site: by the direction of their middles, which
        // lie around the site even where the circumcentres do not tell apart.
        for (site, cell) in cells.iter_mut().enumerate() {
            let bearing = |t: &usize| {
                let t = triangles[*t];
                let x = t.iter().map(|&c| points[c][0]).sum::<f64>() / 3.0 - points[site][0];
                let y = t.iter().map(|&c| points[c][1]).sum::<f64>() / 3.0 - points[site][1];
                y.atan2(x)
            };
            cell.sort_by(|a, b| bearing(a).total_cmp(&bearing(b)));
        }
        let mut mesh = Self {
            corners,
            cells,
            bends: BTreeMap::new(),
        };
        for (site, &middle) in points.iter().enumerate().take(inner) {
            for i in 0..mesh.cells[site].len() {
                let (from, to) = mesh.side(site, i);
                let key = (from.min(to), from.max(to));
                if !mesh.bends.contains_key(&key) {
                    let bent = bend(middle, mesh.corners[key.0], mesh.corners[key.1]);
                    mesh.bends.insert(key, bent);
                }
            }
        }
        mesh
    }

    fn side(&self, site: usize, i: usize) -> (usize, usize) {
        let cell = &self.cells[site];
        (cell[i], cell[(i + 1) % cell.len()])
    }

    /// The first corner of an edge and the points between, in the direction asked for.
    fn run(&self, from: usize, to: usize) -> Vec<Xy> {
        let mut bent = self.bends[&(from.min(to), from.max(to))].clone();
        if from > to {
            bent.reverse();
        }
        bent.insert(0, self.corners[from]);
        bent
    }

    fn ring(&self, site: usize) -> Vec<Xy> {
        let sides = 0..self.cells[site].len();
        let mut ring: Vec<Xy> = sides
            .flat_map(|i| {
                let (from, to) = self.side(site, i);
                self.run(from, to)
            })
            .collect();
        ring.dedup();
        ring
    }

    /// The longest closed walk over the edges that belong to one inner cell only.
    fn outer_ring(&self) -> Vec<Xy> {
        let mut next: BTreeMap<usize, usize> = BTreeMap::new();
        let mut uses: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let sides: Vec<(usize, usize)> = (0..self.cells.len())
            .flat_map(|site| (0..self.cells[site].len()).map(move |i| (site, i)))
            .map(|(site, i)| self.side(site, i))
            .collect();
        for &(from, to) in &sides {
            *uses.entry((from.min(to), from.max(to))).or_default() += 1;
        }
        for (from, to) in sides {
            if uses[&(from.min(to), from.max(to))] == 1 {
                next.insert(from, to);
            }
        }
        let mut best: Vec<Xy> = Vec::new();
        while let Some((&start, _)) = next.iter().next() {
            let mut ring = Vec::new();
            let mut at = start;
            while let Some(to) = next.remove(&at) {
                ring.extend(self.run(at, to));
                at = to;
            }
            if ring.len() > best.len() {
                best = ring;
            }
        }
        best.dedup();
        best
    }
}

/// Bends an edge within the two triangles that join it to the sites on its sides: those triangles
/// are mirror images and no two edges' triangles overlap, so bent edges never cross.
fn bend(site: Xy, a: Xy, b: Xy) -> Vec<Xy> {
    let length = distance(a, b);
    let pieces = (length / 55.0).floor() as usize;
    let d = direction(a, b);
    let height = cross(d, sub(site, a)).abs();
    let foot = dot(d, sub(site, a)) / length.max(1.0);
    (1..pieces)
        .map(|i| {
            let t = i as f64 / pieces as f64;
            // Half the height of the triangle above this point of its base.
            let rising = if foot > 0.0 { t / foot } else { f64::INFINITY };
            let falling = if foot < 1.0 {
                (1.0 - t) / (1.0 - foot)
            } else {
                f64::INFINITY
            };
            let room = 0.5 * height * rising.min(falling).min(1.0);
            let p = along(a, b, t);
            let wave = noise(p, 230.0, 21) + 0.6 * noise(p, 90.0, 22);
            let off = (wave * 60.0).clamp(-room, room);
            to_centimetre([p[0] - d[1] * off, p[1] + d[0] * off])
        })
        .collect()
}

/// The areas in order of their names, and the group of each.
fn name_areas(sites: &[Xy], rings: Vec<Vec<Xy>>, groups: &[Xy]) -> (Vec<DemoArea>, Vec<usize>) {
    let mut order: Vec<(usize, usize)> = sites
        .iter()
        .enumerate()
        .map(|(i, s)| (nearest(groups, *s), i))
        .collect();
    order.sort_by(|a, b| a.0.cmp(&b.0).then(sites[b.1][1].total_cmp(&sites[a.1][1])));
    let mut rings: Vec<Option<Vec<Xy>>> = rings.into_iter().map(Some).collect();
    let mut letters = [0_u8; GROUPS];
    let mut number = 0;
    let mut last_group = usize::MAX;
    order
        .into_iter()
        .enumerate()
        .map(|(i, (group, site))| {
            if group != last_group {
                number += 1;
                last_group = group;
            }
            let letter = char::from(b'A' + letters[group]);
            letters[group] += 1;
            let area = DemoArea {
                code: format!("E019{:05}", i + 1),
                name: format!("Manchester {number:03}{letter}"),
                ring: rings[site].take().unwrap_or_default(),
            };
            (area, group)
        })
        .unzip()
}
