//! `/tiles/{layer}.json`: what is in the tiles, as `TileJSON` 3.0.0
//! (<https://github.com/mapbox/tilejson-spec/tree/master/3.0.0>).

use axum::extract::Path;
use axum::http::{HeaderMap, Uri};
use beatbook_core::Selection;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api;
use crate::app::App;
use crate::dto::words;
use crate::error::{Absent, HttpError, Problems};
use crate::headers::host;
use crate::params::{NearRepeatParams, SelectionParams, StreetParams, TileLayerParam};
use crate::reader::Reader;
use crate::reply::{self, Held, Reply};
use crate::tiles::TileLayer;
use crate::vector_layers::{VectorLayer, ZOOMS};

/// Zoom that a map begins with: a city fills it.
const CENTRE_ZOOM: u8 = 11;

/// Tiles and what is in them (`TileJSON` 3.0.0).
#[derive(Serialize, ToSchema)]
pub(crate) struct TileJson {
    /// Version of `TileJSON`.
    tilejson: &'static str,
    /// Layer.
    name: String,
    /// What it shows.
    description: &'static str,
    /// Whose data, as HTML; begins with `SYNTHETIC` where they are made up.
    pub(crate) attribution: String,
    /// How rows are numbered: `xyz`, from the north.
    scheme: &'static str,
    /// Address of a tile, with `{z}`, `{x}` and `{y}`.
    tiles: Vec<String>,
    /// Layers within a tile.
    pub(crate) vector_layers: Vec<VectorLayer>,
    #[schema(schema_with = words::bbox)]
    pub(crate) bounds: [f64; 4],
    /// Longitude, latitude, zoom.
    #[schema(schema_with = words::centre)]
    pub(crate) center: (f64, f64, u8),
    /// First zoom worth asking for.
    pub(crate) minzoom: u8,
    /// Last zoom worth asking for; a map draws it larger beyond.
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

/// What is in the tiles of a layer (`TileJSON` 3.0.0).
///
/// The layer `streets` takes what `/api/v1/streets` takes, `near-repeat` what `/api/v1/near-repeat`
/// takes, `base` nothing.
#[utoipa::path(get, path = "/tiles/{layer}", tag = api::TILES,
    params(TileLayerParam, SelectionParams, StreetParams, NearRepeatParams),
    responses((status = 200, description = "The layer", body = TileJson), Held, Absent, Problems))]
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
    let host = host(&headers);
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
