//! Plane geometry on the National Grid: the little that a made-up town needs.
//!
//! Positions are metres east and north ([`Xy`]); rings are open (the last vertex is not repeated).

use beatbook_core::{Bng, Wgs84};

/// Metres east and metres north, EPSG:27700.
pub(crate) type Xy = [f64; 2];

pub(crate) fn sub(a: Xy, b: Xy) -> Xy {
    [a[0] - b[0], a[1] - b[1]]
}

pub(crate) fn along(a: Xy, b: Xy, share: f64) -> Xy {
    [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
}

pub(crate) fn cross(a: Xy, b: Xy) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}

pub(crate) fn dot(a: Xy, b: Xy) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

pub(crate) fn distance(a: Xy, b: Xy) -> f64 {
    dot(sub(a, b), sub(a, b)).sqrt()
}

/// Unit vector from `a` to `b`; east where they coincide.
pub(crate) fn direction(a: Xy, b: Xy) -> Xy {
    let length = distance(a, b);
    if length == 0.0 {
        return [1.0, 0.0];
    }
    [(b[0] - a[0]) / length, (b[1] - a[1]) / length]
}

/// Signed area in square metres, positive when the ring runs anticlockwise.
pub(crate) fn area(ring: &[Xy]) -> f64 {
    let Some(&origin) = ring.first() else {
        return 0.0;
    };
    edges(ring)
        .map(|(a, b)| cross(sub(a, origin), sub(b, origin)))
        .sum::<f64>()
        / 2.0
}

/// The sides of a ring, the closing one included.
pub(crate) fn edges(ring: &[Xy]) -> impl Iterator<Item = (Xy, Xy)> + '_ {
    (0..ring.len()).map(|i| (ring[i], ring[(i + 1) % ring.len()]))
}

/// South-western and north-eastern corner of what the points cover.
pub(crate) fn bounds(points: &[Xy]) -> (Xy, Xy) {
    points.iter().fold(
        ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]),
        |(low, high), p| {
            (
                [low[0].min(p[0]), low[1].min(p[1])],
                [high[0].max(p[0]), high[1].max(p[1])],
            )
        },
    )
}

/// Even-odd rule.
pub(crate) fn inside(ring: &[Xy], p: Xy) -> bool {
    edges(ring).fold(false, |within, (a, b)| within ^ crosses_ray(a, b, p))
}

/// Does the side cross the ray that leaves `p` eastwards?
pub(crate) fn crosses_ray(a: Xy, b: Xy, p: Xy) -> bool {
    (a[1] > p[1]) != (b[1] > p[1]) && p[0] < (b[0] - a[0]) * (p[1] - a[1]) / (b[1] - a[1]) + a[0]
}

/// The nearest point of a segment: its distance from `p` and its share of the way from `a` to `b`.
pub(crate) fn to_segment(p: Xy, a: Xy, b: Xy) -> (f64, f64) {
    let run = sub(b, a);
    let square = dot(run, run);
    let share = if square == 0.0 {
        0.0
    } else {
        (dot(sub(p, a), run) / square).clamp(0.0, 1.0)
    };
    (distance(p, along(a, b, share)), share)
}

/// Where two segments cross, as the shares of each; `None` when they do not, or are parallel.
pub(crate) fn crossing(a: Xy, b: Xy, c: Xy, d: Xy) -> Option<(f64, f64)> {
    let (ab, cd, ac) = (sub(b, a), sub(d, c), sub(c, a));
    let scale = cross(ab, cd);
    if scale == 0.0 {
        return None;
    }
    let (s, t) = (cross(ac, cd) / scale, cross(ac, ab) / scale);
    ((0.0..=1.0).contains(&s) && (0.0..=1.0).contains(&t)).then_some((s, t))
}

/// Rounds the corners of a line (Chaikin), keeping its two ends.
pub(crate) fn smooth(line: &[Xy], times: usize) -> Vec<Xy> {
    let mut line = line.to_vec();
    for _ in 0..times {
        let (Some(&first), Some(&last)) = (line.first(), line.last()) else {
            return line;
        };
        let cut = line
            .windows(2)
            .flat_map(|w| [along(w[0], w[1], 0.25), along(w[0], w[1], 0.75)]);
        line = std::iter::once(first)
            .chain(cut)
            .chain(std::iter::once(last))
            .collect();
    }
    line
}

/// Rounds the corners of a ring (Chaikin).
pub(crate) fn smooth_ring(ring: &[Xy], times: usize) -> Vec<Xy> {
    let mut ring = ring.to_vec();
    for _ in 0..times {
        ring = edges(&ring)
            .flat_map(|(a, b)| [along(a, b, 0.25), along(a, b, 0.75)])
            .collect();
    }
    ring
}

/// A ribbon of a given width around a line, for rivers.
pub(crate) fn ribbon(line: &[Xy], width: f64) -> Vec<Xy> {
    let side = |sign: f64| {
        (0..line.len()).map(move |i| {
            let d = direction(line[i.saturating_sub(1)], line[(i + 1).min(line.len() - 1)]);
            [
                line[i][0] - sign * d[1] * width / 2.0,
                line[i][1] + sign * d[0] * width / 2.0,
            ]
        })
    };
    let mut ring: Vec<Xy> = side(1.0).collect();
    ring.extend(side(-1.0).collect::<Vec<_>>().into_iter().rev());
    ring
}

/// Smooth noise in -1..1 that depends on the place alone: values on a lattice, blended between.
pub(crate) fn noise(p: Xy, lattice_metres: f64, salt: u64) -> f64 {
    let (x, y) = (p[0] / lattice_metres, p[1] / lattice_metres);
    let (column, row) = (x.floor(), y.floor());
    let ease = |t: f64| t * t * (3.0 - 2.0 * t);
    let (u, v) = (ease(x - column), ease(y - row));
    let at = |dx: i64, dy: i64| {
        let key = (column as i64 + dx) as u64;
        let key = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ ((row as i64 + dy) as u64);
        let mixed = mix(mix(key) ^ salt);
        mixed as f64 / u64::MAX as f64 * 2.0 - 1.0
    };
    let south = at(0, 0) * (1.0 - u) + at(1, 0) * u;
    let north = at(0, 1) * (1.0 - u) + at(1, 1) * u;
    south * (1.0 - v) + north * v
}

/// Stafford's variant 13 of the 64-bit mixer of `SplitMix`.
pub(crate) fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

/// Centimetres: what the files hold, so that neighbours share their vertices to the last bit.
pub(crate) fn to_centimetre(p: Xy) -> Xy {
    [
        (p[0] * 100.0).round() / 100.0,
        (p[1] * 100.0).round() / 100.0,
    ]
}

/// Latitude and longitude, in that order as in the tables of landmarks, to the grid (OSTN15).
pub(crate) fn from_degrees(lat: f64, lon: f64) -> Xy {
    let (east, north) = lonlat_bng::convert_osgb36(lon, lat)
        .expect("every position of the town lies in Great Britain, which OSTN15 covers");
    [east, north]
}

/// Grid to degrees (OSTN15).
pub(crate) fn to_degrees(p: Xy) -> Wgs84 {
    let (lon, lat) = lonlat_bng::convert_osgb36_to_ll(p[0], p[1])
        .expect("every position of the town lies in Great Britain, which OSTN15 covers");
    Wgs84 { lon, lat }
}

pub(crate) fn bng(p: Xy) -> Bng {
    Bng {
        easting: p[0],
        northing: p[1],
    }
}

/// The centre of gravity of a simple ring.
pub(crate) fn centroid(ring: &[Xy]) -> Xy {
    let Some(&origin) = ring.first() else {
        return [0.0, 0.0];
    };
    // From the first vertex, so that large eastings do not eat the digits.
    let (mut sum, mut doubled) = ([0.0, 0.0], 0.0);
    for (a, b) in edges(ring) {
        let (a, b) = (sub(a, origin), sub(b, origin));
        let part = cross(a, b);
        doubled += part;
        sum = [sum[0] + part * (a[0] + b[0]), sum[1] + part * (a[1] + b[1])];
    }
    [
        origin[0] + sum[0] / (3.0 * doubled),
        origin[1] + sum[1] / (3.0 * doubled),
    ]
}

/// A hill of height 1 over a latitude and longitude, which falls to 1/e at `reach` metres.
pub(crate) fn hill(p: Xy, lat: f64, lon: f64, reach: f64) -> f64 {
    let far = distance(p, from_degrees(lat, lon)) / reach;
    (-far * far).exp()
}
