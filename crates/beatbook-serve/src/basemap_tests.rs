use std::fs;
use std::path::PathBuf;

use axum::http::HeaderValue;
use beatbook_core::Audience;
use tempfile::TempDir;

use super::{Basemap, BasemapError, HEADER, MOST_BYTES, parse};
use crate::served_tests::{Server, header};

/// An archive as far as its header goes, and bytes that count up after it.
fn archive(tile_type: u8) -> Vec<u8> {
    let mut bytes = vec![0; HEADER];
    bytes[..7].copy_from_slice(b"PMTiles");
    bytes[7] = 3;
    bytes[99] = tile_type;
    bytes.extend((0..1_000_u32).map(|n| (n % 251) as u8));
    bytes
}

fn file(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.pmtiles");
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

#[test]
fn what_is_no_archive_of_vector_tiles_is_refused_by_name() {
    let refused = |bytes: &[u8]| {
        let (_folder, path) = file(bytes);
        Basemap::open(&path).unwrap_err()
    };
    let (_folder, path) = file(b"");
    let absent = path.with_file_name("other.pmtiles");
    assert!(matches!(Basemap::open(&absent), Err(BasemapError::Read(named, _)) if named == absent));
    assert!(matches!(refused(b"PMTiles"), BasemapError::NotPmtiles(_)));
    assert!(matches!(refused(&[0; 500]), BasemapError::NotPmtiles(_)));
    let mut older = archive(1);
    older[7] = 2;
    assert!(matches!(refused(&older), BasemapError::NotPmtiles(_)));
    let pictures = refused(&archive(2)).to_string();
    assert!(pictures.ends_with("holds pictures; the page draws vector tiles (MVT) only"));
}

#[test]
fn one_part_is_read_as_browsers_name_it() {
    let part = |text: &str| parse(&HeaderValue::from_str(text).unwrap(), 1_000);
    assert_eq!(part("bytes=0-126"), Some((0, 126)));
    assert_eq!(part("bytes=990-"), Some((990, 999)));
    assert_eq!(part("bytes=990-5000"), Some((990, 999)));
    assert_eq!(part("bytes=-10"), Some((990, 999)));
    assert_eq!(part("bytes=-5000"), Some((0, 999)));
    for wrong in [
        "bytes=1000-",
        "bytes=9-3",
        "bytes=0-1,4-5",
        "bytes=x-1",
        "lines=0-1",
        "bytes=-0",
    ] {
        assert_eq!(part(wrong), None, "{wrong}");
    }
    let long = parse(&HeaderValue::from_static("bytes=5-"), 3 * MOST_BYTES);
    assert_eq!(long, Some((5, 5 + MOST_BYTES - 1)));
}

#[test]
fn parts_of_the_file_are_served_and_confirmed() {
    let server = Server::start(Audience::Analyst);
    assert_eq!(server.json("api/v1/meta")["has"]["basemap"], false);
    assert_eq!(server.get("basemap.pmtiles").status(), 404);

    let bytes = archive(1);
    let (_folder, path) = file(&bytes);
    let server = Server::start(Audience::Analyst);
    let _same = server
        .served
        .clone()
        .on(Some(Basemap::open(&path).unwrap()));
    assert_eq!(server.json("api/v1/meta")["has"]["basemap"], true);

    let mut part = server.get_with("basemap.pmtiles", &[("range", "bytes=100-199")]);
    assert_eq!(part.status(), 206);
    assert_eq!(header(&part, "content-range"), "bytes 100-199/1127");
    assert_eq!(part.body_mut().read_to_vec().unwrap(), bytes[100..200]);

    let mut whole = server.get("basemap.pmtiles");
    assert_eq!(whole.status(), 200);
    let tag = header(&whole, "etag").to_owned();
    assert_eq!(whole.body_mut().read_to_vec().unwrap(), bytes);
    let again = server.get_with("basemap.pmtiles", &[("if-none-match", &tag)]);
    assert_eq!(again.status(), 304);

    let beyond = server.get_with("basemap.pmtiles", &[("range", "bytes=9999-")]);
    assert_eq!(beyond.status(), 416);
}

#[test]
fn a_page_that_was_confirmed_without_a_basemap_asks_anew() {
    let server = Server::start(Audience::Analyst);
    let tag = header(&server.get("api/v1/meta"), "etag").to_owned();
    let (_folder, path) = file(&archive(1));
    let other = Server::start(Audience::Analyst);
    let _same = other.served.clone().on(Some(Basemap::open(&path).unwrap()));
    assert_eq!(
        other
            .get_with("api/v1/meta", &[("if-none-match", &tag)])
            .status(),
        200
    );
}
