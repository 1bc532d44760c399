use super::*;

fn plain(text: &str) -> String {
    words(text).join(" ")
}

#[test]
fn a_text_is_written_in_one_spelling() {
    for (text, expected) in [
        ("Bloom Rd.", "bloom road"),
        ("O/S The Printworks", "outside printworks"),
        ("os Printworks", "outside printworks"),
        ("St. Peter’s Sq", "st peters square"),
        ("St Peter`s Square", "st peters square"),
        ("PICCADILLY GDNS (by tram)", "piccadilly gardens by tram"),
        ("Night & Day Café", "night and day cafe"),
        ("jct Oldham St/Hilton St", "junction oldham st hilton st"),
        (
            "12a Bloom Street, Manchester, M1 3HB",
            "12a bloom street manchester",
        ),
        ("Bloom Street M13HB", "bloom street"),
        ("Flat 3, 12-14 Bloom Street", "flat 3 12 14 bloom street"),
        ("Moss-Side", "moss side"),
        ("Dr Mill Dr", "dr mill drive"),
        ("  ", ""),
        ("...", ""),
    ] {
        assert_eq!(plain(text), expected, "{text}");
    }
}

#[test]
fn only_full_postcodes_are_taken_out() {
    assert_eq!(plain("Bar 42 M1"), "bar 42 m1");
    assert_eq!(plain("EC1A 1BB"), "");
    assert_eq!(plain("4 SK8 3AA Road"), "4 road");
}

#[test]
fn the_number_of_a_house_is_a_number() {
    assert!(is_number("12") && is_number("12a"));
    assert!(!is_number("42nd") && !is_number("a") && !is_number(""));
}
