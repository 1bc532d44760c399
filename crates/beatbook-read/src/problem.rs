//! One thing wrong with an input: where, the offending text, what was expected, how much more there
//! is, and a way out.

use std::fmt;
use std::path::Path;

use beatbook_core::thousands;

/// How many further lines that fail the same check are listed by number; all are counted.
pub const LISTED_LINES: usize = 20;

/// Widest line of a message, where it can be wrapped.
const WIDTH: usize = 100;
/// How many characters of a long row are shown around the value at fault.
const EXCERPT: usize = 90;

/// Something wrong with a file. `Display` is the whole message, over several lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What was to be read from the file: `events`, `areas`, `streets`, `the config`.
    pub subject: &'static str,
    /// The file, as its path was given.
    pub file: String,
    /// Physical line, from 1.
    pub line: Option<u64>,
    /// Number of the area or feature, from 1, in files without lines.
    pub feature: Option<u64>,
    /// Column or property.
    pub column: Option<String>,
    /// Key of the config.
    pub key: Option<String>,
    /// The value as written.
    pub value: Option<String>,
    /// The row as written.
    pub row_text: Option<String>,
    /// Where in `row_text` the value stands: first byte and length.
    pub value_at: Option<(usize, usize)>,
    /// The check that failed, in words that hold nothing of the file's contents; empty where only the
    /// reason says it.
    pub check: &'static str,
    /// What is wrong, as a sentence that needs no other field.
    pub reason: String,
    /// What to do about it.
    pub help: String,
    /// Rows (areas, features) that fail this check, the one above included.
    pub failing: u64,
    /// Lines (or numbers) of the first others that fail it, at most [`LISTED_LINES`].
    pub others: Vec<u64>,
}

impl Problem {
    /// A problem with a file as a whole.
    pub(crate) fn new(
        subject: &'static str,
        file: &Path,
        reason: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            subject,
            file: file.display().to_string(),
            line: None,
            feature: None,
            column: None,
            key: None,
            value: None,
            row_text: None,
            value_at: None,
            check: "",
            reason: reason.into(),
            help: help.into(),
            failing: 1,
            others: Vec::new(),
        }
    }

    pub(crate) fn of_check(mut self, check: &'static str) -> Self {
        self.check = check;
        self
    }

    pub(crate) fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    pub(crate) fn at_feature(mut self, number: u64) -> Self {
        self.feature = Some(number);
        self
    }

    pub(crate) fn in_column(mut self, column: impl Into<String>) -> Self {
        self.column = Some(column.into());
        self
    }

    pub(crate) fn in_key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    pub(crate) fn with_value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// Shows the row, with a mark under the bytes `at` (first, length).
    pub(crate) fn with_row(mut self, text: impl Into<String>, at: Option<(usize, usize)>) -> Self {
        self.row_text = Some(text.into());
        self.value_at = at;
        self
    }

    /// Counts one more row or area that fails the same check.
    pub(crate) fn and_also(&mut self, number: u64) {
        self.failing += 1;
        if self.others.len() < LISTED_LINES {
            self.others.push(number);
        }
    }

    /// First line of a message about a file.
    pub(crate) fn title(subject: &str, file: &str) -> String {
        format!("cannot read {subject} from {file}")
    }

    /// The lines between title and help: place and reason, row with a mark, how many more.
    pub(crate) fn body(&self) -> String {
        let mut place = Vec::new();
        place.extend(self.line.map(|line| format!("line {line}")));
        place.extend(self.feature.map(|number| format!("feature {number}")));
        place.extend(self.column.as_ref().map(|c| format!("column {c}")));
        place.extend(self.key.as_ref().map(|key| format!("key {key}")));
        let separator = if place.is_empty() { "" } else { ": " };
        let first = format!("{}{separator}{}", place.join(", "), self.reason);
        let mut text = wrapped(&first, 2, 4);
        if let Some(row) = &self.row_text {
            let (excerpt, mark) = excerpt(row, self.value_at);
            text = format!("{text}\n    {excerpt}");
            if let Some((before, length)) = mark {
                text = format!("{text}\n    {}{}", " ".repeat(before), "^".repeat(length));
            }
        }
        if self.failing > 1 {
            text.push('\n');
            text.push_str(&wrapped(&self.more(), 2, 4));
        }
        text
    }

    fn more(&self) -> String {
        let more = self.failing - 1;
        let noun = if self.feature.is_some() {
            "feature"
        } else {
            "row"
        };
        let (plural, verb) = if more == 1 { ("", "s") } else { ("s", "") };
        let listed: Vec<_> = self.others.iter().map(ToString::to_string).collect();
        let rest = more - self.others.len() as u64;
        let tail = if rest > 0 {
            format!(" and {} more", thousands(rest))
        } else {
            String::new()
        };
        format!(
            "{} more {noun}{plural} fail{verb} the same check: {}{tail}",
            thousands(more),
            listed.join(", "),
        )
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", Self::title(self.subject, &self.file))?;
        writeln!(f, "{}", self.body())?;
        f.write_str(&help_line(&self.help))
    }
}

/// The last lines of a message.
pub(crate) fn help_line(help: &str) -> String {
    wrapped(&format!("help: {help}"), 2, 8)
}

/// A list for people, long ones cut: `a, b, c and 12 more`.
pub(crate) fn listed<T: AsRef<str>>(names: &[T]) -> String {
    const SHOWN: usize = 30;
    let shown: Vec<_> = names.iter().take(SHOWN).map(AsRef::as_ref).collect();
    match names.len().checked_sub(SHOWN) {
        Some(rest) if rest > 0 => format!("{} and {rest} more", shown.join(", ")),
        _ => shown.join(", "),
    }
}

/// A value for a sentence, long ones cut.
pub(crate) fn quoted(value: &str) -> String {
    const SHOWN: usize = 60;
    let mut chars = value.chars();
    let shown: String = chars.by_ref().take(SHOWN).collect();
    let dots = if chars.next().is_some() { "..." } else { "" };
    shown + dots
}

/// Breaks lines between words; what stands in backticks is one word.
fn wrapped(text: &str, first_indent: usize, indent: usize) -> String {
    let mut code = false;
    let mut between_words = |c: char| {
        code ^= c == '`';
        c == ' ' && !code
    };
    let text: String = text.chars().map(printable).collect();
    let mut lines = " ".repeat(first_indent);
    let mut width = first_indent;
    for (i, word) in text.split(&mut between_words).enumerate() {
        let length = word.chars().count();
        if i > 0 && width + 1 + length > WIDTH {
            lines.push('\n');
            lines.push_str(&" ".repeat(indent));
            width = indent;
        } else if i > 0 {
            lines.push(' ');
            width += 1;
        }
        lines.push_str(word);
        width += length;
    }
    lines
}

fn printable(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

/// A printable part of the row, and where the mark goes: characters before it, characters long.
fn excerpt(row: &str, at: Option<(usize, usize)>) -> (String, Option<(usize, usize)>) {
    let chars: Vec<char> = row.chars().map(printable).collect();
    let mark = at.and_then(|(first, length)| {
        let before = row.get(..first)?.chars().count();
        let length = row.get(first..first + length)?.chars().count();
        Some((before, length.clamp(1, EXCERPT / 2)))
    });
    if chars.len() <= EXCERPT {
        return (chars.into_iter().collect(), mark);
    }
    let (before, length) = mark.unwrap_or((0, 1));
    let end = (before + length + EXCERPT / 4)
        .max(EXCERPT)
        .min(chars.len());
    let start = end.saturating_sub(EXCERPT);
    let (left, right) = (start > 0, end < chars.len());
    let dots = |cut: bool| if cut { "..." } else { "" };
    let shown: String = chars[start..end].iter().collect();
    let text = format!("{}{shown}{}", dots(left), dots(right));
    let shift = dots(left).len();
    (text, mark.map(|(b, l)| (b - start + shift, l)))
}

#[cfg(test)]
#[path = "problem_tests.rs"]
mod tests;
