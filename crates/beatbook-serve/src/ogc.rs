//! OGC API - Features, part 1: core (<https://docs.ogc.org/is/17-069r4/17-069r4.html>), as `GeoJSON`, under
//! `/ogc`: the tables of [`crate::tables`] for programs that know that standard, such as QGIS and GDAL.
//!
//! The keys of a selection are parameters of a collection beside `limit`, `offset`, `bbox`, `bbox-crs`,
//! `datetime` and `f`. Features come in the order of their table, which is the same at every request, and
//! carry no time stamp: equal requests give equal bytes.

mod asked;
mod collections;
mod links;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, Uri};
use beatbook_report::{Feature, Provenance, Table};
use serde::Serialize;
use serde_json::json;

use crate::api;
use crate::app::App;
use crate::error::{Absent, HttpError, Problems};
use crate::etag::Key;
use crate::params::{CollectionParam, FeatureParam, FormParam, ItemsParams, SelectionParams};
use crate::reader::Reader;
use crate::reply::{self, Held, Reply};
use crate::selection::selection_of;
use asked::{Asked, pairs_without_form};
use collections::Collection;
use links::{GEO_JSON, JSON, Link, Root};

/// What is kept of the standard. HTML is not offered; the document of the interface is `OpenAPI` 3.1, for
/// which the standard has no class.
const CLASSES: [&str; 2] = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
];

/// Where everything is (OGC API - Features).
#[utoipa::path(get, path = "/ogc", tag = api::FEATURES, params(FormParam),
    responses((status = 200, description = "Title and links", body = Object), Held, Problems))]
pub(crate) async fn landing(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    nothing_beside_form(&uri)?;
    let root = Root::of(&headers);
    let about = app.store.about();
    let mark = if about.synthetic {
        "SYNTHETIC data: this city does not exist. "
    } else {
        ""
    };
    let page = json!({
        "title": about.title,
        "description": format!(
            "{mark}Tested hotspots, counts and repeat locations of book {}, as {} may see them.",
            about.book, app.policy.audience
        ),
        "links": [
            root.link("", "self", JSON, "This page"),
            root.at(
                "/api/v1/openapi.json",
                "service-desc",
                "application/vnd.oai.openapi+json;version=3.1",
                "The interface",
            ),
            root.link("/conformance", "conformance", JSON, "What is kept of the standard"),
            root.link("/collections", "data", JSON, "The collections"),
        ],
    });
    json(&app, &root, "landing", &headers, &page)
}

/// What is kept of the standard.
#[utoipa::path(get, path = "/ogc/conformance", tag = api::FEATURES, params(FormParam),
    responses((status = 200, description = "Classes of the standard", body = Object), Held, Problems))]
pub(crate) async fn conformance(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    nothing_beside_form(&uri)?;
    let page = json!({ "conformsTo": CLASSES });
    json(&app, &Root::of(&headers), "conformance", &headers, &page)
}

/// The collections of features.
#[utoipa::path(get, path = "/ogc/collections", tag = api::FEATURES, params(FormParam),
    responses((status = 200, description = "Collections and links", body = Object), Held, Problems))]
pub(crate) async fn collections(Reader(app): Reader, uri: Uri, headers: HeaderMap) -> Reply {
    nothing_beside_form(&uri)?;
    let root = Root::of(&headers);
    let all = Collection::all(&app);
    let page = json!({
        "links": [root.link("/collections", "self", JSON, "The collections")],
        "collections": all.iter().map(|one| one.described(&app, &root)).collect::<Vec<_>>(),
    });
    json(&app, &root, "collections", &headers, &page)
}

/// One collection.
#[utoipa::path(get, path = "/ogc/collections/{id}", tag = api::FEATURES,
    params(CollectionParam, FormParam),
    responses((status = 200, description = "The collection", body = Object), Held, Absent, Problems))]
pub(crate) async fn collection(
    Reader(app): Reader,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Reply {
    nothing_beside_form(&uri)?;
    let collection = Collection::find(&app, &id)?;
    let root = Root::of(&headers);
    let page = collection.described(&app, &root);
    let beside = format!("collection {id}");
    json(&app, &root, &beside, &headers, &page)
}

/// The features of a collection, page by page.
#[utoipa::path(get, path = "/ogc/collections/{id}/items", tag = api::FEATURES, operation_id = "features",
    params(CollectionParam, ItemsParams, FormParam, SelectionParams),
    responses((status = 200, description = "A page of features, as GeoJSON", content_type = "application/geo+json", body = Object), Held, Absent, Problems))]
pub(crate) async fn items(
    Reader(app): Reader,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Reply {
    let collection = Collection::find(&app, &id)?;
    let asked = Asked::read(&uri)?;
    let root = Root::of(&headers);
    let beside = format!("ogc {} {id} {}", root.as_str(), asked.beside());
    let key = app.key_beside(&asked.selection, &beside);
    if let Some(held) = reply::held(&key, &headers) {
        return Ok(held);
    }
    app.work(move |app| {
        let kept = app.table(&collection.table, &asked.selection)?;
        let page = Page::new(&kept.0, &collection, &asked, &root);
        document(&key, &page)
    })
    .await
}

/// One feature.
#[utoipa::path(get, path = "/ogc/collections/{id}/items/{feature}", tag = api::FEATURES, operation_id = "feature",
    params(CollectionParam, FeatureParam, FormParam, SelectionParams),
    responses((status = 200, description = "The feature, as GeoJSON", content_type = "application/geo+json", body = Object), Held, Absent, Problems))]
pub(crate) async fn item(
    Reader(app): Reader,
    Path((id, feature)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Reply {
    let collection = Collection::find(&app, &id)?;
    let (selection, []) = selection_of(pairs_without_form(&uri)?, [])?;
    let root = Root::of(&headers);
    let beside = format!("ogc {} {id} feature {feature}", root.as_str());
    let key = app.key_beside(&selection, &beside);
    if let Some(held) = reply::held(&key, &headers) {
        return Ok(held);
    }
    app.work(move |app| {
        let kept = app.table(&collection.table, &selection)?;
        let row = kept.0.row_of(&feature);
        let found = row.and_then(|row| kept.0.feature(row));
        let found = found.ok_or_else(|| HttpError::Missing {
            what: "feature",
            asked: feature.clone(),
            accepted: (0..kept.0.rows().len().min(20))
                .filter_map(|row| Some(kept.0.id(row)?.to_owned()))
                .collect(),
        })?;
        let page = One {
            feature: found,
            provenance: kept.0.provenance(),
            links: collection.links_of(&root, &feature, &selection),
        };
        document(&key, &page)
    })
    .await
}

/// A page of features.
#[derive(Serialize)]
struct Page<'a> {
    r#type: &'static str,
    links: Vec<Link>,
    #[serde(rename = "numberMatched")]
    matched: usize,
    #[serde(rename = "numberReturned")]
    returned: usize,
    provenance: &'a Provenance,
    features: Vec<Feature<'a>>,
}

#[derive(Serialize)]
struct One<'a> {
    #[serde(flatten)]
    feature: Feature<'a>,
    provenance: &'a Provenance,
    links: Vec<Link>,
}

impl<'a> Page<'a> {
    fn new(table: &'a Table, collection: &Collection, asked: &Asked, root: &Root) -> Self {
        let rows = 0..table.rows().len();
        let matching: Vec<usize> = match &asked.bbox {
            Some(bbox) => rows.filter(|&row| bbox.meets(table, row)).collect(),
            None => rows.collect(),
        };
        let page = matching.iter().skip(asked.offset).take(asked.limit);
        let features: Vec<Feature<'a>> = page.filter_map(|&row| table.feature(row)).collect();
        Self {
            r#type: "FeatureCollection",
            links: collection.links_of_page(root, asked, matching.len()),
            matched: matching.len(),
            returned: features.len(),
            provenance: table.provenance(),
            features,
        }
    }
}

fn nothing_beside_form(uri: &Uri) -> Result<(), HttpError> {
    asked::nothing(&pairs_without_form(uri)?)
}

/// A document that no selection changes.
fn json(
    app: &App,
    root: &Root,
    beside: &str,
    headers: &HeaderMap,
    page: &serde_json::Value,
) -> Reply {
    let beside = format!("ogc {} {beside}", root.as_str());
    let key = app.key_beside(&beatbook_core::Selection::default(), &beside);
    match reply::held(&key, headers) {
        Some(held) => Ok(held),
        None => reply::json(&key, page),
    }
}

fn document(key: &Key, page: &impl Serialize) -> Reply {
    let bytes = serde_json::to_vec(page).map_err(|_| HttpError::Broken)?;
    let content = HeaderValue::from_static(GEO_JSON);
    Ok(reply::document(key, content, bytes))
}

#[cfg(test)]
#[path = "ogc_tests.rs"]
mod tests;
