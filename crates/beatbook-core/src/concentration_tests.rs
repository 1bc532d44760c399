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
fn only_who_sees_exact_counts_is_told() {
    let policy = |audience, source: &Source| Policy::new(audience).for_source(source);
    let offences = held().protect(
        policy(Audience::Operational, &Source::Offence),
        &Source::Offence,
    );
    assert_eq!(offences, Ok(()));
    let refused = held().protect(
        policy(Audience::Partnership, &Source::Attendance),
        &Source::Attendance,
    );
    assert!(refused.unwrap_err().contains("wards"));
}
