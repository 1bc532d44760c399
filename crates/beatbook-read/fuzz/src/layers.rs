//! Layers of areas, ground and places, whatever file they are in.

use std::sync::LazyLock;

use beatbook_read::{FeatureSpec, LayerSpec, fuzzing, read_ground, read_layer, read_places};

use crate::{config, events, holds, parts, scratch};

const STEM: &str = "squares";

static LAYER: LazyLock<LayerSpec> = LazyLock::new(|| {
    let source = "[[source]]\nid = \"offence\"\nformat = \"police.uk\"\nfiles = [\"events.csv\"]\n";
    config::sound(source).layers.remove(0)
});

/// `GeoJSON`, whole or with a feature on each line.
pub fn geojson(bytes: &[u8]) {
    every_way("areas.geojson", bytes);
}

/// `TopoJSON`.
pub fn topojson(bytes: &[u8]) {
    every_way("areas.topojson", bytes);
}

/// KML.
pub fn kml(bytes: &[u8]) {
    every_way("areas.kml", bytes);
}

/// `GeoPackage`.
pub fn geopackage(bytes: &[u8]) {
    every_way("areas.gpkg", bytes);
}

/// The parts of a Shapefile, named by their endings.
pub fn shapefile(bytes: &[u8]) {
    for ending in ["shp", "shx", "dbf", "prj", "cpg"] {
        scratch::remove(&format!("{STEM}.{ending}"));
    }
    for (ending, content) in parts::of(bytes) {
        if ["shp", "shx", "dbf", "prj", "cpg"].contains(&ending.as_str()) {
            scratch::write(&format!("{STEM}.{ending}"), &content);
        }
    }
    read_every_way(&format!("{STEM}.shp"));
}

/// Well-known binary, and the bytes as well-known text of a reference system.
pub fn wkb(bytes: &[u8]) {
    let read = fuzzing::well_known_binary(bytes);
    // A position that is no number is equal to nothing, but shown alike.
    let again = fuzzing::well_known_binary(bytes);
    assert_eq!(format!("{read:?}"), format!("{again:?}"));
    if let Err(reason) = read {
        assert!(!reason.is_empty());
    }
    let text = String::from_utf8_lossy(bytes);
    assert_eq!(
        fuzzing::reference_system(&text),
        fuzzing::reference_system(&text)
    );
}

fn every_way(name: &str, bytes: &[u8]) {
    scratch::write(name, bytes);
    read_every_way(name);
}

fn read_every_way(name: &str) {
    area_layer(name);
    let spec = FeatureSpec {
        path: scratch::path(name),
        header: None,
        name: Some("name".into()),
        class: None,
        class_is: None,
        radius: None,
        level: None,
        x: None,
        y: None,
        crs: LAYER.crs,
        transform: LAYER.transform.clone(),
    };
    for read in [read_ground, read_places] {
        if let Some(found) = holds::same(|| read(&spec)) {
            holds::features(&found);
        }
    }
    events::of_features(&spec.path);
}

pub(crate) fn area_layer(name: &str) {
    let path = scratch::path(name);
    let spec = LayerSpec {
        path,
        ..LAYER.clone()
    };
    if let Some(layer) = holds::same(|| read_layer(&spec)) {
        holds::layer(&layer);
    }
}
