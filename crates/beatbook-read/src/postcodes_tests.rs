use super::*;
use crate::scratch::Scratch;

fn read(text: &str) -> Result<RawPostcodes, String> {
    let scratch = Scratch::new();
    let spec = PostcodeSpec {
        path: scratch.write("postcodes.csv", text),
        postcode: "postcode".into(),
        x: "easting".into(),
        y: "northing".into(),
        crs: Crs::Bng,
        transform: Transform::default(),
    };
    read_postcodes(&spec).map_err(|e| scratch.tidy(&e))
}

#[test]
fn a_postcode_is_known_in_upper_case_without_blanks() {
    let read = read("postcode,easting,northing\nzm14 3qx,384000,398000\nZM1 1AA,,\n").unwrap();
    assert_eq!(read.positions.len(), 1, "one has no position");
    assert_eq!(
        read.positions.get(&postcode_key(" ZM143qx ")),
        Some(&[384_000.0, 398_000.0])
    );
}

#[test]
fn a_postcode_that_stands_twice_is_refused() {
    let text = "postcode,easting,northing\nZM1 1AA,384000,398000\nZM11AA,384001,398000\n";
    let message = read(text).unwrap_err();
    assert!(
        message.contains("line 3, column postcode: ZM11AA stands twice"),
        "{message}"
    );
}
