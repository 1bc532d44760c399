use super::content_type;

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
