use crate::scratch::{MAPPED, POLICE_UK, Scratch, config};
use crate::{BadRows, Listening, ReadError, RefusedRow, read_events};

const HEADER: &str = "ref,category,easting,northing,from,to\n";
const SOUND: &str = "r1,Robbery,384000,398000,2024-03-01 10:00,2024-03-01 11:00\n";

/// Line, column, value, reason and row of every refused row; and the numbers of all rows.
fn told(source: &str, text: &str, bad_rows: BadRows) -> (Vec<String>, Vec<u64>) {
    let scratch = Scratch::new();
    let path = scratch.write("events.csv", text);
    let config = config(&scratch, source);
    let (mut refused, mut whole) = (Vec::new(), Vec::new());
    let mut hear = |row: RefusedRow<'_>| {
        assert!(row.file.ends_with("events.csv"), "{}", row.file);
        assert!(!row.help.is_empty());
        refused.push(format!(
            "{}|{}|{}|{}|{}",
            row.line,
            row.column.unwrap_or_default(),
            row.value.unwrap_or_default(),
            row.reason,
            row.row
        ));
    };
    let mut number = |row| whole.push(row);
    let result = read_events(
        &config.sources[0],
        &path,
        bad_rows,
        &mut |_| (),
        &mut Listening::new(&mut hear).and_whole_rows(&mut number),
    );
    match (result, bad_rows) {
        (Ok(_), _) | (Err(ReadError::BadRows(_)), BadRows::Refuse) => {}
        (Err(error), _) => panic!("{error}"),
    }
    (refused, whole)
}

#[test]
fn every_refused_row_is_told_of_however_many_fail_the_same_check() {
    let bad = "r2,Robbery,here,398000,2024-03-01 10:00,\n".repeat(50);
    let text = format!("{HEADER}{SOUND}{bad}{SOUND}r3,Robbery\n");
    for bad_rows in [BadRows::Skip, BadRows::Refuse] {
        let (refused, whole) = told(MAPPED, &text, bad_rows);
        assert_eq!(refused.len(), 51);
        assert_eq!(
            refused[0],
            "3|easting|here|`here` is not a number|r2,Robbery,here,398000,2024-03-01 10:00,"
        );
        assert!(
            refused[49].starts_with("52|easting|here|"),
            "{}",
            refused[49]
        );
        assert!(
            refused[50].starts_with("54|||the row has 2 fields"),
            "{}",
            refused[50]
        );
        assert_eq!(whole.len(), 53, "refused rows have numbers too");
    }
}

#[test]
fn rows_with_the_same_text_have_the_same_number_and_are_all_kept() {
    let row = ",2019-06,GMP,GMP,-2.24,53.48,On or near X,E01005061,Manchester 001A,Anti-social behaviour,,\n";
    let header = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context\n";
    let other = row.replace("2019-06", "2019-05");
    let (refused, whole) = told(
        POLICE_UK,
        &format!("{header}{}{other}", row.repeat(13)),
        BadRows::Refuse,
    );
    assert!(refused.is_empty(), "{refused:?}");
    assert_eq!(whole.len(), 14);
    assert_eq!(whole.iter().filter(|n| **n == whole[0]).count(), 13);
}
