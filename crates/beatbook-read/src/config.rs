//! `beatbook.toml`: which files hold what.
//!
//! ```toml
//! title = "Our city"
//! study = "lsoa11"          # the layer whose union is the study area
//! alpha = 0.05              # error rate over all tests of a map; this is the default
//!
//! [[layer]]
//! id = "lsoa11"
//! path = "boundaries/lsoa11"   # .shp, a folder with one, .zip, .geojson
//! code = "LSOA11CD"
//! name = "LSOA11NM"            # left out: the code
//!
//! [[source]]
//! id = "offence"
//! format = "csv"               # or police.uk, which needs nothing but files
//! files = ["extract-*.csv"]
//! crs = "EPSG:27700"
//! [source.columns]
//! category = "offence"
//! x = "easting"
//! y = "northing"
//! from = "committed from"
//! to = "committed to"
//! [source.time]
//! format = "%Y-%m-%d %H:%M:%S"
//! precision = "interval"
//! ```
//!
//! Optional beside these: `[streets]`, `[ground]`, `[places]`, `[[preset]]`, `[source.fixed]`. Paths
//! are relative to the config. Every fault is named with its line and the accepted words.

use std::path::{Path, PathBuf};

use beatbook_core::{Crs, LayerId, Precision, Selection, Source, Transform};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use crate::problem::listed;
use crate::table::decoded;
use crate::{Problem, ReadError, times};

const SUBJECT: &str = "the config";

/// What to read and what to call it. Paths are ready to open.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Title of the book.
    pub title: String,
    /// The layer whose union is the study area; one of `layers`.
    pub study: LayerId,
    /// Error rate over all tests of a map, above 0 and below 1.
    pub alpha: f64,
    /// Area layers; at least one.
    pub layers: Vec<LayerSpec>,
    /// Street lines, for names and the map.
    pub streets: Option<FeatureSpec>,
    /// Water, parks and rail, for the map.
    pub ground: Option<FeatureSpec>,
    /// Named places, for names and the map.
    pub places: Option<FeatureSpec>,
    /// Event sources; at least one, each id once.
    pub sources: Vec<SourceSpec>,
    /// Selections offered by name.
    pub presets: Vec<Preset>,
}

/// A layer of areas.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerSpec {
    /// Kind and year, such as `lsoa11`.
    pub id: LayerId,
    /// Shapefile (`.shp`, folder or `.zip`) or `GeoJSON` (also `.gz`).
    pub path: PathBuf,
    /// Field with the code of the area.
    pub code: String,
    /// Field with its name; the code serves when there is none.
    pub name: Option<String>,
    /// Reference system, where the file does not say.
    pub crs: Option<Crs>,
    /// How longitude and latitude become grid positions.
    pub transform: Transform,
}

/// Streets, ground or places.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureSpec {
    /// Shapefile, `GeoJSON` or, for places, CSV.
    pub path: PathBuf,
    /// Field or column with the name.
    pub name: Option<String>,
    /// Field or column with the class.
    pub class: Option<String>,
    /// Column with easting or longitude, for CSV.
    pub x: Option<String>,
    /// Column with northing or latitude, for CSV.
    pub y: Option<String>,
    /// Reference system, where the file does not say.
    pub crs: Option<Crs>,
    /// How longitude and latitude become grid positions.
    pub transform: Transform,
}

/// Which rows a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Street files of data.police.uk: fixed columns, months only.
    PoliceUk,
    /// Any delimited text, by [`Columns`] and [`TimeSpec`].
    Csv,
}

/// The files of one source of events.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceSpec {
    /// Who recorded the events.
    pub source: Source,
    /// Which rows the files hold.
    pub format: Format,
    /// Files, patterns resolved, sorted by name; at least one.
    pub files: Vec<PathBuf>,
    /// Reference system of the coordinates.
    pub crs: Crs,
    /// How longitude and latitude become grid positions.
    pub transform: Transform,
    /// Columns by meaning. For [`Format::PoliceUk`] its fixed ones.
    pub columns: Columns,
    /// How times are written and what they mean.
    pub time: TimeSpec,
    /// Values for which there is no column.
    pub fixed: Fixed,
}

/// Names of columns. Upper and lower case, blanks and punctuation do not matter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// The record's own id.
    pub id: Option<String>,
    /// Incident number.
    pub incident: Option<String>,
    /// Category; else `[source.fixed]` has one.
    pub category: Option<String>,
    /// Easting or longitude.
    pub x: String,
    /// Northing or latitude.
    pub y: String,
    /// Time, or its start.
    pub from: String,
    /// End of the time, for intervals.
    pub to: Option<String>,
    /// Location text.
    pub place: Option<String>,
    /// Area code the row itself carries.
    pub area: Option<String>,
}

/// How times are written and what they mean.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeSpec {
    /// As for `strptime`, such as `%d/%m/%Y %H:%M`. Local civil time unless it has an offset (`%z`).
    #[serde(deserialize_with = "time_format")]
    pub format: String,
    /// What a time means.
    #[serde(deserialize_with = "precision")]
    pub precision: Precision,
}

/// Values for which there is no column.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    /// Category of every row.
    pub category: Option<String>,
}

/// A selection offered by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Preset {
    /// Word for addresses.
    pub id: String,
    /// Words for people.
    pub label: String,
    /// What it selects.
    pub selection: Selection,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfigFile {
    title: String,
    study: Spanned<String>,
    alpha: Option<Spanned<f64>>,
    #[serde(default)]
    layer: Vec<LayerTable>,
    streets: Option<FeatureTable>,
    ground: Option<FeatureTable>,
    places: Option<PlaceTable>,
    #[serde(default)]
    source: Vec<SourceTable>,
    #[serde(default)]
    preset: Vec<PresetTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LayerTable {
    id: Spanned<String>,
    path: PathBuf,
    code: String,
    name: Option<String>,
    #[serde(default, deserialize_with = "crs")]
    crs: Option<Crs>,
    #[serde(default, deserialize_with = "transform")]
    transform: Option<Transform>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FeatureTable {
    path: PathBuf,
    name: Option<String>,
    class: Option<String>,
    #[serde(default, deserialize_with = "crs")]
    crs: Option<Crs>,
    #[serde(default, deserialize_with = "transform")]
    transform: Option<Transform>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceTable {
    path: PathBuf,
    name: Option<String>,
    class: Option<String>,
    x: Option<String>,
    y: Option<String>,
    #[serde(default, deserialize_with = "crs")]
    crs: Option<Crs>,
    #[serde(default, deserialize_with = "transform")]
    transform: Option<Transform>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceTable {
    id: Spanned<String>,
    #[serde(deserialize_with = "format_word")]
    format: Format,
    files: Spanned<Vec<Spanned<String>>>,
    #[serde(default, deserialize_with = "crs")]
    crs: Option<Crs>,
    #[serde(default, deserialize_with = "transform")]
    transform: Option<Transform>,
    columns: Option<Spanned<Columns>>,
    time: Option<Spanned<TimeSpec>>,
    fixed: Option<Spanned<Fixed>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PresetTable {
    id: Spanned<String>,
    label: String,
    #[serde(deserialize_with = "selection")]
    selection: Selection,
}

impl Config {
    /// Reads a config and resolves its paths against the folder it lies in.
    ///
    /// # Errors
    /// [`ReadError::Problem`] for the first fault, with its line, key and the accepted words. Layers
    /// and other single files are not opened here; event files must exist.
    pub fn load(path: &Path) -> Result<Self, ReadError> {
        let bytes = std::fs::read(path).map_err(|e| {
            let reason = if e.kind() == std::io::ErrorKind::NotFound {
                "there is no such file".to_owned()
            } else {
                format!("it cannot be opened: {e}")
            };
            Problem::new(SUBJECT, path, reason, "name the beatbook.toml to use")
        })?;
        Self::parse(&decoded(&bytes), path)
    }

    fn parse(text: &str, path: &Path) -> Result<Self, ReadError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let place = Place { text, path };
        let file: ConfigFile = toml::from_str(text).map_err(|e| place.of_toml(&e))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let layers = file
            .layer
            .into_iter()
            .map(|table| layer(table, folder, &place));
        let sources = file
            .source
            .into_iter()
            .map(|table| source(table, folder, &place));
        let (layers, sources) = (
            layers.collect::<Result<Vec<_>, _>>()?,
            sources.collect::<Result<Vec<_>, _>>()?,
        );
        let config = Self {
            title: file.title,
            study: study(&file.study, &layers, &place)?,
            alpha: alpha(file.alpha.as_ref(), &place)?,
            streets: file.streets.map(|table| feature(table, folder)),
            ground: file.ground.map(|table| feature(table, folder)),
            places: file.places.map(|table| places(table, folder)),
            presets: presets(file.preset, &place)?,
            layers,
            sources,
        };
        config.each_id_once(&place)?;
        Ok(config)
    }

    fn each_id_once(&self, place: &Place<'_>) -> Result<(), ReadError> {
        if self.sources.is_empty() {
            let help = "add a [[source]] with id, format and files";
            return Err(place.whole("there is no source of events", help).into());
        }
        let layers: Vec<_> = self.layers.iter().map(|l| l.id.to_string()).collect();
        if let Some(id) = twice(&layers) {
            let help = "give each [[layer]] an id of its own";
            return Err(place
                .whole(&format!("two layers are called {id}"), help)
                .into());
        }
        let sources: Vec<_> = self.sources.iter().map(|s| s.source.to_string()).collect();
        if let Some(id) = twice(&sources) {
            let help =
                "list all files of a source in one [[source]], or give each an id of its own";
            return Err(place
                .whole(&format!("two sources are called {id}"), help)
                .into());
        }
        let presets: Vec<_> = self.presets.iter().map(|p| p.id.clone()).collect();
        if let Some(id) = twice(&presets) {
            let help = "give each [[preset]] an id of its own";
            return Err(place
                .whole(&format!("two presets are called {id}"), help)
                .into());
        }
        Ok(())
    }
}

fn twice(ids: &[String]) -> Option<&String> {
    ids.iter()
        .enumerate()
        .find(|(i, id)| ids[..*i].contains(id))
        .map(|(_, id)| id)
}

fn layer(table: LayerTable, folder: &Path, place: &Place<'_>) -> Result<LayerSpec, ReadError> {
    let id = LayerId::parse(table.id.get_ref()).map_err(|e| place.at(&table.id.span(), &e))?;
    Ok(LayerSpec {
        id,
        path: folder.join(table.path),
        code: table.code,
        name: table.name,
        crs: table.crs,
        transform: table.transform.unwrap_or_default(),
    })
}

fn feature(table: FeatureTable, folder: &Path) -> FeatureSpec {
    FeatureSpec {
        path: folder.join(table.path),
        name: table.name,
        class: table.class,
        x: None,
        y: None,
        crs: table.crs,
        transform: table.transform.unwrap_or_default(),
    }
}

fn places(table: PlaceTable, folder: &Path) -> FeatureSpec {
    FeatureSpec {
        path: folder.join(table.path),
        name: table.name,
        class: table.class,
        x: table.x,
        y: table.y,
        crs: table.crs,
        transform: table.transform.unwrap_or_default(),
    }
}

fn source(table: SourceTable, folder: &Path, place: &Place<'_>) -> Result<SourceSpec, ReadError> {
    let source = Source::parse(table.id.get_ref()).map_err(|e| place.at(&table.id.span(), &e))?;
    let files = files(&table.files, folder, place)?;
    match table.format {
        Format::PoliceUk => {
            let settings = [
                (table.columns.as_ref().map(Spanned::span), "columns"),
                (table.time.as_ref().map(Spanned::span), "time"),
                (table.fixed.as_ref().map(Spanned::span), "fixed"),
            ];
            if let Some((span, key)) = settings.into_iter().find_map(|(s, k)| Some((s?, k))) {
                let words = format!(
                    "a police.uk street file has fixed columns, so [source.{key}] has no meaning; \
                     take it out, or write format = \"csv\""
                );
                return Err(place.at(&span, &words).into());
            }
            Ok(SourceSpec {
                source,
                format: Format::PoliceUk,
                files,
                crs: table.crs.unwrap_or(Crs::Wgs84),
                transform: table.transform.unwrap_or(Transform::Helmert),
                columns: crate::police_uk::columns(),
                time: crate::police_uk::time(),
                fixed: Fixed::default(),
            })
        }
        Format::Csv => {
            let span = table.id.span();
            let missing = |words: &str| ReadError::from(place.at(&span, &words));
            let columns = table.columns.ok_or_else(|| {
                missing("this source has no [source.columns]; add it with x, y, from and category")
            })?;
            let time = table.time.ok_or_else(|| {
                missing("this source has no [source.time]; add it with format and precision")
            })?;
            let crs = table.crs.ok_or_else(|| {
                missing(
                    "this source does not say what its coordinates are; \
                     add crs = \"EPSG:27700\" for eastings and northings or \"EPSG:4326\" for longitude and latitude",
                )
            })?;
            let fixed = table.fixed.map(Spanned::into_inner).unwrap_or_default();
            agree(&columns, &time, &fixed, place)?;
            Ok(SourceSpec {
                source,
                format: Format::Csv,
                files,
                crs,
                transform: table.transform.unwrap_or_default(),
                columns: columns.into_inner(),
                time: time.into_inner(),
                fixed,
            })
        }
    }
}

/// Columns, precision and fixed values have to fit together.
fn agree(
    columns: &Spanned<Columns>,
    time: &Spanned<TimeSpec>,
    fixed: &Fixed,
    place: &Place<'_>,
) -> Result<(), ReadError> {
    let wrong = |span: &std::ops::Range<usize>, words: &str| Err(place.at(span, &words).into());
    let has = columns.get_ref();
    let is = time.get_ref();
    if has.category.is_none() == fixed.category.is_none() {
        return wrong(
            &columns.span(),
            "the category comes either from a column or from [source.fixed]; write exactly one of the two",
        );
    }
    if fixed
        .category
        .as_ref()
        .is_some_and(|word| word.trim().is_empty())
    {
        return wrong(
            &columns.span(),
            "the fixed category is blank; write its name",
        );
    }
    let clock = times::has_clock(&is.format);
    match is.precision {
        Precision::Interval if has.to.is_none() => wrong(
            &columns.span(),
            "precision is \"interval\", but no column is named for its end; add to = \"...\", or write precision = \"instant\"",
        ),
        Precision::Instant | Precision::Date | Precision::Month if has.to.is_some() => wrong(
            &time.span(),
            "a column is named for the end of the time, but precision is not \"interval\"; write precision = \"interval\", or take to out",
        ),
        Precision::Instant if !clock => wrong(
            &time.span(),
            "precision is \"instant\", but the format has no hour; write precision = \"date\" or \"month\", or add %H:%M to the format",
        ),
        precision if !times::fits(is) => wrong(
            &time.span(),
            &format!(
                "times written as {} do not tell the {}; add what is missing to the format, such as %m or %d",
                is.format,
                precision.word()
            ),
        ),
        _ => Ok(()),
    }
}

/// Resolves patterns: `*` stands for any run of characters within a file name.
fn files(
    patterns: &Spanned<Vec<Spanned<String>>>,
    folder: &Path,
    place: &Place<'_>,
) -> Result<Vec<PathBuf>, ReadError> {
    let mut found = Vec::new();
    for pattern in patterns.get_ref() {
        let path = folder.join(pattern.get_ref());
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let parent = path.parent().unwrap_or(folder);
        if !name.contains('*') {
            if !path.is_file() {
                let words = format!("there is no file {}; check the path", path.display());
                return Err(place.at(&pattern.span(), &words).into());
            }
            found.push(path);
            continue;
        }
        let shown = if parent.as_os_str().is_empty() {
            Path::new(".")
        } else {
            parent
        };
        let entries = std::fs::read_dir(shown).map_err(|e| {
            let words = format!(
                "the folder {} cannot be read: {e}; check the path",
                shown.display()
            );
            place.at(&pattern.span(), &words)
        })?;
        let before = found.len();
        for entry in entries.flatten() {
            let file = entry.file_name();
            if matches(&name, &file.to_string_lossy()) && entry.path().is_file() {
                found.push(parent.join(file));
            }
        }
        if found.len() == before {
            let words = format!(
                "no file in {} is called {name}; check the folder and the pattern",
                shown.display()
            );
            return Err(place.at(&pattern.span(), &words).into());
        }
    }
    found.sort_by_cached_key(|file| (counted(&file.to_string_lossy()), file.clone()));
    found.dedup();
    if found.is_empty() {
        let words = "this source has no files; name at least one";
        return Err(place.at(&patterns.span(), &words).into());
    }
    Ok(found)
}

/// A name in pieces that sort as people count: `extract-9` before `extract-10`. The later of two files
/// that hold the same record is the one that counts.
fn counted(name: &str) -> Vec<(String, u64)> {
    let mut pieces = vec![(String::new(), 0)];
    for letter in name.chars() {
        let last = pieces.len() - 1;
        let (text, number): &mut (String, u64) = &mut pieces[last];
        match letter.to_digit(10) {
            Some(digit) => *number = number.saturating_mul(10).saturating_add(digit.into()),
            None if *number > 0 => pieces.push((letter.into(), 0)),
            None => text.push(letter),
        }
    }
    pieces
}

/// Whether a name fits a pattern in which `*` stands for any run of characters.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((head, rest)) => name.strip_prefix(head).is_some_and(|tail| {
            (0..=tail.len())
                .filter(|&i| tail.is_char_boundary(i))
                .any(|i| matches(rest, &tail[i..]))
        }),
    }
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
    let known: Vec<_> = layers.iter().map(|l| l.id.to_string()).collect();
    layers
        .iter()
        .find(|l| l.id.as_str() == id.get_ref())
        .map(|l| l.id.clone())
        .ok_or_else(|| {
            let words = format!(
                "`{}` is not a layer of this config; use {}",
                id.get_ref(),
                listed(&known)
            );
            place.at(&id.span(), &words).into()
        })
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
    Err(place.at(&alpha.span(), &words).into())
}

fn presets(tables: Vec<PresetTable>, place: &Place<'_>) -> Result<Vec<Preset>, ReadError> {
    let sound = |id: &str| {
        !id.is_empty()
            && id
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    tables
        .into_iter()
        .map(|table| {
            if !sound(table.id.get_ref()) {
                let words = format!(
                    "`{}` is not a preset id; write it in lower-case letters, digits and dashes",
                    table.id.get_ref()
                );
                return Err(place.at(&table.id.span(), &words).into());
            }
            Ok(Preset {
                id: table.id.into_inner(),
                label: table.label,
                selection: table.selection,
            })
        })
        .collect()
}

fn crs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Crs>, D::Error> {
    let text = String::deserialize(deserializer)?;
    Crs::parse(&text)
        .map(Some)
        .map_err(serde::de::Error::custom)
}

fn transform<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Transform>, D::Error> {
    let text = String::deserialize(deserializer)?;
    Transform::parse(&text)
        .map(Some)
        .map_err(serde::de::Error::custom)
}

fn selection<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Selection, D::Error> {
    let text = String::deserialize(deserializer)?;
    Selection::parse(&text).map_err(serde::de::Error::custom)
}

fn format_word<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Format, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "police.uk" => Ok(Format::PoliceUk),
        "csv" => Ok(Format::Csv),
        other => Err(serde::de::Error::custom(format!(
            "`{other}` is not a format; use police.uk or csv"
        ))),
    }
}

fn precision<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Precision, D::Error> {
    let word = String::deserialize(deserializer)?;
    Precision::parse(&word).ok_or_else(|| {
        serde::de::Error::custom(format!(
            "`{word}` is not a precision; use instant, interval, date or month"
        ))
    })
}

fn time_format<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let format = String::deserialize(deserializer)?;
    match times::unusable(&format) {
        None => Ok(format),
        Some(words) => Err(serde::de::Error::custom(words)),
    }
}

/// Where faults of a config are pointed at.
struct Place<'a> {
    text: &'a str,
    path: &'a Path,
}

impl Place<'_> {
    fn whole(&self, reason: &str, help: &str) -> Problem {
        Problem::new(SUBJECT, self.path, reason, help)
    }

    /// A fault at bytes of the text; `words` are the reason and, after `; `, the way out.
    fn at(&self, span: &std::ops::Range<usize>, words: &dyn ToString) -> Problem {
        let words = words.to_string();
        let (reason, help) = words
            .split_once("; ")
            .unwrap_or((&words, "correct this line"));
        let start = span.start.min(self.text.len());
        let before = self.text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        let line = self.text.get(line_start..).unwrap_or_default();
        let line = line.lines().next().unwrap_or_default();
        let at = start - line_start;
        let length = span.len().min(line.len().saturating_sub(at));
        let mut problem = self
            .whole(reason, help)
            .at_line(before.matches('\n').count() as u64 + 1)
            .with_row(line, (length > 0).then_some((at, length)));
        if let Some((key, _)) = line.split_once('=') {
            problem = problem.in_key(key.trim());
        }
        problem
    }

    fn of_toml(&self, error: &toml::de::Error) -> Problem {
        let message = error.message().replace('\n', "; ");
        let span = error.span().unwrap_or(0..0);
        if let Some((key, accepted)) = unknown_key(&message) {
            return self.at(&span, &format!("`{key}` is not a key here; use {accepted}"));
        }
        if let Some(key) = message.strip_prefix("missing field ") {
            let table = self.at(&span, &format!("{key} is missing; add it"));
            return Problem {
                value_at: None,
                key: None,
                ..table
            };
        }
        self.at(&span, &message)
    }
}

/// Takes apart what serde says of a key it does not know.
fn unknown_key(message: &str) -> Option<(&str, String)> {
    let rest = message.strip_prefix("unknown field `")?;
    let (key, accepted) = rest.split_once('`')?;
    let accepted = accepted.split_once("expected ")?.1;
    let accepted = accepted.strip_prefix("one of ").unwrap_or(accepted);
    Some((key, accepted.replace('`', "")))
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
