use super::*;

fn square(x: f64, y: f64, side: f64) -> Vec<Coord<f64>> {
    [
        (0.0, 0.0),
        (0.0, side),
        (side, side),
        (side, 0.0),
        (0.0, 0.0),
    ]
    .map(|(dx, dy)| Coord {
        x: x + dx,
        y: y + dy,
    })
    .to_vec()
}

#[test]
fn a_hole_goes_into_the_smallest_ring_that_holds_it() {
    let outers = vec![
        square(0.0, 0.0, 100.0),
        square(10.0, 10.0, 50.0),
        square(200.0, 0.0, 10.0),
    ];
    let holes = vec![
        square(20.0, 20.0, 5.0),
        square(80.0, 80.0, 5.0),
        square(202.0, 2.0, 1.0),
    ];
    let found = polygons(outers, holes);
    let counts: Vec<_> = found.0.iter().map(|p| p.interiors().len()).collect();
    assert_eq!(counts, [1, 1, 1]);
    assert_eq!(found.0[1].interiors()[0].0[0], Coord { x: 20.0, y: 20.0 });
}

#[test]
fn a_hole_in_nothing_is_an_area_wound_the_wrong_way() {
    let found = polygons(
        vec![],
        vec![square(0.0, 0.0, 10.0), square(50.0, 0.0, 10.0)],
    );
    assert_eq!(found.0.len(), 2);
}

#[test]
fn a_hole_may_touch_its_ring() {
    let found = polygons(
        vec![square(0.0, 0.0, 10.0)],
        vec![vec![
            Coord { x: 0.0, y: 5.0 },
            Coord { x: 4.0, y: 6.0 },
            Coord { x: 5.0, y: 5.0 },
            Coord { x: 4.0, y: 4.0 },
            Coord { x: 0.0, y: 5.0 },
        ]],
    );
    assert_eq!((found.0.len(), found.0[0].interiors().len()), (1, 1));
}

#[test]
fn rings_that_enclose_nothing_are_left_out() {
    let line = vec![
        Coord { x: 0.0, y: 0.0 },
        Coord { x: 1.0, y: 1.0 },
        Coord { x: 0.0, y: 0.0 },
    ];
    assert!(
        polygons(vec![line.clone(), vec![]], vec![line])
            .0
            .is_empty()
    );
}
