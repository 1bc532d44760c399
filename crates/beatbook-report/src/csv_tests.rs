use beatbook_core::Audience;

use crate::csv_line;
use crate::fixture_tests::{released, table};

const TAIL: &str = "offence,2024-01-01,2024-12-31,public,category=violence,0123456789ab";

#[test]
fn every_row_says_where_it_comes_from_and_small_counts_are_stars() {
    let csv = String::from_utf8(table(Audience::Partnership).csv()).unwrap();
    let head = "layer,code,name,incidents,per_1000_a_year,decile,longitude,latitude,source,from,to,setting,selection,book,audience,SYNTHETIC";
    let rows = [
        "ward22,W1,\"North, \"\"Old\"\"\",10,,3,-2.250000,53.500000",
        "ward22,W2,'=South,*,,3,-2.250000,53.500000",
        "ward22,W3,West,0,,3,-2.250000,53.500000",
    ];
    let rows = rows.map(|row| format!("{row},{TAIL},partnership,SYNTHETIC\n"));
    assert_eq!(csv, format!("{head}\n{}", rows.concat()));
}

#[test]
fn the_analyst_sees_true_counts() {
    let csv = String::from_utf8(crate::areas(&released(Audience::Analyst)).csv()).unwrap();
    assert!(csv.contains("W1,\"North, \"\"Old\"\"\",12,"), "{csv}");
    assert!(csv.contains("W2,'=South,3,"), "{csv}");
}

#[test]
fn what_a_spreadsheet_would_compute_is_text_and_numbers_stay_numbers() {
    for danger in ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx", "\rx"] {
        assert!(
            csv_line([danger]).trim_matches('"').starts_with('\''),
            "{danger:?}"
        );
    }
    assert_eq!(csv_line(["-2.25", "+1e3", "a-b", ""]), "-2.25,+1e3,a-b,");
    assert_eq!(
        csv_line(["-2.24017,53.48575"]),
        "\"-2.24017,53.48575\"",
        "the id of a street"
    );
}

#[test]
fn fields_are_quoted_where_they_must_be() {
    assert_eq!(
        csv_line(["-1", "a,b", "say \"no\"", "-1+1"]),
        "-1,\"a,b\",\"say \"\"no\"\"\",'-1+1"
    );
}
