use std::collections::BTreeMap;

use crate::read_back::CITY;

#[test]
fn twelve_streets_have_many_addresses_and_four_addresses_have_three_complaints() {
    let (file, truth) = (
        CITY.file("complaints.csv"),
        CITY.truth.complaints.as_ref().unwrap(),
    );
    let mut of_address: BTreeMap<String, u64> = BTreeMap::new();
    for row in file.iter() {
        let p = row.position("easting", "northing").unwrap();
        assert!(crate::Town::shared().contains(p), "{p:?}");
        *of_address.entry(row.get("address").to_owned()).or_default() += 1;
    }
    assert_eq!(of_address.len() as u64, truth.addresses);
    let with = |n: u64| of_address.values().filter(|count| **count == n).count();
    assert_eq!((with(3), truth.addresses_with_three.len()), (4, 4));
    assert!(of_address.values().all(|count| *count <= 3));
    let again = (with(2) + with(3)) as u64;
    assert_eq!(again, truth.addresses_again);
    assert!((again as f64 / of_address.len() as f64 - 0.11).abs() < 0.003);
    let mut streets: BTreeMap<&str, u64> = BTreeMap::new();
    for address in of_address.keys() {
        *streets
            .entry(address.split_once(' ').unwrap().1)
            .or_default() += 1;
    }
    assert_eq!(truth.streets.len(), 12);
    for street in &truth.streets {
        assert_eq!(streets[&*street.name], street.addresses);
        assert!(street.addresses >= 18);
    }
    let named = |name: &str| truth.streets.iter().any(|street| street.name == name);
    assert!(
        streets
            .iter()
            .all(|(name, addresses)| named(name) || *addresses < 10)
    );
}
