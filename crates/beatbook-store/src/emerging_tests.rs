use beatbook_core::{Audience, Policy, Precision};

use crate::fixture::{HERE, Rows, SIDE, Town, around, id_of, select};

use super::*;

const ALWAYS: usize = 10 * SIDE + 11;

/// A robbery a month in every third cell of the study area, from January 2023 on.
fn scatter(rows: &mut Rows, months: i32) {
    let january = Day::parse("2023-01-01").unwrap().month();
    for month in 0..months {
        let first = january.plus(month).first();
        let days = january.plus(month).last().number() - first.number() + 1;
        for cell in (0..SIDE * (SIDE - 1)).filter(|cell| (cell + month as usize).is_multiple_of(3))
        {
            rows.add(cell, first.plus(cell as i32 % days).at(12, 0, 0).unwrap());
        }
    }
}

/// Robberies in a cell and those round it, in some of the months.
fn trouble(rows: &mut Rows, at: usize, each: usize, months: impl Iterator<Item = i32>) {
    let january = Day::parse("2023-01-01").unwrap().month();
    for month in months {
        let first = january.plus(month).first();
        for cell in around(at).into_iter().chain([at]) {
            for number in 0..each {
                rows.add(cell, first.plus(number as i32).at(22, 0, 0).unwrap());
            }
        }
    }
}

fn town() -> Town {
    Town::new(|rows| {
        scatter(rows, 12);
        trouble(rows, ALWAYS, 3, 0..12);
        trouble(rows, HERE, 3, 9..12);
    })
}

#[test]
fn what_is_always_there_is_persistent_and_what_came_is_new() {
    let (_folder, store) = town().store();
    let answer = store.emerging(&select(""), None).unwrap();
    let found = &answer.value;
    assert_eq!((found.verdict, found.steps.len()), (Verdict::Hot, 12));
    let of = |cell: usize| {
        found
            .places
            .iter()
            .find(|place| place.group.cell == id_of(cell))
    };
    let new = of(HERE).expect("the new place is named after its middle");
    assert_eq!(
        (new.state, new.class.as_str()),
        ("new", "consecutive hot spot")
    );
    assert_eq!((new.hot_steps, new.hot_now), (3, true));
    assert!(new.rise_q.unwrap() < 0.01);
    let always = of(ALWAYS).expect("the old place is named after its middle");
    assert_eq!((always.state, always.hot_steps), ("persistent", 12));
    assert_eq!(always.counts.len(), 12);
    assert!(always.last().number().unwrap() >= 21);
    assert!(always.expected.unwrap() < 10.0);
    // New ones come first, and every cell with a class belongs to a place.
    assert_eq!(found.places[0].state, "new");
    assert!(found.cells.len() >= 8);
    for cell in &found.cells {
        assert!(cell.place.is_some(), "{cell:?}");
    }
    let text: Vec<String> = answer.caveats.iter().map(ToString::to_string).collect();
    assert!(
        text.iter()
            .any(|text| text.starts_with("12 steps of a month (chosen")),
        "{text:?}"
    );
    assert!(
        text.iter()
            .any(|text| text.starts_with("Cold places were not")),
        "{text:?}"
    );
    assert_eq!(
        answer.method.unwrap().correction,
        "Benjamini-Hochberg in each step"
    );
}

#[test]
fn where_nothing_stands_out_no_place_is_emerging() {
    let (_folder, store) = Town::new(|rows| scatter(rows, 12)).store();
    let found = store.emerging(&select(""), None).unwrap().value;
    assert_eq!(found.verdict, Verdict::None);
    assert!(found.places.is_empty() && found.cells.is_empty());
}

#[test]
fn steps_do_not_depend_on_the_order_of_rows() {
    let mut town = town();
    let (_folder, store) = town.store();
    let before = store.emerging(&select(""), None).unwrap().value;
    town.sources[0].rows.reverse();
    let (_folder, store) = town.store();
    assert_eq!(store.emerging(&select(""), None).unwrap().value, before);
}

#[test]
fn months_are_enough() {
    let mut town = town();
    for row in &mut town.sources[0].rows {
        let month = Day::of(row.from).month();
        row.precision = Precision::Month;
        (row.from, row.to) = (month.first().start(), month.next().first().start());
    }
    let (_folder, store) = town.store();
    let found = store.emerging(&select(""), None).unwrap().value;
    assert_eq!(found.places[0].state, "new");
    assert_eq!(found.places[0].group.cell, id_of(HERE));
    let refused = store
        .emerging(&select(""), Some(StepLength::Days(28)))
        .unwrap_err();
    assert_eq!(refused.part, "step");
}

#[test]
fn activity_is_no_demand_and_homes_are_left_out() {
    let mut town = town();
    let mut searches = Rows::new("searches");
    searches.activity = true;
    scatter(&mut searches, 12);
    town.sources.push(searches);
    let (_folder, store) = town.store();
    let refused = store
        .emerging(&select("source=searches"), None)
        .unwrap_err();
    assert!(refused.reason.contains("never demand"), "{refused}");
    let refused = store.emerging(&select("flag=under-18"), None).unwrap_err();
    assert_eq!(refused.part, "flag");

    let answer = store.emerging(&select("setting=any"), None).unwrap();
    assert!(answer.release(Policy::new(Audience::Partnership)).is_err());
}

#[test]
fn too_few_events_and_none_are_no_calm_map() {
    let (_folder, store) = town().store();
    let found = store.emerging(&select("flag=knife"), None).unwrap().value;
    assert_eq!(found.verdict, Verdict::NoEvents);
    assert_eq!(found.steps.len(), 12);
    // A window in which the last month has nothing: what is hot now is not known.
    let mut quiet = town();
    let december = Day::parse("2023-12-01").unwrap();
    quiet.sources[0]
        .rows
        .retain(|row| Day::of(row.from) < december || row.category != "Robbery");
    let row = quiet.sources[0].add(HERE, december.plus(30).at(12, 0, 0).unwrap());
    row.category = "Theft";
    let (_folder, store) = quiet.store();
    let refused = store
        .emerging(&select("category=robbery"), None)
        .unwrap_err();
    assert!(
        refused
            .reason
            .contains("nothing is known of what is hot now"),
        "{refused}"
    );
}
