//! Who asks, and of which version of the book.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::app::App;
use crate::error::HttpError;
use crate::served::Served;

/// The book as whoever sent a request may see it, chosen once for the whole request by
/// [`crate::kept::answer`]. Taken by every handler, so that none can answer without an audience.
#[derive(Debug)]
pub(crate) struct Reader(pub(crate) Arc<App>);

impl FromRequestParts<Served> for Reader {
    type Rejection = HttpError;

    async fn from_request_parts(parts: &mut Parts, _: &Served) -> Result<Self, HttpError> {
        let chosen = parts.extensions.get::<Arc<App>>();
        chosen.cloned().map(Self).ok_or(HttpError::Broken)
    }
}
