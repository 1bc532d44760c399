use beatbook_core::Audience;

use super::escaped;
use crate::fixture_tests::table;

fn written(audience: Audience) -> String {
    let mut bytes = Vec::new();
    table(audience).write_gpx(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn each_row_is_a_waypoint_that_says_the_rest_of_it() {
    let text = written(Audience::Analyst);
    assert_eq!(text.matches("<wpt ").count(), 3, "{text}");
    assert!(
        text.contains("<wpt lat=\"53.500000\" lon=\"-2.250000\">"),
        "{text}"
    );
    assert!(text.contains("incidents: 12"), "{text}");
    assert!(text.starts_with("<?xml version=\"1.0\""));
    assert!(text.ends_with("</gpx>\n"));
}

#[test]
fn the_head_says_where_it_comes_from_and_that_it_is_synthetic() {
    let text = written(Audience::Partnership);
    let head = text.lines().nth(2).unwrap();
    assert!(head.contains("audience: partnership"), "{head}");
    assert!(head.contains("; SYNTHETIC<"), "{head}");
}

#[test]
fn a_withheld_count_is_a_star() {
    let text = written(Audience::Partnership);
    assert!(text.contains("incidents: *"), "{text}");
    assert!(!text.contains("incidents: 3"), "{text}");
}

#[test]
fn texts_cannot_leave_their_place() {
    assert_eq!(escaped("A & B </wpt>\n\u{1}"), "A &amp; B &lt;/wpt&gt; ");
}
