//! How much a request may bring along.

use axum::http::Request;
use hyper::body::Body;

use crate::error::HttpError;

/// Bytes of path and query together: some hundred areas named in a selection.
pub(crate) const LONGEST_ADDRESS: usize = 8 << 10;
/// Browsers send about twenty.
pub(crate) const MOST_HEADERS: usize = 64;
/// Bytes of all names and values.
pub(crate) const MOST_HEADER_BYTES: usize = 16 << 10;
/// Bytes of a body, which no request here needs.
pub(crate) const LARGEST_BODY: u64 = 1 << 10;

/// Refuses a request that brings more.
pub(crate) fn check<B: Body>(request: &Request<B>) -> Result<(), HttpError> {
    let address = request.uri().path_and_query();
    let length = address.map_or(0, |address| address.as_str().len());
    if length > LONGEST_ADDRESS {
        return Err(HttpError::LongAddress(length));
    }
    let headers = request.headers();
    let bytes = headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len());
    if headers.len() > MOST_HEADERS || bytes.sum::<usize>() > MOST_HEADER_BYTES {
        return Err(HttpError::LargeHeaders);
    }
    let size = request.body().size_hint();
    if size.upper().is_none_or(|bytes| bytes > LARGEST_BODY) {
        return Err(HttpError::LargeBody);
    }
    Ok(())
}
