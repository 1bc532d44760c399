//! `TopoJSON` (<https://github.com/topojson/topojson-specification>): areas as lists of the arcs they share,
//! with positions as differences on a grid (`transform`) or as they are.

use ::geojson::JsonValue;
use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon,
    Point, Polygon,
};

use crate::Problem;
use crate::asked::Asked;
use crate::features::FeatureFile;
use crate::gathered::Gathered;
use crate::geojson::{assumed, crs, text};
use crate::problem::listed;
use crate::rings;

const EXPORT: &str = "export the file again, or convert it to GeoJSON with mapshaper or QGIS";
/// Every arc may be used this often on average. An edge is shared by two areas; a file whose objects
/// name one long arc again and again is made to fill a machine.
const USES: usize = 64;
/// Positions that any file may unfold to.
const ALWAYS: usize = 1 << 20;

/// Reads all objects, or the one that is asked for.
pub(crate) fn read(topology: &JsonValue, asked: &Asked<'_>) -> Result<FeatureFile, Box<Problem>> {
    let wrong = |reason: String| asked.problem(reason, EXPORT);
    let Some(objects) = topology.get("objects").and_then(JsonValue::as_object) else {
        return Err(wrong("this TopoJSON has no objects".into()));
    };
    let names: Vec<&String> = objects.keys().collect();
    let chosen: Vec<&JsonValue> = match asked.part {
        None => objects.values().collect(),
        Some(part) => vec![objects.get(part).ok_or_else(|| {
            let reason = format!(
                "there is no object `{part}`; the file has {}",
                listed(&names)
            );
            asked.problem(reason, "name one of them after #, or none to read all")
        })?],
    };
    let mut topology = Topology::new(topology).map_err(wrong)?;
    let mut gathered = Gathered::new(asked.wanted);
    for object in chosen {
        if kind(object) == Some("GeometryCollection") && !has_fields(object) {
            let parts = object.get("geometries").and_then(JsonValue::as_array);
            for part in parts.into_iter().flatten() {
                topology.feature(part, &mut gathered, asked)?;
            }
        } else {
            topology.feature(object, &mut gathered, asked)?;
        }
    }
    let members = crs(&topology.members);
    let crs = members.unwrap_or_else(|| assumed(gathered.features()));
    let mut file = gathered.into_file(crs);
    file.synthetic |= topology
        .members
        .keys()
        .any(|key| key.eq_ignore_ascii_case("SYNTHETIC"));
    Ok(file)
}

fn kind(object: &JsonValue) -> Option<&str> {
    object.get("type").and_then(JsonValue::as_str)
}

fn has_fields(object: &JsonValue) -> bool {
    object.get("properties").is_some() || object.get("id").is_some()
}

/// The arcs, unfolded.
struct Topology {
    arcs: Vec<Vec<Coord<f64>>>,
    transform: Option<Transform>,
    /// Positions that may still be given out.
    left: usize,
    /// Members beside the geometry.
    members: ::geojson::JsonObject,
}

#[derive(Clone, Copy)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

impl Topology {
    fn new(topology: &JsonValue) -> Result<Self, String> {
        let transform = topology.get("transform").filter(|t| !t.is_null());
        let transform = transform.map(Transform::new).transpose()?;
        let arcs = match topology.get("arcs") {
            None | Some(JsonValue::Null) => Vec::new(),
            Some(JsonValue::Array(arcs)) => {
                let arc = |(i, arc)| {
                    unfolded(arc, transform)
                        .ok_or_else(|| format!("arc {i} is not a list of positions"))
                };
                arcs.iter().enumerate().map(arc).collect::<Result<_, _>>()?
            }
            Some(_) => return Err("its arcs are not a list".into()),
        };
        let positions: usize = arcs.iter().map(Vec::len).sum();
        let beside = |name: &str| !["arcs", "objects", "transform"].contains(&name);
        let members = topology.as_object().into_iter().flatten();
        let members = members.filter(|(name, _)| beside(name));
        Ok(Self {
            arcs,
            transform,
            left: ALWAYS.max(USES.saturating_mul(positions)),
            members: members.map(|(n, v)| (n.clone(), v.clone())).collect(),
        })
    }

    fn feature(
        &mut self,
        object: &JsonValue,
        gathered: &mut Gathered<'_>,
        asked: &Asked<'_>,
    ) -> Result<(), Box<Problem>> {
        let geometry = self.geometry(object).map_err(|reason| {
            let number = gathered.features().len() as u64 + 1;
            Box::new(asked.problem(reason, EXPORT).at_feature(number))
        })?;
        let properties = object.get("properties").and_then(JsonValue::as_object);
        let value = |name: &str| {
            let property = properties.and_then(|p| p.get(name));
            let id = || object.get("id").filter(|_| name == "id");
            property.or_else(id)
        };
        for name in properties.into_iter().flat_map(|p| p.keys()) {
            gathered.property(name);
        }
        if object.get("id").is_some() {
            gathered.property("id");
        }
        gathered.add(
            &|name| value(name).and_then(text),
            geometry.and_then(rings::not_empty),
        );
        Ok(())
    }

    /// `None` for an object without geometry.
    fn geometry(&mut self, object: &JsonValue) -> Result<Option<Geometry<f64>>, String> {
        let arcs = object.get("arcs").unwrap_or(&JsonValue::Null);
        let places = object.get("coordinates").unwrap_or(&JsonValue::Null);
        Ok(Some(match kind(object) {
            None if object.get("type").is_none_or(JsonValue::is_null) => return Ok(None),
            Some("Point") => Geometry::Point(self.point(places)?),
            Some("MultiPoint") => {
                let points = list(places)?.iter().map(|place| self.point(place));
                Geometry::MultiPoint(MultiPoint(points.collect::<Result<_, _>>()?))
            }
            Some("LineString") => Geometry::LineString(self.line(arcs)?),
            Some("MultiLineString") => {
                Geometry::MultiLineString(MultiLineString(self.lines(arcs)?))
            }
            Some("Polygon") => Geometry::Polygon(self.polygon(arcs)?),
            Some("MultiPolygon") => {
                let polygons = list(arcs)?.iter().map(|rings| self.polygon(rings));
                Geometry::MultiPolygon(MultiPolygon(polygons.collect::<Result<_, _>>()?))
            }
            // Nesting is bounded by what the JSON reader allows.
            Some("GeometryCollection") => {
                let parts = object.get("geometries").unwrap_or(&JsonValue::Null);
                let mut found = Vec::new();
                for part in list(parts)? {
                    found.extend(self.geometry(part)?);
                }
                Geometry::GeometryCollection(GeometryCollection(found))
            }
            Some(other) => return Err(format!("`{other}` is not a kind of geometry in TopoJSON")),
            None => return Err("its type is not a word".into()),
        }))
    }

    fn point(&mut self, place: &JsonValue) -> Result<Point<f64>, String> {
        let [x, y] = pair(place).ok_or("one of its positions is not two numbers")?;
        self.take(1)?;
        let at = Coord { x, y };
        Ok(Point(self.transform.map_or(at, |t| t.of(at))))
    }

    fn polygon(&mut self, rings: &JsonValue) -> Result<Polygon<f64>, String> {
        let mut rings = self.lines(rings)?.into_iter();
        let outer = rings.next().unwrap_or(LineString(Vec::new()));
        Ok(Polygon::new(outer, rings.collect()))
    }

    fn lines(&mut self, lines: &JsonValue) -> Result<Vec<LineString<f64>>, String> {
        list(lines)?.iter().map(|arcs| self.line(arcs)).collect()
    }

    /// Puts arcs together; the first position of each further one repeats the last of the one before.
    fn line(&mut self, arcs: &JsonValue) -> Result<LineString<f64>, String> {
        let mut line: Vec<Coord<f64>> = Vec::new();
        for number in list(arcs)? {
            let wrong = || format!("it names arc {number}, of {} there are", self.arcs.len());
            let number = number.as_i64().ok_or_else(wrong)?;
            let backwards = number < 0;
            let place = if backwards { !number } else { number };
            let place = usize::try_from(place).map_err(|_| wrong())?;
            let length = self.arcs.get(place).ok_or_else(wrong)?.len();
            self.take(length)?;
            let arc = &self.arcs[place];
            let skip = usize::from(!line.is_empty());
            if backwards {
                line.extend(arc.iter().rev().skip(skip));
            } else {
                line.extend(arc.iter().skip(skip));
            }
        }
        Ok(LineString(line))
    }

    fn take(&mut self, positions: usize) -> Result<(), String> {
        self.left = self.left.checked_sub(positions).ok_or_else(|| {
            format!("its arcs are used more than {USES} times each, as in no map of areas")
        })?;
        Ok(())
    }
}

impl Transform {
    fn new(transform: &JsonValue) -> Result<Self, String> {
        let of = |name| transform.get(name).and_then(pair);
        match (of("scale"), of("translate")) {
            (Some(scale), Some(translate)) => Ok(Self { scale, translate }),
            _ => Err("its transform has no scale and translate of two numbers".into()),
        }
    }

    fn of(self, at: Coord<f64>) -> Coord<f64> {
        Coord {
            x: at.x * self.scale[0] + self.translate[0],
            y: at.y * self.scale[1] + self.translate[1],
        }
    }
}

/// Positions of an arc; with a transform each is the difference from the one before.
fn unfolded(arc: &JsonValue, transform: Option<Transform>) -> Option<Vec<Coord<f64>>> {
    let places = arc.as_array()?.iter().map(pair);
    let mut at = Coord { x: 0.0, y: 0.0 };
    let position = |place: Option<[f64; 2]>| {
        let [x, y] = place?;
        Some(match transform {
            None => Coord { x, y },
            Some(transform) => {
                at = Coord {
                    x: at.x + x,
                    y: at.y + y,
                };
                transform.of(at)
            }
        })
    };
    places.map(position).collect()
}

/// The first two numbers of a position.
fn pair(position: &JsonValue) -> Option<[f64; 2]> {
    let place = position.as_array()?;
    Some([place.first()?.as_f64()?, place.get(1)?.as_f64()?])
}

fn list(value: &JsonValue) -> Result<&Vec<JsonValue>, String> {
    value
        .as_array()
        .ok_or_else(|| "its arcs or coordinates are not a list".into())
}

#[cfg(test)]
#[path = "topojson_tests.rs"]
mod tests;
