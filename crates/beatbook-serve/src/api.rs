//! The addresses of a book, and the document that describes them
//! (`OpenAPI` 3.1, <https://spec.openapis.org/oas/v3.1.1.html>).
//!
//! Both are made from the handlers: an address is accepted if and only if it is in the document.

use axum::http::{HeaderMap, Uri};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::document::{DOCUMENT, Document};
use crate::error::{Problem, Problems};
use crate::reader::Reader;
use crate::reply::{self, Held, Reply};
use crate::served::Served;
use crate::{
    areas, data, events, export, health, hotspots, meta, metrics, ogc, outlines, questions,
    schedule, selection, suggest, tilejson, tiles,
};

/// Groups of addresses.
pub(crate) const BOOK: &str = "book";
pub(crate) const WHERE: &str = "where";
pub(crate) const WHEN: &str = "when";
pub(crate) const CHANGE: &str = "change";
pub(crate) const AREA: &str = "area";
pub(crate) const ROWS: &str = "rows";
pub(crate) const TILES: &str = "tiles";
pub(crate) const FILES: &str = "files";
pub(crate) const FEATURES: &str = "features";
pub(crate) const WATCH: &str = "watch";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "beatbook",
        version = "1",
        description = "Where and when violence and disorder come back, from one book. \
            A selection says what is looked at, in the same parameters everywhere; whatever is not \
            accepted is refused by name, never ignored. Counts too small to be shown to the audience \
            are null. Days and hours are local time (Europe/London); coordinates are WGS 84 degrees.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    servers((url = "/")),
    tags(
        (name = BOOK, description = "What the book holds"),
        (name = WHERE, description = "Where it comes back"),
        (name = WHEN, description = "When it comes back"),
        (name = CHANGE, description = "What is new, growing or gone"),
        (name = AREA, description = "One area, and who lives there"),
        (name = ROWS, description = "The rows behind a figure"),
        (name = TILES, description = "Vector tiles"),
        (name = FILES, description = "Files for other programs"),
        (name = FEATURES, description = "OGC API - Features: core, as GeoJSON"),
        (name = WATCH, description = "For whoever watches over services")
    ),
    components(schemas(Problem))
)]
struct Head;

/// Every address beside the page's own files.
pub(crate) fn routes() -> OpenApiRouter<Served> {
    OpenApiRouter::with_openapi(Head::openapi())
        .routes(routes!(openapi))
        .routes(routes!(meta::meta))
        .routes(routes!(data::data))
        .routes(routes!(health::health))
        .routes(routes!(suggest::suggest))
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
        .routes(routes!(metrics::metrics))
        .routes(routes!(hotspots::all))
        .routes(routes!(hotspots::one))
        .routes(routes!(areas::all))
        .routes(routes!(outlines::all))
        .routes(routes!(questions::places))
        .routes(routes!(questions::streets))
        .routes(routes!(questions::premises))
        .routes(routes!(questions::counts))
        .routes(routes!(questions::moran))
        .routes(routes!(questions::week))
        .routes(routes!(questions::nights))
        .routes(routes!(questions::hours))
        .routes(routes!(questions::recent))
        .routes(routes!(questions::outreach))
        .routes(routes!(questions::near_repeat))
        .routes(routes!(questions::scan))
        .routes(routes!(questions::compare))
        .routes(routes!(questions::before_after))
        .routes(routes!(questions::evaluate))
        .routes(routes!(questions::backtest))
        .routes(routes!(questions::emerging))
        .routes(routes!(questions::seasons))
        .routes(routes!(questions::profile))
        .routes(routes!(questions::deprivation))
        .routes(routes!(questions::rates))
        .routes(routes!(questions::inequality))
        .routes(routes!(questions::concentration))
        .routes(routes!(questions::density))
        .routes(routes!(questions::stability))
        .routes(routes!(events::events))
        .routes(routes!(schedule::schedule))
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

/// How the document writes what the router cannot.
pub(crate) const ENDS: [(&str, &str); 3] = [
    ("/api/v1/export/{file}", "/api/v1/export/{table}.{format}"),
    ("/tiles/{layer}", "/tiles/{layer}.json"),
    (
        "/tiles/{layer}/{z}/{x}/{y}",
        "/tiles/{layer}/{z}/{x}/{y}.mvt",
    ),
];

/// Templates of the addresses, in the order of their letters.
pub(crate) fn addresses() -> impl Iterator<Item = &'static str> {
    DOCUMENT.addresses.iter().map(String::as_str)
}

/// This document.
#[utoipa::path(get, path = "/api/v1/openapi.json", tag = BOOK,
    responses((status = 200, description = "The document", body = Object), Held, Problems))]
pub(crate) async fn openapi(_: Reader, uri: Uri, headers: HeaderMap) -> Reply {
    selection::nothing(&uri)?;
    let Document { key, json, .. } = &*DOCUMENT;
    let held = reply::held(key, &headers);
    Ok(held.unwrap_or_else(|| reply::written(key, json.clone())))
}

#[cfg(test)]
#[path = "api_tests.rs"]
mod tests;
