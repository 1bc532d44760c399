//! Ground beyond the study area.

use geo_types::Geometry;

use crate::named::named;
use crate::{FeatureSpec, RawFeatures, ReadError, RingSpec};

/// Reads the ring: polygons without names.
///
/// # Errors
/// [`ReadError::Problem`] when the file cannot be read, does not say what its coordinates are, or a
/// feature is not a polygon.
pub fn read_ring(spec: &RingSpec) -> Result<RawFeatures, ReadError> {
    let polygons = FeatureSpec {
        path: spec.path.clone(),
        header: None,
        name: None,
        class: None,
        class_is: None,
        radius: None,
        level: None,
        x: None,
        y: None,
        crs: spec.crs,
        transform: spec.transform.clone(),
    };
    named(&polygons, "the ring", "a polygon", |geometry| {
        matches!(geometry, Geometry::Polygon(_) | Geometry::MultiPolygon(_))
    })
}
