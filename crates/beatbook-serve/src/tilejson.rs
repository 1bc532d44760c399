//! `/tiles/{layer}.json`: what is in the tiles, as `TileJSON` 3.0.0
//! (<https://github.com/mapbox/tilejson-spec/tree/master/3.0.0>).

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::{HeaderMap, Uri, header};
use beatbook_store::About;
use serde::Serialize;

use crate::error::HttpError;
use crate::reader::Reader;
use crate::reply::{self, Reply};
use crate::tiles::TileLayer;

/// Zooms at which tiles are worth asking for: before the first a city is a dot, after the last the
/// grid of a tile is finer than a metre.
pub(crate) const ZOOMS: (u8, u8) = (7, 15);

#[derive(Serialize)]
struct TileJson {
    tilejson: &'static str,
    name: String,
    attribution: String,
    tiles: [String; 1],
    vector_layers: Vec<VectorLayer>,
    bounds: [f64; 4],
    minzoom: u8,
    maxzoom: u8,
}

#[derive(Serialize)]
pub(crate) struct VectorLayer {
    id: &'static str,
    description: &'static str,
    minzoom: u8,
    maxzoom: u8,
    fields: BTreeMap<&'static str, &'static str>,
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
    let selection = layer.selection(&uri)?;
    let key = app.key(selection.as_ref());
    if let Some(held) = reply::held(&key, &headers) {
        return Ok(held);
    }
    let query = selection.map(|selection| selection.to_string());
    let query = query
        .filter(|text| !text.is_empty())
        .map(|text| format!("?{text}"));
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let about = app.store.about();
    let reply = TileJson {
        tilejson: "3.0.0",
        name: word.into(),
        attribution: attribution(about),
        tiles: [format!(
            "http://{}/tiles/{word}/{{z}}/{{x}}/{{y}}.mvt{}",
            host.unwrap_or("127.0.0.1"),
            query.unwrap_or_default()
        )],
        vector_layers: vector_layers(&layer),
        bounds: about.bounds,
        minzoom: ZOOMS.0,
        maxzoom: ZOOMS.1,
    };
    reply::json(&key, &reply)
}

/// Title of the book, and whether it is made up.
pub(crate) fn attribution(about: &About) -> String {
    let mark = if about.synthetic {
        "SYNTHETIC data: "
    } else {
        ""
    };
    format!("{mark}{}", as_text(&about.title))
}

/// Attributions are read as HTML.
fn as_text(title: &str) -> String {
    title
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Name, what is in it, first zoom, fields with their meaning.
type LayerText = (
    &'static str,
    &'static str,
    u8,
    &'static [(&'static str, &'static str)],
);

pub(crate) fn vector_layers(layer: &TileLayer) -> Vec<VectorLayer> {
    let all: &[LayerText] = match layer {
        TileLayer::Base => &[
            ("study", "The study area", 7, &[]),
            (
                "ground",
                "Water, parks and rail",
                7,
                &[("class", "water, canal, rail or park"), ("name", "Name")],
            ),
            (
                "streets",
                "Streets",
                7,
                &[("class", "main, secondary or minor"), ("name", "Name")],
            ),
            (
                "places",
                "Named places",
                12,
                &[("class", "Kind of place"), ("name", "Name")],
            ),
            (
                "anchors",
                "Names of published points, for books without streets",
                13,
                &[("name", "Name")],
            ),
        ],
        TileLayer::Hotspots => &[
            (
                "cells",
                "Cells that passed the test",
                11,
                &[
                    ("cell", "H3 index"),
                    ("class", "1: q at most 0.05, 2: 0.01, 3: 0.001"),
                    ("group", "Hotspot it belongs to"),
                    ("rank", "Rank of that hotspot"),
                ],
            ),
            ("groups", "Outlines of hotspots", 8, &HOTSPOT),
            ("badges", "Peaks of hotspots", 7, &HOTSPOT),
        ],
        TileLayer::Areas(_) => &[
            (
                "areas",
                "Areas with their counts",
                7,
                &[
                    ("code", "Code"),
                    ("name", "Name"),
                    ("events_shown", "Count, * where it is too small to be shown"),
                    (
                        "class",
                        "Step of the count, 0 to 4; absent where it is too small to be shown",
                    ),
                ],
            ),
            ("study", "Outer edge of the study area", 7, &[]),
        ],
    };
    all.iter()
        .map(|&(id, description, minzoom, fields)| VectorLayer {
            id,
            description,
            minzoom,
            maxzoom: ZOOMS.1,
            fields: fields.iter().copied().collect(),
        })
        .collect()
}

const HOTSPOT: [(&str, &str); 4] = [
    ("id", "Hotspot"),
    ("rank", "Rank by excess over expectation"),
    ("class", "1: q at most 0.05, 2: 0.01, 3: 0.001"),
    ("name", "Name"),
];
