use std::collections::HashSet;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use beatbook_core::LayerId;
use beatbook_store::book::{ObjectKind, People, read_current, read_object};
use polars::prelude::{AnyValue, ParquetReader, SerReader};

use crate::town::Town;

const SOURCES: &str = r#"
[[source]]
id = "offence"
format = "csv"
files = ["offences.csv"]
crs = "EPSG:27700"
[source.columns]
id = "ref"
category = "kind"
x = "x"
y = "y"
from = "when"
[source.time]
format = "%Y-%m-%d %H:%M"
precision = "instant"

[[source]]
id = "complaint"
format = "csv"
files = ["complaints.csv"]
crs = "EPSG:27700"
[source.columns]
id = "ref"
category = "kind"
x = "x"
y = "y"
from = "when"
[source.time]
format = "%Y-%m-%d %H:%M"
precision = "instant"

[postcodes]
path = "postcodes.csv"
postcode = "pcd"
x = "x"
y = "y"
crs = "EPSG:27700"

[[people]]
path = "linked.csv"
source = "offence"
crs = "EPSG:27700"
[people.columns]
event = "ref"
role = "role"
person = "nominal"
age = "age"
sex = "sex"
ethnicity = "ethnicity"
postcode = "postcode"
x = "home_x"
y = "home_y"

[[people]]
path = "complainants.csv"
source = "complaint"
crs = "EPSG:27700"
[people.columns]
event = "ref"
role = "role"
person = "nominal"
postcode = "postcode"
"#;

const LINKED: &str =
    "ref,role,nominal,forename,surname,dob,age,sex,ethnicity,postcode,home_x,home_y
o1,victim,NOM-7741203,Perpetua,Quillfeather,1991-02-17,33,Female,White,,383217.4,397348.6
o2,suspect,NOM-5550182,Barnaby,Throckwell,04/11/2001,22,M,Asian,ZZ9 4QX,,
o3,victim,NOM-9018834,Ottoline,Vexmoor,19630609,60,F,Black,zz9 7rt,384611.2,398713.9
o3,suspect,NOM-5550182,Barnaby,Throckwell,04/11/2001,one hundred,M,Asian,ZZ9 4QX,,
o9,suspect,NOM-1234321,Ezra,Nobodyhere,2003-12-25,20,M,White,ZZ9 4QX,,
";
const COMPLAINANTS: &str = "ref,role,nominal,postcode
c1,victim,NOM-5550182,ZZ94QX
c1,victim,NOM-4400921,ZZ9 7RT
";
const POSTCODES: &str = "pcd,x,y\nZZ9 4QX,383912.7,398121.3\nZZ9 7RT,384007.8,397019.2\n";

/// Texts of the files above that tell who somebody is.
const TELLING: [&str; 26] = [
    "NOM-7741203",
    "7741203",
    "NOM-5550182",
    "5550182",
    "NOM-9018834",
    "9018834",
    "NOM-4400921",
    "4400921",
    "NOM-1234321",
    "Perpetua",
    "Quillfeather",
    "Barnaby",
    "Throckwell",
    "Ottoline",
    "Vexmoor",
    "Nobodyhere",
    "1991-02-17",
    "04/11/2001",
    "19630609",
    "2001-11-04",
    "1963-06-09",
    "ZZ9 4QX",
    "ZZ94QX",
    "ZZ9 7RT",
    "key of the four squares",
    "Ezra",
];
/// Eastings and northings of homes and of postcodes.
const HOMES: [f64; 8] = [
    383_217.4, 397_348.6, 384_611.2, 398_713.9, 383_912.7, 398_121.3, 384_007.8, 397_019.2,
];

fn town() -> Town {
    let town = Town::new();
    let offences = "ref,kind,x,y,when
o1,Robbery,383500,397500,2024-03-01 22:10
o2,Robbery,383510,397505,2024-03-02 23:10
o3,Robbery,384300,398200,2024-03-09 01:10
";
    town.write("offences.csv", offences);
    town.write(
        "complaints.csv",
        "ref,kind,x,y,when\nc1,Noise,383700,397100,2024-03-05 02:00\n",
    );
    town.write("linked.csv", LINKED);
    town.write("complainants.csv", COMPLAINANTS);
    town.write("postcodes.csv", POSTCODES);
    town
}

/// Every text and number of every file of a book.
struct Contents {
    texts: Vec<String>,
    numbers: Vec<f64>,
    tables: usize,
}

impl Contents {
    fn of(folder: &Path) -> Self {
        let mut contents = Self {
            texts: Vec::new(),
            numbers: Vec::new(),
            tables: 0,
        };
        contents.folder(folder);
        contents
    }

    fn folder(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                self.folder(&path);
                continue;
            }
            let bytes = fs::read(&path).unwrap();
            self.texts
                .push(String::from_utf8_lossy(&bytes).to_lowercase());
            if bytes.starts_with(b"PAR1") {
                self.table(&bytes);
            } else if let Ok(json) = std::str::from_utf8(&bytes) {
                let digits = |c: char| !(c.is_ascii_digit() || c == '.' || c == '-');
                self.numbers
                    .extend(json.split(digits).filter_map(|n| n.parse::<f64>().ok()));
            }
        }
    }

    fn table(&mut self, bytes: &[u8]) {
        self.tables += 1;
        let frame = ParquetReader::new(Cursor::new(bytes)).finish().unwrap();
        for column in frame.columns() {
            for row in 0..frame.height() {
                match column.get(row).unwrap() {
                    AnyValue::Null => {}
                    AnyValue::Binary(bytes) => {
                        self.texts
                            .push(String::from_utf8_lossy(bytes).to_lowercase());
                        let eights = bytes.windows(8).map(|eight| eight.try_into().unwrap());
                        for eight in eights {
                            self.numbers
                                .extend([f64::from_le_bytes(eight), f64::from_be_bytes(eight)]);
                        }
                    }
                    value => {
                        self.numbers.extend(value.extract::<f64>());
                        self.texts.push(value.to_string().to_lowercase());
                    }
                }
            }
        }
    }
}

#[test]
fn nothing_that_tells_who_somebody_is_stands_in_a_book() {
    let town = town();
    let (folder, report) = town.build("book", SOURCES);
    assert_eq!(
        report.problems.len(),
        1,
        "an age that is none: {:?}",
        report.problems
    );
    let contents = Contents::of(&folder);
    assert!(contents.tables >= 8, "{} tables", contents.tables);
    // The search sees what is there: a category, a file name, a position of an event.
    let holds = |text: &str| {
        contents
            .texts
            .iter()
            .any(|held| held.contains(&text.to_lowercase()))
    };
    assert!(holds("Robbery") && holds("linked.csv") && holds("Asian"));
    assert!(
        contents
            .numbers
            .iter()
            .any(|number| (number - 383_510.0).abs() < 0.1)
    );
    for telling in TELLING {
        assert!(!holds(telling), "the book holds {telling}");
    }
    for home in HOMES {
        let near = contents
            .numbers
            .iter()
            .find(|number| (*number - home).abs() < 0.6);
        assert_eq!(near, None, "the book holds {home}, of a home");
    }
    let (wgs84, mut pairs) = (beatbook_locate::bng_to_wgs84, HOMES.chunks(2));
    let homes = pairs.by_ref().map(|home| beatbook_core::Bng {
        easting: home[0],
        northing: home[1],
    });
    for degrees in wgs84(&homes.collect::<Vec<_>>()) {
        let near = |a: f64| {
            contents
                .numbers
                .iter()
                .any(|number| (number - a).abs() < 5e-6)
        };
        assert!(!(near(degrees.lon) && near(degrees.lat)), "{degrees:?}");
    }
}

/// Pseudonyms of the people of a source, by row.
fn pseudonyms(folder: &Path, wanted: &str) -> Vec<String> {
    let (_, manifest) = read_current(folder).unwrap();
    let of = |kind: &ObjectKind| matches!(kind, ObjectKind::People { of } if of == wanted);
    let object = manifest.objects_of(of).next().unwrap();
    let layers: Vec<LayerId> = (manifest.layers.iter())
        .map(|layer| LayerId::parse(&layer.id).unwrap())
        .collect();
    let bytes = read_object(folder, &object.sha256).unwrap();
    let people = People::decode(&bytes, &layers).unwrap();
    people
        .person
        .into_iter()
        .map(|person| person.unwrap().into())
        .collect()
}

#[test]
fn a_person_is_one_in_two_files_and_another_under_another_key() {
    let town = town();
    let (first, _) = town.build("first", SOURCES);
    let (again, _) = town.build("again", SOURCES);
    town.write("pseudonym.key", "the second key, quite another one\n");
    let (second, _) = town.build("second", SOURCES);
    let all = |folder: &Path| {
        [
            pseudonyms(folder, "offence"),
            pseudonyms(folder, "complaint"),
        ]
    };
    let [offence, complaint] = all(&first);
    assert_eq!((offence.len(), complaint.len()), (3, 2));
    assert_eq!(offence[1], complaint[0], "one person in two files");
    let different: HashSet<&String> = offence.iter().chain(&complaint).collect();
    assert_eq!(different.len(), 4);
    assert_eq!(all(&again).concat(), all(&first).concat());
    let other: HashSet<String> = all(&second).concat().into_iter().collect();
    assert!(different.iter().all(|person| !other.contains(*person)));
}
