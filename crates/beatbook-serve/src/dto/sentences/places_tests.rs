use beatbook_core::{Audience, Count, Policy, RepeatPlace, RepeatPlaces, Suspect, Wgs84};

use crate::answers_fixture_tests::answer;

const CUSTODY: &str = "a custody address: not a patrol target";

fn place(name: &str, incidents: u32, interval: (u32, u32)) -> RepeatPlace {
    RepeatPlace {
        id: name.into(),
        rank: Some(interval.0),
        rank_interval: Some(interval),
        name: name.into(),
        class: None,
        not_a_target: name.starts_with("HMP").then_some(CUSTODY),
        street: None,
        area: None,
        incidents: Count::Exact(incidents),
        events: Count::Exact(incidents),
        dates: Count::Exact(incidents),
        positions: Some(1),
        centre: Wgs84 { lon: 0.0, lat: 0.0 },
        block: None,
    }
}

fn said(places: Vec<RepeatPlace>, selected: u32, audience: Audience) -> String {
    let found = RepeatPlaces {
        places,
        metres: 30.0,
        no_targets: Vec::new(),
        suspects: Vec::new(),
        withheld: 0,
    };
    let released = answer(found, "", selected).release(Policy::new(audience));
    super::places(&released.unwrap())
}

#[test]
fn the_place_with_most_is_named_with_its_rank_interval_and_so_is_the_first_patrol_target() {
    let places = vec![
        place("HMP Smallton", 19, (1, 2)),
        place("Harbour Square", 12, (1, 4)),
    ];
    assert_eq!(
        said(places, 400, Audience::Analyst),
        "2 places have 3 or more incidents; the most, 19, at HMP Smallton (rank 1 to 2), \
         a custody address: not a patrol target; the first patrol target is Harbour Square, with 12."
    );
    assert_eq!(
        said(vec![place("Quay", 12, (1, 1))], 400, Audience::Analyst),
        "1 place has 3 or more incidents; the most, 12, at Quay."
    );
}

#[test]
fn places_with_the_same_number_are_named_together() {
    let same = |number: u32| (0..number).map(move |n| place(&format!("Place {n}"), 5, (1, number)));
    assert_eq!(
        said(same(2).collect(), 40, Audience::Analyst),
        "2 places have 3 or more incidents; the most, 5, at Place 0 and Place 1."
    );
    assert_eq!(
        said(same(4).collect(), 40, Audience::Analyst),
        "4 places have 3 or more incidents; the most, 5, at each of 4 places, Place 0 among them."
    );
}

#[test]
fn no_repeat_location_is_said_to_be_none() {
    assert_eq!(
        said(vec![], 40, Audience::Analyst),
        "No place has 3 or more incidents."
    );
    assert_eq!(
        said(vec![], 0, Audience::Analyst),
        "No incident is selected."
    );
}

#[test]
fn partners_are_told_rounded_numbers_and_how_many_places_they_may_not_see() {
    let places = vec![place("Quay", 12, (1, 2)), place("Mill Lane", 4, (1, 2))];
    assert_eq!(
        said(places, 400, Audience::Partnership),
        "2 places have 3 or more incidents; the most, about 10, at Quay; not shown for small counts: 1."
    );
    assert_eq!(
        said(
            vec![place("Mill Lane", 4, (1, 2))],
            400,
            Audience::Partnership
        ),
        "No place may be shown; not shown for small counts: 1."
    );
}

#[test]
fn a_coordinate_that_may_stand_for_another_place_is_asked_about() {
    let mut suspect = Suspect {
        at: Wgs84 { lon: 0.0, lat: 0.0 },
        text: "city centre, unspecified".into(),
        events: Count::Exact(61),
        guess: "pin",
    };
    assert_eq!(
        super::question(&suspect),
        "61 events stand at \"city centre, unspecified\", which looks like the default pin of a gazetteer: \
         did they happen there? If not, add it to the places with the class pin."
    );
    suspect.text = " ".into();
    assert!(super::question(&suspect).contains("at one coordinate without a name"));
}
