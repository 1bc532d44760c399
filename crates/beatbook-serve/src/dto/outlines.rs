//! `/api/v1/outlines`.

use beatbook_core::LayerId;
use geo_types::{Geometry, MultiPolygon};
use serde::Serialize;
use utoipa::ToSchema;

use super::words;
use crate::app::App;
use crate::units::GeoJson;

/// Zoom for which the outlines are simple enough: half a pixel is about 50 m.
const ZOOM: u8 = 9;

/// Outlines as `GeoJSON` (RFC 7946, <https://www.rfc-editor.org/rfc/rfc7946>).
#[derive(Serialize, ToSchema)]
#[schema(as = LayerOutlines)]
pub(crate) struct OutlinesReply {
    #[schema(schema_with = words::feature_collection)]
    r#type: &'static str,
    /// One outline for each area.
    features: Vec<OutlineReply>,
}

/// One outline.
#[derive(Serialize, ToSchema)]
#[schema(as = AreaOutline)]
struct OutlineReply {
    #[schema(schema_with = words::feature)]
    r#type: &'static str,
    /// Which area.
    properties: OutlineOf,
    #[schema(schema_with = words::geometry)]
    geometry: GeoJson,
}

/// Which area.
#[derive(Serialize, ToSchema)]
#[schema(as = AreaOutlineProperties)]
struct OutlineOf {
    /// Official code.
    code: String,
    /// Name.
    name: String,
}

impl OutlinesReply {
    pub(crate) fn new(app: &App, layer: &LayerId) -> Self {
        let shapes = app.area_shapes(layer);
        let areas = app.store.layer(layer).unwrap_or_default().iter();
        let features = areas.enumerate().map(|(number, area)| {
            let shape = shapes.and_then(|shapes| shapes.get(number));
            let polygons = shape.map_or(MultiPolygon(Vec::new()), |shape| shape.polygons_at(ZOOM));
            OutlineReply {
                r#type: "Feature",
                properties: OutlineOf {
                    code: area.class.clone(),
                    name: area.name.clone(),
                },
                geometry: GeoJson::new(&Geometry::from(polygons)),
            }
        });
        Self {
            r#type: "FeatureCollection",
            features: features.collect(),
        }
    }
}
