use beatbook_core::{Setting, StreetsBy};

use crate::fixture::{HERE, Rows, SIDE, Town, instant, select};

use super::*;

const STREETS: StreetsAsked = StreetsAsked {
    unit: StreetUnit::Streets,
    by: StreetsBy::Rate,
    kernel: StreetKernel::Discontinuous,
    radius: 200,
};
const SEGMENTS: StreetsAsked = StreetsAsked {
    unit: StreetUnit::Segments,
    by: StreetsBy::Count,
    ..STREETS
};

fn evening(day: usize) -> i64 {
    instant(&format!("2024-03-{:02}", day % 30 + 1), 20, 0)
}

/// One incident in every third cell and twenty more here.
fn busy(rows: &mut Rows) {
    rows.scatter("2024-01-01");
    for day in 0..20 {
        rows.add(HERE, evening(day));
    }
}

fn town(fill: impl FnOnce(&mut Rows)) -> Town {
    let mut town = Town::new(fill);
    town.network = true;
    town
}

fn answer(town: &Town, selection: &str, asked: StreetsAsked) -> Answer<Streets> {
    let (_folder, store) = town.store();
    let answer = store.streets_ranked(&select(selection), &asked);
    Arc::unwrap_or_clone(answer.unwrap())
}

fn number(count: Count) -> u32 {
    count.number().unwrap()
}

#[test]
fn the_street_with_most_for_its_length_comes_first_and_stands_out() {
    let found = answer(&town(busy), "", STREETS).value;
    // Fifteen rows and the lane; the sixteenth row lies beyond the edge.
    assert_eq!((found.all, found.segments), (16, 255));
    assert!((found.km - 25.2).abs() < 1e-9);
    assert_eq!(number(found.incidents), 100);
    let first = &found.streets[0];
    assert_eq!((first.name.as_str(), first.rank), ("Row 4", Some(1)));
    assert_eq!((number(first.incidents), first.segments), (25, 16));
    assert!((first.metres - 1_600.0).abs() < 1e-9);
    assert_eq!(first.per_km, Some(25.0 / 1.6));
    assert!((first.expected.unwrap() - 100.0 * 1.6 / 25.2).abs() < 1e-9);
    assert_eq!(first.rank_interval, Some((1, 1)));
    assert!(first.q.unwrap() < 1e-6 && first.stands_out == Some(true));
    assert_eq!(found.standing_out, Some(1));
    // The densest point is the middle of the cell: 20 incidents at one point, 15/16 of each per 200 m.
    let peak = first.peak.unwrap();
    assert!(
        (peak.per_km - 20.0 * 1_000.0 * 15.0 / 16.0 / 200.0).abs() < 3.0,
        "{peak:?}"
    );
}

#[test]
fn segments_are_told_by_the_junctions_at_their_ends_and_a_half_holds_the_empty_ones() {
    let found = answer(&town(busy), "", SEGMENTS).value;
    assert_eq!((found.all, found.segments), (255, 255));
    let first = &found.streets[0];
    assert_eq!(
        (first.name.as_str(), number(first.incidents)),
        ("Row 4", 20)
    );
    // The row runs on without a junction to the lane in the west, and ends in the east.
    assert_eq!(first.between.as_deref(), Some("Edge Lane and a dead end"));
    let half = found.concentration[1];
    assert_eq!(half.incidents, 0.5);
    // Half of 100 are the 20 here and 30 segments with one each, of 255.
    assert!((half.segments - 31.0 / 255.0).abs() < 1e-9, "{half:?}");
    assert!(half.by_chance > half.segments);
}

#[test]
fn an_area_limits_the_network() {
    let town = town(|rows| {
        busy(rows);
        rows.add(SIDE * 2 + 12, evening(3));
    });
    let found = answer(&town, "area=lsoa11:E01000000", SEGMENTS).value;
    // Eight by eight cells and eight pieces of the lane.
    assert_eq!(found.segments, 8 * 8 + 8);
    let all = answer(&town, "", SEGMENTS).value;
    assert!(number(found.incidents) < number(all.incidents));
    assert!(
        found
            .streets
            .iter()
            .all(|s| s.area.as_deref() == Some("Smallton 001"))
    );
}

#[test]
fn what_lies_off_all_streets_is_counted_and_said() {
    let far = |rows: &mut Rows| {
        busy(rows);
        rows.add(HERE, evening(1)).at = Some((HERE, 0.0, 75.0));
    };
    let answer = answer(&town(far), "", STREETS);
    assert_eq!(
        (number(answer.value.off), number(answer.value.incidents)),
        (1, 100)
    );
    let said: Vec<String> = answer.caveats.iter().map(ToString::to_string).collect();
    assert!(
        said.iter()
            .any(|note| note.starts_with("1 of 101 events lie more than 60 m")),
        "{said:?}"
    );
}

#[test]
fn homes_and_custody_are_no_streets_to_patrol_and_searches_are_never_demand() {
    let mut town = town(|rows| {
        busy(rows);
        for day in 0..9 {
            rows.add(HERE + 3, evening(day)).setting = Setting::Dwelling;
            rows.add(2, evening(day));
        }
    });
    town.places = vec![("HMP Smallton", "custody", 2)];
    let found = answer(&town, "", STREETS).value;
    assert_eq!(number(found.incidents), 100);
    town.sources[0].activity = true;
    let (_folder, store) = town.store();
    let refused = store.streets_ranked(&select(""), &STREETS).unwrap_err();
    assert!(refused.to_string().contains("never demand"), "{refused}");
}

#[test]
fn a_book_without_streets_says_what_to_add() {
    let (_folder, store) = Town::new(busy).store();
    let refused = store.streets_ranked(&select(""), &STREETS).unwrap_err();
    assert!(
        refused.to_string().contains("add [streets] with path"),
        "{refused}"
    );
}

#[test]
fn nothing_selected_is_an_answer_without_streets() {
    let found = answer(&town(busy), "from=2024-03-31&to=2024-03-31", STREETS);
    assert!(found.value.streets.is_empty() && found.method.is_none());
    assert!(found.value.concentration.is_empty());
}

#[test]
fn a_street_with_few_incidents_has_a_rank_by_count_and_none_by_rate() {
    let by_count = answer(&town(busy), "", SEGMENTS).value;
    assert!(by_count.streets.iter().all(|street| street.rank.is_some()));
    let asked = StreetsAsked {
        by: StreetsBy::Rate,
        ..SEGMENTS
    };
    let by_rate = answer(&town(busy), "", asked).value;
    let ranked: Vec<Option<u32>> = by_rate.streets.iter().map(|street| street.rank).collect();
    assert_eq!(ranked[..2], [Some(1), None]);
}

#[test]
fn the_lorenz_curve_rises_to_all_of_the_incidents() {
    let mut town = Town::new(|rows| rows.scatter("2024-01-01"));
    town.network = true;
    for day in 0..40 {
        town.sources[0].add(HERE, instant("2024-05-01", 12, 0) + day * 86_400);
    }
    let (_folder, store) = town.store();
    let asked = StreetsAsked::parse(Some("segments"), None, None, None).unwrap();
    let found = store.streets_ranked(&select(""), &asked).unwrap();
    let curve = &found.value.lorenz;
    assert_eq!(curve.len(), 10);
    assert!(
        curve
            .windows(2)
            .all(|pair| pair[0].segments <= pair[1].segments)
    );
    assert!(
        curve[0].segments < curve[0].by_chance,
        "forty lie on one segment"
    );
    let half = found.value.concentration[1];
    assert_eq!(curve[4], half);
}
