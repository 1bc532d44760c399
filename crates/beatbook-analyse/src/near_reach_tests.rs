use crate::{KnoxCell, NearRepeat, NearRepeatReach, Permutations};

fn reach(q: &[[Option<f64>; 3]]) -> Option<NearRepeatReach> {
    let cell = |q: &Option<f64>| KnoxCell {
        observed: 6.0,
        observed_range: [6, 6],
        mean: 2.0,
        median: 2.0,
        expected: 2.0,
        p: *q,
        p_range: None,
        q: *q,
    };
    let table = NearRepeat {
        events: 100,
        same_place: true,
        near: vec![10; q.len()],
        soon: vec![10.0; 3],
        cells: q.iter().map(|row| row.iter().map(cell).collect()).collect(),
        tested: 3 * q.len(),
        permutations: Permutations::default(),
        draws: 1,
    };
    table.reach(0.05)
}

const HOT: Option<f64> = Some(0.01);
const NOT: Option<f64> = Some(0.6);

#[test]
fn it_ends_before_the_first_band_that_does_not_stand_out() {
    let found = reach(&[[HOT, HOT, NOT], [HOT, HOT, NOT], [HOT, NOT, HOT], [NOT; 3]]).unwrap();
    assert_eq!(
        (found.first_row, found.last_row, found.last_column),
        (0, 1, 1)
    );
    assert_eq!((found.observed, found.ratio()), (24.0, Some(3.0)));
    // As large, but further.
    let found = reach(&[[HOT, HOT, NOT], [HOT, NOT, NOT]]).unwrap();
    assert_eq!((found.last_row, found.last_column), (1, 0));
}

#[test]
fn it_may_start_next_door_but_not_across_town() {
    let found = reach(&[[NOT; 3], [HOT, NOT, NOT], [NOT; 3]]).unwrap();
    assert_eq!(
        (found.first_row, found.last_row, found.last_column),
        (1, 1, 0)
    );
    assert_eq!(reach(&[[NOT; 3], [NOT, HOT, HOT], [HOT; 3]]), None);
    assert_eq!(reach(&[[NOT; 3], [NOT; 3], [HOT; 3]]), None);
}

#[test]
fn what_was_not_tested_neither_helps_nor_stops_it() {
    let found = reach(&[[None; 3], [HOT, NOT, NOT], [None; 3]]).unwrap();
    assert_eq!((found.last_row, found.last_column), (1, 0));
    let found = reach(&[[HOT, None, None], [None; 3]]).unwrap();
    assert_eq!((found.last_row, found.last_column), (0, 0));
    assert_eq!(reach(&[[None; 3], [None; 3]]), None);
}
