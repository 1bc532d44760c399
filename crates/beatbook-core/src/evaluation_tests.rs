use super::*;

fn parse(target: &str, ring: Option<&str>, chosen: Option<&str>) -> Result<EvaluateAsked, String> {
    let words = [
        Some("2023-04-01"),
        None,
        None,
        Some(target),
        ring,
        None,
        chosen,
    ];
    EvaluateAsked::parse(words).map_err(|error| format!("{}: {}", error.part, error.reason))
}

#[test]
fn what_was_asked_is_written_back_as_it_is_read() {
    for (target, ring, chosen) in [
        (
            "circle:-2.264,53.38,240",
            Some("400"),
            Some("2021-10-01..2022-03-31"),
        ),
        (
            "ward22:E05011376",
            Some("ward22:E05011355,ward22:E05011377"),
            Some("otherwise"),
        ),
        ("8a1940cb19affff", None, None),
    ] {
        let asked = parse(target, ring, chosen).unwrap();
        let mut words: [Option<&str>; 7] = [None; 7];
        let text = asked.to_string();
        for (key, value) in text.split('&').map(|part| part.split_once('=').unwrap()) {
            let at = EvaluateAsked::KEYS
                .iter()
                .position(|known| *known == key)
                .unwrap();
            words[at] = Some(value);
        }
        assert_eq!(EvaluateAsked::parse(words).unwrap(), asked, "{text}");
    }
}

#[test]
fn what_cannot_be_read_names_its_part_and_a_way_out() {
    let wrong = |target, ring, chosen| parse(target, ring, chosen).unwrap_err();
    assert!(
        wrong("circle:1,2", None, None).starts_with("target: `circle:1,2` is no circle; write")
    );
    assert!(wrong("circle:1,2,9", None, None).contains("from 25 to 5000"));
    assert!(wrong("x", Some("wide"), None).starts_with("ring: `wide` is no number of metres"));
    assert!(wrong("x", None, Some("2022")).contains("or otherwise where it was not for its count"));
    assert!(wrong("x", None, Some("2022-02-01..2022-01-01")).starts_with("chosen:"));
    let none = EvaluateAsked::parse([Some("2023-04-01"), None, None, None, None, None, None]);
    assert_eq!(none.unwrap_err().part, "target");
}
