//! Reference figures: the formulas in `numpy` over all pairs, with `scipy.special.logsumexp`,
//! `scipy.optimize.minimize_scalar` and `brentq`; no code is shared. spatstat's `bw.ppl`, `bw.CvL` and
//! `bw.diggle` have these formulas and return σ; the figures here are √8 σ.

use crate::bandwidth::tests::three_places;
use crate::{
    Bandwidth, BandwidthError, RadiusRange, StudyGround, berman_diggle, cronie_van_lieshout,
    likelihood_bandwidth,
};
use approx::{assert_abs_diff_eq, assert_relative_eq};
use beatbook_core::Metres;

type Rule<'a> = &'a dyn Fn(&[[f64; 2]]) -> Result<Bandwidth, BandwidthError>;

const SQUARE: f64 = 4e6;

#[test]
fn the_likelihood_is_highest_where_all_pairs_say() {
    let chosen = likelihood_bandwidth(&three_places(), range(5.0, 3_000.0)).unwrap();
    assert_relative_eq!(chosen.radius.0, 105.954_657_679, max_relative = 1e-4);
    assert!(!chosen.at_limit);
    assert_eq!(chosen.searched, Some([Metres(5.0), Metres(3_000.0)]));
}

#[test]
fn cronie_and_van_lieshout_account_for_the_ground() {
    let chosen = cronie_van_lieshout(&three_places(), SQUARE, range(5.0, 5_000.0)).unwrap();
    assert_relative_eq!(chosen.radius.0, 1_680.732_273_520, max_relative = 1e-5);
}

#[test]
fn berman_and_diggle_agree_with_all_pairs_to_a_step() {
    let square = StudyGround::Rectangle(Metres(2_000.0), Metres(2_000.0));
    for ground in [square, StudyGround::SquareMetres(SQUARE)] {
        let chosen = berman_diggle(&three_places(), ground, Metres(1_500.0)).unwrap();
        assert_abs_diff_eq!(chosen.radius.0, 33.325, epsilon = 1_500.0 / 1_024.0);
        assert!(!chosen.at_limit);
    }
}

/// Snapped points: every event three times over. Left in, an event foretells the next at its own point
/// and the best radius is the smallest there is.
#[test]
fn repeats_are_left_out_of_choosing_and_counted() {
    let thrice: Vec<[f64; 2]> = three_places().iter().flat_map(|p| [*p; 3]).collect();
    let once = likelihood_bandwidth(&three_places(), range(5.0, 3_000.0)).unwrap();
    let chosen = likelihood_bandwidth(&thrice, range(5.0, 3_000.0)).unwrap();
    assert_eq!(chosen.radius, once.radius);
    assert_eq!((chosen.events, chosen.repeats_left_out), (270, 180));

    let ground = StudyGround::SquareMetres(SQUARE);
    let chosen = berman_diggle(&thrice, ground, Metres(1_500.0)).unwrap();
    let once = berman_diggle(&three_places(), ground, Metres(1_500.0)).unwrap();
    assert_eq!(chosen.radius, once.radius);
    assert_eq!(chosen.repeats_left_out, 180);
    // Here a repeat is an event like others.
    let chosen = cronie_van_lieshout(&thrice, SQUARE, range(5.0, 9_000.0)).unwrap();
    assert_eq!(chosen.repeats_left_out, 0);
}

#[test]
fn a_best_radius_at_the_end_of_the_range_is_marked() {
    let ppl = |from, to| likelihood_bandwidth(&three_places(), range(from, to)).unwrap();
    let (low, high) = (ppl(300.0, 3_000.0), ppl(5.0, 60.0));
    assert!(low.at_limit && high.at_limit);
    assert_relative_eq!(low.radius.0, 300.0, max_relative = 1e-12);
    assert_relative_eq!(high.radius.0, 60.0, max_relative = 1e-12);
    let cvl = cronie_van_lieshout(&three_places(), SQUARE, range(5.0, 60.0)).unwrap();
    assert!(cvl.at_limit);
    assert_relative_eq!(cvl.radius.0, 60.0, max_relative = 1e-12);
}

/// Under a kernel that ends, one event 900 km away would make every likelihood 0.
#[test]
fn one_event_far_from_all_others_is_no_end_of_the_search() {
    let mut events = three_places();
    events.push([900_000.0, 0.0]);
    let chosen = likelihood_bandwidth(&events, range(5.0, 3_000_000.0)).unwrap();
    assert!(chosen.radius.0.is_finite() && !chosen.at_limit);
}

#[test]
fn refusals_say_what_to_do() {
    let all = range(5.0, 3_000.0);
    let nine = &three_places()[..9];
    let few = "9 different positions are too few to choose a radius from (at least 10); give a radius yourself";
    let one_spot =
        "all 40 events lie at one position, so no radius can be chosen; give one yourself";
    let ground = StudyGround::SquareMetres(SQUARE);
    let rules: [Rule<'_>; 3] = [
        &|p| likelihood_bandwidth(p, all),
        &|p| cronie_van_lieshout(p, SQUARE, all),
        &|p| berman_diggle(p, ground, Metres(500.0)),
    ];
    for rule in rules {
        assert_eq!(rule(nine).unwrap_err().to_string(), few);
        assert_eq!(rule(&[[1.0, 2.0]; 40]).unwrap_err().to_string(), one_spot);
    }
    let mut events = nine.to_vec();
    events.extend(nine);
    assert_eq!(
        likelihood_bandwidth(&events, all).unwrap_err().to_string(),
        few
    );
    assert_eq!(
        likelihood_bandwidth(&three_places(), range(50.0, 5.0))
            .unwrap_err()
            .to_string(),
        "radii from 50 m to 5 m cannot be searched; give two above 0, the smaller first"
    );
    assert_eq!(
        cronie_van_lieshout(&three_places(), 0.0, all)
            .unwrap_err()
            .to_string(),
        "a study area of 0 square metres has no ground; give one above 0"
    );
}

#[test]
fn threads_and_the_order_of_events_change_no_bit() {
    let on = |threads: usize, events: &[[f64; 2]]| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            let square = StudyGround::Rectangle(Metres(2_000.0), Metres(2_000.0));
            (
                likelihood_bandwidth(events, range(5.0, 3_000.0)).unwrap(),
                cronie_van_lieshout(events, SQUARE, range(5.0, 5_000.0)).unwrap(),
                berman_diggle(events, square, Metres(1_500.0)).unwrap(),
            )
        })
    };
    let events = three_places();
    assert_eq!(on(1, &events), on(2, &events));
    let turned: Vec<[f64; 2]> = events.iter().rev().copied().collect();
    let (here, there) = (on(2, &events), on(2, &turned));
    assert_eq!((here.0, here.2), (there.0, there.2));
    assert_relative_eq!(here.1.radius.0, there.1.radius.0, max_relative = 1e-6);
}

fn range(from: f64, to: f64) -> RadiusRange {
    RadiusRange {
        from: Metres(from),
        to: Metres(to),
    }
}
