use std::path::PathBuf;

use beatbook_fetch::Record;

use super::*;

#[test]
fn a_report_says_where_it_is_what_it_is_and_whom_to_thank() {
    let (source, _) = find("lsoa-england-2011").unwrap();
    let entry = source.wanted(Some("bfe")).unwrap()[0];
    let fetched = Fetched {
        path: PathBuf::from("data/lsoa-england-2011/lsoa11-bfe.geojson"),
        origin: Origin::Fetched,
        record: Record {
            name: "lsoa-england-2011#bfe".into(),
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            licence: source.licence.clone(),
            attribution: source.attribution.clone(),
            vintage: source.vintage,
            crs: Some("EPSG:27700".into()),
            address: entry.address.clone(),
            fetched: "2026-01-02T03:04:05Z".into(),
            by_hand: false,
            bytes: 312_400_000,
            sha256: "ab".repeat(32),
            rows: Some(34_753),
            etag: None,
            last_modified: None,
            cut_from: Vec::new(),
        },
        notes: vec!["has 34752 rows, the catalogue says 34753".into()],
    };
    let said = report(&fetched, entry);
    for part in [
        "data/lsoa-england-2011/lsoa11-bfe.geojson: fetched, 34,753 rows, 312.4 MB",
        "sha256 abab",
        "Office for National Statistics, Open Government Licence v3.0: Source: Office for National",
        "coordinates in EPSG:27700",
        "note: its address was not verified",
        "note: has 34752 rows",
    ] {
        assert!(said.contains(part), "{part} is missing in\n{said}");
    }
}

#[test]
fn progress_is_in_megabytes_or_features() {
    let (source, _) = find("lsoa-england-2011").unwrap();
    let entry = source.wanted(None).unwrap()[0];
    let at = |done, of, unit| line(&source, entry, &Progress { done, of, unit });
    assert_eq!(
        at(1_500_000, Some(3_000_000), Unit::Bytes),
        "lsoa-england-2011#bfc  1.5 MB of 3.0 MB"
    );
    assert_eq!(at(900, None, Unit::Bytes), "lsoa-england-2011#bfc  0.9 kB");
    assert_eq!(
        at(1_500, Some(34_753), Unit::Features),
        "lsoa-england-2011#bfc  1,500 of 34,753 features"
    );
}

#[test]
fn more_about_a_source_names_its_files_and_which_address_is_not_verified() {
    let (source, _) = find("lsoa-england-2011").unwrap();
    let said = about(&source, &source.wanted(Some("*")).unwrap());
    assert!(said.contains("#bfc  full resolution"), "{said}");
    assert!(
        said.contains("NOT verified: https://services1.arcgis.com/"),
        "{said}"
    );
    assert!(
        said.contains("kept as lsoa-england-2011/lsoa11-bfe.geojson"),
        "{said}"
    );
}
