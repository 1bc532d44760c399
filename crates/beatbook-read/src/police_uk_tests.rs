use beatbook_core::{Crs, Precision, Transform};

use crate::BadRows;
use crate::scratch::{POLICE_UK, Scratch, config, read};

const STREET: &str = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context
,2018-12,Merseyside Police,Merseyside Police,-2.97,53.40,On or near Dale Street,E01033755,Liverpool 062D,Anti-social behaviour,,
ab12,2018-12,Merseyside Police,Merseyside Police,,,No Location,,,Burglary,Under investigation,
";

#[test]
fn a_street_file_needs_no_mapping() {
    let scratch = Scratch::new();
    let (report, batches) = read(&scratch, POLICE_UK, STREET, BadRows::Refuse).unwrap();
    assert_eq!(
        (report.rows_read, report.refused, report.synthetic),
        (2, 0, false)
    );
    let batch = &batches[0];
    assert_eq!(&*batch.file, "events.csv");
    assert!(batch.id.iter().eq([None, Some("ab12")]));
    assert_eq!(
        batch.position,
        [Some([-2.97, 53.40]), None],
        "blank coordinates are no fault"
    );
    assert_eq!(batch.precision, [Precision::Month; 2]);
    let text = |s: Option<beatbook_core::Str>| s.map(|s| batch.strings.get(s));
    assert_eq!(text(batch.area[0]), Some("E01033755"));
    assert_eq!(text(batch.area[1]), None);
    assert_eq!(text(batch.place[0]), Some("On or near Dale Street"));
}

#[test]
fn its_positions_were_made_with_helmert() {
    let scratch = Scratch::new();
    scratch.write("events.csv", STREET);
    let source = &config(&scratch, POLICE_UK).sources[0];
    assert_eq!(
        (source.crs, &source.transform),
        (Crs::Wgs84, &Transform::Helmert)
    );
}

#[test]
fn the_crime_id_column_may_be_missing_but_not_the_month() {
    let scratch = Scratch::new();
    let without = "Month,Longitude,Latitude,Crime type\n2018-06,-2.9,53.4,Drugs\n";
    assert!(read(&scratch, POLICE_UK, without, BadRows::Refuse).is_ok());
    let error = read(
        &scratch,
        POLICE_UK,
        "Longitude,Latitude,Crime type\n",
        BadRows::Skip,
    )
    .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("there is no column `Month`; the file has Longitude, Latitude, Crime type"),
        "{error}"
    );
}
