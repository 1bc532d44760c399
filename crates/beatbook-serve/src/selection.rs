//! The query of an address to a [`Selection`]. Nothing in it is ignored.

use axum::extract::Query;
use axum::http::Uri;
use beatbook_core::{Selection, SelectionError};

use crate::error::HttpError;

/// Reads the selection in an address.
pub(crate) fn selection(uri: &Uri) -> Result<Selection, HttpError> {
    read(uri, None).map(|(selection, _)| selection)
}

/// Reads the selection and one more parameter, which has to be there.
pub(crate) fn selection_and(
    uri: &Uri,
    extra: &'static str,
    accepted: &[String],
) -> Result<(Selection, String), HttpError> {
    let (selection, value) = read(uri, Some(extra))?;
    let value = value.ok_or_else(|| {
        let reason = format!("is missing; use {}", accepted.join(" or "));
        SelectionError::new(extra, reason, accepted)
    })?;
    Ok((selection, value))
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

fn read(uri: &Uri, extra: Option<&'static str>) -> Result<(Selection, Option<String>), HttpError> {
    let (extras, own): (Vec<_>, Vec<_>) = pairs(uri)?
        .into_iter()
        .partition(|(key, _)| Some(key.as_str()) == extra);
    if let (Some(extra), [_, _, ..]) = (extra, &extras[..]) {
        return Err(SelectionError::new(extra, "stands twice; write it once", [""; 0]).into());
    }
    let known = || extra.into_iter().chain(Selection::KEYS);
    if let Some((key, _)) = own.iter().find(|(key, _)| known().all(|word| word != key)) {
        let list: Vec<_> = known().collect();
        let reason = format!("is not known; use {}", list.join(", "));
        return Err(SelectionError::new(key, reason, list).into());
    }
    let texts = own
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()));
    let selection = Selection::from_pairs(texts)?;
    Ok((selection, extras.into_iter().next().map(|(_, value)| value)))
}

/// Keys and values, percent-decoded, without blanks round them.
fn pairs(uri: &Uri) -> Result<Vec<(String, String)>, HttpError> {
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
