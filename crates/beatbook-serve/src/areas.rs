//! Released counts of a layer's areas: `/api/v1/areas` and the tiles `areas-<layer>`.

use std::sync::Arc;

use axum::http::{HeaderMap, Uri};
use beatbook_core::{AreaCounts, Count, LayerId, Released, Selection};
use beatbook_store::Store;
use beatbook_tile::{Feature, Layer, Shape, Tile, TileError, encode};
use geo_types::Geometry;

use crate::app::App;
use crate::drawn::Properties;
use crate::dto::areas::AreasReply;
use crate::dto::hotspots::shown;
use crate::error::HttpError;
use crate::reader::Reader;
use crate::reply::{self, Reply};
use crate::selection;

/// The areas of a layer, projected once. They are in the order of the layer.
#[derive(Debug)]
pub(crate) struct AreaShapes {
    shapes: Vec<Shape>,
    study: Shape,
}

impl AreaShapes {
    pub(crate) fn new(store: &Store, layer: &LayerId) -> Option<Self> {
        let polygons = |geometry: &Geometry<f64>| match geometry {
            Geometry::Polygon(one) => one.clone().into(),
            Geometry::MultiPolygon(many) => many.clone(),
            _ => geo_types::MultiPolygon(Vec::new()),
        };
        let shapes = store.layer(layer)?.iter();
        Some(Self {
            shapes: shapes
                .map(|area| Shape::from_polygons(&polygons(&area.geometry)))
                .collect(),
            study: Shape::outline_of(store.study()),
        })
    }
}

/// The counts of a selection as an audience may see them, ready to be drawn.
#[derive(Debug)]
pub(crate) struct AreaMap {
    pub(crate) released: Released<AreaCounts>,
    pub(crate) steps: Steps,
    pub(crate) properties: Vec<Properties>,
}

impl AreaMap {
    pub(crate) fn new(released: Released<AreaCounts>) -> Self {
        let areas = &released.value().areas;
        let steps = Steps::of_counts(areas.iter().filter_map(|area| area.count.number()));
        let properties = areas
            .iter()
            .map(|area| {
                let mut properties: Properties = vec![
                    ("code", area.code.as_str().into()),
                    ("name", area.name.as_str().into()),
                    ("events_shown", shown(area.count).as_str().into()),
                ];
                properties.extend(steps.of(area.count).map(|class| ("class", class.into())));
                properties
            })
            .collect();
        Self {
            released,
            steps,
            properties,
        }
    }

    pub(crate) fn tile(&self, shapes: &AreaShapes, tile: Tile) -> Result<Vec<u8>, TileError> {
        let all = (1..).zip(&shapes.shapes).zip(&self.properties);
        let areas: Vec<Feature<'_>> = all
            .filter(|((_, shape), _)| shape.meets(tile))
            .map(|((number, shape), properties)| Feature {
                id: Some(number),
                shape,
                properties,
            })
            .collect();
        let study = [Feature {
            id: None,
            shape: &shapes.study,
            properties: &[],
        }];
        let layers = [
            Layer {
                name: "areas",
                features: &areas,
            },
            Layer {
                name: "study",
                features: &study,
            },
        ];
        encode(tile, &layers)
    }
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
            Ok(AreaMap::new(released))
        })
    }
}

/// `/api/v1/areas?layer=<layer>&<selection>`
#[utoipa::path(get, path = "/api/v1/areas")]
pub(crate) async fn all(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let held: Vec<String> = app.layers().map(ToString::to_string).collect();
    let (selection, layer) = selection::selection_and(&uri, "layer", &held)?;
    let layer = app
        .layers()
        .find(|held| held.as_str() == layer)
        .cloned()
        .ok_or_else(|| {
            let reason = format!(
                "the book holds no layer `{layer}`; it holds {}",
                held.join(", ")
            );
            beatbook_core::SelectionError::new("layer", reason, held)
        })?;
    let key = app.key(Some(&selection));
    if let Some(held) = reply::held(&key, &headers) {
        return Ok(held);
    }
    app.work(move |app| {
        let map = app.areas(&layer, &selection)?;
        let reply = AreasReply::new(&map.released, &map.steps, &key, &app.store);
        reply::json(&key, &reply)
    })
    .await
}

#[cfg(test)]
#[path = "areas_tests.rs"]
mod tests;
