use super::*;
use crate::scratch::Scratch;

#[test]
fn days_are_read_year_first_or_as_the_british_write_them() {
    let scratch = Scratch::new();
    let path = scratch.write(
        "calendar.csv",
        "SYNTHETIC,date,kind,label\nS,2024-08-26,bank-holiday,Summer bank holiday\nS,24/08/2024,pride,\n",
    );
    let days = read_calendar(&path).unwrap();
    assert_eq!(days[0].label, "Summer bank holiday");
    assert_eq!(
        (days[1].day, days[1].label.as_str()),
        (Day::parse("2024-08-24").unwrap(), "pride")
    );
}

#[test]
fn annotations_name_their_source() {
    let scratch = Scratch::new();
    let path = scratch.write(
        "annotations.csv",
        "date,source,text\n2023-11-01,offence,\"New system, rows may be late\"\n",
    );
    let notes = read_annotations(&path).unwrap();
    assert_eq!(
        (&notes[0].source, notes[0].text.as_str()),
        (&Source::Offence, "New system, rows may be late")
    );
    let path = scratch.write(
        "annotations.csv",
        "date,source,text\n2023-11-01,All Crime,x\n",
    );
    let message = scratch.tidy(&read_annotations(&path).unwrap_err());
    assert!(
        message.contains("line 2, column source: `All Crime` is not a source"),
        "{message}"
    );
}

#[test]
fn a_calendar_without_days_is_refused() {
    let scratch = Scratch::new();
    let path = scratch.write("calendar.csv", "date,kind\n");
    let message = read_calendar(&path).unwrap_err().to_string();
    assert!(message.contains("the calendar has no days"), "{message}");
}
