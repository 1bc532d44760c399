use crate::fixture::{HERE, Town, instant, select};

use super::*;

/// An area whose residents all live in one decile.
fn all_in(decile: usize, per_km2: f64) -> Likeness {
    let mut shares = [0.0; DECILES];
    shares[decile - 1] = 1.0;
    Likeness {
        density: per_km2.ln(),
        up_to: Some(cumulated(&shares)),
    }
}

#[test]
fn the_distance_is_how_many_deciles_residents_would_have_to_move() {
    let (poor, rich) = (all_in(2, 1.0), all_in(7, 1.0));
    assert!((apart(&poor, &rich, [1.0, 1.0]).unwrap() - 5.0).abs() < 1e-12);
    assert!((mean_decile(poor.up_to.unwrap()) - 2.0).abs() < 1e-12);
    assert!((mean_decile(rich.up_to.unwrap()) - 7.0).abs() < 1e-12);
    // A step in density as many deviations wide weighs as much.
    let dense = all_in(2, 5_f64.exp());
    assert!((apart(&poor, &dense, [1.0, 1.0]).unwrap() - 5.0).abs() < 1e-12);
    assert_eq!(apart(&poor, &dense, [0.0, 1.0]), Some(0.0), "all are alike");
}

#[test]
fn the_nearest_come_first_and_never_the_area_itself() {
    let denser = |decile: usize| Some(all_in(decile, 1_000.0 * decile as f64));
    let mut all: Vec<Option<Likeness>> = (1..=10).map(denser).collect();
    all.push(None);
    all.push(Some(all_in(1, 1_100.0)));
    assert_eq!(nearest(&all, 0), Some(vec![11, 1, 2, 3, 4]));
    assert_eq!(nearest(&all, 10), None, "nothing is known of it");
    all[1] = Some(Likeness {
        density: 1_000_f64.ln(),
        up_to: None,
    });
    assert_eq!(
        nearest(&all, 0),
        Some(vec![11, 2, 3, 4, 5]),
        "what has no index is not like what has one"
    );
}

#[test]
fn in_a_layer_of_few_areas_none_is_similar_and_the_reason_is_given() {
    let town = Town::new(|rows| {
        rows.add(HERE, instant("2024-01-01", 12, 0));
    });
    let (_folder, store) = town.store();
    let profile = store.profile(&select("area=lsoa11:E01000000")).unwrap();
    let refused = profile.value.similar.unwrap_err();
    assert!(refused.contains("nearly all others"), "{refused}");
    assert_eq!(profile.value.indicators[0].similar, None);
    let mix = profile.value.deciles.unwrap();
    for shares in [mix.area, mix.city] {
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
