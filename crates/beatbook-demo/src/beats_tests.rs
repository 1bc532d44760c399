use std::collections::BTreeSet;

use crate::Town;
use crate::dissolve::union;
use crate::plane::{area, from_degrees};

#[test]
fn codes_and_names_are_unique_and_a2h1_holds_piccadilly_gardens() {
    let town = Town::shared();
    let codes: BTreeSet<_> = town.beats().iter().map(|beat| &beat.code).collect();
    let names: BTreeSet<_> = town.beats().iter().map(|beat| &beat.name).collect();
    assert_eq!((codes.len(), names.len()), (57, 57));
    assert!(codes.iter().all(|code| code.len() == 4));
    assert_eq!(town.beat(from_degrees(53.4807, -2.2363)), "A2H1");
    assert_eq!(town.beat([0.0, 0.0]), "", "outside the city");
}

#[test]
fn each_beat_is_one_piece() {
    let town = Town::shared();
    for beat in town.beats() {
        assert!(!beat.areas.is_empty(), "{} is empty", beat.code);
        let rings = union(beat.areas.iter().map(|&i| &*town.areas()[i].ring));
        assert_eq!(rings.len(), 1, "{}", beat.code);
        assert!(area(&beat.ring) > 0.0, "{}", beat.code);
    }
}
