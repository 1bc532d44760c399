//! How the columns of one file that hold times are written: as the config says, or by the evidence of all
//! of their values, for which the file is read once before its rows are.

use std::path::Path;

use beatbook_core::{Precision, thousands};

use crate::blank::filled;
use crate::evidence::{Decided, Evidence, Undecided};
use crate::mapped::Fields;
use crate::notation::{Order, Way};
use crate::problem::quoted;
use crate::table::Table;
use crate::times::{Seen, Written};
use crate::{Format, Problem, SourceSpec};

const SUBJECT: &str = "events";
/// From so many values on, half of them at midnight are no chance.
const SOME: u64 = 10;

/// How the times of a file are written and what they mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WrittenTimes {
    pub from: Written,
    pub to: Written,
    pub recorded: Written,
    /// What a time means; `None` when every row says it itself.
    pub precision: Option<Precision>,
    /// What was decided, in sentences.
    pub sentences: Vec<String>,
}

/// One column: its meaning, its name and what its values say.
struct Column {
    key: &'static str,
    name: String,
    field: usize,
    evidence: Evidence,
}

impl WrittenTimes {
    /// As the config says, without a look at the file; `None` when it says nothing.
    fn of_config(spec: &SourceSpec) -> Option<Self> {
        let format = Written::Format(spec.time.format.clone()?);
        Some(Self {
            from: format.clone(),
            to: format.clone(),
            recorded: format,
            precision: spec.time.precision,
            sentences: Vec::new(),
        })
    }

    /// For one file; reads all of it when the config does not say how times are written.
    pub fn of_file(
        spec: &SourceSpec,
        path: &Path,
        open: impl FnOnce() -> Result<Table, Box<Problem>>,
    ) -> Result<Self, Box<Problem>> {
        match Self::of_config(spec) {
            Some(written) => Ok(written),
            None => Self::by_evidence(spec, path, open()?),
        }
    }

    fn by_evidence(spec: &SourceSpec, path: &Path, mut table: Table) -> Result<Self, Box<Problem>> {
        let fields = Fields::find(spec, &table)?;
        let width = table.header().len();
        let column = |key, field: usize| Column {
            key,
            name: table.header().get(field).cloned().unwrap_or_default(),
            field,
            evidence: Evidence::default(),
        };
        let mut columns = vec![column("from", fields.from)];
        columns.extend(fields.to.map(|field| column("to", field)));
        columns.extend(fields.recorded.map(|field| column("recorded", field)));
        while let Some(record) = table.next()? {
            if record.stray_quote.is_some() || record.len() != width {
                continue; // refused when the rows are read
            }
            for column in &mut columns {
                if let Some(text) = filled(record.field(column.field)) {
                    column.evidence.add(text, record.line);
                }
            }
        }
        decided(spec, path, &columns)
    }
}

fn decided(
    spec: &SourceSpec,
    path: &Path,
    columns: &[Column],
) -> Result<WrittenTimes, Box<Problem>> {
    let found: Vec<_> = columns.iter().map(|c| c.evidence.decide()).collect();
    let mut written = Vec::new();
    let mut sentences = Vec::new();
    for (column, result) in columns.iter().zip(&found) {
        let (style, sentence) = match result {
            Ok(decided) => (decided.clone(), decided.sentence()),
            Err(Undecided::Blank) => (nothing(), "every value is blank".into()),
            Err(undecided) => {
                let style = alike(column, undecided, columns, &found)
                    .or_else(|| as_the_nhs_writes(spec, column, undecided));
                style.ok_or_else(|| refused(column, undecided, path))?
            }
        };
        sentences.push(format!("{}: {sentence}", column.key));
        if column.key == "from" && !style.is_month(&column.name) && style.may_be_month() {
            sentences.push(format!(
                "{}: every value is the first of a month; write precision = \"month\" under [source.time] if months are meant",
                column.key
            ));
        }
        written.push((column.key, style));
    }
    let of = |key: &str| {
        let style = written
            .iter()
            .find(|(k, _)| *k == key)
            .map(|(_, style)| style);
        style.cloned().unwrap_or_else(nothing)
    };
    let from = of("from");
    let months = spec.columns.to.is_none()
        && spec.columns.clock.is_none()
        && columns
            .first()
            .is_some_and(|column| from.is_month(&column.name));
    let precision = match spec.time.precision {
        None if months => {
            sentences.push("from: every value is the first of a month, and so the column says; months are meant".into());
            Some(Precision::Month)
        }
        precision => precision,
    };
    if precision == Some(Precision::Instant)
        && from.values > 0
        && from.timed == 0
        && spec.columns.clock.is_none()
    {
        return Err(no_hour(&columns[0], &from, path));
    }
    Ok(WrittenTimes {
        from: Written::Style(from),
        to: Written::Style(of("to")),
        recorded: Written::Style(of("recorded")),
        precision,
        sentences,
    })
}

/// A column without values may be written in any way.
fn nothing() -> Decided {
    Decided {
        slips: 0,
        first_slip: None,
        way: Way::YearFirst('-'),
        order: Order::DayFirst,
        values: 0,
        fitting: 0,
        deciding: 0,
        timed: 0,
        midnight: 0,
        seconds: 0,
        dayless: 0,
        firsts_only: false,
        several_months: false,
    }
}

/// A column none of whose values decides is read like another one of the file that is written alike and
/// was decided.
fn alike(
    column: &Column,
    undecided: &Undecided,
    columns: &[Column],
    found: &[Result<Decided, Undecided>],
) -> Option<(Decided, String)> {
    let Undecided::Order { way, .. } = undecided else {
        return None;
    };
    let (other, decided) = columns.iter().zip(found).find_map(|(other, result)| {
        let decided = result.as_ref().ok().filter(|decided| decided.way == *way)?;
        Some((other, decided))
    })?;
    let style = column.evidence.in_order(decided.order)?;
    let sentence = format!(
        "{}, like {}: none of its own values decides",
        style.words(),
        other.key
    );
    Some((style, sentence))
}

/// The files of A&E departments have the day first, unless a value says otherwise.
fn as_the_nhs_writes(
    spec: &SourceSpec,
    column: &Column,
    undecided: &Undecided,
) -> Option<(Decided, String)> {
    let Undecided::Order { .. } = undecided else {
        return None;
    };
    let style = column.evidence.in_order(Order::DayFirst)?;
    let sentence = format!(
        "{}, as hospitals write dates: no value decides",
        style.words()
    );
    (spec.format == Format::Istv).then_some((style, sentence))
}

fn refused(column: &Column, undecided: &Undecided, path: &Path) -> Box<Problem> {
    let name = &column.name;
    let (example, reason, help) = match undecided {
        Undecided::Blank => (None, "every value is blank".to_owned(), String::new()),
        Undecided::Unknown(example) => (
            Some(example),
            format!(
                "no value of this column is a time written in a known way, such as `{}`",
                quoted(&example.text)
            ),
            "set format under [source.time] to how the file writes times, such as %d/%m/%Y %H:%M"
                .into(),
        ),
        Undecided::Order {
            example, readings, ..
        } => {
            let [(one, first), (other, second)] = readings;
            let clock = clock_of(column);
            (
                Some(example),
                format!(
                    "`{}` can be read {} or {}, and no value of {name} decides",
                    quoted(&example.text),
                    one.words(),
                    other.words()
                ),
                format!(
                    "set format = \"{first}{clock}\" or format = \"{second}{clock}\" under [source.time], whichever is meant"
                ),
            )
        }
        Undecided::Both {
            day_first,
            month_first,
            way,
        } => (
            Some(month_first),
            format!(
                "`{}` (line {}) can only be read day first, `{}` only month first; the other values can be read both ways",
                quoted(&day_first.text),
                day_first.line,
                quoted(&month_first.text)
            ),
            format!(
                "take the file apart by how it was written, or set format = \"{}{}\" under [source.time] to have the others refused",
                way.format(Order::DayFirst),
                clock_of(column)
            ),
        ),
    };
    let mut problem = Problem::new(SUBJECT, path, reason, help).in_column(name);
    if let Some(example) = example {
        problem = problem.at_line(example.line).with_value(&example.text);
    }
    Box::new(problem)
}

fn no_hour(column: &Column, from: &Decided, path: &Path) -> Box<Problem> {
    let reason = format!(
        "precision is \"instant\", but the {} values have no time of day: they are written as {}",
        thousands(from.values),
        from.words()
    );
    let help = "write precision = \"date\" under [source.time], or take precision out";
    Box::new(Problem::new(SUBJECT, path, reason, help).in_column(&column.name))
}

/// The time of day for a proposed format.
fn clock_of(column: &Column) -> &'static str {
    match column.evidence.clock() {
        (0, _) => "",
        (_, 0) => " %H:%M",
        _ => " %H:%M:%S",
    }
}

/// What to say of a column in which most times are midnight.
pub(crate) fn midnight_hint(key: &str, seen: Seen) -> Option<String> {
    let striking = seen.values >= SOME && seen.midnight * 2 > seen.values;
    striking.then(|| {
        format!(
            "{key}: {} of {} values are at 00:00; midnight probably means that the time of day is not known; kept as written",
            thousands(seen.midnight),
            thousands(seen.values)
        )
    })
}

#[cfg(test)]
#[path = "written_tests.rs"]
mod tests;
