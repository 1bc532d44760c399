use geo_types::{LineString, MultiPolygon};
use proptest::prelude::*;

use super::dissolve;

/// A pointy hexagon of a grid round Manchester, axial coordinates, in degrees; corners carry noise in
/// the last digits that depends on the cell, as those of H3 do.
fn hexagon(q: i32, r: i32) -> Vec<[f64; 2]> {
    let size = 7e-4;
    let x = -2.24 + size * 3.0_f64.sqrt() * (f64::from(q) + f64::from(r) / 2.0);
    let y = 53.48 + size * 1.5 * f64::from(r);
    let noise = f64::from((q * 31 + r * 17) % 7) * 1e-13;
    (0..=6)
        .map(|corner| {
            let angle = (60.0 * f64::from(corner % 6) + 30.0_f64).to_radians();
            [
                x + size * angle.cos() + noise,
                y + size * angle.sin() - noise,
            ]
        })
        .collect()
}

fn outline(cells: &[(i32, i32)]) -> MultiPolygon<f64> {
    let rings: Vec<_> = cells.iter().map(|&(q, r)| hexagon(q, r)).collect();
    dissolve(rings.iter().map(Vec::as_slice))
}

fn area(ring: &LineString<f64>) -> f64 {
    let [x0, y0] = ring.0[0].into();
    ring.lines()
        .map(|line| {
            (line.start.x - x0) * (line.end.y - y0) - (line.end.x - x0) * (line.start.y - y0)
        })
        .sum::<f64>()
        / 2.0
}

#[test]
fn one_cell_is_its_own_outline() {
    let one = outline(&[(0, 0)]);
    assert_eq!(one.0.len(), 1);
    assert_eq!(one.0[0].exterior().0.len(), 7);
    assert!(one.0[0].exterior().is_closed());
}

#[test]
fn a_ring_of_six_has_a_hole() {
    let ring = outline(&[(1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1)]);
    assert_eq!(ring.0.len(), 1);
    assert_eq!(ring.0[0].exterior().0.len(), 19);
    assert_eq!(ring.0[0].interiors().len(), 1);
    assert_eq!(ring.0[0].interiors()[0].0.len(), 7);
}

#[test]
fn an_island_in_a_hole_stays_an_outline_of_its_own() {
    let wide: Vec<_> = (-3..=3)
        .flat_map(|q| (-3..=3).map(move |r| (q, r)))
        .filter(|&(q, r): &(i32, i32)| (q + r).abs() <= 3)
        .filter(|&(q, r)| q.abs().max(r.abs()).max((q + r).abs()) == 3)
        .chain([(0, 0)])
        .collect();
    let both = outline(&wide);
    assert_eq!(both.0.len(), 2);
    let holes: Vec<_> = both
        .0
        .iter()
        .map(|polygon| polygon.interiors().len())
        .collect();
    assert_eq!(holes.iter().sum::<usize>(), 1);
    let sizes: Vec<_> = both.0.iter().map(|p| p.exterior().0.len()).collect();
    assert_eq!(
        holes[usize::from(sizes[0] < sizes[1])],
        1,
        "the hole belongs to the larger"
    );
}

#[test]
fn squares_that_touch_at_a_corner_stay_two() {
    let square = |x: f64, y: f64| vec![[x, y], [x + 1.0, y], [x + 1.0, y + 1.0], [x, y + 1.0]];
    let squares = [square(0.0, 0.0), square(1.0, 1.0)];
    assert_eq!(dissolve(squares.iter().map(Vec::as_slice)).0.len(), 2);
}

#[test]
fn nothing_dissolves_to_nothing() {
    assert!(outline(&[]).0.is_empty());
}

proptest! {
    #[test]
    fn the_outline_covers_what_the_cells_cover(cells in prop::collection::btree_set((-4..4, -4..4), 1..40)) {
        let cells: Vec<_> = cells.into_iter().collect();
        let dissolved = outline(&cells);
        let single = area(&LineString::from(hexagon(0, 0)));
        let mut covered = 0.0;
        for polygon in &dissolved {
            prop_assert!(area(polygon.exterior()) > 0.0);
            covered += area(polygon.exterior());
            for hole in polygon.interiors() {
                prop_assert!(area(hole) < 0.0);
                covered += area(hole);
            }
        }
        let expected = single * cells.len() as f64;
        prop_assert!((covered - expected).abs() < 1e-6 * expected, "{covered} against {expected}");
        // Edges with a cell on one side only.
        let set: std::collections::BTreeSet<_> = cells.iter().copied().collect();
        let around = [(1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1)];
        let free = cells
            .iter()
            .flat_map(|(q, r)| around.map(|(dq, dr)| (q + dq, r + dr)))
            .filter(|cell| !set.contains(cell))
            .count();
        let walked: usize = dissolved
            .iter()
            .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()))
            .map(|ring| ring.0.len() - 1)
            .sum();
        prop_assert_eq!(walked, free);
    }
}
