//! Shapefiles: a `.shp` with its `.shx`, `.dbf` and `.prj` beside it, a folder that holds one such
//! set, or a zip archive of it. Heights and measures are left out; solids in space are refused. A `.cpg`
//! beside them names the code page of the table.
//!
//! All parts are checked against their own headers before a shape is read, since a copy that was cut
//! short would else look like a smaller layer.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use beatbook_core::{Crs, thousands};
use geo_types::{Coord, Geometry, LineString, MultiLineString, MultiPoint, Point};
use shapefile::{PolygonRing, Shape, ShapeReader};

use crate::asked::Asked;
use crate::code_page::CodePage;
use crate::dbf::{Dbf, DbfFault};
use crate::features::FeatureFile;
use crate::gathered::Gathered;
use crate::layer_files::has_ending;
use crate::problem::{listed, quoted};
use crate::table::{cannot_open, decoded};
use crate::unpack::member_bytes;
use crate::{Problem, prj, rings, shape_records};

const PARTS: [&str; 4] = ["shp", "shx", "dbf", "prj"];
/// Names the code page of the table; need not be there.
const CODE_PAGE: &str = "cpg";
const COPY_ALL: &str = "copy all parts of the Shapefile again: .shp, .shx, .dbf and .prj";

/// Reads all shapes of a folder or of a file and those beside it, with the wanted fields.
pub(crate) fn read(asked: &Asked<'_>) -> Result<FeatureFile, Box<Problem>> {
    let path = asked.shown;
    if path.is_dir() {
        return of_folder(asked);
    }
    asked.whole("a Shapefile")?;
    Set::beside(path, asked.subject)?.read(asked)
}

/// Reads the shapes whose `.shp` is this member of an archive, which has these members.
pub(crate) fn read_zipped(
    (archive, names): (&Path, &[String]),
    shp: &str,
    asked: &Asked<'_>,
) -> Result<FeatureFile, Box<Problem>> {
    asked.whole("a Shapefile")?;
    let stem = stem_of(shp);
    let mut parts = BTreeMap::new();
    for name in names.iter().filter(|name| stem_of(name) == stem) {
        if let Some(part) = ending(name) {
            parts.insert(part, member_bytes(archive, name, asked.subject)?);
        }
    }
    let base = stem.rsplit('/').next().unwrap_or(stem).to_owned();
    let set = Set {
        subject: asked.subject,
        path: asked.shown.to_owned(),
        stem: base,
        parts,
    };
    set.read(asked)
}

/// The only Shapefile of a folder, or the one that is asked for.
fn of_folder(asked: &Asked<'_>) -> Result<FeatureFile, Box<Problem>> {
    let folder = asked.shown;
    if has_ending(folder, "gdb") {
        let reason = "this is an Esri file geodatabase, which is not read";
        let help = "export the layer as GeoPackage or Shapefile, for example with QGIS";
        return Err(asked.problem(reason, help));
    }
    let entries = std::fs::read_dir(folder).map_err(|e| cannot_open(folder, asked.subject, &e))?;
    let mut names: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| ending(name).is_some_and(|e| e == "shp"))
        .collect();
    names.sort();
    let name = match (asked.part, &names[..]) {
        (_, []) => {
            let help = "name the folder or the .shp file itself";
            return Err(asked.problem("the folder holds no .shp file", help));
        }
        (Some(part), _) => names
            .iter()
            .find(|name| *name == part || stem_of(name) == part),
        (None, [name]) => Some(name),
        (None, _) => {
            let reason = format!("the folder holds several Shapefiles: {}", listed(&names));
            return Err(asked.problem(reason, "name the .shp file that is meant"));
        }
    };
    let Some(name) = name else {
        let part = asked.part.unwrap_or_default();
        let reason = format!(
            "there is no Shapefile `{part}` in it, but {}",
            listed(&names)
        );
        return Err(asked.problem(reason, "name one of them after #"));
    };
    Set::beside(&folder.join(name), asked.subject)?.read(asked)
}

/// The parts of one Shapefile in memory.
struct Set {
    subject: &'static str,
    /// Folder, archive or `.shp`: what messages name.
    path: PathBuf,
    /// Name without ending.
    stem: String,
    /// Contents by ending in lower case.
    parts: BTreeMap<&'static str, Vec<u8>>,
}

impl Set {
    /// The parts beside a file of the set, endings in any case.
    fn beside(path: &Path, subject: &'static str) -> Result<Self, Box<Problem>> {
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let stem = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let entries = std::fs::read_dir(folder).map_err(|e| cannot_open(path, subject, &e))?;
        let mut parts = BTreeMap::new();
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if stem_of(&name) == stem
                && let Some(part) = ending(&name)
            {
                let file = entry.path();
                let bytes = std::fs::read(&file).map_err(|e| cannot_open(&file, subject, &e))?;
                parts.insert(part, bytes);
            }
        }
        Ok(Self {
            subject,
            path: path.to_owned(),
            stem,
            parts,
        })
    }

    fn read(&self, asked: &Asked<'_>) -> Result<FeatureFile, Box<Problem>> {
        let (shp, shx) = (self.part("shp")?, self.part("shx")?);
        let dbf = self.part("dbf")?;
        self.whole("shp", shp)?;
        self.whole("shx", shx)?;
        let table = self.table(dbf)?;
        let count = shx.len().saturating_sub(100) / 8;
        if count != table.len {
            return Err(self.fault(
                format!(
                    "the parts do not belong together: .shx lists {} shapes, .dbf has {} rows",
                    thousands(count as u64),
                    thousands(table.len as u64)
                ),
                COPY_ALL,
            ));
        }
        if let Some(number) = shape_records::first_fault(shp, shx) {
            let fault = self.fault("the shape is not sound".to_owned(), COPY_ALL);
            return Err(Box::new(fault.at_feature(number)));
        }
        let unreadable =
            |e: shapefile::Error| self.fault(format!("the shapes cannot be read: {e}"), COPY_ALL);
        let mut reader =
            ShapeReader::with_shx(Cursor::new(shp), Cursor::new(shx)).map_err(unreadable)?;
        let mut gathered = Gathered::new(asked.wanted);
        for field in &table.fields {
            gathered.property(&field.name);
        }
        for i in (0..count).filter(|i| !table.is_deleted(*i)) {
            let shape = match reader.read_nth_shape(i) {
                Some(shape) => shape.map_err(unreadable)?,
                None => Shape::NullShape,
            };
            if let Shape::Multipatch(_) = shape {
                let fault = self.fault(
                    "it is a multipatch, a solid in space".to_owned(),
                    "export the footprints as polygons",
                );
                return Err(Box::new(fault.at_feature(i as u64 + 1)));
            }
            let value = |name: &str| {
                let field = table.fields.iter().find(|field| field.name == name);
                field.and_then(|field| table.text(i, field))
            };
            gathered.add(&value, geometry(shape));
        }
        Ok(gathered.into_file(self.crs()))
    }

    fn part(&self, ending: &'static str) -> Result<&[u8], Box<Problem>> {
        match self.parts.get(ending) {
            Some(bytes) => Ok(bytes),
            None if self.parts.is_empty() => Err(self.fault(
                "there is no such file".to_owned(),
                "check the path in the config",
            )),
            None => Err(self.fault(
                format!("{}.{ending} is missing: it belongs to the Shapefile", self.stem),
                "put it beside the others; a Shapefile is .shp, .shx, .dbf and .prj with the same name",
            )),
        }
    }

    /// Checks `.shp` or `.shx` against the length in its own header, in words of two bytes.
    fn whole(&self, ending: &str, bytes: &[u8]) -> Result<(), Box<Problem>> {
        let word = |at: usize| {
            let four = bytes.get(at..at + 4)?;
            Some(i32::from_be_bytes(four.try_into().ok()?))
        };
        let is_shape = word(0) == Some(9994);
        let length = word(24)
            .and_then(|words| u64::try_from(words).ok())
            .map(|words| words * 2);
        match length {
            Some(length) if is_shape && length >= 100 => {
                let has = bytes.len() as u64;
                if has < length {
                    return Err(self.cut_short(ending, length, has));
                }
                Ok(())
            }
            _ if bytes.len() < 100 => Err(self.cut_short(ending, 100, bytes.len() as u64)),
            _ => Err(self.fault(
                format!("{}.{ending} is not part of a Shapefile", self.stem),
                COPY_ALL,
            )),
        }
    }

    fn table<'b>(&self, dbf: &'b [u8]) -> Result<Dbf<'b>, Box<Problem>> {
        let named = self.parts.get(CODE_PAGE).map(|bytes| decoded(bytes));
        let page = CodePage::of(named.as_deref().unwrap_or_default());
        let table = Dbf::new(dbf, page).map_err(|fault| match fault {
            DbfFault::CutShort(needed, has) => self.cut_short("dbf", needed, has),
            DbfFault::NotATable => {
                self.fault(format!("{}.dbf is not a dBASE table", self.stem), COPY_ALL)
            }
        })?;
        if page == CodePage::Unknown && !table.is_ascii() {
            let reason = format!(
                "the code page `{}` of {}.cpg is not known, and the table has letters beyond ASCII",
                quoted(named.unwrap_or_default().trim()),
                self.stem
            );
            let help = "export the layer again as UTF-8, or write the code page into the .cpg as UTF-8, 1252 or ISO-8859-1";
            return Err(self.fault(reason, help));
        }
        Ok(table)
    }

    /// What the `.prj` says, or why it says nothing, so that the config can say it.
    fn crs(&self) -> Result<Crs, String> {
        let Some(bytes) = self.parts.get("prj") else {
            return Err(format!(
                "{}.prj is missing, so the reference system is not known",
                self.stem
            ));
        };
        let text = decoded(bytes);
        prj::recognise(&text).ok_or_else(|| {
            format!(
                "the reference system `{}` of {}.prj is not recognised",
                prj::wkt_name(&text),
                self.stem
            )
        })
    }

    fn cut_short(&self, ending: &str, needed: u64, has: u64) -> Box<Problem> {
        self.fault(
            format!(
                "{}.{ending} is cut short: it has {} of {} bytes",
                self.stem,
                thousands(has),
                thousands(needed)
            ),
            COPY_ALL,
        )
    }

    fn fault(&self, reason: String, help: &str) -> Box<Problem> {
        problem(self.subject, &self.path, reason, help)
    }
}

fn problem(
    subject: &'static str,
    path: &Path,
    reason: impl Into<String>,
    help: &str,
) -> Box<Problem> {
    Box::new(Problem::new(subject, path, reason, help))
}

/// The ending of a part of a Shapefile.
fn ending(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    let mut parts = PARTS.into_iter().chain([CODE_PAGE]);
    parts.find(|part| part.eq_ignore_ascii_case(ending))
}

fn stem_of(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn geometry(shape: Shape) -> Option<Geometry<f64>> {
    let geometry = match shape {
        Shape::Polygon(p) => polygon(p.into_inner(), |p| Coord { x: p.x, y: p.y }),
        Shape::PolygonM(p) => polygon(p.into_inner(), |p| Coord { x: p.x, y: p.y }),
        Shape::PolygonZ(p) => polygon(p.into_inner(), |p| Coord { x: p.x, y: p.y }),
        Shape::Polyline(l) => lines(l.into_inner(), |p| Coord { x: p.x, y: p.y }),
        Shape::PolylineM(l) => lines(l.into_inner(), |p| Coord { x: p.x, y: p.y }),
        Shape::PolylineZ(l) => lines(l.into_inner(), |p| Coord { x: p.x, y: p.y }),
        Shape::Point(p) => Geometry::Point(Point::new(p.x, p.y)),
        Shape::PointM(p) => Geometry::Point(Point::new(p.x, p.y)),
        Shape::PointZ(p) => Geometry::Point(Point::new(p.x, p.y)),
        Shape::Multipoint(m) => points(m.points().iter().map(|p| Point::new(p.x, p.y))),
        Shape::MultipointM(m) => points(m.points().iter().map(|p| Point::new(p.x, p.y))),
        Shape::MultipointZ(m) => points(m.points().iter().map(|p| Point::new(p.x, p.y))),
        Shape::NullShape | Shape::Multipatch(_) => return None,
    };
    let empty = match &geometry {
        Geometry::MultiPolygon(parts) => parts.0.is_empty(),
        Geometry::MultiLineString(parts) => parts.0.is_empty(),
        Geometry::MultiPoint(parts) => parts.0.is_empty(),
        _ => false,
    };
    (!empty).then_some(geometry)
}

fn polygon<P>(found: Vec<PolygonRing<P>>, coord: impl Fn(&P) -> Coord<f64>) -> Geometry<f64> {
    let (mut outers, mut holes) = (Vec::new(), Vec::new());
    for ring in found {
        let to = match &ring {
            PolygonRing::Outer(_) => &mut outers,
            PolygonRing::Inner(_) => &mut holes,
        };
        to.push(ring.points().iter().map(&coord).collect());
    }
    Geometry::MultiPolygon(rings::polygons(outers, holes))
}

fn lines<P>(parts: Vec<Vec<P>>, coord: impl Fn(&P) -> Coord<f64>) -> Geometry<f64> {
    let parts = parts.into_iter().filter(|part| part.len() > 1);
    let lines = parts.map(|part| LineString(part.iter().map(&coord).collect()));
    Geometry::MultiLineString(MultiLineString(lines.collect()))
}

fn points(points: impl Iterator<Item = Point<f64>>) -> Geometry<f64> {
    Geometry::MultiPoint(MultiPoint(points.collect()))
}

#[cfg(test)]
#[path = "shapes_tests.rs"]
mod tests;
