//! `/api/v1/suggest?q=<text>[&kind=][&limit=]`: what a search box offers.

use std::ops::RangeInclusive;

use axum::http::{HeaderMap, Uri};
use beatbook_core::SelectionError;
use beatbook_store::SuggestionKind;

use crate::api;
use crate::dto::suggest::SuggestReply;
use crate::error::{HttpError, Problems};
use crate::paging;
use crate::params::SuggestParams;
use crate::reader::Reader;
use crate::reply::{self, Held, Reply};
use crate::selection;

/// Letters of a text that is looked up.
pub(crate) const LETTERS: RangeInclusive<usize> = 2..=100;
/// Suggestions that may be asked for.
pub(crate) const LIMITS: RangeInclusive<u32> = 1..=50;
const LIMIT: u32 = 10;

/// Names that begin like a text.
///
/// Areas of every layer (by name or code), streets, registered places that are no homes, categories
/// and presets. First those that begin with the text, then those with a word that does, then those that
/// hold it anywhere; within these by kind, name and id.
#[utoipa::path(get, path = "/api/v1/suggest", tag = api::BOOK, params(SuggestParams),
    responses(
        (status = 200, description = "Suggestions, the nearest first", body = SuggestReply),
        Held, Problems
    ))]
pub(crate) async fn suggest(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let [text, kind, limit] = selection::only(&uri, ["q", "kind", "limit"])?;
    let (text, kind, limit) = read(text.as_deref(), kind.as_deref(), limit.as_deref())?;
    let kind_word = kind.map_or("", SuggestionKind::word);
    let key = app.key_of(&format!("suggest {limit} {kind_word} {text}"));
    if let Some(held) = reply::held(&key, &headers) {
        return Ok(held);
    }
    app.work(move |app| {
        let found = app.store.suggest(&text, kind, limit as usize);
        reply::json(&key, &SuggestReply::new(&found))
    })
    .await
}

fn read(
    text: Option<&str>,
    kind: Option<&str>,
    limit: Option<&str>,
) -> Result<(String, Option<SuggestionKind>, u32), HttpError> {
    let (least, most) = LETTERS.into_inner();
    let text = text.unwrap_or_default();
    if !LETTERS.contains(&text.chars().count()) {
        let reason = format!("has to be {least} to {most} letters long");
        return Err(SelectionError::new("q", reason, [""; 0]).into());
    }
    let kind = kind.map(|word| {
        SuggestionKind::parse(word).ok_or_else(|| {
            let words = SuggestionKind::WORDS;
            let reason = format!("`{word}` is no kind; use {}", words.join(", "));
            SelectionError::new("kind", reason, words)
        })
    });
    let limit = paging::number("limit", limit, LIMITS, LIMIT)?;
    Ok((text.to_owned(), kind.transpose()?, limit))
}

#[cfg(test)]
#[path = "suggest_tests.rs"]
mod tests;
