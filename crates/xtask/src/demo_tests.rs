use super::Wishes;

fn parse(text: &str) -> anyhow::Result<Wishes> {
    Wishes::parse(
        &text
            .split_whitespace()
            .map(str::to_string)
            .collect::<Vec<_>>(),
    )
}

#[test]
fn words_for_the_city_are_handed_on() {
    let wishes = parse("--port 9000 --no-serve --seed 7 -- --events 1000 --null").unwrap();
    assert_eq!(wishes.port, Some(9000));
    assert!(wishes.no_serve);
    assert_eq!(wishes.city, ["--seed", "7", "--events", "1000", "--null"]);
}

#[test]
fn a_wrong_word_is_named() {
    assert!(
        parse("--prot 9000")
            .unwrap_err()
            .to_string()
            .contains("'--prot'")
    );
    assert!(
        parse("--port")
            .unwrap_err()
            .to_string()
            .contains("--port needs a value")
    );
    assert!(
        parse("--port x")
            .unwrap_err()
            .to_string()
            .contains("'x' is not a port")
    );
}
