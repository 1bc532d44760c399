use beatbook_core::{BATCH_ROWS, Day, EventBatch, Precision, Setting};

use crate::scratch::{FLAGGED, MAPPED, Scratch, read};
use crate::{BadRows, LISTED_LINES, ReadError};

const HEADER: &str = "ref,category,easting,northing,from,to\n";

fn row(number: usize) -> String {
    format!(
        "r{number},Robbery,{},398245.5,2024-01-15 22:00,2024-01-15 23:30\n",
        384_000 + number % 1000
    )
}

#[test]
fn rows_become_batches_in_file_order() {
    let scratch = Scratch::new();
    let rows: String = (0..BATCH_ROWS + 10).map(row).collect();
    let (report, batches) =
        read(&scratch, MAPPED, format!("{HEADER}{rows}"), BadRows::Refuse).unwrap();
    assert_eq!(
        (report.rows_read, report.refused),
        (BATCH_ROWS as u64 + 10, 0)
    );
    assert_eq!(
        batches.iter().map(EventBatch::len).collect::<Vec<_>>(),
        [BATCH_ROWS, 10]
    );
    let last = &batches[1];
    assert_eq!(last.line[9], BATCH_ROWS as u64 + 11);
    assert_eq!(last.id.get(0), Some(&*format!("r{BATCH_ROWS}")));
    assert_eq!(last.precision[0], Precision::Interval);
    assert_eq!(last.to[0] - last.from[0], 5400);
    assert_eq!(
        last.position[0],
        Some([384_000.0 + (BATCH_ROWS % 1000) as f64, 398_245.5])
    );
}

#[test]
fn bad_rows_are_gathered_by_check_and_all_counted() {
    let scratch = Scratch::new();
    let mut text = HEADER.to_owned();
    for number in 0..100 {
        text.push_str(&match number % 4 {
            0 => row(number).replace("23:30", "21:30"),
            1 => row(number).replace("Robbery", " "),
            _ => row(number),
        });
    }
    let (report, batches) = read(&scratch, MAPPED, &text, BadRows::Skip).unwrap();
    assert_eq!(
        (report.rows_read, report.refused, batches[0].len()),
        (100, 50, 50)
    );
    let [ends, blanks] = &report.problems[..] else {
        panic!("{report}")
    };
    assert_eq!(
        (ends.line, ends.failing, ends.others.len()),
        (Some(2), 25, LISTED_LINES)
    );
    assert_eq!((blanks.line, blanks.failing), (Some(3), 25));
    assert_eq!(ends.others[0], 6);
    assert_eq!(
        ends.reason,
        "the end 2024-01-15 21:30 is 30 min before the start 2024-01-15 22:00"
    );
}

#[test]
fn refusing_looks_at_the_whole_file_first() {
    let scratch = Scratch::new();
    let text = format!(
        "{HEADER}{}{}x,y\n",
        row(0),
        row(1).replace("398245.5", "north")
    );
    let error = read(&scratch, MAPPED, text, BadRows::Refuse).unwrap_err();
    let ReadError::BadRows(report) = &error else {
        panic!("{error}")
    };
    assert_eq!((report.rows_read, report.refused), (3, 2));
}

#[test]
fn blank_positions_are_kept_and_half_ones_refused() {
    let scratch = Scratch::new();
    let blank = row(0).replace("384000", "NA").replace("398245.5", "");
    let half = row(0).replace("384000", "");
    let (report, batches) = read(
        &scratch,
        MAPPED,
        format!("{HEADER}{blank}{half}"),
        BadRows::Skip,
    )
    .unwrap();
    assert_eq!(batches[0].position, [None]);
    assert_eq!(
        report.problems[0].reason,
        "this is blank, but northing is 398245.5"
    );
}

#[test]
fn a_column_called_synthetic_marks_the_file() {
    let scratch = Scratch::new();
    let text = format!("SYNTHETIC,{HEADER}SYNTHETIC,{}", row(0));
    assert!(
        read(&scratch, MAPPED, text, BadRows::Refuse)
            .unwrap()
            .0
            .synthetic
    );
    let text = format!("{HEADER}{}", row(0).replace("Robbery", "SYNTHETIC"));
    assert!(
        !read(&scratch, MAPPED, text, BadRows::Refuse)
            .unwrap()
            .0
            .synthetic
    );
}

#[test]
fn a_million_rows_a_second_is_the_aim() {
    let scratch = Scratch::new();
    let rows: String = (0..200_000).map(row).collect();
    let begin = std::time::Instant::now();
    let (report, _) = read(&scratch, MAPPED, format!("{HEADER}{rows}"), BadRows::Refuse).unwrap();
    let seconds = begin.elapsed().as_secs_f64();
    println!("{:.0} rows a second", report.rows_read as f64 / seconds);
    assert!(
        seconds < 20.0,
        "the reader became slow: {seconds} s for 200,000 rows"
    );
}

#[test]
fn settings_flags_and_days_of_recording_are_read() {
    let scratch = Scratch::new();
    let text = "category,easting,northing,day,clock,recorded,setting,domestic
Robbery,384000,398000,2024-01-15,22:00,2024-01-14,STREET,TRUE
Robbery,384000,398000,2024-01-15,,2024-01-16,,
Robbery,384000,398000,2024-01-15,22:00,,Open Space,n
";
    let (report, batches) = read(&scratch, FLAGGED, text, BadRows::Refuse).unwrap();
    let blanks = report.blanks.iter();
    let blanks: Vec<_> = blanks.map(|b| (b.field, &*b.column, b.rows)).collect();
    assert_eq!(blanks, [("clock", "clock", 1), ("flag", "domestic", 1)]);
    let batch = &batches[0];
    assert_eq!(
        batch.setting,
        [Some(Setting::Street), None, Some(Setting::OpenSpace)]
    );
    assert_eq!(batch.flags, [1, 0, 0]);
    let day = |text| Some(Day::parse(text).unwrap());
    assert_eq!(
        batch.recorded,
        [day("2024-01-14"), day("2024-01-16"), None],
        "a day before is no fault"
    );
    let (instant, date) = (Precision::Instant, Precision::Date);
    assert_eq!(
        batch.precision,
        [instant, date, instant],
        "without a time of day it is some time that day"
    );
    assert_eq!(batch.to[1] - batch.from[1], 86_400);
}

#[test]
fn what_was_discovered_elsewhere_keeps_both_places() {
    let scratch = Scratch::new();
    let source = "format = \"csv\"\nfiles = [\"events.csv\"]\ncrs = \"EPSG:27700\"\n[source.columns]\ncategory = \"c\"\n\
        x = \"x\"\ny = \"y\"\nfrom = \"d\"\nplace = \"p\"\nrole = \"r\"\nhappened_x = \"hx\"\nhappened_y = \"hy\"\nhappened_place = \"hp\"\n\
        [source.time]\nformat = \"%d/%m/%Y\"\nprecision = \"date\"\n";
    let header = "c,x,y,d,p,r,hx,hy,hp\n";
    let text = format!(
        "{header}A,384000,398000,15/01/2024,Infirmary,Discovered,384100,398100,Peter Street\n\
         A,384000,398000,15/01/2024,Infirmary,discovered,,,a park\nA,384000,398000,15/01/2024,Infirmary,,,,\n"
    );
    let (_, batches) = read(&scratch, source, &text, BadRows::Refuse).unwrap();
    let batch = &batches[0];
    assert_eq!(batch.discovered, [true, true, false]);
    assert_eq!(batch.happened, [Some([384_100.0, 398_100.0]), None, None]);
    let words = batch.happened_place[1].map(|s| batch.strings.get(s));
    assert_eq!(words, Some("a park"));
    for (row, words) in [
        (
            "A,384000,398000,15/01/2024,,elsewhere,,,",
            "`elsewhere` does not say where",
        ),
        (
            "A,384000,398000,15/01/2024,,discovered,384100,,",
            "this is blank, but hx is 384100",
        ),
    ] {
        let error = read(
            &scratch,
            source,
            format!("{header}{row}\n"),
            BadRows::Refuse,
        )
        .unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[test]
fn a_source_may_know_places_only_in_words() {
    let scratch = Scratch::new();
    let source = "format = \"csv\"\nfiles = [\"events.csv\"]\n[source.columns]\ncategory = \"c\"\nfrom = \"d\"\nplace = \"p\"\n\
        [source.time]\nformat = \"%Y-%m-%d\"\nprecision = \"date\"\n";
    let text = "c,d,p\nNoise,2024-01-15,Peter Street\n";
    let (_, batches) = read(&scratch, source, text, BadRows::Refuse).unwrap();
    assert_eq!(batches[0].position, [None]);
}

#[test]
fn a_position_of_noughts_is_none_and_counted() {
    let scratch = Scratch::new();
    let nowhere = row(0).replace("384000", "0").replace("398245.5", "0");
    let thousands = row(1).replace("384001", "\"384,001\"");
    let (report, batches) = read(
        &scratch,
        MAPPED,
        format!("{HEADER}{nowhere}{thousands}"),
        BadRows::Refuse,
    )
    .unwrap();
    assert_eq!(batches[0].position, [None, Some([384_001.0, 398_245.5])]);
    assert_eq!(report.placeholders, 1);
}

/// Days and times of day in four columns.
const FOUR: &str = "format = \"csv\"\nfiles = [\"events.csv\"]\ncrs = \"EPSG:27700\"\n\
    [source.columns]\ncategory = \"category\"\nx = \"x\"\ny = \"y\"\nfrom = \"from\"\nclock = \"at\"\n\
    to = \"to\"\nto_clock = \"until\"\n";

#[test]
fn days_and_times_of_day_of_start_and_end_are_joined() {
    let text = "category,x,y,from,at,to,until\n\
        Robbery,384000,398000,2024-01-15,2210,2024-01-16,0040\n\
        Robbery,384000,398000,2024-01-15,930,,\n\
        Robbery,384000,398000,2024-01-15,,2024-01-16,\n\
        Robbery,384000,398000,2024-01-15,2210,,2330\n\
        Robbery,384000,398000,2024-01-15,2210,2024-01-15,2110\n";
    let (_, batches) = {
        let scratch = Scratch::new();
        read(&scratch, FOUR, text, BadRows::Skip).unwrap()
    };
    let batch = &batches[0];
    let hours: Vec<i64> = (0..3).map(|n| (batch.to[n] - batch.from[n]) / 60).collect();
    assert_eq!(hours, [150, 0, 2 * 24 * 60]);
    assert_eq!(batch.precision[1], Precision::Instant);
    let scratch = Scratch::new();
    let with_format = format!("{FOUR}[source.time]\nformat = \"%Y-%m-%d %H%M\"\n");
    for source in [FOUR, &with_format] {
        let (report, _) = read(&scratch, source, text, BadRows::Skip).unwrap();
        let reasons: Vec<&str> = report.problems.iter().map(|p| p.reason.as_str()).collect();
        assert!(
            reasons.contains(&"`2330` has no day: to is blank"),
            "{reasons:?}"
        );
        assert!(
            reasons
                .iter()
                .any(|reason| reason.contains("1 h before the start")),
            "{reasons:?}"
        );
    }
}

#[test]
fn a_day_there_is_not_is_for_the_file_to_correct_and_another_order_for_the_config() {
    let scratch = Scratch::new();
    let source = MAPPED.replace("%Y-%m-%d", "%d/%m/%Y");
    let text = format!(
        "{HEADER}{}{}",
        row(0).replace("2024-01-15 22:00", "31/02/2022 22:00"),
        row(0).replace("2024-01-15 22:00", "02/13/2022 22:00")
    );
    let (report, _) = read(&scratch, &source, &text, BadRows::Skip).unwrap();
    let helps: Vec<&str> = report.problems.iter().map(|p| p.help.as_str()).collect();
    assert_eq!(
        helps,
        [
            "correct the file",
            "set format under [source.time] to how the file writes times"
        ]
    );
}
