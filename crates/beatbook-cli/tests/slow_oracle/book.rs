//! The objects of a book, as its public decoders give them.

use std::collections::HashMap;
use std::path::Path;

use beatbook_core::{Bng, Day, LayerId, Precision, slug};
use beatbook_store::book::{
    CellTable, Events, Locations, Manifest, NamedShape, ObjectKind, Status, decode_shapes,
    read_current, read_object,
};
use beatbook_store::place_class;

use crate::clock::Days;

/// A book, read without the Store.
pub struct SlowBook {
    pub sources: Vec<SlowSource>,
    pub locations: Locations,
    /// For each location: whether it is at a custody or hospital address.
    pub institution: Vec<bool>,
    /// The cells of the study area of each unit that has a table of them, in the order of the locations.
    pub cells: Vec<(String, CellTable)>,
    /// Codes of the areas of each layer, in order.
    pub layers: Vec<(LayerId, Vec<String>)>,
    pub days: Days,
}

/// The events of one source.
pub struct SlowSource {
    pub word: String,
    pub events: Events,
    pub flags: Vec<String>,
    pub activity: bool,
    pub activity_categories: Vec<String>,
    /// Category word of each event.
    pub category: Vec<String>,
    /// Where each event happened: what became of the place, and its location.
    pub happened: Vec<(Status, Option<usize>)>,
    /// Where each event is recorded.
    pub recorded: Vec<(Status, Option<usize>)>,
    /// Number of the incident of each event.
    pub incident: Vec<usize>,
}

impl SlowBook {
    pub fn open(folder: &Path) -> Self {
        let (_, manifest) = read_current(folder).unwrap();
        let bytes = |hash: &str| read_object(folder, hash).unwrap();
        let one = |kind: &ObjectKind| {
            let object = manifest.objects_of(|known| known == kind).next();
            bytes(&object.unwrap().sha256)
        };
        let shapes = |kind: ObjectKind| -> Vec<NamedShape> { decode_shapes(&one(&kind)).unwrap() };
        let ids: Vec<LayerId> = manifest
            .layers
            .iter()
            .map(|layer| LayerId::parse(&layer.id).unwrap())
            .collect();
        let locations = Locations::decode(&one(&ObjectKind::Locations), &ids).unwrap();
        let classes: Vec<String> = shapes(ObjectKind::Places)
            .into_iter()
            .map(|place| place.class)
            .collect();
        let institution = locations.place.iter().map(|&place| {
            let class = classes.get(place as usize);
            class.is_some_and(|class| place_class::is_no_target(class))
        });
        let layers = ids.iter().map(|id| {
            let layer = id.as_str().to_owned();
            let areas = shapes(ObjectKind::Layer { layer });
            (
                id.clone(),
                areas.into_iter().map(|area| area.class).collect(),
            )
        });
        let tables = manifest
            .objects
            .iter()
            .filter_map(|object| match &object.kind {
                ObjectKind::Cells { unit } => Some(unit.clone()),
                _ => None,
            });
        let cells = tables.map(|unit| {
            let cells = one(&ObjectKind::Cells { unit: unit.clone() });
            let links = one(&ObjectKind::Neighbours { unit: unit.clone() });
            (unit, CellTable::decode(&cells, &links, &ids).unwrap())
        });
        let cells = cells.collect();
        let mut days = Days::new();
        for entry in &manifest.calendar {
            let day = Day::parse(&entry.day).unwrap();
            days.entry(day).or_default().push(entry.kind.clone());
        }
        Self {
            sources: sources(&manifest, &locations, &bytes),
            institution: institution.collect(),
            cells,
            layers: layers.collect(),
            locations,
            days,
        }
    }
}

fn sources(
    manifest: &Manifest,
    locations: &Locations,
    bytes: &impl Fn(&str) -> Vec<u8>,
) -> Vec<SlowSource> {
    let bits = |at: &Bng| (at.easting.to_bits(), at.northing.to_bits());
    let numbers: HashMap<(u64, u64), usize> =
        locations.position.iter().map(bits).zip(0..).collect();
    let location = |at: &Bng| numbers.get(&bits(at)).copied();
    let entries = manifest.sources.iter().map(|entry| {
        let mut events = Events::default();
        for object in &manifest.objects {
            if matches!(&object.kind, ObjectKind::Events { source, .. } if *source == entry.source)
            {
                events.append(&bytes(&object.sha256)).unwrap();
            }
        }
        let places = events.status.iter().zip(&events.position);
        let happened: Vec<_> = places.map(|(status, at)| (*status, location(at))).collect();
        let mut recorded = happened.clone();
        for other in &events.elsewhere {
            recorded[other.row as usize] = (other.status, location(&other.position));
        }
        let words = events
            .category
            .iter()
            .map(|&text| slug(events.strings.get(text)));
        SlowSource {
            word: entry.source.clone(),
            flags: entry.flags.clone(),
            activity: entry.activity,
            activity_categories: entry.activity_categories.clone(),
            category: words
                .map(|word| {
                    if word.is_empty() {
                        "unnamed".into()
                    } else {
                        word
                    }
                })
                .collect(),
            incident: incidents(&events),
            happened,
            recorded,
            events,
        }
    });
    entries.collect()
}

/// Events of one number are one incident. Without a number those at one position are, from the first of
/// them for an hour; without a place or an hour an event stands alone.
fn incidents(events: &Events) -> Vec<usize> {
    let mut number: Vec<usize> = (0..events.len()).collect();
    let mut by_number: HashMap<&str, usize> = HashMap::new();
    let mut by_place: HashMap<(u64, u64), Vec<usize>> = HashMap::new();
    for (row, at) in events.position.iter().enumerate() {
        if let Some(word) = events.incident.get(row) {
            number[row] = *by_number.entry(word).or_insert(row);
        } else if events.precision[row] <= Precision::Interval && !at.easting.is_nan() {
            let place = (at.easting.to_bits(), at.northing.to_bits());
            by_place.entry(place).or_default().push(row);
        }
    }
    for mut rows in by_place.into_values() {
        rows.sort_by_key(|&row| (events.from[row], row));
        let mut first = rows[0];
        for row in rows {
            if events.from[row] - events.from[first] > 3_600 {
                first = row;
            }
            number[row] = first;
        }
    }
    number
}
