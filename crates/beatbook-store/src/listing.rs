//! The rows behind a figure.

use beatbook_core::{
    Answer, Behind, CountBy, EventList, ListedEvent, Precision, Selection, SelectionError,
};

use crate::parts::counting;
use crate::scan::{Question, Scope, is_about_people};
use crate::source::SourceData;
use crate::store::Store;
use crate::traces::Trace;

impl Store {
    /// The rows behind a figure, the newest first: all located ones of a selection, or those behind a
    /// cell, place, hour or month of it.
    ///
    /// Every recorded row is listed, whatever the figure counts. Behind a cell or place the settings
    /// are those its figure has by default, so that the rows are the ones it was made of.
    ///
    /// # Errors
    /// [`SelectionError`] when the book cannot answer it; on the part `book` when the book was changed
    /// on disk since it was opened, so that rows can no longer be traced to their files.
    pub fn events(
        &self,
        selection: &Selection,
        behind: &Behind,
    ) -> Result<Answer<EventList>, SelectionError> {
        self.events_from(selection, behind, 0, EventList::MOST as u32)
    }

    /// A part of [`Store::events`], in the same order.
    ///
    /// - `offset`: rows before the first.
    /// - `limit`: most rows; no more than [`EventList::MOST`] are listed at a time.
    ///
    /// # Errors
    /// As [`Store::events`].
    pub fn events_from(
        &self,
        selection: &Selection,
        behind: &Behind,
        offset: u32,
        limit: u32,
    ) -> Result<Answer<EventList>, SelectionError> {
        let every = counting(selection, CountBy::Events);
        let scope = Scope::new(self, &every, self.question(selection, behind))?;
        let source = scope.source;
        if behind.hour.is_some() {
            Scope::new_timed(self, &every, Question::Rows)?;
        }
        let scan = scope.scan(self, &every);
        let mut rows = match (&behind.cell, &behind.place) {
            (Some(_), Some(_)) => {
                let reason =
                    "rows are listed behind a cell or behind a place; leave one of them out";
                return Err(SelectionError::new("place", reason, [""; 0]));
            }
            (Some(id), None) => {
                // The hotspot is the one of the selection itself, whatever is listed behind it.
                let cell = self.unit_behind(selection, id);
                let cell = cell.map(|cell| self.unit_id(&selection.unit, cell));
                self.in_hood(&every, &scope, &scan, cell.as_deref().unwrap_or(id))?
                    .1
            }
            (None, Some(place)) => self.at_place(selection, &scope, &scan, place)?.1,
            (None, None) => scan.rows.clone(),
        };
        rows.retain(|&row| {
            let from = source.from[row as usize];
            let hour = || self.calendar.local(from).1;
            behind.hour.is_none_or(|wanted| hour() == wanted)
                && behind
                    .month
                    .is_none_or(|wanted| self.begins(selection, from).month() == wanted)
        });
        rows.sort_unstable_by_key(|&row| std::cmp::Reverse((source.from[row as usize], row)));
        let total = rows.len() as u32;
        rows.drain(..rows.len().min(offset as usize));
        rows.truncate(EventList::MOST.min(limit as usize));
        let traces = self
            .traces
            .of(source.about.source.word(), &rows)
            .map_err(|error| SelectionError::new("book", error.to_string(), [""; 0]))?;
        let listed = rows.iter().zip(traces);
        let value = EventList {
            total,
            rows: listed
                .map(|(&row, trace)| self.listed_event(source, row as usize, trace))
                .collect(),
        };
        Ok(self.answer(value, None, selection, &scope, &scan))
    }

    /// The question whose figure is looked behind. Activity makes no figure of a cell or place, but
    /// its rows may be listed.
    fn question(&self, selection: &Selection, behind: &Behind) -> Question {
        let is = |data: &&SourceData| Some(&data.about.source) == selection.source.as_ref();
        let source = self.sources.iter().find(is).or(self.sources.first());
        let activity = source.is_some_and(|data| data.about.activity);
        match behind {
            _ if activity => Question::Rows,
            Behind { cell: Some(_), .. } => Question::Patrol,
            Behind { place: Some(_), .. } => Question::Places,
            _ => Question::Rows,
        }
    }

    pub(crate) fn listed_event(
        &self,
        source: &SourceData,
        row: usize,
        trace: Trace,
    ) -> ListedEvent {
        let (from, to) = (source.from[row], source.to[row]);
        let flags = source.about.flags.iter().enumerate();
        let kind = source.happened.kind(row);
        let premises = self.places.get(trace.record.premises as usize);
        let place = source.place[row].map(|text| source.texts.get(text));
        ListedEvent {
            id: trace.record.id,
            code: trace.record.code,
            premises: premises.map(|place| place.name.clone()),
            link: trace.record.link,
            called_by_premises: trace.record.caller,
            from,
            to,
            precision: if from == to {
                Precision::Instant
            } else {
                source.about.precision
            },
            category: source.about.categories[kind.category as usize]
                .label
                .clone(),
            setting: kind.setting,
            place: place.map(ToOwned::to_owned),
            flags: flags
                .filter(|(bit, word)| kind.flags & (1 << bit) != 0 && !is_about_people(word))
                .map(|(_, word)| word.clone())
                .collect(),
            recorded: source.recorded[row],
            file: trace.file,
            line: trace.line,
        }
    }
}

#[cfg(test)]
#[path = "listing_tests.rs"]
mod tests;
