use std::collections::BTreeSet;

use geo_types::{LineString, MultiPolygon, Polygon};
use proptest::prelude::*;

use super::{LAST_ZOOMS, key, simplify};
use crate::Shape;
use crate::shape::Parts;

fn shape(rings: &[Vec<[f64; 2]>]) -> Shape {
    let mut rings = rings.iter().map(|ring| LineString::from(ring.clone()));
    let outer = rings.next().unwrap();
    Shape::from_polygons(&MultiPolygon(vec![Polygon::new(outer, rings.collect())]))
}

fn vertices(shape: &Shape, zoom: u8) -> Vec<[f64; 2]> {
    match shape.parts(zoom) {
        Parts::Polygons(polygons) => polygons.iter().flatten().flatten().copied().collect(),
        Parts::Lines(lines) => lines.iter().flatten().copied().collect(),
        Parts::Points(points) => points.clone(),
    }
}

/// A line that wanders about 53.5 north from west to east.
fn wandering() -> impl Strategy<Value = Vec<[f64; 2]>> {
    prop::collection::vec(-0.01..0.01_f64, 3..60).prop_map(|off| {
        let step = 0.2 / off.len() as f64;
        (0..)
            .zip(off)
            .map(|(i, off)| [-2.3 + f64::from(i) * step, 53.5 + off])
            .collect()
    })
}

#[test]
fn a_straight_run_keeps_its_corners_alone_and_a_near_view_all_vertices() {
    let side = |t: f64| {
        [
            [-2.3 + t, 53.4],
            [-2.1, 53.4 + t],
            [-2.1 - t, 53.6],
            [-2.3, 53.6 - t],
        ]
    };
    let ring: Vec<[f64; 2]> = (0..4)
        .flat_map(|edge| (0..10).map(move |i| side(f64::from(i) * 0.02)[edge]))
        .collect();
    let mut shapes = [shape(&[ring.clone()])];
    simplify(&mut shapes);
    assert!((4..=5).contains(&vertices(&shapes[0], 7).len()));
    assert_eq!(vertices(&shapes[0], 14).len(), ring.len());
}

#[test]
fn an_enclave_and_the_hole_round_it_stay_one() {
    let corner = |i: u32| f64::from(i).to_radians();
    let round: Vec<[f64; 2]> = (0..360)
        .step_by(3)
        .map(|i| {
            [
                -2.2 + 0.01 * corner(i).cos(),
                53.5 + 0.006 * (corner(i).sin() + 0.1 * corner(7 * i).sin()),
            ]
        })
        .collect();
    let mut back = round.clone();
    back.reverse();
    back.rotate_left(31);
    let square = vec![[-2.3, 53.4], [-2.1, 53.4], [-2.1, 53.6], [-2.3, 53.6]];
    let mut shapes = [shape(&[round]), shape(&[square, back])];
    simplify(&mut shapes);
    for zoom in LAST_ZOOMS {
        let enclave: BTreeSet<_> = vertices(&shapes[0], zoom).into_iter().map(key).collect();
        let around: BTreeSet<_> = vertices(&shapes[1], zoom).into_iter().map(key).collect();
        assert!(enclave.is_subset(&around), "zoom {zoom}");
        assert!(enclave.len() >= 3);
    }
    assert!(vertices(&shapes[0], 7).len() < 30);
}

proptest! {
    #[test]
    fn areas_that_share_an_edge_share_it_at_every_zoom(edge in wandering(), turn in 0..80_usize) {
        let (first, last) = (edge[0], *edge.last().unwrap());
        let north: Vec<_> = edge.iter().copied().chain([[last[0], 53.6], [first[0], 53.6]]).collect();
        let mut south: Vec<_> = edge.iter().copied().chain([[last[0], 53.4], [first[0], 53.4]]).collect();
        south.reverse();
        let by = turn % south.len();
        south.rotate_left(by);
        let mut shapes = [shape(&[north]), shape(&[south])];
        simplify(&mut shapes);
        let (lowest, highest) = (vertices(&shape(&[vec![[0.0, 53.42]; 4]]), 14)[0][1], vertices(&shape(&[vec![[0.0, 53.58]; 4]]), 14)[0][1]);
        let before = vertices(&shapes[0], 14).len();
        for zoom in LAST_ZOOMS {
            let shared = |shape: &Shape| -> BTreeSet<_> {
                let all = vertices(shape, zoom).into_iter();
                all.filter(|at| at[1] < lowest && at[1] > highest).map(key).collect()
            };
            prop_assert_eq!(shared(&shapes[0]), shared(&shapes[1]));
            prop_assert!(vertices(&shapes[0], zoom).len() <= before);
        }
    }

    #[test]
    fn no_vertex_is_farther_off_than_half_a_pixel(edge in wandering()) {
        let mut shapes = Shape::from_lon_lat(&LineString::from(edge).into());
        simplify(&mut shapes);
        for zoom in LAST_ZOOMS {
            let kept = vertices(&shapes[0], zoom);
            for at in vertices(&shapes[0], 14) {
                let off = kept.windows(2).map(|pair| super::distance(at, pair[0], pair[1])).fold(1.0, f64::min);
                prop_assert!(off <= super::tolerance(zoom) * 1.000_001);
            }
        }
    }
}
