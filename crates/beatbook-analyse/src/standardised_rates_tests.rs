use super::*;
use crate::{Permutations, Weights, global_moran, local_moran};
use approx::{assert_abs_diff_eq, assert_relative_eq};
use beatbook_core::Neighbours;

const EVENTS: [f64; 8] = [30.0, 25.0, 25.0, 15.0, 33.0, 21.0, 30.0, 20.0];
const PEOPLE: [f64; 8] = [100.0, 100.0, 110.0, 90.0, 100.0, 90.0, 110.0, 90.0];

/// The worked example of `esda.smoothing.assuncao_rate`: the first four are in its manual, the
/// others what version 2.9.0 computes.
#[test]
fn agrees_with_esda() {
    let esda = [
        1.038_435_94,
        -0.040_990_89,
        -0.562_503_75,
        -1.730_618_61,
        1.686_092_046_47,
        -0.376_966_430_581,
        0.475_762_519_239,
        -0.602_575_127_671,
    ];
    let ours = standardised_rates(&EVENTS, &PEOPLE).unwrap();
    for (ours, esda) in ours.into_iter().zip(esda) {
        assert_abs_diff_eq!(ours, esda, epsilon = 1e-8);
    }
}

/// Rates that vary less than chance alone would let them: the estimate of what lies between units
/// is negative, yet no variance is.
#[test]
fn less_spread_than_chance_leaves_every_variance_positive() {
    let esda = [
        -0.589_188_303_637,
        -1.318_760_946_792,
        0.729_003_800_32,
        0.314_490_237_669,
        0.210_280_020_627,
    ];
    let ours = standardised_rates(
        &[2.0, 0.0, 5.0, 12.0, 1.0],
        &[1000.0, 500.0, 1500.0, 4000.0, 300.0],
    );
    for (ours, esda) in ours.unwrap().into_iter().zip(esda) {
        assert_abs_diff_eq!(ours, esda, epsilon = 1e-10);
    }
    // Equal rates everywhere: A + m / B is 0 or less for the larger units.
    let level = standardised_rates(&[1.0, 100.0, 10.0], &[10.0, 1000.0, 100.0]).unwrap();
    assert!(level.iter().all(|rate| rate.abs() < 1e-12), "{level:?}");
}

/// `esda.Moran_Rate(e, b, w, permutations=0)` and `Moran_Local_Rate(e, b, w).Is`, version 2.9.0,
/// with the eight units in a circle.
#[test]
fn moran_of_standardised_rates_agrees_with_esda() {
    let circle: Vec<Vec<usize>> = (0..8).map(|i| vec![(i + 7) % 8, (i + 1) % 8]).collect();
    let circle = Neighbours::from_lists(&circle).unwrap();
    let weights = Weights::binary(&circle).row_standardised();
    let rates = standardised_rates(&EVENTS, &PEOPLE).unwrap();
    let moran = global_moran(&rates, &weights, Permutations::default()).unwrap();
    assert_relative_eq!(moran.i, -0.463_690_297_227_585_04, max_relative = 1e-11);
    assert_relative_eq!(
        moran.normality.variance,
        0.090_702_947_845_804_99,
        max_relative = 1e-11
    );
    assert_relative_eq!(
        moran.randomisation.variance,
        0.090_554_095_084_913_24,
        max_relative = 1e-10
    );
    let local = local_moran(&rates, &weights, Permutations::default()).unwrap();
    let esda = [
        -0.284_589_394_752,
        -0.005_943_594_805,
        0.420_075_694_866,
        -0.868_910_925_639,
        -1.553_603_477_118,
        -0.349_191_777_093,
        -0.204_798_863_292,
        -0.398_869_742_76,
    ];
    for (ours, esda) in local.units.into_iter().zip(esda) {
        assert_abs_diff_eq!(ours.unwrap().i, esda, epsilon = 1e-10);
    }
}

#[test]
fn what_has_no_rate_is_named() {
    let refusal = |events: &[f64], people: &[f64]| {
        standardised_rates(events, people).unwrap_err().to_string()
    };
    assert_eq!(
        refusal(&[1.0, 2.0], &[10.0, 0.0]),
        "unit 1 has a population of 0, so it has no rate; leave such units out, or join them to a \
         neighbour"
    );
    assert_eq!(
        refusal(&[-1.0, 2.0], &[10.0, 10.0]),
        "unit 0 has -1 events; events are finite and not negative"
    );
    assert_eq!(
        refusal(&[0.0, 0.0], &[10.0, 10.0]),
        "there are no events, so no rate can be unusual; choose a longer period"
    );
    assert_eq!(
        refusal(&[1.0], &[10.0, 10.0]),
        "got 1 numbers of events for 2 populations; supply one each per unit"
    );
}
