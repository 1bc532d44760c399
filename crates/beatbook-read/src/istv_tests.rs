use beatbook_core::Precision;

use crate::BadRows;
use crate::scratch::{Scratch, TERMS, read};

const HEADER: &str = "SITE CODE (OF TREATMENT),ARRIVAL DATE AND TIME AT ACCIDENT AND EMERGENCY DEPARTMENT,ASSAULT DATE AND TIME,ASSAULT METHOD,ASSAULT METHOD OTHER DESCRIPTION,ASSAULT LOCATION TYPE,ASSAULT LOCATION DESCRIPTION\n";

fn source() -> String {
    format!("format = \"istv\"\nfiles = [\"events.csv\"]\n[source.agreement]\n{TERMS}")
}

#[test]
fn a_time_that_is_just_that_of_the_arrival_is_the_six_hours_before() {
    let scratch = Scratch::new();
    let text = format!(
        "{HEADER}R0A02,10/03/2024 03:10,10/03/2024 01:20,Knife,,Street,Peter Street\n\
         R0A02,10/03/2024 03:10,10/03/2024 03:10,,,,\n\
         R0A02,10/03/2024 03:10,,Fist,,Bar,a bar in town\n\
         R0A02,,10/03/2024 01:20,Fist,,,\n"
    );
    let (report, batches) = read(&scratch, &source(), &text, BadRows::Refuse).unwrap();
    assert_eq!(report.widened, 2);
    let rule =
        "from: where it is blank or equal to the end, the 6 hours before the end are taken: 2 rows";
    assert_eq!(report.times.last().map(String::as_str), Some(rule));
    let batch = &batches[0];
    let (instant, interval) = (Precision::Instant, Precision::Interval);
    assert_eq!(batch.precision, [instant, interval, interval, instant]);
    assert_eq!(batch.from[0], batch.to[0]);
    assert_eq!(batch.to[1] - batch.from[1], 6 * 3600);
    assert_eq!((batch.from[2], batch.to[2]), (batch.from[1], batch.to[1]));
    assert_eq!(batch.position, [None; 4]);
    let place = batch.place[0].map(|s| batch.strings.get(s));
    assert_eq!(place, Some("Peter Street"));
    assert_eq!(batch.strings.get(batch.category[1]), "Not stated");
}

#[test]
fn an_arrival_before_the_assault_is_refused() {
    let scratch = Scratch::new();
    let text = format!("{HEADER}R0A02,10/03/2024 03:10,10/03/2024 04:20,Knife,,Street,\n");
    let error = read(&scratch, &source(), &text, BadRows::Refuse).unwrap_err();
    assert_eq!(
        scratch.tidy(&error),
        "cannot read events from events.csv
  line 2, column ARRIVAL DATE AND TIME AT ACCIDENT AND EMERGENCY DEPARTMENT: the arrival 10/03/2024
    03:10 is 1 h 10 min before the assault 10/03/2024 04:20
    R0A02,10/03/2024 03:10,10/03/2024 04:20,Knife,,Street,
          ^^^^^^^^^^^^^^^^
  help: both are of one day: if the end was after midnight, write the day after; else correct the
        file, or add `--bad-rows skip` to leave this 1 of 1 rows out; the report will list them"
    );
}

#[test]
fn each_time_is_counted_once() {
    let format = crate::times::Written::Format("%d/%m/%Y %H:%M".into());
    let mut times = crate::times::Times::new(&format, &format, None, Some(6));
    super::span(
        &mut times,
        Some("10/03/2024 00:00"),
        Some("10/03/2024 03:10"),
    )
    .unwrap();
    assert_eq!((times.start.seen.values, times.start.seen.midnight), (1, 1));
}

#[test]
fn a_row_that_is_refused_is_not_among_those_widened() {
    let scratch = Scratch::new();
    let text = format!("{HEADER}R0A02,10/03/2024 03:10,,Fist,,Bar,a bar,too much\n");
    let (report, _) = read(&scratch, &source(), &text, BadRows::Skip).unwrap();
    assert_eq!((report.refused, report.widened), (1, 0));
}
