use super::*;
use geo::{Contains, LineString, Polygon};
use proptest::prelude::*;

fn ring(corners: &[(f64, f64)]) -> LineString<f64> {
    LineString::from(corners.to_vec())
}

fn area(outer: &[(f64, f64)], holes: &[&[(f64, f64)]]) -> MultiPolygon<f64> {
    let holes = holes.iter().map(|hole| ring(hole)).collect();
    MultiPolygon(vec![Polygon::new(ring(outer), holes)])
}

fn square(x: f64, y: f64, side: f64) -> MultiPolygon<f64> {
    area(
        &[(x, y), (x + side, y), (x + side, y + side), (x, y + side)],
        &[],
    )
}

fn at(easting: f64, northing: f64) -> Bng {
    Bng { easting, northing }
}

/// The rule without the cover: every edge of every area, the first area that holds the position.
fn brute(index: &AreaIndex, position: Bng) -> Option<u32> {
    let holds = |edges: &Vec<Edge>| outline::is_inside(edges, corner(position));
    index
        .outlines
        .iter()
        .position(holds)
        .map(|area| area as u32)
}

fn holders(index: &AreaIndex, position: Bng) -> Vec<u32> {
    let all = index.outlines.iter().zip(0..);
    all.filter(|(edges, _)| outline::is_inside(edges, corner(position)))
        .map(|(_, area)| area)
        .collect()
}

/// A layer without gaps: a lattice of crooked quadrilaterals that share their corners.
fn partition(columns: usize, rows: usize, shifts: &[(f64, f64)]) -> Vec<MultiPolygon<f64>> {
    let corner = |i: usize, j: usize| {
        let edge = i == 0 || j == 0 || i == columns || j == rows;
        let (dx, dy) = if edge {
            (0.0, 0.0)
        } else {
            shifts[(i * 31 + j * 17) % shifts.len()]
        };
        (
            384_000.0 + 100.0 * i as f64 + dx,
            398_000.0 + 100.0 * j as f64 + dy,
        )
    };
    let cell = |n: usize| {
        let (i, j) = (n % columns, n / columns);
        area(
            &[
                corner(i, j),
                corner(i + 1, j),
                corner(i + 1, j + 1),
                corner(i, j + 1),
            ],
            &[],
        )
    };
    (0..columns * rows).map(cell).collect()
}

fn shifts() -> impl Strategy<Value = Vec<(f64, f64)>> {
    // Whole metres beside crooked ones: the first put corners and edges on the lines of the cover.
    let whole = (-45_i32..45).prop_map(f64::from);
    let shift = prop_oneof![whole, -45.0..45.0_f64];
    prop::collection::vec((shift.clone(), shift), 1..40)
}

proptest! {
    #[test]
    fn a_partition_stays_a_partition_on_edges_and_corners_too(
        shifts in shifts(), columns in 1_usize..9, rows in 1_usize..9,
        points in prop::collection::vec((0.0..1.0_f64, 0.0..1.0_f64), 1..40)
    ) {
        let areas = partition(columns, rows, &shifts);
        let index = AreaIndex::new(&areas);
        let (width, height) = (100.0 * columns as f64, 100.0 * rows as f64);
        let scattered = points.iter().map(|(x, y)| at(384_000.0 + x * width, 398_000.0 + y * height));
        let corners = index.outlines.iter().flatten().map(|edge| at(edge.a.x, edge.a.y));
        let middles = index.outlines.iter().flatten()
            .map(|Edge { a, b }| at(f64::midpoint(a.x, b.x), f64::midpoint(a.y, b.y)));
        for position in scattered.chain(corners).chain(middles) {
            let p = corner(position);
            let holders = index.outlines.iter().filter(|edges| outline::is_inside(edges, p)).count();
            let outer = position.easting >= 384_000.0 + width || position.northing >= 398_000.0 + height;
            prop_assert_eq!(holders, usize::from(!outer), "{:?}", position);
            prop_assert_eq!(index.locate(position), brute(&index, position), "{:?}", position);
        }
    }

    #[test]
    fn any_rings_at_all_give_what_edge_by_edge_gives(
        rings in prop::collection::vec(prop::collection::vec((0_i32..60, 0_i32..60), 3..12), 1..9),
        points in prop::collection::vec((-2.0..62.0_f64, -2.0..62.0_f64), 20)
    ) {
        // Corners on a lattice of whole metres: crossing rings, repeated and level edges, overlaps.
        let areas: Vec<_> = rings.iter().map(|corners| {
            let corners: Vec<_> = corners.iter().map(|&(x, y)| (f64::from(x), f64::from(y))).collect();
            area(&corners, &[])
        }).collect();
        let index = AreaIndex::new(&areas);
        let lattice = (-1..62).flat_map(|x| (-1..62).map(move |y| at(f64::from(x), f64::from(y))));
        let scattered = points.iter().map(|&(x, y)| at(x, y));
        let all: Vec<Bng> = lattice.chain(scattered).collect();
        let found = index.locate_all(&all);
        for (&position, found) in all.iter().zip(found) {
            let expected = brute(&index, position).unwrap_or(NO_AREA);
            prop_assert_eq!(found, expected, "{:?}", position);
        }
        let every = index.locate_every(&all);
        prop_assert_eq!(every.len(), all.len());
        for (&position, found) in all.iter().zip(every.iter()) {
            prop_assert_eq!(found, holders(&index, position), "{:?}", position);
        }
    }

    #[test]
    fn away_from_edges_it_agrees_with_geo(
        shifts in shifts(), points in prop::collection::vec((-20.0..520.0_f64, -20.0..520.0_f64), 60)
    ) {
        let areas = partition(5, 5, &shifts);
        let index = AreaIndex::new(&areas);
        for (x, y) in points {
            let position = at(384_000.0 + x, 398_000.0 + y);
            let nearest_edge = (0..25).map(|area| {
                let edges = &index.outlines[area];
                edges.iter().map(|e| e.distance_2(corner(position))).fold(f64::INFINITY, f64::min)
            }).fold(f64::INFINITY, f64::min);
            prop_assume!(nearest_edge > 1e-6);
            let point = geo::Point(corner(position));
            let expected = areas.iter().position(|area| area.contains(&point));
            // Folded quadrilaterals: geo answers by winding number, the even-odd rule does not.
            let crooked = areas.iter().any(|area| !geo::Validation::is_valid(area));
            prop_assume!(!crooked);
            prop_assert_eq!(index.locate(position), expected.map(|area| area as u32));
        }
    }

    #[test]
    fn the_nearest_area_is_the_nearest_of_all(
        shifts in shifts(), x in -300.0..800.0_f64, y in -300.0..800.0_f64, within in 0.0..400.0_f64
    ) {
        let areas: Vec<_> = partition(5, 5, &shifts).into_iter().step_by(3).collect();
        let index = AreaIndex::new(&areas);
        let position = at(384_000.0 + x, 398_000.0 + y);
        let distances: Vec<f64> =
            (0..areas.len()).map(|area| index.distance_to(area as u32, position).0).collect();
        let least = distances.iter().copied().fold(f64::INFINITY, f64::min);
        match index.nearest(position, Metres(within)) {
            Some((area, distance)) => {
                prop_assert!(distance.0 <= within);
                prop_assert!((distance.0 - least).abs() < 1e-9);
                prop_assert!((distances[area as usize] - least).abs() < 1e-9);
            }
            None => prop_assert!(least > within - 1e-9),
        }
    }
}

proptest! {
    #[test]
    fn where_on_the_grid_a_layer_lies_is_no_matter(
        rings in prop::collection::vec(prop::collection::vec((0_i32..40, 0_i32..40), 3..9), 1..6),
        east in 0_u32..7_000, north in 0_u32..13_000
    ) {
        // Whole and half metres: nothing is rounded when moved.
        let areas = |dx: f64, dy: f64| {
            let ring = |corners: &Vec<(i32, i32)>| {
                let moved = |&(x, y): &(i32, i32)| (f64::from(x) + dx, f64::from(y) + dy);
                area(&corners.iter().map(moved).collect::<Vec<_>>(), &[])
            };
            AreaIndex::new(&rings.iter().map(ring).collect::<Vec<_>>())
        };
        let positions = |dx: f64, dy: f64| -> Vec<Bng> {
            let half = |n: i32| f64::from(n) / 2.0;
            (-2..82).flat_map(|x| (-2..82).map(move |y| at(half(x) + dx, half(y) + dy))).collect()
        };
        let (dx, dy) = (f64::from(east) * 100.0, f64::from(north) * 100.0);
        let here = areas(0.0, 0.0).locate_all(&positions(0.0, 0.0));
        prop_assert_eq!(areas(dx, dy).locate_all(&positions(dx, dy)), here);
    }

    #[test]
    fn threads_and_blocks_are_no_matter(
        shifts in shifts(), points in prop::collection::vec((-20.0..920.0_f64, -20.0..920.0_f64), 3_000)
    ) {
        let index = AreaIndex::new(&partition(9, 9, &shifts));
        let positions: Vec<Bng> =
            points.iter().map(|(x, y)| at(384_000.0 + x, 398_000.0 + y)).collect();
        let one_by_one: Vec<u32> =
            positions.iter().map(|&position| index.locate(position).unwrap_or(NO_AREA)).collect();
        for threads in [1, 2] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                prop_assert_eq!(&index.locate_all(&positions), &one_by_one);
                let again = AreaIndex::new(&partition(9, 9, &shifts));
                prop_assert_eq!(&again.locate_all(&positions), &one_by_one);
                Ok(())
            })?;
        }
    }
}

#[test]
fn western_and_southern_edges_belong_to_the_area() {
    let index = AreaIndex::new(&[square(0.0, 0.0, 10.0), square(10.0, 0.0, 10.0)]);
    assert_eq!(index.locate(at(0.0, 5.0)), Some(0));
    assert_eq!(index.locate(at(5.0, 0.0)), Some(0));
    assert_eq!(index.locate(at(10.0, 5.0)), Some(1));
    assert_eq!(index.locate(at(10.0, 0.0)), Some(1));
    assert_eq!(index.locate(at(20.0, 5.0)), None);
    assert_eq!(index.locate(at(5.0, 10.0)), None);
}

#[test]
fn holes_are_outside_and_an_area_in_the_hole_is_found() {
    let hole = [(20.0, 20.0), (80.0, 20.0), (80.0, 80.0), (20.0, 80.0)];
    let outer = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)];
    let mut two_parts = area(&outer, &[&hole]);
    two_parts.0.extend(square(200.0, 0.0, 50.0).0);
    let index = AreaIndex::new(&[two_parts, square(40.0, 40.0, 20.0)]);
    assert_eq!(index.locate(at(10.0, 50.0)), Some(0));
    assert_eq!(index.locate(at(30.0, 50.0)), None);
    assert_eq!(index.locate(at(50.0, 50.0)), Some(1));
    assert_eq!(index.locate(at(225.0, 25.0)), Some(0));
    let (nearest, distance) = index.nearest(at(25.0, 50.0), Metres(6.0)).unwrap();
    assert_eq!((nearest, distance), (0, Metres(5.0)));
    assert_eq!(index.nearest(at(25.0, 50.0), Metres(4.0)), None);
}

#[test]
fn where_areas_overlap_the_first_has_the_position() {
    let index = AreaIndex::new(&[
        square(0.0, 0.0, 60.0),
        square(30.0, 30.0, 60.0),
        square(0.0, 0.0, 200.0),
    ]);
    assert_eq!(index.locate(at(45.0, 45.0)), Some(0));
    assert_eq!(index.locate(at(75.0, 75.0)), Some(1));
    assert_eq!(index.locate(at(150.0, 20.0)), Some(2));
}

#[test]
fn more_areas_than_one_group_holds_may_meet() {
    // 200 squares around one point, each a little larger; the last is found only far out.
    let areas: Vec<_> = (1..=200)
        .map(|n| square(-f64::from(n), -f64::from(n), 2.0 * f64::from(n)))
        .collect();
    let index = AreaIndex::new(&areas);
    for n in 0..200_u32 {
        let position = at(f64::from(n) + 0.5, 0.25);
        assert_eq!(index.locate(position), Some(n), "{n}");
        let every = index.locate_every(&[at(900.0, 0.0), position]);
        assert!(every.of(0).is_empty());
        assert_eq!(every.of(1), (n..200).collect::<Vec<u32>>());
    }
    assert_eq!(index.locate(at(200.5, 0.25)), None);
}

#[test]
fn a_bow_tie_holds_its_two_wings() {
    let bow_tie = area(&[(0.0, 0.0), (10.0, 10.0), (10.0, 0.0), (0.0, 10.0)], &[]);
    let index = AreaIndex::new(&[bow_tie]);
    assert_eq!(index.locate(at(1.0, 5.0)), Some(0));
    assert_eq!(index.locate(at(9.0, 5.0)), Some(0));
    assert_eq!(index.locate(at(5.0, 1.0)), None);
    assert_eq!(index.locate(at(5.0, 9.0)), None);
}

#[test]
fn layers_without_ground_hold_nothing() {
    let nan = area(
        &[(f64::NAN, 0.0), (1.0, f64::NAN), (f64::INFINITY, 1.0)],
        &[],
    );
    let line = area(&[(0.0, 0.0), (5.0, 5.0), (10.0, 10.0)], &[]);
    for areas in [vec![], vec![MultiPolygon(vec![])], vec![nan], vec![line]] {
        let index = AreaIndex::new(&areas);
        assert_eq!(index.len(), areas.len());
        assert_eq!(index.locate(at(5.0, 5.0)), None);
        assert_eq!(
            index.locate_all(&[at(5.0, 5.0), at(f64::NAN, 1.0)]),
            [NO_AREA, NO_AREA]
        );
        assert_eq!(index.nearest(at(f64::NAN, 5.0), Metres(1.0)), None);
    }
    assert!(AreaIndex::new(&[]).is_empty());
    assert_eq!(AreaIndex::new(&[]).nearest(at(0.0, 0.0), Metres(1e9)), None);
}

#[test]
fn positions_that_are_not_numbers_are_outside() {
    let index = AreaIndex::new(&[square(0.0, 0.0, 10.0)]);
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300] {
        assert_eq!(index.locate(at(value, 5.0)), None);
        assert_eq!(index.locate(at(5.0, value)), None);
    }
    assert_eq!(index.distance_to(0, at(13.0, 14.0)), Metres(5.0));
}
