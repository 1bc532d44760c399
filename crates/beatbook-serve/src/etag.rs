//! What an answer depends on, as one short text: the key of caches and the `ETag` of responses.

use axum::http::{HeaderMap, HeaderValue, header};
use beatbook_core::{Audience, BookId, Selection};
use sha2::{Digest, Sha256};

/// The build of this program: two builds that could answer differently have different names.
pub(crate) const BUILD: &str = env!("BEATBOOK_BUILD");

/// Book, selection, what is asked beside it, audience and program build, hashed. Everything that was
/// worked out from the same five carries the same key, so a page can tell that its table and its map
/// belong together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key(String);

impl Key {
    /// The key of a selection; `None` for what no selection changes.
    ///
    /// - `beside`: what is asked beside it, in the form of [`crate::asked`]; may be empty.
    pub(crate) fn new(
        book: &BookId,
        selection: Option<&Selection>,
        beside: &str,
        audience: Audience,
    ) -> Self {
        let selection = selection.map_or_else(|| "-".to_owned(), ToString::to_string);
        let text = [BUILD, &book.0, &audience.to_string(), &selection, beside].join("\n");
        Self(short(&Sha256::digest(text)))
    }

    /// The key of bytes that are known by their hash.
    pub(crate) fn of_hash(hash: &[u8]) -> Self {
        Self(short(hash))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Weak, for the same answer may travel compressed or not.
    pub(crate) fn header(&self) -> HeaderValue {
        HeaderValue::try_from(format!("W/\"{}\"", self.0))
            .unwrap_or(HeaderValue::from_static("W/\"\""))
    }

    /// Whether the sender of a request holds this already.
    pub(crate) fn is_held(&self, headers: &HeaderMap) -> bool {
        is_held(&self.0, headers)
    }
}

/// Whether the sender of a request holds what has this tag, quotes and weakness aside.
pub(crate) fn is_held(opaque: &str, headers: &HeaderMap) -> bool {
    let lists = headers.get_all(header::IF_NONE_MATCH);
    let mut tags = lists
        .iter()
        .filter_map(|list| list.to_str().ok())
        .flat_map(|list| list.split(','))
        .map(str::trim);
    tags.any(|tag| {
        let own = tag.strip_prefix("W/").unwrap_or(tag);
        tag == "*" || own.trim_matches('"') == opaque
    })
}

fn short(hash: &[u8]) -> String {
    hex(hash.iter().take(12))
}

/// Bytes in two hexadecimal digits each.
pub(crate) fn hex<'a>(bytes: impl IntoIterator<Item = &'a u8>) -> String {
    use std::fmt::Write;
    bytes.into_iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // writing to a String cannot fail
        text
    })
}

#[cfg(test)]
#[path = "etag_tests.rs"]
mod tests;
