use beatbook_core::Month;

use crate::fixture::{BEYOND, HERE, Person, Town, instant, select};

use super::*;

fn town() -> Town {
    let mut town = Town::new(|rows| {
        for day in 1..=10 {
            rows.add(HERE, instant(&format!("2024-03-{day:02}"), 12, 0));
        }
        rows.add(12 * 16 + 12, instant("2024-03-20", 12, 0));
        // A brawl: one incident, two offences.
        for _ in 0..2 {
            rows.add(HERE, instant("2024-03-25", 12, 0)).incident = Some("brawl".into());
        }
        rows.add(HERE, instant("2024-03-26", 12, 0)).at = None;
        // Two offences of one incident, without a place and beyond the edge.
        for (day, at) in [(27, None), (28, Some((BEYOND, 0.0, 0.0)))] {
            for _ in 0..2 {
                let row = rows.add(HERE, instant(&format!("2024-03-{day}"), 12, 0));
                (row.incident, row.at) = (Some(format!("of {day}")), at);
            }
        }
    });
    let person = |event: u32, role: Role, home: Home| Person {
        event,
        role,
        home,
        quarter: 0,
        month: (role == Role::Attender).then(|| Month::parse("2024-03").unwrap()),
    };
    for event in 0..14 {
        town.people.push(person(event, Role::Victim, Home::Inside));
    }
    town.people.push(person(0, Role::Suspect, Home::Outside));
    town.people.push(person(1, Role::Suspect, Home::Unknown));
    town.people.push(person(1, Role::Suspect, Home::Inside));
    town.people
        .push(person(u32::MAX, Role::Attender, Home::Inside));
    town
}

fn group(answer: &Answer<Deprivation>, concerned: Concerned) -> DecileGroup {
    let groups = answer.value.groups.iter();
    groups
        .clone()
        .find(|group| group.concerned == concerned)
        .unwrap()
        .clone()
}

fn counts(group: &DecileGroup) -> [u32; 10] {
    std::array::from_fn(|decile| group.deciles[decile].count.number().unwrap())
}

#[test]
fn areas_residents_and_events_are_spread_over_deciles() {
    let (_folder, store) = town().store();
    let answer = store.deprivation(&select(""), None).unwrap();
    assert_eq!(answer.value.index, "imd19");
    let areas = group(&answer, Concerned::Areas);
    assert_eq!(counts(&areas), [1, 1, 0, 0, 0, 0, 1, 0, 0, 1]);
    assert_eq!(
        areas.deciles[0].interval, None,
        "areas are a complete count"
    );
    let residents = group(&answer, Concerned::Residents);
    assert_eq!(residents.deciles[0].share, Some(0.1));
    let events = group(&answer, Concerned::Events);
    assert_eq!(
        (events.base, events.unplaced, events.outside),
        (Count::Exact(12), Count::Exact(2), Count::Exact(1)),
        "incidents, like the base"
    );
    let offences = store.deprivation(&select("count=events"), None).unwrap();
    let events_of = group(&offences, Concerned::Events);
    let counted = (events_of.base, events_of.unplaced, events_of.outside);
    let expected = (Count::Exact(13), Count::Exact(3), Count::Exact(2));
    assert_eq!(counted, expected);
    assert_eq!((counts(&events)[0], counts(&events)[9]), (11, 1));
    let (low, high) = events.deciles[0].interval.unwrap();
    assert!(low < 11.0 / 12.0 && 11.0 / 12.0 < high);
}

#[test]
fn people_are_those_linked_to_any_selected_row() {
    let (_folder, store) = town().store();
    let answer = store.deprivation(&select(""), Some("imd19")).unwrap();
    let victims = group(&answer, Concerned::Victims);
    assert_eq!(
        victims.base,
        Count::Exact(14),
        "both victims of the brawl, and one without a place"
    );
    let suspects = group(&answer, Concerned::Suspects);
    let placed = (suspects.base, suspects.unplaced, suspects.outside);
    assert_eq!(placed, (Count::Exact(1), Count::Exact(1), Count::Exact(1)));
    assert_eq!(group(&answer, Concerned::Attenders).base, Count::Exact(1));
    let terms = answer.value.attender_terms.clone().unwrap();
    assert_eq!(terms.agreement.name, "ISA 12");
    assert_eq!(answer.agreement, None, "police figures have none");
    let early = store
        .deprivation(&select("from=2024-03-01&to=2024-03-02"), None)
        .unwrap();
    assert_eq!(group(&early, Concerned::Victims).base, Count::Exact(2));
    assert_eq!(
        group(&early, Concerned::Attenders).base,
        Count::Exact(0),
        "no whole month"
    );
}

#[test]
fn an_unknown_index_is_named_with_those_held() {
    let (_folder, store) = town().store();
    let error = store.deprivation(&select(""), Some("imd25")).unwrap_err();
    assert_eq!(
        (error.part.as_str(), error.accepted),
        ("index", vec!["imd19".to_owned()])
    );
}
