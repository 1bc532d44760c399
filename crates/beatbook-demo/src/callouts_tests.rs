use crate::Town;
use crate::read_back::CITY;

#[test]
fn call_outs_lie_in_the_city_or_have_no_position() {
    let (file, truth) = (
        CITY.file("ambulance-callouts.csv"),
        CITY.truth.callouts.unwrap(),
    );
    let unlocated = file.count(|row| row.position("easting", "northing").is_none());
    assert_eq!(
        (file.rows.len() as u64, unlocated),
        (truth.rows, truth.unlocated)
    );
    for p in file
        .iter()
        .filter_map(|row| row.position("easting", "northing"))
    {
        assert!(Town::shared().contains(p), "{p:?}");
    }
}
