//! Links: absolute, from the name by which the server was addressed.

use axum::http::HeaderMap;
use serde::Serialize;

use crate::headers::host;

pub(super) const JSON: &str = "application/json";
pub(super) const GEO_JSON: &str = "application/geo+json";

/// One link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Link {
    pub(super) href: String,
    pub(super) rel: &'static str,
    pub(super) r#type: &'static str,
    pub(super) title: &'static str,
}

/// The server as whoever asks names it: `http://127.0.0.1:8080`.
#[derive(Debug, Clone)]
pub(super) struct Root(String);

impl Root {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        Self(format!("http://{}", host(headers)))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// A link to an address below `/ogc`.
    pub(super) fn link(
        &self,
        path: &str,
        rel: &'static str,
        r#type: &'static str,
        title: &'static str,
    ) -> Link {
        self.at(&format!("/ogc{path}"), rel, r#type, title)
    }

    /// A link to any address of the server.
    pub(super) fn at(
        &self,
        path: &str,
        rel: &'static str,
        r#type: &'static str,
        title: &'static str,
    ) -> Link {
        Link {
            href: format!("{}{path}", self.0),
            rel,
            r#type,
            title,
        }
    }
}
