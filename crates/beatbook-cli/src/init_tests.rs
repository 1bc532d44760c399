use super::*;

fn file(name: &str, used: &str) -> Told {
    Told {
        file: name.into(),
        what: "events".into(),
        used: used.into(),
        notes: vec!["columns not used: colour (not recognised)".into()],
    }
}

#[test]
fn sheets_of_a_workbook_are_one_file_and_one_file_is_no_files() {
    let proposal = Proposal {
        config: String::new(),
        files: vec![
            file("a.xlsx#Data", "source offence"),
            file("a.xlsx#Notes", "not used: nothing in it says what it is"),
        ],
        missing: Vec::new(),
    };
    let (text, exit) = ended(&proposal, Path::new("beatbook.toml"));
    assert_eq!(
        text,
        "\n1 file, 1 of them used; wrote beatbook.toml\nnext: beatbook check beatbook.toml\n"
    );
    assert_eq!(exit, Exit::Done);
}

#[test]
fn columns_that_are_not_used_stand_below_their_file() {
    assert_eq!(
        told(&[file("a.csv", "source offence")]),
        "a.csv  events -> source offence\n    columns not used: colour (not recognised)\n"
    );
}
