//! The size of the whole chain: cities in which nothing stands out must look calm.

use beatbook_analyse::{benjamini_hochberg, exact_upper_tail_among, whole_cells};
use beatbook_core::{Bng, Unit};
use beatbook_demo::{City, DemoParams, Town};
use beatbook_locate::{StudyCells, cells_of};
use geo_types::{MultiPolygon, Polygon};
use rayon::prelude::*;

/// Fixed beforehand.
const SEEDS: std::ops::RangeInclusive<u64> = 1..=200;

/// One position for each incident of a null city.
fn incidents(seed: u64) -> Vec<Bng> {
    let city = City::new(&DemoParams {
        seed,
        null: true,
        ..DemoParams::default()
    });
    let mut last = 0;
    let mut positions = Vec::new();
    for event in city.events() {
        if let (Some(position), true) = (event.site.within(), event.incident != last) {
            positions.push(position);
            last = event.incident;
        }
    }
    positions
}

#[test]
fn two_hundred_null_cities_are_calm_in_every_unit() {
    let outline = Town::shared().outline().iter().copied().collect();
    let study = MultiPolygon(vec![Polygon::new(outline, vec![])]);
    let grids: Vec<(Unit, StudyCells)> = Unit::ALL
        .into_iter()
        .map(|unit| (unit, StudyCells::new(&study, unit).unwrap()))
        .collect();
    let alarms: Vec<Vec<bool>> = SEEDS
        .into_par_iter()
        .map(|seed| {
            let positions = incidents(seed);
            grids
                .iter()
                .map(|(unit, cells)| alarm(&positions, *unit, cells))
                .collect()
        })
        .collect();
    for (number, (unit, ..)) in grids.iter().enumerate() {
        let calm = alarms.iter().filter(|city| !city[number]).count();
        println!("{unit}: {calm} of {} null cities are calm", alarms.len());
    }
    for (number, (unit, ..)) in grids.iter().enumerate() {
        let calm = alarms.iter().filter(|city| !city[number]).count();
        assert!(
            calm * 100 >= alarms.len() * 95,
            "{unit}: only {calm} of {} are calm",
            alarms.len()
        );
    }
}

/// The chain of the Store: counts, exact tail among the whole cells, Benjamini-Hochberg.
fn alarm(positions: &[Bng], unit: Unit, cells: &StudyCells) -> bool {
    let mut counts = vec![0; cells.cells.len()];
    for number in cells_of(positions, unit)
        .into_iter()
        .filter_map(|cell| cells.position(cell))
    {
        counts[number] += 1;
    }
    let share: Vec<f64> = cells
        .share_inside
        .iter()
        .map(|&share| f64::from(share))
        .collect();
    let pool = whole_cells(&counts, &share);
    let p = exact_upper_tail_among(&counts, &cells.neighbours, &pool).unwrap();
    benjamini_hochberg(&p).unwrap().iter().any(|&q| q <= 0.05)
}
