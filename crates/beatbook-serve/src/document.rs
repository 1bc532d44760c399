//! The document of all addresses, parameters and answers
//! (`OpenAPI` 3.1, <https://spec.openapis.org/oas/v3.1.1.html>), made from the handlers and from what
//! they send.

use std::collections::BTreeMap;
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
    named_as_registered(&mut document);
    for part in ["parameters", "responses"] {
        say_once(&mut document, part);
    }
    document
}

/// utoipa writes `u-int32`; the registry (<https://spec.openapis.org/registry/format/>) has `uint32`.
fn named_as_registered(value: &mut Value) {
    if let Some(Value::String(format)) = value.get_mut("format") {
        *format = format.replace("u-int", "uint");
    }
    match value {
        Value::Object(map) => map.values_mut().for_each(named_as_registered),
        Value::Array(list) => list.iter_mut().for_each(named_as_registered),
        _ => {}
    }
}

/// What several operations say in the same words is said once, among the components.
fn say_once(document: &mut Value, part: &str) {
    let mut said: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    each_named(document, part, |name, value| {
        said.entry(name).or_default().push(value.clone());
    });
    said.retain(|_, all| all.len() > 1 && all.iter().all(|one| *one == all[0]));
    each_named(document, part, |name, value| {
        if said.contains_key(&name) {
            *value = json!({ "$ref": format!("#/components/{part}/{name}") });
        }
    });
    for (name, mut all) in said {
        document["components"][part][name] = all.swap_remove(0);
    }
}

/// The parameters of all operations by their names, or the responses by their status.
fn each_named(document: &mut Value, part: &str, mut each: impl FnMut(String, &mut Value)) {
    for path in items(&mut document["paths"]) {
        for operation in items(path) {
            match operation.get_mut(part) {
                Some(Value::Array(list)) => {
                    for value in list {
                        let name = value["name"].as_str().unwrap_or_default().to_owned();
                        each(name, value);
                    }
                }
                Some(Value::Object(map)) => {
                    map.iter_mut()
                        .for_each(|(status, value)| each(status.clone(), value));
                }
                _ => {}
            }
        }
    }
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
    let parts = schema.get_mut("allOf").and_then(Value::as_array_mut);
    parts.into_iter().flatten().for_each(null_is_there);
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
