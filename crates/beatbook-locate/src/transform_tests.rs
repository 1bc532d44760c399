use super::*;
use approx::assert_abs_diff_eq;
use proptest::prelude::*;

/// Ordnance Survey's own test points for OSTN15, all forty: point, latitude, longitude (ETRS89), easting,
/// northing. From `OSTN15_OSGM15_TestInput_ETRStoOSGB` and its output, in the developer pack "OSTN15 and
/// OSGM15", copyright Ordnance Survey and the Ministry of Defence 2015 (BSD 2-Clause licence),
/// <https://www.ordnancesurvey.co.uk/geodesy-positioning/coordinate-transformations/resources>; the same
/// files are carried by `lonlat_bng` 0.9.0 under `test_inputs`.
const ORDNANCE_SURVEY: [(&str, f64, f64, f64, f64); 40] = [
    ("TP01", 49.922_263_94, -6.299_777_52, 91_492.146, 11_318.804),
    ("TP02", 49.960_061_38, -5.203_046_1, 170_370.718, 11_572.405),
    (
        "TP03",
        50.438_858_26,
        -4.108_645_636,
        250_359.811,
        62_016.569,
    ),
    (
        "TP04",
        50.575_636_65,
        -1.297_822_772,
        449_816.371,
        75_335.861,
    ),
    (
        "TP05",
        50.931_279_38,
        -1.450_514_337,
        438_710.92,
        114_792.25,
    ),
    (
        "TP06",
        51.400_782_2,
        -3.551_283_492,
        292_184.87,
        168_003.465,
    ),
    (
        "TP07",
        51.374_470_26,
        1.444_547_304,
        639_821.835,
        169_565.858,
    ),
    (
        "TP08",
        51.427_547_43,
        -2.544_076_183,
        362_269.991,
        169_978.69,
    ),
    (
        "TP09",
        51.489_365_65,
        -0.119_925_572,
        530_624.974,
        178_388.464,
    ),
    (
        "TP10",
        51.858_908_96,
        -4.308_524_77,
        241_124.584,
        220_332.641,
    ),
    ("TP11", 51.894_366_37, 0.897_243_27, 599_445.59, 225_722.826),
    (
        "TP12",
        52.255_293_82,
        -2.154_586_144,
        389_544.19,
        261_912.153,
    ),
    (
        "TP13",
        52.251_609_51,
        -0.912_489_57,
        474_335.969,
        262_047.755,
    ),
    (
        "TP14",
        52.751_366_87,
        0.401_535_471,
        562_180.547,
        319_784.995,
    ),
    (
        "TP15",
        52.962_191_09,
        -1.197_476_559,
        454_002.834,
        340_834.943,
    ),
    (
        "TP16",
        53.344_802_8,
        -2.640_493_208,
        357_455.843,
        383_290.436,
    ),
    (
        "TP17",
        53.416_285_16,
        -4.289_180_698,
        247_958.971,
        393_492.909,
    ),
    (
        "TP18",
        53.416_309_25,
        -4.289_177_929,
        247_959.241,
        393_495.583,
    ),
    (
        "TP19",
        53.779_110_26,
        -3.040_454_907,
        331_534.564,
        431_920.794,
    ),
    (
        "TP20",
        53.800_215_2,
        -1.663_791_682,
        422_242.186,
        433_818.701,
    ),
    (
        "TP21",
        54.086_663_18,
        -4.634_521_682,
        227_778.33,
        468_847.388,
    ),
    (
        "TP22",
        54.116_851_44,
        -0.077_731_332,
        525_745.67,
        470_703.214,
    ),
    (
        "TP23",
        54.329_195_41,
        -4.388_491_181,
        244_780.636,
        495_254.887,
    ),
    (
        "TP24",
        54.895_423_4,
        -2.938_277_411,
        339_921.145,
        556_034.761,
    ),
    (
        "TP25",
        54.979_122_74,
        -1.616_576_852,
        424_639.355,
        565_012.703,
    ),
    (
        "TP26",
        55.853_999_53,
        -4.296_490_163,
        256_340.925,
        664_697.269,
    ),
    (
        "TP27",
        55.924_782_66,
        -3.294_792_193,
        319_188.434,
        670_947.534,
    ),
    (
        "TP28",
        57.006_066_96,
        -5.828_366_919,
        167_634.202,
        797_067.144,
    ),
    (
        "TP29",
        57.139_025_19,
        -2.048_560_307,
        397_160.491,
        805_349.736,
    ),
    (
        "TP30",
        57.486_250_01,
        -4.219_263_986,
        267_056.768,
        846_176.972,
    ),
    (
        "TP31",
        57.813_518_38,
        -8.578_544_561,
        9_587.909,
        899_448.996,
    ),
    (
        "TP32",
        58.212_622_47,
        -7.592_555_606,
        71_713.132,
        938_516.404,
    ),
    (
        "TP33",
        58.515_603_61,
        -6.260_914_555,
        151_968.652,
        966_483.78,
    ),
    (
        "TP34",
        58.581_204_61,
        -3.726_310_221,
        299_721.891,
        967_202.992,
    ),
    (
        "TP35",
        59.037_438_71,
        -3.214_540_011,
        330_398.323,
        1_017_347.016,
    ),
    (
        "TP36",
        59.093_350_35,
        -4.417_576_746,
        261_596.778,
        1_025_447.602,
    ),
    (
        "TP37",
        59.096_716_17,
        -5.827_993_398,
        180_862.461,
        1_029_604.114,
    ),
    (
        "TP38",
        59.534_707_94,
        -1.625_169_661,
        421_300.525,
        1_072_147.239,
    ),
    (
        "TP39",
        59.854_099_14,
        -1.274_869_104,
        440_725.073,
        1_107_878.448,
    ),
    (
        "TP40",
        60.133_080_92,
        -2.073_828_228,
        395_999.668,
        1_138_728.951,
    ),
];

fn degrees(transform: &Transform) -> Transformer {
    Transformer::new(Crs::Wgs84, transform).unwrap()
}

#[test]
fn ostn15_hits_every_ordnance_survey_test_point() {
    let ostn15 = degrees(&Transform::Ostn15);
    for (point, lat, lon, easting, northing) in ORDNANCE_SURVEY {
        let found = ostn15
            .one(lon, lat)
            .unwrap_or_else(|| panic!("{point} has no place"));
        let off = found.distance(Bng { easting, northing }).0;
        assert!(off < 0.002, "{point}: off by {off} m");
    }
}

#[test]
fn ostn15_leads_back_from_every_ordnance_survey_test_point() {
    for (point, lat, lon, easting, northing) in ORDNANCE_SURVEY {
        let found = bng_to_wgs84(&[Bng { easting, northing }])[0];
        let metres = 111_400.0;
        let (north, east) = (found.lat - lat, (found.lon - lon) * lat.to_radians().cos());
        let off = north.hypot(east) * metres;
        // The inverse series loses a little in the far west (St Kilda, TP31).
        assert!(off < 0.005, "{point}: off by {off} m");
    }
}

/// Computed with PROJ's own `cct` from the parameters of EPSG:1314 and with Ordnance Survey's grid.
#[test]
fn one_place_in_manchester_by_both_transforms() {
    for (transform, easting, northing) in [
        (Transform::Helmert, 384_415.492, 398_245.785),
        (Transform::Ostn15, 384_415.338, 398_244.014),
    ] {
        let found = degrees(&transform).one(-2.2363, 53.4807).unwrap();
        assert_abs_diff_eq!(found.easting, easting, epsilon = 0.001);
        assert_abs_diff_eq!(found.northing, northing, epsilon = 0.001);
    }
}

proptest! {
    #[test]
    fn the_way_to_degrees_and_back_ends_where_it_began(
        easting in 200_000.0..600_000.0, northing in 50_000.0..950_000.0
    ) {
        let start = Bng { easting, northing };
        let there = bng_to_wgs84(&[start])[0];
        prop_assume!(there.lon.is_finite());
        let back = degrees(&Transform::Ostn15).one(there.lon, there.lat).unwrap();
        // Both ways round: the grid reference to whole millimetres, hence up to 0.7 mm, and the
        // way back is solved to 0.1 mm in each shift.
        prop_assert!(start.distance(back).0 < 0.001, "{start:?} {back:?}");
    }

    #[test]
    fn many_positions_go_where_each_goes_alone(count in 1_usize..9_000, seed in 0.0..1.0_f64) {
        let helmert = degrees(&Transform::Helmert);
        let at = |i: usize| [-2.0 - (i as f64 * 0.000_1 + seed) % 1.0, 53.0 + (i as f64 * 0.000_7) % 1.0];
        let mut many: Vec<[f64; 2]> = (0..count).map(at).collect();
        helmert.to_bng(&mut many);
        for i in [0, count / 2, count - 1] {
            let alone = helmert.one(at(i)[0], at(i)[1]).unwrap();
            prop_assert_eq!(many[i], [alone.easting, alone.northing]);
        }
    }
}

#[test]
fn what_has_no_place_becomes_nan_and_leaves_the_rest_alone() {
    for transform in [Transform::Ostn15, Transform::Helmert] {
        let manchester = [-2.2363, 53.4807];
        let mut positions = [
            [f64::NAN, 53.0],
            manchester,
            [f64::INFINITY, 1.0],
            [-2.0, f64::NAN],
        ];
        degrees(&transform).to_bng(&mut positions);
        assert!(positions[1][0].is_finite());
        for at in [0, 2, 3] {
            assert!(
                positions[at][0].is_nan() && positions[at][1].is_nan(),
                "{transform} {at}"
            );
        }
    }
    let ostn15 = degrees(&Transform::Ostn15);
    // Paris; latitude and longitude swapped; nothing at all.
    for (lon, lat) in [(2.35, 48.85), (53.48, -2.24), (0.0, 0.0), (200.0, 100.0)] {
        assert_eq!(ostn15.one(lon, lat), None, "{lon} {lat}");
    }
    let off = bng_to_wgs84(&[Bng {
        easting: -5_000.0,
        northing: 2e6,
    }])[0];
    assert!(off.lon.is_nan() && off.lat.is_nan());
}

#[test]
fn grid_references_are_never_moved() {
    let same = Transformer::new(Crs::Bng, &Transform::Helmert).unwrap();
    assert_eq!(
        same.one(384_415.3, 398_244.0),
        Some(Bng {
            easting: 384_415.3,
            northing: 398_244.0
        })
    );
}

/// Web Mercator of (-2.2363, 53.4807): x = R lon, y = R ln tan(pi/4 + lat/2), R = 6,378,137 m.
fn manchester_in_web_mercator() -> [f64; 2] {
    let radius = 6_378_137.0;
    let (lon, lat) = (-2.2363_f64.to_radians(), 53.4807_f64.to_radians());
    let y = (std::f64::consts::FRAC_PI_4 + lat / 2.0).tan().ln();
    [radius * lon, radius * y]
}

#[test]
fn other_epsg_codes_go_through_the_register_carried_inside() {
    let [x, y] = manchester_in_web_mercator();
    let mercator = Transformer::new(Crs::Epsg(3857), &Transform::Ostn15).unwrap();
    let found = mercator.one(x, y).unwrap();
    assert_abs_diff_eq!(found.easting, 384_415.338, epsilon = 0.002);
    assert_abs_diff_eq!(found.northing, 398_244.014, epsilon = 0.002);
    let mut many = vec![[x, y]; 10_000];
    mercator.to_bng(&mut many);
    assert!(many.iter().all(|p| *p == [found.easting, found.northing]));
}

/// PROJ's own way from web Mercator to the grid has no grid file here and must still be found.
#[test]
fn the_register_serves_a_way_to_the_grid_without_grid_files() {
    let step = Step::Epsg {
        code: 3857,
        to: "EPSG:27700",
    };
    step.check().unwrap();
    let mut positions = [manchester_in_web_mercator()];
    step.apply(&mut positions);
    let [[x, y]] = positions;
    let near = Bng {
        easting: x,
        northing: y,
    }
    .distance(Bng {
        easting: 384_415.0,
        northing: 398_244.0,
    });
    assert!(near.0 < 5.0, "{x} {y}");
}

/// The point of Ordnance Survey's "A guide to coordinate systems in Great Britain", annexe C: OSGB36
/// latitude and longitude in, grid reference out, no change of datum.
#[test]
fn codes_on_the_survey_s_own_datum_are_projected_only() {
    let osgb36 = Transformer::new(Crs::Epsg(4277), &Transform::Ostn15).unwrap();
    let dms = |d: f64, m: f64, s: f64| d + m / 60.0 + s / 3_600.0;
    let found = osgb36
        .one(dms(1.0, 43.0, 4.5177), dms(52.0, 39.0, 27.2531))
        .unwrap();
    assert_abs_diff_eq!(found.easting, 651_409.903, epsilon = 0.002);
    assert_abs_diff_eq!(found.northing, 313_177.270, epsilon = 0.002);
}

#[test]
fn what_proj_cannot_use_is_refused_with_the_way_out() {
    let refused = |crs, transform: &str| {
        let transform = Transform::parse(transform).unwrap();
        Transformer::new(crs, &transform).unwrap_err().to_string()
    };
    let unknown = refused(Crs::Epsg(999_999), "ostn15");
    assert!(
        unknown.starts_with("PROJ cannot use EPSG:999999: "),
        "{unknown}"
    );
    assert!(unknown.contains("Check the code"), "{unknown}");
    let nonsense = refused(Crs::Wgs84, "+proj=pipeline +step +proj=nonsense");
    assert!(
        nonsense.contains("write") || nonsense.contains("Write ostn15, helmert"),
        "{nonsense}"
    );
    let elsewhere = refused(
        Crs::Wgs84,
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad",
    );
    assert!(
        elsewhere.contains("puts the middle of Great Britain"),
        "{elsewhere}"
    );
}

#[test]
fn shapes_keep_their_corners_in_order() {
    let ring = |corners: &[(f64, f64)]| geo::LineString::from(corners.to_vec());
    let outer = ring(&[
        (-2.3, 53.4),
        (-2.1, 53.4),
        (-2.1, 53.5),
        (-2.3, 53.5),
        (-2.3, 53.4),
    ]);
    let hole = ring(&[(-2.25, 53.42), (-2.2, 53.42), (-2.2, 53.45), (-2.25, 53.42)]);
    let polygon = MultiPolygon(vec![geo::Polygon::new(outer, vec![hole])]);
    let ostn15 = degrees(&Transform::Ostn15);
    let mut moved = [polygon.clone()];
    ostn15.polygons_to_bng(&mut moved).unwrap();
    let mut geometry = Geometry::MultiPolygon(polygon.clone());
    ostn15.geometry_to_bng(&mut geometry).unwrap();
    assert_eq!(geometry, Geometry::MultiPolygon(moved[0].clone()));
    let hole = moved[0].0[0].interiors()[0].0[1];
    let expected = ostn15.one(-2.2, 53.42).unwrap();
    assert_eq!((hole.x, hole.y), (expected.easting, expected.northing));
    let back = crate::layer_to_wgs84(&moved[0]);
    approx::assert_abs_diff_eq!(back, polygon, epsilon = 2e-8);
}

#[test]
fn a_corner_off_the_grid_is_named_and_nothing_is_changed() {
    let swapped =
        geo::LineString::from(vec![(53.4, -2.3), (53.5, -2.3), (53.4, -2.1), (53.4, -2.3)]);
    let before = [MultiPolygon(vec![geo::Polygon::new(swapped, vec![])])];
    let mut after = before.clone();
    let refused = degrees(&Transform::Ostn15)
        .polygons_to_bng(&mut after)
        .unwrap_err();
    assert!(
        refused.to_string().starts_with(
            "1 of 1 areas lie off the British National Grid, the first with a corner at 53.4, -2.3"
        ),
        "{refused}"
    );
    assert_eq!(after, before);
}

#[test]
fn areas_of_another_country_are_refused_by_every_transform() {
    let ring = |x: f64, y: f64| geo::LineString::from(vec![(x, y), (x + 0.1, y), (x, y + 0.1)]);
    let area = |x, y| MultiPolygon(vec![geo::Polygon::new(ring(x, y), vec![])]);
    let mut areas = [area(-2.3, 53.4), area(-87.6, 41.9), area(-87.7, 41.9)];
    for transform in [Transform::Ostn15, Transform::Helmert] {
        let refused = degrees(&transform).polygons_to_bng(&mut areas);
        assert!(
            matches!(
                refused,
                Err(LocateError::AreasOffGrid {
                    off: 2,
                    areas: 3,
                    x: -87.6,
                    y: 41.9
                })
            ),
            "{refused:?}"
        );
    }
}
