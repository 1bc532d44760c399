//! Which collections there are.

use beatbook_core::{HotTest, Selection};
use serde_json::{Value, json};

use super::asked::{Asked, CRS84};
use super::links::{GEO_JSON, JSON, Link, Root};
use crate::app::App;
use crate::error::HttpError;
use crate::tables::TableAsk;

/// A collection of features: a table under a name.
#[derive(Debug, Clone)]
pub(super) struct Collection {
    id: String,
    title: String,
    description: &'static str,
    pub(super) table: TableAsk,
}

impl Collection {
    /// All collections of a book, in a fixed order.
    pub(super) fn all(app: &App) -> Vec<Self> {
        let one = |id: &str, title: &str, description, table| Self {
            id: id.into(),
            title: title.into(),
            description,
            table,
        };
        let mut all = vec![
            one(
                "groups",
                "Hotspots",
                "Outlines of tested hotspots, in order of rank",
                TableAsk::Hotspots(HotTest::Exact),
            ),
            one(
                "places",
                "Repeat locations",
                "Places with repeated incidents, in order of rank",
                TableAsk::Places,
            ),
            one(
                "cells",
                "Units",
                "Every unit of the study area with its count; of hot ones also their test",
                TableAsk::Cells,
            ),
        ];
        all.extend(app.layers().map(|layer| Self {
            id: format!("areas-{layer}"),
            title: format!("Areas: {}", crate::dto::labels::layer(layer)),
            description: "Areas of the layer with their counts, in the order of the layer",
            table: TableAsk::Areas(layer.clone()),
        }));
        all
    }

    pub(super) fn find(app: &App, id: &str) -> Result<Self, HttpError> {
        let mut all = Self::all(app);
        let Some(at) = all.iter().position(|one| one.id == id) else {
            return Err(HttpError::Missing {
                what: "collection",
                asked: id.into(),
                accepted: all.into_iter().map(|one| one.id).collect(),
            });
        };
        Ok(all.swap_remove(at))
    }

    /// What the standard wants to know of a collection.
    pub(super) fn described(&self, app: &App, root: &Root) -> Value {
        let about = app.store.about();
        let (first, last) = about.period;
        json!({
            "id": self.id,
            "title": self.title,
            "description": self.description,
            "extent": {
                "spatial": { "bbox": [about.bounds], "crs": CRS84 },
                "temporal": {
                    "interval": [[format!("{first}T00:00:00Z"), format!("{last}T23:59:59Z")]],
                    "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
                },
            },
            "itemType": "feature",
            "crs": [CRS84],
            "links": [
                root.link(&self.path(), "self", JSON, "This collection"),
                root.link(&format!("{}/items", self.path()), "items", GEO_JSON, "Its features"),
            ],
        })
    }

    /// The page itself, the ones before and after it, and its collection.
    pub(super) fn links_of_page(&self, root: &Root, asked: &Asked, matched: usize) -> Vec<Link> {
        let at = |offset, rel, title| {
            let path = format!("{}/items?{}", self.path(), asked.query(offset));
            root.link(&path, rel, GEO_JSON, title)
        };
        let mut links = vec![at(asked.offset, "self", "This page")];
        let next = asked.offset.saturating_add(asked.limit);
        if next < matched {
            links.push(at(next, "next", "The next page"));
        }
        if asked.offset > 0 {
            let before = asked.offset.saturating_sub(asked.limit);
            links.push(at(before, "prev", "The page before"));
        }
        links.push(root.link(&self.path(), "collection", JSON, "Their collection"));
        links
    }

    /// A feature itself and its collection.
    pub(super) fn links_of(&self, root: &Root, feature: &str, selection: &Selection) -> Vec<Link> {
        let query = selection.to_string();
        let query = if query.is_empty() {
            query
        } else {
            format!("?{query}")
        };
        let path = format!("{}/items/{feature}{query}", self.path());
        vec![
            root.link(&path, "self", GEO_JSON, "This feature"),
            root.link(&self.path(), "collection", JSON, "Its collection"),
        ]
    }

    fn path(&self) -> String {
        format!("/collections/{}", self.id)
    }
}
