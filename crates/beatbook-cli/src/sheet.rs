//! Answers as one table for a spreadsheet, every row of which says where it comes from.

use beatbook_core::Released;

use crate::table::csv_line;

/// Columns and rows of an answer.
pub(crate) struct Sheet {
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Sheet {
    pub(crate) fn new(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Self {
        Self {
            head: head.iter().map(ToString::to_string).collect(),
            rows: rows.into_iter().collect(),
        }
    }

    /// The sheet as comma-separated values, with source, period, setting, selection, book and audience
    /// in every row, and the agreement and the mark of synthetic data where there is one.
    pub(crate) fn csv<T>(&self, released: &Released<T>) -> String {
        let answer = released.answer();
        let mut provenance = vec![
            ("source", answer.source.to_string()),
            ("from", answer.period.0.to_string()),
            ("to", answer.period.1.to_string()),
            ("setting", answer.setting.to_string()),
            ("selection", answer.selection.to_string()),
            ("book", answer.book.to_string()),
            ("audience", released.audience().to_string()),
        ];
        if let Some(agreement) = &answer.agreement {
            let terms = format!("{}: {}", agreement.name, agreement.purpose);
            provenance.push(("agreement", terms));
        }
        if answer.synthetic {
            provenance.push(("SYNTHETIC", "SYNTHETIC".into()));
        }
        let names = provenance.iter().map(|(name, _)| *name);
        let head = self.head.iter().map(String::as_str).chain(names);
        let mut text = csv_line(head) + "\n";
        for row in &self.rows {
            let values = provenance.iter().map(|(_, value)| value.as_str());
            text.push_str(&csv_line(row.iter().map(String::as_str).chain(values)));
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
#[path = "sheet_tests.rs"]
mod tests;
