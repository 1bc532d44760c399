use crate::{Density, DensityGrid, Edge, KdeParams, density, density_peaks};
use beatbook_core::Metres;

#[test]
fn tops_come_from_the_highest_down_and_not_side_by_side() {
    let mut events = vec![[105.0, 105.0]; 3];
    events.extend([[165.0, 105.0]; 2]);
    events.push([505.0, 505.0]);
    let found = smoothed(&events, Edge::Off);
    let places = |apart: f64, most: usize| -> Vec<[f64; 2]> {
        let tops = density_peaks(&found, Metres(apart), most);
        tops.into_iter()
            .map(|top| found.grid.centre_of(top))
            .collect()
    };
    assert_eq!(
        places(0.0, 9),
        [[105.0, 105.0], [165.0, 105.0], [505.0, 505.0]]
    );
    assert_eq!(places(100.0, 9), [[105.0, 105.0], [505.0, 505.0]]);
    assert_eq!(places(0.0, 1), [[105.0, 105.0]]);
    assert!(places(0.0, 0).is_empty());
}

#[test]
fn a_flat_top_is_one_top_and_empty_ground_none() {
    // Two cells are equally far from the event between them.
    let found = smoothed(&[[100.0, 105.0]], Edge::Off);
    assert_eq!(density_peaks(&found, Metres(0.0), 9), [10 * 60 + 9]);
    assert_eq!(found.at(0), Some(0.0));
}

#[test]
fn there_is_no_top_outside_the_study_area() {
    let inside: Vec<bool> = (0..3_600).map(|cell| cell % 60 < 30).collect();
    let found = smoothed(&[[105.0, 105.0], [405.0, 105.0]], Edge::Divide(&inside));
    let tops = density_peaks(&found, Metres(0.0), 9);
    assert_eq!(tops, [10 * 60 + 10]);
}

fn smoothed(events: &[[f64; 2]], edge: Edge<'_>) -> Density {
    let grid = DensityGrid::new([0.0, 0.0], Metres(10.0), 60, 60).unwrap();
    let params = KdeParams {
        edge,
        ..KdeParams::with_radius(Metres(50.0))
    };
    density(events, &grid, &params).unwrap()
}
