use std::path::Path;

use beatbook_core::{Crs, Precision, Transform};

use super::*;
use crate::scratch::{POLICE_UK, Scratch, TERMS, today};

const SOUND: &str = "title = \"Our city\"
study = \"lsoa11\"

[[layer]]
id = \"lsoa11\"
path = \"boundaries/lsoa11\"
code = \"LSOA11CD\"

[[places]]
path = \"places.csv\"
class_is = \"venue\"
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
    let loaded = Config::load(&scratch.write("beatbook.toml", text), today());
    loaded.map_err(|e| scratch.tidy(&e))
}

fn fault(from: &str, to: &str) -> String {
    assert!(SOUND.contains(from), "{from}");
    load(&SOUND.replacen(from, to, 1)).unwrap_err()
}

#[test]
fn areas_that_overlap_serve_only_what_can_bear_it() {
    let zones =
        "\n[[layer]]\nid = \"zone25\"\npath = \"zones.geojson\"\ncode = \"id\"\noverlaps = true\n";
    let config = load(&format!("{SOUND}{zones}")).unwrap();
    assert_eq!(
        config.layers.iter().map(|l| l.overlaps).collect::<Vec<_>>(),
        [false, true]
    );

    let index = "\n[[index]]\nid = \"imd19\"\nlayer = \"zone25\"\npath = \"imd.csv\"\n";
    let residents = "\n[[population]]\nlayer = \"zone25\"\nyear = 2020\npath = \"residents.csv\"\n";
    let study = SOUND.replacen("study = \"lsoa11\"", "study = \"zone25\"", 1);
    for (text, what) in [
        (format!("{study}{zones}"), "the study area"),
        (format!("{SOUND}{zones}{index}"), "an index"),
        (format!("{SOUND}{zones}{residents}"), "a table of residents"),
    ] {
        let error = load(&text).unwrap_err();
        let words = error.split_whitespace().collect::<Vec<_>>().join(" ");
        let expected = format!(
            "the areas of `zone25` overlap (overlaps = true), and {what} needs every place to be in one area at most"
        );
        assert!(words.contains(&expected), "{error}");
        assert!(
            words.contains("help: name a layer whose areas do not"),
            "{error}"
        );
    }
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
    assert_eq!(config.places[0].crs, Some(Crs::Wgs84));
    let source = &config.sources[0];
    assert_eq!(
        (source.format, source.crs, source.time.precision),
        (Format::Csv, Crs::Bng, Some(Precision::Interval))
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
}

#[test]
fn an_unknown_key_is_named_with_the_accepted_ones() {
    assert_eq!(
        fault("code = ", "kode = "),
        "cannot read the config from beatbook.toml
  line 7, key kode: `kode` is not a key here
    kode = \"LSOA11CD\"
    ^^^^
  help: use id, path, code, name, crs, transform, overlaps"
    );
    assert!(
        fault("title", "titel")
            .contains("use title, study, alpha, key, layer, ring, index, population, lookup,")
    );
    assert!(fault("category =", "kategory =").contains(
        "use id, incident, category, code, x, y, from, to, clock, to_clock, place, area, recorded,"
    ));
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
        20,
        "`27700` is not a reference system help: write it as EPSG:27700",
    ),
    (
        "\"csv\"",
        "\"xlsx\"",
        18,
        "`xlsx` is not a format help: use police.uk, police.uk-outcomes, stop-and-search, istv or csv",
    ),
    (
        "id = \"offence\"",
        "id = \"All Crime\"",
        17,
        "`All Crime` is not a source help: use offence",
    ),
    (
        "\"interval\"",
        "\"hour\"",
        29,
        "`hour` is not a precision help: use instant, interval, date or month",
    ),
    (
        "%Y-%m-%d %H:%M:%S",
        "YYYY-MM-DD",
        28,
        "`YYYY-MM-DD` has no year help: write it as for strptime",
    ),
    (
        "extract-*.csv",
        "export-*.csv",
        19,
        "is called export-*.csv help: check the folder and the pattern",
    ),
    (
        "\"extract-2.csv\"",
        "\"extract-3.csv\"",
        19,
        "extract-3.csv help: check the path",
    ),
    (
        "id = \"nights\"",
        "id = \"Late nights\"",
        32,
        "`Late nights` is not a preset id",
    ),
    (
        "window=fri22-sat07",
        "unit=h3-12",
        34,
        "selection part `unit`: `h3-12` is not a unit",
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
        ("category = \"offence\"\n", "", "nothing says the category"),
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
            "[[places]]",
            "[[layer]]\nid = \"lsoa11\"\npath = \"x\"\ncode = \"y\"\n[[places]]",
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
fn the_config_s_own_semicolon_does_not_part_reason_from_help() {
    let message = fault("\"offence\"", "\"off; ence\"");
    assert!(message.contains("`off; ence`"), "{message}");
}

#[test]
fn a_config_that_is_not_there_is_named() {
    let message = Config::load(Path::new("nowhere/beatbook.toml"), today())
        .unwrap_err()
        .to_string();
    assert!(
        message.contains("there is no such file\n  help: name the beatbook.toml to use"),
        "{message}"
    );
}

/// A config with everything in it.
fn full() -> String {
    let head = "title = \"T\"\nstudy = \"lsoa11\"\nkey = \"pseudonym.key\"\n";
    let tables = "[[layer]]
id = \"lsoa11\"
path = \"lsoa11\"
code = \"code\"
[[layer]]
id = \"beat24\"
path = \"beats.kml\"
code = \"name\"
name = \"description\"
[ring]
path = \"ring.geojson\"
[[index]]
id = \"imd19\"
layer = \"lsoa11\"
path = \"imd.csv\"
[[population]]
layer = \"lsoa11\"
year = 2020
path = \"population.csv\"
[lookup]
path = \"lookup.csv\"
[postcodes]
path = \"postcodes.csv\"
postcode = \"postcode\"
x = \"easting\"
y = \"northing\"
crs = \"EPSG:27700\"
[[places]]
path = \"places.csv\"
class = \"class\"
radius = \"radius\"
[[places]]
path = \"premises.csv\"
class_is = \"venue\"
[[source]]
id = \"offence\"
format = \"csv\"
files = [\"extract.csv\"]
crs = \"EPSG:27700\"
activity_categories = [\"drugs\"]
[source.columns]
category = \"offence\"
x = \"easting\"
y = \"northing\"
from = \"from\"
recorded = \"recorded\"
setting = \"setting\"
role = \"location_role\"
happened_x = \"happened_easting\"
happened_y = \"happened_northing\"
happened_place = \"happened_location\"
[source.time]
format = \"%Y-%m-%d %H:%M:%S\"
precision = \"instant\"
[source.flags]
knife = \"knife\"
domestic = \"DV\"
[[source]]
id = \"search\"
format = \"stop-and-search\"
files = [\"extract-1.csv\"]
[[source]]
id = \"attendance\"
format = \"istv\"
files = [\"extract-2.csv\"]
[source.agreement]
";
    let people = "[[people]]
path = \"people.csv\"
source = \"offence\"
[people.columns]
event = \"crime_ref\"
role = \"role\"
person = \"person_id\"
[[people]]
path = \"tiig.csv\"
format = \"tiig\"
[people.columns]
month = \"month\"
area = \"lsoa\"
[people.agreement]
";
    let end = "[calendar]\npath = \"calendar.csv\"\n[annotations]\npath = \"annotations.csv\"\n";
    format!("{head}{tables}{TERMS}{people}{TERMS}{end}")
}

#[test]
fn every_table_of_a_config_is_read() {
    let config = load(&full()).unwrap_or_else(|e| panic!("{e}"));
    assert!(config.key.is_some_and(|key| key.ends_with("pseudonym.key")));
    assert!(config.ring.is_some() && config.postcodes.is_some());
    assert!(config.calendar.is_some() && config.annotations.is_some());
    assert!(config.lookup.is_some() && config.indexes[0].carried);
    assert_eq!(config.populations[0].year, 2020);
    assert_eq!(config.places[1].class_is.as_deref(), Some("venue"));
    let [offence, search, attendance] = &config.sources[..] else {
        panic!()
    };
    let words: Vec<_> = offence
        .flags
        .iter()
        .map(|(word, _)| word.as_str())
        .collect();
    assert_eq!(words, ["domestic", "knife"], "in the order of the words");
    assert_eq!(offence.activity_categories, ["drugs"]);
    assert!(search.activity && !offence.activity && !attendance.activity);
    let terms = attendance.agreement.as_ref().unwrap();
    assert_eq!(
        (terms.name.as_str(), terms.expires.to_string().as_str()),
        ("A&E sharing 7", "2027-03-31")
    );
    assert_eq!(
        config.people[0].source,
        Some(beatbook_core::Source::Offence)
    );
    assert_eq!(config.people[1].format, PeopleFormat::Tiig);
}

#[test]
fn an_agreement_holds_on_its_last_day() {
    let config = |last: &str| load(&full().replace("2027-03-31", last));
    assert!(config("2024-10-01").is_ok());
    assert!(
        config("2024-09-30")
            .unwrap_err()
            .contains("expired on 2024-09-30")
    );
}

#[test]
fn tables_that_do_not_fit_together_are_refused() {
    for (from, to, words) in [
        (
            "key = \"pseudonym.key\"\n",
            "",
            "the config has no key to make pseudonyms with",
        ),
        (
            "source = \"offence\"\n",
            "source = \"callout\"\n",
            "`callout` is not a source of this config help: use offence, search, attendance",
        ),
        (
            "layer = \"lsoa11\"\npath = \"imd.csv\"",
            "layer = \"lsoa21\"\npath = \"imd.csv\"",
            "`lsoa21` is not a layer of this config help: use lsoa11, beat24",
        ),
        ("id = \"imd19\"", "id = \"imd\"", "`imd` is not an index id"),
        ("year = 2020", "year = 20", "20 is not a year"),
        (
            "class_is = \"venue\"",
            "class_is = \"pub\"",
            "`pub` is not a class of places help: use venue, retail",
        ),
        (
            "class = \"class\"\n",
            "class = \"class\"\nclass_is = \"venue\"\n",
            "both class and class_is are given",
        ),
        (
            "role = \"location_role\"\n",
            "",
            "none says which events were discovered elsewhere help: name it under role",
        ),
        (
            "happened_x = \"happened_easting\"\n",
            "",
            "only one of happened_x and happened_y",
        ),
        (
            "from = \"from\"\n",
            "from = \"from\"\nclock = \"c\"\nto = \"t\"\n",
            "clock joins the time of day to from",
        ),
        (
            "[\"drugs\"]",
            "[\"Drugs\"]",
            "`Drugs` is not a category as selections write it help: write `drugs`",
        ),
        ("knife = ", "Knife = ", "`Knife` is not a flag"),
        (
            "format = \"tiig\"\n",
            "format = \"tiig\"\nsource = \"offence\"\n",
            "attenders of a TIIG file cannot be linked to events",
        ),
        (
            "format = \"tiig\"\n",
            "",
            "nothing says which events these people are linked to",
        ),
        ("area = \"lsoa\"\n", "", "no column is named for area"),
        (
            "person = \"person_id\"\n",
            "x = \"e\"\ny = \"n\"\n",
            "nothing says what the coordinates of the homes are",
        ),
        (
            "files = [\"extract-1.csv\"]\n",
            "files = [\"extract-1.csv\"]\n[source.flags]\na = \"b\"\n",
            "a stop and search file has fixed columns, so [source.flags] has no meaning",
        ),
    ] {
        let text = full();
        assert!(text.contains(from), "{from}");
        let message = load(&text.replacen(from, to, 1)).unwrap_err();
        let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
        let unmarked = message.split(' ').filter(|w| !w.starts_with('^'));
        let plain = unmarked.collect::<Vec<_>>().join(" ");
        let (reason, help) = words.split_once("help:").unwrap_or((words, ""));
        assert!(
            plain.contains(reason.trim()) && plain.contains(help.trim()),
            "{words}: {plain}"
        );
    }
}

#[test]
fn an_id_that_names_the_health_service_needs_an_agreement() {
    for id in ["ae", "royal-ed", "nhs-extract", "a-and-e", "ambulance-2024"] {
        let scratch = Scratch::new();
        scratch.write("events.csv", "");
        let tables = format!("[[source]]\nid = \"{id}\"\n{POLICE_UK}");
        let message = scratch.tidy(&crate::scratch::try_config(&scratch, &tables).unwrap_err());
        let words = message.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("names health data"), "{message}");
        assert!(words.contains("attendance or callout"), "{message}");
    }
}

#[test]
fn a_workday_population_stands_beside_that_of_residents_once() {
    let text = full();
    let workday = "[[population]]\nof = \"workday\"\nlayer = \"lsoa11\"\nyear = 2011\npath = \"workday.csv\"\n";
    let both = text.replacen("[[population]]\n", &format!("{workday}[[population]]\n"), 1);
    let config = load(&both).unwrap_or_else(|e| panic!("{e}"));
    let counted: Vec<PeopleCounted> = config.populations.iter().map(|p| p.of).collect();
    assert_eq!(counted, [PeopleCounted::Workday, PeopleCounted::Residents]);
    let twice = both.replacen("[[population]]\n", &format!("{workday}[[population]]\n"), 1);
    let twice = load(&twice).unwrap_err();
    assert!(twice.contains("two populations"), "{twice}");
    let wrong = both.replacen("\"workday\"", "\"footfall\"", 1);
    assert!(load(&wrong).unwrap_err().contains("workday"));
}
