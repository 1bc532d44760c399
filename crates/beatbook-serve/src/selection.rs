//! The query of an address to a [`Selection`]. Nothing in it is ignored.

use axum::extract::Query;
use axum::http::Uri;
use beatbook_core::{Selection, SelectionError};

use crate::error::HttpError;

/// Reads the selection in an address.
pub(crate) fn selection(uri: &Uri) -> Result<Selection, HttpError> {
    selection_with(uri, []).map(|(selection, [])| selection)
}

/// Reads the selection and one more parameter, which has to be there.
pub(crate) fn selection_and(
    uri: &Uri,
    extra: &'static str,
    accepted: &[String],
) -> Result<(Selection, String), HttpError> {
    let (selection, [value]) = selection_with(uri, [extra])?;
    Ok((selection, needed(extra, value, accepted)?))
}

/// A parameter that has to be there.
pub(crate) fn needed(
    key: &str,
    value: Option<String>,
    accepted: &[String],
) -> Result<String, HttpError> {
    value.ok_or_else(|| {
        let reason = format!("is missing; use {}", accepted.join(" or "));
        SelectionError::new(key, reason, accepted).into()
    })
}

/// Refuses any parameter, for what no selection changes.
pub(crate) fn nothing(uri: &Uri) -> Result<(), HttpError> {
    match pairs(uri)?.first() {
        None => Ok(()),
        Some((key, _)) => {
            let reason = "is not known; this address takes no parameters";
            Err(SelectionError::new(key, reason, [""; 0]).into())
        }
    }
}

/// Reads parameters of an address that takes no selection, in the order of `known`.
pub(crate) fn only<const N: usize>(
    uri: &Uri,
    known: [&'static str; N],
) -> Result<[Option<String>; N], HttpError> {
    let mut values = [const { None }; N];
    for (key, value) in pairs(uri)? {
        let Some(at) = known.iter().position(|word| *word == key) else {
            let reason = format!("is not known; use {}", known.join(", "));
            return Err(SelectionError::new(&key, reason, known).into());
        };
        if values[at].replace(value).is_some() {
            return Err(twice(&key).into());
        }
    }
    Ok(values)
}

fn twice(key: &str) -> SelectionError {
    SelectionError::new(key, "stands twice; write it once", [""; 0])
}

/// Reads the selection and what else may be asked beside it, in the order of `extras`.
pub(crate) fn selection_with<const N: usize>(
    uri: &Uri,
    extras: [&'static str; N],
) -> Result<(Selection, [Option<String>; N]), HttpError> {
    selection_of(pairs(uri)?, extras)
}

/// The same of parameters that were taken apart already.
pub(crate) fn selection_of<const N: usize>(
    pairs: Vec<(String, String)>,
    extras: [&'static str; N],
) -> Result<(Selection, [Option<String>; N]), HttpError> {
    let mut values = [const { None }; N];
    let mut own = Vec::new();
    for (key, value) in pairs {
        let Some(at) = extras.iter().position(|extra| *extra == key) else {
            own.push((key, value));
            continue;
        };
        if values[at].replace(value).is_some() {
            return Err(twice(&key).into());
        }
    }
    let known = || extras.into_iter().chain(Selection::KEYS);
    if let Some((key, _)) = own.iter().find(|(key, _)| known().all(|word| word != key)) {
        let list: Vec<_> = known().collect();
        let reason = format!("is not known; use {}", list.join(", "));
        return Err(SelectionError::new(key, reason, list).into());
    }
    let texts = own
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()));
    Ok((Selection::from_pairs(texts)?, values))
}

/// Keys and values, percent-decoded, without blanks round them.
pub(crate) fn pairs(uri: &Uri) -> Result<Vec<(String, String)>, HttpError> {
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri).map_err(|_| {
        SelectionError::new(
            uri.query().unwrap_or_default(),
            "is not a list of key=value joined by &",
            Selection::KEYS,
        )
    })?;
    let trimmed = |text: String| text.trim().to_owned();
    Ok(pairs
        .into_iter()
        .map(|(key, value)| (trimmed(key), trimmed(value)))
        .collect())
}

#[cfg(test)]
#[path = "selection_tests.rs"]
mod tests;
