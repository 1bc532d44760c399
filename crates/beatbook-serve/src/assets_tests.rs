use axum::http::{HeaderMap, HeaderValue, header};

use super::{asset, content_type, takes_gzip};

#[test]
fn modules_are_scripts_whatever_their_ending() {
    assert_eq!(
        content_type("assets/maplibre-gl-worker-3f2a.mjs"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(
        content_type("assets/index.js"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(content_type("LICENCE"), "application/octet-stream");
}

fn accepting(codings: &'static str) -> HeaderMap {
    HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(codings))])
}

#[test]
fn gzip_is_sent_to_those_who_take_it() {
    assert!(takes_gzip(&accepting("br, gzip;q=0.5")));
    assert!(!takes_gzip(&accepting("br, gzip;q=0")));
    assert!(!takes_gzip(&HeaderMap::new()));
}

#[test]
fn a_script_comes_packed_with_its_own_tag() {
    let name = super::FrontEnd::iter().find(|name| name.ends_with(".js"));
    let uri = format!("/{}", name.unwrap()).parse().unwrap();
    let packed = asset(&uri, &accepting("gzip")).unwrap();
    let plain = asset(&uri, &HeaderMap::new()).unwrap();
    assert_eq!(packed.headers()[header::CONTENT_ENCODING], "gzip");
    assert_eq!(packed.headers()[header::VARY], "accept-encoding");
    assert!(!plain.headers().contains_key(header::CONTENT_ENCODING));
    assert_eq!(
        packed.headers()[header::CONTENT_TYPE],
        plain.headers()[header::CONTENT_TYPE]
    );
    assert_ne!(
        packed.headers()[header::ETAG],
        plain.headers()[header::ETAG]
    );
}
