use std::path::Path;

use super::*;

#[test]
fn names_fall_into_words_at_digits_and_marks() {
    assert_eq!(words("LSOA11CD"), ["lsoa", "11", "cd"]);
    assert_eq!(words("happened_easting"), ["happened", "easting"]);
    assert_eq!(words("2019-06-street"), ["2019", "06", "street"]);
}

#[test]
fn a_year_belongs_to_the_word_before_it() {
    let said = words("population20_lsoa11_gm");
    assert_eq!(year_after(&said, &["lsoa"]), Some(2011));
    assert_eq!(year_after(&said, &["population"]), Some(2020));
    assert_eq!(any_year(&said), None);
    assert_eq!(any_year(&words("mid-year_2022_lsoa21")), Some(2022));
}

#[test]
fn the_stem_of_a_part_is_that_of_the_part() {
    assert_eq!(stem(Path::new("a/b.csv.gz")), "b");
    assert_eq!(
        stem(Path::new("a/down.zip#2019-06/x-street.csv")),
        "x-street"
    );
}

#[test]
fn a_file_name_makes_an_id() {
    assert_eq!(
        id(Path::new("gmp_burglary_2016-02_2019-01.csv.gz")),
        "gmp-burglary"
    );
    assert_eq!(id(Path::new("2019.csv")), "events");
}

#[test]
fn a_category_or_class_can_stand_in_the_file_name() {
    assert_eq!(
        category(Path::new("lancashire_asb.tab")),
        Some("anti-social-behaviour")
    );
    assert_eq!(category(Path::new("extract.csv")), None);
    assert_eq!(
        class(&words("city_centre_licensed_premises")),
        Some("venue")
    );
}
