//! KML 2.2 (OGC 07-147r2), plain or zipped (`.kmz`): Placemarks with polygons, lines or points, in WGS 84.
//!
//! Of a Placemark `name`, `description` and the values of `ExtendedData` are its fields. A
//! `MultiGeometry` is its polygons; the points that some programs add for the label are left out. Some
//! programs write a Placemark for each ring of an area: in a layer of areas those of one code are one.

use std::path::Path;

use beatbook_core::Crs;
use geo_types::{
    Coord, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon,
};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use crate::Problem;
use crate::asked::{Asked, Wanted};
use crate::features::FeatureFile;
use crate::gathered::Gathered;
use crate::layer_files::has_ending;
use crate::problem::{listed, quoted};
use crate::table::{archive, decoded};
use crate::unpack::member_bytes;

const EXPORT: &str = "export the layer again as KML";

/// Reads all Placemarks with the wanted fields.
pub(crate) fn read(bytes: &[u8], asked: &Asked<'_>) -> Result<FeatureFile, Box<Problem>> {
    asked.whole("KML")?;
    let text = decoded(bytes);
    let mut document = Document::default();
    document.read(&text).map_err(|fault| {
        let problem = asked.problem(fault.reason, fault.help);
        Box::new(problem.at_line(fault.line))
    })?;
    Ok(document.into_file(asked.wanted))
}

/// Reads the document of a `.kmz`: the KML file at its top.
pub(crate) fn read_zipped(asked: &Asked<'_>) -> Result<FeatureFile, Box<Problem>> {
    let archive = asked.shown;
    let mut names = archive::members(archive, asked.subject)?;
    names.retain(|name| !name.contains('/') && has_ending(Path::new(name), "kml"));
    match &names[..] {
        [name] => read(&member_bytes(archive, name, asked.subject)?, asked),
        [] => {
            let help = "name an archive with one KML file at its top";
            Err(asked.problem("the archive holds no .kml file", help))
        }
        _ => {
            let reason = format!("the archive holds several KML files: {}", listed(&names));
            let help =
                "rename it to .zip, and name the one that is meant after #, or #*.kml for all";
            Err(asked.problem(reason, help))
        }
    }
}

/// Why a document cannot be read.
struct Fault {
    line: u64,
    reason: String,
    help: &'static str,
}

impl Fault {
    fn new(line: u64, reason: impl Into<String>, help: &'static str) -> Self {
        Self {
            line,
            reason: reason.into(),
            help,
        }
    }
}

/// What has been read of a document.
#[derive(Default)]
struct Document {
    /// Open elements, without prefix, and the line of each.
    open: Vec<(String, u64)>,
    /// Text of the innermost element so far.
    text: String,
    /// Name of the `Data` or `SimpleData` that is open.
    data: Option<String>,
    mark: Option<Mark>,
    marks: Vec<Mark>,
    properties: Vec<String>,
    synthetic: bool,
    any_element: bool,
}

/// One Placemark.
#[derive(Default)]
struct Mark {
    fields: Vec<(String, String)>,
    outer: Option<LineString<f64>>,
    holes: Vec<LineString<f64>>,
    polygons: Vec<Polygon<f64>>,
    lines: Vec<LineString<f64>>,
    points: Vec<Point<f64>>,
}

impl Document {
    fn read(&mut self, text: &str) -> Result<(), Fault> {
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        let mut lines = Lines::new(text.trim_start_matches('\u{feff}'));
        loop {
            let event = reader.read_event().map_err(|e| {
                let line = lines.at(reader.error_position());
                Fault::new(line, format!("this is not sound XML: {e}"), EXPORT)
            })?;
            let line = lines.at(reader.buffer_position());
            match event {
                Event::Start(start) => self.start(&start, line)?,
                Event::Empty(start) => {
                    self.start(&start, line)?;
                    self.end()?;
                }
                Event::End(_) => self.end()?,
                Event::Text(part) => self.text.push_str(&part),
                Event::CData(part) => self.text.push_str(&part),
                Event::GeneralRef(entity) => {
                    if let Ok(Some(letter)) = entity.resolve_char_ref() {
                        self.text.push(letter);
                    } else if let Some(text) = resolve_predefined_entity(&entity) {
                        self.text.push_str(text);
                    } else {
                        // Not known, so kept as it is written.
                        self.text.extend(["&", &*entity, ";"]);
                    }
                }
                Event::Eof => break,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
        if let Some((name, line)) = self.open.last() {
            let reason = format!("the file is cut short: <{name}> does not close");
            return Err(Fault::new(*line, reason, "copy or download the file again"));
        }
        if !self.any_element {
            return Err(Fault::new(1, "this is not KML: it has no elements", EXPORT));
        }
        Ok(())
    }

    fn start(&mut self, start: &BytesStart<'_>, line: u64) -> Result<(), Fault> {
        let name = start.local_name().as_ref().to_owned();
        if !self.any_element && !["kml", "Document", "Folder", "Placemark"].contains(&&*name) {
            let reason = format!("this is XML, but not KML: it starts with <{name}>");
            return Err(Fault::new(line, reason, "name a KML file"));
        }
        self.any_element = true;
        match name.as_str() {
            "Placemark" => self.mark = Some(Mark::default()),
            "Data" | "SimpleData" => {
                let given = start.try_get_attribute("name").ok().flatten();
                self.data = given.map(|a| a.value.trim().to_owned());
            }
            _ => {}
        }
        self.open.push((name, line));
        self.text.clear();
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        let Some((name, line)) = self.open.pop() else {
            return Ok(());
        };
        let parent = self.open.last().map_or("", |(name, _)| name.as_str());
        let text = std::mem::take(&mut self.text);
        match (name.as_str(), parent) {
            ("name" | "description", "Placemark") => self.field(name, text.trim()),
            ("name" | "description", "kml" | "Document" | "Folder") => {
                self.synthetic |= text.contains("SYNTHETIC");
            }
            ("value", "Data") | ("SimpleData", _) => {
                if let Some(data) = self.data.clone() {
                    self.field(data, text.trim());
                }
            }
            ("coordinates", _) => self.coordinates(&text, line)?,
            ("Polygon", _) => {
                if let Some(mark) = &mut self.mark {
                    mark.close_polygon();
                }
            }
            ("Placemark", _) => self.marks.extend(self.mark.take()),
            _ => {}
        }
        Ok(())
    }

    fn field(&mut self, name: String, text: &str) {
        if !self.properties.contains(&name) {
            self.properties.push(name.clone());
        }
        if let Some(mark) = &mut self.mark {
            mark.fields.push((name, text.to_owned()));
        }
    }

    fn coordinates(&mut self, text: &str, line: u64) -> Result<(), Fault> {
        let Some(mark) = &mut self.mark else {
            return Ok(());
        };
        let inside = |what: &str| self.open.iter().any(|(name, _)| name == what);
        let coords = tuples(text, line)?;
        if inside("innerBoundaryIs") {
            mark.holes.push(LineString(coords));
        } else if inside("Polygon") {
            mark.outer = Some(LineString(coords));
        } else if inside("Point") {
            mark.points.extend(coords.into_iter().map(Point));
        } else if coords.len() > 1 {
            mark.lines.push(LineString(coords));
        }
        Ok(())
    }

    fn into_file(self, wanted: Wanted<'_>) -> FeatureFile {
        let mut gathered = Gathered::new(wanted);
        for name in &self.properties {
            gathered.property(name);
        }
        for mark in self.marks {
            let value = |name: &str| {
                let field = mark.fields.iter().find(|(known, _)| known == name);
                field.map(|(_, text)| text.clone())
            };
            gathered.add(&value, mark.geometry());
        }
        let mut file = gathered.into_file(Ok(Crs::Wgs84));
        file.synthetic |= self.synthetic;
        file.parts_repeat = true;
        file
    }
}

impl Mark {
    /// A ring of fewer than three corners encloses nothing.
    fn close_polygon(&mut self) {
        let holes = std::mem::take(&mut self.holes);
        if let Some(outer) = self.outer.take() {
            let holes = holes.into_iter().filter(|ring| ring.0.len() > 3).collect();
            let polygon = Polygon::new(outer, holes);
            if polygon.exterior().0.len() > 3 {
                self.polygons.push(polygon);
            }
        }
    }

    fn geometry(&self) -> Option<Geometry<f64>> {
        let (polygons, lines, points) = (&self.polygons, &self.lines, &self.points);
        Some(match (&polygons[..], &lines[..], &points[..]) {
            ([one], _, _) => Geometry::Polygon(one.clone()),
            ([_, ..], _, _) => Geometry::MultiPolygon(MultiPolygon(polygons.clone())),
            ([], [one], _) => Geometry::LineString(one.clone()),
            ([], [_, ..], _) => Geometry::MultiLineString(MultiLineString(lines.clone())),
            ([], [], [one]) => Geometry::Point(*one),
            ([], [], [_, ..]) => Geometry::MultiPoint(MultiPoint(points.clone())),
            ([], [], []) => return None,
        })
    }
}

/// `longitude,latitude[,altitude]`, separated by blanks.
fn tuples(text: &str, line: u64) -> Result<Vec<Coord<f64>>, Fault> {
    let mut coords = Vec::new();
    for (number, part) in (line..).zip(text.split('\n')) {
        for tuple in part.split_whitespace() {
            let mut numbers = tuple.split(',').map(str::parse::<f64>);
            let (Some(Ok(x)), Some(Ok(y))) = (numbers.next(), numbers.next()) else {
                let reason = format!(
                    "`{}` is not a coordinate: longitude,latitude without a blank",
                    quoted(tuple)
                );
                return Err(Fault::new(number, reason, EXPORT));
            };
            coords.push(Coord { x, y });
        }
    }
    Ok(coords)
}

/// Lines by byte, for positions that only grow.
struct Lines<'a> {
    text: &'a str,
    passed: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            passed: 0,
            line: 1,
        }
    }

    fn at(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).map_or(self.text.len(), |b| b.min(self.text.len()));
        // Events end between characters.
        if let Some(between) = self.text.get(self.passed..byte) {
            self.line += between.matches('\n').count() as u64;
            self.passed = byte;
        }
        self.line
    }
}

#[cfg(test)]
#[path = "kml_tests.rs"]
mod tests;
