//! `/api/v1/compare`.

use beatbook_core::{Change, Compared, Compares, Comparison, Released, Side, Unit};
use beatbook_store::Store;
use geo_types::{Geometry, MultiPolygon};
use serde::Serialize;

use super::head::Head;
use super::hotspots::shown;
use super::{labels, sentences};
use crate::etag::Key;
use crate::units::{GeoJson, together};

#[derive(Serialize)]
pub(crate) struct CompareReply {
    #[serde(flatten)]
    head: Head,
    kind: &'static str,
    first: SideReply,
    second: SideReply,
    change: Option<ChangeReply>,
    refused: Option<String>,
    complete_to: Option<String>,
    annotations: Vec<AnnotationReply>,
    groups: Vec<GroupReply>,
    shapes: Shapes,
    /// Places that this audience may not see.
    withheld: u32,
}

#[derive(Serialize)]
struct SideReply {
    label: String,
    from: String,
    to: String,
    source: String,
    count: Option<u32>,
    count_shown: String,
}

#[derive(Serialize)]
struct ChangeReply {
    percent: f64,
    low: Option<f64>,
    high: Option<f64>,
    words: String,
}

#[derive(Serialize)]
struct AnnotationReply {
    date: String,
    text: String,
}

#[derive(Serialize)]
struct GroupReply {
    id: String,
    state: &'static str,
    rank: Option<u32>,
    name: String,
    street: Option<String>,
    area: Option<String>,
    lon: f64,
    lat: f64,
    bbox: [f64; 4],
    first: Option<u32>,
    second: Option<u32>,
    change: Option<GroupChange>,
}

#[derive(Serialize)]
struct GroupChange {
    percent: f64,
    low: Option<f64>,
    high: Option<f64>,
    step: i8,
}

/// Outlines as `GeoJSON` (RFC 7946, <https://www.rfc-editor.org/rfc/rfc7946>).
#[derive(Serialize)]
struct Shapes {
    r#type: &'static str,
    features: Vec<ShapeReply>,
}

#[derive(Serialize)]
struct ShapeReply {
    r#type: &'static str,
    properties: ShapeProperties,
    geometry: GeoJson,
}

#[derive(Serialize)]
struct ShapeProperties {
    id: String,
    state: &'static str,
    step: i8,
}

impl CompareReply {
    pub(crate) fn new(released: &Released<Comparison>, key: &Key, store: &Store) -> Self {
        let found = released.value();
        let compares = found.compares;
        let unit = &released.answer().selection.unit;
        let annotations = found.annotations.iter().map(|(day, text)| AnnotationReply {
            date: day.to_string(),
            text: text.clone(),
        });
        let features = found
            .places
            .iter()
            .map(|place| ShapeReply::new(place, compares, unit, store));
        Self {
            head: Head::new(released, sentences::compare(released), key, store),
            kind: compares.word(),
            first: SideReply::new(&found.first, compares),
            second: SideReply::new(&found.second, compares),
            change: found.change.as_ref().and_then(ChangeReply::new),
            refused: sentences::refused(found),
            complete_to: found.complete_to.map(|day| day.to_string()),
            annotations: annotations.collect(),
            groups: found
                .places
                .iter()
                .map(|place| GroupReply::new(place, compares))
                .collect(),
            shapes: Shapes {
                r#type: "FeatureCollection",
                features: features.collect(),
            },
            withheld: found.withheld,
        }
    }
}

impl SideReply {
    fn new(side: &Side, compares: Compares) -> Self {
        Self {
            label: match compares {
                Compares::Periods => labels::period(side.period),
                Compares::Sources => labels::source(&side.source),
            },
            from: side.period.0.to_string(),
            to: side.period.1.to_string(),
            source: side.source.to_string(),
            count: side.count.number(),
            count_shown: shown(side.count),
        }
    }
}

impl ChangeReply {
    fn new(change: &Change) -> Option<Self> {
        Some(Self {
            percent: change.percent?,
            low: change.low,
            high: change.high,
            words: labels::change(change)?,
        })
    }
}

impl GroupReply {
    fn new(place: &Compared, compares: Compares) -> Self {
        let group = &place.group;
        let change = place.change.as_ref().and_then(|change| {
            Some(GroupChange {
                percent: change.percent?,
                low: change.low,
                high: change.high,
                step: change.step(),
            })
        });
        Self {
            id: group.id.clone(),
            state: place.standing.word(compares),
            rank: group.rank,
            name: group.name.clone(),
            street: group.street.clone(),
            area: group.area.clone(),
            lon: group.centre.lon,
            lat: group.centre.lat,
            bbox: group.bbox,
            first: place.first.number(),
            second: place.second.number(),
            change,
        }
    }
}

impl ShapeReply {
    fn new(place: &Compared, compares: Compares, unit: &Unit, store: &Store) -> Self {
        let outline = together(store, unit, &place.group.cells);
        let nothing = || Geometry::from(MultiPolygon(Vec::new()));
        Self {
            r#type: "Feature",
            properties: ShapeProperties {
                id: place.group.id.clone(),
                state: place.standing.word(compares),
                step: place.change.as_ref().map_or(0, Change::step),
            },
            geometry: GeoJson::new(&outline.unwrap_or_else(nothing)),
        }
    }
}
