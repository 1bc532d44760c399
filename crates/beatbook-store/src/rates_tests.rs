use beatbook_core::{Count, FunnelStatus};

use crate::fixture::{HERE, Town, instant, select};

use super::*;

const YEAR: &str = "from=2023-01-01&to=2023-12-31";

/// A year with 40 robberies in the south-west, where 1,000 people live, and 5 in the north-west, where 3,000 do.
fn town() -> Town {
    Town::new(|rows| {
        for step in 0..40 {
            rows.add(HERE, instant("2023-01-02", 12, 0) + step * 9 * 86_400);
        }
        for step in 0..5 {
            rows.add(
                12 * 16 + 4,
                instant("2023-02-02", 12, 0) + step * 60 * 86_400,
            );
        }
    })
}

fn rates(layer: &str, per: Per, selection: &str) -> Result<AreaRates, SelectionError> {
    let (_folder, store) = town().store();
    let layer = LayerId::parse(layer).unwrap();
    Ok(store.rates(&layer, per, &select(selection))?.value)
}

#[test]
fn each_area_has_its_rate_with_the_exact_interval() {
    let found = rates("lsoa11", Per::Residents, YEAR).unwrap();
    let first = &found.areas[0];
    assert_eq!((first.count, first.base), (Count::Exact(40), Some(1_000.0)));
    let rated = first.rated.unwrap();
    // Garwood's interval of 40 is 28.58 to 54.47, over the days that the source holds.
    let per_year = 40.0 / found.years;
    assert!((rated.rate.value - per_year).abs() < 1e-9);
    assert!((rated.rate.low * found.years - 28.576).abs() < 1e-2);
    assert!((rated.rate.high * found.years - 54.469).abs() < 1e-2);
    // Drawn towards 45 among 10,000.
    assert!(rated.smoothed.0 < rated.rate.value && rated.smoothed.0 > 4.5);
    assert!(rated.local.is_some());
    let all = found.all.unwrap();
    assert!((all.rate.value * found.years - 4.5).abs() < 1e-9);
    assert!(found.base_says.contains("2020"), "{}", found.base_says);
}

#[test]
fn where_the_book_holds_no_estimate_of_a_layer_smaller_areas_are_added_up() {
    let found = rates("ward22", Per::Residents, YEAR).unwrap();
    let bases: Vec<f64> = found.areas.iter().filter_map(|area| area.base).collect();
    assert_eq!(bases, [3_000.0, 7_000.0]);
    assert!(found.base_says.contains("lsoa11"), "{}", found.base_says);
}

#[test]
fn without_events_or_a_denominator_it_says_why_not() {
    let none = rates(
        "lsoa11",
        Per::Residents,
        &format!("{YEAR}&category=burglary"),
    );
    assert!(none.is_err() || none.unwrap().refused.unwrap().starts_with("cannot be said"));
    let workday = rates("lsoa11", Per::Workday, YEAR).unwrap_err();
    assert_eq!(workday.part, "per");
    assert!(workday.reason.contains("[[population]]"), "{workday}");
    let one = rates("lsoa11", Per::Residents, "area=ward22:E05000000").unwrap_err();
    assert_eq!(one.part, "area");
}

#[test]
fn ground_is_a_denominator_everywhere() {
    let found = rates("lsoa11", Per::Km2, YEAR).unwrap();
    let ground = found.areas[0].base.unwrap();
    assert!((0.1..10.0).contains(&ground), "{ground}");
    let rated = found.areas[0].rated.unwrap();
    assert!((rated.rate.value * ground * found.years - 40.0).abs() < 1e-6);
    assert_ne!(rated.status, FunnelStatus::FarBelow);
}

#[test]
fn rates_per_resident_warn_of_the_centre() {
    let (_folder, store) = town().store();
    let layer = LayerId::parse("lsoa11").unwrap();
    let told = |per| store.rates(&layer, per, &select(YEAR)).unwrap().caveats;
    let warns = |caveats: Vec<Caveat>| {
        caveats
            .iter()
            .any(|caveat| caveat.to_string().contains("per resident"))
    };
    assert!(warns(told(Per::Residents)) && !warns(told(Per::Km2)));
}
