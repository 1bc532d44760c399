//! Names for hotspots, from places, streets and location texts.

use std::collections::BTreeMap;

use beatbook_core::Wgs84;
use geo_types::{Geometry, Point};

use crate::book::{CellTable, Locations, NamedShape, Status};
use crate::scan::Scope;
use crate::source::SourceData;
use crate::store::Store;

/// How published street-level files begin a location text.
pub(crate) const SNAPPED: &str = "On or near ";
/// Anchors that published files name by their kind: the same text stands all over a city.
const KINDS: [&str; 30] = [
    "airport/airfield",
    "bus/coach station",
    "conference/exhibition centre",
    "further/higher educational building",
    "hospital",
    "leisure centre",
    "motorway",
    "nightclub",
    "park/open space",
    "parking area",
    "pedestrian subway",
    "petrol station",
    "pier",
    "police station",
    "prison",
    "public convenience",
    "race track",
    "rail station",
    "retail park",
    "services (motorway)",
    "shopping area",
    "shopping centre",
    "sports/recreation area",
    "stadium",
    "station",
    "supermarket",
    "theatre/concert hall",
    "theme/adventure park",
    "university",
    "youth club",
];
/// A text shared by fewer located events gives no label to the map.
const FEWEST_AT_ANCHOR: usize = 3;
/// Classes of places that may name a hotspot.
const NAMING: [&str; 4] = ["ground", "station", "hospital", "custody"];
const METRES_PER_DEGREE: f64 = 111_320.0;

/// What a hotspot is called.
pub(crate) struct Name {
    pub(crate) best: String,
    pub(crate) street: Option<String>,
    pub(crate) area: Option<String>,
}

/// Whether a source's points are published anchors.
pub(crate) fn snapped(source: &SourceData) -> bool {
    source.texts.iter().any(|text| text.starts_with(SNAPPED))
}

/// The best name of a group of cells (numbers in `table`, peak first) and the rows in them:
/// a place in it, else its commonest street or location text, else its area.
pub(crate) fn name_of(
    store: &Store,
    scope: &Scope<'_>,
    table: &CellTable,
    cells: &[usize],
    rows: &[u32],
) -> Name {
    let place = nearest_place(&store.places, table, cells);
    let street =
        commonest_street(store, scope, rows).or_else(|| commonest_text(scope.source, rows));
    let area = store.layers.first().and_then(|layer| {
        let (_, areas) = table.area.iter().find(|(id, _)| *id == layer.id)?;
        layer
            .shapes
            .get(areas[cells[0]] as usize)
            .map(|shape| shape.name.clone())
    });
    let best = place
        .clone()
        .or_else(|| street.clone())
        .or_else(|| area.clone());
    Name {
        street: street.filter(|_| place.is_some()),
        best: best.unwrap_or_else(|| "unnamed place".into()),
        area,
    }
}

/// The named place nearest to the peak among those that lie in a cell of the group. A single venue
/// or shop never names a hotspot: one would stand for all its neighbours.
fn nearest_place(places: &[NamedShape], table: &CellTable, cells: &[usize]) -> Option<String> {
    // A point nearer to a centre than the incircle's radius is inside the cell.
    let reach = |cell: usize| (table.km2[cell] * 1e6 / (2.0 * 3.0_f64.sqrt())).sqrt() * 1.1;
    places
        .iter()
        .filter(|place| NAMING.contains(&place.class.as_str()))
        .filter_map(|place| {
            let Geometry::Point(point) = &place.geometry else {
                return None;
            };
            let inside = cells
                .iter()
                .any(|&cell| metres(table.centre[cell], *point) <= reach(cell));
            inside.then(|| (metres(table.centre[cells[0]], *point), &place.name))
        })
        .min_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, name)| name.clone())
}

/// Distance good to a percent within a city.
fn metres(from: Wgs84, to: Point<f64>) -> f64 {
    let east = (to.x() - from.lon) * from.lat.to_radians().cos();
    east.hypot(to.y() - from.lat) * METRES_PER_DEGREE
}

/// The commonest street; a main street, which people know, weighs twice as much as a small one.
pub(crate) fn commonest_street(store: &Store, scope: &Scope<'_>, rows: &[u32]) -> Option<String> {
    let streets = rows.iter().filter_map(|&row| {
        let location = scope.location[row as usize] as usize;
        let street = store
            .streets
            .get(*store.locations.street.get(location)? as usize)?;
        let weight = match street.class.as_str() {
            "main" => 4,
            "secondary" => 3,
            _ => 2,
        };
        Some((street.name.as_str(), weight))
    });
    commonest(streets)
}

/// The commonest location text that names one place; where there is none, the commonest kind.
pub(crate) fn commonest_text(source: &SourceData, rows: &[u32]) -> Option<String> {
    let texts = rows.iter().filter_map(|&row| source.place[row as usize]);
    let texts = texts.filter_map(|text| anchor(source.texts.get(text)));
    let weighed = texts.map(|text| (text, 1));
    commonest(weighed.clone().filter(|(text, _)| !is_kind(text))).or_else(|| commonest(weighed))
}

fn is_kind(text: &str) -> bool {
    KINDS.contains(&text.to_lowercase().as_str())
}

/// The name in a published location text. Any other text may be somebody's address: it names nothing.
fn anchor(text: &str) -> Option<&str> {
    text.strip_prefix(SNAPPED).map(str::trim)
}

/// The commonest text that is not empty; of equally common ones the first in the alphabet.
fn commonest<'a>(texts: impl Iterator<Item = (&'a str, usize)>) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (text, weight) in texts.filter(|(text, _)| !text.is_empty()) {
        *counts.entry(text).or_default() += weight;
    }
    let most = counts.values().copied().max()?;
    counts
        .into_iter()
        .find(|&(_, count)| count == most)
        .map(|(text, _)| text.to_owned())
}

/// A gazetteer from published location texts: each name at the middle one of its positions.
pub(crate) fn anchors(sources: &[SourceData], locations: &Locations) -> Vec<NamedShape> {
    let mut found: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for source in sources {
        for row in 0..source.len() {
            if let (Some(text), Status::Located) = (source.place[row], source.status[row]) {
                let name = anchor(source.texts.get(text))
                    .filter(|name| !name.is_empty() && !is_kind(name));
                if let Some(name) = name {
                    found.entry(name).or_default().push(source.location[row]);
                }
            }
        }
    }
    let shape = |(name, mut at): (&str, Vec<u32>)| {
        if at.len() < FEWEST_AT_ANCHOR {
            return None;
        }
        // Locations are sorted west to east: the middle one by events is a medoid along that axis.
        at.sort_unstable();
        let middle = locations.wgs84[at[at.len() / 2] as usize];
        Some(NamedShape {
            name: name.into(),
            class: "anchor".into(),
            geometry: Point::new(middle.lon, middle.lat).into(),
        })
    };
    found.into_iter().filter_map(shape).collect()
}
