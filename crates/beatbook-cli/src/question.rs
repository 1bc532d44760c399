//! What all questions about a book have in common: it is opened, asked, what the audience may see is
//! let out, and that is shown.

use std::io::Write;
use std::path::Path;

use anyhow::{Result, anyhow};
use beatbook_core::{
    Answer, Count, CountBy, Policy, Protect, Released, Selection, SelectionError, thousands,
};
use beatbook_store::Store;

use crate::bar::Bar;
use crate::commands::{Ask, Format};
use crate::exit::Exit;
use crate::sheet::Sheet;
use crate::table::wrapped;

/// A question about a book and how its answer reads.
pub(crate) trait Question {
    /// What is found.
    type Found: Protect;

    /// Asks the book.
    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<Self::Found>, SelectionError>;

    /// Done before anything is shown, and able to prevent it.
    fn before_showing(&self, _book: &Path, _released: &Released<Self::Found>) -> Result<()> {
        Ok(())
    }

    /// The server's answer.
    fn json(&self, released: &Released<Self::Found>, store: &Store) -> Result<String, String>;

    /// The number said before it is drawn.
    fn sentence(&self, released: &Released<Self::Found>, store: &Store) -> String;

    /// The tables below the sentence, each line at most 100 columns wide.
    fn tables(&self, released: &Released<Self::Found>) -> String;

    /// One table for a spreadsheet.
    fn sheet(&self, released: &Released<Self::Found>) -> Sheet;
}

/// Asks and shows.
pub(crate) fn run<Q: Question>(question: &Q, args: &Ask) -> Result<Exit> {
    let selection = Selection::parse(&args.selection)?;
    let bar = Bar::waiting("opening the book");
    let store = Store::open(&args.book)?;
    let answer = question.ask(&store, &selection)?;
    drop(bar);
    let released = answer
        .release(Policy::new(args.audience))
        .map_err(|reason| anyhow!(reason))?;
    question.before_showing(&args.book, &released)?;
    let text = match args.format {
        Format::Json => {
            let json = question.json(&released, &store);
            json.map_err(|reason| anyhow!(reason))? + "\n"
        }
        Format::Csv => question.sheet(&released).csv(&released),
        Format::Table => page(
            &released,
            &question.sentence(&released, &store),
            &question.tables(&released),
        ),
    };
    let _ = std::io::stdout().write_all(text.as_bytes()); // a closed pipe is the reader's choice
    Ok(Exit::Done)
}

/// Mark, sentence, tables, notes and footer.
pub(crate) fn page<T>(released: &Released<T>, sentence: &str, tables: &str) -> String {
    let answer = released.answer();
    let mut text = String::new();
    if answer.synthetic {
        text.push_str("SYNTHETIC: this city does not exist\n");
    }
    text.push_str(&wrapped(sentence));
    text.push('\n');
    if !tables.is_empty() {
        text.push_str(tables);
        text.push('\n');
    }
    if !Policy::new(released.audience())
        .for_source(&answer.source)
        .shows_exact()
    {
        text.push_str("note: * and what is left empty is withheld from this audience\n");
    }
    let notes = answer.caveats.iter();
    text.extend(notes.map(|note| wrapped(&format!("note: {note}"))));
    text + &footer(released)
}

/// Source, period, setting, method, book, audience and terms: what every figure has to say.
fn footer<T>(released: &Released<T>) -> String {
    let answer = released.answer();
    let method = answer.method.as_ref().map_or_else(String::new, |method| {
        format!(
            "{}, {}, {} at {}%, {} units, against {}; ",
            method.statistic,
            method.p_value,
            method.correction,
            method.alpha * 100.0,
            thousands(method.units.into()),
            method.against
        )
    });
    let agreement = answer.agreement.as_ref().map_or_else(String::new, |terms| {
        wrapped(&format!(
            "under the agreement {}: {}; until {}",
            terms.name, terms.purpose, terms.expires
        ))
    });
    let footer = format!(
        "source {}, {} to {}, setting {}; {method}book {}; for {}",
        answer.source,
        answer.period.0,
        answer.period.1,
        answer.setting,
        answer.book,
        released.audience()
    );
    wrapped(&footer) + &agreement
}

/// What the counts are counts of.
pub(crate) fn counted<T>(released: &Released<T>) -> &'static str {
    CountBy::WORDS[released.answer().selection.count as usize]
}

/// A count for people: `1,204`, or `*`.
pub(crate) fn shown(count: Count) -> String {
    match count.number() {
        Some(number) => thousands(number.into()),
        None => count.to_string(),
    }
}

/// `1 place` or `3 places`.
pub(crate) fn many(number: u32, one: &str, more: &str) -> String {
    let word = if number == 1 { one } else { more };
    format!("{} {word}", thousands(number.into()))
}

/// A number with so many digits after the point; empty where there is none.
pub(crate) fn number(value: Option<f64>, digits: usize) -> String {
    value
        .map(|value| format!("{value:.digits$}"))
        .unwrap_or_default()
}

/// A number as a program reads it; empty where there is none.
pub(crate) fn exactly(value: Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// `3 (2-7)`: a rank with its interval, where the two are not one.
pub(crate) fn rank(rank: Option<u32>, interval: Option<(u32, u32)>) -> String {
    let rank = rank.map(|rank| rank.to_string()).unwrap_or_default();
    match interval {
        Some((low, high)) if low != high => format!("{rank} ({low}-{high})"),
        _ => rank,
    }
}

#[cfg(test)]
#[path = "question_tests.rs"]
mod tests;
