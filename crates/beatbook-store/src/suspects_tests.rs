use super::*;

fn at(easting: f64) -> Bng {
    Bng {
        easting,
        northing: 1.0,
    }
}

/// So many events at one coordinate, all of one text.
fn rows(easting: f64, events: usize, text: &str) -> Vec<(Bng, Option<&str>)> {
    vec![(at(easting), Some(text)); events]
}

fn guesses(events: &[(Bng, Option<&str>)]) -> Vec<(String, &'static str)> {
    let found = suspects(events.iter().copied()).into_iter();
    found.map(|found| (found.text, found.guess)).collect()
}

#[test]
fn the_words_of_institutions_and_of_no_place_are_told_apart() {
    let mut events = rows(1.0, 5, "HMP Smallton");
    events.extend(rows(2.0, 6, "Smallton Royal Infirmary A&E"));
    events.extend(rows(3.0, 7, "City centre, unspecified"));
    events.extend(rows(4.0, 8, "1 Bloom Street"));
    events.extend(rows(5.0, 4, "Smallton police station"));
    let expected = [
        ("City centre, unspecified".to_owned(), "pin"),
        ("Smallton Royal Infirmary A&E".to_owned(), "hospital"),
        ("HMP Smallton".to_owned(), "custody"),
    ];
    assert_eq!(guesses(&events), expected);
}

#[test]
fn a_block_of_flats_called_court_is_no_court() {
    assert!(guesses(&rows(1.0, 9, "Albert Court")).is_empty());
    assert_eq!(guesses(&rows(1.0, 9, "Smallton Crown Court"))[0].1, "court");
}

#[test]
fn a_coordinate_far_busier_than_the_next_ten_is_suspect_whatever_its_words() {
    let mut events = rows(0.0, 60, "Smallton");
    for other in 1..=10 {
        events.extend(rows(f64::from(other), 12, "a street"));
    }
    assert_eq!(guesses(&events), [("Smallton".to_owned(), "pin")]);
    events.extend(rows(1.0, 20, "a street"));
    for other in 1..=10 {
        events.extend(rows(f64::from(other), 1, "a street"));
    }
    assert!(guesses(&events).is_empty(), "60 is not 5 times 13");
}

#[test]
fn a_coordinate_of_many_texts_and_a_published_anchor_are_no_suspects() {
    let mut events = rows(1.0, 79, "a prison");
    events.extend(rows(1.0, 21, "elsewhere"));
    events.extend(rows(2.0, 500, "On or near Prison"));
    assert!(guesses(&events).is_empty());
}
