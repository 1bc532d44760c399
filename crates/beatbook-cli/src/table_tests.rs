use super::*;

#[test]
fn numbers_stand_right_and_texts_left() {
    let rows = [
        vec!["1".into(), "Bold Street".into()],
        vec!["10".into(), "Quay".into()],
    ];
    assert_eq!(
        aligned(&["#", "place"], &rows, &[0]),
        " #  place\n 1  Bold Street\n10  Quay\n"
    );
}

#[test]
fn line_breaks_and_escapes_of_a_file_do_not_shape_the_page() {
    let rows = [vec!["1".into(), "Bold\nStreet\u{1b}[2J".into()]];
    assert_eq!(
        aligned(&["#", "place"], &rows, &[0]),
        "#  place\n1  Bold Street [2J\n"
    );
}

#[test]
fn texts_are_cut_so_that_a_table_fits_and_numbers_are_not() {
    let long =
        "a street with a name that goes on and on until nobody reads it any longer, and then on";
    let rows = [
        vec!["1,204".into(), long.into(), "short".into()],
        vec!["3".into(), "Quay".into(), long.into()],
    ];
    let text = fitted(&["count", "place", "area"], &rows, &[0], &[1, 2]);
    assert!(
        text.lines().all(|line| line.chars().count() <= WIDEST),
        "{text}"
    );
    assert!(
        text.contains("1,204") && text.contains('\u{2026}'),
        "{text}"
    );
    let narrow = [vec!["1".into(), "Quay".into()]];
    assert_eq!(
        fitted(&["#", "place"], &narrow, &[0], &[1]),
        aligned(&["#", "place"], &narrow, &[0])
    );
}

#[test]
fn the_number_at_the_end_of_a_name_is_not_cut() {
    assert_eq!(shortened("Manchester 060B", 12), "Manche\u{2026} 060B");
    assert_eq!(shortened("Piccadilly Gardens", 12), "Piccadilly\u{2026}");
    assert_eq!(shortened("Smallton 1234567890", 8), "Smallto\u{2026}");
}

#[test]
fn long_sentences_go_on_in_the_next_line() {
    let text = wrapped(&"many words ".repeat(20));
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(text.lines().all(|line| line.len() <= WIDEST), "{text}");
    assert!(
        text.lines()
            .skip(1)
            .all(|line| line.starts_with("  many") || line.starts_with("  words"))
    );
    assert_eq!(wrapped("short"), "short\n");
}
