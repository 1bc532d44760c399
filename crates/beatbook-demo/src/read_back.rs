//! The written files, read back by tests with a reader that shares nothing with the writer.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use beatbook_core::Day;

use crate::{DemoParams, Truth, write_city};

pub(crate) struct Table {
    columns: BTreeMap<String, usize>,
    pub rows: Vec<Vec<String>>,
}

pub(crate) struct Row<'a>(&'a Table, &'a [String]);

impl Row<'_> {
    pub(crate) fn get(&self, column: &str) -> &str {
        &self.1[self.0.columns[column]]
    }

    /// Two columns as metres or degrees.
    pub(crate) fn position(&self, x: &str, y: &str) -> Option<[f64; 2]> {
        Some([self.get(x).parse().ok()?, self.get(y).parse().ok()?])
    }
}

impl Table {
    fn parse(text: &str) -> Self {
        let mut lines = text.lines().map(fields);
        let header = lines.next().unwrap();
        let width = header.len();
        let rows: Vec<_> = lines.collect();
        assert!(rows.iter().all(|row| row.len() == width), "{header:?}");
        Self {
            columns: header
                .into_iter()
                .enumerate()
                .map(|(i, name)| (name, i))
                .collect(),
            rows,
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|row| Row(self, row))
    }

    pub(crate) fn count(&self, wanted: impl Fn(&Row) -> bool) -> u64 {
        self.iter().filter(|row| wanted(row)).count() as u64
    }
}

/// The fields of a line: in quotation marks or not.
fn fields(line: &str) -> Vec<String> {
    let (mut all, mut field, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => all.push(std::mem::take(&mut field)),
            _ => field.push(c),
        }
    }
    all.push(field);
    all
}

pub(crate) struct Written {
    pub truth: Truth,
    files: BTreeMap<&'static str, Table>,
}

const FILES: [&str; 8] = [
    "police-extract.csv",
    "people.csv",
    "istv.csv",
    "tiig.csv",
    "ambulance-callouts.csv",
    "complaints.csv",
    "stop-and-search.csv",
    "places.csv",
];

impl Written {
    pub(crate) fn new(params: &DemoParams) -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_city(params, folder.path(), &mut |_, _| {}).unwrap();
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        Self {
            truth: serde_json::from_str(&read("truth.json")).unwrap(),
            files: FILES.map(|name| (name, Table::parse(&read(name)))).into(),
        }
    }

    pub(crate) fn file(&self, name: &str) -> &Table {
        &self.files[name]
    }
}

/// The default city, written once for all tests.
pub(crate) static CITY: LazyLock<Written> = LazyLock::new(|| Written::new(&DemoParams::default()));

/// What twenty default cities say was planted.
pub(crate) static TWENTY: LazyLock<Vec<Truth>> = LazyLock::new(|| {
    let truth = |seed| {
        let folder = tempfile::tempdir().unwrap();
        let params = DemoParams {
            seed,
            ..DemoParams::default()
        };
        write_city(&params, folder.path(), &mut |_, _| {}).unwrap()
    };
    (1..=20).map(truth).collect()
});

/// Is a count what a share of `n` gives, within `sigmas` standard errors?
pub(crate) fn is_share(count: u64, n: u64, share: f64, sigmas: f64) -> bool {
    let (count, n) = (count as f64, n as f64);
    (count - share * n).abs() <= sigmas * (n * share * (1.0 - share)).sqrt()
}

/// Days from the first day of the period to the day at the beginning of a text.
pub(crate) fn day_of(text: &str) -> i32 {
    let day = Day::parse(&text[..10]).unwrap();
    (0..1_200)
        .find(|&n| crate::city::first_day().plus(n) == day)
        .unwrap()
}
