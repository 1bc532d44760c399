//! Names for hotspots, from places, streets and location texts.

use std::collections::BTreeMap;

use beatbook_core::Wgs84;
use geo_types::{Geometry, Point};

use crate::book::{CellTable, Locations, NamedShape, Status};
use crate::scan::Scope;
use crate::source::SourceData;
use crate::store::{Layer, Store};

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
pub(crate) const METRES_PER_DEGREE: f64 = 111_320.0;

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

/// The best name of a group of cells (numbers in `table`, peak first): a place in it, else the street
/// that most of the rows are on, else the one nearest to the middle of its peak, so that one id mostly
/// has one name under every selection. Without
/// streets it is the commonest location text of the rows, else the area.
pub(crate) fn name_of(
    store: &Store,
    scope: &Scope<'_>,
    table: &CellTable,
    cells: &[usize],
    rows: &[u32],
) -> Name {
    let place = nearest_place(store, table, cells);
    let street = street_of_most(store, scope, rows)
        .or_else(|| nearest_street(store, table.centre[cells[0]]))
        .or_else(|| commonest_text(scope.source, rows));
    let area = area_named(store, |layer| {
        let centres = table.area.iter().find(|(id, _)| *id == layer.id);
        centres.map_or(u32::MAX, |(_, areas)| areas[cells[0]])
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
fn nearest_place(store: &Store, table: &CellTable, cells: &[usize]) -> Option<String> {
    // A point nearer to a centre than the incircle's radius is inside the cell.
    let reach = |cell: usize| (table.km2[cell] * 1e6 / (2.0 * 3.0_f64.sqrt())).sqrt() * 1.1;
    let inside = store.landmarks.iter().filter_map(|&(point, place)| {
        let inside = cells
            .iter()
            .any(|&cell| metres(table.centre[cell], point) <= reach(cell));
        inside.then(|| (metres(table.centre[cells[0]], point), place))
    });
    let nearest = inside.min_by(|(a, _), (b, _)| a.total_cmp(b));
    nearest.map(|(_, place)| store.places[place as usize].name.clone())
}

/// Where the places are that may name a hotspot, each with its number.
pub(crate) fn landmarks(places: &[NamedShape]) -> Vec<(Point<f64>, u32)> {
    let naming = (0..).zip(places).filter_map(|(number, place)| {
        let Geometry::Point(point) = place.geometry else {
            return None;
        };
        let names = NAMING.contains(&place.class.as_str());
        names.then_some((point, number))
    });
    naming.collect()
}

/// Distance good to a percent within a city.
fn metres(from: Wgs84, to: Point<f64>) -> f64 {
    let east = (to.x() - from.lon) * from.lat.to_radians().cos();
    east.hypot(to.y() - from.lat) * METRES_PER_DEGREE
}

/// The beat that something is in, where the book has beats: people know it. Else its area of the study
/// layer.
///
/// - `number`: its area in a layer.
pub(crate) fn area_named(store: &Store, number: impl Fn(&Layer) -> u32) -> Option<String> {
    let mut layers = store.layers.iter();
    let beats = layers.find(|layer| layer.id.kind() == "beat" && !layer.area_of.overlaps());
    let shape = |layer: &Layer| layer.shapes.get(number(layer) as usize).cloned();
    let beat = beats.and_then(shape).map(|beat| beat.class);
    beat.or_else(|| Some(shape(store.layers.first()?)?.name))
}

/// The street that more than this share of the rows are on names them, wherever the middle of the peak
/// is: a single point lights the cells around it, and any of them may be the peak.
const OF_MOST: f64 = 0.6;

/// The street that most rows are on.
fn street_of_most(store: &Store, scope: &Scope<'_>, rows: &[u32]) -> Option<String> {
    let location = |row: &u32| scope.location[*row as usize] as usize;
    let street = |row: &u32| store.locations.street.get(location(row)).copied();
    let (street, most) = store
        .named_streets
        .commonest(rows.iter().filter_map(street))?;
    let name = &store.streets[street as usize].name;
    (!name.is_empty() && most as f64 > OF_MOST * rows.len() as f64).then(|| name.clone())
}

/// A street names a hotspot within this distance of the middle of its peak.
const NAMED_WITHIN: f64 = 150.0;
/// Within this distance, a little more than half the width of a cell of h3-10, a street that people know
/// goes before a nearer one that they do not.
const KNOWN_WITHIN: f64 = 80.0;
/// A main street counts as this share of its distance against a secondary one.
const MAIN: f64 = 0.6;

/// The street nearest to a point: of those that people know, where one is near enough, else of all.
pub(crate) fn nearest_street(store: &Store, from: Wgs84) -> Option<String> {
    let north = NAMED_WITHIN / METRES_PER_DEGREE;
    let around = [north / from.lat.to_radians().cos(), north];
    let candidates = store.named_streets.near([from.lon, from.lat], around);
    let near = candidates
        .map(|number| &store.streets[number as usize])
        .filter(|street| !street.name.is_empty())
        .filter_map(|street| {
            let metres = metres_to_line(from, &street.geometry);
            let (is_minor, weight) = match street.class.as_str() {
                "main" => (false, MAIN),
                "secondary" => (false, 1.0),
                _ => (true, 1.0),
            };
            let comes_later = is_minor || metres > KNOWN_WITHIN;
            (metres <= NAMED_WITHIN).then_some((comes_later, metres * weight, &street.name))
        });
    let first = near.min_by(|a, b| {
        a.0.cmp(&b.0)
            .then(a.1.total_cmp(&b.1))
            .then_with(|| a.2.cmp(b.2))
    });
    first.map(|(_, _, name)| name.clone())
}

/// Distance to a line, good to a percent within a city; infinite to anything else.
fn metres_to_line(from: Wgs84, shape: &Geometry<f64>) -> f64 {
    let lines = match shape {
        Geometry::LineString(line) => std::slice::from_ref(line),
        Geometry::MultiLineString(lines) => &lines.0,
        _ => &[],
    };
    let east = from.lat.to_radians().cos() * METRES_PER_DEGREE;
    let plane = |c: geo_types::Coord<f64>| {
        (
            (c.x - from.lon) * east,
            (c.y - from.lat) * METRES_PER_DEGREE,
        )
    };
    let pieces = lines.iter().flat_map(geo_types::LineString::lines);
    let metres = pieces.map(|piece| {
        let ((x, y), (to_x, to_y)) = (plane(piece.start), plane(piece.end));
        let (dx, dy) = (to_x - x, to_y - y);
        let length = dx * dx + dy * dy;
        let share = if length > 0.0 {
            (-(x * dx + y * dy) / length).clamp(0.0, 1.0)
        } else {
            0.0
        };
        (x + share * dx).hypot(y + share * dy)
    });
    metres.fold(f64::INFINITY, f64::min)
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
            if let (Some(text), Status::Located) =
                (source.place[row], source.happened.kind(row).status)
            {
                let name = anchor(source.texts.get(text))
                    .filter(|name| !name.is_empty() && !is_kind(name));
                if let Some(name) = name {
                    found
                        .entry(name)
                        .or_default()
                        .push(source.happened.location[row]);
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
