//! Answers as files: `/api/v1/export/{table}.{csv, geojson, parquet, gpx, pmtiles}?<selection>[&ids=]` and
//! `beatbook export`, which give the same bytes.
//!
//! A file is meant to leave: it is made for `partnership` unless `audience=` asks for more, up to what
//! whoever asks may see. `csv`, `geojson`, `parquet` and `gpx` are tables of [`beatbook_report`], all
//! of it or the rows of some ids; `pmtiles` is a layer of tiles.

use std::path::Path;
use std::sync::Arc;

use axum::extract;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use beatbook_core::{Audience, NearRepeatAsk, Selection, SelectionError};
use beatbook_report::{Provenance, ReportError, Table};
use beatbook_store::Store;
use sha2::{Digest, Sha256};

use crate::api;
use crate::app::App;
use crate::error::{Absent, HttpError, Problems};
use crate::etag::hex;
use crate::export_tiles;
use crate::params::{ExportParams, PlaceOrCell, SelectionParams, StreetParams, TestParams};
use crate::pool::Pool;
use crate::reader::Reader;
use crate::reply::{self, Held, Reply};
use crate::selection::{pairs, selection_of};
use crate::tables::{Pairs, TableAsk};
use crate::tiles::TileLayer;

/// Who a file is made for unless another audience is named.
pub const AUDIENCE: Audience = Audience::Partnership;

/// A form of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values.
    Csv,
    /// `GeoJSON`.
    GeoJson,
    /// `GeoParquet`; plain Parquet of what has no place on a map.
    Parquet,
    /// Waypoints for a hand-held receiver.
    Gpx,
    /// Vector tiles in one file.
    PmTiles,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Csv,
        Self::GeoJson,
        Self::Parquet,
        Self::Gpx,
        Self::PmTiles,
    ];

    /// The end of the file's name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::GeoJson => "geojson",
            Self::Parquet => "parquet",
            Self::Gpx => "gpx",
            Self::PmTiles => "pmtiles",
        }
    }

    /// The format of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.word() == word)
    }

    fn media_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::GeoJson => "application/geo+json",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Gpx => "application/gpx+xml",
            Self::PmTiles => "application/vnd.pmtiles",
        })
    }
}

/// A file that was made.
#[derive(Debug)]
pub struct Exported {
    /// A telling name: table, source, period and audience.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Who it was made for.
    pub audience: Audience,
}

/// Makes a file of a book, as a server of it would.
///
/// - `book`: its folder.
/// - `asked`: table and format, and key and value of the selection and what is asked beside it.
/// - `own`: who asks; nobody gets more than their own audience may see.
///
/// # Errors
/// In words: a table, format or parameter that is not accepted, with those that are; what the disclosure
/// rule keeps back.
pub fn export(
    store: Arc<Store>,
    book: &Path,
    (table, format): (&str, Format),
    pairs: Vec<(String, String)>,
    own: Audience,
) -> Result<Exported, String> {
    let app = App::new(store, book, own, Arc::new(Pool::default()));
    let wish = Wish::read(table, format, pairs, &app).map_err(|error| in_words(&error))?;
    let made = wish.file(&app.for_audience(wish.audience));
    made.map_err(|error| in_words(&error))
}

/// With what would be accepted.
fn in_words(error: &HttpError) -> String {
    match error {
        HttpError::Missing { accepted, .. } if !accepted.is_empty() => {
            format!("{error}; use {}", accepted.join(", "))
        }
        _ => error.to_string(),
    }
}

/// What goes into a file.
enum Content {
    Table(TableAsk),
    Tiles(TileLayer),
}

/// A file that was asked for.
struct Wish {
    content: Content,
    format: Format,
    /// Only these rows; all where none is named.
    ids: Vec<String>,
    selection: Selection,
    audience: Audience,
}

impl Wish {
    fn read(word: &str, format: Format, mut pairs: Pairs, app: &App) -> Result<Self, HttpError> {
        let ids = if format == Format::PmTiles {
            Vec::new() // whoever names some is told that the parameter is not known
        } else {
            take_ids(&mut pairs)?
        };
        let (content, selection, audience) = if format == Format::PmTiles {
            let (layer, selection, audience) = tile_layer(word, pairs, app)?;
            (Content::Tiles(layer), selection, audience)
        } else {
            let read = TableAsk::read(word, pairs, app)?;
            let (ask, selection, audience) = read.ok_or_else(|| no_table(word, format, app))?;
            let has_form = match format {
                Format::GeoJson => ask.has_shapes(),
                Format::Gpx => ask.has_points(),
                _ => true,
            };
            if !has_form {
                return Err(HttpError::Missing {
                    what: "file",
                    asked: format!("{word}.{}", format.word()),
                    accepted: vec![format!("{word}.csv"), format!("{word}.parquet")],
                });
            }
            (Content::Table(ask), selection, audience)
        };
        Ok(Self {
            content,
            format,
            ids,
            selection,
            audience: audience_of(audience.as_deref(), app.policy.audience)?,
        })
    }

    /// What is asked beside the selection, in one form.
    fn text(&self) -> String {
        let content = match &self.content {
            Content::Table(ask) => ask.text(),
            Content::Tiles(layer) => format!("{} {}", layer.word(), layer.beside()),
        };
        format!(
            "export {content} {} {}",
            self.format.word(),
            self.ids.join(",")
        )
    }

    fn file(&self, app: &App) -> Result<Exported, HttpError> {
        let (name, bytes) = match &self.content {
            Content::Tiles(layer) => export_tiles::archive(app, layer, &self.selection)?,
            Content::Table(ask) => {
                let kept = app.table(ask, &self.selection)?;
                let some = self.some_of(&kept.0)?;
                let table = some.as_ref().unwrap_or(&kept.0);
                let bytes = self.written(table).map_err(|_| HttpError::Broken)?;
                (
                    file_stem(table.name(), table.provenance(), &self.ids),
                    bytes,
                )
            }
        };
        Ok(Exported {
            name: format!("{name}.{}", self.format.word()),
            bytes,
            audience: self.audience,
        })
    }

    /// The rows that were named; `None` where none were, and all are meant.
    fn some_of(&self, table: &Table) -> Result<Option<Table>, HttpError> {
        if self.ids.is_empty() {
            return Ok(None);
        }
        if !table.has_ids() {
            let reason = format!("rows of `{}` have no ids; leave ids out", table.name());
            return Err(SelectionError::new("ids", reason, [""; 0]).into());
        }
        let some = table.only(&self.ids).map_err(|id| {
            let reason = format!(
                "`{id}` is not in this table: it may have been in that of another selection or audience; leave it out"
            );
            SelectionError::new("ids", reason, [""; 0])
        })?;
        Ok(Some(some))
    }

    fn written(&self, table: &Table) -> Result<Vec<u8>, ReportError> {
        let mut bytes = Vec::new();
        match self.format {
            Format::GeoJson => table.write_geojson(&mut bytes)?,
            Format::Parquet => table.write_parquet(&mut bytes)?,
            Format::Gpx => table.write_gpx(&mut bytes)?,
            Format::Csv | Format::PmTiles => table.write_csv(&mut bytes)?,
        }
        Ok(bytes)
    }
}

/// `areas` with `layer=`, or any layer of tiles by its own word, with what may be asked beside it.
fn tile_layer(
    word: &str,
    pairs: Pairs,
    app: &App,
) -> Result<(TileLayer, Selection, Option<String>), HttpError> {
    if word == "near-repeat" {
        let extras = [
            "audience",
            "bands-metres",
            "bands-days",
            "permutations",
            "seed",
        ];
        let (selection, [audience, metres, days, permutations, seed]) =
            selection_of(pairs, extras)?;
        let [metres, days, permutations, seed] =
            [&metres, &days, &permutations, &seed].map(Option::as_deref);
        let ask = NearRepeatAsk::parse(metres, days, permutations, seed)?;
        return Ok((TileLayer::NearRepeat(ask), selection, audience));
    }
    if ["areas", "streets"].contains(&word)
        && let Some((ask, selection, audience)) = TableAsk::read(word, pairs.clone(), app)?
    {
        match ask {
            TableAsk::Areas(layer) => return Ok((TileLayer::Areas(layer), selection, audience)),
            TableAsk::Streets(asked) => {
                return Ok((TileLayer::Streets(asked), selection, audience));
            }
            _ => {}
        }
    }
    let layer = TileLayer::read(word, app)?;
    let (selection, [audience]) = selection_of(pairs, ["audience"])?;
    Ok((layer, selection, audience))
}

/// Takes `ids` out of the parameters: ids joined by commas.
fn take_ids(pairs: &mut Pairs) -> Result<Vec<String>, HttpError> {
    let mut named = pairs.extract_if(.., |(key, _)| key == "ids");
    let Some((_, text)) = named.next() else {
        return Ok(Vec::new());
    };
    if named.next().is_some() {
        return Err(SelectionError::new("ids", "stands twice; write it once", [""; 0]).into());
    }
    let ids = text.split(',').map(str::trim).filter(|id| !id.is_empty());
    let ids: Vec<String> = ids.map(ToOwned::to_owned).collect();
    if ids.is_empty() {
        let reason = "names no row; leave it out for all of them";
        return Err(SelectionError::new("ids", reason, [""; 0]).into());
    }
    Ok(ids)
}

fn no_table(word: &str, format: Format, app: &App) -> HttpError {
    let tables = TableAsk::WORDS.iter().flat_map(|table| {
        let formats = [Format::Csv, Format::GeoJson, Format::Parquet, Format::Gpx].into_iter();
        let formats = formats.filter(|format| match format {
            Format::GeoJson => !TableAsk::SHAPELESS.contains(table),
            Format::Gpx => TableAsk::POINTS.contains(table),
            _ => true,
        });
        formats.map(move |format| format!("{table}.{}", format.word()))
    });
    let areas = app.layers().map(|layer| format!("areas-{layer}.pmtiles"));
    let tiles = ["hotspots.pmtiles".to_owned()].into_iter().chain(areas);
    HttpError::Missing {
        what: "file",
        asked: format!("{word}.{}", format.word()),
        accepted: tables.chain(tiles).collect(),
    }
}

/// The audience asked for, where whoever asks may see as much.
fn audience_of(word: Option<&str>, own: Audience) -> Result<Audience, HttpError> {
    let Some(word) = word else {
        return Ok(if own.sees(AUDIENCE) { AUDIENCE } else { own });
    };
    let asked = Audience::parse(word).map_err(|error| {
        let all = ["analyst", "operational", "partnership"];
        SelectionError::new("audience", error.to_string(), all)
    })?;
    if own.sees(asked) {
        Ok(asked)
    } else {
        Err(HttpError::Withheld(format!(
            "a file for {asked} may be made by those who see as much; you are shown what {own} may see"
        )))
    }
}

/// `beatbook_hotspots_offence_2023-10-01_2024-09-30_partnership_3f2a91`: the last tells selections apart
/// that differ in more than source and period, and shortlists.
pub(crate) fn file_stem(table: &str, provenance: &Provenance, ids: &[String]) -> String {
    let parts = ["source", "from", "to", "audience"].map(|name| provenance.get(name));
    let mut stem = format!("beatbook_{table}");
    for part in parts.into_iter().flatten() {
        stem.push('_');
        stem.push_str(part);
    }
    let selection = provenance.get("selection").unwrap_or_default();
    let digest = Sha256::digest(format!("{selection}{}", ids.join(",")));
    stem.push('_');
    stem.push_str(&hex(digest.iter().take(3)));
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    stem.retain(plain);
    stem
}

/// A table, or a layer of tiles, as a file.
///
/// It is for `partnership` unless `audience` asks for more. Of what is asked beside the selection each table
/// takes what its own address takes: `hotspots` a test, `streets` an order, `areas` a layer, `week` a cell or
/// place. `ids` leaves the rows that it names. `week` and `hours` have no places, so no GeoJSON; GPX is of
/// `hotspots` and `places`; PMTiles are of `hotspots`, `counts`, `places`,
/// `streets`, `near-repeat`, `areas` and `base`.
#[utoipa::path(get, path = "/api/v1/export/{file}", tag = api::FILES, operation_id = "export",
    params(ExportParams, SelectionParams, TestParams, StreetParams, PlaceOrCell),
    responses(
        (status = 200, description = "The file", content(
            (String = "text/csv; charset=utf-8; header=present"),
            (Object = "application/geo+json"),
            (Vec<u8> = "application/vnd.apache.parquet"),
            (String = "application/gpx+xml"),
            (Vec<u8> = "application/vnd.pmtiles"),
        ), headers(("Content-Disposition" = String, description = "A telling name: table, source, period, audience"))),
        Held, Absent, Problems
    ))]
pub(crate) async fn file(
    Reader(app): Reader,
    extract::Path(file): extract::Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Reply {
    let named = file.rsplit_once('.');
    let (table, format) = named
        .and_then(|(table, word)| Some((table, Format::parse(word)?)))
        .ok_or_else(|| HttpError::Missing {
            what: "file",
            asked: file.clone(),
            accepted: Format::ALL
                .map(|format| format!("hotspots.{}", format.word()))
                .into(),
        })?;
    let wish = Wish::read(table, format, pairs(&uri)?, &app)?;
    let app = app.for_audience(wish.audience);
    let key = app.key_beside(&wish.selection, &wish.text());
    if let Some(held) = reply::held(&key, &headers) {
        return Ok(held);
    }
    app.work(move |app| {
        let file = wish.file(app)?;
        let mut response = reply::document(&key, wish.format.media_type(), file.bytes);
        let disposition = format!("attachment; filename=\"{}\"", file.name);
        if let Ok(value) = HeaderValue::try_from(disposition) {
            response
                .headers_mut()
                .insert(header::CONTENT_DISPOSITION, value);
        }
        Ok(response)
    })
    .await
}

#[cfg(test)]
#[path = "export_tests.rs"]
mod tests;
