//! `/tiles/{layer}.json`: what is in the tiles, as `TileJSON` 3.0.0
//! (<https://github.com/mapbox/tilejson-spec/tree/master/3.0.0>).

use axum::extract::Path;
use axum::http::{HeaderMap, Uri, header};
use beatbook_core::Selection;
use serde::Serialize;

use crate::app::App;
use crate::error::HttpError;
use crate::reader::Reader;
use crate::reply::{self, Reply};
use crate::tiles::TileLayer;
use crate::vector_layers::{VectorLayer, ZOOMS};

/// Zoom that a map begins with: a city fills it.
const CENTRE_ZOOM: u8 = 11;

#[derive(Serialize)]
pub(crate) struct TileJson {
    tilejson: &'static str,
    name: String,
    description: &'static str,
    pub(crate) attribution: String,
    scheme: &'static str,
    tiles: Vec<String>,
    pub(crate) vector_layers: Vec<VectorLayer>,
    pub(crate) bounds: [f64; 4],
    /// Longitude, latitude, zoom.
    pub(crate) center: (f64, f64, u8),
    pub(crate) minzoom: u8,
    pub(crate) maxzoom: u8,
}

impl TileJson {
    /// What is in the tiles of a layer.
    ///
    /// - `tiles`: address of a tile with `{z}`, `{x}` and `{y}` in it; none for tiles in a file.
    pub(crate) fn new(
        app: &App,
        layer: &TileLayer,
        selection: &Selection,
        tiles: Vec<String>,
    ) -> Self {
        let about = app.store.about();
        let mark = if about.synthetic {
            "SYNTHETIC data: "
        } else {
            ""
        };
        let [west, south, east, north] = about.bounds;
        let middle = |a: f64, b: f64| f64::midpoint(a, b);
        Self {
            tilejson: "3.0.0",
            name: layer.word(),
            description: layer.description(),
            attribution: format!("{mark}{}", as_text(&about.title)),
            scheme: "xyz",
            tiles,
            vector_layers: layer.vector_layers(selection),
            bounds: about.bounds,
            center: (middle(west, east), middle(south, north), CENTRE_ZOOM),
            minzoom: ZOOMS.0,
            maxzoom: ZOOMS.1,
        }
    }
}

#[utoipa::path(get, path = "/tiles/{layer}")]
pub(crate) async fn tilejson(
    Reader(app): Reader,
    Path(file): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Reply {
    let word = file
        .strip_suffix(".json")
        .ok_or_else(|| HttpError::Missing {
            what: "address",
            asked: uri.path().into(),
            accepted: vec!["/tiles/hotspots.json".into()],
        })?;
    let layer = TileLayer::read(word, &app)?;
    let (layer, selection) = layer.asked(&uri)?;
    let key = layer.key(selection.as_ref(), &app);
    if let Some(held) = reply::held(&key, &headers) {
        return Ok(held);
    }
    let selection = selection.unwrap_or_default();
    // Only what this server was asked as: what a proxy adds, anybody can write.
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or("127.0.0.1");
    let asked = [selection.to_string(), layer.beside()];
    let asked: Vec<&str> = asked
        .iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    let query = if asked.is_empty() {
        String::new()
    } else {
        format!("?{}", asked.join("&"))
    };
    let tiles = format!("http://{host}/tiles/{word}/{{z}}/{{x}}/{{y}}.mvt{query}");
    reply::json(&key, &TileJson::new(&app, &layer, &selection, vec![tiles]))
}

/// Attributions are read as HTML.
fn as_text(title: &str) -> String {
    title
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
