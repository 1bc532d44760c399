use crate::{near_repeat_links, near_repeat_roles};
use beatbook_core::Metres;
use proptest::prelude::*;

fn links(points: &[[f64; 2]], times: &[i64]) -> Vec<(u32, u32)> {
    near_repeat_links(points, times, Metres(100.0), 7)
        .unwrap()
        .into_iter()
        .map(|link| (link.earlier, link.later))
        .collect()
}

/// The Esri crime analysis toolbox, issue 56: two events of one day, both near repeats.
#[test]
fn of_two_on_one_day_the_first_given_starts_it() {
    let points = [[0.0, 0.0], [10.0, 0.0]];
    let found = near_repeat_links(&points, &[5, 5], Metres(100.0), 7).unwrap();
    assert_eq!((found[0].earlier, found[0].later), (0, 1));
    let roles = near_repeat_roles(2, &found);
    assert_eq!((roles.originators, roles.last), (1, 1));
}

#[test]
fn distance_and_span_are_half_open() {
    let points = [[0.0, 0.0], [99.5, 0.0], [100.0, 400.0], [200.0, 400.0]];
    assert_eq!(links(&points, &[0, 6, 0, 0]), [(0, 1)]);
    assert!(links(&points, &[0, 7, 0, 0]).is_empty());
}

#[test]
fn the_earlier_comes_first_whatever_the_order_of_the_rows() {
    let points = [[0.0, 0.0], [0.0, 0.0], [0.0, 1.0]];
    assert_eq!(links(&points, &[9, 4, 12]), [(1, 0), (0, 2)]);
}

#[test]
fn refusals_say_what_to_do() {
    assert!(near_repeat_links(&[[0.0, 0.0]], &[], Metres(1.0), 7).is_err());
    assert!(near_repeat_links(&[], &[], Metres(0.0), 7).is_err());
    assert!(
        near_repeat_links(&[], &[], Metres(1.0), 7)
            .unwrap()
            .is_empty()
    );
}

proptest! {
    #[test]
    fn every_event_that_follows_descends_from_an_originator(
        events in prop::collection::vec((0..500_i32, 0..500_i32, 0..40_i64), 0..120),
    ) {
        let points: Vec<[f64; 2]> =
            events.iter().map(|(x, y, _)| [f64::from(*x), f64::from(*y)]).collect();
        let times: Vec<i64> = events.iter().map(|event| event.2).collect();
        let found = near_repeat_links(&points, &times, Metres(100.0), 7).unwrap();
        let roles = near_repeat_roles(points.len(), &found);
        prop_assert_eq!(
            (roles.originators + roles.between + roles.last + roles.alone) as usize,
            points.len()
        );
        for link in &found {
            // Walking back along links comes to an end, and that is an originator.
            let mut at = link.later;
            let mut steps = 0;
            while let Some(back) = found.iter().find(|other| other.later == at) {
                prop_assert!((times[back.earlier as usize], back.earlier) < (times[at as usize], at));
                at = back.earlier;
                steps += 1;
            }
            prop_assert!(steps > 0);
        }
    }
}
