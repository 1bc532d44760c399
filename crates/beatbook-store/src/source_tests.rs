use beatbook_core::Bng;

use super::*;

const ALONE: u32 = u32::MAX;

/// Events at (minute, place, incident number), all timed to the moment.
fn events(rows: &[(i64, f64, Option<&str>)], precision: Precision) -> Events {
    let mut events = Events::default();
    for &(minute, easting, number) in rows {
        let category = events.strings.intern("Robbery");
        events.category.push(category);
        events.from.push(minute * 60);
        events.to.push(minute * 60);
        events.precision.push(precision);
        events.incident.push(number);
        events.place.push(None);
        events.status.push(Status::Located);
        events.position.push(Bng {
            easting,
            northing: 0.0,
        });
    }
    events
}

fn grouped(rows: &[(i64, f64, Option<&str>)], precision: Precision) -> Vec<u32> {
    let events = events(rows, precision);
    let location: Vec<u32> = events.position.iter().map(|p| p.easting as u32).collect();
    incidents(&events, &location).0
}

#[test]
fn victims_of_one_brawl_share_an_incident() {
    let rows = [
        (0, 1.0, Some("A")),
        (5, 1.0, Some("A")),
        (9_000, 2.0, Some("A")),
        (0, 1.0, Some("B")),
    ];
    assert_eq!(grouped(&rows, Precision::Instant), [0, 0, 0, ALONE]);
}

#[test]
fn without_a_number_one_place_within_the_hour_is_one_incident() {
    let rows = [
        (0, 1.0, None),
        (60, 1.0, None),
        (61, 1.0, None),
        (30, 2.0, None),
    ];
    assert_eq!(grouped(&rows, Precision::Instant), [0, 0, ALONE, ALONE]);
}

#[test]
fn events_known_only_to_the_month_stand_alone() {
    let rows = [(0, 1.0, None), (0, 1.0, None)];
    assert_eq!(grouped(&rows, Precision::Month), [ALONE, ALONE]);
}

#[test]
fn spellings_of_a_category_share_a_word() {
    let mut events = events(&[(0, 1.0, None), (1, 1.0, None)], Precision::Instant);
    events.category[1] = events.strings.intern("robbery");
    let (categories, column) = categories(&events);
    assert_eq!(
        (categories.len(), categories[0].events, column),
        (1, 2, vec![0, 0])
    );
}
