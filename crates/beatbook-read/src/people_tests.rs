use super::*;
use crate::scratch::{POLICE_UK, Scratch, TERMS, config_of};

const LINKED: &str = "[[people]]\npath = \"people.csv\"\nsource = \"offence\"\ncrs = \"EPSG:27700\"\n[people.columns]\n\
    event = \"crime_ref\"\nrole = \"role\"\nperson = \"person_id\"\nage = \"age\"\nsex = \"sex\"\nethnicity = \"ethnicity\"\n\
    postcode = \"home_postcode\"\nx = \"home_easting\"\ny = \"home_northing\"\narea = \"home_lsoa\"\nstreet_community = \"street_community\"\n";
const HEADER: &str = "SYNTHETIC,crime_ref,role,person_id,age,sex,ethnicity,home_postcode,home_easting,home_northing,home_lsoa,street_community\n";

/// What the rows look like, one string each.
fn read(tables: &str, text: &str, bad_rows: BadRows) -> Result<(FileReport, Vec<String>), String> {
    let scratch = Scratch::new();
    scratch.write("events.csv", "");
    let config = config_of(
        &scratch,
        &format!("[[source]]\nid = \"offence\"\n{POLICE_UK}{tables}"),
    );
    scratch.write("people.csv", text);
    let mut rows = Vec::new();
    let mut told = 0;
    let mut take = |row: PersonRow<'_>| {
        rows.push(format!(
            "{} {} {:?} {:?} {:?} {:?} {:?} {:?} {}",
            row.line,
            row.role.word(),
            row.event,
            row.age,
            row.sex,
            row.postcode,
            row.position,
            row.area,
            row.street_community
        ));
    };
    let mut count = |_: crate::RefusedRow<'_>| told += 1;
    let listening = &mut Listening::new(&mut count);
    let report = read_people(&config.people[0], bad_rows, &mut take, listening)
        .map_err(|e| scratch.tidy(&e))?;
    assert_eq!(told, report.refused, "every refused row is told of");
    assert_eq!(report.rows_read, rows.len() as u64 + report.refused);
    Ok((report, rows))
}

#[test]
fn people_linked_to_events_are_read_with_every_kind_of_home() {
    let text = format!(
        "{HEADER}S,r1,Victim,p1,34,Male,White,ZM1 1AA,,,,Y\nS,r1,suspect,p2,,female,,,384000,398000,,\nS,r2,attender,,120,X,,,,,E01000001,N\n"
    );
    let (report, rows) = read(LINKED, &text, BadRows::Refuse).unwrap();
    assert!(report.synthetic);
    assert_eq!(
        rows,
        [
            "2 victim Some(\"r1\") Some((34, 34)) Some(\"M\") Some(\"ZM1 1AA\") None None true",
            "3 suspect Some(\"r1\") None Some(\"F\") None Some([384000.0, 398000.0]) None false",
            "4 attender Some(\"r2\") Some((120, 120)) Some(\"X\") None None Some(\"E01000001\") false",
        ]
    );
}

#[test]
fn attenders_of_a_tiig_file_have_a_month_and_a_residence() {
    let tables = format!(
        "[[people]]\npath = \"people.csv\"\nformat = \"tiig\"\n[people.columns]\nmonth = \"month\"\nage_band = \"age_band\"\nsex = \"sex\"\narea = \"lsoa_of_residence\"\n[people.agreement]\n{TERMS}"
    );
    let text = "hospital,month,age_band,sex,ethnicity,lsoa_of_residence\nMRI,2024-03,18-25,F,,E01000001\nMRI,2024-04,90+,M,,\n";
    let (_, rows) = read(&tables, text, BadRows::Refuse).unwrap();
    assert_eq!(
        rows,
        [
            "2 attender None Some((18, 25)) Some(\"F\") None None Some(\"E01000001\") false",
            "3 attender None Some((90, 120)) Some(\"M\") None None None false",
        ]
    );
    let message = read(&tables, &text.replace("2024-04", "April"), BadRows::Refuse).unwrap_err();
    assert!(
        message.contains("line 3, column month: `April` is not a month"),
        "{message}"
    );
}

#[test]
fn rows_that_cannot_be_used_are_skipped_when_that_is_asked_for() {
    let text = format!(
        "{HEADER}S,r1,victim,,34,M,,,,,,\nS,r1,witness,,34,M,,,,,,\nS,,victim,,34,M,,,,,,\nS,r1,victim,,34,M,,,384000,,,\n"
    );
    let (report, rows) = read(LINKED, &text, BadRows::Skip).unwrap();
    assert_eq!(
        (report.refused, rows.len(), report.problems.len()),
        (3, 1, 3)
    );
}

#[test]
fn bands_of_ages_are_read_as_they_are_written() {
    for (text, ages) in [
        ("18-25", Some((18, 25))),
        ("10 to 17", Some((10, 17))),
        ("90+", Some((90, 120))),
        ("under 18", Some((0, 17))),
        ("over 34", Some((35, 120))),
        ("<10", Some((0, 9))),
        ("7", Some((7, 7))),
        ("25-18", None),
        ("young", None),
        ("18-400", None),
        ("under 0", None),
        ("over 120", None),
    ] {
        assert_eq!(age_band(text), ages, "{text}");
    }
}
