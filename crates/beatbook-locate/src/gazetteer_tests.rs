use super::*;
use geo::line_string;

fn at(easting: f64, northing: f64) -> Bng {
    Bng { easting, northing }
}

fn gazetteer() -> Gazetteer {
    let bloom = MultiLineString(vec![line_string![(x: 0.0, y: 0.0), (x: 100.0, y: 0.0)]]);
    let long = MultiLineString(vec![line_string![(x: 0.0, y: 0.0), (x: 5_000.0, y: 0.0)]]);
    let gardens = MultiLineString(vec![line_string![(x: 0.0, y: 900.0), (x: 100.0, y: 900.0)]]);
    Gazetteer::new(
        [
            ("St Peter's Square", at(7.0, 7.0)),
            ("Piccadilly Gardens", at(9.0, 9.0)),
            ("Spar", at(1.0, 1.0)),
            ("Spar", at(2.0, 2.0)),
        ],
        [
            ("Bloom Street", &bloom),
            ("Oxford Road", &long),
            ("Piccadilly", &gardens),
        ],
    )
}

#[test]
fn a_name_is_found_among_other_words_whatever_the_case_and_punctuation() {
    let find = |text: &str| gazetteer().find(text);
    assert_eq!(
        find("outside BLOOM STREET, city centre"),
        Some((NameKind::Street, at(50.0, 0.0)))
    );
    assert_eq!(
        find("St. Peters Square"),
        Some((NameKind::Place, at(7.0, 7.0)))
    );
}

#[test]
fn the_longest_name_wins() {
    assert_eq!(
        gazetteer().find("piccadilly gardens by the tram"),
        Some((NameKind::Place, at(9.0, 9.0)))
    );
    assert_eq!(
        gazetteer().find("piccadilly"),
        Some((NameKind::Street, at(50.0, 900.0)))
    );
}

#[test]
fn what_names_no_one_place_is_not_guessed() {
    for text in ["pub", "", "Bloom St", "Oxford Road", "Spar", "Bloomstreet"] {
        assert_eq!(gazetteer().find(text), None, "{text}");
    }
}
