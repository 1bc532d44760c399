use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::DOCUMENT;

fn document() -> Value {
    serde_json::from_slice(&DOCUMENT.json).unwrap()
}

fn operations(document: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    paths.map(|(path, item)| (path, &item["get"]))
}

#[test]
fn the_document_on_disk_is_the_one_that_is_served() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let served = String::from_utf8(DOCUMENT.json.to_vec()).unwrap() + "\n";
    if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        std::fs::write(&file, &served).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        kept == served,
        "openapi.json is not what the code says; run `cargo xtask bless`, then `npm run types` in frontend"
    );
}

#[test]
fn every_operation_is_named_grouped_and_says_what_it_may_answer() {
    let document = document();
    let mut names = BTreeSet::new();
    for (path, get) in operations(&document) {
        assert!(names.insert(get["operationId"].as_str().unwrap()), "{path}");
        assert_eq!(get["tags"].as_array().unwrap().len(), 1, "{path}");
        assert!(get["summary"].is_string(), "{path}");
        for status in ["200", "400", "403", "405", "414", "421", "500", "503"] {
            assert!(get["responses"][status].is_object(), "{path} {status}");
        }
        let is_kept = get["responses"]["304"].is_object();
        let has_tag = get["responses"]["200"]["headers"]["ETag"].is_object();
        assert_eq!(is_kept, has_tag, "{path}");
    }
}

#[test]
fn every_field_says_what_it_means_and_every_null_when() {
    let document = document();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        let own = schema["allOf"].as_array().and_then(|parts| parts.last());
        let properties = own.unwrap_or(schema)["properties"].as_object();
        for (field, about) in properties.into_iter().flatten() {
            let own = std::iter::once(about);
            let texts = own.chain(about["oneOf"].as_array().into_iter().flatten());
            let texts: Vec<&str> = texts
                .filter_map(|one| one["description"].as_str())
                .collect();
            let meaning = texts.join(" ");
            assert!(!meaning.is_empty(), "{name}.{field}");
            let is_null = |word: &Value| word == "null";
            let types = about["type"].as_array().into_iter().flatten();
            let ones = about["oneOf"].as_array().into_iter().flatten();
            if types.chain(ones.map(|one| &one["type"])).any(is_null) {
                assert!(meaning.contains("null"), "{name}.{field}: {meaning}");
            }
        }
    }
}

#[test]
fn all_references_lead_somewhere() {
    fn walk<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Object(map) => {
                found.extend(map.get("$ref").and_then(Value::as_str));
                map.values().for_each(|value| walk(value, found));
            }
            Value::Array(list) => list.iter().for_each(|value| walk(value, found)),
            _ => {}
        }
    }
    let document = document();
    let mut found = Vec::new();
    walk(&document, &mut found);
    assert!(!found.is_empty());
    for reference in found {
        let pointer = reference.trim_start_matches('#');
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}
