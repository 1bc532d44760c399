//! `/api/v1/compare`.

use beatbook_core::{Change, Compared, Compares, Comparison, Released, Side, Unit};
use beatbook_store::Store;
use geo_types::{Geometry, MultiPolygon};
use serde::Serialize;
use utoipa::ToSchema;

use super::head::Head;
use super::hotspots::shown;
use super::{labels, sentences, words};
use crate::etag::Key;
use crate::units::{GeoJson, together};

/// Two periods, or two sources, side by side.
#[derive(Serialize, ToSchema)]
#[schema(as = Comparison)]
pub(crate) struct CompareReply {
    #[serde(flatten)]
    head: Head,
    #[schema(schema_with = words::compares)]
    kind: &'static str,
    /// The selection itself.
    first: SideReply,
    /// What it is held against.
    second: SideReply,
    /// From the second to the first. `null` where none can be told; `refused` says why.
    change: Option<ChangeReply>,
    /// Why no change is told. `null` where one is.
    refused: Option<String>,
    /// Last day whose record is complete (year-month-day); later days are left out. `null` where
    /// that is not known.
    complete_to: Option<String>,
    /// Dated notes about what happened in either period, by day.
    annotations: Vec<AnnotationReply>,
    /// Places hot on either side: those on both first, then those of the first, then those of the
    /// second, each by rank.
    groups: Vec<GroupReply>,
    /// Outlines of the places.
    shapes: Shapes,
    /// Places that this audience may not see.
    withheld: u32,
}

/// One side of a comparison.
#[derive(Serialize, ToSchema)]
#[schema(as = Side)]
struct SideReply {
    /// The side in words.
    label: String,
    /// First day (year-month-day).
    from: String,
    /// Last day, included.
    to: String,
    /// Whose record.
    source: String,
    /// Incidents or events on this side, as `count` asks. `null` where it is too small to be shown
    /// to this audience.
    count: Option<u32>,
    /// The count as it is written: `*` where it is too small to be shown.
    count_shown: String,
}

/// A change with its 95% interval.
#[derive(Serialize, ToSchema)]
#[schema(as = Change)]
pub(crate) struct ChangeReply {
    /// In percent of the second side.
    percent: f64,
    /// Lower end of the interval, in percent. `null` where it has none.
    low: Option<f64>,
    /// Upper end of the interval, in percent. `null` where it has none.
    high: Option<f64>,
    /// The change in words, such as `−18% (−31 to −3)`.
    words: String,
}

/// A dated note.
#[derive(Serialize, ToSchema)]
#[schema(as = DatedNote)]
struct AnnotationReply {
    /// Day (year-month-day).
    date: String,
    /// What happened.
    text: String,
}

/// A place hot on either side.
#[derive(Serialize, ToSchema)]
#[schema(as = ComparedPlace)]
struct GroupReply {
    /// Stable id, of the ground it stands on.
    id: String,
    #[schema(schema_with = words::standing)]
    state: &'static str,
    /// Rank on the side it is hot on, from 1. `null` where the order is not sure enough to number.
    rank: Option<u32>,
    /// Name.
    name: String,
    /// Street at its peak. `null` where none is known.
    street: Option<String>,
    /// Area its peak is in. `null` where none is known.
    area: Option<String>,
    /// Longitude (WGS 84, degrees) of its middle.
    #[schema(minimum = -180, maximum = 180)]
    lon: f64,
    /// Latitude (WGS 84, degrees) of its middle.
    #[schema(minimum = -90, maximum = 90)]
    lat: f64,
    #[schema(schema_with = words::bbox)]
    bbox: [f64; 4],
    /// Count on the first side. `null` where it is too small to be shown to this audience.
    first: Option<u32>,
    /// Count on the second side. `null` where it is too small to be shown to this audience.
    second: Option<u32>,
    /// From the second to the first. `null` where none can be told.
    change: Option<GroupChange>,
}

/// A change of one place.
#[derive(Serialize, ToSchema)]
#[schema(as = PlaceChange)]
struct GroupChange {
    /// In percent of the second side.
    percent: f64,
    /// Lower end of the 95% interval, in percent. `null` where it has none.
    low: Option<f64>,
    /// Upper end of the 95% interval, in percent. `null` where it has none.
    high: Option<f64>,
    /// -2 a clear fall, 2 a clear rise, -1 and 1 less clear, 0 neither.
    #[schema(minimum = -2, maximum = 2)]
    step: i8,
}

/// Outlines as `GeoJSON` (RFC 7946, <https://www.rfc-editor.org/rfc/rfc7946>).
#[derive(Serialize, ToSchema)]
#[schema(as = OutlineCollection)]
struct Shapes {
    #[schema(schema_with = words::feature_collection)]
    r#type: &'static str,
    /// One outline for each place.
    features: Vec<ShapeReply>,
}

/// One outline.
#[derive(Serialize, ToSchema)]
#[schema(as = Outline)]
struct ShapeReply {
    #[schema(schema_with = words::feature)]
    r#type: &'static str,
    /// What it is the outline of.
    properties: ShapeProperties,
    #[schema(schema_with = words::geometry)]
    geometry: GeoJson,
}

/// Which place, and what became of it.
#[derive(Serialize, ToSchema)]
#[schema(as = OutlineProperties)]
struct ShapeProperties {
    /// Id of the place.
    id: String,
    #[schema(schema_with = words::standing)]
    state: &'static str,
    /// Step of its change, -2 to 2; 0 where none can be told.
    #[schema(minimum = -2, maximum = 2)]
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
    pub(crate) fn new(change: &Change) -> Option<Self> {
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
