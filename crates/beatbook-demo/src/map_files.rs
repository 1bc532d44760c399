//! Boundaries, streets and ground as `GeoJSON`, beats as KML: WGS 84 (OSTN15), to the centimetre.

use std::fmt::Write as _;

use serde_json::json;

use crate::beats::DemoBeat;
use crate::ground::Shape;
use crate::plane::{Xy, to_degrees};
use crate::town::Town;

/// Longitude and latitude to seven decimals: a centimetre.
pub(crate) fn degrees(p: Xy) -> [f64; 2] {
    let place = to_degrees(p);
    [place.lon, place.lat].map(|v| (v * 1e7).round() / 1e7)
}

fn line_of(points: &[Xy]) -> Vec<[f64; 2]> {
    points.iter().map(|p| degrees(*p)).collect()
}

/// A ring as files want it: the first vertex again at the end.
fn closed(ring: &[Xy]) -> Vec<[f64; 2]> {
    ring.iter()
        .chain(ring.first())
        .map(|p| degrees(*p))
        .collect()
}

/// One line per area: code, name and ring; `columns` are the names of the first two.
pub(crate) fn geojson<'a>(
    columns: [&str; 2],
    areas: impl Iterator<Item = (&'a str, &'a str, &'a [Xy])>,
) -> String {
    collection(areas.map(|(code, name, ring)| {
        json!({
            "type": "Feature",
            "properties": { columns[0]: code, columns[1]: name, "SYNTHETIC": "SYNTHETIC" },
            "geometry": { "type": "Polygon", "coordinates": [closed(ring)] },
        })
    }))
}

fn collection(features: impl Iterator<Item = serde_json::Value>) -> String {
    let features: Vec<String> = features.map(|feature| feature.to_string()).collect();
    format!(
        "{{\n\"type\": \"FeatureCollection\",\n\"SYNTHETIC\": true,\n\"features\": [\n{}\n]\n}}\n",
        features.join(",\n")
    )
}

/// Street segments with their name and class.
pub(crate) fn streets(town: &Town) -> String {
    collection(town.segments().iter().map(|segment| {
        json!({
            "type": "Feature",
            "properties": { "name": segment.name, "class": segment.class.word() },
            "geometry": { "type": "LineString", "coordinates": line_of(&segment.points) },
        })
    }))
}

/// Water, parks and rail with their name and class.
pub(crate) fn ground(town: &Town) -> String {
    collection(town.ground.iter().map(|feature| {
        let geometry = match &feature.shape {
            Shape::Line(line) => json!({ "type": "LineString", "coordinates": line_of(line) }),
            Shape::Polygon(ring) => {
                json!({ "type": "Polygon", "coordinates": [closed(ring)] })
            }
        };
        json!({
            "type": "Feature",
            "properties": { "name": feature.name, "class": feature.class },
            "geometry": geometry,
        })
    }))
}

/// The beats as a force would hand them over: the code as the name of each placemark.
pub(crate) fn kml(beats: &[DemoBeat]) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n\
         <name>SYNTHETIC: beats of a made-up city</name>\n",
    );
    for beat in beats {
        let corners: Vec<String> = closed(&beat.ring)
            .iter()
            .map(|[lon, lat]| format!("{lon},{lat}"))
            .collect();
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "<Placemark>\n<name>{}</name>\n<description>{}</description>\n\
             <Polygon><outerBoundaryIs><LinearRing><coordinates>{}</coordinates></LinearRing></outerBoundaryIs></Polygon>\n\
             </Placemark>\n",
            escaped(&beat.code),
            escaped(&beat.name),
            corners.join(" "),
        );
    }
    text.push_str("</Document>\n</kml>\n");
    text
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
