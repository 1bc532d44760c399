use std::fmt::Write as _;

use super::*;
use crate::test_server::{Asked, Reply, Server, hurried};

/// A layer of `count` features that gives at most `most` at once.
fn layer(asked: &Asked, count: usize, most: usize) -> Reply {
    if !asked.path.contains("/query?") {
        return about();
    }
    if asked.query("returnCountOnly").is_some() {
        return Reply::body(format!(r#"{{"count":{count}}}"#));
    }
    page(asked, count, most)
}

fn about() -> Reply {
    Reply::body(
        r#"{"objectIdField":"FID","maxRecordCount":2000,"geometryType":"esriGeometryPolygon",
        "fields":[{"name":"FID","type":"esriFieldTypeOID"}],"editingInfo":{"lastEditDate":1},
        "advancedQueryCapabilities":{"supportsPagination":true}}"#,
    )
}

fn page(asked: &Asked, count: usize, most: usize) -> Reply {
    let number = |name| asked.query(name).unwrap().parse::<usize>().unwrap();
    let offset = number("resultOffset");
    let until = (offset + number("resultRecordCount").min(most)).min(count);
    let mut features = String::new();
    for id in offset..until {
        let comma = if id == offset { "" } else { "," };
        let _ = write!(
            features,
            r#"{comma}{{"type":"Feature","id":{},"geometry":{{"type":"Point","coordinates":[384400.{id},398244.10]}},"properties":{{"FID":{}}}}}"#,
            id + 1,
            id + 1
        );
    }
    let more = until < count;
    Reply::body(format!(
        r#"{{"type":"FeatureCollection","properties":{{"exceededTransferLimit":{more}}},"features":[{features}]}}"#
    ))
}

fn get(address: &str, path: &Path) -> Result<Pages, FetchError> {
    let patience = hurried();
    let errand = Errand {
        address,
        page: "https://publisher.example/product",
        path,
    };
    pages(
        &Web::new(&patience),
        &patience,
        errand,
        27700,
        64 << 20,
        &mut |_| {},
    )
}

fn features(pages: &Pages) -> usize {
    pages
        .texts()
        .map(|text| {
            serde_json::from_str::<Page>(&text.unwrap().1)
                .unwrap()
                .features
                .len()
        })
        .sum()
}

#[test]
fn a_layer_is_read_page_by_page_in_the_order_of_its_ids() {
    let server = Server::start(|asked| layer(asked, 1_234, 2_000));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.geojson");
    let pages = get(&server.address("/a/FeatureServer/0"), &path).unwrap();
    assert_eq!((pages.count, features(&pages)), (1_234, 1_234));
    assert!(pages.geometry);
    let mut asked: Vec<Asked> = server.seen().into_iter().skip(2).collect();
    asked.pop(); // whether it was edited meanwhile
    let offsets: Vec<&str> = asked
        .iter()
        .map(|asked| asked.query("resultOffset").unwrap())
        .collect();
    assert_eq!(offsets, ["0", "500", "1000"]);
    for asked in &asked {
        assert_eq!(asked.query("orderByFields"), Some("FID"));
        assert_eq!(asked.query("outSR"), Some("27700"));
        assert_eq!(asked.query("outFields"), Some("*"));
    }
    let said = get(&server.address("/0"), &path).err().unwrap().to_string();
    assert!(
        said.contains("is being fetched by another beatbook"),
        "{said}"
    );
    pages.discard();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn the_offset_moves_by_what_came_and_not_by_what_was_asked() {
    let server = Server::start(|asked| layer(asked, 95, 40));
    let folder = tempfile::tempdir().unwrap();
    let pages = get(&server.address("/0"), &folder.path().join("a.geojson")).unwrap();
    assert_eq!(features(&pages), 95);
    let offsets: Vec<String> = server
        .seen()
        .iter()
        .filter_map(|asked| asked.query("resultOffset").map(str::to_string))
        .collect();
    assert_eq!(offsets, ["0", "40", "80"]);
}

#[test]
fn a_stop_costs_one_page() {
    let server = Server::start(|asked| {
        // The third page fails until the first run has given up: two questions, two pages, three tries.
        if asked.query("resultOffset") == Some("80") && asked.nth < 7 {
            return Reply::status(500);
        }
        layer(asked, 95, 40)
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.geojson");
    let address = server.address("/0");
    let said = get(&address, &path).err().unwrap().to_string();
    assert!(said.contains("after 3 tries"), "{said}");
    // A page that was cut on disk is fetched again, a whole one is not.
    fs::write(beside(&path, ".pages").join("000000040.json"), "{\"feat").unwrap();
    let pages = get(&address, &path).unwrap();
    assert_eq!(features(&pages), 95);
    let again: Vec<String> = server
        .seen()
        .iter()
        .skip(7)
        .filter_map(|asked| asked.query("resultOffset").map(str::to_string))
        .collect();
    assert_eq!(again, ["40", "80"]);
}

#[test]
fn pages_of_a_layer_that_was_edited_meanwhile_are_not_continued() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.geojson");
    let server = Server::start(|asked| {
        let edited = asked.nth >= 7;
        if asked.query("resultOffset") == Some("40") && !edited {
            return Reply::status(404);
        }
        let reply = layer(asked, 60, 40);
        if edited && !asked.path.contains("/query?") {
            let text = String::from_utf8(reply.body).unwrap();
            return Reply::body(text.replace("\"lastEditDate\":1", "\"lastEditDate\":2"));
        }
        reply
    });
    let address = server.address("/0");
    assert!(get(&address, &path).is_err()); // requests 0 to 3
    assert!(get(&address, &path).is_err()); // 4 to 6: page 0 is here
    let pages = get(&address, &path).unwrap(); // 7 and on: it is not taken
    assert_eq!(features(&pages), 60);
    let offsets: Vec<String> = server
        .seen()
        .iter()
        .filter_map(|asked| asked.query("resultOffset").map(str::to_string))
        .collect();
    assert_eq!(offsets, ["0", "40", "40", "0", "40"]);
}

/// A layer of 60 features in two pages whose edit date, where there is one, follows from how many
/// requests came before.
fn edited(asked: &Asked, date: impl Fn(usize) -> Option<u32>) -> Reply {
    let reply = layer(asked, 60, 40);
    if asked.path.contains("/query?") {
        return reply;
    }
    let text = String::from_utf8(reply.body).unwrap();
    let said = date(asked.nth).map(|date| format!("\"lastEditDate\":{date}"));
    Reply::body(text.replace("\"lastEditDate\":1", &said.unwrap_or_default()))
}

fn offsets(server: &Server) -> Vec<String> {
    let offset = |asked: &Asked| asked.query("resultOffset").map(str::to_string);
    server.seen().iter().filter_map(offset).collect()
}

#[test]
fn pages_of_a_layer_without_an_edit_date_are_not_continued() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.geojson");
    let server = Server::start(|asked| {
        if asked.query("resultOffset") == Some("40") && asked.nth < 4 {
            return Reply::status(404);
        }
        edited(asked, |_| None)
    });
    let address = server.address("/0");
    assert!(get(&address, &path).is_err());
    assert_eq!(features(&get(&address, &path).unwrap()), 60);
    assert_eq!(offsets(&server), ["0", "40", "0", "40"]);
}

#[test]
fn a_layer_that_is_edited_while_its_pages_come_is_begun_anew_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.geojson");
    // The date is asked for by requests 0 and 4, and anew by 5 and 9.
    let server = Server::start(|asked| edited(asked, |nth| Some(if nth < 4 { 1 } else { 2 })));
    let pages = get(&server.address("/0"), &path).unwrap();
    assert_eq!(features(&pages), 60);
    assert_eq!(offsets(&server), ["0", "40", "0", "40"]);
    pages.discard();

    let restless = Server::start(|asked| edited(asked, |nth| u32::try_from(nth).ok()));
    let said = get(&restless.address("/0"), &path)
        .err()
        .unwrap()
        .to_string();
    assert!(
        said.contains("was edited twice while it was fetched"),
        "{said}"
    );
    assert_eq!(offsets(&restless), ["0", "40", "0", "40"]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_layer_that_gives_another_number_than_it_says_is_refused() {
    for (said, given) in [(100, 90), (80, 90)] {
        let server = Server::start(move |asked| {
            if asked.query("returnCountOnly").is_some() {
                return Reply::body(format!(r#"{{"count":{said}}}"#));
            }
            layer(asked, given, 45)
        });
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.geojson");
        let message = get(&server.address("/0"), &path).err().unwrap().to_string();
        assert!(
            message.contains(&format!("says it has {said} features and gave {given}")),
            "{message}"
        );
        assert!(!beside(&path, ".pages").exists());
    }
}

#[test]
fn a_feature_that_comes_twice_is_refused() {
    let server = Server::start(|asked| {
        let reply = layer(asked, 80, 40);
        if asked.query("resultOffset") == Some("40") {
            let text = String::from_utf8(reply.body).unwrap();
            return Reply::body(text.replace("\"id\":41,", "\"id\":40,"));
        }
        reply
    });
    let folder = tempfile::tempdir().unwrap();
    let said = get(&server.address("/0"), &folder.path().join("a.geojson"))
        .err()
        .unwrap()
        .to_string();
    assert!(said.contains("gave feature 40 twice"), "{said}");
}

#[test]
fn an_error_in_an_answer_of_status_200_is_an_error() {
    let server = Server::start(|asked| match asked.nth {
        // Busy passes.
        0 => Reply::body(r#"{"error":{"code":503,"message":"busy","details":[]}}"#),
        1 => about(),
        _ => Reply::body(
            r#"{"error":{"code":400,"message":"Invalid URL","details":["Invalid URL"]}}"#,
        ),
    });
    let folder = tempfile::tempdir().unwrap();
    let said = get(&server.address("/0"), &folder.path().join("a.geojson"))
        .err()
        .unwrap()
        .to_string();
    assert!(
        said.contains("answers with error 400 (Invalid URL Invalid URL)"),
        "{said}"
    );
    assert_eq!(server.seen().len(), 3);
}

#[test]
fn a_layer_that_cannot_be_paged_or_is_empty_is_refused() {
    for (about, count, why) in [
        (
            r#"{"objectIdField":"FID"}"#,
            5,
            "cannot be read page by page",
        ),
        (
            r#"{"advancedQueryCapabilities":{"supportsPagination":true}}"#,
            5,
            "names no id",
        ),
        (
            r#"{"objectIdField":"a b","advancedQueryCapabilities":{"supportsPagination":true}}"#,
            5,
            "names no id",
        ),
        (
            r#"{"objectIdField":"FID","advancedQueryCapabilities":{"supportsPagination":true}}"#,
            0,
            "has no features",
        ),
    ] {
        let server = Server::start(move |asked| {
            if asked.path.contains("/query?") {
                return Reply::body(format!(r#"{{"count":{count}}}"#));
            }
            Reply::body(about)
        });
        let folder = tempfile::tempdir().unwrap();
        let said = get(&server.address("/0"), &folder.path().join("a.geojson"))
            .err()
            .unwrap()
            .to_string();
        assert!(said.contains(why), "{said}");
    }
}
