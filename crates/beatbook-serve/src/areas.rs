//! Released counts of a layer's areas: `/api/v1/areas` and the tiles `areas-<layer>`.

use std::sync::Arc;

use axum::http::{HeaderMap, Uri};
use beatbook_core::{AreaCount, AreaCounts, Count, LayerId, Released, Selection};
use beatbook_store::Store;
use beatbook_tile::{Shape, Tile, simplify};
use geo_types::Geometry;

use crate::api;
use crate::app::App;
use crate::count_map::add_count;
use crate::drawn::{Drawn, DrawnLayer, DrawnMap, Properties, add};
use crate::dto::areas::AreasReply;
use crate::dto::hotspots::shown;
use crate::error::{HttpError, Problems};
use crate::paging::Paging;
use crate::params::{LayerParam, PageParams, SelectionParams};
use crate::reader::Reader;
use crate::reply::{self, Held, Reply};
use crate::selection;
use crate::tables::layer_of;

/// The areas of a layer, projected once and simplified together. They are in the order of the layer.
#[derive(Debug)]
pub(crate) struct AreaShapes {
    shapes: Vec<Arc<Shape>>,
    study: Arc<Shape>,
}

impl AreaShapes {
    pub(crate) fn new(store: &Store, layer: &LayerId) -> Option<Self> {
        let polygons = |geometry: &Geometry<f64>| match geometry {
            Geometry::Polygon(one) => one.clone().into(),
            Geometry::MultiPolygon(many) => many.clone(),
            _ => geo_types::MultiPolygon(Vec::new()),
        };
        let areas = store.layer(layer)?.iter();
        let mut shapes: Vec<Shape> = areas
            .map(|area| Shape::from_polygons(&polygons(&area.geometry)))
            .chain([Shape::outline_of(store.study())])
            .collect();
        simplify(&mut shapes);
        let study = Arc::new(shapes.pop()?);
        Some(Self {
            shapes: shapes.into_iter().map(Arc::new).collect(),
            study,
        })
    }

    pub(crate) fn get(&self, number: usize) -> Option<Arc<Shape>> {
        self.shapes.get(number).cloned()
    }
}

/// The counts of a selection as an audience may see them, ready to be drawn.
#[derive(Debug)]
pub(crate) struct AreaMap {
    pub(crate) released: Released<AreaCounts>,
    pub(crate) steps: Steps,
    pub(crate) drawn: DrawnMap,
}

impl AreaMap {
    fn new(released: Released<AreaCounts>, shapes: Option<&AreaShapes>) -> Self {
        let areas = &released.value().areas;
        let steps = Steps::of_counts(areas.iter().filter_map(|area| area.count.number()));
        let drawn = areas.iter().enumerate().filter_map(|(number, area)| {
            let shape = shapes?.get(number)?;
            Some(Drawn::told_apart(&area.code, shape, of_area(area, steps)))
        });
        let study = shapes.map(|shapes| Drawn {
            id: None,
            shape: Arc::clone(&shapes.study),
            properties: Vec::new(),
            zooms: (0, Tile::DEEPEST),
        });
        let drawn = DrawnMap(vec![
            DrawnLayer::new("areas", drawn.collect()),
            DrawnLayer::new("study", study.into_iter().collect()),
        ]);
        Self {
            released,
            steps,
            drawn,
        }
    }
}

fn of_area(area: &AreaCount, steps: Steps) -> Properties {
    let mut properties: Properties = vec![
        ("code", area.code.as_str().into()),
        ("name", area.name.as_str().into()),
        ("events_shown", shown(area.count).as_str().into()),
    ];
    add_count(&mut properties, area.count);
    add(&mut properties, "class", steps.of(area.count));
    add(&mut properties, "rate", area.rate);
    add(&mut properties, "decile", area.decile);
    properties
}

/// Five steps of a count: upper bounds at the fifths of the counts that are not 0, raised to round
/// numbers. Only counts that may be seen enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Steps([u32; Self::NUMBER]);

impl Steps {
    pub(crate) const NUMBER: usize = 5;

    pub(crate) fn of_counts(counts: impl Iterator<Item = u32>) -> Self {
        let mut counts: Vec<u32> = counts.filter(|&count| count > 0).collect();
        counts.sort_unstable();
        let mut bounds = [0; Self::NUMBER];
        let mut below = 0;
        for (step, bound) in (1..).zip(&mut bounds) {
            let last = (counts.len() * step).div_ceil(Self::NUMBER);
            let fifth = last.checked_sub(1).and_then(|at| counts.get(at));
            *bound = round_up(fifth.copied().unwrap_or(0).max(below + 1));
            below = *bound;
        }
        Self(bounds)
    }

    /// 0 to 4; `None` for a count that may not be seen.
    pub(crate) fn of(&self, count: Count) -> Option<u8> {
        let number = count.number()?;
        let step = self.0.iter().position(|&bound| number <= bound);
        Some(step.unwrap_or(Self::NUMBER - 1) as u8)
    }

    /// Greatest count in each step.
    pub(crate) fn upper_bounds(&self) -> [u32; Self::NUMBER] {
        self.0
    }
}

/// The next number that reads as round: up to 10 any, then 12, 15, 20, 25, 30, 40, 50, 60, 80, 100
/// and so on.
fn round_up(number: u32) -> u32 {
    let mut ten = 1_u32;
    while number > ten.saturating_mul(100) {
        ten *= 10;
    }
    let round = [12, 15, 20, 25, 30, 40, 50, 60, 80, 100].map(|head| ten.saturating_mul(head));
    match number {
        0..=10 => number,
        _ => round
            .into_iter()
            .find(|&head| head >= number)
            .unwrap_or(number),
    }
}

impl App {
    /// The counts of a selection in a layer, made once and then kept.
    pub(crate) fn areas(
        &self,
        layer: &LayerId,
        selection: &Selection,
    ) -> Result<Arc<AreaMap>, HttpError> {
        let asked = format!("{layer} {}", self.key(Some(selection)).as_str());
        self.ready.get_or_make(asked, || {
            let answer = self.store.areas(layer, selection)?;
            let released = answer.release(self.policy).map_err(HttpError::Withheld)?;
            Ok(AreaMap::new(released, self.area_shapes(layer)))
        })
    }
}

/// The layer that is asked for.
pub(crate) fn held_layer(app: &App, asked: Option<String>) -> Result<LayerId, HttpError> {
    let held: Vec<String> = app.layers().map(ToString::to_string).collect();
    let asked = selection::needed("layer", asked, &held)?;
    layer_of(Some(&asked), app)
}

/// Counts of the areas of a layer.
///
/// In the order of the layer.
#[utoipa::path(get, path = "/api/v1/areas", tag = api::WHERE, operation_id = "areas",
    params(LayerParam, SelectionParams, PageParams),
    responses((status = 200, description = "Areas", body = AreasReply), Held, Problems))]
pub(crate) async fn all(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let [limit, offset] = Paging::KEYS;
    let (selection, [layer, limit, offset]) =
        selection::selection_with(&uri, ["layer", limit, offset])?;
    let layer = held_layer(&app, layer)?;
    let paging = Paging::parse(&[limit, offset])?;
    let key = app.key_beside(&selection, &paging.beside(""));
    if let Some(held) = reply::held(&key, &headers) {
        return Ok(held);
    }
    app.work(move |app| {
        let map = app.areas(&layer, &selection)?;
        let reply = AreasReply::new(&map.released, &map.steps, &key, &app.store);
        reply::part(&key, &uri, paging, reply)
    })
    .await
}

#[cfg(test)]
#[path = "areas_tests.rs"]
mod tests;
