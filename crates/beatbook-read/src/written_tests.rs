use beatbook_core::{Day, Precision};

use crate::BadRows;
use crate::scratch::{Scratch, read};

/// A source that says nothing of its times.
fn source(columns: &str, time: &str) -> String {
    format!(
        "format = \"csv\"\nfiles = [\"events.csv\"]\n[source.columns]\ncategory = \"category\"\nplace = \"place\"\n{columns}\n{time}"
    )
}

const FROM: &str = "from = \"from\"";
const FROM_TO: &str = "from = \"from\"\nto = \"to\"";

#[test]
fn the_values_of_each_column_say_how_it_is_written() {
    let scratch = Scratch::new();
    let text = "category,place,from,to,recorded\n\
        Robbery,a,03/05/2024 22:10,2024-05-03T22:40,05-04-24\n\
        Robbery,a,13/05/2024 01:00,,05-14-24\n\
        Robbery,a,14/05/2024,2024-05-14T06:00,\n";
    let columns = format!("{FROM_TO}\nrecorded = \"recorded\"");
    let (report, batches) = read(&scratch, &source(&columns, ""), text, BadRows::Refuse).unwrap();
    assert_eq!(
        report.times,
        [
            "from: dd/mm/yyyy HH:MM, decided by 2 of 3 values",
            "to: yyyy-mm-dd HH:MM, decided by 2 of 2 values",
            "recorded: mm-dd-yy, decided by 1 of 2 values",
        ]
    );
    let batch = &batches[0];
    let (interval, instant) = (Precision::Interval, Precision::Instant);
    assert_eq!(batch.precision, [interval, instant, interval]);
    assert_eq!(batch.to[0] - batch.from[0], 1800);
    assert_eq!(batch.recorded[0], Day::parse("2024-05-04").ok());
    assert_eq!(batch.to[2] - batch.from[2], 6 * 3600);
}

#[test]
fn a_column_that_can_be_read_two_ways_is_refused_with_both() {
    let scratch = Scratch::new();
    let text = "category,place,from\nRobbery,a,05/05/2024\nRobbery,a,03/05/2024\n";
    let error = read(&scratch, &source(FROM, ""), text, BadRows::Skip).unwrap_err();
    assert_eq!(
        scratch.tidy(&error),
        "cannot read events from events.csv
  line 3, column from: `03/05/2024` can be read day first or month first, and no value of from
    decides
  help: set format = \"%d/%m/%Y\" or format = \"%m/%d/%Y\" under [source.time], whichever is meant"
    );
    let told = source(FROM, "[source.time]\nformat = \"%d/%m/%Y\"");
    let (_, batches) = read(&scratch, &told, text, BadRows::Refuse).unwrap();
    assert_eq!(batches[0].precision, [Precision::Date; 2]);
}

#[test]
fn a_column_that_does_not_decide_follows_one_that_is_written_alike() {
    let scratch = Scratch::new();
    let text = "category,place,from,to\n\
        Robbery,a,13/05/2024 22:00,\nRobbery,a,03/05/2024 22:00,04/05/2024 06:00\n";
    let (report, batches) = read(&scratch, &source(FROM_TO, ""), text, BadRows::Refuse).unwrap();
    assert_eq!(
        report.times[1],
        "to: dd/mm/yyyy HH:MM, like from: none of its own values decides"
    );
    assert_eq!(batches[0].to[1] - batches[0].from[1], 8 * 3600);
}

#[test]
fn a_value_written_otherwise_is_refused_with_its_line() {
    let scratch = Scratch::new();
    let text =
        "category,place,from\nRobbery,a,13/05/2024\nRobbery,a,2024-05-14\nRobbery,a,31/02/2024\n";
    let (report, batches) = read(&scratch, &source(FROM, ""), text, BadRows::Skip).unwrap();
    assert_eq!((report.refused, batches[0].len()), (2, 1));
    let problem = &report.problems[0];
    assert_eq!(
        (problem.line, problem.others.as_slice()),
        (Some(3), &[][..])
    );
    let unreal = &report.problems[1];
    assert_eq!(
        (unreal.line, unreal.help.as_str()),
        (Some(4), "correct the file")
    );
    assert_eq!(
        problem.reason,
        "`2024-05-14` is not a time written as dd/mm/yyyy"
    );
    let soon = "category,place,from\nRobbery,a,soon\n";
    let error = read(&scratch, &source(FROM, ""), soon, BadRows::Skip).unwrap_err();
    assert!(
        scratch.tidy(&error).contains("a known way, such as `soon`"),
        "{error}"
    );
}

#[test]
fn months_written_as_days_are_months_where_the_column_says_so() {
    let scratch = Scratch::new();
    let rows = "Robbery,a,2022-01-01\nRobbery,a,2022-02-01\n".repeat(20);
    let columns = "from = \"month\"";
    let text = format!("category,place,month\n{rows}");
    let (report, batches) = read(&scratch, &source(columns, ""), text, BadRows::Refuse).unwrap();
    assert_eq!(batches[0].precision, [Precision::Month; 40]);
    assert!(
        report.times[1].contains("months are meant"),
        "{:?}",
        report.times
    );
    let text = format!("category,place,from\n{rows}");
    let (report, batches) = read(&scratch, &source(FROM, ""), text, BadRows::Refuse).unwrap();
    assert_eq!(batches[0].precision, [Precision::Date; 40]);
    assert!(
        report.times[1].contains("precision = \"month\""),
        "{:?}",
        report.times
    );
    let months = "category,place,from\nRobbery,a,2022-01\n";
    let (report, batches) = read(&scratch, &source(FROM, ""), months, BadRows::Refuse).unwrap();
    assert_eq!(batches[0].precision, [Precision::Month]);
    assert_eq!(report.times, ["from: yyyy-mm, decided by 1 of 1 values"]);
}

#[test]
fn many_midnights_are_kept_and_pointed_out() {
    let scratch = Scratch::new();
    let text = format!(
        "category,place,from\nRobbery,a,2024-05-03 22:10:00\n{}",
        "Robbery,a,2024-05-04 00:00:00\n".repeat(12)
    );
    let (report, batches) = read(&scratch, &source(FROM, ""), text, BadRows::Refuse).unwrap();
    assert_eq!(batches[0].precision, [Precision::Instant; 13]);
    assert!(
        report.times[1].starts_with("from: 12 of 13 values are at 00:00; midnight probably"),
        "{:?}",
        report.times
    );
}

#[test]
fn an_unknown_start_is_widened_and_counted() {
    let scratch = Scratch::new();
    let text = "category,place,from,to\nAssault,a,2024-05-03 22:10,2024-05-03 22:10\n\
        Assault,a,,2024-05-03 22:10\nAssault,a,2024-05-03 20:00,2024-05-03 22:10\n";
    let time = "[source.time]\nunknown_start_hours = 6";
    let (report, batches) = read(&scratch, &source(FROM_TO, time), text, BadRows::Refuse).unwrap();
    assert_eq!(report.widened, 2);
    let hours: Vec<_> = (0..3)
        .map(|i| (batches[0].to[i] - batches[0].from[i]) / 60)
        .collect();
    assert_eq!(hours, [360, 360, 130]);
}

#[test]
fn a_time_of_day_of_its_own_is_joined_to_the_day() {
    let scratch = Scratch::new();
    let text = "category,place,from,clock\nRobbery,a,13/05/2024,22:10\n\
        Robbery,a,14/05/2024 00:00,2210\nRobbery,a,15/05/2024,\nRobbery,a,15/05/2024,soon\n";
    let columns = format!("{FROM}\nclock = \"clock\"");
    let (report, batches) = read(&scratch, &source(&columns, ""), text, BadRows::Skip).unwrap();
    let (instant, date) = (Precision::Instant, Precision::Date);
    assert_eq!(batches[0].precision, [instant, instant, date]);
    assert_eq!(batches[0].from[1] - batches[0].from[0], 86_400);
    assert_eq!(report.refused, 1);
}

#[test]
fn instants_are_not_made_of_days() {
    let scratch = Scratch::new();
    let text = "category,place,from\nRobbery,a,2024-05-03\n";
    let time = "[source.time]\nprecision = \"instant\"";
    let error = read(&scratch, &source(FROM, time), text, BadRows::Skip).unwrap_err();
    assert!(
        scratch.tidy(&error).contains("have no time of day"),
        "{error}"
    );
}
