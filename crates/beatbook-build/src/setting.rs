//! The ground on which events are placed: layers, study area, streets, places.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use beatbook_core::{Bng, LayerId, Metres};
use beatbook_locate::{
    AreaIndex, Gazetteer, NO_AREA, NamedLines, NetworkSegment, PlaceIndex, StreetLine,
    StreetNetwork, Transformer, geometry_to_wgs84, layer_to_wgs84, union,
};
use beatbook_read::{
    Config, FeatureSpec, LayerSpec, RawFeatures, ReadError, RingSpec, read_ground, read_layer,
    read_lines, read_places, read_ring,
};
use beatbook_store::book::{self, AreaSets, Input, LayerEntry, NamedShape};
use beatbook_store::place_class;
use geo_types::{Geometry, MultiLineString, MultiPolygon};

use crate::BuildError;
use crate::inputs::{of_ground, shown};
use crate::layer_check::{LayerCheck, generalised_notes, mend};
use crate::official::{Index, Lookup, Residents};
use crate::step::{Progress, tell};

/// A point in a sliver between areas goes to the nearest one within this distance. Published points
/// that lie on an edge were seen up to 0.06 m off their own area.
pub(crate) const SLIVER: Metres = Metres(0.1);
/// A street names a position within this distance.
const ON_STREET: Metres = Metres(60.0);

pub(crate) const NOWHERE: Bng = Bng {
    easting: f64::NAN,
    northing: f64::NAN,
};

/// A layer ready for joining.
pub(crate) struct Layer {
    pub(crate) id: LayerId,
    pub(crate) entry: LayerEntry,
    pub(crate) codes: Vec<String>,
    pub(crate) names: Vec<String>,
    pub(crate) polygons: Vec<MultiPolygon<f64>>,
    pub(crate) index: AreaIndex,
    /// Where its areas overlap: the sets of them that hold some place.
    sets: Option<Mutex<AreaSets>>,
    /// What was found in its boundaries.
    pub(crate) check: LayerCheck,
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
            overlaps: spec.overlaps,
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
        let faults = mend(&file, &codes, &mut polygons)?;
        let named = (entry.id.clone(), file);
        let check = if spec.overlaps {
            LayerCheck::of_overlapping(named, &codes, &polygons, faults, SLIVER)
        } else {
            LayerCheck::new(named, &codes, &polygons, faults, SLIVER)
        };
        let index = AreaIndex::new(&polygons);
        Ok((
            Self {
                id: raw.id,
                entry,
                codes,
                names,
                polygons,
                index,
                sets: spec.overlaps.then(Mutex::default),
                check,
            },
            raw.synthetic,
        ))
    }

    /// The area that holds every position, or the number of the set of areas where they overlap.
    pub(crate) fn areas_at(&self, positions: &[Bng]) -> Vec<u32> {
        let Some(sets) = &self.sets else {
            return self.index.locate_all(positions);
        };
        let every = self.index.locate_every(positions);
        let mut sets = sets.lock().unwrap_or_else(PoisonError::into_inner);
        every.iter().map(|areas| sets.number(areas)).collect()
    }

    /// The same, with slivers between areas that do not overlap.
    pub(crate) fn areas_of(&self, positions: &[Bng]) -> Vec<u32> {
        let mut areas = self.areas_at(positions);
        if self.overlaps() {
            return areas;
        }
        for (area, &position) in areas.iter_mut().zip(positions) {
            if *area == NO_AREA
                && let Some((nearest, _)) = self.index.nearest(position, SLIVER)
            {
                *area = nearest;
            }
        }
        areas
    }

    /// Whether its areas overlap, as the config says.
    pub(crate) fn overlaps(&self) -> bool {
        self.sets.is_some()
    }

    /// Whether a position is in an area.
    pub(crate) fn holds(&self, area: u32, position: Bng) -> bool {
        if self.overlaps() {
            self.index.distance_to(area, position).0 == 0.0
        } else {
            self.index.locate(position) == Some(area)
        }
    }

    /// The sets of areas met so far, where areas overlap.
    pub(crate) fn sets(&self) -> Option<AreaSets> {
        let sets = self.sets.as_ref()?;
        Some(sets.lock().unwrap_or_else(PoisonError::into_inner).clone())
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

/// Ground beyond the study area.
pub(crate) struct Ring {
    /// The study area and the ring together.
    pub(crate) with_study: MultiPolygon<f64>,
    index: AreaIndex,
}

impl Ring {
    pub(crate) fn contains(&self, position: Bng) -> bool {
        self.index.locate(position).is_some()
    }
}

/// Everything that is not an event.
pub(crate) struct Setting {
    /// The study layer first.
    pub(crate) layers: Vec<Layer>,
    pub(crate) study: MultiPolygon<f64>,
    /// Ground beyond it for which there are data too.
    pub(crate) ring: Option<Ring>,
    pub(crate) streets: Vec<NamedShape>,
    lines: NamedLines,
    pub(crate) network: StreetNetwork,
    pub(crate) ground: Vec<NamedShape>,
    pub(crate) places: Vec<NamedShape>,
    at_places: PlaceIndex,
    at_premises: PlaceIndex,
    pins: Vec<Bng>,
    /// Position of each place of [`Self::places`].
    pub(crate) place_points: Vec<Bng>,
    pub(crate) gazetteer: Gazetteer,
    /// The areas that the gazetteer knows, by their number in it.
    named_areas: Vec<NamedArea>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) residents: Vec<Residents>,
    pub(crate) lookup: Lookup,
    pub(crate) inputs: Vec<Input>,
    /// What a user should know, one sentence each.
    pub(crate) notes: Vec<String>,
    pub(crate) synthetic: bool,
}

impl Setting {
    pub(crate) fn read(
        config: &Config,
        base: &Path,
        progress: &mut Progress<'_>,
    ) -> Result<Self, BuildError> {
        let (mut layers, mut inputs, mut synthetic) = (Vec::new(), Vec::new(), false);
        let mut notes = Vec::new();
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
            notes.extend(layer.check.ground_notes());
            layers.push(layer);
        }
        let checks: Vec<LayerCheck> = layers.iter().map(|layer| layer.check.clone()).collect();
        notes.extend(generalised_notes(&checks));
        tell(progress, "joining the study area", 0, None);
        let study = union(layers.first().map_or(&[], |layer| &layer.polygons[..]));
        let mut features = |spec: &Option<FeatureSpec>, read: Reader| -> Result<_, BuildError> {
            let Some(spec) = spec else {
                return Ok(Vec::new());
            };
            let file = shown(&spec.path, base);
            tell(progress, format!("reading {file}"), 0, None);
            let raw = read(spec)?;
            synthetic |= raw.synthetic;
            inputs.extend(of_ground(&spec.path, base)?);
            to_grid(raw, &file)
        };
        let (streets, levels) = streets_of(features(&config.streets, read_lines)?);
        let ground = shapes_of(features(&config.ground, read_ground)?);
        let mut placed = Vec::new();
        for spec in &config.places {
            tell(
                progress,
                format!("reading {}", shown(&spec.path, base)),
                0,
                None,
            );
            let (on_grid, marked, note) = registered(spec, base)?;
            synthetic |= marked;
            inputs.extend(of_ground(&spec.path, base)?);
            notes.extend(note);
            placed.extend(on_grid);
        }
        let lines: Vec<_> = streets.iter().map(|s| lines_of(&s.geometry)).collect();
        let places = Registered::new(placed);
        let named_areas = named_areas(&layers);
        let gazetteer = Gazetteer::new(
            places.named(),
            streets.iter().map(|s| s.name.as_str()).zip(&lines),
            named_areas.iter().map(|area| {
                let layer = &layers[area.layer];
                let name = layer.names[area.area].as_str();
                (name, area.rank, &layer.polygons[area.area])
            }),
        );
        let ring = match &config.ring {
            Some(spec) => {
                let file = shown(&spec.path, base);
                tell(progress, format!("reading {file}"), 0, None);
                let (ring, marked) = read_beyond(spec, &file, &study)?;
                synthetic |= marked;
                inputs.extend(of_ground(&spec.path, base)?);
                Some(ring)
            }
            None => None,
        };
        let lookup = Lookup::read(config, base, &mut inputs, &mut synthetic)?;
        let (mut indexes, mut residents) = (Vec::new(), Vec::new());
        for spec in &config.indexes {
            indexes.push(Index::read(spec, base, &layers, &lookup, &mut synthetic)?);
            inputs.extend(of_ground(&spec.path, base)?);
        }
        for spec in &config.populations {
            residents.push(Residents::read(spec, base, &layers, &mut synthetic)?);
            inputs.extend(of_ground(&spec.path, base)?);
        }
        Ok(Self {
            layers,
            study,
            ring,
            network: network_of(&streets, &lines, &levels),
            lines: NamedLines::new(&lines),
            streets: to_degrees(streets),
            ground: to_degrees(ground),
            at_places: places.index(|_| true),
            at_premises: places.index(place_class::is_premises),
            pins: places.pins(),
            place_points: places.points.iter().map(|(at, _)| *at).collect(),
            places: to_degrees(places.shapes),
            gazetteer,
            named_areas,
            indexes,
            residents,
            lookup,
            inputs,
            notes,
            synthetic,
        })
    }

    /// The number of the registered place a position is at.
    pub(crate) fn place_at(&self, position: Bng) -> Option<u32> {
        self.at_places.at(position)
    }

    /// The number of the premises a position is at.
    pub(crate) fn premises_at(&self, position: Bng) -> Option<u32> {
        self.at_premises.at(position)
    }

    /// Whether a registered place is premises that an event can belong to.
    pub(crate) fn is_premises(&self, place: u32) -> bool {
        let place = self.places.get(place as usize);
        place.is_some_and(|place| place_class::is_premises(&place.class))
    }

    /// Layer and name of an area, by its number in the gazetteer.
    pub(crate) fn area_named(&self, number: u32) -> Option<(&LayerId, &str)> {
        let area = self.named_areas.get(number as usize)?;
        let layer = self.layers.get(area.layer)?;
        Some((&layer.id, layer.names.get(area.area)?))
    }

    /// Class of the registered place a position is at.
    pub(crate) fn class_at(&self, position: Bng) -> Option<&str> {
        let place = self.places.get(self.place_at(position)? as usize)?;
        Some(&place.class)
    }

    /// Whether a position is the gazetteer's default pin: words for any place, drawn at one point.
    pub(crate) fn is_pin(&self, position: Bng) -> bool {
        let near = |pin: &Bng| {
            (pin.easting - position.easting).hypot(pin.northing - position.northing)
                <= place_class::reach(place_class::PIN)
        };
        self.pins.iter().any(near)
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

/// An area that a text may name.
struct NamedArea {
    layer: usize,
    area: usize,
    /// 0 for the layer with the smallest areas.
    rank: u32,
}

fn named_areas(layers: &[Layer]) -> Vec<NamedArea> {
    let mut order: Vec<(f64, usize)> = layers
        .iter()
        .enumerate()
        .map(|(number, layer)| {
            let ground: f64 = layer.polygons.iter().map(ground_of).sum();
            (ground / layer.polygons.len().max(1) as f64, number)
        })
        .collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let ranked = (0..).zip(order);
    ranked
        .flat_map(|(rank, (_, layer))| {
            let areas = 0..layers[layer].names.len();
            areas.map(move |area| NamedArea { layer, area, rank })
        })
        .collect()
}

/// Square metres within the outlines of a polygon, holes not counted: enough to tell a ward from a
/// district.
fn ground_of(polygon: &MultiPolygon<f64>) -> f64 {
    let outlines = polygon.iter().map(|part| part.exterior().lines());
    let twice = |line: geo_types::Line<f64>| line.start.x * line.end.y - line.end.x * line.start.y;
    let rings = outlines.map(|lines| lines.map(twice).sum::<f64>().abs() / 2.0);
    rings.sum()
}

/// The network for the book.
impl Setting {
    pub(crate) fn street_network(&self) -> book::StreetNetwork {
        let segments = self.network.segments();
        let middles: Vec<Bng> = segments.iter().map(NetworkSegment::middle).collect();
        let areas = |layer: &Layer| (layer.id.clone(), layer.areas_of(&middles));
        let column = |value: fn(&NetworkSegment) -> u32| segments.iter().map(value).collect();
        let in_degrees = |segment: &NetworkSegment| {
            match geometry_to_wgs84(&segment.course.clone().into()) {
                Geometry::LineString(course) => course,
                _ => geo_types::LineString(Vec::new()), // a line stays a line
            }
        };
        book::StreetNetwork {
            line: column(|segment| segment.line),
            street: column(|segment| segment.street),
            from: column(|segment| segment.from),
            to: column(|segment| segment.to),
            metres: segments.iter().map(|segment| segment.metres).collect(),
            course: segments.iter().map(in_degrees).collect(),
            area: self.layers.iter().map(areas).collect(),
        }
    }

    /// Where on the network each position lies.
    pub(crate) fn segments_of(&self, positions: &[Bng]) -> Vec<Option<book::OnSegment>> {
        let nearest = |&position: &Bng| {
            let on = self.network.nearest(position, ON_STREET)?;
            Some(book::OnSegment {
                segment: on.segment,
                along: on.along.0,
                off: on.off.0,
            })
        };
        positions.iter().map(nearest).collect()
    }
}

type Reader = fn(&FeatureSpec) -> Result<RawFeatures, ReadError>;

/// A shape on the grid; for a place, how far it reaches, and for a street, its level.
struct Placed {
    shape: NamedShape,
    radius: Option<f64>,
    level: i32,
}

fn shapes_of(placed: Vec<Placed>) -> Vec<NamedShape> {
    placed.into_iter().map(|placed| placed.shape).collect()
}

/// Streets and their levels.
fn streets_of(placed: Vec<Placed>) -> (Vec<NamedShape>, Vec<i32>) {
    let streets = placed.into_iter();
    streets.map(|street| (street.shape, street.level)).unzip()
}

fn network_of(
    streets: &[NamedShape],
    lines: &[MultiLineString<f64>],
    levels: &[i32],
) -> StreetNetwork {
    let lines = streets.iter().zip(lines).zip(levels);
    let lines = lines.map(|((street, line), &level)| StreetLine {
        line,
        name: &street.name,
        level,
    });
    StreetNetwork::new(&lines.collect::<Vec<_>>())
}

fn ring_of(placed: Vec<Placed>, study: &MultiPolygon<f64>) -> Ring {
    let polygons: Vec<MultiPolygon<f64>> = placed
        .into_iter()
        .filter_map(|placed| match placed.shape.geometry {
            Geometry::Polygon(one) => Some(one.into()),
            Geometry::MultiPolygon(many) => Some(many),
            _ => None,
        })
        .collect();
    let index = AreaIndex::new(&polygons);
    let all: Vec<MultiPolygon<f64>> = polygons.into_iter().chain([study.clone()]).collect();
    Ring {
        with_study: union(&all),
        index,
    }
}

/// Ground beyond the study area, and whether it is synthetic.
fn read_beyond(
    spec: &RingSpec,
    file: &str,
    study: &MultiPolygon<f64>,
) -> Result<(Ring, bool), BuildError> {
    let raw = read_ring(spec)?;
    let synthetic = raw.synthetic;
    Ok((ring_of(to_grid(raw, file)?, study), synthetic))
}

/// Registered places on the grid, and how far each reaches.
struct Registered {
    shapes: Vec<NamedShape>,
    points: Vec<(Bng, Metres)>,
}

impl Registered {
    fn new(placed: Vec<Placed>) -> Self {
        let point = |Placed { shape, radius, .. }: &Placed| {
            let Geometry::Point(point) = &shape.geometry else {
                return None;
            };
            let reach = radius.unwrap_or_else(|| place_class::reach(&shape.class));
            let at = Bng {
                easting: point.x(),
                northing: point.y(),
            };
            Some((at, Metres(reach)))
        };
        let points = placed
            .iter()
            .map(|place| point(place).unwrap_or((NOWHERE, Metres(0.0))));
        Self {
            points: points.collect(),
            shapes: shapes_of(placed),
        }
    }

    /// An index of the places of some classes; all keep their numbers.
    fn index(&self, wanted: impl Fn(&str) -> bool) -> PlaceIndex {
        let places = self.shapes.iter().zip(&self.points);
        PlaceIndex::new(places.map(|(shape, &(at, reach))| {
            let at = if wanted(&shape.class) { at } else { NOWHERE };
            (at, reach)
        }))
    }

    /// Names and positions of all places; a pin bears no name.
    fn named(&self) -> impl Iterator<Item = (&str, Bng)> {
        let named = self.shapes.iter().zip(&self.points);
        named.map(|(shape, (at, _))| {
            let is_pin = shape.class == place_class::PIN;
            (if is_pin { "" } else { shape.name.as_str() }, *at)
        })
    }

    fn pins(&self) -> Vec<Bng> {
        let pins = self.shapes.iter().zip(&self.points);
        pins.filter(|(shape, _)| shape.class == place_class::PIN)
            .map(|(_, (at, _))| *at)
            .collect()
    }
}

/// The places of a file, whether it is synthetic, and what to say of those left out.
fn registered(
    spec: &FeatureSpec,
    base: &Path,
) -> Result<(Vec<Placed>, bool, Option<String>), BuildError> {
    let file = shown(&spec.path, base);
    let raw = read_places(spec)?;
    let (all, synthetic) = (raw.features.len(), raw.synthetic);
    let on_grid = places_on_grid(raw, &file)?;
    let note = (on_grid.len() < all).then(|| {
        format!(
            "{file}: {} of {all} places have no position on the British National Grid; they are left out",
            all - on_grid.len()
        )
    });
    Ok((on_grid, synthetic, note))
}

/// Places, without those that lie off the grid: a list of all hospitals of a country names some that
/// no street of the city is near to.
fn places_on_grid(raw: RawFeatures, file: &str) -> Result<Vec<Placed>, BuildError> {
    let transformer =
        Transformer::new(raw.crs, &raw.transform).map_err(BuildError::locate(file))?;
    let placed = raw.features.into_iter().filter_map(|mut feature| {
        transformer.geometry_to_bng(&mut feature.geometry).ok()?;
        let shape = NamedShape {
            name: feature.name,
            class: feature.class,
            geometry: feature.geometry,
        };
        Some(Placed {
            shape,
            radius: feature.radius,
            level: feature.level,
        })
    });
    Ok(placed.collect())
}

fn to_grid(raw: RawFeatures, file: &str) -> Result<Vec<Placed>, BuildError> {
    let transformer =
        Transformer::new(raw.crs, &raw.transform).map_err(BuildError::locate(file))?;
    raw.features
        .into_iter()
        .map(|mut feature| {
            transformer
                .geometry_to_bng(&mut feature.geometry)
                .map_err(BuildError::locate(file))?;
            let shape = NamedShape {
                name: feature.name,
                class: feature.class,
                geometry: feature.geometry,
            };
            Ok(Placed {
                shape,
                radius: feature.radius,
                level: feature.level,
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
