//! The smaller tables of a config: layers, ring, indices, population, postcodes, features.

use std::path::{Path, PathBuf};

use beatbook_core::{Crs, Day, LayerId, Selection, Transform};
use serde::Deserialize;
use toml::Spanned;

use super::place::Place;
use super::{
    Domain, FeatureSpec, HarmSpec, IndexSpec, LayerSpec, PeopleCounted, PopulationSpec,
    PostcodeSpec, Preset, RingSpec, header, words,
};
use crate::ReadError;
use crate::problem::listed;

/// Classes of places that have a meaning.
pub(crate) const PLACE_CLASSES: [&str; 10] = [
    "venue",
    "retail",
    "station",
    "ground",
    "school",
    "hospital",
    "custody",
    "police-station",
    "court",
    "pin",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LayerTable {
    pub id: Spanned<String>,
    path: PathBuf,
    code: String,
    name: Option<String>,
    #[serde(default, deserialize_with = "words::crs")]
    crs: Option<Crs>,
    #[serde(default, deserialize_with = "words::transform")]
    transform: Option<Transform>,
    #[serde(default)]
    overlaps: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RingTable {
    path: PathBuf,
    #[serde(default, deserialize_with = "words::crs")]
    crs: Option<Crs>,
    #[serde(default, deserialize_with = "words::transform")]
    transform: Option<Transform>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IndexTable {
    id: Spanned<String>,
    layer: Spanned<String>,
    path: PathBuf,
    domain: Option<Domain>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PopulationTable {
    layer: Spanned<String>,
    year: Spanned<u16>,
    path: PathBuf,
    #[serde(default)]
    of: PeopleCounted,
}

/// A table with nothing but a path.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PathTable {
    pub path: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PostcodeTable {
    path: Spanned<PathBuf>,
    postcode: String,
    x: String,
    y: String,
    #[serde(default, deserialize_with = "words::crs")]
    crs: Option<Crs>,
    #[serde(default, deserialize_with = "words::transform")]
    transform: Option<Transform>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HarmTable {
    path: PathBuf,
    version: Spanned<String>,
    source: Option<String>,
    retrieved: Option<Spanned<String>>,
    code: Option<String>,
    weight: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FeatureTable {
    path: PathBuf,
    name: Option<String>,
    class: Option<String>,
    level: Option<String>,
    #[serde(default, deserialize_with = "words::crs")]
    crs: Option<Crs>,
    #[serde(default, deserialize_with = "words::transform")]
    transform: Option<Transform>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceTable {
    path: Spanned<PathBuf>,
    name: Option<String>,
    class: Option<Spanned<String>>,
    class_is: Option<Spanned<String>>,
    header: Option<Spanned<Vec<Spanned<String>>>>,
    radius: Option<String>,
    x: Option<String>,
    y: Option<String>,
    #[serde(default, deserialize_with = "words::crs")]
    crs: Option<Crs>,
    #[serde(default, deserialize_with = "words::transform")]
    transform: Option<Transform>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PresetTable {
    id: Spanned<String>,
    label: String,
    #[serde(deserialize_with = "words::selection")]
    selection: Selection,
}

pub(super) fn layer(table: LayerTable, place: &Place<'_>) -> Result<LayerSpec, ReadError> {
    let id = LayerId::parse(table.id.get_ref()).map_err(|e| place.at(&table.id.span(), &e))?;
    Ok(LayerSpec {
        id,
        path: place.folder.join(table.path),
        code: table.code,
        name: table.name,
        crs: table.crs,
        transform: table.transform.unwrap_or_default(),
        overlaps: table.overlaps,
    })
}

pub(super) fn ring(table: RingTable, folder: &Path) -> RingSpec {
    RingSpec {
        path: folder.join(table.path),
        crs: table.crs,
        transform: table.transform.unwrap_or_default(),
    }
}

/// The layer of this id, or the ids there are.
pub(super) fn one_of(
    id: &Spanned<String>,
    layers: &[LayerSpec],
    place: &Place<'_>,
) -> Result<LayerId, ReadError> {
    let found = layers.iter().find(|l| l.id.as_str() == id.get_ref());
    found.map(|layer| layer.id.clone()).ok_or_else(|| {
        let known: Vec<_> = layers.iter().map(|l| l.id.to_string()).collect();
        let words = format!(
            "`{}` is not a layer of this config; use {}",
            id.get_ref(),
            listed(&known)
        );
        place.at(&id.span(), &words).into()
    })
}

/// The same for what needs each place to be in one area at most.
///
/// - `what`: what needs it.
pub(super) fn partition(
    id: &Spanned<String>,
    layers: &[LayerSpec],
    what: &str,
    place: &Place<'_>,
) -> Result<LayerId, ReadError> {
    let found = one_of(id, layers, place)?;
    if layers
        .iter()
        .any(|layer| layer.id == found && layer.overlaps)
    {
        let words = format!(
            "the areas of `{found}` overlap (overlaps = true), and {what} needs every place to be in one area at most; name a layer whose areas do not"
        );
        return place.refuse(&id.span(), &words);
    }
    Ok(found)
}

/// - `carried`: whether there is a lookup.
pub(super) fn index(
    table: IndexTable,
    layers: &[LayerSpec],
    carried: bool,
    place: &Place<'_>,
) -> Result<IndexSpec, ReadError> {
    if LayerId::parse(table.id.get_ref()).is_err() {
        let words = format!(
            "`{}` is not an index id; write a word and the year of the index, such as imd19 or imd25",
            table.id.get_ref()
        );
        return place.refuse(&table.id.span(), &words);
    }
    Ok(IndexSpec {
        id: table.id.into_inner(),
        layer: partition(&table.layer, layers, "an index", place)?,
        path: place.folder.join(table.path),
        domain: table.domain,
        carried,
    })
}

pub(super) fn population(
    table: PopulationTable,
    layers: &[LayerSpec],
    place: &Place<'_>,
) -> Result<PopulationSpec, ReadError> {
    let year = *table.year.get_ref();
    if !(1900..2200).contains(&year) {
        let words = format!("{year} is not a year of a census or estimate; write it such as 2020");
        return place.refuse(&table.year.span(), &words);
    }
    Ok(PopulationSpec {
        layer: partition(&table.layer, layers, "a table of residents", place)?,
        year,
        of: table.of,
        path: place.folder.join(table.path),
    })
}

pub(super) fn postcodes(
    table: PostcodeTable,
    place: &Place<'_>,
) -> Result<PostcodeSpec, ReadError> {
    let Some(crs) = table.crs else {
        let words = "nothing says what the coordinates of the postcodes are; add crs = \"EPSG:27700\" or \"EPSG:4326\"";
        return place.refuse(&table.path.span(), words);
    };
    Ok(PostcodeSpec {
        path: place.folder.join(table.path.into_inner()),
        postcode: table.postcode,
        x: table.x,
        y: table.y,
        crs,
        transform: table.transform.unwrap_or_default(),
    })
}

pub(super) fn harm(table: HarmTable, place: &Place<'_>) -> Result<HarmSpec, ReadError> {
    if table.version.get_ref().trim().is_empty() {
        let words = "the version is blank; write which table of weights this is and of when";
        return place.refuse(&table.version.span(), words);
    }
    let retrieved = match &table.retrieved {
        Some(day) => Some(Day::parse(day.get_ref()).map_err(|e| place.at(&day.span(), &e))?),
        None => None,
    };
    Ok(HarmSpec {
        path: place.folder.join(table.path),
        version: table.version.into_inner().trim().to_owned(),
        source: table.source.filter(|source| !source.trim().is_empty()),
        retrieved,
        code: table.code,
        weight: table.weight,
    })
}

pub(super) fn feature(table: FeatureTable, folder: &Path) -> FeatureSpec {
    FeatureSpec {
        path: folder.join(table.path),
        name: table.name,
        class: table.class,
        header: None,
        class_is: None,
        radius: None,
        level: table.level,
        x: None,
        y: None,
        crs: table.crs,
        transform: table.transform.unwrap_or_default(),
    }
}

pub(super) fn places(table: PlaceTable, place: &Place<'_>) -> Result<FeatureSpec, ReadError> {
    match (&table.class, &table.class_is) {
        (Some(_), None) => {}
        (None, Some(word)) if PLACE_CLASSES.contains(&word.get_ref().as_str()) => {}
        (None, Some(word)) => {
            let words = format!(
                "`{}` is not a class of places; use {}",
                word.get_ref(),
                listed(&PLACE_CLASSES)
            );
            return place.refuse(&word.span(), &words);
        }
        (Some(_), Some(word)) => {
            let words = "both class and class_is are given; write class for a column, or class_is for one class of all";
            return place.refuse(&word.span(), words);
        }
        (None, None) => {
            let words = "nothing says what class these places are; write class = \"...\" for a column, \
                         or class_is = \"venue\" when all are of one class";
            return place.refuse(&table.path.span(), words);
        }
    }
    Ok(FeatureSpec {
        path: place.folder.join(table.path.into_inner()),
        header: header::names(table.header, true, place)?,
        name: table.name,
        class: table.class.map(Spanned::into_inner),
        class_is: table.class_is.map(Spanned::into_inner),
        radius: table.radius,
        level: None,
        x: table.x,
        y: table.y,
        crs: table.crs,
        transform: table.transform.unwrap_or_default(),
    })
}

pub(super) fn preset(table: PresetTable, place: &Place<'_>) -> Result<Preset, ReadError> {
    let id = table.id.get_ref();
    let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || !id.chars().all(sound) {
        let words =
            format!("`{id}` is not a preset id; write it in lower-case letters, digits and dashes");
        return place.refuse(&table.id.span(), &words);
    }
    Ok(Preset {
        id: table.id.into_inner(),
        label: table.label,
        selection: table.selection,
    })
}
