//! `/tiles/{layer}/{z}/{x}/{y}.mvt`.

use axum::extract::Path;
use axum::http::{HeaderMap, Uri};
use beatbook_core::{LayerId, NearRepeatAsk, Selection, StreetsAsked};
use beatbook_tile::Tile;

use crate::api;
use crate::app::App;
use crate::asked;
use crate::dto::words::VectorTile;
use crate::error::{Absent, HttpError, Problems};
use crate::etag::Key;
use crate::params::{NearRepeatParams, SelectionParams, StreetParams, TileLayerParam, TileParams};
use crate::reader::Reader;
use crate::reply::{self, Held, Reply};
use crate::selection;

/// A layer of tiles, with what is asked beside the selection.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum TileLayer {
    /// Streets, ground, places: the same for every selection.
    Base,
    /// Hot cells, groups and badges.
    Hotspots,
    /// Counts of all units.
    Counts,
    /// Repeat locations.
    Places,
    /// Ranked streets or segments.
    Streets(StreetsAsked),
    /// Links of near repeats.
    NearRepeat(NearRepeatAsk),
    /// Counts of the areas of a layer.
    Areas(LayerId),
}

impl TileLayer {
    /// A layer by its word; what may be asked beside the selection is as usual.
    pub(crate) fn read(word: &str, app: &App) -> Result<Self, HttpError> {
        let all = || {
            let fixed = [
                Self::Base,
                Self::Hotspots,
                Self::Counts,
                Self::Places,
                Self::Streets(StreetsAsked::default()),
                Self::NearRepeat(NearRepeatAsk::default()),
            ];
            fixed
                .into_iter()
                .chain(app.layers().cloned().map(Self::Areas))
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
            Self::Counts => "counts".into(),
            Self::Places => "places".into(),
            Self::Streets(_) => "streets".into(),
            Self::NearRepeat(_) => "near-repeat".into(),
            Self::Areas(layer) => format!("areas-{layer}"),
        }
    }

    /// The layer with what the address asks beside the selection, and the selection; `None` for the layer
    /// that takes none.
    pub(crate) fn asked(self, uri: &Uri) -> Result<(Self, Option<Selection>), HttpError> {
        match self {
            Self::Base => selection::nothing(uri).map(|()| (self, None)),
            Self::Streets(_) => {
                let (selection, asked) = asked::streets(uri)?;
                Ok((Self::Streets(asked), Some(selection)))
            }
            Self::NearRepeat(_) => {
                let (selection, asked) = asked::near_repeat(uri)?;
                Ok((Self::NearRepeat(asked), Some(selection)))
            }
            _ => Ok((self, Some(selection::selection(uri)?))),
        }
    }

    /// What is asked beside the selection, for keys and addresses; empty where nothing can be, or all is
    /// as usual.
    pub(crate) fn beside(&self) -> String {
        match self {
            Self::Streets(asked) if *asked != StreetsAsked::default() => asked.to_string(),
            Self::NearRepeat(asked) if *asked != NearRepeatAsk::default() => asked.to_string(),
            _ => String::new(),
        }
    }

    /// The key of its tiles.
    pub(crate) fn key(&self, selection: Option<&Selection>, app: &App) -> Key {
        match selection {
            Some(selection) => app.key_beside(selection, &self.beside()),
            None => app.key(None),
        }
    }
}

/// A vector tile (Mapbox Vector Tile 2.1).
///
/// What its layers and values are says the description of the layer. The layer `base` takes no
/// selection, `streets`
/// takes what `/api/v1/streets` takes, `near-repeat` what `/api/v1/near-repeat` takes.
#[utoipa::path(get, path = "/tiles/{layer}/{z}/{x}/{y}", tag = api::TILES,
    params(TileLayerParam, TileParams, SelectionParams, StreetParams, NearRepeatParams),
    responses(
        (status = 200, description = "The tile", content_type = "application/vnd.mapbox-vector-tile", body = VectorTile),
        (status = 204, description = "There is nothing in the tile"),
        Held, Absent, Problems
    ))]
pub(crate) async fn tile(
    Reader(app): Reader,
    Path((layer, z, x, y)): Path<(String, String, String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Reply {
    let layer = TileLayer::read(&layer, &app)?;
    let tile = address(&z, &x, &y)?;
    let (layer, selection) = layer.asked(&uri)?;
    let key = layer.key(selection.as_ref(), &app);
    if let Some(held) = reply::held(&key, &headers) {
        return Ok(held);
    }
    app.work(move |app| {
        let drawn = app.drawn(&layer, &selection.unwrap_or_default(), tile)?;
        Ok(reply::tile(&key, drawn.into()))
    })
    .await
}

impl App {
    /// The bytes of a tile; none where nothing lies in it.
    pub(crate) fn drawn(
        &self,
        layer: &TileLayer,
        selection: &Selection,
        tile: Tile,
    ) -> Result<Vec<u8>, HttpError> {
        Ok(match layer {
            TileLayer::Base => self.base.tile(tile)?,
            TileLayer::Hotspots => self.hotspots(selection)?.drawn.tile(tile)?,
            TileLayer::Counts => self.counts_drawn(selection)?.tile(tile)?,
            TileLayer::Places => self.places_drawn(selection)?.tile(tile)?,
            TileLayer::Streets(asked) => self.streets_drawn(*asked, selection)?.tile(tile)?,
            TileLayer::NearRepeat(ask) => self.near_repeats_drawn(ask, selection)?.tile(tile)?,
            TileLayer::Areas(layer) => self.areas(layer, selection)?.drawn.tile(tile)?,
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
