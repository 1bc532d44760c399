use beatbook_core::{Audience, Block, Count, NoTargets, RepeatPlaces, Suspect, Wgs84};

use super::Places;
use crate::answers_fixture_tests::{csv_of, page_of, place, released};

fn found() -> RepeatPlaces {
    let mut prison = place("HMP Smallton", 1, 19);
    prison.class = Some("custody".into());
    prison.not_a_target = Some("a custody address: not a patrol target");
    let mut square = place(
        "The square in front of the old town hall and the library",
        2,
        12,
    );
    square.block = Some(Block {
        label: "Fri Sat 22-02".into(),
        share: 0.43,
        interval: (0.3, 0.56),
    });
    RepeatPlaces {
        places: vec![prison, square, place("Mill Lane", 3, 3)],
        metres: 30.0,
        no_targets: vec![NoTargets {
            class: "custody".into(),
            places: 1,
            incidents: Count::Exact(19),
        }],
        suspects: vec![Suspect {
            at: Wgs84 {
                lon: -2.25,
                lat: 53.5,
            },
            text: "city centre".into(),
            events: Count::Exact(61),
            guess: "pin",
        }],
        withheld: 0,
    }
}

#[test]
fn places_are_ranked_with_intervals_and_those_that_are_no_targets_are_marked() {
    let text = page_of(&Places, &released(found(), Audience::Analyst));
    assert!(text.contains("1 (1-2)  * HMP Smallton"), "{text}");
    assert!(text.contains("Fri Sat 22-02 43% (30-56)"), "{text}");
    assert!(
        text.contains("* no patrol targets: 1 place of the class custody, 19 incidents"),
        "{text}"
    );
    assert!(text.contains("question: 61 events stand at"), "{text}");
    assert!(text.contains('\u{2026}'), "the long name is cut: {text}");
}

#[test]
fn a_sheet_of_places_has_whole_names_and_a_column_for_targets() {
    let rows = csv_of(&Places, &released(found(), Audience::Analyst));
    let column = |name: &str| rows[0].iter().position(|head| head == name).unwrap();
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[1][column("patrol_target")], "no");
    assert_eq!(rows[2][column("patrol_target")], "yes");
    assert!(rows[2][column("place")].ends_with("library"));
    assert_eq!(rows[2][column("part_share")], "0.43");
    assert_eq!(rows[1][column("events")], "21");
    assert_eq!(rows[1][column("SYNTHETIC")], "SYNTHETIC");
}

#[test]
fn partners_see_neither_small_places_nor_parts_of_the_week() {
    let released = released(found(), Audience::Partnership);
    let text = page_of(&Places, &released);
    assert!(
        !text.contains("Mill Lane") && !text.contains("43%"),
        "{text}"
    );
    assert!(!text.contains("question:"), "{text}");
    let rows = csv_of(&Places, &released);
    assert_eq!(rows.len(), 3);
    assert!(rows[1].contains(&"20".to_owned()), "{rows:?}");
}
