//! A book in memory.

use beatbook_core::{
    Agreement, AreaCode, AreaError, Bng, Day, HarmTable, LayerId, Month, Selection, SelectionError,
    Source, SourceError, Strings, Unit, Wgs84,
};
use geo::{BoundingRect, Contains, InteriorPoint};
use geo_types::{Geometry, LineString, MultiPolygon, Point, Polygon};
use std::path::Path;
use std::sync::OnceLock;

use crate::about::{About, IndexAbout, LayerAbout, MadeOf};
use crate::book::{
    AreaSets, BookError, CellTable, Counted, Deciles, Events, IndexEntry, Locations, Manifest,
    NamedShape, ObjectEntry, ObjectKind, People, StreetNetwork, decode_residents, decode_shapes,
    id_of, read_current, read_object,
};
use crate::cache::Cache;
use crate::calendar::{Calendar, DatedDays};
use crate::compare::both_terms;
use crate::harm::Codes;
use crate::homes::ATTENDERS;
use crate::membership::Membership;
use crate::named_streets::NamedStreets;
use crate::naming::{anchors, landmarks};
use crate::place_class;
use crate::similar::Likeness;
use crate::source::{SourceData, agreement};
use crate::suggestions::Suggestions;
use crate::tops::Tops;
use crate::traces::Traces;

/// Most bytes of answers kept: of hotspots some thousands, of streets about a hundred.
const ANSWER_BYTES: u64 = 256 << 20;

/// Why a book could not be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The folder could not be read.
    #[error(transparent)]
    Book(#[from] BookError),
    /// An object is not what it should be.
    #[error("the book at {folder} is damaged: {what}: {reason}; build it again")]
    Object {
        /// The book.
        folder: String,
        /// Which object.
        what: String,
        /// What was found.
        reason: String,
    },
}

/// A layer in memory.
#[derive(Debug)]
pub(crate) struct Layer {
    pub(crate) id: LayerId,
    /// Areas: name, code as class, geometry in WGS 84.
    pub(crate) shapes: Vec<NamedShape>,
    /// A point inside each area.
    pub(crate) centres: Vec<Wgs84>,
    pub(crate) area_of: Membership,
    /// Residents of each area, worked out when they are first asked for.
    pub(crate) residents: OnceLock<Vec<Option<u32>>>,
    /// What each area is held against others by, worked out when it is first asked for.
    pub(crate) likeness: OnceLock<Vec<Option<Likeness>>>,
}

/// A book, opened: columns in memory, ready for any selection.
#[derive(Debug)]
pub struct Store {
    about: About,
    pub(crate) sources: Vec<SourceData>,
    pub(crate) calendar: Calendar,
    pub(crate) locations: Locations,
    /// What there is a table of, in the order of the tables.
    pub(crate) units: Vec<Unit>,
    pub(crate) cells: Vec<CellTable>,
    /// For each table: the parent of each unit, worked out when it is first asked for.
    pub(crate) parents: Vec<OnceLock<Vec<u64>>>,
    pub(crate) layers: Vec<Layer>,
    pub(crate) streets: Vec<NamedShape>,
    pub(crate) named_streets: NamedStreets,
    /// `None` in a book without streets.
    pub(crate) network: Option<StreetNetwork>,
    pub(crate) tops: Tops,
    ground: Vec<NamedShape>,
    pub(crate) places: Vec<NamedShape>,
    /// Where the places are that may name a hotspot, each with its number.
    pub(crate) landmarks: Vec<(Point<f64>, u32)>,
    anchors: Vec<NamedShape>,
    study: MultiPolygon<f64>,
    /// People of each source, by its word; `attenders` by residence.
    pub(crate) people: Vec<(String, People)>,
    /// Terms of attenders by residence.
    pub(crate) attender_terms: Option<Agreement>,
    /// Deciles by index id, in the order of [`About::indexes`].
    pub(crate) deciles: Vec<Deciles>,
    /// Residents of the areas of a layer, and the year of the estimate.
    pub(crate) residents: Vec<(LayerId, u16, Vec<u32>)>,
    /// People there on a workday, likewise.
    pub(crate) workday: Vec<(LayerId, u16, Vec<u32>)>,
    /// Where the rows of each source are, for tracing them to their files.
    pub(crate) traces: Traces,
    /// Everything with a name, made when it is first asked for.
    pub(crate) suggestions: OnceLock<Suggestions>,
    /// Answers that are asked for repeatedly, of all kinds.
    pub(crate) answers: Cache,
}

/// Reads objects of a book by what they hold.
struct Objects<'a> {
    folder: &'a Path,
    manifest: &'a Manifest,
}

impl Objects<'_> {
    fn damaged(&self, what: impl std::fmt::Display, reason: &impl ToString) -> StoreError {
        StoreError::Object {
            folder: self.folder.display().to_string(),
            what: what.to_string(),
            reason: reason.to_string(),
        }
    }

    fn read<T>(
        &self,
        object: &ObjectEntry,
        decode: impl FnOnce(&[u8]) -> Result<T, String>,
    ) -> Result<T, StoreError> {
        let bytes = read_object(self.folder, &object.sha256)?;
        decode(&bytes).map_err(|reason| self.damaged(&object.kind, &reason))
    }

    fn one(&self, kind: &ObjectKind) -> Result<&ObjectEntry, StoreError> {
        self.manifest
            .objects_of(|k| k == kind)
            .next()
            .ok_or_else(|| self.damaged(kind, &"it is missing from the version"))
    }

    fn shapes(&self, kind: &ObjectKind) -> Result<Vec<NamedShape>, StoreError> {
        match self.manifest.objects_of(|k| k == kind).next() {
            Some(object) => self.read(object, decode_shapes),
            None => Ok(Vec::new()),
        }
    }

    fn network(&self, layers: &[LayerId]) -> Result<Option<StreetNetwork>, StoreError> {
        let object = self
            .manifest
            .objects_of(|kind| *kind == ObjectKind::Network);
        let mut networks =
            object.map(|o| self.read(o, |bytes| StreetNetwork::decode(bytes, layers)));
        networks.next().transpose()
    }

    /// Every unit that the book has a table of.
    fn units(&self, layers: &[LayerId]) -> Result<Vec<(Unit, CellTable)>, StoreError> {
        let is_table = |kind: &ObjectKind| matches!(kind, ObjectKind::Cells { .. });
        let tables = self.manifest.objects_of(is_table);
        tables
            .map(|object| {
                let ObjectKind::Cells { unit: word } = &object.kind else {
                    return Err(self.damaged(&object.kind, &"it is no table of units"));
                };
                let unit = Unit::parse(word).map_err(|e| self.damaged(&object.kind, &e))?;
                let links = self.one(&ObjectKind::Neighbours { unit: word.clone() })?;
                let links = read_object(self.folder, &links.sha256)?;
                let table = self.read(object, |bytes| CellTable::decode(bytes, &links, layers))?;
                Ok((unit, table))
            })
            .collect()
    }

    fn layers(&self, ids: &[LayerId], locations: &Locations) -> Result<Vec<Layer>, StoreError> {
        ids.iter()
            .zip(&locations.area)
            .zip(&self.manifest.layers)
            .map(|((id, (_, area_of)), entry)| {
                let shapes = self.shapes(&ObjectKind::Layer {
                    layer: id.as_str().into(),
                })?;
                let centres = shapes
                    .iter()
                    .map(|shape| inner_point(&shape.geometry))
                    .collect();
                let area_of = if entry.overlaps {
                    let layer = entry.id.clone();
                    let sets = self.one(&ObjectKind::Sets { layer })?;
                    Membership::Many {
                        set: area_of.clone(),
                        sets: self.read(sets, AreaSets::decode)?,
                    }
                } else {
                    Membership::One(area_of.clone())
                };
                Ok(Layer {
                    id: id.clone(),
                    shapes,
                    centres,
                    area_of,
                    residents: OnceLock::new(),
                    likeness: OnceLock::new(),
                })
            })
            .collect()
    }

    fn dated_days(&self) -> Result<DatedDays, StoreError> {
        let days = self.manifest.calendar.iter().map(|entry| {
            let day = Day::parse(&entry.day).map_err(|e| self.damaged("the calendar", &e))?;
            Ok((day, entry.kind.as_str()))
        });
        let days = days.collect::<Result<Vec<_>, StoreError>>()?;
        Ok(DatedDays::new(days))
    }

    fn people(&self, layers: &[LayerId]) -> Result<Vec<(String, People)>, StoreError> {
        let people = self
            .manifest
            .objects_of(|kind| matches!(kind, ObjectKind::People { .. }));
        // One entry for each source, however many files its people came in.
        let mut found: Vec<(String, People)> = Vec::new();
        for object in people {
            let ObjectKind::People { of } = &object.kind else {
                continue;
            };
            let people = self.read(object, |bytes| People::decode(bytes, layers))?;
            match found.iter_mut().find(|(known, _)| known == of) {
                Some((_, known)) => known.append(people),
                None => found.push((of.clone(), people)),
            }
        }
        Ok(found)
    }

    fn deciles(&self) -> Result<Vec<Deciles>, StoreError> {
        let indexes = self.manifest.indexes.iter();
        indexes
            .map(|entry| {
                let index = entry.id.clone();
                self.read(self.one(&ObjectKind::Index { index })?, Deciles::decode)
            })
            .collect()
    }

    /// - `counted`: residents, or people there on a workday.
    fn people_by_area(
        &self,
        counted: Counted,
    ) -> Result<Vec<(LayerId, u16, Vec<u32>)>, StoreError> {
        let populations = self.manifest.populations.iter();
        populations
            .filter(|entry| entry.counted == counted)
            .map(|entry| {
                let id = LayerId::parse(&entry.layer).map_err(|e| self.damaged("layers", &e))?;
                let object = self.one(&entry.object())?;
                Ok((id, entry.year, self.read(object, decode_residents)?))
            })
            .collect()
    }

    fn sources(
        &self,
        locations: &Locations,
        institution: &[bool],
    ) -> Result<Vec<SourceData>, StoreError> {
        self.manifest
            .sources
            .iter()
            .map(|entry| {
                let source = Source::parse(&entry.source)
                    .map_err(|e: SourceError| self.damaged("source", &e))?;
                let mut events = Events::default();
                // Looked up only where they are of use: most questions never ask for a code.
                let weights = self.manifest.harm.as_ref().filter(|_| !source.is_health());
                let (mut texts, mut codes) = (Strings::default(), Vec::new());
                let own = |kind: &ObjectKind| {
                    matches!(kind, ObjectKind::Events { source, .. } if *source == entry.source)
                };
                let mut months = Vec::new();
                for object in self.manifest.objects_of(own) {
                    self.read(object, |bytes| {
                        if weights.is_some() {
                            codes.extend(Events::codes(bytes, &mut texts)?);
                        }
                        events.append(bytes)
                    })?;
                    if let ObjectKind::Events { month, .. } = &object.kind {
                        let month = Month::parse(month).map_err(|e| self.damaged("month", &e))?;
                        months.push(month);
                    }
                }
                months.sort_unstable();
                let data = SourceData::new(source, entry, events, locations, institution, months);
                Ok(SourceData {
                    codes: weights.map(|weights| Codes::new(&texts, &codes, &weights.weights)),
                    ..data
                })
            })
            .collect()
    }
}

impl Store {
    /// Reads the current version of a book into memory, checking every object against its hash.
    ///
    /// # Errors
    /// [`StoreError`], naming the file and the way out.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let (hash, manifest) = read_current(folder)?;
        let objects = Objects {
            folder,
            manifest: &manifest,
        };
        let layer_ids = manifest
            .layers
            .iter()
            .map(|layer| LayerId::parse(&layer.id))
            .collect::<Result<Vec<_>, AreaError>>()
            .map_err(|e| objects.damaged("layers", &e))?;
        let mut locations = objects.read(objects.one(&ObjectKind::Locations)?, |bytes| {
            Locations::decode(bytes, &layer_ids)
        })?;
        let layers = objects.layers(&layer_ids, &locations)?;
        let (units, cells): (Vec<Unit>, Vec<CellTable>) =
            objects.units(&layer_ids)?.into_iter().unzip();
        if units.get(..Unit::CELLS.len()) != Some(&Unit::CELLS) {
            return Err(objects.damaged("the units", &"a table of cells is missing"));
        }
        for (unit, table) in units.iter().zip(&cells).skip(Unit::CELLS.len()) {
            let of_location = unit_of_locations(unit, table, &locations);
            locations.cell.push(of_location);
        }
        let places = objects.shapes(&ObjectKind::Places)?;
        let institution: Vec<bool> = locations
            .place
            .iter()
            .map(|&place| {
                let place = places.get(place as usize);
                place.is_some_and(|place| place_class::is_no_target(&place.class))
            })
            .collect();
        let sources = objects.sources(&locations, &institution)?;
        let study = objects.shapes(&ObjectKind::Study)?.into_iter().next();
        let Some(Geometry::MultiPolygon(study)) = study.map(|shape| shape.geometry) else {
            return Err(objects.damaged("study area", &"it is missing"));
        };
        let streets = objects.shapes(&ObjectKind::Streets)?;
        let finest = Unit::HEXAGONS.len() - 1;
        let tops = Tops::new(&sources, &locations, (finest, &cells[finest]));
        let anchors = if streets.is_empty() {
            anchors(&sources, &locations)
        } else {
            Vec::new()
        };
        let first = sources
            .iter()
            .filter_map(|data| data.from.iter().min())
            .min();
        // An instant fills its second, so that the end is not included whatever the precision.
        let ends = |data: &SourceData| {
            data.from
                .iter()
                .zip(&data.to)
                .map(|(&from, &to)| to.max(from + 1))
                .max()
        };
        let last = sources.iter().filter_map(ends).max();
        let (first, last) = (first.copied().unwrap_or(0), last.unwrap_or(1));
        // Whole days: the last one is looked at to its end, whenever its last event was.
        let days = (
            Day::of(first).start(),
            Day::of((last - 1).max(first)).plus(1).start(),
        );
        let dated = objects.dated_days()?;
        Ok(Self {
            about: about(
                &manifest,
                &hash,
                &sources,
                &layers,
                &study,
                &dated,
                (first, last),
            ),
            calendar: Calendar::new(days.0, days.1, dated),
            people: objects.people(&layer_ids)?,
            attender_terms: attender_terms(&manifest),
            deciles: objects.deciles()?,
            residents: objects.people_by_area(Counted::Residents)?,
            workday: objects.people_by_area(Counted::Workday)?,
            traces: Traces::new(folder, &manifest),
            suggestions: OnceLock::new(),
            named_streets: NamedStreets::new(&streets),
            tops,
            streets,
            network: objects.network(&layer_ids)?,
            ground: objects.shapes(&ObjectKind::Ground)?,
            landmarks: landmarks(&places),
            places,
            sources,
            locations,
            units,
            parents: cells.iter().map(|_| OnceLock::new()).collect(),
            cells,
            layers,
            anchors,
            study,
            answers: Cache::new(ANSWER_BYTES),
        })
    }

    /// Keeps answers up to another number of bytes; with 0 every question is worked out anew.
    #[must_use]
    pub fn keeping(self, most_bytes: u64) -> Self {
        Self {
            answers: Cache::new(most_bytes),
            ..self
        }
    }

    /// The answers kept.
    pub fn answers(&self) -> &Cache {
        &self.answers
    }

    /// What the book holds.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// Areas of a layer, in order: name, code as class, geometry in WGS 84.
    pub fn layer(&self, id: &LayerId) -> Option<&[NamedShape]> {
        self.layers
            .iter()
            .find(|layer| layer.id == *id)
            .map(|layer| layer.shapes.as_slice())
    }

    /// Streets: name, class, line.
    pub fn streets(&self) -> &[NamedShape] {
        &self.streets
    }

    /// Water, parks and rail: name, class, line or polygon.
    pub fn ground(&self) -> &[NamedShape] {
        &self.ground
    }

    /// Registered places: name, class, point.
    pub fn registered(&self) -> &[NamedShape] {
        &self.places
    }

    /// Names of published anchor points, for books without streets.
    pub fn anchors(&self) -> &[NamedShape] {
        &self.anchors
    }

    /// Longitude and latitude of a position of the book.
    pub fn lon_lat(&self, at: Bng) -> Option<Wgs84> {
        let found = self.locations.find(at)?;
        self.locations.wgs84.get(found as usize).copied()
    }

    /// The study area.
    pub fn study(&self) -> &MultiPolygon<f64> {
        &self.study
    }

    /// The units that a selection may name.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The shape of a unit in longitude and latitude: a polygon, of a segment a line, of premises a
    /// point.
    pub fn unit_shape(&self, unit: &Unit, number: u64) -> Option<Geometry<f64>> {
        let at = number as usize;
        match unit {
            Unit::H3(_) | Unit::Grid150 => {
                let (_, table) = self.cells(unit).ok()?;
                let ring = &table.ring[table.cell.binary_search(&number).ok()?];
                let outline: LineString<f64> = ring.iter().copied().collect();
                Some(Polygon::new(outline, Vec::new()).into())
            }
            Unit::Areas(layer) => Some(self.layer(layer)?.get(at)?.geometry.clone()),
            Unit::Street => Some(self.network.as_ref()?.course.get(at)?.clone().into()),
            Unit::Premises => Some(self.places.get(at)?.geometry.clone()),
        }
    }

    /// The table of a unit, and its number among the tables.
    pub(crate) fn cells(&self, unit: &Unit) -> Result<(usize, &CellTable), SelectionError> {
        let number = self.units.iter().position(|known| known == unit);
        let number = number.ok_or_else(|| {
            let held: Vec<String> = self.units.iter().map(ToString::to_string).collect();
            let overlap = matches!(unit, Unit::Areas(id) if self.layer_of(id).is_some());
            let fault = if overlap {
                format!("the areas of {unit} overlap, so that an event is in no one of them")
            } else {
                format!("the book holds no {unit}")
            };
            let reason = format!("{fault}; use {}", held.join(", "));
            SelectionError::new("unit", reason, held)
        })?;
        Ok((number, &self.cells[number]))
    }

    /// The smallest hexagons.
    pub(crate) fn finest(&self) -> &CellTable {
        &self.cells[Unit::HEXAGONS.len() - 1] // checked when opened
    }

    /// The layer and number of an area.
    pub(crate) fn area(&self, area: &AreaCode) -> Result<(&Layer, u32), SelectionError> {
        let held = || self.layers.iter().map(|layer| layer.id.as_str());
        let layer = self
            .layers
            .iter()
            .find(|layer| layer.id == *area.layer())
            .ok_or_else(|| {
                let reason = format!(
                    "the book holds no layer `{}`; it holds {}",
                    area.layer(),
                    held().collect::<Vec<_>>().join(", ")
                );
                SelectionError::new("area", reason, held())
            })?;
        let number = layer
            .shapes
            .iter()
            .position(|shape| shape.class == area.code());
        let number = number.ok_or_else(|| {
            let some = layer
                .shapes
                .first()
                .map_or("", |shape| shape.class.as_str());
            let named = layer
                .shapes
                .iter()
                .find(|shape| shape.name.eq_ignore_ascii_case(area.code()));
            let way_out = match named {
                Some(shape) => format!("the area of that name is {}:{}", layer.id, shape.class),
                None => format!("its codes look like {some}"),
            };
            let reason = format!(
                "layer {} has no area `{}`; {way_out}",
                layer.id,
                area.code()
            );
            SelectionError::new("area", reason, [""; 0])
        })?;
        Ok((layer, number as u32))
    }
}

/// The refusal of a question that is put to hexagons only: `doing` is what it does with them.
pub(crate) fn only_hexagons(doing: &str, unit: &Unit) -> SelectionError {
    let words = Unit::HEXAGONS.map(|unit| unit.to_string());
    let reason = format!(
        "{doing} hexagons, not {}; use {}",
        unit.label(),
        words.join(", ")
    );
    SelectionError::new("unit", reason, words)
}

/// Refuses units of unequal size or register, and a pool of one's own, where a question is put to cells and
/// areas that are held against one another: `doing` is what it does with them.
pub(crate) fn check_cells_or_areas(
    doing: &str,
    selection: &Selection,
) -> Result<(), SelectionError> {
    let mut words: Vec<String> = Unit::CELLS.map(|unit| unit.to_string()).into();
    if matches!(selection.unit, Unit::Street | Unit::Premises) {
        let reason = format!(
            "{doing} cells, squares or areas, not {}; use {} or an area layer",
            selection.unit.label(),
            words.join(", ")
        );
        words.push("an area layer".into());
        return Err(SelectionError::new("unit", reason, words));
    }
    check_no_pool(doing, selection)
}

/// Refuses a pool of one's own where units are held against one another alone: `doing` is what is done with
/// them.
pub(crate) fn check_no_pool(doing: &str, selection: &Selection) -> Result<(), SelectionError> {
    if let Some(against) = &selection.against {
        let reason = format!(
            "{doing} the units looked at, against one another, so `{against}` cannot be drawn from; leave `against` out"
        );
        return Err(SelectionError::new("against", reason, [""; 0]));
    }
    Ok(())
}

/// The terms of all files of attenders together; none where one of them has none.
fn attender_terms(manifest: &Manifest) -> Option<Agreement> {
    let files = manifest.people.iter().filter(|entry| entry.of == ATTENDERS);
    let terms = files.map(|entry| agreement(entry.agreement.as_ref()?));
    let terms: Vec<Agreement> = terms.collect::<Option<_>>()?;
    terms.into_iter().map(Some).reduce(both_terms).flatten()
}

fn about(
    manifest: &Manifest,
    hash: &str,
    sources: &[SourceData],
    layers: &[Layer],
    study: &MultiPolygon<f64>,
    dated: &DatedDays,
    (first, last): (i64, i64),
) -> About {
    let bounds = study.bounding_rect().map_or([0.0; 4], |rect| {
        [rect.min().x, rect.min().y, rect.max().x, rect.max().y]
    });
    About {
        title: manifest.title.clone(),
        book: id_of(hash),
        program: manifest.program.clone(),
        synthetic: manifest.synthetic,
        alpha: manifest.alpha,
        period: (Day::of(first), Day::of((last - 1).max(first))),
        bounds,
        km2: manifest.km2,
        sources: sources.iter().map(|data| data.about.clone()).collect(),
        layers: layers
            .iter()
            .map(|layer| LayerAbout {
                id: layer.id.clone(),
                areas: layer.shapes.len() as u32,
                overlaps: layer.area_of.overlaps(),
            })
            .collect(),
        indexes: manifest
            .indexes
            .iter()
            .filter_map(|entry| {
                Some(IndexAbout {
                    id: entry.id.clone(),
                    label: label_of(entry),
                    domain: entry.domain.clone(),
                    layer: LayerId::parse(&entry.layer).ok()?,
                })
            })
            .collect(),
        calendar: dated
            .kinds()
            .map(|(kind, days)| (kind.to_owned(), days))
            .collect(),
        annotations: manifest
            .annotations
            .iter()
            .filter_map(|note| {
                let source = Source::parse(&note.source).ok()?;
                Some((Day::parse(&note.day).ok()?, source, note.text.clone()))
            })
            .collect(),
        people: manifest.people.clone(),
        presets: manifest.presets.clone(),
        inputs: manifest.inputs.clone(),
        made_of: MadeOf {
            study: manifest.study.clone(),
            sliver_metres: manifest.sliver_metres,
            layers: manifest.layers.clone(),
            indexes: manifest.indexes.clone(),
            populations: manifest.populations.clone(),
            harm: manifest.harm.as_ref().map(|harm| HarmTable {
                version: harm.version.clone(),
                source: harm.source.clone(),
                retrieved: harm.retrieved.clone(),
                file: harm.file.clone(),
            }),
        },
    }
}

/// The unit of each location, by its place in the table; `u32::MAX` where there is none.
fn unit_of_locations(unit: &Unit, table: &CellTable, locations: &Locations) -> Vec<u32> {
    let place = |number: u32| {
        let place = table.cell.binary_search(&number.into());
        place.map_or(u32::MAX, |place| place as u32)
    };
    match unit {
        Unit::H3(_) | Unit::Grid150 => Vec::new(), // they have columns of their own
        Unit::Areas(layer) => {
            let mut areas = locations.area.iter().filter(|(id, _)| id == layer);
            let areas = areas.next().map_or(&[][..], |(_, areas)| areas);
            areas.iter().copied().map(place).collect()
        }
        Unit::Street => {
            let on = locations.segment.iter();
            on.map(|on| on.map_or(u32::MAX, |on| place(on.segment)))
                .collect()
        }
        Unit::Premises => locations.place.iter().copied().map(place).collect(),
    }
}

/// A point inside a shape, for a label; 0,0 for an empty one.
fn inner_point(shape: &Geometry<f64>) -> Wgs84 {
    let centre = shape.interior_point().filter(|point| shape.contains(point));
    let point = centre
        .or_else(|| shape.interior_point())
        .unwrap_or(Point::new(0.0, 0.0));
    Wgs84 {
        lon: point.x(),
        lat: point.y(),
    }
}
/// `IMD 2019`, `IMD 2019, income domain` or `IMD 2019, carried over to lsoa21`.
fn label_of(entry: &IndexEntry) -> String {
    let mut label = format!("IMD {}", entry.edition);
    if let Some(domain) = &entry.domain {
        label = format!("{label}, {domain} domain");
    }
    if entry.carried_over {
        label = format!("{label}, carried over to {}", entry.layer);
    }
    label
}
