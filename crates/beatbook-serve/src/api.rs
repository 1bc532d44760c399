//! The addresses of a book, and the document that describes them
//! (`OpenAPI` 3.1, <https://spec.openapis.org/oas/v3.1.1.html>).
//!
//! Both are made from the handlers: an address is accepted if and only if it is in the document.

use std::sync::LazyLock;

use axum::http::{HeaderMap, Uri};
use sha2::{Digest, Sha256};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::HttpError;
use crate::etag::Key;
use crate::reader::Reader;
use crate::reply::{self, Reply};
use crate::served::Served;
use crate::{
    areas, events, export, health, hotspots, meta, metrics, ogc, questions, selection, tilejson,
    tiles,
};

#[derive(OpenApi)]
#[openapi(info(title = "beatbook", version = "1"))]
struct Head;

/// Every address beside the page's own files.
pub(crate) fn routes() -> OpenApiRouter<Served> {
    OpenApiRouter::with_openapi(Head::openapi())
        .routes(routes!(openapi))
        .routes(routes!(meta::meta))
        .routes(routes!(health::health))
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
        .routes(routes!(metrics::metrics))
        .routes(routes!(hotspots::all))
        .routes(routes!(hotspots::one))
        .routes(routes!(areas::all))
        .routes(routes!(questions::places))
        .routes(routes!(questions::streets))
        .routes(routes!(questions::counts))
        .routes(routes!(questions::moran))
        .routes(routes!(questions::week))
        .routes(routes!(questions::nights))
        .routes(routes!(questions::hours))
        .routes(routes!(questions::near_repeat))
        .routes(routes!(questions::scan))
        .routes(routes!(questions::compare))
        .routes(routes!(questions::emerging))
        .routes(routes!(questions::seasons))
        .routes(routes!(questions::profile))
        .routes(routes!(questions::deprivation))
        .routes(routes!(questions::density))
        .routes(routes!(questions::stability))
        .routes(routes!(events::events))
        .routes(routes!(export::file))
        .routes(routes!(ogc::landing))
        .routes(routes!(ogc::conformance))
        .routes(routes!(ogc::collections))
        .routes(routes!(ogc::collection))
        .routes(routes!(ogc::items))
        .routes(routes!(ogc::item))
        .routes(routes!(tilejson::tilejson))
        .routes(routes!(tiles::tile))
}

/// The router knows no ends of names such as `.mvt`; the document does.
const ENDS: [(&str, &str); 2] = [
    ("/tiles/{layer}", "/tiles/{layer}.json"),
    (
        "/tiles/{layer}/{z}/{x}/{y}",
        "/tiles/{layer}/{z}/{x}/{y}.mvt",
    ),
];

static DOCUMENT: LazyLock<Document> = LazyLock::new(|| {
    let mut described = routes().into_openapi();
    let addresses = &mut described.paths.paths;
    for (routed, written) in ENDS {
        if let Some(item) = addresses.remove(routed) {
            addresses.insert(written.into(), item);
        }
    }
    let key = serde_json::to_vec(&described).map(|json| Key::of_hash(&Sha256::digest(json)));
    Document {
        key: key.ok(),
        described,
    }
});

struct Document {
    described: utoipa::openapi::OpenApi,
    /// `None` where it cannot be written.
    key: Option<Key>,
}

/// Templates of the addresses, in the order of their letters.
pub(crate) fn addresses() -> impl Iterator<Item = &'static str> {
    DOCUMENT.described.paths.paths.keys().map(String::as_str)
}

/// This document.
#[utoipa::path(get, path = "/api/v1/openapi.json")]
pub(crate) async fn openapi(_: Reader, uri: Uri, headers: HeaderMap) -> Reply {
    selection::nothing(&uri)?;
    let key = DOCUMENT.key.as_ref().ok_or(HttpError::Broken)?;
    match reply::held(key, &headers) {
        Some(held) => Ok(held),
        None => reply::json(key, &DOCUMENT.described),
    }
}

#[cfg(test)]
#[path = "api_tests.rs"]
mod tests;
