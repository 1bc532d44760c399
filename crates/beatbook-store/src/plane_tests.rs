use super::{Plane, PlaneShape};
use beatbook_analyse::DensityGrid;
use beatbook_core::{Bng, Metres, Wgs84};
use geo_types::{LineString, MultiPolygon, Polygon};

/// Greater Manchester in PROJ 9: `+proj=tmerc` on Airy with the Helmert transform of data.police.uk.
const KNOWN: [([f64; 2], [f64; 2]); 9] = [
    ([376_000.0, 388_000.0], [-2.362_320_043, 53.388_289_305]),
    ([376_000.0, 398_000.0], [-2.363_085_854, 53.478_172_565]),
    ([376_000.0, 408_000.0], [-2.363_855_803, 53.568_054_456]),
    ([384_000.0, 388_000.0], [-2.242_036_296, 53.388_593_987]),
    ([384_000.0, 398_000.0], [-2.242_548_063, 53.478_478_241]),
    ([384_000.0, 408_000.0], [-2.243_062_596, 53.568_361_132]),
    ([392_000.0, 388_000.0], [-2.121_750_792, 53.388_777_494]),
    ([392_000.0, 398_000.0], [-2.122_008_503, 53.478_662_348]),
    ([392_000.0, 408_000.0], [-2.122_267_606, 53.568_545_839]),
];

#[test]
fn places_between_known_ones_are_right_to_centimetres() {
    let plane = plane(&KNOWN);
    for ([easting, northing], [lon, lat]) in [
        ([380_123.0, 391_777.0], [-2.300_568_475, 53.422_410_743]),
        ([389_500.0, 405_200.0], [-2.159_921_095, 53.543_334_021]),
        ([384_415.492, 398_245.785], [-2.236_299_985, 53.480_7]),
    ] {
        let (grid, at) = (Bng { easting, northing }, Wgs84 { lon, lat });
        assert!(plane.to_grid(at).distance(grid).0 < 0.05);
        let back = plane.to_wgs84(grid);
        assert!((back.lon - lon).abs() < 1e-6 && (back.lat - lat).abs() < 1e-6);
        assert!(plane.to_grid(back).distance(grid).0 < 1e-6);
    }
}

#[test]
fn few_known_places_still_give_a_plane() {
    assert!(Plane::through(&[]).is_none());
    for known in [&KNOWN[4..5], &KNOWN[3..6]] {
        let plane = plane(known);
        let ([easting, northing], [lon, lat]) = KNOWN[4];
        let here = plane.to_grid(Wgs84 { lon, lat });
        assert!(here.distance(Bng { easting, northing }).0 < 0.5);
        // A hundredth of a degree north is 1,112.8 m: the grid lies not quite north here.
        let north = plane.to_grid(Wgs84 {
            lon,
            lat: lat + 0.01,
        });
        assert!(
            (north.distance(here).0 - 1_112.8).abs() < 2.5,
            "{}",
            north.distance(here).0
        );
    }
}

#[test]
fn cells_are_inside_by_their_middles_with_holes_left_out() {
    // 800 by 500 m with a hole of 200 by 100 m, all on the multiples of 100 m.
    let plane = plane(&KNOWN);
    let ring = |low: [f64; 2], high: [f64; 2]| {
        let at = |easting: f64, northing: f64| {
            let at = plane.to_wgs84(Bng {
                easting: 384_000.0 + easting,
                northing: 398_000.0 + northing,
            });
            (at.lon, at.lat)
        };
        LineString::from(vec![
            at(low[0], low[1]),
            at(high[0], low[1]),
            at(high[0], high[1]),
            at(low[0], high[1]),
            at(low[0], low[1]),
        ])
    };
    let shape = MultiPolygon(vec![Polygon::new(
        ring([0.0, 0.0], [800.0, 500.0]),
        vec![ring([200.0, 200.0], [400.0, 300.0])],
    )]);
    let shape = PlaneShape::new(&shape, &plane);
    assert!(
        (shape.square_metres - 380_000.0).abs() < 1.0,
        "{}",
        shape.square_metres
    );
    let grid = DensityGrid::new([383_900.0, 397_900.0], Metres(50.0), 20, 14).unwrap();
    let inside = shape.cells_inside(&grid);
    assert_eq!(inside.iter().filter(|inside| **inside).count(), 152);
    let at = |east: f64, north: f64| {
        inside[grid.cell_at([384_000.0 + east, 398_000.0 + north]).unwrap()]
    };
    assert!(at(10.0, 10.0) && at(790.0, 490.0) && at(190.0, 250.0));
    assert!(!at(-10.0, 10.0) && !at(810.0, 490.0) && !at(210.0, 250.0) && !at(10.0, 510.0));
    let [left, bottom, right, top] = shape.corners();
    assert!((right - left - 800.0).abs() < 0.01 && (top - bottom - 500.0).abs() < 0.01);
}

fn plane(known: &[([f64; 2], [f64; 2])]) -> Plane {
    let known: Vec<(Bng, Wgs84)> = known
        .iter()
        .map(|&([easting, northing], [lon, lat])| (Bng { easting, northing }, Wgs84 { lon, lat }))
        .collect();
    Plane::through(&known).unwrap()
}
