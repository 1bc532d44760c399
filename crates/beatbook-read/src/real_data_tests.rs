//! Real, openly licensed files, where they are at hand: `BEATBOOK_REAL_DATA`, else `../shared/data`
//! beside the repository.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

use beatbook_core::{Crs, Day, LayerId, Precision, Transform, Vintage};

use geo_types::Geometry;

use crate::scratch::{Scratch, config, config_of, read_file};
use crate::table::Table;
use crate::{
    BadRows, IndexSpec, LayerSpec, PeopleCounted, PopulationSpec, RawIndex, RawLayer, features,
    read_index, read_layer, read_lookup, read_places, read_population,
};

pub(crate) fn real_data() -> Option<PathBuf> {
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
        assert_eq!(batch.id.iter().any(|id| id.is_some()), has_ids);
        let anti_social =
            |i: &usize| batch.strings.get(batch.category[*i]) == "Anti-social behaviour";
        assert!(
            (0..batch.len())
                .filter(anti_social)
                .all(|i| batch.id.get(i).is_none())
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
        overlaps: false,
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

#[test]
fn areas_of_a_kml_file_are_read() {
    let Some(data) = real_data() else { return };
    let path = data.join("boundaries/kml/chicago_police_districts.kml");
    let file = features::read(&path, "areas", &["name", "description"]);
    let file = file.unwrap_or_else(|e| panic!("{e}"));
    assert_eq!((file.features.len(), file.crs), (25, Ok(Crs::Wgs84)));
    let first = &file.features[0];
    let values: Vec<_> = first.values.iter().flatten().collect();
    assert_eq!(values, ["17", "District 17"]);
    let is_polygon = |f: &features::Feature| {
        matches!(
            f.geometry,
            Some(Geometry::Polygon(_) | Geometry::MultiPolygon(_))
        )
    };
    assert!(file.features.iter().all(is_polygon));
    // Three of them are parts of one district.
    let spec = LayerSpec {
        id: LayerId::parse("beat24").unwrap(),
        path,
        code: "name".into(),
        name: None,
        crs: None,
        transform: Transform::default(),
        overlaps: false,
    };
    let districts = read_layer(&spec).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(districts.areas.len(), 23);
    let split = districts.areas.iter().find(|area| area.code == "31");
    assert!(split.is_some_and(|area| area.polygon.0.len() >= 3));
}

#[test]
fn police_neighbourhoods_are_read_as_beats() {
    let Some(data) = real_data() else { return };
    let path = "boundaries/police/Merseyside_police_neighbourhood.geojson";
    let beats = layer(&data, path, "id", "name");
    assert_eq!((beats.areas.len(), beats.crs), (10, Crs::Wgs84));
    assert!(beats.areas.iter().any(|area| area.code == "E7E8E9"));
}

#[test]
fn searches_are_instants_and_a_find_has_an_outcome_that_is_linked() {
    let Some(data) = real_data() else { return };
    let scratch = Scratch::new();
    scratch.write("events.csv", "");
    let config = config(
        &scratch,
        "format = \"stop-and-search\"\nfiles = [\"events.csv\"]\n",
    );
    let file = data.join("police/2019-06-greater-manchester-stop-and-search.csv");
    let read = read_file(&config, &file, BadRows::Refuse);
    let (report, batches) = read.unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(report.rows_read, 907);
    let batch = &batches[0];
    assert!(batch.precision.iter().all(|p| *p == Precision::Instant));
    // Counted with cut, sort and uniq: 51 + 12 + 13 + 50 + 2 + 14 rows are linked and not without action.
    assert_eq!(batch.flags.iter().filter(|f| **f == 1).count(), 142);
    let not_stated = |s: &&beatbook_core::Str| batch.strings.get(**s) == "Not stated";
    assert_eq!(batch.category.iter().filter(not_stated).count(), 3);
}

#[test]
fn casualties_with_the_time_of_day_in_a_column_of_its_own_are_instants() {
    let Some(data) = real_data() else { return };
    let scratch = Scratch::new();
    scratch.write("events.csv", "");
    let config = config(
        &scratch,
        "format = \"csv\"\nfiles = [\"events.csv\"]\ncrs = \"EPSG:4326\"\n[source.columns]\n\
         category = \"casualty_severity\"\nx = \"lon\"\ny = \"lat\"\nfrom = \"date\"\nclock = \"output_time\"\nincident = \"AREFNO\"\n\
         [source.time]\nformat = \"%Y-%m-%d %H:%M:%S\"\nprecision = \"instant\"\n",
    );
    let file = data.join("context/gm_stats19_road_casualties_2019-2024-06.csv.gz");
    let begin = Instant::now();
    let (report, batches) =
        read_file(&config, &file, BadRows::Refuse).unwrap_or_else(|e| panic!("{e}"));
    println!("{} casualties in {:?}", report.rows_read, begin.elapsed());
    assert_eq!((report.rows_read, report.refused), (20_435, 0));
    let batch = &batches[0];
    assert!(batch.precision.iter().all(|p| *p == Precision::Instant));
    let first = Day::parse("2024-01-01").unwrap().at(12, 3, 0).unwrap();
    assert_eq!(batch.from[0], first);
}

/// The values of each file decide what a format would say.
#[test]
fn times_of_real_files_are_read_by_evidence_as_by_their_format() {
    let Some(data) = real_data() else { return };
    let month = "format = \"%Y-%m\"\nprecision = \"month\"";
    for (path, columns, time, sentence) in [
        (
            "police/lancashire_asb.tab.gz",
            "x = \"longitude\"\ny = \"latitude\"\nfrom = \"month\"",
            "format = \"%Y-%m-%d\"\nprecision = \"month\"",
            "yyyy-mm-dd",
        ),
        (
            "police/gmp_burglary_2016-02_2019-01.csv.gz",
            "x = \"Longitude\"\ny = \"Latitude\"\nfrom = \"Month\"",
            month,
            "yyyy-mm",
        ),
        (
            "police/crimes_Liverpool_hub_four_2021.csv.gz",
            "x = \"lng\"\ny = \"lat\"\nfrom = \"date\"",
            month,
            "yyyy-mm",
        ),
        (
            "police/2019-06-greater-manchester-stop-and-search.csv",
            "x = \"Longitude\"\ny = \"Latitude\"\nfrom = \"Date\"",
            "format = \"%Y-%m-%dT%H:%M:%S%:z\"",
            "yyyy-mm-dd HH:MM",
        ),
        (
            "context/gm_stats19_road_casualties_2019-2024-06.csv.gz",
            "x = \"lon\"\ny = \"lat\"\nfrom = \"date\"\nclock = \"output_time\"",
            "format = \"%Y-%m-%d %H:%M:%S\"",
            "yyyy-mm-dd",
        ),
        (
            "context/manchester_licensed_premises.csv.gz",
            "place = \"POSTCODE\"\nfrom = \"CASEDATE\"",
            "format = \"%d/%m/%Y\"",
            "dd/mm/yyyy",
        ),
    ] {
        let read = |time: &str| {
            let scratch = Scratch::new();
            scratch.write("events.csv", "");
            let config = config(
                &scratch,
                &format!(
                    "format = \"csv\"\nfiles = [\"events.csv\"]\ncrs = \"EPSG:4326\"\n[source.columns]\n{columns}\n\
                     [source.fixed]\ncategory = \"x\"\n[source.time]\n{time}\n"
                ),
            );
            let read = read_file(&config, &data.join(path), BadRows::Skip);
            read.unwrap_or_else(|e| panic!("{path}: {e}"))
        };
        let ((told, by_format), (found, by_evidence)) = (read(time), read(""));
        assert_eq!(told.refused, found.refused, "{path}");
        let begin = format!("from: {sentence}, decided by ");
        assert!(
            found.times[0].starts_with(&begin),
            "{path}: {:?}",
            found.times
        );
        for (one, other) in by_format.iter().zip(&by_evidence) {
            assert_eq!(one.from, other.from, "{path}");
            assert_eq!(one.to, other.to, "{path}");
            assert_eq!(one.precision, other.precision, "{path}");
        }
        println!("{path}: {:?}", found.times);
    }
}

fn index(data: &Path, path: &str, id: &str, layer: &str) -> RawIndex {
    let spec = IndexSpec {
        domain: None,
        id: id.into(),
        layer: LayerId::parse(layer).unwrap(),
        path: data.join("deprivation").join(path),
        carried: false,
    };
    read_index(&spec).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn published_indices_of_deprivation_are_read_whole() {
    let Some(data) = real_data() else { return };
    let file_1 = "File_1_-_IMD2019_Index_of_Multiple_Deprivation.csv.gz";
    let first = index(&data, file_1, "imd19", "lsoa11");
    assert_eq!(
        (first.year, first.edition, first.rows.len(), first.synthetic),
        (Vintage(2011), 2019, 32_844, false)
    );
    let workbook = "File_1_-_IMD2019_Index_of_Multiple_Deprivation.xlsx#IMD*";
    assert_eq!(
        index(&data, workbook, "imd19", "lsoa11"),
        first,
        "the sheet is the same index"
    );
    let file_2 = "File_2_-_IoD2019_Domains_of_Deprivation.csv.gz";
    let second = index(&data, file_2, "imd19", "lsoa11");
    assert_eq!(second.rows.len(), 32_844);
    let of_second: HashMap<_, _> = second.rows.iter().map(|r| (&r.code, r)).collect();
    assert!(
        first
            .rows
            .iter()
            .all(|row| of_second.get(&row.code) == Some(&row)),
        "both files are the same index"
    );
    let manchester = layer(&data, "boundaries/lsoa2011_manchester_shp", "code", "name");
    let codes: HashSet<_> = manchester.areas.iter().map(|a| a.code.as_str()).collect();
    let of_city: Vec<_> = first
        .rows
        .iter()
        .filter(|r| codes.contains(&*r.code))
        .collect();
    // Counted with a program of its own by the district column of File 1.
    let most_deprived = of_city.iter().filter(|r| r.decile == 1).count();
    assert_eq!((of_city.len(), most_deprived), (282, 122));

    let older = index(&data, "imd2015_england_lsoa11.csv.gz", "imd15", "lsoa11");
    assert_eq!((older.edition, older.rows.len()), (2015, 32_844));
    let newer = index(&data, "imd2025_england_lsoa21.csv.gz", "imd25", "lsoa21");
    assert_eq!(
        (newer.year, newer.edition, newer.rows.len()),
        (Vintage(2021), 2025, 33_755)
    );
}

/// Header and rows of a table, each row with its line.
fn rows_of(path: &Path) -> Vec<(u64, Vec<String>)> {
    let mut table = Table::open(path, "events").unwrap_or_else(|e| panic!("{e}"));
    let mut rows = vec![(1, table.header().to_vec())];
    while let Some(record) = table.next().unwrap_or_else(|e| panic!("{e}")) {
        let fields = (0..record.len()).map(|i| record.field(i).to_owned());
        rows.push((record.line, fields.collect()));
    }
    rows
}

#[test]
fn a_street_file_is_the_same_in_a_zip_and_in_a_workbook() {
    let Some(data) = real_data() else { return };
    let scratch = Scratch::new();
    for month in ["2014-04", "2018-12"] {
        let packed = data.join(format!("police/{month}-merseyside-street.csv.gz"));
        let expected = rows_of(&packed);
        let mut text = Vec::new();
        let input = std::fs::File::open(&packed).unwrap();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(input), &mut text).unwrap();
        assert_eq!(rows_of(&scratch.write("plain.csv", &text)), expected);

        let name = format!("{month}/{month}-merseyside-street.csv");
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        archive
            .start_file(&name, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut archive, &text).unwrap();
        let archive = archive.finish().unwrap().into_inner();
        assert_eq!(rows_of(&scratch.write("download.zip", archive)), expected);

        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (row, (_, fields)) in (0..).zip(&expected) {
            for (column, field) in (0..).zip(fields) {
                match field.parse::<f64>() {
                    Ok(number) if (4..6).contains(&column) => {
                        sheet.write_number(row, column, number)
                    }
                    _ => sheet.write_string(row, column, field),
                }
                .unwrap();
            }
        }
        let book = scratch.write("book.xlsx", book.save_to_buffer().unwrap());
        let shortest = |field: &String, column: usize| match field.parse::<f64>() {
            Ok(number) if (4..6).contains(&column) => number.to_string(),
            _ => field.clone(),
        };
        let shortened: Vec<_> = expected
            .iter()
            .map(|(line, fields)| {
                let fields = (0..).zip(fields).map(|(n, field)| shortest(field, n));
                (*line, fields.collect::<Vec<_>>())
            })
            .collect();
        assert!(rows_of(&book) == shortened, "{month}: rows of the sheet");
    }
}

#[test]
fn the_lookup_of_lsoa_is_read_whole() {
    let Some(data) = real_data() else { return };
    let path = data.join("lookups/lookup_lsoa11_lsoa21_ltla22.csv.gz");
    let lookup = read_lookup(&path).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(lookup.rows.len(), 35_795);
    let county = layer(
        &data,
        "boundaries/gm_lsoa_2021_generalised.geojson",
        "area_code",
        "area_name",
    );
    let codes: HashSet<_> = county.areas.iter().map(|a| a.code.as_str()).collect();
    let changes = |letter| {
        let of_county = |r: &&crate::LookupRow| codes.contains(&*r.lsoa21) && r.change == letter;
        lookup.rows.iter().filter(of_county).count()
    };
    assert_eq!(['U', 'S', 'M', 'X'].map(changes), [1636, 63, 6, 0]);
}

#[test]
fn residents_are_read_from_every_layout() {
    let Some(data) = real_data() else { return };
    let read = |layer: &str, year, path: &str| {
        let spec = PopulationSpec {
            of: PeopleCounted::Residents,
            layer: LayerId::parse(layer).unwrap(),
            year,
            path: data.join("population").join(path),
        };
        read_population(&spec).unwrap_or_else(|e| panic!("{e}"))
    };
    let county = read("lsoa11", 2020, "population20_lsoa11_gm.csv.gz");
    let total = |rows: &[crate::PopulationRow]| rows.iter().map(|r| u64::from(r.residents)).sum();
    assert_eq!(
        (county.rows.len(), total(&county.rows)),
        (1673, 2_848_286_u64)
    );
    let of_ages = |r: &crate::PopulationRow| r.by_age.iter().sum::<u32>() == r.residents;
    assert!(county.rows.iter().all(of_ages));
    let oldest: u32 = county.rows.iter().map(|r| r.by_age[90]).sum();
    assert_eq!(oldest, 20_174);

    let trafford = read(
        "lsoa21",
        2022,
        "trafford_mid-year_2022_population_lsoa21.csv.gz",
    );
    assert_eq!((trafford.rows.len(), total(&trafford.rows)), (139, 236_301));
    let census = read("lsoa21", 2021, "census2021-ts001-lsoa.csv.gz");
    assert_eq!(
        (census.rows.len(), total(&census.rows)),
        (35_672, 59_597_601)
    );
}

#[test]
fn premises_and_hospitals_are_places() {
    let Some(data) = real_data() else { return };
    let scratch = Scratch::new();
    scratch.write("events.csv", "");
    let config = config_of(
        &scratch,
        "[[places]]\npath = \"premises\"\nclass_is = \"venue\"\nname = \"PREMISESNAME\"\nx = \"longitude\"\ny = \"latitude\"\ncrs = \"EPSG:4326\"\n\
         [[places]]\npath = \"hospitals\"\nclass_is = \"hospital\"\nname = \"hospital22_name\"\nx = \"longitude\"\ny = \"latitude\"\ncrs = \"EPSG:4326\"\n\
         [[source]]\nid = \"offence\"\nformat = \"police.uk\"\nfiles = [\"events.csv\"]\n",
    );
    let read = |number: usize, path: &str| {
        let mut spec = config.places[number].clone();
        spec.path = data.join("context").join(path);
        read_places(&spec).unwrap_or_else(|e| panic!("{e}"))
    };
    let premises = read(0, "manchester_city_centre_licensed_premises.csv");
    // 107 of the 353 rows have NA for their coordinates.
    assert_eq!((premises.features.len(), premises.left_out), (246, 107));
    assert!(premises.features.iter().all(|place| place.class == "venue"));
    let hospitals = read(1, "hospitals_england_2022.csv");
    assert_eq!((hospitals.features.len(), hospitals.left_out), (1061, 0));
}
