use crate::{Against, Unit};

#[test]
fn every_word_reads_back_as_its_unit() {
    for word in Unit::WORDS.into_iter().chain(["lsoa21", "patrol-zone24"]) {
        assert_eq!(Unit::parse(word).unwrap().to_string(), word);
    }
}

#[test]
fn a_word_that_is_no_unit_is_refused_with_those_that_are() {
    for word in ["h3-12", "bng-200", "miles", "lsoa", ""] {
        let error = Unit::parse(word).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "`{word}` is not a unit; use h3-8, h3-9, h3-10, bng-150, street, premises or an area layer such as lsoa21"
            )
        );
    }
}

#[test]
fn against_is_the_city_or_an_area() {
    for text in ["city", "ward22:E05011376"] {
        assert_eq!(Against::parse(text).unwrap().to_string(), text);
    }
    let error = Against::parse("town").unwrap_err();
    assert!(error.to_string().contains("layer:code"), "{error}");
}
