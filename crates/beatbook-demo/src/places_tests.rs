use crate::Town;
use crate::plane::distance;

#[test]
fn nothing_stands_at_the_default_pin() {
    let town = Town::shared();
    let pin = town.default_pin();
    let at_pin: Vec<_> = town
        .places()
        .iter()
        .filter(|place| distance(place.at, pin) < 25.0)
        .collect();
    assert_eq!(at_pin.len(), 1, "{at_pin:?}");
    assert_eq!(
        (at_pin[0].name.as_str(), at_pin[0].class, at_pin[0].at),
        ("City centre, unspecified", "pin", pin)
    );
    let beat = town.beat(pin);
    assert!(!beat.is_empty(), "in the city");
}

#[test]
fn institutions_have_the_ground_they_need() {
    let radius = |name: &str| {
        let places = Town::shared().places();
        places
            .iter()
            .find(|place| place.name == name)
            .unwrap()
            .radius
    };
    assert_eq!(radius("HMP Manchester"), Some(120));
    assert_eq!(radius("Manchester Royal Infirmary"), Some(150));
    assert_eq!(radius("Longsight custody suite"), Some(40));
    assert_eq!(radius("Piccadilly Gardens"), Some(80));
    assert_eq!(radius("Albert Square"), Some(60));
    assert_eq!(radius("Oxford Road station"), Some(60));
    assert_eq!(radius("Harpurhey shops"), None);
    assert_eq!(radius("Central police station"), None);
}

#[test]
fn every_place_is_in_the_city_and_of_a_known_class() {
    let town = Town::shared();
    let known = [
        "venue",
        "retail",
        "station",
        "ground",
        "school",
        "hospital",
        "custody",
        "police-station",
        "court",
        "pin",
    ];
    for place in town.places() {
        assert!(known.contains(&place.class), "{}", place.class);
        assert!(town.contains(place.at), "{}", place.name);
    }
    for class in ["venue", "police-station", "court", "pin"] {
        assert!(
            town.places().iter().any(|place| place.class == class),
            "{class}"
        );
    }
}
