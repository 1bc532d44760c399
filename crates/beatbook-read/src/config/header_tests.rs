use crate::scratch::{Scratch, try_config};

const REST: &str = "crs = \"EPSG:27700\"\n[source.columns]\ncategory = \"a\"\nx = \"x\"\ny = \"y\"\nfrom = \"f\"\n\
    [source.time]\nformat = \"%Y-%m-%d\"\nprecision = \"date\"\n";

fn header(format: &str, header: &str) -> Result<Option<Vec<String>>, String> {
    let scratch = Scratch::new();
    scratch.write("events.csv", "1,2\n");
    let rest = if format == "csv" { REST } else { "" };
    let source = format!(
        "[[source]]\nid = \"offence\"\nformat = \"{format}\"\nfiles = [\"events.csv\"]\nheader = {header}\n{rest}"
    );
    let config = try_config(&scratch, &source).map_err(|e| scratch.tidy(&e))?;
    Ok(config.sources[0].header.clone())
}

#[test]
fn a_header_names_the_columns_of_files_that_do_not() {
    let names = header("csv", "[\"a\", \"x\", \"y\", \"f\"]").unwrap();
    assert_eq!(names.unwrap(), ["a", "x", "y", "f"]);
}

#[test]
fn names_that_cannot_be_told_apart_are_refused() {
    for (format, names, words) in [
        (
            "csv",
            "[\"Crime type\", \"crime_type\"]",
            "the header has `crime_type` twice",
        ),
        ("csv", "[\"a\", \" \"]", "a name in the header is blank"),
        ("csv", "[]", "the header names no column"),
        (
            "police.uk",
            "[\"Month\"]",
            "header names the columns of files with format = \"csv\"",
        ),
    ] {
        let message = header(format, names).unwrap_err();
        assert!(message.contains(words), "{message}");
        assert!(message.contains("line 12"), "{message}");
    }
}
