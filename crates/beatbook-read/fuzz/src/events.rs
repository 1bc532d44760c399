//! Events out of any table.

use std::path::Path;
use std::sync::LazyLock;

use beatbook_core::{EventBatch, OffenceCode, code_spelling};
use beatbook_read::{
    BadRows, FileReport, Listening, ReadError, SourceSpec, read_events, recognise,
};

use crate::config::{TERMS, of, sound};
use crate::{holds, parts, scratch};

const FILES: &str = "files = [\"events.csv\"]\n";

static PUBLISHED: LazyLock<Vec<SourceSpec>> = LazyLock::new(|| {
    let agreed = format!("[source.agreement]\n{TERMS}");
    let formats = [
        ("police.uk", ""),
        ("police.uk-outcomes", ""),
        ("stop-and-search", ""),
        ("istv", agreed.as_str()),
    ];
    let spec =
        |(format, more): (&str, &str)| source(&format!("format = \"{format}\"\n{FILES}{more}"));
    formats.map(spec).into()
});

/// Columns named in the file, times by evidence.
static MAPPED: LazyLock<SourceSpec> = LazyLock::new(|| {
    source(&format!(
        "format = \"csv\"\n{FILES}crs = \"EPSG:27700\"\n[source.columns]\n\
         category = \"category\"\nx = \"x\"\ny = \"y\"\nfrom = \"from\"\nto = \"to\"\n"
    ))
});

/// Every column there is, named by the config.
static HEADED: LazyLock<SourceSpec> = LazyLock::new(|| {
    source(&format!(
        "format = \"csv\"\n{FILES}crs = \"EPSG:4326\"\nheader = [\"id\", \"code\", \"x\", \"y\", \"from\", \
         \"clock\", \"place\", \"recorded\", \"setting\", \"premises\", \"link\", \"caller\", \"yes\"]\n\
         [source.columns]\nid = \"id\"\ncode = \"code\"\nx = \"x\"\ny = \"y\"\nfrom = \"from\"\n\
         clock = \"clock\"\nplace = \"place\"\nrecorded = \"recorded\"\nsetting = \"setting\"\n\
         premises = \"premises\"\nlink = \"link\"\ncaller = \"caller\"\n[source.flags]\ndomestic = \"yes\"\n"
    ))
});

/// Street, outcomes and stop-and-search files of data.police.uk, and ISTV.
pub fn published_events(bytes: &[u8]) {
    let path = scratch::write("events.csv", bytes);
    for spec in PUBLISHED.iter() {
        events(spec, &path);
    }
}

/// Tables of one's own, offence codes, and what a file is found to be.
pub fn mapped_events(bytes: &[u8]) {
    let path = scratch::write("events.csv", bytes);
    events(&MAPPED, &path);
    events(&HEADED, &path);
    let text = String::from_utf8_lossy(bytes);
    for word in text.split([',', '\n', '\t', ';']) {
        code(word);
    }
    scratch::write("alone/input.csv", bytes);
    assert_eq!(recognise(&scratch::path("alone")).len(), 1);
}

/// However a code is written, its canonical spelling is the same code.
fn code(text: &str) {
    let spelling = code_spelling(text);
    if let Some(spelling) = &spelling {
        assert_eq!(
            code_spelling(spelling).as_ref(),
            Some(spelling),
            "of {text:?}"
        );
    }
    if let Some(code) = OffenceCode::parse(text) {
        assert_eq!(OffenceCode::parse(code.text()), Some(code));
        assert_eq!(spelling.as_deref(), Some(code.text()));
    }
}

/// Times as they are written: the first line is a precision and a format, either of which may be left out,
/// the others are rows of a category and two columns of times.
pub fn times(bytes: &[u8]) {
    let end = bytes
        .iter()
        .position(|&b| b == b'\n')
        .unwrap_or(bytes.len());
    let first = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let (precision, format) = first.split_once(' ').unwrap_or((&first, ""));
    let key = |name: &str, value: &str| match value {
        "" => String::new(),
        value => format!("{name} = \"{}\"\n", escaped(value)),
    };
    let time = [key("precision", precision), key("format", format)].concat();
    scratch::write("events.csv", bytes.get(end + 1..).unwrap_or_default());
    for columns in [
        "from = \"a\"",
        "from = \"a\"\nto = \"b\"",
        "from = \"a\"\nclock = \"b\"",
    ] {
        let tables = format!(
            "[[source]]\nid = \"offence\"\nformat = \"csv\"\n{FILES}header = [\"category\", \"a\", \"b\"]\n\
             [source.columns]\ncategory = \"category\"\n{columns}\n[source.time]\n{time}"
        );
        match of(&tables) {
            Ok(config) => events(&config.sources[0], &scratch::path("events.csv")),
            Err(error) => holds::refusal(&error),
        }
    }
}

/// Text for between the quotes of a config.
fn escaped(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "%/:- ".contains(c);
    text.chars()
        .map(|c| match plain(c) {
            true => c.to_string(),
            false => format!("\\U{:08X}", u32::from(c)),
        })
        .collect()
}

/// Zip archives, whole or made of their members, and gzip.
pub fn archive(bytes: &[u8]) {
    let street = &PUBLISHED[0];
    let path = scratch::write("events.zip", &parts::zipped(bytes));
    events(street, &path);
    for member in ["events.zip#*", "events.zip#a*", "events.zip#a*.zip#*"] {
        events(street, &scratch::path(member));
    }
    crate::layers::area_layer("events.zip");
    if bytes.starts_with(&[0x1f, 0x8b]) {
        events(street, &scratch::write("events.csv.gz", bytes));
    }
}

/// Workbooks, whole or made of their members.
pub fn workbook(bytes: &[u8]) {
    let path = scratch::write("events.xlsx", &parts::zipped(bytes));
    events(&MAPPED, &path);
    events(&MAPPED, &scratch::path("events.xlsx#S*"));
}

/// Features as rows of a table.
pub(crate) fn of_features(path: &Path) {
    events(&MAPPED, path);
}

fn source(table: &str) -> SourceSpec {
    let mut config = sound(&format!("[[source]]\nid = \"{}\"\n{table}", id(table)));
    config.sources.remove(0)
}

fn id(table: &str) -> &'static str {
    if table.contains("istv") {
        "ae"
    } else {
        "offence"
    }
}

fn events(spec: &SourceSpec, path: &Path) {
    holds::same(|| rows(spec, path));
}

/// The report and the rows; what has to hold of both is seen to.
fn rows(spec: &SourceSpec, path: &Path) -> Result<(FileReport, Vec<String>), ReadError> {
    let (mut given, mut told, mut whole) = (Vec::new(), 0, 0);
    let mut refused = |row: beatbook_read::RefusedRow<'_>| {
        assert!(
            !row.reason.trim().is_empty() && !row.help.trim().is_empty(),
            "{row:?}"
        );
        told += 1;
    };
    let mut seen = |_| whole += 1;
    let mut listening = Listening::new(&mut refused).and_whole_rows(&mut seen);
    let mut sink = |batch: EventBatch| batch_rows(&batch, &mut given);
    let report = read_events(spec, path, BadRows::Skip, &mut sink, &mut listening)?;
    holds::report(&report);
    assert_eq!(
        report.rows_read,
        given.len() as u64 + report.refused,
        "no row is lost"
    );
    assert_eq!((told, whole), (report.refused, report.rows_read));
    Ok((report, given))
}

fn batch_rows(batch: &EventBatch, given: &mut Vec<String>) {
    let text = |word| batch.strings.get(word);
    for i in 0..batch.len() {
        let (from, to) = (batch.from[i], batch.to[i]);
        assert!(from <= to, "the end {to} is before the start {from}");
        for place in [batch.position[i], batch.happened[i]].into_iter().flatten() {
            holds::position(place);
        }
        let words = [
            batch.code[i],
            batch.place[i],
            batch.premises[i],
            batch.caller[i],
        ];
        given.push(format!(
            "{} {:?} {:?} {} {from} {to} {:?} {:?} {:?} {:?}",
            batch.line[i],
            batch.id.get(i),
            batch.incident.get(i),
            text(batch.category[i]),
            batch.position[i],
            batch.recorded[i],
            batch.flags[i],
            words.map(|word| word.map(text)),
        ));
    }
}
