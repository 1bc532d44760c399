use crate::scratch::{Scratch, try_config};

use super::*;

const SOURCE: &str =
    "[[source]]\nid = \"offence\"\nformat = \"police.uk\"\nfiles = [\"events.csv\"]\n";

fn read(scratch: &Scratch, harm: &str, text: &str) -> Result<RawHarm, ReadError> {
    scratch.write("events.csv", "");
    scratch.write("weights.csv", text);
    let tables =
        format!("{SOURCE}[harm]\npath = \"weights.csv\"\nversion = \"made up, 2024\"\n{harm}");
    read_harm(&try_config(scratch, &tables)?.harm.unwrap())
}

#[test]
fn weights_are_found_by_published_names_or_those_of_the_config() {
    let scratch = Scratch::new();
    let rows = "005d,Assault,20\n4/1,Manslaughter,70.5\n8F,Other,3\n";
    let harm = read(
        &scratch,
        "",
        &format!("Offence Code,Offence,Weight\n{rows}"),
    )
    .unwrap();
    let expected = [("5D", 20.0), ("4.1", 70.5), ("8F", 3.0)];
    assert_eq!(
        harm.rows,
        expected.map(|(code, weight)| (code.to_owned(), weight))
    );
    assert_eq!(harm.unknown, ["8F"]);
    assert_eq!(
        (harm.version.as_str(), harm.synthetic),
        ("made up, 2024", false)
    );
    let keys = "code = \"klass\"\nweight = \"days\"";
    let named = read(&scratch, keys, &format!("klass,what,days\n{rows}")).unwrap();
    assert_eq!(named, harm);
}

#[test]
fn codes_of_events_without_a_weight_are_listed() {
    let scratch = Scratch::new();
    let harm = read(&scratch, "", "code,weight\n5D,20\n8F,3\n").unwrap();
    let events = ["5D", "8f", "34B", "5A", "34B", "zz", "5D"];
    let without = [("34B", 2), ("5A", 1), ("zz", 1)];
    assert_eq!(
        harm.unweighted(events),
        without.map(|(code, events)| (code.to_owned(), events))
    );
}

#[test]
fn what_cannot_be_a_weight_is_refused() {
    let scratch = Scratch::new();
    for (rows, words) in [
        (
            "5D,20\n005d,21\n",
            "line 3, column code: `005d` is the code 5D, which line 2 has too",
        ),
        ("5D,-1\n", "the weight -1 is below 0"),
        ("5D,many\n", "`many` is not a number"),
        ("5D,\n", "`` is not a number"),
        (",20\n", "the offence code is blank"),
        ("", "there is no row under the header"),
    ] {
        let error = read(&scratch, "", &format!("code,weight\n{rows}")).unwrap_err();
        let message = error.to_string();
        assert!(message.contains(words), "{message}");
    }
    let error = read(&scratch, "", "offence,days\n5D,20\n").unwrap_err();
    assert!(
        error
            .to_string()
            .contains("there is no column for the offence code"),
        "{error}"
    );
}

#[test]
fn the_version_has_to_be_said() {
    let scratch = Scratch::new();
    scratch.write("events.csv", "");
    for (harm, words) in [
        ("[harm]\npath = \"weights.csv\"\n", "`version` is missing"),
        (
            "[harm]\npath = \"weights.csv\"\nversion = \" \"\n",
            "the version is blank",
        ),
    ] {
        let error = try_config(&scratch, &format!("{SOURCE}{harm}")).unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[test]
fn who_published_the_weights_and_when_they_were_taken_is_kept() {
    let scratch = Scratch::new();
    let said = "source = \"Home Office\"\nretrieved = \"2026-11-02\"\n";
    let harm = read(&scratch, said, "code,weight\n5D,20\n").unwrap();
    assert_eq!(harm.source.as_deref(), Some("Home Office"));
    assert_eq!(
        harm.retrieved.map(|day| day.to_string()).as_deref(),
        Some("2026-11-02")
    );
    let error = try_config(
        &scratch,
        &format!(
            "{SOURCE}[harm]\npath = \"weights.csv\"\nversion = \"1\"\nretrieved = \"last May\"\n"
        ),
    );
    let error = error.unwrap_err().to_string();
    assert!(error.contains("last May"), "{error}");
}

#[test]
fn spellings_of_one_code_with_one_weight_are_one_row() {
    let scratch = Scratch::new();
    let harm = read(&scratch, "", "code,weight\n5D,20\n005d,20\n8F,3\n").unwrap();
    assert_eq!(harm.rows, [("5D".to_owned(), 20.0), ("8F".to_owned(), 3.0)]);
}
