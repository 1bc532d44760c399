//! The same answers for the terminal and for files.

use beatbook_core::{Hotspots, Released};
use beatbook_store::Store;

use crate::dto::hotspots::HotspotsReply;
use crate::dto::{labels, sentences};
use crate::etag::Key;

/// Released hotspots as JSON: what `/api/v1/hotspots` answers.
///
/// # Errors
/// What the encoder says.
pub fn hotspots_json(released: &Released<Hotspots>, store: &Store) -> Result<String, String> {
    let answer = released.answer();
    let key = Key::new(&answer.book, Some(&answer.selection), released.audience());
    serde_json::to_string_pretty(&HotspotsReply::new(released, &key, store))
        .map_err(|e| e.to_string())
}

/// What was found, in one sentence or two.
pub fn hotspots_sentence(released: &Released<Hotspots>) -> String {
    sentences::hotspots(released)
}

/// The hours of a place as they are written, such as `22-03`.
pub fn hours_label(hours: &beatbook_core::Hours) -> String {
    labels::hours(hours)
}
