use super::*;
use crate::scratch::Scratch;

fn read(text: &str) -> Result<RawLookup, String> {
    let scratch = Scratch::new();
    let path = scratch.write("lookup.csv", text);
    read_lookup(&path).map_err(|e| scratch.tidy(&e))
}

#[test]
fn both_published_headers_are_read() {
    let ons = "LSOA11CD,LSOA11NM,CHGIND,LSOA21CD,LSOA21NM,LAD22CD,LAD22NM,SYNTHETIC\nE01,a,S,E02,b,E08,c,S\n";
    let humaniverse =
        "lsoa11_name,lsoa11_code,change_code,lsoa21_name,lsoa21_code\na,E01,S,b,E02\n";
    for (text, synthetic) in [(ons, true), (humaniverse, false)] {
        let lookup = read(text).unwrap();
        let row = &lookup.rows[0];
        assert_eq!(
            (row.lsoa11.as_str(), row.change, row.lsoa21.as_str()),
            ("E01", 'S', "E02")
        );
        assert_eq!(lookup.synthetic, synthetic);
    }
}

#[test]
fn an_unknown_change_is_refused() {
    let message = read("LSOA11CD,CHGIND,LSOA21CD\nE01,Z,E02\n").unwrap_err();
    assert!(message.contains("line 2, column CHGIND: `Z` is not a kind of change"));
}

#[test]
fn an_unchanged_area_with_two_codes_is_refused() {
    let message = read("LSOA11CD,CHGIND,LSOA21CD\nE01,U,E01\nE02,U,E03\n").unwrap_err();
    assert!(
        message
            .contains("line 3, column LSOA21CD: E02 is unchanged (U), but its code of 2021 is E03"),
        "{message}"
    );
}

#[test]
fn a_lookup_without_rows_is_refused() {
    let message = read("LSOA11CD,CHGIND,LSOA21CD\n").unwrap_err();
    assert!(message.contains("the file has no areas"), "{message}");
}
