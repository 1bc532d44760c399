//! Selections made from others.

use beatbook_core::{CountBy, Selection};

/// A selection without the parts of some keys.
pub(crate) fn without(selection: &Selection, keys: &[&str]) -> Selection {
    with_parts(selection, |key, value| {
        (!keys.contains(&key)).then(|| value.to_owned())
    })
}

/// A selection whose parts were each kept as they are, changed, or left out.
pub(crate) fn with_parts(
    selection: &Selection,
    mut keep: impl FnMut(&str, &str) -> Option<String>,
) -> Selection {
    let text = selection.to_string();
    let parts = text.split('&').filter_map(|part| part.split_once('='));
    let parts: Vec<(&str, String)> = parts
        .filter_map(|(key, value)| Some((key, keep(key, value)?)))
        .collect();
    // Parts of a selection that could be read, or words of the book: they can be read again.
    Selection::from_pairs(parts.iter().map(|(key, value)| (*key, value.as_str())))
        .unwrap_or_default()
}

/// The same selection, counting incidents or events.
pub(crate) fn counting(selection: &Selection, count: CountBy) -> Selection {
    let mut counting = selection.clone();
    counting.count = count;
    counting
}
