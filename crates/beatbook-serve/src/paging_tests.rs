use axum::http::Uri;
use beatbook_core::Audience;

use super::{Page, Paging};
use crate::served_tests::{Server, header};

fn paging(limit: &str, offset: &str) -> Paging {
    Paging::parse(&[Some(limit.into()), Some(offset.into())]).unwrap()
}

fn links(page: Page, address: &str) -> String {
    let uri: Uri = address.parse().unwrap();
    let links = page.links(&uri);
    links.map_or_else(String::new, |links| links.to_str().unwrap().to_owned())
}

#[test]
fn parts_make_the_whole() {
    let whole: Vec<u32> = (0..7).collect();
    let mut parts = Vec::new();
    for offset in ["0", "3", "6", "9"] {
        let mut rows = whole.clone();
        paging("3", offset).cut(&mut rows);
        parts.extend(rows);
    }
    assert_eq!(parts, whole);
    let mut rows = whole.clone();
    assert_eq!(Paging::default().cut(&mut rows), Page::default());
    assert_eq!(rows, whole);
}

#[test]
fn links_lead_on_and_back_and_keep_the_question() {
    let at = |offset: &str| links(paging("3", offset).page(7), "/a?unit=h3-9&limit=3&offset=3");
    assert_eq!(at("0"), "</a?unit=h3-9&limit=3&offset=3>; rel=\"next\"");
    assert_eq!(
        at("3"),
        "</a?unit=h3-9&limit=3&offset=0>; rel=\"prev\", </a?unit=h3-9&limit=3&offset=6>; rel=\"next\""
    );
    assert_eq!(at("6"), "</a?unit=h3-9&limit=3&offset=3>; rel=\"prev\"");
    assert_eq!(at("30"), "</a?unit=h3-9&limit=3&offset=6>; rel=\"prev\"");
    assert_eq!(at("1"), at("1").replace("offset=-2", "offset=0"));
    assert_eq!(links(Page::default(), "/a"), "");
    assert_eq!(links(paging("3", "0").page(0), "/a"), "");
}

#[test]
fn what_is_out_of_range_is_refused_by_name() {
    for (limit, offset, part) in [
        ("0", "0", "limit"),
        ("10001", "0", "limit"),
        ("+5", "0", "limit"),
        ("many", "0", "limit"),
        ("5", "-1", "offset"),
        ("5", "1000000001", "offset"),
    ] {
        let refused = Paging::parse(&[Some(limit.into()), Some(offset.into())]).unwrap_err();
        assert_eq!(refused.part, part, "{limit} {offset}");
    }
}

#[test]
fn a_list_comes_in_parts_with_the_ranks_of_the_whole() {
    let server = Server::start(Audience::Analyst);
    for (question, list) in [
        ("places?", "places"),
        ("areas?layer=lsoa11&", "areas"),
        ("streets?of=segments&", "streets"),
        ("counts?", "units"),
        ("hotspots?", "groups"),
        ("emerging?", "places"),
        ("moran?", "cells"),
        ("near-repeat?", "links"),
    ] {
        let whole = server.json(&format!("api/v1/{question}setting=any"));
        assert!(whole.get("limit").is_none(), "{question}");
        let rows = whole[list].as_array().unwrap();
        let (mut joined, mut next) = (Vec::new(), format!("api/v1/{question}setting=any&limit=2"));
        let mut tags = Vec::new();
        while !next.is_empty() {
            let response = server.get(&next);
            tags.push(header(&response, "etag").to_owned());
            let links = header(&response, "link").to_owned();
            let part = server.json(&next);
            assert_eq!(part["total"], rows.len(), "{next}");
            assert_eq!(part["limit"], 2);
            assert_eq!(part["sentence"], whole["sentence"]);
            joined.extend(part[list].as_array().unwrap().clone());
            let found = links
                .split(", ")
                .find(|link| link.ends_with("rel=\"next\""));
            next = found.map_or_else(String::new, |link| {
                link.trim_start_matches("</")
                    .split('>')
                    .next()
                    .unwrap()
                    .to_owned()
            });
        }
        assert_eq!(&joined, rows, "{question}");
        tags.sort();
        tags.dedup();
        assert_eq!(tags.len(), rows.len().div_ceil(2).max(1), "{question}");
    }
}

#[test]
fn rows_are_listed_in_parts_too() {
    let server = Server::start(Audience::Analyst);
    let whole = server.json("api/v1/events?setting=any");
    let first = server.json("api/v1/events?setting=any&limit=60");
    let second = server.json("api/v1/events?setting=any&limit=140&offset=60");
    assert_eq!(first["total"], whole["total"]);
    assert_eq!(first["limit"], 60);
    let rows = |reply: &serde_json::Value| reply["rows"].as_array().unwrap().clone();
    let joined = [rows(&first), rows(&second)].concat();
    assert_eq!(joined, rows(&whole));
    let refused = server.problem("api/v1/events?limit=201", 400);
    assert_eq!(refused["parameter"], "limit");
}
