//! The document of all addresses, parameters and answers
//! (`OpenAPI` 3.1, <https://spec.openapis.org/oas/v3.1.1.html>), made from the handlers and from what
//! they send.

use std::sync::LazyLock;

use axum::body::Bytes;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::api;
use crate::etag::Key;

/// The document as it is sent.
pub(crate) struct Document {
    pub(crate) json: Bytes,
    pub(crate) key: Key,
    /// Templates of the addresses, in the order of their letters.
    pub(crate) addresses: Vec<String>,
}

/// The document, made when it is first needed.
pub(crate) static DOCUMENT: LazyLock<Document> = LazyLock::new(|| {
    let document = document();
    let json = text(&document);
    let addresses = document["paths"].as_object().map(Map::keys);
    Document {
        key: Key::of_hash(&Sha256::digest(&json)),
        addresses: addresses.into_iter().flatten().cloned().collect(),
        json: json.into(),
    }
});

fn text(document: &Value) -> String {
    format!("{document:#}")
}

fn document() -> Value {
    // A document of plain maps and lists can always be written.
    let mut document = serde_json::to_value(api::routes().into_openapi()).unwrap_or_default();
    name_ends(&mut document["paths"]);
    for path in items(&mut document["paths"]) {
        for operation in items(path) {
            confirmed(&mut operation["responses"]);
            linked(operation);
        }
    }
    for schema in items(&mut document["components"]["schemas"]) {
        null_is_there(schema);
    }
    document
}

/// The router knows no ends of names such as `.mvt`; the document does.
fn name_ends(paths: &mut Value) {
    let Some(paths) = paths.as_object_mut() else {
        return;
    };
    for (routed, written) in api::ENDS {
        if let Some(item) = paths.remove(routed) {
            paths.insert(written.into(), item);
        }
    }
    paths.sort_keys();
}

/// An answer that may be confirmed (304) carries what it is confirmed by.
fn confirmed(responses: &mut Value) {
    if responses.get("304").is_none() {
        return;
    }
    for status in ["200", "204", "304"] {
        if let Some(response) = responses.get_mut(status) {
            response["headers"]["ETag"] = json!({
                "description": "What the answer is confirmed by, in `If-None-Match`",
                "required": true,
                "schema": { "type": "string" },
            });
        }
    }
}

/// An answer in parts leads to the others.
fn linked(operation: &mut Value) {
    let parameters = operation["parameters"].as_array();
    let mut names = parameters.into_iter().flatten().map(|one| &one["name"]);
    if names.any(|name| name == "offset") {
        operation["responses"]["200"]["headers"]["Link"] = json!({
            "description": "Addresses of the parts before (`prev`) and after (`next`), where there are any (RFC 8288)",
            "schema": { "type": "string" },
        });
    }
}

/// What may be null is always there: only what is never null may be absent.
fn null_is_there(schema: &mut Value) {
    for part in schema["allOf"].as_array_mut().into_iter().flatten() {
        null_is_there(part);
    }
    let properties = schema["properties"].as_object();
    let nullable = properties.into_iter().flatten().filter(|(_, value)| {
        let is_null = |word: &Value| word == "null";
        let of_one = value["type"].as_array();
        let of_several = value["oneOf"].as_array();
        of_one.is_some_and(|types| types.iter().any(is_null))
            || of_several.is_some_and(|all| all.iter().any(|one| is_null(&one["type"])))
    });
    let mut required: Vec<Value> = nullable.map(|(name, _)| name.as_str().into()).collect();
    if required.is_empty() {
        return;
    }
    let before = schema["required"].as_array().cloned().unwrap_or_default();
    required.retain(|name| !before.contains(name));
    schema["required"] = [before, required].concat().into();
}

fn items(value: &mut Value) -> impl Iterator<Item = &mut Value> {
    value.as_object_mut().into_iter().flat_map(Map::values_mut)
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;
