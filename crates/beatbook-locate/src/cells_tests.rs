use super::*;
use beatbook_core::{ParentUnit, Unit};
use geo::{Area, Polygon};
use h3o::geom::{ContainmentMode, TilerBuilder};
use proptest::prelude::*;

/// Around the middle of Manchester, in metres from (384,000, 398,000).
fn area(corners: &[(f64, f64)], holes: &[&[(f64, f64)]]) -> MultiPolygon<f64> {
    let ring = |corners: &[(f64, f64)]| {
        LineString::from(
            corners
                .iter()
                .map(|&(x, y)| (384_000.0 + x, 398_000.0 + y))
                .collect::<Vec<_>>(),
        )
    };
    MultiPolygon(vec![Polygon::new(
        ring(corners),
        holes.iter().map(|hole| ring(hole)).collect(),
    )])
}

fn h3(resolution: u8) -> H3Resolution {
    let mut all = H3Resolution::ALL.into_iter();
    all.find(|known| known.number() == resolution).unwrap()
}

/// The same question to `h3o`, in degrees.
fn covered_by_h3o(study: &MultiPolygon<f64>, resolution: H3Resolution) -> Vec<u64> {
    let builder = TilerBuilder::new(h3_of(resolution)).containment_mode(ContainmentMode::Covers);
    let mut tiler = builder.build();
    tiler.add_batch(crate::layer_to_wgs84(study).0).unwrap();
    let found: BTreeSet<u64> = tiler.into_coverage().map(u64::from).collect();
    found.into_iter().collect()
}

/// The example of the H3 documentation, <https://h3geo.org/docs/quickstart>: `latLngToCell(37.769377,
/// -122.388903, 9)` is `89283082e73ffff`, here asked of `h3o` since the place is not in Great Britain.
#[test]
fn cell_numbers_are_those_of_h3() {
    let there = LatLng::new(37.769_377, -122.388_903).unwrap();
    assert_eq!(
        u64::from(there.to_cell(Resolution::Nine)),
        0x0892_8308_2e73_ffff
    );
    let inside = LatLng::from(CellIndex::try_from(0x0892_8308_2e73_ffff).unwrap());
    assert_eq!(
        u64::from(inside.to_cell(Resolution::Nine)),
        0x0892_8308_2e73_ffff
    );
}

#[test]
fn a_position_is_in_the_cell_of_its_longitude_and_latitude() {
    let manchester = Bng {
        easting: 384_415.338,
        northing: 398_244.014,
    };
    for resolution in [8, 9, 10] {
        let expected = LatLng::new(53.4807, -2.2363).unwrap();
        let expected = expected.to_cell(Resolution::try_from(resolution).unwrap());
        let off_the_grid = Bng {
            easting: f64::NAN,
            northing: 1.0,
        };
        let found = cells_of(&[manchester, off_the_grid], h3(resolution));
        assert_eq!(found, [u64::from(expected), NO_CELL]);
    }
}

#[test]
fn a_cell_and_its_six_neighbours_are_each_other_s_neighbours() {
    let origin = cells_of(
        &[Bng {
            easting: 384_000.0,
            northing: 398_000.0,
        }],
        h3(10),
    )[0];
    let origin = CellIndex::try_from(origin).unwrap();
    let mut disk: Vec<CellIndex> = origin.grid_disk(1);
    disk.sort_unstable();
    let neighbours = neighbours_within(&disk);
    let middle = disk.binary_search(&origin).unwrap();
    assert_eq!(disk.len(), 7);
    for at in 0..7 {
        assert_eq!(neighbours.of(at).len(), if at == middle { 6 } else { 3 });
        assert!(at == middle || neighbours.of(at).contains(&(middle as u32)));
    }
}

#[test]
fn the_cells_are_those_h3o_finds_and_their_shares_add_up() {
    let crooked = area(
        &[
            (0.0, 0.0),
            (900.0, -400.0),
            (2_200.0, 300.0),
            (1_400.0, 600.0),
            (1_900.0, 1_700.0),
            (300.0, 1_400.0),
        ],
        &[&[
            (700.0, 500.0),
            (1_100.0, 500.0),
            (1_100.0, 900.0),
            (700.0, 900.0),
        ]],
    );
    for resolution in [8, 9, 10] {
        let found = StudyCells::new(&crooked, h3(resolution)).unwrap();
        assert_eq!(
            found.cells,
            covered_by_h3o(&crooked, h3(resolution)),
            "resolution {resolution}"
        );
        let inside: f64 = found
            .km2
            .iter()
            .zip(&found.share_inside)
            .map(|(km2, share)| km2 * f64::from(*share))
            .sum();
        let expected = crooked.unsigned_area() / 1e6;
        assert!(
            (inside / expected - 1.0).abs() < 1e-4,
            "{inside} {expected}"
        );
    }
}

#[test]
fn all_lists_run_in_the_order_of_the_cells() {
    let study = area(
        &[
            (0.0, 0.0),
            (1_500.0, 0.0),
            (1_500.0, 1_500.0),
            (0.0, 1_500.0),
        ],
        &[],
    );
    let found = StudyCells::new(&study, h3(10)).unwrap();
    let count = found.cells.len();
    assert!(found.cells.windows(2).all(|pair| pair[0] < pair[1]));
    let lengths = [
        found.share_inside.len(),
        found.neighbours.len(),
        found.rings.len(),
        found.centres.len(),
        found.km2.len(),
    ];
    assert_eq!(lengths, [count; 5]);
    for (at, &number) in found.cells.iter().enumerate() {
        let cell = CellIndex::try_from(number).unwrap();
        assert_eq!(found.position(number), Some(at));
        let share = found.share_inside[at];
        assert!(share > 0.0 && share <= 1.0);
        // A whole ring of neighbours around every cell that lies wholly inside.
        assert!(share < 1.0 || found.neighbours.of(at).len() == 6);
        let ring = &found.rings[at];
        assert!(ring.len() >= 7 && ring.first() == ring.last());
        let centre = found.centres[at];
        assert_eq!(
            LatLng::new(centre.lat, centre.lon)
                .unwrap()
                .to_cell(Resolution::Ten),
            cell
        );
        // H3 measures on a sphere; the plane of the grid is true to about 0.1%.
        assert!(
            (found.km2[at] / cell.area_km2() - 1.0).abs() < 0.01,
            "{} {}",
            found.km2[at],
            cell.area_km2()
        );
    }
    assert_eq!(found.position(NO_CELL), None);
}

#[test]
fn an_area_within_one_cell_has_that_cell() {
    let speck = area(&[(0.0, 0.0), (2.0, 0.0), (2.0, 2.0)], &[]);
    let found = StudyCells::new(&speck, h3(8)).unwrap();
    assert_eq!(
        found.cells,
        cells_of(
            &[Bng {
                easting: 384_001.0,
                northing: 398_000.5
            }],
            h3(8)
        )
    );
    assert_eq!(found.neighbours.of(0), [0_u32; 0]);
}

#[test]
fn no_ground_and_ground_elsewhere_are_refused() {
    let resolution = h3(10);
    let nothing = StudyCells::new(&MultiPolygon(vec![]), resolution).unwrap_err();
    assert!(matches!(nothing, LocateError::EmptyStudyArea));
    let line = area(&[(0.0, 0.0), (100.0, 0.0), (200.0, 0.0)], &[]);
    assert!(matches!(
        StudyCells::new(&line, resolution).unwrap_err(),
        LocateError::EmptyStudyArea
    ));
    let degrees = MultiPolygon(vec![Polygon::new(
        LineString::from(vec![(-2.2, 53.4), (-2.1, 53.4), (-2.1, 53.5), (-2.2, 53.4)]),
        vec![],
    )]);
    assert!(matches!(
        StudyCells::new(&degrees, resolution).unwrap_err(),
        LocateError::CornerOffGrid(..)
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_position_inside_has_its_cell_among_them(
        radii in prop::collection::vec(100.0..1_500.0_f64, 4..40),
        points in prop::collection::vec((0.0..1.0_f64, 0.0..1.0_f64), 200)
    ) {
        let step = std::f64::consts::TAU / radii.len() as f64;
        let arm = |(i, r): (usize, &f64)| (r * (i as f64 * step).cos(), r * (i as f64 * step).sin());
        let study = area(&radii.iter().enumerate().map(arm).collect::<Vec<_>>(), &[]);
        let index = AreaIndex::new(std::slice::from_ref(&study));
        for resolution in [8, 9, 10] {
            let found = StudyCells::new(&study, h3(resolution)).unwrap();
            let scattered = points.iter().map(|(x, y)| Bng {
                easting: 382_500.0 + 3_000.0 * x,
                northing: 396_500.0 + 3_000.0 * y,
            });
            // Corners of the area too, which lie on its very edge.
            let corners = study.0[0].exterior().coords();
            let corners = corners.map(|c| Bng { easting: c.x, northing: c.y });
            let all: Vec<Bng> = scattered.filter(|&p| index.locate(p).is_some()).chain(corners).collect();
            for (position, cell) in all.iter().zip(cells_of(&all, h3(resolution))) {
                prop_assert!(found.position(cell).is_some(), "{:?}", position);
            }
            let inside: f64 =
                found.km2.iter().zip(&found.share_inside).map(|(km2, share)| km2 * f64::from(*share)).sum();
            prop_assert!((inside - study.unsigned_area() / 1e6).abs() < 1e-4 * inside);
        }
    }
}

#[test]
fn parents_by_the_bits_of_an_index_are_those_of_h3o() {
    let [_, nine, ten] = Unit::HEXAGONS;
    for (unit, resolution) in [(nine, Resolution::Nine), (ten, Resolution::Ten)] {
        for step in 0..400 {
            let (row, column) = (f64::from(step / 20), f64::from(step % 20));
            let at = LatLng::new(50.0 + row * 0.4, -6.0 + column * 0.4).unwrap();
            let cell = at.to_cell(resolution);
            let parent = cell.parent(Resolution::Eight).unwrap();
            assert_eq!(
                ParentUnit::number_above(&unit, cell.into()),
                Some(parent.into())
            );
        }
    }
}
