//! Who asks, and of which version of the book.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::app::App;
use crate::served::Served;

/// The book as whoever sent a request may see it. Taken by every handler, so that none can answer
/// without an audience.
#[derive(Debug)]
pub(crate) struct Reader(pub(crate) Arc<App>);

impl FromRequestParts<Served> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, served: &Served) -> Result<Self, Infallible> {
        // `kept::answer` chose the version and the audience.
        let chosen = parts.extensions.get::<Arc<App>>().cloned();
        Ok(Self(chosen.unwrap_or_else(|| served.app())))
    }
}
