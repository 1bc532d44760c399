use super::*;
use geo::{LineString, Polygon, wkt};

/// A wheel whose rim goes in and out by `depth`.
fn wheel(depth: f64, corners: u32) -> MultiPolygon<f64> {
    let corner = |n: u32| {
        let turn = f64::from(n) / f64::from(corners) * std::f64::consts::TAU;
        let reach = 5_000.0 + if n.is_multiple_of(2) { depth } else { 0.0 };
        Coord {
            x: 384_000.0 + reach * turn.cos(),
            y: 398_000.0 + reach * turn.sin(),
        }
    };
    let rim = LineString((0..corners).map(corner).collect());
    MultiPolygon(vec![Polygon::new(rim, vec![])])
}

#[test]
fn corners_that_stand_out_tell_generalised_boundaries() {
    for (depth, expected) in [
        (0.5, Generalisation::None),
        (30.0, Generalisation::Generalised),
        (220.0, Generalisation::SuperGeneralised),
    ] {
        let found = detail(&[wheel(depth, 600)], true, "lsoa.geojson");
        assert_eq!(found.generalisation, expected, "{found:?}");
        let offset = found.corner_offset.unwrap().0;
        assert!((offset - depth).abs() < 1.0, "{offset}");
        let drawn = detail(&[wheel(depth, 600)], false, "zones.geojson");
        assert_eq!(drawn.generalisation, Generalisation::None);
    }
}

#[test]
fn the_name_of_the_file_counts_where_it_says_more() {
    use Generalisation as G;
    let cases = [
        (
            "LSOA_Dec_2021_Boundaries_Generalised_Clipped_EW_BGC_V2.shp",
            G::Generalised,
            Some("generalised"),
        ),
        (
            "Wards_December_2023_BSC.geojson",
            G::SuperGeneralised,
            Some("bsc"),
        ),
        (
            "gm_lsoa_super_generalised.geojson",
            G::SuperGeneralised,
            Some("super_generalised"),
        ),
        (
            "Super Generalised/lsoa.zip",
            G::SuperGeneralised,
            Some("super_generalised"),
        ),
        ("lad_bfc.zip", G::None, None),
        ("absconders.geojson", G::None, None),
    ];
    for (file, expected, said) in cases {
        let found = detail(&[wheel(0.5, 600)], true, file);
        assert_eq!(
            (found.generalisation, found.said),
            (expected, said),
            "{file}"
        );
    }
    let coarse = detail(&[wheel(220.0, 600)], true, "lsoa_generalised.geojson");
    assert_eq!(coarse.generalisation, G::SuperGeneralised);
}

#[test]
fn few_corners_say_nothing() {
    let square = wkt!(MULTIPOLYGON(((0. 0., 900. 0., 900. 900., 0. 900., 0. 0.))));
    let found = detail(&[square], true, "squares.geojson");
    assert_eq!(
        (found.generalisation, found.corner_offset),
        (Generalisation::None, None)
    );
    assert_eq!(found.edge, Some(Metres(900.0)));
    assert_eq!(detail(&[], true, "").edge, None);
}
