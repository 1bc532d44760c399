//! Rings, gaps, overlaps and detail of published boundaries. The files stand beside the repository;
//! `BEATBOOK_REAL_DATA` names another folder. Without them nothing is tested, and the test says so.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use beatbook_core::{Crs, Metres, Transform};
use beatbook_locate::{
    Coverage, Generalisation, Repair, Transformer, coverage, detail, repair, ring_faults,
};
use geo::{Area, LineString, MultiPolygon, Polygon};
use serde_json::Value;
use shapefile::dbase::{FieldValue, Record};

type Fallible<T> = Result<T, Box<dyn Error>>;

fn boundaries() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("BEATBOOK_REAL_DATA").map_or_else(beside, PathBuf::from);
    let folder = folder.join("boundaries");
    let there = folder.is_dir();
    if !there {
        println!(
            "skipped: no real data in {}; set BEATBOOK_REAL_DATA",
            folder.display()
        );
    }
    there.then_some(folder)
}

/// Codes and polygons on the grid.
type Layer = (Vec<String>, Vec<MultiPolygon<f64>>);

fn of_geojson(path: &Path) -> Fallible<Layer> {
    let json: Value = serde_json::from_slice(&std::fs::read(path)?)?;
    let mut layer = (Vec::new(), Vec::new());
    for feature in json["features"].as_array().ok_or("no features")? {
        let code = ["area_code", "LSOA11CD", "OA11CD", "id", "Name"];
        let code = code
            .iter()
            .find_map(|name| feature["properties"][name].as_str());
        layer.0.push(code.unwrap_or_default().to_owned());
        let geometry = &feature["geometry"];
        let rings = &geometry["coordinates"];
        let parts = if geometry["type"] == "Polygon" {
            vec![polygon(rings)]
        } else {
            list(rings).iter().map(polygon).collect()
        };
        layer.1.push(MultiPolygon(parts));
    }
    Transformer::new(Crs::Wgs84, &Transform::Ostn15)?.polygons_to_bng(&mut layer.1)?;
    Ok(layer)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn polygon(rings: &Value) -> Polygon<f64> {
    let corner = |c: &Value| Some((c[0].as_f64()?, c[1].as_f64()?));
    let ring = |ring: &Value| -> LineString<f64> { list(ring).iter().filter_map(corner).collect() };
    let mut rings = list(rings).iter().map(ring);
    let outer = rings.next().unwrap_or_else(|| LineString(Vec::new()));
    Polygon::new(outer, rings.collect())
}

fn of_shapefile(path: &Path) -> Fallible<Layer> {
    let mut layer = (Vec::new(), Vec::new());
    for row in shapefile::read_as::<_, shapefile::Polygon, Record>(path)? {
        let (polygon, record) = row;
        let code = ["code", "lsoa21cd", "wd22cd"].map(|name| record.get(name).cloned());
        let code = code.into_iter().flatten().find_map(|value| match value {
            FieldValue::Character(code) => code,
            _ => None,
        });
        layer.0.push(code.unwrap_or_default());
        layer.1.push(polygon.try_into()?);
    }
    Ok(layer)
}

fn read(folder: &Path, name: &str) -> Fallible<Layer> {
    let path = folder.join(name);
    if path.extension().is_some_and(|ending| ending == "shp") {
        of_shapefile(&path)
    } else {
        of_geojson(&path)
    }
}

/// Layer, the areas whose rings GEOS calls invalid with their size in square metres after its
/// `make_valid`, and how far the boundaries are generalised.
type Known = (&'static str, &'static [(&'static str, f64)], Generalisation);

const FULL: Generalisation = Generalisation::None;
const G20: Generalisation = Generalisation::Generalised;
const G200: Generalisation = Generalisation::SuperGeneralised;

/// By shapely 2.1 (GEOS 3.13) on coordinates taken to EPSG:27700 by PROJ with the Helmert transform.
const LAYERS: [Known; 21] = [
    ("gm_local_authority_2021_full_resolution.geojson", &[], FULL),
    ("gm_local_authority_2023_generalised.geojson", &[], G20),
    (
        "gm_lsoa_2011_generalised.geojson",
        &[
            ("E01004910", 1_079_170.27),
            ("E01006195", 280_635.29),
            ("E01006205", 251_668.90),
        ],
        G20,
    ),
    (
        "gm_lsoa_2021_generalised.geojson",
        &[
            ("E01005866", 286_282.72),
            ("E01005907", 881_972.98),
            ("E01006012", 321_478.28),
            ("E01006312", 511_769.76),
        ],
        G20,
    ),
    ("gm_lsoa_2021_super_generalised.geojson", &[], G200),
    ("gm_msoa_2021_generalised.geojson", &[], G20),
    ("gm_ward_2017_generalised.geojson", &[], G20),
    ("gm_ward_2022_generalised.geojson", &[], G20),
    ("gm_ward_2023_generalised.geojson", &[], G20),
    ("lsoa2011_manchester_ukgeojson.geojson", &[], G20),
    (
        "merseyside_lsoa2011/E08000011.geojson",
        &[("E01006453", 163_849.37)],
        G20,
    ),
    (
        "merseyside_lsoa2011/E08000012.geojson",
        &[("E01006527", 332_834.58)],
        G20,
    ),
    ("merseyside_lsoa2011/E08000013.geojson", &[], G20),
    (
        "merseyside_lsoa2011/E08000014.geojson",
        &[("E01007009", 2_093_279.65)],
        G20,
    ),
    (
        "merseyside_lsoa2011/E08000015.geojson",
        &[("E01007154", 287_743.92)],
        G20,
    ),
    (
        "oa2011_manchester.geojson",
        &[("E00025747", 39_295.77), ("E00025897", 42_889.91)],
        G20,
    ),
    ("police/gmp_force_area.geojson", &[], FULL),
    ("lsoa2011_liverpool_shp/england_lsoa_2011.shp", &[], FULL),
    ("lsoa2011_manchester_shp/england_lsoa_2011.shp", &[], FULL),
    ("lsoa2021_manchester_shp/england_lsoa_2021.shp", &[], FULL),
    ("ward2022_manchester_shp/england_wd_2022.shp", &[], FULL),
];

#[test]
fn the_known_broken_areas_are_found_repaired_and_no_others() -> Fallible<()> {
    let Some(folder) = boundaries() else {
        return Ok(());
    };
    for (name, known, generalisation) in LAYERS {
        let (codes, mut areas) = read(&folder, name)?;
        let start = Instant::now();
        let repairs: Vec<(usize, Repair)> = areas
            .iter()
            .enumerate()
            .filter_map(|(number, area)| Some((number, repair(area)?)))
            .collect();
        let repairing = start.elapsed();
        let found: Vec<&str> = repairs
            .iter()
            .map(|(number, _)| codes[*number].as_str())
            .collect();
        let expected: Vec<&str> = known.iter().map(|(code, _)| *code).collect();
        assert_eq!(found, expected, "{name}");
        for ((number, repair), (code, after)) in repairs.into_iter().zip(known) {
            assert_eq!(repair.refusal, None, "{name} {code}");
            // OSTN15 and Helmert differ in scale by some millionths.
            assert!(
                (repair.after_m2 / after - 1.0).abs() < 1e-4,
                "{name} {code} {}",
                repair.after_m2
            );
            assert!(
                repair.area_change_m2().abs() < 1e-3,
                "{name} {code} {repair:?}"
            );
            let corners = |area: &MultiPolygon<f64>| {
                let rings = area
                    .iter()
                    .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
                let corners = rings.flat_map(|ring| ring.0[1..].iter());
                let mut corners: Vec<_> = corners.map(|c| (c.x.to_bits(), c.y.to_bits())).collect();
                corners.sort_unstable();
                corners
            };
            // Not one corner moved or was lost: neighbours still share their edges.
            assert_eq!(
                corners(&areas[number]),
                corners(&repair.polygon),
                "{name} {code}"
            );
            assert!(ring_faults(&repair.polygon).is_empty());
            println!(
                "{name} {code}: {:?}, {:.2} m² before, {:.2} m² after, {} parts, {} holes",
                repair.faults,
                repair.before_m2,
                repair.polygon.unsigned_area(),
                repair.polygon.0.len(),
                repair
                    .polygon
                    .iter()
                    .map(|p| p.interiors().len())
                    .sum::<usize>()
            );
            areas[number] = repair.polygon;
        }
        let found = detail(&areas, true, "");
        assert_eq!(found.generalisation, generalisation, "{name} {found:?}");
        let start = Instant::now();
        let Coverage { gaps, overlaps } = coverage(&areas, Metres(0.1));
        println!(
            "{name}: {} areas, rings in {repairing:.1?}, corners {:.2?} off, gaps {} ({:.1} m², slivers {}, {:.3} m²), overlaps {} ({:.1} m², slivers {}, {:.3} m²) in {:.1?}; {:?} {:?}",
            areas.len(),
            found.corner_offset.map(|offset| offset.0),
            gaps.number,
            gaps.total_m2,
            gaps.slivers,
            gaps.slivers_m2,
            overlaps.number,
            overlaps.total_m2,
            overlaps.slivers,
            overlaps.slivers_m2,
            start.elapsed(),
            gaps.largest.first(),
            overlaps.largest.first(),
        );
    }
    Ok(())
}

#[test]
fn neighbourhoods_drawn_apart_leave_the_gaps_and_overlaps_that_geos_finds() -> Fallible<()> {
    let Some(folder) = boundaries() else {
        return Ok(());
    };
    let (_, areas) = read(&folder, "police/Merseyside_police_neighbourhood.geojson")?;
    assert!(areas.iter().all(|area| repair(area).is_none()));
    let Coverage { gaps, overlaps } = coverage(&areas, Metres(0.1));
    println!("{gaps:?}\n{overlaps:?}");
    // GEOS: 550 holes in the union, 16,824.10 m² (the largest 3,694.76 m²); all areas together are
    // 17,300.21 m² larger than it.
    assert!(gaps.number + gaps.slivers > 500 && gaps.number + gaps.slivers <= 550);
    let (gap_m2, overlap_m2) = (
        gaps.total_m2 + gaps.slivers_m2,
        overlaps.total_m2 + overlaps.slivers_m2,
    );
    assert!((gap_m2 / 16_824.10 - 1.0).abs() < 1e-3, "{gap_m2}");
    assert!((gaps.largest[0].area_m2 / 3_694.76 - 1.0).abs() < 1e-3);
    assert!(
        gaps.largest.iter().all(|gap| gap.areas.len() > 1),
        "{gaps:?}"
    );
    assert!((overlap_m2 / 17_300.21 - 1.0).abs() < 1e-3, "{overlap_m2}");
    assert!(
        overlaps.largest.iter().all(|spot| spot.areas.len() > 1),
        "{overlaps:?}"
    );
    Ok(())
}
