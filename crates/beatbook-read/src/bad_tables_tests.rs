//! Configs and tables that must be refused, with the whole message each gives.

use std::path::Path;

use beatbook_core::{LayerId, Transform};

use crate::scratch::{POLICE_UK, Scratch, TERMS, try_config};
use crate::{
    BadRows, Config, LayerSpec, ReadError, read_calendar, read_index, read_layer, read_lookup,
    read_people, read_places,
};

/// Reads what a config names.
type Read = fn(&Config, &Path) -> Result<(), ReadError>;

const INDEX: &str = "[[index]]\nid = \"imd19\"\nlayer = \"lsoa11\"\npath = \"table\"\n";
const PEOPLE: &str = "[[people]]\npath = \"table\"\nsource = \"offence\"\n[people.columns]\nevent = \"ref\"\nrole = \"role\"\nage = \"age\"\n";

fn index(config: &Config, _: &Path) -> Result<(), ReadError> {
    read_index(&config.indexes[0]).map(|_| ())
}

fn lookup(_: &Config, path: &Path) -> Result<(), ReadError> {
    read_lookup(path).map(|_| ())
}

fn people(config: &Config, _: &Path) -> Result<(), ReadError> {
    let mut deaf = |_: crate::RefusedRow<'_>| ();
    let listening = &mut crate::Listening::new(&mut deaf);
    read_people(&config.people[0], BadRows::Refuse, &mut |_| (), listening).map(|_| ())
}

fn calendar(_: &Config, path: &Path) -> Result<(), ReadError> {
    read_calendar(path).map(|_| ())
}

fn places(config: &Config, _: &Path) -> Result<(), ReadError> {
    let mut spec = config.places[0].clone();
    spec.path = config.places[0].path.with_file_name("table");
    // Only a name that ends in .csv is read as a table.
    let table = spec.path.with_extension("csv");
    std::fs::copy(&spec.path, &table).unwrap();
    spec.path = table;
    read_places(&spec).map(|_| ())
}

fn beats(_: &Config, path: &Path) -> Result<(), ReadError> {
    let kml = path.with_extension("kml");
    std::fs::copy(path, &kml).unwrap();
    let spec = LayerSpec {
        id: LayerId::parse("beat24").unwrap(),
        path: kml,
        code: "name".into(),
        name: None,
        crs: None,
        transform: Transform::default(),
        overlaps: false,
    };
    read_layer(&spec).map(|_| ())
}

/// (what is wrong, tables of the config, file, reader, message)
const BAD_TABLES: &[(&str, &str, &str, Read, &str)] = &[
    (
        "index of the wrong year",
        INDEX,
        "LSOA code (2021),Index of Multiple Deprivation (IMD) Rank,Index of Multiple Deprivation (IMD) Decile\n",
        index,
        "cannot read the index from table
  the file is on LSOA codes of 2021, layer lsoa11 is of 2011
  help: set layer to one of 2021 such as lsoa21, name the index on codes of 2011, or add [lookup]
        with the exact-fit lookup of LSOA 2011 to 2021",
    ),
    (
        "decile beyond ten",
        INDEX,
        "lsoa11_code,IMD_rank,IMD_decile\nE01000001,5,1\nE01000002,6,11\nE01000003,7,0\n",
        index,
        "cannot read the index from table
  line 3, column IMD_decile: 11 is not a decile: they run from 1, the most deprived, to 10
    E01000002,6,11
                ^^
  1 more row fails the same check: 4
  help: correct the file",
    ),
    (
        "rank that is no number",
        INDEX,
        "lsoa11_code,IMD_rank,IMD_decile\nE01000001,abc,1\n",
        index,
        "cannot read the index from table
  line 2, column IMD_rank: `abc` is not a whole number
    E01000001,abc,1
              ^^^
  help: correct the file",
    ),
    (
        "lookup without the change",
        "",
        "LSOA11CD,LSOA21CD\nE01000001,E01000001\n",
        lookup,
        "cannot read the lookup from table
  there is no column for the kind of change; the file has LSOA11CD, LSOA21CD
  help: call it CHGIND or CHNGIND or change_code",
    ),
    (
        "KML without polygons",
        "",
        "<kml><Document><Placemark><name>A2H1</name><Point><coordinates>-2.2,53.4</coordinates></Point></Placemark>\n<Placemark><name>A2H2</name><Point><coordinates>-2.2,53.4</coordinates></Point></Placemark></Document></kml>",
        beats,
        "cannot read areas from table.kml
  feature 1: A2H1 is not a polygon
  1 more feature fails the same check: 2
  help: name a file of areas",
    ),
    (
        "broken XML",
        "",
        "<kml><Document>\n<Placemark>\n<name>A2H1</nam></Placemark></Document></kml>",
        beats,
        "cannot read areas from table.kml
  line 3: this is not sound XML: ill-formed document: expected `</name>`, but `</nam>` was found
  help: export the layer again as KML",
    ),
    (
        "KML cut short",
        "",
        "<kml><Document>\n<Placemark>\n<name>A2H1</name>",
        beats,
        "cannot read areas from table.kml
  line 2: the file is cut short: <Placemark> does not close
  help: copy or download the file again",
    ),
    (
        "person with an unknown role",
        PEOPLE,
        "ref,role,age\nr1,victim,30\nr1,witness,30\n",
        people,
        "cannot read people from table
  line 3, column role: `witness` is not a role
    r1,witness,30
       ^^^^^^^
  help: write victim, suspect or attender, or add `--bad-rows skip` to leave this 1 of 2 rows out;
        the report will list them",
    ),
    (
        "age beyond every age",
        PEOPLE,
        "ref,role,age\nr1,victim,400\n",
        people,
        "cannot read people from table
  line 2, column age: `400` is not an age in years, 0 to 120
    r1,victim,400
              ^^^
  help: correct the file, or add `--bad-rows skip` to leave this 1 of 1 rows out; the report will
        list them",
    ),
    (
        "calendar with a day that is none",
        "",
        "date,kind\n2024-08-26,bank-holiday\n2024-02-30,match-day\n",
        calendar,
        "cannot read the calendar from table
  line 3, column date: `2024-02-30` is not a day
    2024-02-30,match-day
    ^^^^^^^^^^
  help: write days as 2024-08-26 or 26/08/2024",
    ),
    (
        "radius that is no length",
        "[[places]]\npath = \"places.csv\"\nclass_is = \"venue\"\nradius = \"radius\"\nx = \"x\"\ny = \"y\"\ncrs = \"EPSG:27700\"\n",
        "x,y,radius\n384000,398000,\n384000,398000,-5\n",
        places,
        "cannot read places from table.csv
  line 3, column radius: `-5` is not a radius in metres, above 0
    384000,398000,-5
                  ^^
  help: correct the file",
    ),
];

#[test]
fn each_bad_table_gives_one_clear_message() {
    for (what, tables, text, read, expected) in BAD_TABLES {
        let scratch = Scratch::new();
        scratch.write("events.csv", "");
        let path = scratch.write("table", text);
        let tables = format!("[[source]]\nid = \"offence\"\n{POLICE_UK}{tables}");
        let config = try_config(&scratch, &tables).unwrap_or_else(|e| panic!("{e}"));
        let error = read(&config, &path).unwrap_err();
        assert_eq!(scratch.tidy(&error), *expected, "{what}");
    }
}

fn health(change: impl Fn(&str) -> String) -> String {
    let terms = change(TERMS);
    format!("[[source]]\nid = \"attendance\"\n{POLICE_UK}{terms}")
}

fn agreed(from: &str, to: &str) -> String {
    assert!(TERMS.contains(from), "{from}");
    health(|terms| format!("[source.agreement]\n{}", terms.replacen(from, to, 1)))
}

#[test]
fn each_bad_config_gives_one_clear_message() {
    let offences = format!("[[source]]\nid = \"offence\"\n{POLICE_UK}");
    let flags: Vec<String> = (0..17).map(|i| format!("flag-{i} = \"c{i}\"\n")).collect();
    let flags = flags.concat();
    let mapped = crate::scratch::MAPPED;
    let cases = [
        (
            health(|_| String::new()),
            "cannot read the config from beatbook.toml
  line 9, key id: source attendance holds health data, which are read only under a named agreement
    id = \"attendance\"
         ^^^^^^^^^^^^
  help: add [source.agreement] with name, controller, purpose, audiences, finest_area, finest_time
        and expires",
        ),
        (
            agreed("2027-03-31", "2024-09-30"),
            "cannot read the config from beatbook.toml
  line 19, key expires: the agreement `A&E sharing 7` expired on 2024-09-30
    expires = \"2024-09-30\"
              ^^^^^^^^^^^^
  help: renew it and write its new last day, or take these data out of the config",
        ),
        (
            agreed("[\"analyst\"]", "[\"analyst\", \"public\"]"),
            "cannot read the config from beatbook.toml
  line 16, key audiences: `public` is not an audience
    audiences = [\"analyst\", \"public\"]
                            ^^^^^^^^
  help: use analyst, operational or partnership",
        ),
        (
            agreed("\"hour\"", "\"week\""),
            "cannot read the config from beatbook.toml
  line 18, key finest_time: `week` is not a length of time of an agreement
    finest_time = \"week\"
                  ^^^^^^
  help: use hour, day or month",
        ),
        (
            agreed("\"cell\"", "\"ward22\""),
            "cannot read the config from beatbook.toml
  line 17, key finest_area: `ward22` is neither cell nor a layer of this config
    finest_area = \"ward22\"
                  ^^^^^^^^
  help: use cell, lsoa11",
        ),
        (
            format!(
                "{offences}[[people]]\npath = \"tiig.csv\"\nformat = \"tiig\"\n[people.columns]\nmonth = \"month\"\narea = \"lsoa\"\n"
            ),
            "cannot read the config from beatbook.toml
  line 13, key path: a TIIG file holds health data, which are read only under a named agreement
    path = \"tiig.csv\"
           ^^^^^^^^^^
  help: add [people.agreement] with name, controller, purpose, audiences, finest_area, finest_time
        and expires",
        ),
        (
            format!("{offences}[[places]]\npath = \"a.csv\"\n[[places]]\npath = \"b.csv\"\n"),
            "cannot read the config from beatbook.toml
  line 13, key path: nothing says what class these places are
    path = \"a.csv\"
           ^^^^^^^
  help: write class = \"...\" for a column, or class_is = \"venue\" when all are of one class",
        ),
        (
            format!("[[source]]\nid = \"offence\"\n{mapped}[source.flags]\n{flags}"),
            "cannot read the config from beatbook.toml
  line 23: this source has 17 flags, at most 16 are kept
    [source.flags]
    ^^^^^^^^^^^^^^
  help: take out those no selection will ask for",
        ),
        (
            format!("{offences}[places]\npath = \"a.csv\"\n"),
            "cannot read the config from beatbook.toml
  line 12: there can be several of these tables
    [places]
    ^^^^^^^^
  help: write the name in double brackets, such as [[places]]",
        ),
    ];
    for (tables, expected) in cases {
        let scratch = Scratch::new();
        scratch.write("events.csv", "");
        let error = try_config(&scratch, &tables).unwrap_err();
        assert_eq!(scratch.tidy(&error), expected);
    }
}
