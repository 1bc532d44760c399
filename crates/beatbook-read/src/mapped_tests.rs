use super::*;

fn header(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

#[test]
fn a_column_is_found_whatever_its_case_and_punctuation() {
    let names = header(&["Crime.type", "LSOA code", "x"]);
    assert_eq!(position(&names, "crime_type"), Found::At(0));
    assert_eq!(position(&names, "lsoa_code"), Found::At(1));
    assert_eq!(position(&names, "y"), Found::Missing);
    assert_eq!(position(&names, ""), Found::Missing);
}

#[test]
fn the_exact_name_wins_and_two_alike_are_not_guessed() {
    let names = header(&["Time", "time", "Place name", "place_name"]);
    assert_eq!(position(&names, "time"), Found::At(1));
    assert_eq!(position(&names, "PlaceName"), Found::Twice);
    assert_eq!(position(&header(&["a", "a"]), "a"), Found::Twice);
}
