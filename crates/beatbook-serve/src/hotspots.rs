//! Released hotspots with their shapes: `/api/v1/hotspots` and the tiles of that name.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::Path;
use axum::http::{HeaderMap, Uri};
use beatbook_core::{HotTest, HotspotGroup, Hotspots, Released, Selection};
use beatbook_store::Store;
use beatbook_tile::{Layer, Shape, Tile, TileError, encode};
use geo_types::{Geometry, Point};

use crate::app::App;
use crate::drawn::{Drawn, Properties, features, numbered_features};
use crate::dto::hotspots::{HotspotsReply, shown};
use crate::dto::why::WhyReply;
use crate::error::HttpError;
use crate::questions::answered;
use crate::reader::Reader;
use crate::reply::{self, Reply};
use crate::selection;
use crate::units::together;

/// Cells are under 8 px wide before this zoom.
const CELLS: u8 = 11;
/// Groups are under 8 px wide before this zoom.
const GROUPS: u8 = 8;

/// The hotspots of a selection as an audience may see them, ready to be drawn.
#[derive(Debug)]
pub(crate) struct HotspotMap {
    pub(crate) released: Released<Hotspots>,
    cells: Vec<Drawn>,
    groups: Vec<Drawn>,
    badges: Vec<Drawn>,
}

impl HotspotMap {
    pub(crate) fn new(released: Released<Hotspots>, store: &Store) -> Self {
        let Hotspots { groups, cells, .. } = released.value();
        let unit = &released.answer().selection.unit;
        let mut units_of: HashMap<u32, Vec<u64>> = HashMap::new();
        let mut drawn_cells = Vec::with_capacity(cells.len());
        for cell in cells {
            let group = groups.get(cell.group as usize);
            let shape = store.unit_shape(unit, cell.cell);
            let (Some(shape), Some(group)) = (shape.and_then(|shape| drawn(&shape)), group) else {
                continue;
            };
            units_of.entry(cell.group).or_default().push(cell.cell);
            drawn_cells.push(Drawn {
                shape,
                properties: vec![
                    ("cell", store.unit_id(unit, cell.cell).as_str().into()),
                    ("class", cell.class.number().into()),
                    ("events_shown", shown(cell.count).as_str().into()),
                    ("group", group.id.as_str().into()),
                    ("rank", group.rank.unwrap_or_default().into()),
                ],
                from_zoom: CELLS,
            });
        }
        // The best rank last, on top of the others.
        let by_rank = || groups.iter().enumerate().rev();
        let groups_drawn = by_rank().filter_map(|(position, group)| {
            let units = units_of.remove(&(position as u32))?;
            Some(Drawn {
                shape: drawn(&together(store, unit, &units)?)?,
                properties: named(group),
                from_zoom: GROUPS,
            })
        });
        let groups_drawn = groups_drawn.collect();
        let badges = by_rank()
            .map(|(_, group)| Drawn {
                shape: Shape::from_point(Point::new(group.centre.lon, group.centre.lat)),
                properties: named(group),
                from_zoom: 0,
            })
            .collect();
        Self {
            cells: drawn_cells,
            groups: groups_drawn,
            badges,
            released,
        }
    }

    /// All that may be drawn of it.
    pub(crate) fn drawn(&self) -> impl Iterator<Item = &Drawn> {
        self.cells.iter().chain(&self.groups).chain(&self.badges)
    }

    pub(crate) fn tile(&self, tile: Tile) -> Result<Vec<u8>, TileError> {
        let layers = [
            ("cells", numbered_features(&self.cells, tile)),
            ("groups", features(&self.groups, tile)),
            ("badges", features(&self.badges, tile)),
        ];
        let layers = layers
            .each_ref()
            .map(|(name, features)| Layer { name, features });
        encode(tile, &layers)
    }
}

/// A shape of one kind, projected.
fn drawn(shape: &Geometry<f64>) -> Option<Shape> {
    Shape::from_lon_lat(shape).into_iter().next()
}

fn named(group: &HotspotGroup) -> Properties {
    vec![
        ("id", group.id.as_str().into()),
        ("rank", group.rank.unwrap_or_default().into()),
        ("class", group.class.number().into()),
        ("name", group.name.as_str().into()),
    ]
}

impl App {
    /// The hotspots of a selection, made once and then kept.
    pub(crate) fn hotspots(&self, selection: &Selection) -> Result<Arc<HotspotMap>, HttpError> {
        let key = self.key(Some(selection));
        self.ready.get_or_make(key.as_str(), || {
            let answer = self.store.hotspots(selection)?;
            let released = Arc::unwrap_or_clone(answer)
                .release(self.policy)
                .map_err(HttpError::Withheld)?;
            Ok(HotspotMap::new(released, &self.store))
        })
    }
}

/// `/api/v1/hotspots?<selection>[&test=<test>[&permutations=<number>&seed=<number>]]`
#[utoipa::path(get, path = "/api/v1/hotspots")]
pub(crate) async fn all(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let extras = ["test", "permutations", "seed"];
    let (selection, [test, permutations, seed]) = selection::selection_with(&uri, extras)?;
    let test = HotTest::parse(test.as_deref(), permutations.as_deref(), seed.as_deref())?;
    if test != HotTest::Exact {
        let key = app.key_beside(&selection, &test.to_string());
        let ask = move |store: &Store| {
            let answer = store.hotspots_by(&selection, test);
            answer.map(Arc::unwrap_or_clone)
        };
        return answered(app, &headers, key, ask, HotspotsReply::new).await;
    }
    let key = app.key(Some(&selection));
    if let Some(held) = reply::held(&key, &headers) {
        return Ok(held);
    }
    app.work(move |app| {
        let map = app.hotspots(&selection)?;
        reply::json(&key, &HotspotsReply::new(&map.released, &key, &app.store))
    })
    .await
}

/// `/api/v1/hotspots/{id}?<selection>`
#[utoipa::path(get, path = "/api/v1/hotspots/{id}")]
pub(crate) async fn one(
    Reader(app): Reader,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Reply {
    let selection = selection::selection(&uri)?;
    let key = app.key(Some(&selection));
    if let Some(held) = reply::held(&key, &headers) {
        return Ok(held);
    }
    app.work(move |app| {
        app.hotspots(&selection)?; // says what is wrong with the selection, or that it is withheld
        let answer = app.store.why(&selection, &id).map_err(|error| {
            if error.part == "id" {
                let map = app.hotspots(&selection);
                let held = map.iter().flat_map(|map| &map.released.value().groups);
                HttpError::Missing {
                    what: "hotspot",
                    asked: id,
                    accepted: held.map(|group| group.id.clone()).take(20).collect(),
                }
            } else {
                error.into()
            }
        })?;
        let released = answer.release(app.policy).map_err(HttpError::Withheld)?;
        reply::json(&key, &WhyReply::new(&released, &key, &app.store))
    })
    .await
}
