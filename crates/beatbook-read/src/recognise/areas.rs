//! Files of shapes: layers of areas, outlines, streets, ground, buildings.

use std::collections::HashSet;
use std::path::Path;

use beatbook_core::{Crs, thousands};
use geo_types::{Geometry, MultiPolygon};

use crate::Problem;
use crate::features::{self, FeatureFile};
use crate::mapped::plain;

use super::found::{Class, Kind, Layer, Places, Shapes, edges};
use super::shape;
use super::words;

const SUBJECT: &str = "the shapes";
/// Vertices of generalised edges lie this far apart in the median, in metres; of full ones a few.
const GENERALISED: f64 = 40.0;
/// The years whose output areas and super output areas were published.
const CENSUSES: [u16; 3] = [2001, 2011, 2021];

/// What a file of shapes was found to be; nothing when it holds points, which are read as a table.
pub(super) fn recognise(path: &Path) -> Result<Option<(Kind, String, u64)>, Box<Problem>> {
    let file = features::read_all(path, SUBJECT)?;
    let rows = file.features.len() as u64;
    let kinds = Kinds::of(&file);
    if kinds.points > 0 || rows == 0 {
        return Ok(None);
    }
    if let Some(where_) = elsewhere(&file) {
        let why = format!("it lies outside Great Britain ({where_})");
        let evidence = format!("{rows} shapes");
        return Ok(Some((
            Kind::Unused("shapes elsewhere", why),
            evidence,
            rows,
        )));
    }
    let (kind, evidence) = if kinds.lines > 0 && kinds.areas == 0 {
        streets(&file)
    } else if kinds.lines > 0 {
        ground(&file)
    } else {
        areas(&file, path)
    };
    Ok(Some((kind, evidence, rows)))
}

/// Where a file in degrees lies, if not in Great Britain.
fn elsewhere(file: &FeatureFile) -> Option<String> {
    if file.crs != Ok(Crs::Wgs84) {
        return None;
    }
    let (_, [west, south, east, north]) = edges(&polygons(file), false);
    let apart = west < east && (east < -9.5 || west > 2.5 || north < 49.0 || south > 61.5);
    apart.then(|| format!("longitude {west:.1} to {east:.1}, latitude {south:.1} to {north:.1}"))
}

#[derive(Default)]
struct Kinds {
    points: usize,
    lines: usize,
    areas: usize,
}

impl Kinds {
    fn of(file: &FeatureFile) -> Self {
        let mut kinds = Self::default();
        for feature in &file.features {
            match feature.geometry {
                Some(Geometry::Point(_) | Geometry::MultiPoint(_)) => kinds.points += 1,
                Some(Geometry::LineString(_) | Geometry::MultiLineString(_)) => kinds.lines += 1,
                Some(_) => kinds.areas += 1,
                None => {}
            }
        }
        kinds
    }
}

/// The values of a field that are not blank.
fn values(file: &FeatureFile, field: usize) -> impl Iterator<Item = &str> {
    file.features.iter().filter_map(move |feature| {
        let text = feature.values.get(field)?.as_deref()?.trim();
        (!text.is_empty()).then_some(text)
    })
}

fn field(file: &FeatureFile, names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| {
        let mut fields = file.properties.iter().enumerate();
        fields.find_map(|(at, has)| {
            (plain(has) == *name && values(file, at).next().is_some()).then_some(at)
        })
    })
}

/// Streets are drawn and named by these classes; other words would make minor streets of all.
const STREET_CLASSES: [&str; 3] = ["main", "secondary", "minor"];

fn streets(file: &FeatureFile) -> (Kind, String) {
    let names = [
        "name",
        "roadname",
        "streetname",
        "street",
        "roadname1",
        "name1",
    ];
    let name = field(file, &names);
    let class = field(file, &["class", "roadclass", "type"])
        .filter(|at| values(file, *at).all(|word| STREET_CLASSES.contains(&word)));
    let of = |at: Option<usize>| at.map(|at| file.properties[at].clone());
    let shown = of(name).map_or_else(|| "no names".to_owned(), |name| format!("names in {name}"));
    let shapes = Shapes {
        name: of(name),
        class: of(class),
        is_ring: false,
    };
    (Kind::Streets(shapes), format!("lines of streets ({shown})"))
}

fn ground(file: &FeatureFile) -> (Kind, String) {
    let of = |names: &[&str]| field(file, names).map(|at| file.properties[at].clone());
    let shapes = Shapes {
        name: of(&["name"]),
        class: of(&["class", "fclass", "type"]),
        is_ring: false,
    };
    (Kind::Ground(shapes), "ground: lines and polygons".into())
}

fn areas(file: &FeatureFile, path: &Path) -> (Kind, String) {
    let said = words::of_file(path);
    let class = field(file, &["class", "fclass", "type"]);
    let is_ground = class.is_some_and(|at| {
        values(file, at).all(|word| ["water", "park", "rail", "wood", "green"].contains(&word))
    });
    if is_ground {
        return ground(file);
    }
    let is_ring = words::any(&words::words(&words::stem(path)), &["ring", "buffer"]);
    if let Some(layer) = layer(file, &said, path).filter(|_| !is_ring) {
        let evidence = shown(&layer);
        return (Kind::Layer(Box::new(layer)), evidence);
    }
    if let Some(word) = words::class(&words::words(&words::stem(path))).filter(|_| !is_ring) {
        let name = field(file, &["name", "distname", "distinctivename", "sitename"]);
        let name = name.map(|at| file.properties[at].clone());
        let places = Places {
            name,
            class: Class::All(word.into()),
            radius: None,
            points: None,
            header: None,
        };
        let evidence = format!("outlines of places, class {word} by the name of the file");
        return (Kind::Places(Box::new(places)), evidence);
    }
    let shapes = Shapes {
        name: None,
        class: None,
        is_ring,
    };
    let many = file.features.len();
    let evidence = if is_ring {
        format!("{many} polygons around the study area (ring in the file name)")
    } else {
        format!(
            "{many} {} without a code",
            if many == 1 { "polygon" } else { "polygons" }
        )
    };
    (Kind::Outline(shapes), evidence)
}

/// A layer, if some field has a code of its own for every area.
fn layer(file: &FeatureFile, said: &[String], path: &Path) -> Option<Layer> {
    let whole = |at: usize| {
        let mut seen = HashSet::new();
        let texts = values(file, at).filter(|text| text.len() <= 40 && seen.insert(*text));
        texts.count() == file.features.len()
    };
    let official = (0..file.properties.len()).find_map(|at| {
        let kind = shape::code_kind(values(file, at).next()?)?;
        let same = values(file, at).all(|text| shape::code_kind(text) == Some(kind));
        (same && whole(at)).then_some((at, kind))
    });
    let (at, kind) = match official {
        Some((at, kind)) => (at, kind.to_owned()),
        None => own(file, said, whole)?,
    };
    let name = name_of(file, at);
    let crs = file.crs.as_ref().ok().copied();
    let polygons = polygons(file);
    let (spacing, bounds) = edges(&polygons, crs.is_some_and(|crs| crs != Crs::Wgs84));
    let by_name = words::any(
        said,
        &[
            "generalised",
            "generalized",
            "simplified",
            "bgc",
            "bsc",
            "buc",
        ],
    );
    let years = Years::of(file, at, &kind, path);
    let text = |values: &[Option<String>], at: usize| {
        let text = values
            .get(at)
            .and_then(Option::as_deref)
            .unwrap_or_default();
        text.trim().to_owned()
    };
    let areas = file.features.iter().map(|feature| {
        let named = name
            .map(|name| text(&feature.values, name))
            .unwrap_or_default();
        (text(&feature.values, at), named)
    });
    Some(Layer {
        areas: areas.collect(),
        kind,
        year: years.of_fields,
        named: years.of_name,
        hint: years.hint,
        code: file.properties[at].clone(),
        name: name.map(|at| file.properties[at].clone()),
        crs,
        spacing,
        bounds,
        generalised: by_name || spacing > GENERALISED,
        fields: file.properties.clone(),
    })
}

/// What says of which year boundaries are, the surest first.
struct Years {
    of_fields: Option<u16>,
    of_name: Option<u16>,
    /// What is only a guess, and what it was taken from.
    hint: Option<(u16, String)>,
}

impl Years {
    fn of(file: &FeatureFile, code: usize, kind: &str, path: &Path) -> Self {
        let own: &[&str] = match kind {
            "ward" => &["ward", "wards", "wd"],
            "lad" => &["lad", "authority"],
            "beat" => &["beat", "beats"],
            _ => &[kind],
        };
        let can_be = |year: &u16| !is_census(kind) || CENSUSES.contains(year);
        let of_words = |words: &[String]| {
            words::year_after(words, own)
                .filter(can_be)
                .or_else(|| words::any_year(words).filter(can_be))
        };
        let of_code = of_words(&words::words(&file.properties[code]));
        let of_other = || {
            let mut names = file.properties.iter();
            names.find_map(|name| words::year_after(&words::words(name), own).filter(can_be))
        };
        let of_field = || {
            file.properties.iter().find_map(|name| {
                let year = words::any_year(&words::words(name)).filter(can_be)?;
                Some((year, format!("of its field {name}")))
            })
        };
        let folder = path.parent().and_then(Path::file_name);
        let of_folder = || {
            let name = folder.unwrap_or_default().to_string_lossy();
            let year = of_words(&words::words(&name))?;
            Some((year, format!("of its folder, {name}")))
        };
        Self {
            of_fields: of_code.or_else(of_other),
            of_name: of_words(&words::words(&words::stem(path))),
            hint: of_field().or_else(of_folder),
        }
    }
}

/// Areas of the census, which are drawn anew with each; no others are known of them.
pub(crate) fn is_census(kind: &str) -> bool {
    ["oa", "lsoa", "msoa"].contains(&kind)
}

/// A field with codes of the user's own: beats, neighbourhoods, districts.
fn own(
    file: &FeatureFile,
    said: &[String],
    whole: impl Fn(usize) -> bool,
) -> Option<(usize, String)> {
    let coded = |at: &usize| {
        let last = words::words(&file.properties[*at])
            .pop()
            .unwrap_or_default();
        ["code", "cd", "id", "ref", "number", "no", "beat"].contains(&last.as_str())
    };
    let fields = 0..file.properties.len();
    let short = |at: usize| values(file, at).all(|text| text.len() <= 12 && !text.contains(' '));
    // The <name> of a placemark is its code where the file has nothing else.
    let named = |at: &usize| plain(&file.properties[*at]) == "name" && short(*at);
    let at = fields
        .clone()
        .find(|at| coded(at) && whole(*at) && short(*at))
        .or_else(|| fields.clone().find(|at| named(at) && whole(*at)))?;
    let of_field = words::words(&file.properties[at]);
    let kinds: [(&[&str], &str); 5] = [
        (&["beat", "beats"], "beat"),
        (&["neighbourhood", "neighbourhoods", "npt"], "neighbourhood"),
        (&["ward", "wards"], "ward"),
        (
            &["district", "districts", "division", "divisions"],
            "district",
        ),
        (&["sector", "sectors", "zone", "zones"], "zone"),
    ];
    let mut all = of_field;
    all.extend(said.iter().cloned());
    let kind = kinds.iter().find(|(of, _)| words::any(&all, of));
    // Buildings have ids as well; areas of no known kind are not taken for a layer.
    kind.map(|(_, kind)| (at, (*kind).to_owned()))
}

/// The field with names that goes with that of the codes.
fn name_of(file: &FeatureFile, code: usize) -> Option<usize> {
    let of_code = plain(&file.properties[code]);
    let stem = of_code
        .strip_suffix("code")
        .or_else(|| of_code.strip_suffix("cd"))
        .unwrap_or("");
    let fits = |at: &usize| *at != code && values(file, *at).next().is_some();
    let find = |wanted: &dyn Fn(&str) -> bool| {
        (0..file.properties.len()).find(|at| fits(at) && wanted(&plain(&file.properties[*at])))
    };
    find(&|name| !stem.is_empty() && (name == format!("{stem}nm") || name == format!("{stem}name")))
        .or_else(|| find(&|name| name == "name" || name == "areaname"))
        .or_else(|| find(&|name| name == "description"))
}

fn polygons(file: &FeatureFile) -> Vec<MultiPolygon<f64>> {
    let of = |geometry: &Geometry<f64>| match geometry {
        Geometry::Polygon(one) => Some(MultiPolygon(vec![one.clone()])),
        Geometry::MultiPolygon(many) => Some(many.clone()),
        _ => None,
    };
    file.features
        .iter()
        .filter_map(|feature| of(feature.geometry.as_ref()?))
        .collect()
}

fn shown(layer: &Layer) -> String {
    let year = layer
        .year
        .or(layer.named)
        .map_or_else(|| "year not said".to_owned(), |year| year.to_string());
    let detail = if layer.generalised {
        format!("generalised: vertices {:.0} m apart", layer.spacing)
    } else {
        "full resolution".to_owned()
    };
    format!(
        "{} areas, {} {year}, by the codes in {} ({detail})",
        thousands(layer.areas.len() as u64),
        layer.kind,
        layer.code,
    )
}
