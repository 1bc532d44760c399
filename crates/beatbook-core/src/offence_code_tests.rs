use proptest::prelude::*;

use super::*;
use crate::Selection;

fn text(code: &str) -> Option<&'static str> {
    OffenceCode::parse(code).map(OffenceCode::text)
}

#[test]
fn every_spelling_is_one_code() {
    for (spellings, code) in [
        (
            &[
                "4.1", "004/1", "4/1", "00401", "004/01", " 4 / 1 ", "HO 4.1", "4.01",
            ][..],
            "4.1",
        ),
        (&["4.10", "4/10", "00410", "004/10"], "4.10"),
        (
            &[
                "HO 5D",
                "005D",
                "5d",
                "5D",
                "5 D",
                "ho5d",
                "HOC: 5D",
                "H.O. 5D",
                "HO Code 5D",
            ],
            "5D",
        ),
        (&["34B", "034B", "34b"], "34B"),
        (&["105A", "105a"], "105A"),
        (&["8N", "008n"], "8N"),
        (&["1", "1/1", "1/2", "00101", "001/02", "1.0"], "1"),
        (&["39", "039", "39.0", "039/00", "03900"], "39"),
    ] {
        for spelling in spellings {
            assert_eq!(text(spelling), Some(code), "{spelling}");
        }
    }
}

#[test]
fn what_is_not_in_the_table_is_no_code() {
    for spelling in [
        "", " ", "401", "0401", "041", "1/3", "5", "5D1", "5D/1", "8F", "8", "4", "4-1", "04-Jan",
        "000401", "robbery", "HO", "5DD", "5Ü", "0034B", "-1", "999", "99999",
    ] {
        let read = text(spelling);
        let known = match spelling {
            "041" => Some("41"), // theft by an employee, and never 4.1
            _ => None,
        };
        assert_eq!(read, known, "{spelling}");
    }
}

#[test]
fn codes_of_one_class_count_together() {
    let label = |code: &str| OffenceCode::parse(code).unwrap().class().label;
    assert_eq!(label("5A"), label("5D"));
    assert_eq!(label("8P"), label("8N"));
    assert_eq!(label("34A"), label("34B"));
    assert_eq!(label("4.10"), label("1/1"));
    assert_ne!(label("3A"), label("3B"));
    assert_ne!(label("2"), label("1"));
}

#[test]
fn every_code_stands_once_in_its_canonical_spelling() {
    let mut seen = Vec::new();
    for class in OffenceClass::ALL {
        for code in class.codes() {
            assert_eq!(text(code), Some(*code));
            assert_eq!(Key::read(code).unwrap().to_string(), *code);
            assert!(!seen.contains(code), "{code}");
            seen.push(code);
        }
    }
}

#[test]
fn the_words_of_classes_and_types_can_be_selected() {
    let labels = OffenceClass::ALL.iter().map(|class| class.label);
    for label in labels.chain(POLICE_UK_TYPES) {
        let word = slug(label);
        let selection = Selection::parse(&format!("category={word}")).unwrap();
        assert_eq!(selection.categories(), [word.into_boxed_str()]);
    }
}

#[test]
fn codes_that_no_class_knows_have_one_spelling_too() {
    for spelling in ["8F", "008f", "HO 8F"] {
        assert_eq!(code_spelling(spelling).as_deref(), Some("8F"));
    }
    assert_eq!(code_spelling("00901").as_deref(), Some("9.1"));
    assert_eq!(code_spelling("1/1").as_deref(), Some("1"));
    assert_eq!(code_spelling("robbery"), None);
}

#[test]
fn offences_that_are_found_by_looking_for_them_are_told_from_those_that_are_suffered() {
    let proactive: Vec<&str> = OffenceClass::ALL
        .iter()
        .filter(|class| class.is_proactive())
        .map(|class| class.label)
        .collect();
    assert_eq!(
        proactive,
        [
            "Trafficking of drugs",
            "Possession of drugs",
            "Possession of weapons offences"
        ]
    );
}

proptest! {
    #[test]
    fn a_code_reads_back_in_every_spelling(class in 0..OffenceClass::ALL.len(), pick in 0_usize..99) {
        let codes = OffenceClass::ALL[class].codes();
        let code = codes[pick % codes.len()];
        let key = Key::read(code).unwrap();
        let mut spellings = vec![code.to_lowercase(), format!("HO {code}"), format!(" {code} ")];
        match (key.letter, key.part) {
            (Some(letter), _) => spellings.push(format!("{:03}{letter}", key.class)),
            (None, part) => spellings.extend([
                format!("{:03}/{part:02}", key.class),
                format!("{}/{part}", key.class),
                format!("{:03}{part:02}", key.class),
            ]),
        }
        for spelling in spellings {
            prop_assert_eq!(text(&spelling), Some(code), "{}", spelling);
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,12}|[0-9A-Za-z./ ]{0,9}") {
        let _ = (OffenceCode::parse(&text), code_spelling(&text), police_uk_type(&text));
    }
}
