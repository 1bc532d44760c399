//! Where in a config a fault stands.

use std::ops::Range;
use std::path::Path;

use super::SUBJECT;
use crate::{Problem, ReadError};

/// Where faults of a config are pointed at.
pub(super) struct Place<'a> {
    pub text: &'a str,
    pub path: &'a Path,
    pub folder: &'a Path,
}

impl Place<'_> {
    /// A fault of the config as a whole.
    pub fn whole(&self, reason: &str, help: &str) -> Problem {
        Problem::new(SUBJECT, self.path, reason, help)
    }

    /// Ends reading with a fault at bytes of the text.
    pub fn refuse<T>(&self, span: &Range<usize>, words: &str) -> Result<T, ReadError> {
        Err(self.at(span, &words).into())
    }

    /// A fault at bytes of the text; `words` are the reason and, after `; `, the way out.
    pub fn at(&self, span: &Range<usize>, words: &dyn ToString) -> Problem {
        let words = words.to_string();
        let (reason, help) = parted(&words).unwrap_or((&words, "correct this line"));
        let start = span.start.min(self.text.len());
        let before = self.text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        let line = self.text.get(line_start..).unwrap_or_default();
        let line = line.lines().next().unwrap_or_default();
        let at = start - line_start;
        let length = span.len().min(line.len().saturating_sub(at));
        let mut problem = self
            .whole(reason, help)
            .at_line(before.matches('\n').count() as u64 + 1)
            .with_row(line, (length > 0).then_some((at, length)));
        if let Some((key, _)) = line.split_once('=') {
            problem = problem.in_key(key.trim());
        }
        problem
    }

    /// A fault that the TOML reader found.
    pub fn of_toml(&self, error: &toml::de::Error) -> Problem {
        let message = error.message().replace('\n', "; ");
        let span = error.span().unwrap_or(0..0);
        if let Some((key, accepted)) = unknown_key(&message) {
            return self.at(&span, &format!("`{key}` is not a key here; use {accepted}"));
        }
        if let Some(key) = message.strip_prefix("missing field ") {
            let table = self.at(&span, &format!("{key} is missing; add it"));
            return Problem {
                value_at: None,
                key: None,
                ..table
            };
        }
        if message.starts_with("invalid type: map, expected a sequence") {
            let words = "there can be several of these tables; write the name in double brackets, such as [[places]]";
            return self.at(&span, &words);
        }
        self.at(&span, &in_words(&message))
    }
}

/// What serde says of a value, without the names of types.
fn in_words(message: &str) -> String {
    let whole = ["u8", "u16", "u32", "u64"].iter();
    let message = whole.fold(message.to_owned(), |text, kind| {
        text.replace(&format!("expected {kind}"), "expected a whole number")
    });
    message.replace("expected f64", "expected a number")
}

/// Reason and way out; what stands in backticks is the config's, and may have any text in it.
fn parted(words: &str) -> Option<(&str, &str)> {
    let mut code = false;
    let end = words.match_indices(['`', ';']).find_map(|(at, mark)| {
        code ^= mark == "`";
        (!code && words[at..].starts_with("; ")).then_some(at)
    });
    match end {
        Some(at) => Some((&words[..at], &words[at + 2..])),
        // An odd backtick of the config's.
        None => words.rsplit_once("; "),
    }
}

/// Takes apart what serde says of a key it does not know.
fn unknown_key(message: &str) -> Option<(&str, String)> {
    let rest = message.strip_prefix("unknown field `")?;
    let (key, accepted) = rest.split_once('`')?;
    let accepted = accepted.split_once("expected ")?.1;
    let accepted = accepted.strip_prefix("one of ").unwrap_or(accepted);
    Some((key, accepted.replace('`', "")))
}
