use beatbook_core::{Day, Link};

use crate::fixture::{HERE, SIDE, Town, instant, select};

fn town() -> Town {
    let mut town = Town::new(|rows| {
        rows.scatter("2024-01-01");
        let after_midnight = rows.add(HERE, instant("2024-03-02", 1, 30));
        after_midnight.premises = Some((0, Link::Inside, false));
        rows.add(HERE, instant("2024-02-02", 23, 0)).premises = Some((0, Link::AtDoor, true));
        rows.add(HERE, instant("2024-02-09", 23, 0)).premises = Some((0, Link::Vicinity, false));
        rows.add(HERE, instant("2024-02-10", 13, 0)).premises = Some((0, Link::Inside, false));
        rows.add(SIDE, instant("2024-02-11", 23, 0)).premises = Some((1, Link::Inside, false));
    });
    town.places = vec![("The House", "venue", HERE), ("Another", "venue", SIDE)];
    town
}

#[test]
fn a_schedule_has_every_row_of_its_premises_by_night_and_says_what_counts() {
    let (_folder, store) = town().store();
    let found = store.schedule(&select(""), "premises-0").unwrap().value;
    assert_eq!((&*found.name, found.total), ("The House", 3));
    assert_eq!((found.incidents, found.called), (1, 1));
    let told: Vec<(String, bool, Option<Link>)> = found
        .rows
        .iter()
        .map(|row| (row.night.to_string(), row.ranks, row.event.link))
        .collect();
    let expected = [
        ("2024-02-02", false, Link::AtDoor),
        ("2024-02-09", false, Link::Vicinity),
        ("2024-03-01", true, Link::Inside), // half past one on the night that began on 1 March
    ];
    assert_eq!(
        told,
        expected.map(|(night, ranks, link)| (night.to_owned(), ranks, Some(link)))
    );
    assert!(found.rows[0].event.called_by_premises);
    assert_eq!(found.rows[2].event.premises.as_deref(), Some("The House"));
    assert!(found.rows.iter().all(|row| row.event.line > 1));
    assert!(Day::parse(&told[0].0).is_ok());
}

#[test]
fn the_schedule_agrees_with_the_ranking() {
    let (_folder, store) = town().store();
    let names = beatbook_core::Names::Off;
    let ranking = store.premises_ranked(&select(""), names).unwrap().value;
    for premises in &ranking.premises {
        let id = premises.id.as_deref().unwrap();
        let schedule = store.schedule(&select(""), id).unwrap().value;
        assert_eq!(
            Some(schedule.incidents),
            premises.incidents.number(),
            "{id}"
        );
        assert_eq!(Some(schedule.called), premises.called.number(), "{id}");
    }
}

#[test]
fn premises_that_are_not_there_are_refused() {
    let (_folder, store) = town().store();
    for id in ["premises-9", "The House", ""] {
        let refused = store.schedule(&select(""), id).unwrap_err();
        assert_eq!(refused.part, "premises", "{id}");
    }
}
