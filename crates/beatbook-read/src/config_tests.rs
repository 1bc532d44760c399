use beatbook_core::Day;

use super::*;
use crate::scratch::Scratch;

const SOUND: &str = "title = \"Our city\"
study = \"lsoa11\"

[[layer]]
id = \"lsoa11\"
path = \"boundaries/lsoa11\"
code = \"LSOA11CD\"

[places]
path = \"places.csv\"
x = \"longitude\"
y = \"latitude\"
crs = \"EPSG:4326\"

[[source]]
id = \"offence\"
format = \"csv\"
files = [\"extract-*.csv\", \"extract-2.csv\"]
crs = \"EPSG:27700\"
[source.columns]
category = \"offence\"
x = \"easting\"
y = \"northing\"
from = \"from\"
to = \"to\"
[source.time]
format = \"%Y-%m-%d %H:%M:%S\"
precision = \"interval\"

[[preset]]
id = \"nights\"
label = \"Friday nights\"
selection = \"window=fri22-sat07\"
";

fn load(text: &str) -> Result<Config, String> {
    let scratch = Scratch::new();
    for name in ["extract-2.csv", "extract-1.csv", "extract.csv"] {
        scratch.write(name, "");
    }
    let loaded = Config::load(&scratch.write("beatbook.toml", text));
    loaded.map_err(|e| scratch.tidy(&e))
}

fn fault(from: &str, to: &str) -> String {
    assert!(SOUND.contains(from), "{from}");
    load(&SOUND.replacen(from, to, 1)).unwrap_err()
}

#[test]
fn a_sound_config_is_read_with_its_defaults() {
    let config = load(SOUND).unwrap();
    assert_eq!(
        (config.title.as_str(), config.study.as_str(), config.alpha),
        ("Our city", "lsoa11", 0.05)
    );
    assert_eq!(config.layers[0].transform, Transform::Ostn15);
    assert!(config.layers[0].path.ends_with("boundaries/lsoa11"));
    assert!(config.streets.is_none() && config.ground.is_none());
    assert_eq!(config.places.unwrap().crs, Some(Crs::Wgs84));
    let source = &config.sources[0];
    assert_eq!(
        (source.format, source.crs, source.time.precision),
        (Format::Csv, Crs::Bng, Precision::Interval)
    );
    let names: Vec<_> = source
        .files
        .iter()
        .map(|f| f.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(
        names,
        ["extract-1.csv", "extract-2.csv"],
        "each file once, by name"
    );
    assert!(config.presets[0].selection.window.is_some());
    assert!(Day::parse("2024-01-01").is_ok());
}

#[test]
fn an_unknown_key_is_named_with_the_accepted_ones() {
    assert_eq!(
        fault("code = ", "kode = "),
        "cannot read the config from beatbook.toml
  line 7, key kode: `kode` is not a key here
    kode = \"LSOA11CD\"
    ^^^^
  help: use id, path, code, name, crs, transform"
    );
    assert!(
        fault("title", "titel")
            .contains("use title, study, alpha, layer, streets, ground, places, source, preset")
    );
    assert!(
        fault("category =", "kategory =")
            .contains("use id, incident, category, x, y, from, to, place, area")
    );
}

/// (what is replaced, with what, line of the fault, reason and help)
const FAULTS: &[(&str, &str, u32, &str)] = &[
    (
        "study = \"lsoa11\"",
        "study = \"lsoa21\"",
        2,
        "`lsoa21` is not a layer of this config help: use lsoa11",
    ),
    (
        "study",
        "alpha = 1.5\nstudy",
        2,
        "alpha is 1.5 help: write an error rate above 0, and at most 0.05",
    ),
    (
        "id = \"lsoa11\"",
        "id = \"lsoa\"",
        5,
        "`lsoa` is not a layer id help: write the kind and its year",
    ),
    (
        "EPSG:27700",
        "27700",
        19,
        "`27700` is not a reference system help: write it as EPSG:27700",
    ),
    (
        "\"csv\"",
        "\"xlsx\"",
        17,
        "`xlsx` is not a format help: use police.uk or csv",
    ),
    (
        "id = \"offence\"",
        "id = \"All Crime\"",
        16,
        "`All Crime` is not a source help: use offence",
    ),
    (
        "\"interval\"",
        "\"hour\"",
        28,
        "`hour` is not a precision help: use instant, interval, date or month",
    ),
    (
        "%Y-%m-%d %H:%M:%S",
        "YYYY-MM-DD",
        27,
        "`YYYY-MM-DD` has no year help: write it as for strptime",
    ),
    (
        "extract-*.csv",
        "export-*.csv",
        18,
        "is called export-*.csv help: check the folder and the pattern",
    ),
    (
        "\"extract-2.csv\"",
        "\"extract-3.csv\"",
        18,
        "extract-3.csv help: check the path",
    ),
    (
        "id = \"nights\"",
        "id = \"Late nights\"",
        31,
        "`Late nights` is not a preset id",
    ),
    (
        "window=fri22-sat07",
        "unit=h3-12",
        33,
        "selection part `unit`: `h3-12` is not accepted help: use h3-8, h3-9 or h3-10",
    ),
    (
        "title = \"Our city\"",
        "title = 5",
        1,
        "invalid type: integer `5`, expected a string",
    ),
    ("title = \"Our city\"", "title = \"Our city", 1, "help:"),
    (
        "code = \"LSOA11CD\"",
        "",
        4,
        "`code` is missing help: add it",
    ),
    (
        "title = \"Our city\"",
        "",
        1,
        "`title` is missing help: add it",
    ),
];

#[test]
fn every_fault_is_named_with_its_line_and_the_accepted_words() {
    for (from, to, line, words) in FAULTS {
        let message = fault(from, to)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let unmarked = message
            .split(' ')
            .filter(|w| !w.starts_with('^'))
            .collect::<Vec<_>>()
            .join(" ");
        assert!(
            unmarked.contains(&format!("line {line}")),
            "{to}: {message}"
        );
        let (reason, help) = words.split_once("help:").unwrap_or((words, ""));
        assert!(
            unmarked.contains(reason.trim()) && unmarked.contains(help.trim()),
            "{to}: {message}"
        );
    }
}

#[test]
fn settings_that_do_not_fit_together_are_refused() {
    for (from, to, words) in [
        ("to = \"to\"", "", "no column is named for its end"),
        (
            "\"interval\"",
            "\"instant\"",
            "a column is named for the end of the time",
        ),
        (
            "category = \"offence\"\n",
            "",
            "the category comes either from a column or from [source.fixed]",
        ),
        (
            "[source.columns]",
            "[source.fixed]\ncategory = \"x\"\n[source.columns]",
            "write exactly one of the two",
        ),
        (
            "crs = \"EPSG:27700\"\n",
            "",
            "this source does not say what its coordinates are",
        ),
        (
            "\"csv\"",
            "\"police.uk\"",
            "a police.uk street file has fixed columns, so [source.columns] has no meaning",
        ),
        (
            "[[preset]]",
            "[[source]]\nid = \"offence\"\nformat = \"police.uk\"\nfiles = [\"extract.csv\"]\n[[preset]]",
            "two sources are called offence",
        ),
        (
            "[places]",
            "[[layer]]\nid = \"lsoa11\"\npath = \"x\"\ncode = \"y\"\n[places]",
            "two layers are called lsoa11",
        ),
    ] {
        let message = fault(from, to)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(message.contains(words), "{message}");
    }
    let dates = SOUND
        .replace(" %H:%M:%S", "")
        .replace("\"interval\"", "\"instant\"")
        .replace("to = \"to\"\n", "");
    assert!(load(&dates).unwrap_err().contains("the format has no hour"));
    let years = dates
        .replace("%Y-%m-%d", "%Y")
        .replace("\"instant\"", "\"month\"");
    assert!(
        load(&years)
            .unwrap_err()
            .contains("times written as %Y do not tell the month")
    );
}

#[test]
fn a_config_that_is_not_there_is_named() {
    let message = Config::load(Path::new("nowhere/beatbook.toml"))
        .unwrap_err()
        .to_string();
    assert!(
        message.contains("there is no such file\n  help: name the beatbook.toml to use"),
        "{message}"
    );
}

#[test]
fn a_star_stands_for_any_run_of_characters() {
    assert!(matches(
        "*-street.csv.gz",
        "2018-12-merseyside-street.csv.gz"
    ));
    assert!(matches("a*b*c", "abc") && matches("a*b*c", "a-b-b-c") && matches("*", "é"));
    assert!(!matches("a*b", "abc") && !matches("*.csv", "a.csv.gz") && !matches("a", "b"));
}

#[test]
fn files_are_read_as_people_count() {
    let mut names = [
        "extract-10.csv",
        "extract-9.csv",
        "2024-02/a.csv",
        "2023-11/a.csv",
    ];
    names.sort_by_cached_key(|name| counted(name));
    assert_eq!(
        names,
        [
            "2023-11/a.csv",
            "2024-02/a.csv",
            "extract-9.csv",
            "extract-10.csv"
        ]
    );
}
