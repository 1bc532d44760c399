//! `GeoJSON` (RFC 7946, <https://doi.org/10.17487/RFC7946>), the older form with a `crs` member, and
//! `GeoJSON` text sequences (RFC 8142, <https://doi.org/10.17487/RFC8142>), one feature after another with
//! or without record separators. A `Topology` among them is read as [`topojson`].

use ::geojson::{FeatureCollection, GeoJson, JsonObject, JsonValue};
use beatbook_core::Crs;
use geo_types::Geometry;

use crate::Problem;
use crate::asked::Asked;
use crate::coordinates::{Misplaced, misplaced};
use crate::features::{Feature, FeatureFile};
use crate::gathered::Gathered;
use crate::problem::quoted;
use crate::{rings, topojson};

/// Precedes each text of a sequence; no JSON holds it.
const RECORD_SEPARATOR: u8 = 0x1e;
const EXPORT: &str = "export the file again as GeoJSON";

/// Reads all features of all texts in `bytes`.
pub(crate) fn read(mut bytes: Vec<u8>, asked: &Asked<'_>) -> Result<FeatureFile, Box<Problem>> {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes[..3].fill(b' ');
    }
    for byte in &mut bytes {
        if *byte == RECORD_SEPARATOR {
            *byte = b' ';
        }
    }
    let mut found = Found {
        asked,
        gathered: Gathered::new(asked.wanted),
        crs: None,
        synthetic: false,
    };
    let mut texts = serde_json::Deserializer::from_slice(&bytes).into_iter::<JsonValue>();
    let mut number = 0;
    while let Some(text) = texts.next() {
        let text = text.map_err(|e| found.not_json(&e))?;
        number += 1;
        if text.get("type").and_then(JsonValue::as_str) == Some("Topology") {
            // One file, one topology: what else a sequence holds would be lost.
            if number > 1 || texts.next().is_some() {
                let help = "put each topology into a file of its own";
                return Err(asked.problem("there is more in it than one TopoJSON", help));
            }
            return topojson::read(&text, asked);
        }
        found.text(text, number)?;
    }
    if number == 0 {
        return Err(asked.problem("the file is cut short", "copy or download the file again"));
    }
    asked.whole("GeoJSON")?;
    Ok(found.into_file())
}

struct Found<'a> {
    asked: &'a Asked<'a>,
    gathered: Gathered<'a>,
    /// The first `crs` member.
    crs: Option<Result<Crs, String>>,
    synthetic: bool,
}

impl Found<'_> {
    fn not_json(&self, e: &serde_json::Error) -> Box<Problem> {
        let mut fault = if e.is_eof() {
            let help = "copy or download the file again";
            self.asked.problem("the file is cut short", help)
        } else {
            let reason = format!("this is not JSON: {e}");
            self.asked.problem(reason, "name a GeoJSON file")
        };
        fault.line = Some(e.line() as u64).filter(|&line| line > 0);
        fault
    }

    /// Adds a collection, a feature or a bare geometry; `number` counts the texts of a sequence.
    fn text(&mut self, text: JsonValue, number: u64) -> Result<(), Box<Problem>> {
        let esri = text.get("geometryType").and_then(JsonValue::as_str);
        if esri.is_some_and(|kind| kind.starts_with("esri")) {
            let help =
                "ask the server for f=geojson instead of f=json, or export the layer as GeoJSON";
            return Err(self.asked.problem("this is Esri JSON, not GeoJSON", help));
        }
        if let Some((feature, position)) = unsound_position(&text) {
            let reason = format!(
                "its position {} is not two or more numbers",
                quoted(&position)
            );
            let mut fault = self.asked.problem(reason, EXPORT);
            fault.feature = feature;
            return Err(fault);
        }
        let geojson = serde_json::from_value::<GeoJson>(text).map_err(|e| {
            let e = e.to_string().replace("expected f64", "expected a number");
            let which = if number > 1 {
                format!("text {number} of the file is not sound GeoJSON: {e}")
            } else {
                format!("this is not sound GeoJSON: {e}")
            };
            self.asked.problem(which, EXPORT)
        })?;
        let collection = match geojson {
            GeoJson::FeatureCollection(collection) => collection,
            GeoJson::Feature(feature) => FeatureCollection::new([feature]),
            GeoJson::Geometry(geometry) => {
                let mut collection = FeatureCollection::new([]);
                collection.features.push(::geojson::Feature {
                    geometry: Some(geometry),
                    ..Default::default()
                });
                collection
            }
        };
        let members = collection.foreign_members.unwrap_or_default();
        if self.crs.is_none() {
            self.crs = crs(&members);
        }
        self.synthetic |= members
            .keys()
            .any(|key| key.eq_ignore_ascii_case("SYNTHETIC"));
        for feature in collection.features {
            self.feature(feature);
        }
        Ok(())
    }

    fn feature(&mut self, feature: ::geojson::Feature) {
        let mut values = feature.properties.unwrap_or_default();
        if let Some(id) = feature.id
            && !values.contains_key("id")
        {
            let id = match id {
                ::geojson::feature::Id::String(text) => JsonValue::String(text),
                ::geojson::feature::Id::Number(number) => JsonValue::Number(number),
            };
            values.insert("id".into(), id);
        }
        for name in values.keys() {
            self.gathered.property(name);
        }
        let geometry = feature.geometry.and_then(|g| geometry(&g));
        self.gathered
            .add(&|name| values.get(name).and_then(text), geometry);
    }

    fn into_file(self) -> FeatureFile {
        let crs = self
            .crs
            .unwrap_or_else(|| assumed(self.gathered.features()));
        let mut file = self.gathered.into_file(crs);
        file.synthetic |= self.synthetic;
        file
    }
}

/// The first position that is none, and the number of its feature. The library takes for granted that
/// lines and areas have two numbers in each.
fn unsound_position(text: &JsonValue) -> Option<(Option<u64>, String)> {
    let Some(features) = text.get("features").and_then(JsonValue::as_array) else {
        let geometry = text.get("geometry").unwrap_or(text);
        return Some((None, of_geometry(geometry)?));
    };
    (1..)
        .zip(features)
        .find_map(|(number, feature)| Some((Some(number), of_geometry(feature.get("geometry")?)?)))
}

fn of_geometry(geometry: &JsonValue) -> Option<String> {
    let depth = match geometry.get("type")?.as_str()? {
        "Point" => 0,
        "MultiPoint" | "LineString" => 1,
        "MultiLineString" | "Polygon" => 2,
        "MultiPolygon" => 3,
        "GeometryCollection" => {
            let parts = geometry.get("geometries")?.as_array()?;
            return parts.iter().find_map(of_geometry);
        }
        _ => return None,
    };
    of_coordinates(geometry.get("coordinates")?, depth)
}

/// - `depth`: how many lists the positions lie in.
fn of_coordinates(value: &JsonValue, depth: usize) -> Option<String> {
    let list = value.as_array();
    if depth > 0 {
        return list?
            .iter()
            .find_map(|inner| of_coordinates(inner, depth - 1));
    }
    let sound = list.is_some_and(|list| list.len() >= 2 && list.iter().all(JsonValue::is_number));
    (!sound).then(|| value.to_string())
}

/// Without a `crs` member it is longitude and latitude, as the standard says. Files in metres without
/// one are about, so that the config may say it where the coordinates contradict the standard.
pub(crate) fn assumed(features: &[Feature]) -> Result<Crs, String> {
    let first = features.iter().find_map(|f| f.geometry.as_ref());
    match first.and_then(|geometry| misplaced(geometry, Crs::Wgs84)) {
        Some((at, Some(Misplaced::Metres))) => Err(format!(
            "it has no crs member, and its coordinates, such as {}, {}, look like metres of the National Grid",
            at.x, at.y
        )),
        _ => Ok(Crs::Wgs84),
    }
}

/// The `crs` member by its name.
pub(crate) fn crs(members: &JsonObject) -> Option<Result<Crs, String>> {
    let crs = members.get("crs").filter(|crs| !crs.is_null())?;
    let name = crs.pointer("/properties/name").and_then(JsonValue::as_str);
    let name = name.map_or_else(|| crs.to_string(), ToOwned::to_owned);
    Some(
        Crs::parse(&name).map_err(|_| {
            format!("the reference system `{name}` of its crs member is not recognised")
        }),
    )
}

/// A property as text: numbers, yes and no as written, lists and objects as JSON.
pub(crate) fn text(value: &JsonValue) -> Option<String> {
    match value {
        JsonValue::Null => None,
        JsonValue::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn geometry(geometry: &::geojson::Geometry) -> Option<Geometry<f64>> {
    let geometry = Geometry::<f64>::try_from(&geometry.value).ok()?;
    rings::not_empty(geometry)
}

#[cfg(test)]
#[path = "geojson_tests.rs"]
mod tests;
