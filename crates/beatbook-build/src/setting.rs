//! The ground on which events are placed: layers, study area, streets, places.

use std::path::Path;

use beatbook_core::{Bng, LayerId, Metres};
use beatbook_locate::{
    AreaIndex, NO_AREA, NamedLines, Transformer, geometry_to_wgs84, layer_to_wgs84, union,
};
use beatbook_read::{
    Config, FeatureSpec, LayerSpec, RawFeatures, ReadError, read_ground, read_layer, read_lines,
    read_places,
};
use beatbook_store::book::{Input, LayerEntry, NamedShape};
use geo_types::{Geometry, MultiLineString, MultiPolygon};

use crate::BuildError;
use crate::inputs::{of_ground, shown};
use crate::step::{Progress, tell};

/// A point in a sliver between areas goes to the nearest one within this distance. Published points
/// that lie on an edge were seen up to 0.06 m off their own area.
pub(crate) const SLIVER: Metres = Metres(0.1);
/// A street names a position within this distance.
const ON_STREET: Metres = Metres(60.0);

/// A layer ready for joining.
pub(crate) struct Layer {
    pub(crate) id: LayerId,
    pub(crate) entry: LayerEntry,
    pub(crate) codes: Vec<String>,
    pub(crate) names: Vec<String>,
    pub(crate) polygons: Vec<MultiPolygon<f64>>,
    pub(crate) index: AreaIndex,
}

impl Layer {
    fn read(spec: &LayerSpec, base: &Path) -> Result<(Self, bool), BuildError> {
        let raw = read_layer(spec)?;
        let file = shown(&spec.path, base);
        let transformer =
            Transformer::new(raw.crs, &raw.transform).map_err(BuildError::locate(&file))?;
        let degrees = raw.crs != beatbook_core::Crs::Bng;
        let entry = LayerEntry {
            id: raw.id.to_string(),
            crs: raw.crs.to_string(),
            transform: degrees.then(|| raw.transform.to_string()),
            areas: raw.areas.len() as u32,
            file: file.clone(),
        };
        let (mut codes, mut names, mut polygons) = (Vec::new(), Vec::new(), Vec::new());
        for area in raw.areas {
            codes.push(area.code);
            names.push(area.name);
            polygons.push(area.polygon);
        }
        transformer
            .polygons_to_bng(&mut polygons)
            .map_err(BuildError::locate(&file))?;
        let index = AreaIndex::new(&polygons);
        Ok((
            Self {
                id: raw.id,
                entry,
                codes,
                names,
                polygons,
                index,
            },
            raw.synthetic,
        ))
    }

    /// The area of every position, slivers included.
    pub(crate) fn areas_of(&self, positions: &[Bng]) -> Vec<u32> {
        let mut areas = self.index.locate_all(positions);
        for (area, &position) in areas.iter_mut().zip(positions) {
            if *area == NO_AREA
                && let Some((nearest, _)) = self.index.nearest(position, SLIVER)
            {
                *area = nearest;
            }
        }
        areas
    }

    pub(crate) fn shapes(&self) -> Vec<NamedShape> {
        let areas = self.names.iter().zip(&self.codes).zip(&self.polygons);
        areas
            .map(|((name, code), polygon)| NamedShape {
                name: name.clone(),
                class: code.clone(),
                geometry: layer_to_wgs84(polygon).into(),
            })
            .collect()
    }
}

/// Everything that is not an event.
pub(crate) struct Setting {
    /// The study layer first.
    pub(crate) layers: Vec<Layer>,
    pub(crate) study: MultiPolygon<f64>,
    pub(crate) streets: Vec<NamedShape>,
    lines: NamedLines,
    pub(crate) ground: Vec<NamedShape>,
    pub(crate) places: Vec<NamedShape>,
    pub(crate) inputs: Vec<Input>,
    pub(crate) synthetic: bool,
}

impl Setting {
    pub(crate) fn read(
        config: &Config,
        base: &Path,
        progress: &mut Progress<'_>,
    ) -> Result<Self, BuildError> {
        let (mut layers, mut inputs, mut synthetic) = (Vec::new(), Vec::new(), false);
        // The config was checked to name a study layer it holds.
        let (study, others): (Vec<_>, Vec<_>) = config
            .layers
            .iter()
            .partition(|layer| layer.id == config.study);
        for spec in study.into_iter().chain(others) {
            tell(progress, format!("reading layer {}", spec.id), 0, None);
            let (layer, marked) = Layer::read(spec, base)?;
            inputs.extend(of_ground(&spec.path, base)?);
            synthetic |= marked;
            layers.push(layer);
        }
        tell(progress, "joining the study area", 0, None);
        let study = union(
            layers
                .first()
                .map_or(&[], |layer| layer.polygons.as_slice()),
        );
        let mut features = |spec: &Option<FeatureSpec>, read: Reader| -> Result<_, BuildError> {
            let Some(spec) = spec else {
                return Ok(Vec::new());
            };
            tell(
                progress,
                format!("reading {}", shown(&spec.path, base)),
                0,
                None,
            );
            let raw = read(spec)?;
            synthetic |= raw.synthetic;
            inputs.extend(of_ground(&spec.path, base)?);
            to_grid(raw, &shown(&spec.path, base))
        };
        let streets = features(&config.streets, read_lines)?;
        let ground = features(&config.ground, read_ground)?;
        let places = features(&config.places, read_places)?;
        let lines: Vec<MultiLineString<f64>> = streets
            .iter()
            .map(|street| lines_of(&street.geometry))
            .collect();
        Ok(Self {
            layers,
            study,
            lines: NamedLines::new(&lines),
            streets: to_degrees(streets),
            ground: to_degrees(ground),
            places: to_degrees(places),
            inputs,
            synthetic,
        })
    }

    /// The number of the street each position is on, `u32::MAX` off all streets.
    pub(crate) fn streets_of(&self, positions: &[Bng]) -> Vec<u32> {
        let nearest = |&position: &Bng| self.lines.nearest(position, ON_STREET);
        positions
            .iter()
            .map(|position| nearest(position).unwrap_or(u32::MAX))
            .collect()
    }
}

type Reader = fn(&FeatureSpec) -> Result<RawFeatures, ReadError>;

fn to_grid(raw: RawFeatures, file: &str) -> Result<Vec<NamedShape>, BuildError> {
    let transformer =
        Transformer::new(raw.crs, &raw.transform).map_err(BuildError::locate(file))?;
    raw.features
        .into_iter()
        .map(|mut feature| {
            transformer
                .geometry_to_bng(&mut feature.geometry)
                .map_err(BuildError::locate(file))?;
            Ok(NamedShape {
                name: feature.name,
                class: feature.class,
                geometry: feature.geometry,
            })
        })
        .collect()
}

fn to_degrees(mut shapes: Vec<NamedShape>) -> Vec<NamedShape> {
    for shape in &mut shapes {
        shape.geometry = geometry_to_wgs84(&shape.geometry);
    }
    shapes
}

fn lines_of(geometry: &Geometry<f64>) -> MultiLineString<f64> {
    match geometry {
        Geometry::LineString(line) => MultiLineString(vec![line.clone()]),
        Geometry::MultiLineString(lines) => lines.clone(),
        _ => MultiLineString(Vec::new()),
    }
}
