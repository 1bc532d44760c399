//! What can be fetched: the `source.toml` files of the folder `boundaries`, built into the program,
//! and any other one that is named by its path.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rust_embed::Embed;
use serde::Deserialize;

use crate::{FetchError, Month};

#[derive(Embed)]
#[folder = "../../boundaries"]
struct Folder;

/// The file in every folder of the catalogue.
const NAME: &str = "source.toml";

/// One product of one publisher.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its name here: product, nation and vintage.
    #[serde(skip)]
    pub name: String,
    /// Its name there.
    pub title: String,
    /// Id of the layer it is used as, such as `lsoa21`.
    pub layer: Option<String>,
    /// `lsoa`, `ward`, `index`, `lookup`, `population`, `events`, ...
    pub kind: String,
    /// The year it describes.
    pub vintage: Option<u16>,
    /// The layer whose codes it carries.
    pub fits: Option<String>,
    /// What it covers.
    pub nation: Option<String>,
    /// Areas in England.
    pub areas: Option<u64>,
    /// Who publishes it.
    pub publisher: String,
    /// Under which licence.
    pub licence: String,
    /// What to print where it is shown.
    pub attribution: Vec<String>,
    /// The coordinate system it is published in.
    pub crs: Option<String>,
    /// Where people find it.
    pub page: String,
    /// What to know before using it.
    #[serde(default)]
    pub notes: Vec<String>,
    /// What its columns mean.
    #[serde(default)]
    pub fields: toml::Table,
    /// What there is to fetch; the first is taken when none is named.
    #[serde(default, rename = "file")]
    pub files: Vec<Entry>,
}

/// One file of a source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its name within the source.
    pub id: String,
    /// One line about it.
    pub what: String,
    /// How it is got.
    pub protocol: Protocol,
    /// From where; `{month}` stands for the month in a police archive.
    pub address: String,
    /// What it is called on disk; `{month}` as in the address.
    pub file: String,
    /// SHA-256 of the file, where it is known.
    pub sha256: Option<String>,
    /// Rows or features, where it is known.
    pub rows: Option<u64>,
    /// The most that is taken, in MiB; 4,096 where nothing is said.
    pub limit_mib: Option<u64>,
    /// Whether the address was read in use in several places that do not copy each other.
    #[serde(default)]
    pub verified: bool,
    /// Which months an archive holds.
    pub archive: Option<Archive>,
}

/// How a file is got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protocol {
    /// As it is, by HTTP.
    File,
    /// Page by page from an ArcGIS feature layer.
    Arcgis,
    /// One of the monthly archives of data.police.uk.
    PoliceArchive,
}

/// Which months the archives of data.police.uk hold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Archive {
    /// The oldest archive.
    pub first: String,
    /// The oldest month in any of them.
    pub data_from: String,
    /// The last archive that holds everything since then.
    pub whole_until: String,
    /// How many months the later ones hold, their own included.
    pub months: u32,
}

impl Source {
    /// Reads a source.toml; `from` is said in messages.
    ///
    /// # Errors
    /// [`FetchError::BadSource`].
    pub fn read(name: &str, from: &str, text: &str) -> Result<Self, FetchError> {
        let bad = |why: String| FetchError::BadSource(from.into(), why);
        let mut source: Self = toml::from_str(text)
            .map_err(|error| bad(error.to_string().trim().replace('\n', " ")))?;
        source.name = name.into();
        for entry in &source.files {
            entry
                .check()
                .map_err(|why| bad(format!("file `{}`: {why}", entry.id)))?;
            if source
                .files
                .iter()
                .filter(|other| other.id == entry.id)
                .count()
                > 1
            {
                return Err(bad(format!("two files are called `{}`", entry.id)));
            }
        }
        Ok(source)
    }

    /// The files that are meant: the first, one by its id, or all of them with `*`.
    ///
    /// # Errors
    /// [`FetchError::NoSuchFile`].
    pub fn wanted(&self, id: Option<&str>) -> Result<Vec<&Entry>, FetchError> {
        let found: Vec<&Entry> = match id {
            None => self.files.iter().take(1).collect(),
            Some("*") => self.files.iter().collect(),
            Some(id) => self.files.iter().filter(|entry| entry.id == id).collect(),
        };
        if found.is_empty() {
            let ids: Vec<&str> = self.files.iter().map(|entry| entry.id.as_str()).collect();
            let asked = id.unwrap_or_default().to_string();
            return Err(FetchError::NoSuchFile(
                self.name.clone(),
                asked,
                ids.join(", "),
            ));
        }
        Ok(found)
    }
}

impl Entry {
    fn check(&self) -> Result<(), String> {
        // It becomes a path on the user's disk.
        if self.file.is_empty()
            || self.file.starts_with('.')
            || self.file.contains(['/', '\\', ':'])
        {
            return Err(format!("`{}` is not a plain file name", self.file));
        }
        if let Some(hash) = &self.sha256
            && (hash.len() != 64
                || !hash
                    .bytes()
                    .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)))
        {
            return Err("sha256 takes 64 hexadecimal digits in lower case".into());
        }
        let monthly = self.protocol == Protocol::PoliceArchive;
        for text in [&self.address, &self.file] {
            if monthly != text.contains("{month}") {
                return Err(format!(
                    "{{month}} belongs in the address and file of a police archive, and nowhere else: {text}"
                ));
            }
        }
        match &self.archive {
            Some(archive) if monthly => {
                for month in [&archive.first, &archive.data_from, &archive.whole_until] {
                    Month::parse(month).map_err(|error| error.to_string())?;
                }
                if archive.months == 0 {
                    return Err("an archive holds at least one month".into());
                }
                Ok(())
            }
            None if !monthly => Ok(()),
            _ => Err("a police archive, and nothing else, needs [file.archive]".into()),
        }
    }

    /// The most that is taken, in bytes.
    pub(crate) fn limit(&self) -> u64 {
        self.limit_mib.unwrap_or(4_096).saturating_mul(1 << 20)
    }
}

/// Everything that is built in, by name.
///
/// # Errors
/// [`FetchError::BadSource`] when the program was built with a catalogue it cannot read.
pub fn catalogue() -> Result<BTreeMap<String, Source>, FetchError> {
    let mut all = BTreeMap::new();
    for path in Folder::iter() {
        let Some(name) = path
            .strip_suffix(NAME)
            .and_then(|path| path.strip_suffix('/'))
        else {
            continue;
        };
        let Some(file) = Folder::get(&path) else {
            continue;
        };
        let source = Source::read(name, &path, &String::from_utf8_lossy(&file.data))?;
        all.insert(name.to_string(), source);
    }
    Ok(all)
}

/// Finds `name`, `name#file` or `name#*`, where a name that ends in `.toml` is the path of a
/// source.toml of the user's own.
///
/// # Errors
/// [`FetchError::NoSuchSource`], [`FetchError::BadSource`].
pub fn find(asked: &str) -> Result<(Source, Option<String>), FetchError> {
    let (name, id) = match asked.split_once('#') {
        Some((name, id)) => (name, Some(id.to_string())),
        None => (asked, None),
    };
    if Path::new(name).extension().is_some_and(|end| end == "toml") {
        return Ok((own(Path::new(name))?, id));
    }
    let mut all = catalogue()?;
    let Some(source) = all.remove(name) else {
        let names: Vec<String> = all.into_keys().collect();
        return Err(FetchError::NoSuchSource(asked.into(), names.join(", ")));
    };
    Ok((source, id))
}

fn own(path: &Path) -> Result<Source, FetchError> {
    let text = fs::read_to_string(path).map_err(FetchError::disk("read", path))?;
    let called = |path: &Path| {
        path.file_name()
            .map(|name| name.to_string_lossy().into_owned())
    };
    let stem = path
        .file_stem()
        .map(|name| name.to_string_lossy().into_owned());
    // `imd-wales-2019/source.toml` is called after its folder, `imd-wales-2019.toml` after itself.
    let name = if called(path).as_deref() == Some(NAME) {
        path.parent().and_then(called).or(stem)
    } else {
        stem
    };
    Source::read(
        &name.unwrap_or_default(),
        &path.display().to_string(),
        &text,
    )
}

#[cfg(test)]
#[path = "catalogue_tests.rs"]
mod tests;
