//! Hotspots of every unit, and what they are held against.

use beatbook_core::{Answer, Count, Hotspots, SelectionError, Unit, Verdict};

use crate::Store;
use crate::fixture::{HERE, SIDE, Town, instant, select};

const NOON: &str = "2024-03-05";

/// A scattered town with robberies in three cells in the middle of the south-west quarter, most in the
/// middle one.
fn town() -> Town {
    let mut town = Town::new(|rows| {
        rows.scatter("2024-01-01");
        for (cell, number) in [(HERE - 1, 15), (HERE, 20), (HERE + 1, 15)] {
            for _ in 0..number {
                rows.add(cell, instant(NOON, 12, 0));
            }
        }
    });
    town.network = true;
    town
}

/// The same with premises in every third cell of the south.
fn with_premises(number: usize) -> Town {
    let mut town = town();
    town.places = (0..number)
        .map(|at| ("The Anchor", "venue", at * 6))
        .chain([
            ("The Moon", "venue", HERE - 1),
            ("The Star", "venue", HERE),
            ("The Sun", "venue", HERE + 1),
        ])
        .collect();
    town
}

fn asked(store: &Store, text: &str) -> Result<Answer<Hotspots>, SelectionError> {
    store
        .hotspots(&select(text))
        .map(std::sync::Arc::unwrap_or_clone)
}

#[test]
fn the_counts_of_every_unit_and_what_is_nowhere_add_up_to_what_is_located() {
    let (_folder, store) = with_premises(40).store();
    let units: Vec<String> = store.units().iter().map(ToString::to_string).collect();
    assert_eq!(
        units,
        [
            "h3-8", "h3-9", "h3-10", "bng-150", "lsoa11", "ward22", "street", "premises"
        ]
    );
    for unit in units {
        for more in [
            "",
            "&count=events",
            "&area=lsoa11:E01000000",
            "&setting=any",
        ] {
            let answer = store
                .counts(&select(&format!("unit={unit}{more}")))
                .unwrap();
            let found = &answer.value;
            let counts = found.units.iter().map(|unit| unit.count);
            let sum = counts.chain([found.nowhere]).filter_map(Count::number);
            let sum = Count::Exact(sum.sum());
            assert_eq!(sum, answer.accounting.located, "{unit}{more}");
            // Every id leads back to its unit.
            let of = Unit::parse(&unit).unwrap();
            for unit in &found.units {
                let number = store.unit_number(&of, &unit.id).unwrap();
                assert_eq!(store.unit_id(&of, number), unit.id);
                assert!(store.unit_shape(&of, number).is_some());
            }
        }
    }
}

#[test]
fn squares_are_tested_as_cells_are() {
    let (_folder, store) = town().store();
    let cells = asked(&store, "").unwrap();
    let squares = asked(&store, "unit=bng-150").unwrap();
    assert_eq!(squares.value.verdict, Verdict::Hot);
    assert_eq!(squares.value.groups.len(), cells.value.groups.len());
    assert!(squares.value.groups[0].cell.starts_with("bng-"));
    let id = &squares.value.groups[0].cell;
    let why = store.why(&select("unit=bng-150"), id).unwrap();
    assert_eq!(why.value.group.cell, *id);
    assert!(store.why(&select(""), id).is_err());
}

#[test]
fn areas_are_tested_by_count_and_the_answer_says_so() {
    let (_folder, store) = town().store();
    let found = asked(&store, "unit=lsoa11").unwrap();
    let method = found.method.unwrap();
    assert_eq!(
        (method.units, method.against.as_str()),
        (4, "the whole study area")
    );
    let notes: Vec<String> = found.caveats.iter().map(ToString::to_string).collect();
    assert!(
        notes.iter().any(|note| note.contains("not rates")),
        "{notes:?}"
    );
}

#[test]
fn an_area_is_held_against_itself_or_the_city_or_another_area() {
    let (_folder, store) = town().store();
    let area = "area=lsoa11:E01000000";
    let method = |text: &str| asked(&store, text).unwrap().method.unwrap();
    let own = method(area);
    assert!(own.against.starts_with("the cells of "), "{}", own.against);
    let city = method(&format!("{area}&against=city"));
    assert_eq!(city.against, "the whole study area");
    // Those with their middle in the quarter, and no others.
    assert_eq!(city.units, 64);
    let other = method(&format!("{area}&against=lsoa11:E01000001"));
    assert_eq!((other.units, other.against == own.against), (64, false));
    assert!(
        other.mean < city.mean,
        "the busy corner is not in the other quarter"
    );
    let whole = method("against=city");
    assert_eq!(whole.units, method("").units);
    let error = asked(&store, "against=ward22:nowhere").unwrap_err();
    assert_eq!(error.part, "against");
}

#[test]
fn against_the_city_the_same_counts_have_the_p_of_the_whole_map() {
    let (_folder, store) = town().store();
    let whole = asked(&store, "").unwrap().value.groups;
    let part = asked(&store, "area=lsoa11:E01000000&against=city").unwrap();
    let part = part.value.groups;
    assert_eq!(
        (&whole[0].id, whole[0].events),
        (&part[0].id, part[0].events)
    );
    assert_eq!(
        (whole[0].z, whole[0].expected),
        (part[0].z, part[0].expected)
    );
}

#[test]
fn a_street_is_found_by_its_metres_and_named() {
    let (_folder, store) = town().store();
    let found = asked(&store, "unit=street").unwrap();
    assert_eq!(found.value.verdict, Verdict::Hot);
    let first = &found.value.groups[0];
    assert_eq!(first.cell, format!("segment-{HERE}"));
    assert_eq!(first.name, format!("Row {}", HERE / SIDE));
    let km = first.per_km.unwrap();
    let events = f64::from(first.events.number().unwrap());
    assert!(
        (events / km * 1_000.0 - 300.0).abs() < 1e-6,
        "three segments of 100 m"
    );
    let method = found.method.unwrap();
    assert!(
        method.p_value.contains("pieces of 50 m"),
        "{}",
        method.p_value
    );
    let week = beatbook_core::WeekOf::Cell(first.cell.clone());
    assert!(store.week(&select("unit=street"), &week).is_ok());
}

#[test]
fn premises_are_tested_where_there_are_enough_and_ranked_where_not() {
    let (_folder, store) = with_premises(40).store();
    let found = asked(&store, "unit=premises").unwrap();
    assert_eq!(found.value.verdict, Verdict::Hot);
    assert_eq!(found.value.groups[0].name, "The Star");
    let (_folder, store) = with_premises(5).store();
    let found = asked(&store, "unit=premises").unwrap();
    assert_eq!(found.value.verdict, Verdict::TooFewPremises);
    assert!(found.value.groups.is_empty());
    let first = &found.value.strongest[0];
    assert_eq!(
        (first.name.as_str(), first.events),
        ("The Star", Count::Exact(20))
    );
    assert_eq!(first.rank, Some(1));
    assert!(first.rank_interval.is_some() && first.z.is_none() && first.q.is_none());
}

#[test]
fn without_a_register_repeat_locations_are_ranked() {
    let (_folder, store) = town().store();
    let found = asked(&store, "unit=premises").unwrap().value;
    assert_eq!(found.verdict, Verdict::NoRegister);
    assert!(found.strongest[0].rank_interval.is_some());
    let error = store.counts(&select("unit=premises")).unwrap_err();
    assert!(error.reason.contains("holds no premises"), "{error}");
}

#[test]
fn questions_that_do_not_take_a_unit_say_which_they_take() {
    let (_folder, store) = with_premises(40).store();
    let street = select("unit=street");
    let draws = beatbook_core::Draws {
        permutations: 99,
        seed: 1,
    };
    let refused = [
        store
            .autocorrelation(&street, draws)
            .map(|_| ())
            .unwrap_err(),
        store.emerging(&street, None).map(|_| ()).unwrap_err(),
        store
            .stability(&select("unit=lsoa11"), 3)
            .map(|_| ())
            .unwrap_err(),
        store
            .hotspots_by(&street, beatbook_core::HotTest::Normal)
            .map(|_| ())
            .unwrap_err(),
    ];
    for (error, word) in refused
        .into_iter()
        .zip(["bng-150", "h3-9", "h3-10", "exact"])
    {
        assert!(error.reason.contains(word), "{error}");
    }
}

#[test]
fn the_units_of_another_area_are_drawn_from_by_the_exact_test_alone() {
    let (_folder, store) = town().store();
    let selection = select("area=lsoa11:E01000000&against=lsoa11:E01000001");
    let error = store
        .hotspots_by(&selection, beatbook_core::HotTest::Normal)
        .map(|_| ())
        .unwrap_err();
    assert_eq!(error.part, "test");
    assert!(error.reason.contains("against=city"), "{error}");
}
