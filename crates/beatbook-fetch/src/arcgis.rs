//! An ArcGIS feature layer, page by page.
//!
//! Three questions: what the layer is (`?f=json`), how many features it has (`returnCountOnly`), and
//! then the features in the order of their ids (`orderByFields`, `resultOffset`, `resultRecordCount`).
//! A server gives fewer than it is asked for when they would be too many bytes
//! (`exceededTransferLimit`), so the offset moves by what came. Pages stand in `<file>.pages` until
//! all are there; a stop costs one page, or all of them where the layer does not say when it was edited
//! last. At the end the number must be the one the layer said, no feature may have come twice, and
//! the date of the last edit must be what it was.

use std::collections::HashSet;
use std::fs::{self, File, TryLockError};
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::patience::{Errand, Failure, Patience, Tries};
use crate::record::{beside, write_whole};
use crate::web::Web;
use crate::{FetchError, Progress, Unit};

/// Features asked for at once, where the layer allows as many: a few MB at full resolution.
const PAGE: u64 = 500;
/// The most bytes of one answer.
const MOST: u64 = 512 << 20;

/// What a layer says of itself.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Layer {
    object_id_field: Option<String>,
    #[serde(default)]
    fields: Vec<Field>,
    max_record_count: Option<u64>,
    geometry_type: Option<String>,
    editing_info: Option<Editing>,
    advanced_query_capabilities: Option<Capabilities>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Editing {
    last_edit_date: Option<i64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Capabilities {
    #[serde(default)]
    supports_pagination: bool,
}

/// A column.
#[derive(Debug, Deserialize)]
pub(crate) struct Field {
    pub name: String,
    #[serde(rename = "type")]
    kind: String,
}

impl Layer {
    /// When it was edited last, in milliseconds since 1970, where it says so.
    fn edited(&self) -> Option<i64> {
        let editing = self.editing_info.as_ref();
        editing.and_then(|editing| editing.last_edit_date)
    }

    fn id(&self) -> Option<&str> {
        let marked = || {
            let field = self
                .fields
                .iter()
                .find(|field| field.kind == "esriFieldTypeOID");
            field.map(|field| field.name.as_str())
        };
        let plain = |name: &&str| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        };
        self.object_id_field
            .as_deref()
            .or_else(marked)
            .filter(plain)
    }
}

#[derive(Debug, Deserialize)]
struct Count {
    count: u64,
}

/// One page, its features as they were sent: no digit of a coordinate is touched.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Page<'a> {
    #[serde(borrow, default)]
    pub features: Vec<&'a RawValue>,
    #[serde(default)]
    pub fields: Vec<Field>,
    pub crs: Option<serde_json::Value>,
    #[serde(default)]
    exceeded_transfer_limit: bool,
    properties: Option<PageProperties>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageProperties {
    #[serde(default)]
    exceeded_transfer_limit: bool,
}

impl Page<'_> {
    /// GeoJSON has the mark among its properties, JSON at the top.
    fn more(&self) -> bool {
        let inside = self
            .properties
            .as_ref()
            .is_some_and(|page| page.exceeded_transfer_limit);
        self.exceeded_transfer_limit || inside
    }
}

/// ArcGIS answers with status 200 and says in the body what went wrong.
#[derive(Debug, Deserialize)]
struct Complaint {
    error: Option<Wrong>,
}

#[derive(Debug, Deserialize)]
struct Wrong {
    code: u16,
    #[serde(default)]
    message: String,
    #[serde(default)]
    details: Vec<String>,
}

#[derive(Deserialize)]
struct Identified<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow, alias = "properties")]
    attributes: Option<std::collections::HashMap<String, &'a RawValue>>,
}

/// What the pages that are here belong to; other pages are not continued.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Memo {
    address: String,
    question: String,
    count: u64,
    edited: Option<i64>,
}

/// All pages of a layer, in order.
pub(crate) struct Pages {
    folder: PathBuf,
    offsets: Vec<u64>,
    pub count: u64,
    pub geometry: bool,
    /// Held until the pages are put together.
    _lock: Lock,
}

/// Keeps a second fetch of the same layer away, and leaves nothing behind.
struct Lock {
    path: PathBuf,
    _file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path); // an empty file that is in nobody's way
    }
}

impl Pages {
    /// The text of each page, in order.
    pub(crate) fn texts(&self) -> impl Iterator<Item = Result<(PathBuf, String), FetchError>> {
        self.offsets.iter().map(|&offset| {
            let path = page_path(&self.folder, offset);
            let text = fs::read_to_string(&path).map_err(FetchError::disk("read", &path))?;
            Ok((path, text))
        })
    }

    /// Removes them.
    pub(crate) fn discard(self) {
        let _ = fs::remove_dir_all(&self.folder); // left pages are only continued where they fit
    }
}

fn page_path(folder: &Path, offset: u64) -> PathBuf {
    folder.join(format!("{offset:09}.json"))
}

/// What is asked page by page, and what the answers are held to.
struct Question {
    id: String,
    text: String,
    size: u64,
    geometry: bool,
    memo: Memo,
}

/// What a layer says of itself.
fn about(web: &Web, patience: &Patience, errand: Errand) -> Result<Layer, FetchError> {
    small(web, patience, errand, &format!("{}?f=json", errand.address))
}

/// Asks a layer what it is and how much it has.
fn inquire(
    web: &Web,
    patience: &Patience,
    errand: Errand,
    epsg: u32,
) -> Result<Question, FetchError> {
    let odd = |why: &str| FetchError::Layer(errand.address.into(), why.into());
    let layer = about(web, patience, errand)?;
    let edited = layer.edited();
    let id = layer
        .id()
        .ok_or_else(|| odd("names no id to sort its features by"))?
        .to_string();
    let can = layer.advanced_query_capabilities.as_ref();
    if !can.is_some_and(|can| can.supports_pagination) {
        return Err(odd("cannot be read page by page"));
    }
    let counting = "query?where=1%3D1&returnCountOnly=true&f=json";
    let counting = format!("{}/{counting}", errand.address);
    let Count { count } = small(web, patience, errand, &counting)?;
    if count == 0 {
        return Err(odd("says that it has no features"));
    }
    let kind = layer.geometry_type.unwrap_or_default();
    let geometry = !kind.is_empty();
    let shape = if geometry {
        format!("returnGeometry=true&outSR={epsg}&f=geojson")
    } else {
        "returnGeometry=false&f=json".to_string()
    };
    let text = format!("where=1%3D1&outFields=*&{shape}&orderByFields={id}");
    Ok(Question {
        size: layer.max_record_count.unwrap_or(PAGE).clamp(1, PAGE),
        memo: Memo {
            address: errand.address.into(),
            question: text.clone(),
            count,
            edited,
        },
        id,
        text,
        geometry,
    })
}

/// Gets all pages of a layer, going on where an earlier try stopped, and once anew when it was edited
/// while they came.
///
/// `epsg` is the coordinate system to ask for.
pub(crate) fn pages(
    web: &Web,
    patience: &Patience,
    errand: Errand,
    epsg: u32,
    limit: u64,
    watch: &mut dyn FnMut(&Progress),
) -> Result<Pages, FetchError> {
    let folder = beside(errand.path, ".pages");
    for _ in 0..2 {
        let question = inquire(web, patience, errand, epsg)?;
        let lock = take(&folder, errand.path, &question.memo)?;
        let got = gather(web, patience, errand, &question, &folder, limit, watch);
        // An edit meanwhile may be the very reason of these two.
        let (offsets, wrong) = match got {
            Ok(offsets) => (offsets, None),
            Err(error @ (FetchError::Count { .. } | FetchError::Twice(..))) => {
                (Vec::new(), Some(error))
            }
            Err(error) => return Err(error),
        };
        if about(web, patience, errand)?.edited() != question.memo.edited {
            continue;
        }
        return match wrong {
            Some(error) => Err(error),
            None => Ok(Pages {
                folder,
                offsets,
                count: question.memo.count,
                geometry: question.geometry,
                _lock: lock,
            }),
        };
    }
    let _ = fs::remove_dir_all(&folder); // they belong to different states of the layer
    Err(FetchError::Layer(
        errand.address.into(),
        "was edited twice while it was fetched, so nothing was kept".into(),
    ))
}

/// Gets the pages that are not in `folder` yet, and says at which offsets they begin.
fn gather(
    web: &Web,
    patience: &Patience,
    errand: Errand,
    question: &Question,
    folder: &Path,
    limit: u64,
    watch: &mut dyn FnMut(&Progress),
) -> Result<Vec<u64>, FetchError> {
    let odd = |why: String| FetchError::Layer(errand.address.into(), why);
    let count = question.memo.count;
    // Pages that turn out wrong are not kept for a next time.
    let wrong = |error: FetchError| {
        let _ = fs::remove_dir_all(folder);
        error
    };

    let mut seen = HashSet::new();
    let mut offsets = Vec::new();
    let mut bytes = 0;
    let mut given = 0;
    loop {
        let path = page_path(folder, given);
        let text = match fs::read_to_string(&path) {
            Ok(text) if serde_json::from_str::<Page>(&text).is_ok() => text,
            _ => {
                let Question { text, size, .. } = question;
                let address = format!(
                    "{}/query?{text}&resultOffset={given}&resultRecordCount={size}",
                    errand.address
                );
                let text = answer(web, patience, errand, &address)?;
                write_whole(&path, text.as_bytes())?;
                text
            }
        };
        bytes += text.len() as u64;
        if bytes > limit {
            return Err(wrong(FetchError::TooLarge {
                address: errand.address.into(),
                limit_mib: limit >> 20,
            }));
        }
        let page: Page =
            serde_json::from_str(&text).map_err(|error| wrong(odd(error.to_string())))?;
        for feature in &page.features {
            let told = identify(feature, &question.id)
                .ok_or_else(|| wrong(odd(format!("gave a feature without {}", question.id))))?;
            if !seen.insert(told.clone()) {
                return Err(wrong(FetchError::Twice(errand.address.into(), told)));
            }
        }
        let came = page.features.len() as u64;
        if came > 0 {
            offsets.push(given);
        }
        given += came;
        watch(&Progress {
            done: given,
            of: Some(count),
            unit: Unit::Features,
        });
        if came == 0 || given > count || (given == count && !page.more()) {
            break;
        }
    }
    if given != count {
        return Err(wrong(FetchError::Count {
            address: errand.address.into(),
            said: count,
            given,
        }));
    }
    Ok(offsets)
}

/// Makes the folder of pages ours, and empties it when its pages belong to another question.
fn take(folder: &Path, target: &Path, memo: &Memo) -> Result<Lock, FetchError> {
    fs::create_dir_all(folder).map_err(FetchError::disk("make", folder))?;
    let lock = lock(target)?;
    let memo_path = folder.join("layer.toml");
    let had = fs::read_to_string(&memo_path)
        .ok()
        .and_then(|text| toml::from_str::<Memo>(&text).ok());
    // Without a date of its last edit nothing says that the layer is still the one they came from.
    if memo.edited.is_none() || had.as_ref() != Some(memo) {
        fs::remove_dir_all(folder).map_err(FetchError::disk("empty", folder))?;
        fs::create_dir_all(folder).map_err(FetchError::disk("make", folder))?;
        let text = toml::to_string(memo)
            .map_err(|error| FetchError::Record(memo_path.clone(), error.to_string()))?;
        write_whole(&memo_path, text.as_bytes())?;
    }
    Ok(lock)
}

fn lock(target: &Path) -> Result<Lock, FetchError> {
    let path = beside(target, ".pages.lock");
    let file = File::create(&path).map_err(FetchError::disk("write", &path))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { path, _file: file }),
        Err(TryLockError::WouldBlock) => Err(FetchError::Busy(target.into())),
        Err(TryLockError::Error(error)) => Err(FetchError::Disk("lock", path, error)),
    }
}

/// The id of a feature: its own in GeoJSON, among its attributes in JSON.
fn identify(feature: &RawValue, field: &str) -> Option<String> {
    let feature: Identified = serde_json::from_str(feature.get()).ok()?;
    let told = feature
        .id
        .or_else(|| feature.attributes?.get(field).copied())?;
    Some(told.get().to_string())
}

fn small<T: DeserializeOwned>(
    web: &Web,
    patience: &Patience,
    errand: Errand,
    address: &str,
) -> Result<T, FetchError> {
    let text = answer(web, patience, errand, address)?;
    serde_json::from_str(&text).map_err(|error| {
        FetchError::Layer(
            errand.address.into(),
            format!("is described in an unknown way ({error})"),
        )
    })
}

/// One JSON answer, asked for again while the server is busy.
fn answer(
    web: &Web,
    patience: &Patience,
    errand: Errand,
    address: &str,
) -> Result<String, FetchError> {
    Tries::new(patience, errand).run(|| {
        let mut text = String::new();
        web.get(address, &[])?
            .into_body()
            .into_with_config()
            .limit(MOST)
            .reader()
            .read_to_string(&mut text)
            .map_err(|error| Failure::passing(format!("the connection broke: {error}")))?;
        let complaint: Complaint = serde_json::from_str(&text)
            .map_err(|error| Failure::passing(format!("the answer is no JSON: {error}")))?;
        match complaint.error {
            None => Ok(text),
            Some(wrong) if matches!(wrong.code, 408 | 429 | 500 | 502 | 503 | 504) => Err(
                Failure::passing(format!("error {}: {}", wrong.code, wrong.message)),
            ),
            Some(wrong) => {
                let details = wrong.details.join(", ");
                let why = format!(
                    "answers with error {} ({} {details})",
                    wrong.code, wrong.message
                );
                Err(FetchError::Layer(errand.address.into(), why.replace(" )", ")")).into())
            }
        }
    })
}

#[cfg(test)]
#[path = "arcgis_tests.rs"]
mod tests;
