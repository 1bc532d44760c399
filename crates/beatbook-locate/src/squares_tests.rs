use super::*;
use geo::{Area, Polygon};

fn study(corners: &[(f64, f64)]) -> MultiPolygon<f64> {
    let ring = corners
        .iter()
        .map(|&(x, y)| (384_000.0 + x, 398_100.0 + y))
        .collect::<Vec<_>>();
    MultiPolygon(vec![Polygon::new(LineString::from(ring), vec![])])
}

#[test]
fn the_corners_lie_at_multiples_of_150_m_and_queens_are_neighbours() {
    // Three squares by three, exactly: 384,000 = 2,560 x 150 and 398,100 = 2,654 x 150.
    let nine = study(&[(0.0, 0.0), (450.0, 0.0), (450.0, 450.0), (0.0, 450.0)]);
    let found = StudyCells::squares(&nine).unwrap();
    let inside: Vec<usize> = (0..found.cells.len())
        .filter(|&at| found.share_inside[at] > 0.5)
        .collect();
    assert_eq!(inside.len(), 9);
    for &at in &inside {
        let Bng { easting, northing } = square_of(found.cells[at]);
        assert_eq!((easting % SQUARE, northing % SQUARE), (0.0, 0.0));
        assert!((found.share_inside[at] - 1.0).abs() < 1e-6);
        assert_eq!(found.rings[at].len(), 5);
    }
    let middle = squares_of(&[Bng {
        easting: 384_225.0,
        northing: 398_325.0,
    }]);
    let middle = found.position(middle[0]).unwrap();
    assert_eq!(found.neighbours.of(middle).len(), 8);
}

#[test]
fn the_shares_add_up_to_the_ground_and_every_position_inside_has_its_square() {
    let crooked = study(&[
        (20.0, 10.0),
        (1_900.0, 300.0),
        (2_400.0, 1_900.0),
        (900.0, 1_200.0),
        (300.0, 2_200.0),
    ]);
    let found = StudyCells::squares(&crooked).unwrap();
    let shared: f64 = found.share_inside.iter().map(|&s| f64::from(s)).sum();
    let ground = shared * SQUARE * SQUARE;
    assert!((ground / crooked.unsigned_area() - 1.0).abs() < 1e-6);
    let index = AreaIndex::new(std::slice::from_ref(&crooked));
    let grid = (0..60).flat_map(|x| (0..60).map(move |y| (x, y)));
    let positions = grid.map(|(x, y)| Bng {
        easting: 384_000.0 + f64::from(x) * 41.3,
        northing: 398_100.0 + f64::from(y) * 39.7,
    });
    let inside: Vec<Bng> = positions.filter(|&at| index.locate(at).is_some()).collect();
    assert!(inside.len() > 500);
    for square in squares_of(&inside) {
        assert!(found.position(square).is_some());
    }
}

#[test]
fn a_position_on_the_line_belongs_to_the_square_east_or_north_of_it() {
    let at = |easting, northing| Bng { easting, northing };
    let found = squares_of(&[at(384_000.0, 398_100.0), at(383_999.999, 398_100.0)]);
    assert_eq!(square_of(found[0]), at(384_000.0, 398_100.0));
    assert_eq!(square_of(found[1]), at(383_850.0, 398_100.0));
    assert_eq!(
        squares_of(&[at(f64::NAN, 1.0), at(-1.0, 1.0)]),
        [NO_CELL; 2]
    );
}

#[test]
fn no_ground_is_refused() {
    assert!(matches!(
        StudyCells::squares(&MultiPolygon(vec![])),
        Err(LocateError::EmptyStudyArea)
    ));
}
