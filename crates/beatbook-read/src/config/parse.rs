//! From the text of a config to [`Config`].

use std::path::{Path, PathBuf};

use beatbook_core::{Day, LayerId};
use serde::Deserialize;
use toml::Spanned;

use super::agreement::Terms;
use super::people::{Known, PeopleTable, people};
use super::place::Place;
use super::source::{SourceTable, source};
use super::tables::{
    self, FeatureTable, HarmTable, IndexTable, LayerTable, PathTable, PlaceTable, PopulationTable,
    PostcodeTable, PresetTable, RingTable,
};
use super::{Config, LayerSpec, SUBJECT, ids};
use crate::table::decoded;
use crate::{Problem, ReadError};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfigFile {
    title: String,
    study: Spanned<String>,
    alpha: Option<Spanned<f64>>,
    key: Option<PathBuf>,
    #[serde(default)]
    layer: Vec<LayerTable>,
    ring: Option<RingTable>,
    #[serde(default)]
    index: Vec<IndexTable>,
    #[serde(default)]
    population: Vec<PopulationTable>,
    lookup: Option<PathTable>,
    postcodes: Option<PostcodeTable>,
    streets: Option<FeatureTable>,
    ground: Option<FeatureTable>,
    #[serde(default)]
    places: Vec<PlaceTable>,
    #[serde(default)]
    source: Vec<SourceTable>,
    #[serde(default)]
    people: Vec<PeopleTable>,
    harm: Option<HarmTable>,
    calendar: Option<PathTable>,
    annotations: Option<PathTable>,
    #[serde(default)]
    preset: Vec<PresetTable>,
}

impl Config {
    /// Reads a config and resolves its paths against the folder it lies in.
    ///
    /// - `today`: agreements that expired before it are refused.
    ///
    /// # Errors
    /// [`ReadError::Problem`] for the first fault, with its line, key and the accepted words. Layers
    /// and other single files are not opened here; event files must exist.
    pub fn load(path: &Path, today: Day) -> Result<Self, ReadError> {
        let bytes = std::fs::read(path).map_err(|e| {
            let reason = if e.kind() == std::io::ErrorKind::NotFound {
                "there is no such file".to_owned()
            } else {
                format!("it cannot be opened: {e}")
            };
            Problem::new(SUBJECT, path, reason, "name the beatbook.toml to use")
        })?;
        Self::parse(&decoded(&bytes), path, today)
    }

    fn parse(text: &str, path: &Path, today: Day) -> Result<Self, ReadError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let folder = path.parent().unwrap_or(Path::new(""));
        let place = Place { text, path, folder };
        let file: ConfigFile = toml::from_str(text).map_err(|e| place.of_toml(&e))?;
        let layers = each(file.layer, |table| tables::layer(table, &place))?;
        let study = study(&file.study, &layers, &place)?;
        let layer_ids: Vec<String> = layers.iter().map(|l| l.id.to_string()).collect();
        let terms = || Terms {
            today,
            layers: &layer_ids,
        };
        let sources = each(file.source, |table| source(table, &terms(), &place))?;
        let source_ids: Vec<String> = sources.iter().map(|s| s.source.to_string()).collect();
        let known = Known {
            sources: &source_ids,
            has_key: file.key.is_some(),
            terms: terms(),
        };
        let people = each(file.people, |table| people(table, &known, &place))?;
        let carried = file.lookup.is_some();
        let path_of = |table: Option<PathTable>| table.map(|table| folder.join(table.path));
        let config = Self {
            title: file.title,
            study,
            alpha: alpha(file.alpha.as_ref(), &place)?,
            key: file.key.map(|key| folder.join(key)),
            ring: file.ring.map(|table| tables::ring(table, folder)),
            indexes: each(file.index, |table| {
                tables::index(table, &layers, carried, &place)
            })?,
            populations: each(file.population, |table| {
                tables::population(table, &layers, &place)
            })?,
            lookup: path_of(file.lookup),
            postcodes: file
                .postcodes
                .map(|table| tables::postcodes(table, &place))
                .transpose()?,
            streets: file.streets.map(|table| tables::feature(table, folder)),
            ground: file.ground.map(|table| tables::feature(table, folder)),
            places: each(file.places, |table| tables::places(table, &place))?,
            harm: file
                .harm
                .map(|table| tables::harm(table, &place))
                .transpose()?,
            calendar: path_of(file.calendar),
            annotations: path_of(file.annotations),
            presets: each(file.preset, |table| tables::preset(table, &place))?,
            layers,
            sources,
            people,
        };
        ids::each_once(&config, &place)?;
        Ok(config)
    }
}

fn each<T, S>(
    tables: Vec<T>,
    check: impl Fn(T) -> Result<S, ReadError>,
) -> Result<Vec<S>, ReadError> {
    tables.into_iter().map(check).collect()
}

fn study(
    id: &Spanned<String>,
    layers: &[LayerSpec],
    place: &Place<'_>,
) -> Result<LayerId, ReadError> {
    if layers.is_empty() {
        let help = "add a [[layer]] with id, path and code";
        return Err(place.whole("there is no layer of areas", help).into());
    }
    tables::partition(id, layers, "the study area", place)
}

fn alpha(alpha: Option<&Spanned<f64>>, place: &Place<'_>) -> Result<f64, ReadError> {
    let Some(alpha) = alpha else { return Ok(0.05) };
    let value = *alpha.get_ref();
    if value > 0.0 && value <= 0.05 {
        return Ok(value);
    }
    let words = format!(
        "alpha is {value}; write an error rate above 0, and at most 0.05, which the colours of the map stand for"
    );
    place.refuse(&alpha.span(), &words)
}
