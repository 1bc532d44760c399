use std::sync::Arc;

use beatbook_core::{Answer, Audience, Hotspots, Policy};

use super::*;
use crate::fixture::{BEYOND, EDGE, HERE, Rows, Town, agreement, around, instant, select};

/// Far from [`HERE`].
const THERE: usize = EDGE - 2;

/// Six events of a code in a cell and in each of the six round it.
fn pile(rows: &mut Rows, cell: usize, code: &'static str) {
    for near in around(cell).into_iter().chain([cell]) {
        for day in 10..16 {
            let row = rows.add(near, instant(&format!("2024-03-{day}"), 23, 0));
            row.code = Some(code);
        }
    }
}

/// Robberies here, assaults and one homicide there, and what no sum may hold.
fn town() -> Town {
    let town = Town::new(|rows| {
        rows.scatter("2024-01-01");
        pile(rows, HERE, "34B");
        pile(rows, THERE, "8N");
        rows.add(THERE, instant("2024-04-01", 2, 0)).code = Some("1");
        // One incident with three victims, two of them assaulted.
        for code in ["34B", "8N", "8N"] {
            let row = rows.add(HERE, instant("2024-04-02", 2, 0));
            (row.code, row.incident) = (Some(code), Some("brawl".into()));
        }
        for code in ["92D", "66", "66"] {
            rows.add(HERE, instant("2024-04-03", 2, 0)).code = Some(code);
        }
        rows.add(BEYOND, instant("2024-04-03", 2, 0)).code = Some("8N");
    });
    Town {
        weights: vec![("1", 20_000.0), ("34B", 350.0), ("8N", 20.0), ("92D", 5.0)],
        ..town
    }
}

fn ask(town: &Town, selection: &str) -> Arc<Answer<Hotspots>> {
    let (_folder, store) = town.store();
    store.hotspots(&select(selection)).unwrap()
}

#[test]
fn every_victim_of_an_incident_weighs_and_what_has_no_weight_is_named() {
    let answer = ask(&town(), "");
    let found = &answer.value;
    let here = found.groups[0].harm.as_ref().unwrap();
    assert_eq!(here.total, 43.0 * 350.0 + 2.0 * 20.0);
    assert_eq!((here.largest, here.largest_code.as_str()), (350.0, "34B"));
    // Possession, two without a weight, and those scattered over the town that fall here.
    let scattered = found.groups[0].events.number().unwrap() - 42 - 1 - 3;
    assert_eq!(here.left_out, 3 + scattered);
    let basis = found.harm.as_ref().unwrap();
    let code = |code: &str, events| CodeCount {
        code: code.into(),
        events,
    };
    assert_eq!(basis.unweighted, [code("66", 2)]);
    assert_eq!(basis.proactive, [code("92D", 1)]);
    assert_eq!(basis.weighted, 2 * 42 + 1 + 3 + 1);
    assert_eq!(basis.table.version, "made up, 2024");
    assert!(basis.uncoded > 0, "those scattered have no code");
}

#[test]
fn harm_is_the_same_whether_incidents_or_events_are_counted() {
    let incidents = ask(&town(), "");
    let events = ask(&town(), "count=events");
    let harm = |answer: &Answer<Hotspots>, at: usize| answer.value.groups[at].harm.clone();
    assert_eq!(harm(&incidents, 0), harm(&events, 0));
    assert_eq!(incidents.value.harm, events.value.harm);
}

#[test]
fn a_place_that_leads_by_one_case_is_told_as_such() {
    let answer = ask(&town(), "");
    let groups = &answer.value.groups;
    let there = groups.iter().find_map(|group| {
        let harm = group.harm.as_ref()?;
        (harm.largest_code == "1").then_some(harm)
    });
    let there = there.unwrap();
    assert_eq!(there.ranks, Some((1, 2)));
    assert_eq!(there.is_stable(), Some(false));
    assert!(there.largest_share().unwrap() > 0.9);
    assert!(there.interval.0 < there.total && there.total < there.interval.1);
    assert_eq!(groups[0].rank, Some(1), "the rank by excess stays");
    assert_eq!(groups[0].harm.as_ref().unwrap().ranks, Some((2, 2)));
}

#[test]
fn where_harm_cannot_be_said_the_reason_is_given() {
    let why = |town: &Town, selection| ask(town, selection).value.harm.clone().unwrap_err();
    let without_weights = Town {
        weights: Vec::new(),
        ..town()
    };
    assert_eq!(why(&without_weights, ""), NoHarm::NoWeights);
    let other_codes = Town {
        weights: vec![("30C", 15.0)],
        ..town()
    };
    assert_eq!(why(&other_codes, ""), NoHarm::NoneWeighted);
    let mut without_codes = town();
    for row in &mut without_codes.sources[0].rows {
        row.code = None;
    }
    assert_eq!(why(&without_codes, ""), NoHarm::NoCodes);
    let mut with_health = town();
    let mut attendances = Rows::new("attendance");
    attendances.scatter("2024-01-01");
    attendances.agreement = Some(agreement());
    with_health.sources.push(attendances);
    assert_eq!(why(&with_health, "source=attendance"), NoHarm::Health);
    let found = ask(&other_codes, "");
    assert!(found.value.groups.iter().all(|group| group.harm.is_none()));
}

#[test]
fn partners_are_shown_no_harm() {
    let answer = Arc::unwrap_or_clone(ask(&town(), ""));
    let released = answer.release(Policy::new(Audience::Partnership)).unwrap();
    let found = released.value();
    assert_eq!(found.harm, Err(NoHarm::Withheld));
    assert!(found.groups.iter().all(|group| group.harm.is_none()));
}
