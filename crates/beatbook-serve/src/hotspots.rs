//! Released hotspots with their shapes: `/api/v1/hotspots` and the tiles of that name.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::Path;
use axum::http::{HeaderMap, Uri};
use beatbook_core::{
    CellFinding, HotTest, HotspotGroup, Hotspots, ParentUnit, Released, Selection,
};
use beatbook_store::Store;
use beatbook_tile::Shape;
use geo_types::Point;

use crate::api;
use crate::app::App;
use crate::count_map::add_count;
use crate::drawn::{Drawn, DrawnLayer, DrawnMap, Properties, add, add_rank};
use crate::dto::hotspots::{HotspotsReply, shown};
use crate::dto::why::WhyReply;
use crate::error::{Absent, HttpError, Problems};
use crate::paging::Paging;
use crate::params::{HotspotParam, PageParams, SelectionParams, TestParams};
use crate::parents::{UNITS, units_from};
use crate::questions::{Asking, paged};
use crate::reader::Reader;
use crate::reply::{self, Held, Reply};
use crate::selection;
use crate::units::{projected, together};

/// Groups are under 8 px wide before this zoom.
pub(crate) const GROUPS: u8 = 8;

/// The hotspots of a selection as an audience may see them, ready to be drawn.
#[derive(Debug)]
pub(crate) struct HotspotMap {
    pub(crate) released: Released<Hotspots>,
    pub(crate) drawn: DrawnMap,
}

impl HotspotMap {
    fn new(released: Released<Hotspots>, app: &App) -> Result<Self, HttpError> {
        let Hotspots { groups, cells, .. } = released.value();
        let unit = &released.answer().selection.unit;
        let mut units_of: HashMap<u32, Vec<u64>> = HashMap::new();
        for cell in cells {
            units_of.entry(cell.group).or_default().push(cell.cell);
        }
        let cells = cells.iter().filter_map(|cell| {
            let group = groups.get(cell.group as usize)?;
            let id = app.store.unit_id(unit, cell.cell);
            let shape = app.unit_shape(unit, cell.cell)?;
            let drawn = Drawn::told_apart(&id, shape, of_cell(&id, cell, group));
            Some(drawn.starting_at(units_from(unit)))
        });
        let mut layers = vec![DrawnLayer::new("cells", cells.collect())];
        if let Some(kind) = ParentUnit::of(unit) {
            let shapes = app.parent_shapes(unit)?;
            let parents = released.value().parents.iter().filter_map(|parent| {
                let id = kind.id_of(parent.number);
                let mut properties: Properties = vec![
                    ("unit", kind.to_string().as_str().into()),
                    ("id", id.as_str().into()),
                ];
                add(&mut properties, "hot", parent.units);
                add_count(&mut properties, parent.count);
                let shape = shapes.get(parent.number)?;
                Some(Drawn::told_apart(&id, shape, properties).ending_before(UNITS))
            });
            layers.push(DrawnLayer::new("parents", parents.collect()));
        }
        // The best rank last, on top of the others.
        let by_rank = || groups.iter().enumerate().rev();
        let outlines = by_rank().filter_map(|(position, group)| {
            let units = units_of.remove(&(position as u32))?;
            let outline = together(&app.store, unit, &units)?;
            let shape = Arc::new(projected(&outline)?);
            Some(Drawn::told_apart(&group.id, shape, of_group(group)).starting_at(GROUPS))
        });
        layers.push(DrawnLayer::new("groups", outlines.collect()));
        let badges = by_rank().map(|(_, group)| {
            let at = Point::new(group.centre.lon, group.centre.lat);
            Drawn::told_apart(&group.id, Arc::new(Shape::from_point(at)), of_group(group))
        });
        layers.push(DrawnLayer::new("badges", badges.collect()));
        Ok(Self {
            drawn: DrawnMap(layers),
            released,
        })
    }
}

fn of_cell(id: &str, cell: &CellFinding, group: &HotspotGroup) -> Properties {
    let mut properties: Properties = vec![
        ("cell", id.into()),
        ("class", cell.class.number().into()),
        ("events_shown", shown(cell.count).as_str().into()),
        ("group", group.id.as_str().into()),
    ];
    add(&mut properties, "rank", group.rank);
    add(&mut properties, "count", cell.count.number());
    for (key, value) in [
        ("expected", cell.expected),
        ("z", cell.z),
        ("p", cell.p),
        ("q", cell.q),
    ] {
        add(&mut properties, key, value);
    }
    properties
}

fn of_group(group: &HotspotGroup) -> Properties {
    let mut properties: Properties = vec![
        ("id", group.id.as_str().into()),
        ("class", group.class.number().into()),
        ("name", group.name.as_str().into()),
    ];
    add_rank(&mut properties, group.rank, group.rank_interval);
    add(&mut properties, "count", group.events.number());
    for (key, value) in [("expected", group.expected), ("z", group.z), ("q", group.q)] {
        add(&mut properties, key, value);
    }
    properties
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
            HotspotMap::new(released, self)
        })
    }
}

/// Tested hotspots, ranked.
///
/// Pages are of `groups`, by rank; those without a rank by id.
#[utoipa::path(get, path = "/api/v1/hotspots", tag = api::WHERE, operation_id = "hotspots",
    params(SelectionParams, TestParams, PageParams),
    responses((status = 200, description = "Hotspots", body = HotspotsReply), Held, Problems))]
pub(crate) async fn all(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    let [limit, offset] = Paging::KEYS;
    let extras = ["test", "permutations", "seed", limit, offset];
    let (selection, [test, permutations, seed, limit, offset]) =
        selection::selection_with(&uri, extras)?;
    let test = HotTest::parse(test.as_deref(), permutations.as_deref(), seed.as_deref())?;
    let paging = Paging::parse(&[limit, offset])?;
    if test != HotTest::Exact {
        let key = app.key_beside(&selection, &paging.beside(&test.to_string()));
        let ask = move |store: &Store| {
            let answer = store.hotspots_by(&selection, test);
            answer.map(Arc::unwrap_or_clone)
        };
        let asking = Asking::new(app, uri, headers, key);
        return paged(asking, paging, ask, HotspotsReply::new).await;
    }
    let key = app.key_beside(&selection, &paging.beside(""));
    if let Some(held) = reply::held(&key, &headers) {
        return Ok(held);
    }
    app.work(move |app| {
        let map = app.hotspots(&selection)?;
        let whole = HotspotsReply::new(&map.released, &key, &app.store);
        reply::part(&key, &uri, paging, whole)
    })
    .await
}

/// Why a hotspot stands out.
#[utoipa::path(get, path = "/api/v1/hotspots/{id}", tag = api::WHERE, operation_id = "hotspot",
    params(SelectionParams, HotspotParam),
    responses(
        (status = 200, description = "The hotspot", body = WhyReply),
        Held, Absent, Problems
    ))]
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
