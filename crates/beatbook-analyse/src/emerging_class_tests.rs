use std::collections::HashSet;

use beatbook_testkit::class_by_the_words;
use proptest::prelude::*;

use super::{EmergingClass, Pattern, Reduced, StepState};
use crate::mann_kendall::Direction;

fn states(letters: &str) -> Vec<StepState> {
    let state = |letter| match letter {
        'H' => StepState::Hot,
        'C' => StepState::Cold,
        '.' => StepState::Neither,
        other => panic!("{other} is no step"),
    };
    letters.chars().map(state).collect()
}

fn class(letters: &str, trend: Direction) -> String {
    EmergingClass::of(&states(letters), trend).to_string()
}

const UP: Direction = Direction::Up;
const FLAT: Direction = Direction::None;
const DOWN: Direction = Direction::Down;

/// Ten steps each; the trend is that of the intensity.
const TABLE: [(&str, Direction, &str); 34] = [
    (".........H", FLAT, "new hot spot"),
    // Cold before does not make it oscillating: new comes first.
    ("..C......H", UP, "new hot spot"),
    ("........HH", FLAT, "consecutive hot spot"),
    ("..HHHHHHHH", UP, "consecutive hot spot"),
    ("CC....HHHH", FLAT, "consecutive hot spot"),
    ("HHHHHHHHHH", UP, "intensifying hot spot"),
    (".HHHHHHHHH", UP, "intensifying hot spot"),
    ("HHHHHHHHHH", FLAT, "persistent hot spot"),
    (".HHHHHHHHH", FLAT, "persistent hot spot"),
    // One cold step does not force oscillating on a place hot in nine of ten.
    ("HHHCHHHHHH", FLAT, "persistent hot spot"),
    ("HHHHCHHHHH", DOWN, "diminishing hot spot"),
    ("HHHHHHHHHH", DOWN, "diminishing hot spot"),
    // Without a trend, missing the last step alone does not make it history.
    ("HHHHHHHHH.", FLAT, "persistent hot spot"),
    ("HHHHHHHHH.", DOWN, "historical hot spot"),
    ("HHHHHHHHH.", UP, "historical hot spot"),
    (".H..H..H.H", FLAT, "sporadic hot spot"),
    ("HHHHHHH.HH", UP, "intensifying hot spot"),
    ("HHHHHH..HH", UP, "sporadic hot spot"),
    (".H.C....HH", FLAT, "oscillating hot spot"),
    ("CCCCCH...H", DOWN, "oscillating hot spot"),
    // Not hot in the last step: neither sporadic nor oscillating.
    (".H..H..HH.", FLAT, "no pattern"),
    (".HC.H..HH.", FLAT, "no pattern"),
    ("HHHHHH....", DOWN, "no pattern"),
    ("..........", UP, "no pattern"),
    (".........C", FLAT, "new cold spot"),
    // Both fit: new comes before historical.
    ("HHHHHHHHHC", DOWN, "new cold spot"),
    (".......CCC", FLAT, "consecutive cold spot"),
    // Colder is a falling number of events.
    ("CCCCCCCCCC", DOWN, "intensifying cold spot"),
    ("CCCCCCCCCC", FLAT, "persistent cold spot"),
    ("CCCCCCCCCC", UP, "diminishing cold spot"),
    ("CCCCCCCCC.", UP, "historical cold spot"),
    ("C..C...C.C", FLAT, "sporadic cold spot"),
    ("C..H...C.C", FLAT, "oscillating cold spot"),
    ("C.HHHHHHHC", UP, "oscillating cold spot"),
];

#[test]
fn every_class_is_reached() {
    for (letters, trend, expected) in TABLE {
        assert_eq!(class(letters, trend), expected, "{letters} {trend:?}");
    }
    let reached: HashSet<EmergingClass> = TABLE
        .iter()
        .map(|(letters, trend, _)| EmergingClass::of(&states(letters), *trend))
        .collect();
    assert_eq!(reached, EmergingClass::all().collect());
    assert_eq!(reached.len(), 17);
}

#[test]
fn nine_tenths_is_counted_in_whole_steps() {
    // 11 of 12 are over 90%, 10 of 12 are not; 18 of 20 are just 90%.
    assert_eq!(class(".HHHHHHHHHHH", FLAT), "persistent hot spot");
    assert_eq!(class("..HHHHHHHHHH", FLAT), "consecutive hot spot");
    assert_eq!(class("..HHHHHHHHHHHHHHHHHH", FLAT), "persistent hot spot");
}

/// A peer counts cold steps towards new, consecutive and the 90%, forbids any cold step before a
/// consecutive run, wants cold for historical, and calls sporadic without looking at the last step.
#[test]
fn hot_and_cold_steps_are_not_mixed() {
    assert_eq!(class("C........H", FLAT), "new hot spot");
    assert_eq!(class("C.......HH", FLAT), "consecutive hot spot");
    assert_eq!(class("CCCCCHHHHH", UP), "consecutive hot spot");
    assert_eq!(class("CCCCHCHHHH", UP), "oscillating hot spot");
    assert_eq!(class("HHHHHHHHH.", DOWN), "historical hot spot");
    assert_eq!(class(".H.H.H.H..", FLAT), "no pattern");
}

#[test]
fn every_class_maps_to_a_word_or_to_none() {
    let words = |rise| {
        let of = |class: EmergingClass| class.reduced(rise).map_or("-", Reduced::word);
        EmergingClass::all().map(of).collect::<Vec<_>>()
    };
    let hot = [
        "growing",
        "falling",
        "persistent",
        "gone",
        "on and off",
        "on and off",
    ];
    assert_eq!(words(true)[..2], ["new", "new"]);
    assert_eq!(words(false)[..2], ["hot now", "hot now"]);
    for rise in [true, false] {
        assert_eq!(words(rise)[2..8], hot);
        assert_eq!(words(rise)[8..], ["-"; 9]);
    }
}

#[test]
fn no_steps_have_no_pattern() {
    assert_eq!(EmergingClass::of(&[], UP), EmergingClass::NoPattern);
}

proptest! {
    #[test]
    fn agrees_with_the_definitions_read_word_by_word(
        letters in "[H.C]{1,14}|H{8,12}[H.C]{0,2}|[H.C]{0,2}C{8,12}", trend in 0_usize..3,
    ) {
        let trend = [DOWN, FLAT, UP][trend];
        let sign = match trend { Direction::Down => '-', Direction::None => '0', Direction::Up => '+' };
        prop_assert_eq!(class(&letters, trend), class_by_the_words(&letters, sign), "{}", letters);
    }

    #[test]
    fn cold_is_the_mirror_of_hot(letters in "[H.C]{1,14}", trend in 0_usize..3) {
        let mirrored: String = letters
            .chars()
            .map(|letter| match letter { 'H' => 'C', 'C' => 'H', other => other })
            .collect();
        let here = EmergingClass::of(&states(&letters), [DOWN, FLAT, UP][trend]);
        let there = EmergingClass::of(&states(&mirrored), [UP, FLAT, DOWN][trend]);
        let expected = match here {
            EmergingClass::Hot(pattern) => EmergingClass::Cold(pattern),
            EmergingClass::Cold(pattern) => EmergingClass::Hot(pattern),
            EmergingClass::NoPattern => EmergingClass::NoPattern,
        };
        prop_assert_eq!(there, expected);
    }

    /// However often a place was hot before, what is not hot now is at most persistent or history.
    #[test]
    fn what_is_not_hot_now_is_never_called_new_or_sporadic(letters in "[H.C]{1,14}") {
        let class = EmergingClass::of(&states(&format!("{letters}.")), FLAT);
        let allowed = [
            EmergingClass::Hot(Pattern::Persistent),
            EmergingClass::Cold(Pattern::Persistent),
            EmergingClass::NoPattern,
        ];
        prop_assert!(allowed.contains(&class));
    }
}
