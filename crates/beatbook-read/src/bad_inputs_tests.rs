//! Inputs that must be refused, with the whole message each gives.

use crate::BadRows;
use crate::scratch::{FLAGGED, MAPPED, POLICE_UK, Scratch, read};

/// (what is wrong, source, file, message)
const BAD_EVENTS: &[(&str, &str, &[u8], &str)] = &[
    (
        "missing column",
        POLICE_UK,
        b"Crime ID,Month,Longitude,Lat,Crime type\n",
        "cannot read events from events.csv
  there is no column `Latitude`; the file has Crime ID, Month, Longitude, Lat, Crime type
  help: a street file of data.police.uk has Month, Longitude, Latitude, Crime type; for other files
        write format = \"csv\" and name the columns under [source.columns]",
    ),
    (
        "missing mapped column",
        MAPPED,
        b"ref,category,easting,northing,begin,end\n",
        "cannot read events from events.csv
  there is no column `from`; the file has ref, category, easting, northing, begin, end
  help: set from = \"...\" under [source.columns] of source offence to the column that is meant",
    ),
    (
        "latitude out of range",
        POLICE_UK,
        b"Month,Longitude,Latitude,Location,Crime type
2024-03,-2.2466,53.4776,On or near Peter Street,Drugs
2024-03,-2.2466,153.4776,On or near Peter Street,Drugs
2024-03,-2.2466,253.4776,On or near Peter Street,Drugs
",
        "cannot read events from events.csv
  line 3, column Latitude: 153.4776 is outside -90..90
    2024-03,-2.2466,153.4776,On or near Peter Street,Drugs
                    ^^^^^^^^
  1 more row fails the same check: 4
  help: correct the file, or add `--bad-rows skip` to leave these 2 of 3 rows out; the report will
        list them",
    ),
    (
        "longitude and latitude swapped",
        POLICE_UK,
        b"Month,Longitude,Latitude,Crime type\n2024-03,53.4776,-2.2466,Drugs\n",
        "cannot read events from events.csv
  line 2, column Longitude: 53.4776 with Latitude -2.2466 looks swapped: Great Britain lies at
    longitude -8..2, latitude 49..61
    2024-03,53.4776,-2.2466,Drugs
            ^^^^^^^
  help: exchange the headings Longitude and Latitude in the file, or add `--bad-rows skip` to leave
        this 1 of 1 rows out; the report will list them",
    ),
    (
        "degrees in a column of metres",
        MAPPED,
        b"ref,category,easting,northing,from,to\nr1,Robbery,-2.2466,53.4776,2024-01-15 22:00,\n",
        "cannot read events from events.csv
  line 2, column easting: -2.2466 with northing 53.4776 looks like degrees, but the reference system
    is EPSG:27700
    r1,Robbery,-2.2466,53.4776,2024-01-15 22:00,
               ^^^^^^^
  help: set crs = \"EPSG:4326\" for this source, or add `--bad-rows skip` to leave this 1 of 1 rows
        out; the report will list them",
    ),
    (
        "other time format",
        MAPPED,
        b"ref,category,easting,northing,from,to\nr1,Robbery,384000,398000,15/01/2024 22:00,\n",
        "cannot read events from events.csv
  line 2, column from: `15/01/2024 22:00` is not a time written as %Y-%m-%d %H:%M
    r1,Robbery,384000,398000,15/01/2024 22:00,
                             ^^^^^^^^^^^^^^^^
  help: set format under [source.time] to how the file writes times, or add `--bad-rows skip` to
        leave this 1 of 1 rows out; the report will list them",
    ),
    (
        "two kinds of fault",
        MAPPED,
        b"ref,category,easting,northing,from,to
r1,Robbery,384000,398000
r2,\"Rob\"bery,384000,398000,2024-01-15 22:00,
r3,Robbery,384000,398000,2024-01-15 22:00,
",
        "cannot read events from events.csv
  line 2: the row has 4 fields, the header has 6
    r1,Robbery,384000,398000
  line 3: a quote closes here, in the middle of a field
    r2,\"Rob\"bery,384000,398000,2024-01-15 22:00,
           ^
  help: correct the file; write a quote inside a field twice (\"\"), or take it out, or add
        `--bad-rows skip` to leave these 2 of 3 rows out; the report will list them",
    ),
    (
        "unknown setting",
        FLAGGED,
        b"category,easting,northing,day,clock,recorded,setting,domestic
Robbery,384000,398000,2024-01-15,22:00,,Open Space,Y
Robbery,384000,398000,2024-01-15,22:00,,backyard,Y
",
        "cannot read events from events.csv
  line 3, column setting: `backyard` is not a setting
    Robbery,384000,398000,2024-01-15,22:00,,backyard,Y
                                            ^^^^^^^^
  help: write street, open-space, licensed, retail, transport, dwelling, institution, unknown, or
        leave it blank, or add `--bad-rows skip` to leave this 1 of 2 rows out; the report will list
        them",
    ),
    (
        "flag that is neither yes nor no",
        FLAGGED,
        b"category,easting,northing,day,clock,recorded,setting,domestic
Robbery,384000,398000,2024-01-15,22:00,,,maybe
",
        "cannot read events from events.csv
  line 2, column domestic: `maybe` is neither yes nor no
    Robbery,384000,398000,2024-01-15,22:00,,,maybe
                                             ^^^^^
  help: write Y, yes, 1, true or T; N, no, 0, false, F or nothing, or add `--bad-rows skip` to leave
        this 1 of 1 rows out; the report will list them",
    ),
    (
        "recorded long before it happened",
        FLAGGED,
        b"category,easting,northing,day,clock,recorded,setting,domestic
Robbery,384000,398000,2024-01-15,22:00,2024-01-13,,
",
        "cannot read events from events.csv
  line 2, column recorded: recorded on 2024-01-13, more than a day before it happened: day is
    2024-01-15
    Robbery,384000,398000,2024-01-15,22:00,2024-01-13,,
                                           ^^^^^^^^^^
  help: correct the file, or add `--bad-rows skip` to leave this 1 of 1 rows out; the report will
        list them",
    ),
    (
        "time of day that is none",
        FLAGGED,
        b"category,easting,northing,day,clock,recorded,setting,domestic
Robbery,384000,398000,2024-01-15,25:00,,,
",
        "cannot read events from events.csv
  line 2, column clock: `25:00` is not a time of day: with the day before it, it has to be written
    as %Y-%m-%d %H:%M
    Robbery,384000,398000,2024-01-15,25:00,,,
                                     ^^^^^
  help: correct the file, or add `--bad-rows skip` to leave this 1 of 1 rows out; the report will
        list them",
    ),
    (
        "no column of the time of day",
        FLAGGED,
        b"category,easting,northing,day,recorded,setting,domestic\n",
        "cannot read events from events.csv
  there is no column `clock`; the file has category, easting, northing, day, recorded, setting,
    domestic
  help: set clock = \"...\" under [source.columns] of source offence to the column that is meant",
    ),
    (
        "binary file",
        POLICE_UK,
        b"\x7fELF\x00\x00\x01,",
        "cannot read events from events.csv
  this is a binary file (it holds zero bytes), not a text file
  help: export the table as CSV and name that file",
    ),
    (
        "workbook or archive cut short",
        POLICE_UK,
        b"PK\x03\x04 [Content_Types].xml",
        "cannot read events from events.csv
  this is not a sound zip archive
  help: copy or download the file again",
    ),
    (
        "packed file cut short",
        POLICE_UK,
        b"\x1f\x8b\x08\x00",
        "cannot read events from events.csv
  the gzip file is cut short
  help: copy or download the file again",
    ),
    (
        "runaway quote",
        POLICE_UK,
        b"Month,Longitude,Latitude,Crime type\n2024-03,-2.2,53.4,\"Drugs\n2024-03,-2.2,53.4,Drugs\n",
        "cannot read events from events.csv
  line 2: the quote that opens here does not close before the end of the file
    2024-03,-2.2,53.4,\"Drugs
                      ^
  help: write a quote inside a field twice (\"\"), or take the quote out",
    ),
    (
        "empty file",
        POLICE_UK,
        b"",
        "cannot read events from events.csv
  the file is empty
  help: the first line must name the columns",
    ),
];

#[test]
fn each_bad_event_file_gives_one_clear_message() {
    for (what, source, text, expected) in BAD_EVENTS {
        let scratch = Scratch::new();
        let error = read(&scratch, source, text, BadRows::Refuse).unwrap_err();
        assert_eq!(scratch.tidy(&error), *expected, "{what}");
    }
}

#[test]
fn faults_of_the_whole_file_cannot_be_skipped() {
    for (what, source, text, expected) in BAD_EVENTS {
        let scratch = Scratch::new();
        let skipped = read(&scratch, source, text, BadRows::Skip);
        assert_eq!(skipped.is_ok(), expected.contains("--bad-rows"), "{what}");
    }
}

#[test]
fn a_file_that_is_not_there_or_cut_short_is_named() {
    let scratch = Scratch::new();
    let text = "Month,Longitude,Latitude,Crime type\n";
    read(&scratch, POLICE_UK, text, BadRows::Refuse).unwrap();
    let config = crate::scratch::config(&scratch, POLICE_UK);
    let message = |path: &std::path::Path| {
        let error = crate::scratch::read_file(&config, path, BadRows::Refuse).unwrap_err();
        scratch.tidy(&error)
    };
    assert_eq!(
        message(&scratch.path("gone.csv")),
        "cannot read events from gone.csv\n  there is no such file\n  help: check the path in the config"
    );
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packer, text.repeat(50).as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    assert_eq!(
        message(&scratch.write("cut.csv.gz", &packed[..packed.len() - 9])),
        "cannot read events from cut.csv.gz\n  the gzip file is cut short\n  help: copy or download the file again"
    );
    assert_eq!(
        message(&scratch.write("plain.csv.gz", text)),
        "cannot read events from plain.csv.gz\n  \
         the name ends in .gz, but this is not a sound gzip file\n  \
         help: copy or download the file again, or take .gz off its name if it is plain text"
    );
}
