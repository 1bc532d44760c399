use crate::features::{FeatureFile, read, read_all};
use crate::scratch::Scratch;

fn feature(properties: &str) -> String {
    format!(
        "{{\"type\":\"Feature\",\"properties\":{{{properties}}},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[-2.2,53.4]}}}}"
    )
}

fn values(file: &FeatureFile) -> Vec<Vec<Option<&str>>> {
    let of = |f: &crate::features::Feature| f.values.len();
    assert!(
        file.features
            .iter()
            .map(of)
            .all(|n| n == file.features[0].values.len())
    );
    let texts = |f| -> Vec<Option<&str>> {
        let f: &crate::features::Feature = f;
        f.values.iter().map(Option::as_deref).collect()
    };
    file.features.iter().map(texts).collect()
}

#[test]
fn files_are_joined_in_order_and_by_name() {
    let scratch = Scratch::new();
    scratch.write("d-9.geojson", feature("\"code\":\"a\",\"n\":1"));
    scratch.write("d-10.geojson", feature("\"n\":2,\"code\":\"b\""));
    let path = scratch.path("d-*.geojson");
    let wanted = read(&path, "areas", &["n"]).unwrap();
    assert_eq!(values(&wanted), [[Some("1")], [Some("2")]]);
    let all = read_all(&path, "areas").unwrap();
    assert_eq!(all.properties, ["code", "n"]);
    assert_eq!(
        values(&all),
        [[Some("a"), Some("1")], [Some("b"), Some("2")]]
    );
}

#[test]
fn properties_that_come_late_are_blank_before() {
    let scratch = Scratch::new();
    let text = format!("{}\n{}", feature("\"b\":1"), feature("\"a\":2,\"b\":3"));
    let all = read_all(&scratch.write("x.ndjson", text), "areas").unwrap();
    assert_eq!(all.properties, ["b", "a"]);
    assert_eq!(values(&all), [[Some("1"), None], [Some("3"), Some("2")]]);
}

#[test]
fn files_that_do_not_go_together_are_named() {
    let scratch = Scratch::new();
    scratch.write("d-1.geojson", feature("\"code\":\"a\""));
    scratch.write("d-2.geojson", feature("\"kode\":\"b\""));
    let message = scratch.tidy(&read(&scratch.path("d-*.geojson"), "areas", &[]).unwrap_err());
    assert_eq!(
        message,
        "cannot read areas from d-2.geojson\n  it has the fields kode; d-1.geojson has code\n  \
         help: files that are joined need the same fields: export them in one way"
    );
    let grid = format!(
        "{{\"type\":\"FeatureCollection\",\"crs\":{{\"properties\":{{\"name\":\"EPSG:27700\"}}}},\"features\":[{}]}}",
        feature("\"code\":\"b\"")
    );
    scratch.write("d-2.geojson", grid);
    let message = scratch.tidy(&read(&scratch.path("d-*.geojson"), "areas", &[]).unwrap_err());
    assert!(
        message.contains("its reference system is EPSG:27700, that of d-1.geojson is EPSG:4326"),
        "{message}"
    );
}
