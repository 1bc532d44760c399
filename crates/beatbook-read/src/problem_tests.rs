use super::*;

fn problem() -> Problem {
    Problem::new(
        "events",
        Path::new("street.csv"),
        "153.4776 is outside -90..90",
        "correct the file",
    )
    .at_line(1182)
    .in_column("Latitude")
}

#[test]
fn the_message_says_where_what_how_much_more_and_the_way_out() {
    let row = "2024-03,Greater Manchester Police,-2.2466,153.4776,On or near Peter Street";
    let mut problem = problem().with_row(row, Some((42, 8)));
    for line in [1190, 1207, 2033] {
        problem.and_also(line);
    }
    assert_eq!(
        problem.to_string(),
        "cannot read events from street.csv
  line 1182, column Latitude: 153.4776 is outside -90..90
    2024-03,Greater Manchester Police,-2.2466,153.4776,On or near Peter Street
                                              ^^^^^^^^
  3 more rows fail the same check: 1190, 1207, 2033
  help: correct the file"
    );
}

#[test]
fn one_more_is_singular_and_many_are_cut_but_counted() {
    let mut one = problem();
    one.and_also(7);
    assert!(
        one.to_string()
            .contains("\n  1 more row fails the same check: 7\n"),
        "{one}"
    );
    let mut many = problem();
    (1..=1500).for_each(|line| many.and_also(line));
    let text = many.to_string().replace("\n    ", " ");
    assert!(
        text.contains("1,500 more rows fail the same check: 1, 2,"),
        "{text}"
    );
    assert!(text.contains(" 19, 20 and 1,480 more\n"), "{text}");
}

#[test]
fn a_long_row_is_cut_round_the_value() {
    let row = format!("{}BAD{}", "é,".repeat(300), "x".repeat(300));
    let text = problem().with_row(row, Some((900, 3))).to_string();
    let lines: Vec<&str> = text.lines().collect();
    let mark = lines[3].find('^').unwrap();
    let shown: String = lines[2].chars().skip(mark).take(3).collect();
    assert_eq!(shown, "BAD");
    assert!(
        lines[2].starts_with("    ...") && lines[2].ends_with("..."),
        "{text}"
    );
    assert!(lines[2].chars().count() <= 100, "{text}");
}

#[test]
fn a_mark_that_does_not_fit_the_row_is_left_out() {
    let text = problem().with_row("é", Some((1, 1))).to_string();
    assert!(!text.contains('^'), "{text}");
}

#[test]
fn code_is_never_broken_and_values_never_break_a_line() {
    let words = format!(
        "{} `--bad-rows skip` {}",
        "word ".repeat(18),
        "word ".repeat(20)
    );
    assert!(wrapped(&words, 2, 4).contains("\n    `--bad-rows skip` word"));
    assert_eq!(wrapped("a\nb\tc", 0, 0), "a b c");
    assert_eq!(quoted(&"é".repeat(61)), format!("{}...", "é".repeat(60)));
}
