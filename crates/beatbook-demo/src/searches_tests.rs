use crate::plane::from_degrees;
use crate::read_back::CITY;
use crate::{DemoParams, Town};

#[test]
fn one_ward_has_many_searches_and_finds_less() {
    let (file, truth) = (
        CITY.file("stop-and-search.csv"),
        CITY.truth.searches.as_ref().unwrap(),
    );
    let town = Town::shared();
    let in_ward = file.count(|row| {
        let [lon, lat] = row.position("Longitude", "Latitude").unwrap();
        let ward = town.ward_of(from_degrees(lat, lon));
        ward.is_some_and(|ward| town.wards()[ward].name == truth.ward)
    });
    // Six decimals of a degree are about 10 cm: a row on the ward's edge may fall on either side.
    assert!(
        in_ward.abs_diff(truth.in_the_ward) <= 1,
        "{in_ward} {truth:?}"
    );
    let found = file.count(|row| row.get("Outcome linked to object of search") == "True");
    assert_eq!(found, truth.found);
    let rate = |found: u64, of: u64| found as f64 / of as f64;
    let elsewhere = rate(
        truth.found - truth.found_in_the_ward,
        truth.rows - truth.in_the_ward,
    );
    assert!(rate(truth.found_in_the_ward, truth.in_the_ward) < 0.75 * elsewhere);
    assert!(truth.in_the_ward * 4 > truth.rows);
}

#[test]
fn dates_carry_the_offset_of_the_season() {
    assert_eq!(super::instant(0), "2021-10-01T00:00:00+01:00");
    assert_eq!(super::instant(30 * 1_440 + 59), "2021-10-31T00:59:00+01:00");
    assert_eq!(
        super::instant(30 * 1_440 + 120),
        "2021-10-31T02:00:00+00:00"
    );
    assert_eq!(
        super::instant(177 * 1_440 + 120),
        "2022-03-27T02:00:00+01:00"
    );
}

#[test]
fn nothing_is_many_in_a_calm_city() {
    let params = DemoParams {
        null: true,
        ..DemoParams::default()
    };
    let (_, truth) = super::searches(params.seed, Town::shared(), params.null);
    assert!(truth.in_the_ward < truth.rows / 15);
}
