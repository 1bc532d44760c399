//! `/tiles/{layer}/{z}/{x}/{y}.mvt`.

use axum::extract::Path;
use axum::http::{HeaderMap, Uri};
use beatbook_core::{LayerId, Selection};
use beatbook_tile::Tile;

use crate::app::App;
use crate::error::HttpError;
use crate::reader::Reader;
use crate::reply::{self, Reply};
use crate::selection;
use crate::weight::TileBytes;

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

#[utoipa::path(get, path = "/tiles/{layer}/{z}/{x}/{y}")]
pub(crate) async fn tile(
    Reader(app): Reader,
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
    let asked = format!("{} {z}/{x}/{y} {}", layer.word(), key.as_str());
    if let Some(TileBytes(bytes)) = app.ready.get(asked.as_str()).as_deref() {
        return Ok(reply::tile(&key, bytes.clone()));
    }
    app.work(move |app| {
        let selection = selection.unwrap_or_default();
        let drawn = app.ready.get_or_make(asked, || {
            let bytes = app.drawn(&layer, &selection, tile)?;
            Ok::<_, HttpError>(TileBytes(bytes.into()))
        })?;
        Ok(reply::tile(&key, drawn.0.clone()))
    })
    .await
}

impl App {
    pub(crate) fn drawn(
        &self,
        layer: &TileLayer,
        selection: &Selection,
        tile: Tile,
    ) -> Result<Vec<u8>, HttpError> {
        Ok(match layer {
            TileLayer::Base => self.base.tile(tile)?,
            TileLayer::Hotspots => self.hotspots(selection)?.tile(tile)?,
            TileLayer::Areas(layer) => {
                let map = self.areas(layer, selection)?;
                let shapes = self.area_shapes(layer);
                shapes.map_or(Ok(Vec::new()), |shapes| map.tile(shapes, tile))?
            }
        })
    }
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
