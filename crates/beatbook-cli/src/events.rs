//! `beatbook events`: logged before anything is shown, whatever the format.

use std::path::Path;

use anyhow::Result;
use beatbook_core::{
    Answer, Behind, EventList, Link, ListedEvent, Released, Selection, SelectionError,
};
use beatbook_serve::{labels, log_listing, print};
use beatbook_store::Store;

use crate::commands::Events;
use crate::exit::Exit;
use crate::question::{self, Question};
use crate::sheet::Sheet;
use crate::table::fitted;

pub(crate) fn run(args: Events) -> Result<Exit> {
    let (hour, month) = (args.hour.as_deref(), args.month.as_deref());
    let behind = beatbook_serve::behind(args.cell, args.place, hour, month)?;
    question::run(&Rows { behind }, &args.ask)
}

struct Rows {
    behind: Behind,
}

impl Question for Rows {
    type Found = EventList;

    fn ask(
        &self,
        store: &Store,
        selection: &Selection,
    ) -> Result<Answer<EventList>, SelectionError> {
        store.events(selection, &self.behind)
    }

    fn before_showing(&self, book: &Path, released: &Released<EventList>) -> Result<()> {
        Ok(log_listing(book, released, &self.behind)?)
    }

    fn json(&self, released: &Released<EventList>, store: &Store) -> Result<String, String> {
        print::events_json(released, &self.behind, store)
    }

    fn sentence(&self, released: &Released<EventList>, _: &Store) -> String {
        print::events_sentence(released)
    }

    fn tables(&self, released: &Released<EventList>) -> String {
        const LOGGED: &str = "this listing is logged in audit.log in the folder of the book\n";
        let rows = &released.value().rows;
        if rows.is_empty() {
            return LOGGED.into();
        }
        // Names of files are long and the same all over: they stand below.
        let mut files: Vec<&str> = rows.iter().map(|row| row.file.as_str()).collect();
        files.sort_unstable();
        files.dedup();
        let number = |row: &ListedEvent| files.iter().position(|file| *file == row.file);
        let rows_shown: Vec<Vec<String>> = rows
            .iter()
            .map(|row| line(row, number(row).unwrap_or(0) + 1))
            .collect();
        let head = [
            "ref",
            "from",
            "to",
            "category",
            "place",
            "flags",
            "file:line",
        ];
        let mut lines = vec![fitted(&head, &rows_shown, &[6], &[3, 4, 5])];
        for (number, file) in (1..).zip(&files) {
            lines.push(format!("file {number}: {file}\n"));
        }
        lines.push("texts that end in \u{2026} are whole in --format csv\n".into());
        lines.push(LOGGED.into());
        lines.concat()
    }

    fn sheet(&self, released: &Released<EventList>) -> Sheet {
        let head = [
            "ref",
            "event_from",
            "event_to",
            "precision",
            "category",
            "event_setting",
            "place",
            "flags",
            "code",
            "premises",
            "link",
            "called_by_premises",
            "recorded",
            "file",
            "line",
        ];
        Sheet::new(&head, released.value().rows.iter().map(fields))
    }
}

fn line(row: &ListedEvent, file: usize) -> Vec<String> {
    let (from, to) = labels::times(row);
    let to = if to == from { String::new() } else { to };
    vec![
        row.id.clone().unwrap_or_default(),
        from,
        to,
        row.category.clone(),
        row.place.clone().unwrap_or_default(),
        row.flags.join(" "),
        format!("{file}:{}", row.line),
    ]
}

fn fields(row: &ListedEvent) -> Vec<String> {
    let (from, to) = labels::times(row);
    vec![
        row.id.clone().unwrap_or_default(),
        from,
        to,
        row.precision.word().into(),
        row.category.clone(),
        row.setting.to_string(),
        row.place.clone().unwrap_or_default(),
        row.flags.join(" "),
        row.code.clone().unwrap_or_default(),
        row.premises.clone().unwrap_or_default(),
        row.link.map(Link::word).unwrap_or_default().into(),
        if row.called_by_premises { "Y" } else { "" }.into(),
        row.recorded.map(|day| day.to_string()).unwrap_or_default(),
        row.file.clone(),
        row.line.to_string(),
    ]
}

#[cfg(test)]
#[path = "events_tests.rs"]
mod tests;
