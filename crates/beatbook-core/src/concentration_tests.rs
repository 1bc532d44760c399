use super::*;
use crate::Audience;

fn held() -> PlacesHeld {
    PlacesHeld {
        unit: Unit::default(),
        places: 100,
        hit: 4,
        incidents: 90,
        nowhere: 1,
        indices: None,
        refused: None,
    }
}

#[test]
fn partners_are_told_of_police_counts_and_not_of_health_ones() {
    let policy = |source: &Source| Policy::new(Audience::Partnership).for_source(source);
    let offences = held().protect(policy(&Source::Offence), &Source::Offence);
    assert_eq!(offences, Ok(()));
    let refused = held().protect(policy(&Source::Attendance), &Source::Attendance);
    assert!(refused.unwrap_err().contains("wards"));
}
