use super::*;

#[test]
fn the_ending_says_the_format() {
    let of = |name: &str| Kind::of(Path::new(name));
    for name in [
        "a.geojson",
        "A.JSON",
        "a.geojsonl.gz",
        "a.ndjson",
        "a.jsonl",
        "a.topojson",
    ] {
        assert_eq!(of(name), Some(Kind::Json), "{name}");
    }
    assert_eq!(of("a.kml.gz"), Some(Kind::Kml));
    assert_eq!(of("a.kmz"), Some(Kind::Kmz));
    assert_eq!(of("a.gpkg"), Some(Kind::GeoPackage));
    assert_eq!(of("a.parquet"), Some(Kind::GeoParquet));
    assert_eq!(of("a.SHP"), Some(Kind::Shapefile));
    assert_eq!(of("a.zip"), Some(Kind::Zip));
    for name in ["a.shp.gz", "a.csv", "a", "a.gz"] {
        assert_eq!(of(name), None, "{name}");
    }
}
