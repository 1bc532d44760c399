use beatbook_core::{Crs, Precision, Transform};

use super::*;
use crate::BadRows;
use crate::scratch::{Scratch, config, read};

const SOURCE: &str = "format = \"stop-and-search\"\nfiles = [\"events.csv\"]\n";
const HEADER: &str = "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,Outcome linked to object of search,Removal of more than just outer clothing\n";

#[test]
fn a_search_is_an_instant_with_an_offset_and_never_demand() {
    let scratch = Scratch::new();
    let text = format!(
        "{HEADER}Person search,2019-05-31T23:01:00+00:00,False,,53.40,-2.16,Male,18-24,,White,x,Controlled drugs,Arrest,True,False\n\
         Person search,2019-06-01T02:00:00+00:00,False,,,,Male,18-24,,White,x,,A no further action disposal,,False\n"
    );
    let (report, batches) = read(&scratch, SOURCE, &text, BadRows::Refuse).unwrap();
    assert_eq!((report.rows_read, report.refused), (2, 0));
    let batch = &batches[0];
    assert_eq!(batch.precision, [Precision::Instant; 2]);
    assert_eq!(batch.from[0], 1_559_343_660, "23:01 UTC");
    assert_eq!(batch.position, [Some([-2.16, 53.40]), None]);
    assert_eq!(batch.flags, [1, 0]);
    assert_eq!(batch.strings.get(batch.category[1]), "Not stated");
    let source = &config(&scratch, SOURCE).sources[0];
    assert!(source.activity);
    assert_eq!(source.flags[0].0, "find");
    assert_eq!(
        (source.crs, &source.transform),
        (Crs::Wgs84, &Transform::Helmert)
    );
}

#[test]
fn a_find_is_an_outcome_that_comes_of_what_was_looked_for() {
    assert!(is_find(Some("Arrest"), Some("True")));
    assert!(
        is_find(Some("Community resolution"), None),
        "not all forces say"
    );
    assert!(!is_find(Some("Arrest"), Some("False")));
    assert!(!is_find(Some("A no further action disposal"), None));
    assert!(!is_find(Some("Nothing found - no further action"), None));
    assert!(!is_find(None, Some("True")));
}
