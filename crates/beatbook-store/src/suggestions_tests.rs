use super::{SuggestionKind, folded, joined};
use crate::fixture::{HERE, Town};
use geo_types::Rect;

fn labels(town: &Town, text: &str, kind: Option<SuggestionKind>) -> Vec<String> {
    let (_folder, store) = town.store();
    let found = store.suggest(text, kind, 20);
    found.iter().map(|one| one.label.clone()).collect()
}

fn town() -> Town {
    let mut town = Town::new(|rows| rows.scatter("2024-01-01"));
    town.places = vec![
        ("Café Éden", "venue", HERE),
        ("The Old Market", "retail", HERE + 1),
        ("Market Tavern", "venue", HERE + 2),
        ("Newmarket Court", "residential", HERE + 3),
        ("Market Mews", "dwelling", HERE + 4),
        ("Supermarket", "retail", HERE + 5),
    ];
    town
}

#[test]
fn case_accents_and_signs_make_no_difference() {
    assert_eq!(folded("  Café-ÉDEN, St. Peter’s "), "cafe eden st peters");
    assert_eq!(labels(&town(), "cafe e", None), ["Café Éden"]);
    assert_eq!(labels(&town(), "ÉDEN", None), ["Café Éden"]);
}

#[test]
fn the_beginning_of_a_name_comes_before_that_of_a_word_and_homes_never_come() {
    assert_eq!(
        labels(&town(), "market", None),
        ["Market Tavern", "The Old Market", "Supermarket"]
    );
}

#[test]
fn areas_are_found_by_name_and_code_and_say_what_they_add() {
    let (_folder, store) = town().store();
    let found = store.suggest("e01000002", None, 5);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].label, "Smallton 003");
    assert_eq!(found[0].selection.as_deref(), Some("area=lsoa11:E01000002"));
    assert_eq!(
        labels(&town(), "smallton", Some(SuggestionKind::Area)).len(),
        4
    );
    assert!(labels(&town(), "smallton", Some(SuggestionKind::Place)).is_empty());
    let street = store.suggest("bloom", None, 5);
    assert_eq!(street[0].kind, SuggestionKind::Street);
    assert_eq!(street[0].selection, None);
    assert!(store.suggest("?!", None, 5).is_empty());
}

#[test]
fn pieces_of_a_street_are_one_and_streets_far_apart_are_two() {
    let piece = |x: f64| Rect::new((x, 53.0), (x + 0.001, 53.001));
    let streets = joined(vec![piece(0.0), piece(0.5), piece(0.003), piece(0.006)]);
    assert_eq!(streets.len(), 2);
    assert!((streets[0].max().x - 0.007).abs() < 1e-12);
}
