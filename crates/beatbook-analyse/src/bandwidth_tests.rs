use crate::{BandwidthError, normal_reference, silverman_reference};
use approx::{assert_abs_diff_eq, assert_relative_eq};
use proptest::prelude::*;

/// Two tight places and a wide one, of thirty events each. `bandwidth_search_tests.rs` uses it too.
pub(crate) fn three_places() -> Vec<[f64; 2]> {
    let middles = [[0.0, 0.0], [800.0, 300.0], [400.0, 900.0]];
    (0..90_i32)
        .map(|i| {
            let place = (i % 3) as usize;
            let wide = if place == 2 { 6.0 } else { 1.0 };
            let right = f64::from((i * i * 7 + i * 13) % 97 - 48);
            let up = f64::from((i * i * 11 + i * 5) % 89 - 44);
            [
                middles[place][0] + right * wide,
                middles[place][1] + up * wide,
            ]
        })
        .collect()
}

/// Reference figures: `numpy.quantile` (type 7 of R) and `numpy.std(ddof=1)` in the formula of MASS
/// `bandwidth.nrd`, 4 · 1.06 · min(sd, IQR/1.34) · n^(−1/5).
#[test]
fn the_normal_reference_is_that_of_mass_on_each_axis() {
    let chosen = normal_reference(&three_places()).unwrap();
    let [x, y] = chosen.axes.unwrap();
    assert_abs_diff_eq!(x.0, 593.805_111_586_470, epsilon = 1e-9);
    assert_abs_diff_eq!(y.0, 657.786_342_642_340, epsilon = 1e-9);
    assert_abs_diff_eq!(chosen.radius.0, 625.795_727_114_405, epsilon = 1e-9);
    assert_eq!((chosen.events, chosen.repeats_left_out), (90, 0));
}

/// sfhotspot's `mean(bw_x, bw_y)` hands the second to `trim`, and is 593.8 m here.
#[test]
fn both_axes_count_where_events_lie_along_a_road() {
    let along: Vec<[f64; 2]> = three_places().iter().map(|p| [p[0], p[1] * 0.1]).collect();
    let across: Vec<[f64; 2]> = along.iter().map(|p| [p[1], p[0]]).collect();
    let radius = normal_reference(&along).unwrap().radius.0;
    assert_abs_diff_eq!(radius, 329.791_872_925_352, epsilon = 1e-9);
    assert_eq!(normal_reference(&across).unwrap().radius.0, radius);
}

#[test]
fn where_half_of_the_events_share_a_coordinate_the_deviation_stands_alone() {
    let mut events = vec![[0.0, 0.0]; 30];
    events.extend([[100.0, 0.0], [-100.0, 40.0]]);
    let [x, y] = normal_reference(&events).unwrap().axes.unwrap();
    let by_hand = 4.24 * (20_000.0_f64 / 31.0).sqrt() * 32.0_f64.powf(-0.2);
    assert_relative_eq!(x.0, by_hand, max_relative = 1e-12);
    assert!(y.0 > 0.0);
}

#[test]
fn silverman_is_that_of_the_formula() {
    let chosen = silverman_reference(&three_places()).unwrap();
    assert_abs_diff_eq!(chosen.radius.0, 477.192_509_106_915, epsilon = 1e-9);
    // His table 4.1 prints 2.78 for this kernel in two dimensions.
    assert_abs_diff_eq!(460.8_f64.powf(1.0 / 6.0), 2.78, epsilon = 0.005);
}

#[test]
fn refusals_say_what_to_do() {
    for rule in [normal_reference, silverman_reference] {
        assert_eq!(
            rule(&[[4.0, 5.0]; 7]).unwrap_err().to_string(),
            "all 7 events lie at one position, so no radius can be chosen; give one yourself"
        );
        assert_eq!(
            rule(&[[4.0, 5.0]]).unwrap_err().to_string(),
            "1 different positions are too few to choose a radius from (at least 2); give a radius yourself"
        );
        assert!(matches!(
            rule(&[[4.0, 5.0], [f64::NAN, 2.0]]),
            Err(BandwidthError::NotAPosition(1, _, _))
        ));
    }
}

proptest! {
    #[test]
    fn a_map_twice_as_large_has_a_radius_twice_as_large_wherever_it_lies(
        factor in 0.01..100.0_f64, east in -500.0..500.0_f64, north in 0.0..1_000.0_f64,
    ) {
        let moved: Vec<[f64; 2]> = three_places().iter()
            .map(|p| [p[0] * factor + east * 1_000.0, p[1] * factor + north * 1_000.0])
            .rev().collect();
        for rule in [normal_reference, silverman_reference] {
            let (here, there) = (rule(&three_places()).unwrap(), rule(&moved).unwrap());
            // Eastings of 500 km leave 1e-10 m.
            prop_assert!((there.radius.0 / factor - here.radius.0).abs() < 1e-6 * here.radius.0);
        }
    }
}
