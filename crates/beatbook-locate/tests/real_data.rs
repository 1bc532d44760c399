//! The join on open data: Merseyside street-level crime against Liverpool's LSOAs of 2011. The files stand
//! beside the repository; `BEATBOOK_REAL_DATA` names another folder. Without them nothing is tested, and
//! the test says so.

use std::collections::HashMap;
use std::error::Error;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Instant;

use beatbook_core::{Bng, Crs, H3Resolution, Metres, Transform};
use beatbook_locate::{
    AreaIndex, Gazetteer, NO_AREA, NameKind, Noding, StreetLine, StreetNetwork, StudyCells,
    Transformer, union,
};
use geo::{Area, MultiLineString, MultiPolygon};
use shapefile::dbase::{FieldValue, Record};

type Fallible<T> = Result<T, Box<dyn Error>>;

fn real_data() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("BEATBOOK_REAL_DATA").map_or_else(beside, PathBuf::from);
    let there = folder.join("boundaries").is_dir();
    if !there {
        println!(
            "skipped: no real data in {}; set BEATBOOK_REAL_DATA",
            folder.display()
        );
    }
    there.then_some(folder)
}

/// Codes and polygons of a Shapefile with a field `code`.
fn lsoas(path: &Path) -> Fallible<(Vec<String>, Vec<MultiPolygon<f64>>)> {
    let rows = shapefile::read_as::<_, shapefile::Polygon, Record>(path)?;
    let mut layer = (Vec::new(), Vec::new());
    for (polygon, record) in rows {
        let Some(FieldValue::Character(Some(code))) = record.get("code") else {
            return Err("a record without code".into());
        };
        layer.0.push(code.clone());
        layer.1.push(polygon.try_into()?);
    }
    Ok(layer)
}

/// Longitude, latitude and the code of the LSOA that the row names.
fn street_rows(path: PathBuf) -> Fallible<Vec<([f64; 2], String)>> {
    let mut reader = csv::Reader::from_reader(flate2::read::GzDecoder::new(File::open(path)?));
    let headers = reader.headers()?.clone();
    let column = |name: &str| {
        headers
            .iter()
            .position(|h| h == name)
            .ok_or("missing column")
    };
    let (lon, lat, code) = (
        column("Longitude")?,
        column("Latitude")?,
        column("LSOA code")?,
    );
    let mut rows = Vec::new();
    for row in reader.records() {
        let row = row?;
        if let (Ok(lon), Ok(lat)) = (row[lon].parse(), row[lat].parse()) {
            rows.push(([lon, lat], row[code].to_string()));
        }
    }
    Ok(rows)
}

struct Agreement {
    share: f64,
    furthest: f64,
}

/// Over the rows whose own LSOA is in the layer: how many the join puts there, and how far from it
/// the others are.
fn agreement(
    layer: &(Vec<String>, Vec<MultiPolygon<f64>>),
    rows: &[([f64; 2], String)],
    transform: &Transform,
) -> Fallible<(usize, Agreement)> {
    let number: HashMap<&str, u32> = layer.0.iter().map(String::as_str).zip(0..).collect();
    let named: Vec<([f64; 2], u32)> = rows
        .iter()
        .filter_map(|(at, code)| Some((*at, *number.get(code.as_str())?)))
        .collect();
    let mut positions: Vec<[f64; 2]> = named.iter().map(|row| row.0).collect();
    Transformer::new(Crs::Wgs84, transform)?.to_bng(&mut positions);
    let positions: Vec<Bng> = positions
        .iter()
        .map(|&[easting, northing]| Bng { easting, northing })
        .collect();
    let index = AreaIndex::new(&layer.1);
    let found = index.locate_all(&positions);
    let others = found
        .iter()
        .zip(&named)
        .zip(&positions)
        .filter(|((found, row), _)| **found != row.1);
    let others: Vec<f64> = others
        .map(|((_, row), &p)| index.distance_to(row.1, p).0)
        .collect();
    let share = 1.0 - others.len() as f64 / named.len() as f64;
    let furthest = others.into_iter().fold(0.0, f64::max);
    Ok((named.len(), Agreement { share, furthest }))
}

#[test]
fn liverpool_rows_fall_in_the_lsoa_they_name_by_helmert_and_not_by_ostn15() -> Fallible<()> {
    let Some(data) = real_data() else {
        return Ok(());
    };
    let layer = lsoas(&data.join("boundaries/lsoa2011_liverpool_shp/england_lsoa_2011.shp"))?;
    assert_eq!(layer.0.len(), 298);
    let rows = street_rows(data.join("police/2018-12-merseyside-street.csv.gz"))?;
    let (count, helmert) = agreement(&layer, &rows, &Transform::Helmert)?;
    let (_, ostn15) = agreement(&layer, &rows, &Transform::Ostn15)?;
    println!(
        "{count} rows: helmert {:.4}%, furthest other {:.4} m; ostn15 {:.4}%, furthest other {:.3} m",
        helmert.share * 100.0,
        helmert.furthest,
        ostn15.share * 100.0,
        ostn15.furthest,
    );
    assert_eq!(count, 5_753);
    assert!(helmert.share >= 0.991, "{}", helmert.share);
    assert!(helmert.furthest <= 0.1, "{}", helmert.furthest);
    assert!((ostn15.share - 0.955).abs() < 0.002, "{}", ostn15.share);
    Ok(())
}

#[test]
fn every_month_of_liverpool_agrees_by_helmert() -> Fallible<()> {
    let Some(data) = real_data() else {
        return Ok(());
    };
    let layer = lsoas(&data.join("boundaries/lsoa2011_liverpool_shp/england_lsoa_2011.shp"))?;
    for month in ["2014-04", "2017-01", "2018-06", "2018-12"] {
        let rows = street_rows(data.join(format!("police/{month}-merseyside-street.csv.gz")))?;
        let (count, helmert) = agreement(&layer, &rows, &Transform::Helmert)?;
        println!(
            "{month}: {count} rows, {:.4}%, furthest {:.4} m",
            helmert.share * 100.0,
            helmert.furthest
        );
        assert!(helmert.share >= 0.991 && helmert.furthest <= 0.1, "{month}");
    }
    Ok(())
}

#[test]
fn two_cities_are_joined_and_covered_by_cells() -> Fallible<()> {
    let Some(data) = real_data() else {
        return Ok(());
    };
    for (city, areas) in [("liverpool", 298), ("manchester", 282)] {
        let path = data.join(format!(
            "boundaries/lsoa2011_{city}_shp/england_lsoa_2011.shp"
        ));
        let (codes, polygons) = lsoas(&path)?;
        assert_eq!(codes.len(), areas);
        let start = Instant::now();
        let study = union(&polygons);
        let parts: f64 = polygons.iter().map(Area::unsigned_area).sum();
        let holes: usize = study.iter().map(|p| p.interiors().len()).sum();
        println!(
            "{city}: union in {:?}, {} parts, {holes} holes, {:.6} of the summed area",
            start.elapsed(),
            study.0.len(),
            study.unsigned_area() / parts
        );
        assert!((study.unsigned_area() / parts - 1.0).abs() < 1e-6);
        for resolution in H3Resolution::ALL {
            let start = Instant::now();
            let cells = StudyCells::new(&study, resolution)?;
            let took = start.elapsed();
            let pairs = cells.km2.iter().zip(&cells.share_inside);
            let inside: f64 = pairs.map(|(km2, share)| km2 * f64::from(*share)).sum();
            println!(
                "{city} {resolution:?}: {} cells in {took:?}, {inside:.3} km2 inside",
                cells.cells.len()
            );
            assert!((inside * 1e6 / study.unsigned_area() - 1.0).abs() < 1e-5);
            // As many as fill the ground, and those along the outline.
            let mean = cells.km2.iter().sum::<f64>() / cells.cells.len() as f64;
            let filling = inside / mean;
            let along = cells
                .share_inside
                .iter()
                .filter(|share| **share < 1.0)
                .count() as f64;
            let count = cells.cells.len() as f64;
            assert!(
                count > filling && count < filling + along,
                "{count} {filling} {along}"
            );
        }
        // The layer is a partition: inside the union, but not within a hair of its outline, every
        // position is in an area.
        let (layer, whole) = (
            AreaIndex::new(&polygons),
            AreaIndex::new(std::slice::from_ref(&study)),
        );
        let corners = polygons.iter().flat_map(geo::CoordsIter::coords_iter);
        let corners: Vec<Bng> = corners
            .map(|c| Bng {
                easting: c.x,
                northing: c.y,
            })
            .collect();
        let lost = layer.locate_all(&corners).into_iter().zip(&corners);
        let lost = lost.filter(|(area, p)| *area == NO_AREA && whole.locate(**p).is_some());
        let lost = lost
            .filter(|(_, p)| layer.nearest(**p, Metres(0.001)).is_none())
            .count();
        assert_eq!(lost, 0, "{city}");
    }
    Ok(())
}

/// Premises of the city centre's register: name, address and position.
fn premises(path: &Path) -> Fallible<Vec<(String, String, Bng)>> {
    let mut reader = csv::Reader::from_path(path)?;
    let headers = reader.headers()?.clone();
    let column = |name: &str| {
        let at = headers.iter().position(|h| h == name);
        at.ok_or("missing column")
    };
    let [name, address, lon, lat] = [
        column("PREMISESNAME")?,
        column("LOCATIONTEXT")?,
        column("longitude")?,
        column("latitude")?,
    ];
    let transformer = Transformer::new(Crs::Wgs84, &Transform::Ostn15)?;
    let mut premises = Vec::new();
    for row in reader.records() {
        let row = row?;
        let (Ok(lon), Ok(lat)) = (row[lon].parse(), row[lat].parse()) else {
            continue;
        };
        if let Some(at) = transformer.one(lon, lat) {
            premises.push((row[name].to_owned(), row[address].to_owned(), at));
        }
    }
    Ok(premises)
}

/// Names and lines of the main roads of Greater Manchester.
fn roads(path: &Path) -> Fallible<Vec<(String, MultiLineString<f64>)>> {
    let rows = shapefile::read_as::<_, shapefile::Polyline, Record>(path)?;
    let named = rows.into_iter().filter_map(|(line, record)| {
        let name = match record.get("ROAD_NAME") {
            Some(FieldValue::Character(Some(name))) => name.trim().to_owned(),
            _ => return None,
        };
        Some((name, MultiLineString::<f64>::from(line)))
    });
    Ok(named.filter(|(name, _)| !name.is_empty()).collect())
}

/// Shapely 2.2 (`shapely.node` of all lines, then counting distinct ends) finds in the 11,262 lines of
/// Meridian 2 as many nodes and pieces and the same length: no line crosses another between its ends.
#[test]
fn main_roads_make_the_network_that_shapely_finds() -> Fallible<()> {
    const NODES: u32 = 10_562;
    const SEGMENTS: usize = 11_262;
    const KM: f64 = 2_160.298_630_175_7;
    let Some(data) = real_data() else {
        return Ok(());
    };
    let roads = data.join("context/gm_main_roads_shp/gm_main_roads.shp");
    let rows = shapefile::read_as::<_, shapefile::Polyline, Record>(roads)?;
    let numbered: Vec<(String, MultiLineString<f64>)> = rows
        .into_iter()
        .map(|(line, record)| match record.get("NUMBER") {
            Some(FieldValue::Character(Some(number))) => (number.trim().to_owned(), line.into()),
            _ => (String::new(), line.into()),
        })
        .collect();
    let lines: Vec<StreetLine<'_>> = numbered
        .iter()
        .map(|(name, line)| StreetLine {
            line,
            name,
            level: 0,
        })
        .collect();
    let began = Instant::now();
    let network = StreetNetwork::new(&lines);
    println!("{:?} for {} lines", began.elapsed(), lines.len());
    assert_eq!(
        (network.nodes(), network.segments().len()),
        (NODES, SEGMENTS)
    );
    let km: f64 = network.segments().iter().map(|s| s.metres / 1_000.0).sum();
    assert!((km - KM).abs() < 1e-6, "{km}");
    assert_eq!(network.noding(), Noding::default());
    Ok(())
}

#[test]
fn addresses_of_premises_lead_to_the_road_and_the_place_they_name() -> Fallible<()> {
    let Some(data) = real_data() else {
        return Ok(());
    };
    let premises = premises(&data.join("context/manchester_city_centre_licensed_premises.csv"))?;
    let roads = roads(&data.join("context/gm_main_roads_shp/gm_main_roads.shp"))?;
    let streets = || roads.iter().map(|(name, lines)| (name.as_str(), lines));

    // A Canal Street of another town is among the main roads, Manchester's is not: the address says
    // "Manchester", and its ground tells them apart.
    let (_, lsoas) = lsoas(&data.join("boundaries/lsoa2011_manchester_shp/england_lsoa_2011.shp"))?;
    let city = MultiPolygon(lsoas.into_iter().flatten().collect());
    let city = || [("Manchester", 0, &city)];
    let gazetteer = Gazetteer::new([], streets(), city());
    let metres = |a: Bng, b: Bng| (a.easting - b.easting).hypot(a.northing - b.northing);
    let (mut on_road, mut far) = (0, Vec::new());
    for (_, address, at) in &premises {
        let Some(found) = gazetteer
            .find(address)
            .filter(|f| f.kind == NameKind::Street)
        else {
            continue;
        };
        on_road += 1;
        let name = &roads[found.number as usize].0;
        let distance = found.at.map_or(f64::INFINITY, |other| metres(*at, other));
        if distance > 1_000.0 {
            far.push(format!("`{address}` is {distance:.0} m from {name}"));
        }
    }
    println!("{on_road} of {} addresses name a main road", premises.len());
    println!("{}", far.join("\n"));
    assert!(on_road * 4 > premises.len(), "{on_road}");
    assert!(far.len() * 50 <= on_road, "{}", far.join("\n"));

    let places = premises.iter().map(|(name, _, at)| (name.as_str(), *at));
    let gazetteer = Gazetteer::new(places, streets(), city());
    let (mut right, mut wrong) = (0, Vec::new());
    for (name, address, at) in &premises {
        let text = format!("outside {name}, {address}");
        match gazetteer.place_named(&text, None, |_| true) {
            Some(named) if metres(premises[named.place as usize].2, *at) < 50.0 => right += 1,
            Some(named) => wrong.push(format!(
                "`{text}` gives {}",
                premises[named.place as usize].0
            )),
            None => {}
        }
    }
    println!("{right} of {} premises are found by name", premises.len());
    assert!(right * 10 >= premises.len() * 8, "{right}");
    // Two of the register lie within a hotel, or beside one of nearly the same name.
    assert!(wrong.len() <= 2, "{}", wrong.join("\n"));
    Ok(())
}
