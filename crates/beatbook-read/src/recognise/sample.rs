//! Rows of a table, spread evenly over the file.

use std::collections::HashSet;
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};
use std::path::Path;

use crate::Problem;
use crate::blank::filled;
use crate::mapped::plain;
use crate::table::Table;

use super::shape;

/// Rows kept lie between this number and its double, however long the file is.
const KEPT: usize = 1_024;
/// A column is what most of its values are; this share leaves room for slips.
pub(super) const MOST: f64 = 0.95;

/// What was seen of a table.
#[derive(Debug, Clone)]
pub(super) struct Sample {
    /// Names of the columns; made up where the file has no header line.
    pub header: Vec<String>,
    /// Whether the file has none.
    pub headerless: bool,
    /// Every so-many-th row, whole ones only.
    pub rows: Vec<Vec<String>>,
    /// Rows of the file, without the header.
    pub total: u64,
}

impl Sample {
    /// Reads the whole file, since the rows of one area or month often lie together.
    pub fn read(path: &Path) -> Result<Self, Box<Problem>> {
        let mut table = Table::open(path, "the table")?;
        let header = table.header().to_vec();
        let headerless = lacks_header(&header);
        let mut sample = Self {
            headerless,
            rows: Vec::new(),
            total: 0,
            header: header.clone(),
        };
        let mut every = 1;
        if headerless {
            sample.total = 1;
            sample.rows.push(header);
        }
        while let Some(record) = table.next()? {
            if sample.total.is_multiple_of(every) && record.len() == sample.header.len() {
                let row = (0..record.len()).map(|n| record.field(n).to_owned());
                sample.rows.push(row.collect());
            }
            sample.total += 1;
            if sample.rows.len() == 2 * KEPT {
                let mut second = false;
                sample.rows.retain(|_| {
                    second = !second;
                    second
                });
                every *= 2;
            }
        }
        if headerless {
            sample.header = shape::names(&sample);
        }
        Ok(sample)
    }

    /// A number that files with the same header, number of rows and sampled rows share.
    pub fn hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (&self.header, self.total, &self.rows).hash(&mut hasher);
        hasher.finish()
    }

    /// The values of a column that are not blank.
    pub fn values(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows
            .iter()
            .filter_map(move |row| filled(row.get(column)?))
    }

    /// Whether most values of a column are such; never of a column without any.
    pub fn mostly(&self, column: usize, is: impl Fn(&str) -> bool) -> bool {
        self.mostly_of(column, |_| true, is)
    }

    /// The same of the values that count.
    pub fn mostly_of(
        &self,
        column: usize,
        counts: impl Fn(&str) -> bool,
        is: impl Fn(&str) -> bool,
    ) -> bool {
        let values = self.values(column).filter(|text| counts(text));
        let (all, such) = values.fold((0u32, 0u32), |(all, such), text| {
            (all + 1, such + u32::from(is(text)))
        });
        all > 0 && f64::from(such) >= MOST * f64::from(all)
    }

    /// Whether all values of a column are such; never of a column without any.
    pub fn always(&self, column: usize, is: impl Fn(&str) -> bool) -> bool {
        self.values(column).next().is_some() && self.values(column).all(is)
    }

    /// Whether most rows have a value in a column.
    pub fn is_filled(&self, column: usize) -> bool {
        2 * self.values(column).count() >= self.rows.len()
    }

    /// How many different values a column has, of those sampled.
    pub fn kinds(&self, column: usize) -> usize {
        self.values(column).collect::<HashSet<_>>().len()
    }

    /// The first column whose name is one of these, the earlier names first, and whose values are such.
    pub fn named(&self, names: &[&str], fits: impl Fn(usize) -> bool) -> Option<usize> {
        names.iter().find_map(|name| {
            let mut columns = self.header.iter().enumerate();
            columns.find_map(|(at, has)| (plain(has) == *name && fits(at)).then_some(at))
        })
    }

    /// Whether there is a column of this name.
    pub fn has(&self, name: &str) -> bool {
        let name = plain(name);
        self.header.iter().any(|has| plain(has) == name)
    }
}

/// Values of a column in the whole file, and how many of them are different; none of a file that cannot
/// be read to its end.
pub(super) fn different(path: &Path, column: usize) -> (u64, u64) {
    let Ok(mut table) = Table::open(path, "the table") else {
        return (0, 0);
    };
    let (mut values, mut seen, state) = (0, HashSet::new(), RandomState::new());
    loop {
        match table.next() {
            Ok(Some(record)) if column < record.len() => {
                if let Some(text) = filled(record.field(column)) {
                    values += 1;
                    seen.insert(state.hash_one(text)); // numbers: the texts would fill the memory
                }
            }
            Ok(Some(_)) => {}
            Ok(None) => return (values, seen.len() as u64),
            Err(_) => return (0, 0),
        }
    }
}

/// Values of a column that are not what the others are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Odd {
    pub values: u64,
    /// How many of them are odd.
    pub count: u64,
    /// The first different ones of them.
    pub such: Vec<String>,
}

/// Odd values named in a sentence.
const NAMED: usize = 3;

impl Odd {
    /// Whether so few are odd that the column is what the others are.
    pub fn is_rare(&self) -> bool {
        (self.values - self.count) as f64 >= MOST * self.values as f64
    }

    /// The odd values, for a sentence.
    pub fn named(&self) -> String {
        let named: Vec<String> = self.such.iter().map(|text| format!("`{text}`")).collect();
        named.join(", ")
    }
}

/// The values of columns that are not such, in the whole file.
pub(super) fn odd(path: &Path, columns: &[usize], is: impl Fn(&str) -> bool) -> Vec<Odd> {
    let mut found = vec![Odd::default(); columns.len()];
    let Ok(mut table) = Table::open(path, "the table") else {
        return found;
    };
    while let Ok(Some(record)) = table.next() {
        for (odd, &column) in found.iter_mut().zip(columns) {
            if column >= record.len() {
                continue;
            }
            let Some(text) = filled(record.field(column)) else {
                continue;
            };
            odd.values += 1;
            if !is(text) {
                odd.count += 1;
                if odd.such.len() < NAMED && !odd.such.iter().any(|known| known == text) {
                    odd.such.push(crate::problem::quoted(text));
                }
            }
        }
    }
    found
}

/// A first line with a position, a fraction or a date in it is no header.
fn lacks_header(header: &[String]) -> bool {
    let fraction =
        |text: &String| text.contains('.') && text.parse::<f64>().is_ok_and(f64::is_finite);
    header.iter().any(|text| {
        fraction(text) || shape::time(text).is_some_and(|kind| kind != shape::TimeKind::Clock)
    })
}

#[cfg(test)]
#[path = "sample_tests.rs"]
mod tests;
