//! The log of listings: who was shown rows, and which ones, but nothing of what is in them.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use beatbook_core::{Behind, Day, EventList, PremisesSchedule, Released};

use crate::asked::{behind_text, premises_text};

/// Name of the log in the folder of a book.
pub const AUDIT_LOG: &str = "audit.log";

/// The log cannot be written, so the rows may not be shown.
#[derive(Debug, thiserror::Error)]
#[error(
    "cannot write {path}: {source}: rows are listed only where the listing is logged; make the file writable, or ask for counts"
)]
pub struct AuditError {
    path: PathBuf,
    source: io::Error,
}

/// Adds one line about a listing to the log in the folder of its book. To be called before any row is
/// shown.
///
/// The line holds, separated by tabs: time (UTC, RFC 3339), audience, what is listed (the selection
/// with its source and period filled in, and behind which figure), number of rows.
///
/// # Errors
/// [`AuditError`], naming the file: the listing is then to be refused.
pub fn log_listing(
    book: &Path,
    listing: &Released<EventList>,
    behind: &Behind,
) -> Result<(), AuditError> {
    let rows = listing.value().rows.len();
    write(
        book,
        &line(listing, &behind_text(behind), rows, &utc(SystemTime::now())),
    )
}

/// The same of the schedule of one premises.
///
/// # Errors
/// [`AuditError`], naming the file: the schedule is then to be refused.
pub fn log_schedule(book: &Path, schedule: &Released<PremisesSchedule>) -> Result<(), AuditError> {
    let found = schedule.value();
    let premises = premises_text(&found.id);
    let rows = found.rows.len();
    write(
        book,
        &line(schedule, &premises, rows, &utc(SystemTime::now())),
    )
}

fn write(book: &Path, line: &str) -> Result<(), AuditError> {
    let path = book.join(AUDIT_LOG);
    let written = File::options()
        .append(true)
        .create(true)
        .open(&path)
        .and_then(|mut file| {
            file.write_all(line.as_bytes())?; // one call: lines of two programs do not mix
            file.sync_data()
        });
    written.map_err(|source| AuditError { path, source })
}

/// - `beside`: what is asked beside the selection; empty for nothing.
fn line<T>(listing: &Released<T>, beside: &str, rows: usize, time: &str) -> String {
    let answer = listing.answer();
    let (from, to) = answer.period;
    let mut selection = answer.selection.clone().within(from, to);
    selection.source = Some(answer.source.clone());
    let mut asked = selection.to_string();
    if !beside.is_empty() {
        asked.push('&');
        asked.push_str(beside);
    }
    format!("{time}\t{}\t{asked}\t{rows} rows\n", listing.audience())
}

/// `2026-11-22T02:30:05Z` (<https://www.rfc-editor.org/rfc/rfc3339>).
fn utc(time: SystemTime) -> String {
    const DAY: u64 = 86_400;
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    let day = Day::from_number((seconds / DAY) as i32);
    let (hour, minute, second) = (seconds % DAY / 3_600, seconds % 3_600 / 60, seconds % 60);
    format!("{day}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
#[path = "audit_tests.rs"]
mod tests;
