use crate::read_back::{CITY, Written, is_share};
use crate::{DemoParams, Town};

const WHERE: &str = "ASSAULT LOCATION DESCRIPTION";
const ARRIVAL: &str = "ARRIVAL DATE AND TIME AT ACCIDENT AND EMERGENCY DEPARTMENT";

#[test]
fn half_of_the_locations_name_a_street_or_place_of_the_town() {
    let (file, truth) = (CITY.file("istv.csv"), CITY.truth.istv.as_ref().unwrap());
    let town = Town::shared();
    let names: std::collections::BTreeSet<String> = town
        .segments()
        .iter()
        .map(|segment| &segment.name)
        .chain(town.places().iter().map(|place| &place.name))
        .map(|name| name.to_lowercase())
        .collect();
    let named = file.count(|row| {
        let text = row.get(WHERE).to_lowercase();
        let bare = text
            .trim_start_matches("outside ")
            .trim_end_matches(", city centre");
        names.contains(bare) || names.contains(bare.trim_end_matches(" manchester"))
    });
    // Names of blocks such as "Oxford Road and Grosvenor Street" are two streets.
    assert!(
        truth.named.abs_diff(named) * 20 < truth.named,
        "{named} of {}",
        truth.named
    );
    assert!(is_share(truth.unusable, truth.rows, 0.5, 4.0), "{truth:?}");
    assert_eq!(truth.rows, truth.named + truth.unusable);
    assert_eq!(truth.rows, file.rows.len() as u64);
}

#[test]
fn many_assault_times_are_only_the_arrival() {
    let (file, truth) = (CITY.file("istv.csv"), CITY.truth.istv.as_ref().unwrap());
    let same = file.count(|row| row.get("ASSAULT DATE AND TIME") == row.get(ARRIVAL));
    assert_eq!(same, truth.assault_is_arrival);
    assert!(is_share(same, truth.rows, 0.45, 4.0), "{same}");
}

#[test]
fn one_street_is_named_often_here_and_is_ordinary_in_the_extract() {
    let only_here = CITY
        .truth
        .istv
        .as_ref()
        .unwrap()
        .only_here
        .as_ref()
        .unwrap();
    let named = CITY.file("istv.csv").count(|row| {
        row.get(WHERE)
            .to_lowercase()
            .contains(&only_here.name.to_lowercase())
    });
    assert_eq!(named, only_here.istv_rows);
    assert!(named > 2 * only_here.next_most, "{only_here:?}");
    let (seen, expected) = (only_here.police_incidents as f64, only_here.police_expected);
    assert!(
        (seen - expected).abs() < 3.5 * expected.sqrt(),
        "{only_here:?}"
    );
    for block in &CITY.truth.blocks {
        let far = (block.easting - only_here.easting).hypot(block.northing - only_here.northing);
        assert!(far > block.radius_m + 150.0, "{} is {far} m away", block.id);
    }
}

#[test]
fn no_row_says_who_it_was() {
    let params = DemoParams {
        events: 500,
        ..DemoParams::default()
    };
    let city = Written::new(&params);
    let row = city.file("istv.csv").iter().next().unwrap();
    assert_eq!(row.get("SYNTHETIC"), "SYNTHETIC");
    assert_eq!(city.file("istv.csv").rows[0].len(), 8);
}
