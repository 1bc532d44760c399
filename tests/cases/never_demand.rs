//! What never makes a hotspot: searches, and who the people are.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use beatbook_tests::Scenario;
use serde_json::Value;

/// Everything that is found and ranked, as bytes.
fn findings(scenario: &Scenario, book: &Path) -> Vec<String> {
    let asked = [
        ("hotspots", "", "groups"),
        ("hotspots", "window=fri22-sat07,sat22-sun07", "groups"),
        ("hotspots", "category=serious-violence,robbery", "groups"),
        ("places", "", "places"),
        ("places", "category=serious-violence", "places"),
        ("streets", "", "streets"),
    ];
    let answers = asked.map(|(command, selection, list)| {
        let answer: Value = scenario.ask(command, book, selection, &[]);
        let found = answer[list].to_string();
        assert!(found.len() > 2, "{command} {selection} finds nothing");
        found
    });
    answers.to_vec()
}

#[test]
fn ten_thousand_searches_in_one_ward_change_no_hotspot_and_no_rank() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &[]);
    let before = findings(&scenario, &scenario.book("city"));
    let path = city.join("stop-and-search.csv");
    let mut text = fs::read_to_string(&path).unwrap();
    let last = text.lines().last().unwrap().to_owned();
    for _ in 0..10_000 {
        text.push_str(&last);
        text.push('\n');
    }
    fs::write(&path, text).unwrap();
    let book = scenario.book("city");
    assert_eq!(findings(&scenario, &book), before);

    // Asked for as demand they are refused, with the reason.
    for command in ["hotspots", "places", "streets"] {
        let book = book.to_string_lossy();
        let refused = scenario
            .run([command, &book, "source=stop-and-search"])
            .ended_with(2);
        refused.complains_of(&["error:", "activity", "never demand"]);
    }
}

#[test]
fn who_the_people_are_changes_no_hotspot_and_no_rank() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &[]);
    let before = findings(&scenario, &scenario.book("city"));
    // Every row keeps its event and role, and takes person, age, sex, ethnicity and home of another.
    shift_columns(&city.join("people.csv"), 3, 1_009);
    // Every area takes rank and decile of another.
    shift_columns(&city.join("imd/IMD2019_File_1.csv"), 4, 101);
    assert_eq!(findings(&scenario, &scenario.book("city")), before);
}

/// Moves all columns from `first` on by a number of rows.
fn shift_columns(path: &Path, first: usize, by: usize) {
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let head = lines.next().unwrap();
    let rows: Vec<(String, String)> = lines.map(|line| split_at_field(line, first)).collect();
    let mut shifted = format!("{head}\n");
    for (number, (own, _)) in rows.iter().enumerate() {
        let (_, other) = &rows[(number + by) % rows.len()];
        let _ = writeln!(shifted, "{own}{other}");
    }
    assert_ne!(shifted, text);
    fs::write(path, shifted).unwrap();
}

/// A line before and from a field on; commas in quotes are no ends of fields.
fn split_at_field(line: &str, field: usize) -> (String, String) {
    let (mut seen, mut quoted) = (0, false);
    for (at, letter) in line.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => {
                seen += 1;
                if seen == field {
                    return (line[..=at].into(), line[at + 1..].into());
                }
            }
            _ => {}
        }
    }
    panic!("no field {field} in: {line}");
}
