use super::*;

#[test]
fn positions_that_fit_pass() {
    assert_eq!(check([-2.2363, 53.4807], Crs::Wgs84), None);
    assert_eq!(check([180.0, -90.0], Crs::Wgs84), None);
    assert_eq!(check([384_415.0, 398_245.0], Crs::Bng), None);
    assert_eq!(check([0.0, 0.0], Crs::Bng), None);
    assert_eq!(check([700_000.0, 1_300_000.0], Crs::Bng), None);
    assert_eq!(check([5_000_000.0, 0.0], Crs::Epsg(3035)), None);
}

#[test]
fn positions_that_cannot_be_say_why() {
    assert_eq!(check([53.48, -2.23], Crs::Wgs84), Some(Misplaced::Swapped));
    assert_eq!(
        check([-182.0, 53.0], Crs::Wgs84),
        Some(Misplaced::Longitude)
    );
    assert_eq!(check([-2.2, 153.0], Crs::Wgs84), Some(Misplaced::Latitude));
    assert_eq!(
        check([384_415.0, 398_245.0], Crs::Wgs84),
        Some(Misplaced::Metres)
    );
    assert_eq!(
        check([-2.2363, 53.4807], Crs::Bng),
        Some(Misplaced::Degrees)
    );
    assert_eq!(
        check([53.4807, -2.2363], Crs::Bng),
        Some(Misplaced::Degrees)
    );
    assert_eq!(
        check([700_001.0, 398_245.0], Crs::Bng),
        Some(Misplaced::Easting)
    );
    assert_eq!(
        check([384_415.0, -1.0], Crs::Bng),
        Some(Misplaced::Northing)
    );
    assert_eq!(
        check([5_000_000.0, -1e300], Crs::Epsg(3035)),
        Some(Misplaced::Beyond)
    );
}

#[test]
fn nought_and_nought_stand_for_no_position_where_the_ground_is_known() {
    assert!(is_placeholder([0.0, 0.0], Crs::Bng));
    assert!(is_placeholder([-0.0, 0.0], Crs::Wgs84));
    assert!(!is_placeholder([0.0, 51.48], Crs::Wgs84));
    assert!(!is_placeholder([0.0, 0.0], Crs::Epsg(3035)));
}

#[test]
fn commas_between_thousands_are_read_and_no_others() {
    assert_eq!(number("384,123"), Some(384_123.0));
    assert_eq!(number("1,384,123.5"), Some(1_384_123.5));
    assert_eq!(number("-2.24"), Some(-2.24));
    for text in ["384123,5", "53,4", ",123", "1,,234", "inf", "12,3456"] {
        assert_eq!(number(text), None, "{text}");
    }
}
