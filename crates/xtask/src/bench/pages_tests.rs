use super::{HEADING, p95, part, with_part};

#[test]
fn of_a_hundred_values_the_ninety_fifth_is_given() {
    let values: Vec<f64> = (1..=100).rev().map(f64::from).collect();
    assert!((p95(&values) - 95.0).abs() < f64::EPSILON);
    assert!((p95(&[7.0]) - 7.0).abs() < f64::EPSILON);
    assert!(p95(&[]).is_nan());
}

#[test]
fn a_target_is_met_or_missed_and_the_bare_map_stands_beside() {
    let line = |name: &str, number: f64| (name.to_string(), number);
    let text = part(&[
        line("first-row-ms", 900.0),
        line("first-hot-ms", 4000.0),
        line("bare-first-hot-ms", 2000.0),
        line("table-ms", 100.0),
        line("map-ms", 400.0),
        line("transfer-kb", 500.0),
    ]);
    assert!(text.contains("| 900 ms |  | 1000 ms | met |"), "{text}");
    assert!(
        text.contains("| 4000 ms | 2000 ms | 3500 ms | missed |"),
        "{text}"
    );
}

#[test]
fn a_part_takes_the_place_of_the_one_before() {
    let page = format!("# Head\n{HEADING}\nold\n\n## Other\n\nstays\n");
    let part = format!("{HEADING}\nnew\n");
    let once = with_part(&page, HEADING, &part);
    assert_eq!(
        once,
        format!("# Head\n{HEADING}\nnew\n\n## Other\n\nstays\n")
    );
    assert_eq!(with_part(&once, HEADING, &part), once);
    assert_eq!(
        with_part("# Head\n", HEADING, &part),
        format!("# Head\n{part}")
    );
}
