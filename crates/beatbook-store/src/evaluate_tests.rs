use crate::fixture::{HERE, SIDE, Town, id_of, instant, select};

use super::*;

/// Two years: every other day one in the north-east and every day one near the middle cell, of which half
/// goes in April 2023 and of these half turns up three cells to the east.
fn town(after: usize) -> Town {
    Town::new(|rows| {
        for day in 0..730_i64 {
            let at = instant("2022-04-01", 20, 0) + day * 86_400;
            if day % 2 == 0 {
                rows.add(12 * SIDE + 12, at);
            }
            let left = day >= 365 && (day as usize).is_multiple_of(after);
            if day < 365 || left {
                rows.add(HERE, at);
            }
            let moved = day >= 365 && day % 4 == 1;
            if day % 4 == 0 || moved {
                rows.add(HERE + 3, at);
            }
        }
    })
}

fn asked(target: &str, ring: Option<&str>, chosen: Option<&str>) -> EvaluateAsked {
    let words = [
        Some("2023-04-01"),
        Some("12"),
        None,
        Some(target),
        ring,
        None,
        chosen,
    ];
    EvaluateAsked::parse(words).unwrap()
}

fn told(town: &Town, asked: &EvaluateAsked) -> Evaluation {
    let (_folder, store) = town.store();
    store.evaluate(&select(""), asked).unwrap().value
}

#[test]
fn a_halving_of_which_a_part_moved_is_told_with_its_ring() {
    let found = told(
        &town(2),
        &asked(&id_of(HERE), Some("400"), Some("otherwise")),
    );
    assert_eq!(found.finding, EvaluationFinding::Fell);
    assert_eq!(found.of_place, (Count::Exact(336), Count::Exact(168)));
    assert_eq!(found.of_ring, Some((Count::Exact(84), Count::Exact(168))));
    let figures = found.figures.unwrap();
    assert!(
        (figures.place.percent.unwrap() + 50.0).abs() < 2.0,
        "{figures:?}"
    );
    assert!(figures.ring.unwrap().low.unwrap() > 0.0);
    assert!((figures.net.incidents + 84.0).abs() < 5.0, "{figures:?}");
    assert_eq!(figures.quotient_means, Some("a part moved to the ring"));
    assert!(found.by_place.unwrap_err().contains("one ground"));
}

/// One way to do each thing: the change of the place is that of `before_after`.
#[test]
fn the_place_changed_as_before_and_after_says() {
    let (_folder, store) = town(2).store();
    let cell = id_of(HERE);
    let evaluated = store
        .evaluate(&select(""), &asked(&cell, None, Some("otherwise")))
        .unwrap();
    let words = [Some("2023-04-01"), Some("12"), Some(cell.as_str()), None];
    let beside = beatbook_core::BeforeAfterAsked::parse(words).unwrap();
    let beside = store.before_after(&select(""), &beside).unwrap().value;
    assert_eq!(
        evaluated.value.figures.unwrap().place,
        beside.change.unwrap().relative
    );
    assert_eq!(evaluated.value.of_comparison, beside.compared);
}

#[test]
fn a_place_chosen_from_its_own_baseline_is_no_evidence() {
    let chosen = Some("2022-10-01..2023-03-31");
    let found = told(&town(2), &asked(&id_of(HERE), None, chosen));
    let EvaluationFinding::NoEvidence(why) = found.finding else {
        panic!("{:?}", found.finding);
    };
    assert!(why.contains("regression to the mean"), "{why}");
    assert!(
        found.figures.is_some(),
        "the figures stand beside the reason"
    );
    let unsaid = told(&town(2), &asked(&id_of(HERE), None, None));
    let EvaluationFinding::NoEvidence(why) = unsaid.finding else {
        panic!("{:?}", unsaid.finding);
    };
    assert!(why.contains("how it was chosen is not said"), "{why}");
}

/// As the decoy of the synthetic city: few, and chosen from the months before.
#[test]
fn few_incidents_do_not_hide_how_a_place_was_chosen() {
    let few = Town::new(|rows| {
        for day in 0..730_i64 {
            let at = instant("2022-04-01", 20, 0) + day * 86_400;
            rows.add(12 * SIDE + 12, at);
            if day % 30 == 0 {
                rows.add(HERE, at);
            }
        }
    });
    let reason = |chosen| match told(&few, &asked(&id_of(HERE), None, Some(chosen))).finding {
        EvaluationFinding::NoEvidence(why) => why,
        told => panic!("{told:?}"),
    };
    assert!(reason("2022-10-01..2023-03-31").contains("regression to the mean"));
    assert!(reason("otherwise").contains("fewer than 20 incidents"));
}

#[test]
fn no_change_is_no_evidence_and_never_no_effect() {
    let found = told(
        &town(1),
        &asked(&id_of(HERE), Some("400"), Some("otherwise")),
    );
    let EvaluationFinding::NoEvidence(why) = found.finding else {
        panic!("{:?}", found.finding);
    };
    assert!(why.contains("can be chance"), "{why}");
}

#[test]
fn partners_see_figures_of_rounded_totals() {
    let (_folder, store) = town(2).store();
    let asked = asked(
        "lsoa11:E01000000",
        Some("lsoa11:E01000001"),
        Some("otherwise"),
    );
    let answer = store.evaluate(&select(""), &asked).unwrap();
    let (exact, finding) = (answer.value.figures.unwrap(), answer.value.finding.clone());
    let released = answer.release(Policy::new(Audience::Partnership)).unwrap();
    let found = released.value();
    assert!(!found.of_place.0.is_exact());
    let seen = found.figures.unwrap();
    assert!(seen.trend.is_none() && seen.place != exact.place);
    assert!((seen.place.percent.unwrap() - exact.place.percent.unwrap()).abs() < 5.0);
    assert_eq!(found.finding, finding);
}

#[test]
fn grounds_that_are_not_there_are_named() {
    let (_folder, store) = town(2).store();
    let part = |asked: &EvaluateAsked| store.evaluate(&select(""), asked).unwrap_err().part;
    assert_eq!(part(&asked("circle:10,53,100", None, None)), "target");
    assert_eq!(part(&asked("nowhere", None, None)), "target");
    assert_eq!(
        part(&asked("lsoa11:E01000000", Some("lsoa11:nowhere"), None)),
        "ring"
    );
    let beside = asked("lsoa11:E01000000", None, None);
    let both = store
        .evaluate(&select("area=lsoa11:E01000000"), &beside)
        .unwrap_err();
    assert_eq!(both.part, "area");
}

#[test]
fn a_circle_holds_what_lies_within_it() {
    let (_folder, store) = town(2).store();
    let at = store
        .locations
        .wgs84
        .iter()
        .zip(&store.locations.position)
        .next()
        .unwrap()
        .0;
    let target = format!("circle:{},{},60", at.lon, at.lat);
    let found = store.evaluate(&select(""), &asked(&target, Some("100"), Some("otherwise")));
    let found = found.unwrap().value;
    assert!(
        found.place.starts_with("the circle of 60 m"),
        "{}",
        found.place
    );
    assert!(found.of_place.0.number().unwrap() > 0);
}

#[test]
fn nothing_is_told_of_children_in_steps_of_weeks() {
    let (_folder, store) = town(2).store();
    let asked = asked("ward22:E05000000", None, None);
    let refused = store.evaluate(&select("flag=under-18"), &asked);
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("ages or standing of people"), "{refused}");
}
