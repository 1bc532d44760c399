use crate::BadRows;
use crate::scratch::{Scratch, read};

const OUTCOMES: &str = "format = \"police.uk-outcomes\"\nfiles = [\"events.csv\"]\n";

#[test]
fn an_outcome_is_counted_once_for_each_row() {
    let scratch = Scratch::new();
    let text = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type
ab12,2018-01,Bedfordshire Police,Bedfordshire Police,-0.51,51.87,On or near ABBEY MEWS,E01017626,Central Bedfordshire 031D,Offender given a caution
ab12,2018-01,Bedfordshire Police,Bedfordshire Police,,,No location,,,Investigation complete; no suspect identified
";
    let (report, batches) = read(&scratch, OUTCOMES, text, BadRows::Refuse).unwrap();
    assert_eq!((report.rows_read, report.refused), (2, 0));
    let batch = &batches[0];
    assert!(
        batch.id.iter().eq([None, None]),
        "two outcomes of one offence stay two"
    );
    assert!(batch.incident.iter().eq([Some("ab12"); 2]));
    assert_eq!(batch.position[1], None);
}

#[test]
fn a_street_file_is_not_taken_for_outcomes() {
    let scratch = Scratch::new();
    let street = "Crime ID,Month,Longitude,Latitude,Crime type\n";
    let error = read(&scratch, OUTCOMES, street, BadRows::Refuse).unwrap_err();
    let error = error.to_string();
    assert!(
        error.contains("there is no column `Outcome type`"),
        "{error}"
    );
    assert!(
        error.contains("an outcomes file of data.police.uk has"),
        "{error}"
    );
}
