//! `/api/v1/outlines`: where the areas of a layer lie, for small pictures.

use axum::http::{HeaderMap, Uri};

use crate::api;
use crate::areas::held_layer;
use crate::dto::outlines::OutlinesReply;
use crate::error::Problems;
use crate::params::LayerParam;
use crate::reader::Reader;
use crate::reply::{self, Held, Reply};
use crate::selection::only;

/// Outlines of the areas of a layer, as `GeoJSON`.
///
/// In the order of the layer, simplified to about 50 m together, so that neighbours still share their
/// edges.
#[utoipa::path(get, path = "/api/v1/outlines", tag = api::AREA, operation_id = "outlines",
    params(LayerParam),
    responses((status = 200, description = "Outlines", body = OutlinesReply), Held, Problems))]
pub(crate) async fn all(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let [layer] = only(&uri, ["layer"])?;
    let layer = held_layer(&app, layer)?;
    let key = app.key_of(&format!("outlines {layer}"));
    if let Some(held) = reply::held(&key, &headers) {
        return Ok(held);
    }
    app.work(move |app| reply::json(&key, &OutlinesReply::new(app, &layer)))
        .await
}

#[cfg(test)]
#[path = "outlines_tests.rs"]
mod tests;
