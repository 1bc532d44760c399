//! Every real layer at hand is read whole: counts as in the README of the data.

use std::path::Path;
use std::time::Instant;

use beatbook_core::{Crs, LayerId, Transform};
use geo_types::Geometry;

use crate::coordinates::misplaced;
use crate::features::{self, FeatureFile};
use crate::real_data_tests::real_data;
use crate::scratch::Scratch;
use crate::{FeatureSpec, LayerSpec, RingSpec, read_layer, read_lines, read_places, read_ring};

/// (path below `boundaries`, field of the code, areas, reference system)
const LAYERS: &[(&str, &str, usize, Crs)] = &[
    ("lsoa2011_manchester_shp", "code", 282, Crs::Bng),
    (
        "lsoa2021_manchester_shp/england_lsoa_2021.shp",
        "lsoa21cd",
        295,
        Crs::Bng,
    ),
    (
        "lsoa2011_liverpool_shp#england_lsoa_2011",
        "code",
        298,
        Crs::Bng,
    ),
    ("ward2022_manchester_shp", "wd22cd", 32, Crs::Bng),
    ("lancashire_wards.gpkg", "ward_code", 271, Crs::Bng),
    (
        "lancashire_wards.gpkg#lancashire_wards",
        "ward_code",
        271,
        Crs::Bng,
    ),
    (
        "gm_lsoa_2011_generalised.geojson",
        "area_code",
        1673,
        Crs::Wgs84,
    ),
    (
        "gm_lsoa_2021_generalised.geojson",
        "area_code",
        1702,
        Crs::Wgs84,
    ),
    (
        "gm_lsoa_2021_super_generalised.geojson",
        "area_code",
        1702,
        Crs::Wgs84,
    ),
    (
        "gm_msoa_2021_generalised.geojson",
        "area_code",
        353,
        Crs::Wgs84,
    ),
    (
        "gm_ward_2017_generalised.geojson",
        "area_code",
        215,
        Crs::Wgs84,
    ),
    (
        "gm_ward_2022_generalised.geojson",
        "area_code",
        215,
        Crs::Wgs84,
    ),
    (
        "gm_ward_2023_generalised.geojson",
        "area_code",
        215,
        Crs::Wgs84,
    ),
    (
        "gm_local_authority_2023_generalised.geojson",
        "area_code",
        10,
        Crs::Wgs84,
    ),
    (
        "gm_local_authority_2021_full_resolution.geojson",
        "area_code",
        10,
        Crs::Wgs84,
    ),
    (
        "topojson_lsoa2011/topo_E080000*.json",
        "LSOA11CD",
        1673,
        Crs::Wgs84,
    ),
    (
        "topojson_lsoa2011/topo_E08000003.json#E08000003",
        "LSOA11CD",
        282,
        Crs::Wgs84,
    ),
    ("oa2011_manchester.geojson", "OA11CD", 1530, Crs::Wgs84),
    (
        "lsoa2011_manchester_ukgeojson.geojson",
        "LSOA11CD",
        282,
        Crs::Wgs84,
    ),
    (
        "merseyside_lsoa2011/E080000*.geojson",
        "LSOA11CD",
        910,
        Crs::Wgs84,
    ),
    (
        "merseyside_lsoa2011/E08000012.geojson",
        "LSOA11CD",
        298,
        Crs::Wgs84,
    ),
    (
        "police/Merseyside_police_neighbourhood.geojson",
        "id",
        10,
        Crs::Wgs84,
    ),
    // Three of its Placemarks are parts of one district.
    ("kml/chicago_police_districts.kml", "name", 23, Crs::Wgs84),
];

fn spec(data: &Path, path: &str, code: &str) -> LayerSpec {
    LayerSpec {
        id: LayerId::parse("lsoa11").unwrap(),
        path: data.join("boundaries").join(path),
        code: code.into(),
        name: None,
        crs: None,
        transform: Transform::default(),
        overlaps: false,
    }
}

#[test]
fn every_layer_of_areas_is_read_whole() {
    let Some(data) = real_data() else { return };
    for &(path, code, areas, crs) in LAYERS {
        let begin = Instant::now();
        let layer = read_layer(&spec(&data, path, code)).unwrap_or_else(|e| panic!("{e}"));
        println!(
            "{path}: {} areas in {:?}",
            layer.areas.len(),
            begin.elapsed()
        );
        assert_eq!((layer.areas.len(), layer.crs), (areas, crs), "{path}");
        assert!(
            layer.areas.iter().all(|area| !area.polygon.0.is_empty()),
            "{path}"
        );
    }
}

#[test]
fn topojson_is_the_geojson_of_the_same_district() {
    let Some(data) = real_data() else { return };
    let read = |path| read_layer(&spec(&data, path, "LSOA11CD")).unwrap_or_else(|e| panic!("{e}"));
    let topo = read("topojson_lsoa2011/topo_E08000003.json");
    let plain = read("lsoa2011_manchester_ukgeojson.geojson");
    let extent = |area: &crate::RawArea| {
        let corners = area.polygon.0.iter().flat_map(|p| &p.exterior().0);
        corners.fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |b, c| {
            [b[0].min(c.x), b[1].min(c.y), b[2].max(c.x), b[3].max(c.y)]
        })
    };
    for area in &topo.areas {
        let same = plain.areas.iter().find(|a| a.code == area.code).unwrap();
        let apart = extent(area)
            .iter()
            .zip(extent(same))
            .map(|(a, b)| (a - b).abs())
            .fold(0.0, f64::max);
        // Both were simplified in their own way: a few hundred metres at most.
        assert!(apart < 5e-3, "{}: {apart}", area.code);
    }
}

#[test]
fn the_force_area_is_a_ring() {
    let Some(data) = real_data() else { return };
    let ring = RingSpec {
        path: data.join("boundaries/police/gmp_force_area.geojson"),
        crs: None,
        transform: Transform::default(),
    };
    let read = read_ring(&ring).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!((read.features.len(), read.crs), (1, Crs::Wgs84));
}

fn named(data: &Path, path: &str, name: &str, class: &str) -> FeatureSpec {
    FeatureSpec {
        path: data.join("context").join(path),
        header: None,
        name: Some(name.into()),
        class: None,
        class_is: Some(class.into()),
        radius: None,
        level: None,
        x: None,
        y: None,
        crs: None,
        transform: Transform::default(),
    }
}

#[test]
fn main_roads_are_streets_and_hospital_buildings_are_places() {
    let Some(data) = real_data() else { return };
    let roads = named(&data, "gm_main_roads_shp", "ROAD_NAME", "road");
    let roads = read_lines(&roads).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!((roads.features.len(), roads.crs), (11_262, Crs::Bng));
    let hospitals = named(&data, "gm_hospitals.geojson", "DISTNAME", "hospital");
    let hospitals = read_places(&hospitals).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!((hospitals.features.len(), hospitals.crs), (449, Crs::Wgs84));
    let is_point = |f: &crate::RawFeature| matches!(f.geometry, Geometry::Point(_));
    assert!(hospitals.features.iter().all(is_point));
}

#[test]
fn burglaries_with_a_crs_member_are_points_in_metres() {
    let Some(data) = real_data() else { return };
    let path = data.join("police/manc_burglary_bng.geojson.gz");
    let file = features::read_all(&path, "events").unwrap_or_else(|e| panic!("{e}"));
    assert_eq!((file.features.len(), &file.crs), (8144, &Ok(Crs::Bng)));
    assert!(whole(&file));
}

/// Every feature has a value for every property, and a position that can be.
fn whole(file: &FeatureFile) -> bool {
    let Ok(crs) = file.crs else { return false };
    file.features.iter().all(|f| {
        let placed = f
            .geometry
            .as_ref()
            .is_some_and(|g| misplaced(g, crs).is_none());
        placed && f.values.len() == file.properties.len()
    })
}

#[test]
fn a_zip_of_everything_is_read_member_by_member() {
    let Some(data) = real_data() else { return };
    let scratch = Scratch::new();
    let bytes = |path: &str| std::fs::read(data.join("boundaries").join(path)).unwrap();
    let shp = "ward2022_manchester_shp/england_wd_2022";
    let parts = ["shp", "shx", "dbf", "prj"].map(|e| format!("{shp}.{e}"));
    let mut names: Vec<&str> = parts.iter().map(String::as_str).collect();
    names.extend([
        "lancashire_wards.gpkg",
        "gm_ward_2022_generalised.geojson",
        "topojson_lsoa2011/topo_E08000003.json",
        "kml/chicago_police_districts.kml",
    ]);
    let members: Vec<_> = names.iter().map(|name| (*name, bytes(name))).collect();
    scratch.zip("all.zip", &members);
    for (part, features) in [
        ("england_wd_2022", 32),
        ("lancashire_wards.gpkg#lancashire_wards", 271),
        ("gm_ward_2022_generalised.geojson", 215),
        ("kml/*.kml", 25),
    ] {
        let path = scratch.path(&format!("all.zip#{part}"));
        let file = features::read(&path, "areas", &[]).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(file.features.len(), features, "{part}");
    }
}
