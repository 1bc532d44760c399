//! Real, openly licensed files, where they are at hand: `BEATBOOK_REAL_DATA`, else `../shared/data`
//! beside the repository.

use std::path::{Path, PathBuf};
use std::time::Instant;

use beatbook_core::{Crs, LayerId, Transform};

use crate::scratch::{Scratch, config, read_file};
use crate::{BadRows, LayerSpec, RawLayer, read_layer};

fn real_data() -> Option<PathBuf> {
    let folder = std::env::var_os("BEATBOOK_REAL_DATA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: no real data; set BEATBOOK_REAL_DATA to its folder");
    None
}

#[test]
fn street_files_with_their_quirks_are_read_whole() {
    let Some(data) = real_data() else { return };
    let scratch = Scratch::new();
    scratch.write("events.csv", "");
    let config = config(&scratch, crate::scratch::POLICE_UK);
    // Bare carriage returns, plain, no Crime ID column, plain.
    let files = [
        ("2014-04", 12_925, true),
        ("2017-01", 12_444, true),
        ("2018-06", 14_576, false),
        ("2018-12", 12_636, true),
    ];
    for (month, rows, has_ids) in files {
        let file = data.join(format!("police/{month}-merseyside-street.csv.gz"));
        let begin = Instant::now();
        let (report, batches) =
            read_file(&config, &file, BadRows::Refuse).unwrap_or_else(|e| panic!("{e}"));
        println!(
            "{month}: {} rows in {:?}",
            report.rows_read,
            begin.elapsed()
        );
        assert_eq!(
            (report.rows_read, report.refused, report.synthetic),
            (rows, 0, false)
        );
        let batch = &batches[0];
        assert_eq!(batch.line.first(), Some(&2), "the header is line 1");
        assert_eq!(batch.line.last(), Some(&(rows + 1)));
        assert!(batch.area.iter().all(Option::is_some));
        assert!(batch.position.iter().all(Option::is_some));
        assert_eq!(batch.id.iter().any(Option::is_some), has_ids);
        let anti_social =
            |i: &usize| batch.strings.get(batch.category[*i]) == "Anti-social behaviour";
        assert!(
            (0..batch.len())
                .filter(anti_social)
                .all(|i| batch.id[i].is_none())
        );
    }
}

#[test]
fn burglaries_of_greater_manchester_are_read_by_mapping() {
    let Some(data) = real_data() else { return };
    let scratch = Scratch::new();
    scratch.write("events.csv", "");
    let config = config(
        &scratch,
        "format = \"csv\"\nfiles = [\"events.csv\"]\ncrs = \"EPSG:4326\"\ntransform = \"helmert\"\n\
         [source.columns]\ncategory = \"Crime.type\"\nx = \"Longitude\"\ny = \"Latitude\"\nfrom = \"Month\"\n\
         [source.time]\nformat = \"%Y-%m\"\nprecision = \"month\"\n",
    );
    let file = data.join("police/gmp_burglary_2016-02_2019-01.csv.gz");
    let begin = Instant::now();
    let (report, batches) =
        read_file(&config, &file, BadRows::Refuse).unwrap_or_else(|e| panic!("{e}"));
    println!(
        "burglaries: {} rows in {:?}",
        report.rows_read,
        begin.elapsed()
    );
    assert_eq!((report.rows_read, batches.len()), (92_666, 2));
}

#[test]
fn other_real_tables_are_read_by_mapping() {
    let Some(data) = real_data() else { return };
    let scratch = Scratch::new();
    scratch.write("events.csv", "");
    let tables = [
        (
            "police/lancashire_asb.tab.gz",
            56_434,
            "x = \"longitude\"\ny = \"latitude\"\nfrom = \"month\"\narea = \"lsoa_code\"\n\
             [source.fixed]\ncategory = \"asb\"\n[source.time]\nformat = \"%Y-%m-%d\"\nprecision = \"month\"\n",
        ),
        (
            "police/merseyside_shoplifting.csv.gz",
            7_930,
            "category = \"crime_type\"\nx = \"longitude\"\ny = \"latitude\"\nfrom = \"month\"\n\
             [source.time]\nformat = \"%Y-%m\"\nprecision = \"month\"\n",
        ),
        (
            "police/2019-06-greater-manchester-stop-and-search.csv",
            907,
            "category = \"Type\"\nx = \"Longitude\"\ny = \"Latitude\"\nfrom = \"Date\"\n\
             [source.time]\nformat = \"%Y-%m-%dT%H:%M:%S%:z\"\nprecision = \"instant\"\n",
        ),
        (
            "context/gm_stats19_road_casualties_2019-2024-06.csv.gz",
            20_435,
            "category = \"casualty_severity\"\nx = \"lon\"\ny = \"lat\"\nfrom = \"date\"\nid = \"AREFNO\"\n\
             [source.time]\nformat = \"%Y-%m-%d\"\nprecision = \"date\"\n",
        ),
    ];
    for (file, rows, columns) in tables {
        let source = format!(
            "format = \"csv\"\nfiles = [\"events.csv\"]\ncrs = \"EPSG:4326\"\n[source.columns]\n{columns}"
        );
        let config = config(&scratch, &source);
        let read = read_file(&config, &data.join(file), BadRows::Skip);
        let (report, _) = read.unwrap_or_else(|e| panic!("{e}"));
        println!(
            "{file}: {} rows, {} refused",
            report.rows_read, report.refused
        );
        assert_eq!((report.rows_read, report.refused), (rows, 0), "{file}");
    }
}

fn layer(data: &Path, path: &str, code: &str, name: &str) -> RawLayer {
    let spec = LayerSpec {
        id: LayerId::parse("lsoa11").unwrap(),
        path: data.join(path),
        code: code.into(),
        name: Some(name.into()),
        crs: None,
        transform: Transform::default(),
    };
    read_layer(&spec).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn real_boundaries_are_read_whole() {
    let Some(data) = real_data() else { return };
    let liverpool = layer(&data, "boundaries/lsoa2011_liverpool_shp", "code", "name");
    assert_eq!((liverpool.areas.len(), liverpool.crs), (298, Crs::Bng));
    assert!(
        liverpool
            .areas
            .iter()
            .all(|a| a.code.starts_with("E010") && a.name.starts_with("Liverpool"))
    );

    let manchester = layer(
        &data,
        "boundaries/lsoa2021_manchester_shp",
        "lsoa21cd",
        "lsoa21nm",
    );
    assert_eq!((manchester.areas.len(), manchester.crs), (295, Crs::Bng));

    let county = layer(
        &data,
        "boundaries/gm_lsoa_2011_generalised.geojson",
        "area_code",
        "area_name",
    );
    assert_eq!((county.areas.len(), county.crs), (1673, Crs::Wgs84));
    assert_eq!(county.areas[0].name, "Bolton 005A");
}
