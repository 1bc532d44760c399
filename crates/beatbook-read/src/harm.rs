//! Harm weights of offence codes, from a file the user names. None are built in: the tables that exist
//! are revised, and a figure made with one version must say so.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use beatbook_core::{Day, OffenceCode, code_spelling};

use crate::mapped::{column, published};
use crate::problem::quoted;
use crate::row_faults::{CORRECT, RowFault, each_row, needed, number};
use crate::table::Table;
use crate::{HarmSpec, ReadError};

const SUBJECT: &str = "harm weights";
/// What published tables call the two columns.
const CODES: [&str; 7] = [
    "Offence code",
    "HO code",
    "HO offence code",
    "Home Office code",
    "Home Office offence code",
    "CSS code",
    "Code",
];
const WEIGHTS: [&str; 7] = [
    "Weight",
    "Severity weight",
    "Severity score",
    "Harm weight",
    "Harm score",
    "CSS weight",
    "CCHI weight",
];

/// The weights of one version of one table.
#[derive(Debug, Clone, PartialEq)]
pub struct RawHarm {
    /// Which table this is and of when, in the words of the config.
    pub version: String,
    /// Who published it.
    pub source: Option<String>,
    /// The day it was taken from there.
    pub retrieved: Option<Day>,
    /// Code and weight in file order. Codes have their canonical spelling.
    pub rows: Vec<(String, f64)>,
    /// Codes that no class of offences knows; they are among `rows` all the same.
    pub unknown: Vec<String>,
    /// Whether the file has a column called SYNTHETIC.
    pub synthetic: bool,
}

impl RawHarm {
    /// The codes of events that have no weight, as written and with their events, the most frequent
    /// first. A sum of weights is without them, and has to say so.
    pub fn unweighted<'a>(&self, codes: impl IntoIterator<Item = &'a str>) -> Vec<(String, u64)> {
        let weighted: HashMap<&str, f64> = self
            .rows
            .iter()
            .map(|(code, weight)| (code.as_str(), *weight))
            .collect();
        let mut events: BTreeMap<&str, u64> = BTreeMap::new();
        for code in codes {
            *events.entry(code).or_default() += 1;
        }
        events.retain(|code, _| !weighted.contains_key(spelled(code).as_str()));
        let mut without: Vec<_> = events
            .into_iter()
            .map(|(code, events)| (code.to_owned(), events))
            .collect();
        without.sort_by_key(|(_, events)| Reverse(*events)); // stable: equals stay in the order of their codes
        without
    }
}

/// The spelling by which a code of an event and one of the table are the same.
fn spelled(code: &str) -> String {
    code_spelling(code).unwrap_or_else(|| code.trim().to_owned())
}

/// Reads the weights of a table, in any unit; columns that the config does not name are found by their
/// published names.
///
/// # Errors
/// [`ReadError::Problem`] when the file cannot be read, has no such columns or no rows, or has a row
/// without code, with a code that stands twice in whatever spelling and has two weights, or with a weight that is no number
/// or below 0.
pub fn read_harm(spec: &HarmSpec) -> Result<RawHarm, ReadError> {
    let table = Table::open(&spec.path, SUBJECT)?;
    let code = match &spec.code {
        Some(name) => column(&table, "[harm]", "code", name),
        None => published(&table, "the offence code", &CODES),
    }?;
    let weight = match &spec.weight {
        Some(name) => column(&table, "[harm]", "weight", name),
        None => published(&table, "the weight", &WEIGHTS),
    }?;
    let empty = table.problem(
        "there is no row under the header".into(),
        "name a table with a code and a weight in each row".into(),
    );
    let mut harm = RawHarm {
        version: spec.version.clone(),
        source: spec.source.clone(),
        retrieved: spec.retrieved,
        rows: Vec::new(),
        unknown: Vec::new(),
        synthetic: false,
    };
    let mut seen: HashMap<String, (u64, f64)> = HashMap::new();
    harm.synthetic = each_row(table, &spec.path, SUBJECT, |record| {
        let written = needed(record, code, "the offence code")?;
        let weight_of = number(record, weight)?;
        if weight_of < 0.0 {
            let reason = format!("the weight {} is below 0", quoted(record.field(weight)));
            return Err(RowFault::new("negative", weight, reason, CORRECT));
        }
        let spelling = spelled(written);
        if let Some(&(line, before)) = seen.get(&spelling) {
            if before.total_cmp(&weight_of).is_eq() {
                return Ok(()); // 1/1 and 1/2 may be one code
            }
            let reason = format!(
                "`{}` is the code {spelling}, which line {line} has too, with the weight {before}",
                quoted(written)
            );
            let help = "keep one weight for each code";
            return Err(RowFault::new("twice", code, reason, help));
        }
        seen.insert(spelling.clone(), (record.line, weight_of));
        if OffenceCode::parse(written).is_none() {
            harm.unknown.push(spelling.clone());
        }
        harm.rows.push((spelling, weight_of));
        Ok(())
    })?;
    if harm.rows.is_empty() {
        return Err(empty.into());
    }
    Ok(harm)
}

#[cfg(test)]
#[path = "harm_tests.rs"]
mod tests;
