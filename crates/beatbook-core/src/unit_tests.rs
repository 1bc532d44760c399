use crate::{Against, Bng, H3Resolution, Unit, square_number};

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

#[test]
fn ids_read_back_as_the_numbers_they_were_written_from() {
    let square = square_number(Bng {
        easting: 384_149.9,
        northing: 398_100.0,
    });
    let square = square.unwrap();
    for (unit, number, id) in [
        (
            Unit::H3(H3Resolution::Ten),
            0x08a1_9510_0000_0000,
            "8a1951000000000",
        ),
        (Unit::Grid150, square, "bng-384000-398100"),
        (Unit::Street, 17, "segment-17"),
        (Unit::Premises, 0, "premises-0"),
    ] {
        assert_eq!(unit.id_of(number), id);
        assert_eq!(unit.number_of(id), Some(number));
    }
}

#[test]
fn an_id_of_another_unit_or_spelling_is_none() {
    for id in [
        "bng-384001-398100",
        "bng-0384000-398100",
        "bng-384000",
        "8a1951000000000",
    ] {
        assert_eq!(Unit::Grid150.number_of(id), None, "{id}");
    }
    for id in ["segment-07", "segment-+7", "premises-7", "segment-"] {
        assert_eq!(Unit::Street.number_of(id), None, "{id}");
    }
}
