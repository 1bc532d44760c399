//! `/tiles/{layer}/{z}/{x}/{y}.mvt`.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use beatbook_core::{LayerId, Selection};
use beatbook_tile::Tile;

use crate::app::App;
use crate::error::HttpError;
use crate::etag::Key;
use crate::reply::{self, Reply};
use crate::selection;

/// A layer of tiles.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum TileLayer {
    /// Streets, ground, places: the same for every selection.
    Base,
    /// Hot cells, groups and badges.
    Hotspots,
    /// Counts of the areas of a layer.
    Areas(LayerId),
}

impl TileLayer {
    pub(crate) fn read(word: &str, app: &App) -> Result<Self, HttpError> {
        let all = || {
            let areas = app.layers().cloned().map(Self::Areas);
            [Self::Base, Self::Hotspots].into_iter().chain(areas)
        };
        let found = all().find(|layer| layer.word() == word);
        found.ok_or_else(|| HttpError::Missing {
            what: "tile layer",
            asked: word.into(),
            accepted: all().map(|layer| layer.word()).collect(),
        })
    }

    pub(crate) fn word(&self) -> String {
        match self {
            Self::Base => "base".into(),
            Self::Hotspots => "hotspots".into(),
            Self::Areas(layer) => format!("areas-{layer}"),
        }
    }

    /// The selection in the address; `None` for the layer that takes none.
    pub(crate) fn selection(&self, uri: &Uri) -> Result<Option<Selection>, HttpError> {
        match self {
            Self::Base => selection::nothing(uri).map(|()| None),
            _ => selection::selection(uri).map(Some),
        }
    }
}

/// What the bytes of a tile depend on.
pub(crate) type TileKey = (TileLayer, Tile, Key);

pub(crate) async fn tile(
    State(app): State<Arc<App>>,
    Path((layer, z, x, y)): Path<(String, String, String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Reply {
    let layer = TileLayer::read(&layer, &app)?;
    let tile = address(&z, &x, &y)?;
    let selection = layer.selection(&uri)?;
    let key = app.key(selection.as_ref());
    if let Some(held) = reply::held(&key, &headers) {
        return Ok(held);
    }
    let tile_key = (layer, tile, key);
    if let Some(bytes) = app.tiles.get(&tile_key) {
        return Ok(reply::tile(&tile_key.2, bytes));
    }
    app.work(move |app| {
        let selection = selection.unwrap_or_default();
        let bytes = match &tile_key.0 {
            TileLayer::Base => app.base.tile(tile)?,
            TileLayer::Hotspots => app.hotspots(&selection)?.tile(tile)?,
            TileLayer::Areas(layer) => {
                let map = app.areas(layer, &selection)?;
                let shapes = app.area_shapes(layer);
                shapes.map_or(Ok(Vec::new()), |shapes| map.tile(shapes, tile))?
            }
        };
        let bytes = Bytes::from(bytes);
        let response = reply::tile(&tile_key.2, bytes.clone());
        let weight = bytes.len() + size_of::<TileKey>();
        app.tiles.put(tile_key, bytes, weight);
        Ok(response)
    })
    .await
}

fn address(z: &str, x: &str, y: &str) -> Result<Tile, HttpError> {
    let missing = || HttpError::Missing {
        what: "tile",
        asked: format!("{z}/{x}/{y}"),
        accepted: vec!["{z}/{x}/{y}.mvt".into()],
    };
    let y = y.strip_suffix(".mvt").ok_or_else(missing)?;
    let z = z.parse().map_err(|_| missing())?;
    let x = x.parse().map_err(|_| missing())?;
    let y = y.parse().map_err(|_| missing())?;
    Ok(Tile::new(z, x, y)?)
}
