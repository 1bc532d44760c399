use std::path::PathBuf;

use super::*;
use crate::real_data_tests::real_data;
use crate::scratch::Scratch;

/// What a file with this text is, and why.
fn told(name: &str, text: &str) -> (Kind, String) {
    let scratch = Scratch::new();
    let path = scratch.write(name, text);
    let mut found = recognise(&path);
    assert_eq!(found.len(), 1);
    let found = found.remove(0);
    (found.what, found.evidence)
}

fn events(name: &str, text: &str) -> Events {
    match told(name, text) {
        (Kind::Events(events), _) => *events,
        other => panic!("{other:?}"),
    }
}

const EXTRACT: &str = "crime_ref,log no,offence,ho code,committed from,committed to,easting,northing,location,home beat,DV marker\n\
    A1,L1,Robbery,34B,01/02/2024 21:10,01/02/2024 21:40,384000,398000,High Street,A1B1,N\n\
    A2,L1,Assault,8N,13/02/2024 01:10,13/02/2024 01:20,384100,398100,Low Street,A1B2,Y\n";

#[test]
fn a_force_extract_is_mapped_by_names_and_values() {
    let events = events("police-extract.csv", EXTRACT);
    assert_eq!(events.family, Family::Extract);
    let columns = &events.columns;
    let name = |text: &str| Some(text.to_owned());
    assert_eq!(columns.id, name("crime_ref"));
    assert_eq!(columns.incident, name("log no"));
    assert_eq!(columns.category, name("offence"));
    assert_eq!(columns.code, name("ho code"));
    assert_eq!(columns.from, "committed from");
    assert_eq!(columns.to, name("committed to"));
    assert_eq!(
        (&columns.x, &columns.y),
        (&name("easting"), &name("northing"))
    );
    assert_eq!(columns.place, name("location"));
    assert_eq!(events.crs, Some(beatbook_core::Crs::Bng));
    assert_eq!(events.flags, [("domestic".into(), "DV marker".into())]);
    assert_eq!(events.category, None);
}

#[test]
fn an_id_that_stands_twice_is_none() {
    let text = EXTRACT.replace("A2,", "A1,");
    assert_eq!(events("police-extract.csv", &text).columns.id, None);
}

/// An extract of 100 rows; the row is made by `row` from its number.
fn hundred(header: &str, row: impl Fn(usize) -> String) -> String {
    let rows: String = (0..100).map(|n| row(n) + "\n").collect();
    format!("{header}\n{rows}")
}

fn noted(name: &str, text: &str) -> (Events, Vec<String>) {
    let scratch = Scratch::new();
    let path = scratch.write(name, text);
    let found = recognise(&path).remove(0);
    match found.what {
        Kind::Events(events) => (*events, found.notes),
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_odd_value_takes_neither_the_domestic_flag_nor_the_id_nor_the_position_away() {
    let text = hundred("crime_ref,offence,from,easting,northing,domestic", |n| {
        let id = n.max(1);
        let flag = if n == 7 { "U" } else { ["N", "Y"][n % 2] };
        let at = if n % 20 == 0 { "0,0" } else { "384000,398000" };
        format!("C{id},Robbery,2024-02-01 21:10,{at},{flag}")
    });
    let (events, notes) = noted("extract.csv", &text);
    assert_eq!(events.flags, [("domestic".into(), "domestic".into())]);
    assert_eq!(events.columns.id.as_deref(), Some("crime_ref"));
    assert_eq!(events.columns.x.as_deref(), Some("easting"));
    assert_eq!(events.positions.len(), 95, "0, 0 is no position");
    assert_eq!(
        notes,
        [
            "crime_ref: 99 of 100 values are different; check lists rows that share an id, and all are kept",
            "domestic: 99 of 100 values are yes or no; the rows with `U` will be refused, each with its line",
            "easting, northing: 5.0% of the sampled positions are 0, 0, which is read as none",
        ]
    );
}

#[test]
fn a_flag_of_ones_and_blanks_is_one_where_its_name_says_so() {
    let text = hundred("ref,offence,date,easting,northing,DV Flag,victims", |n| {
        let flag = if n % 9 == 0 { "1" } else { "" };
        format!("{n},Robbery,2024-02-13,384000,398000,{flag},1")
    });
    let (events, notes) = noted("extract.csv", &text);
    assert_eq!(events.flags, [("domestic".into(), "DV Flag".into())]);
    assert_eq!(notes, ["columns not used: victims (not recognised)"]);
}

#[test]
fn columns_that_are_not_used_are_told_with_the_reason() {
    let text = hundred(
        "ref,offence,date,easting,northing,colour,domestic,remarks,caller",
        |n| {
            let flag = if n % 3 == 0 { "U" } else { "Y" };
            format!(
                "C{},Robbery,2024-02-13,384000,398000,red,{flag},,{}",
                n % 50,
                ["Y", "N"][n % 2]
            )
        },
    );
    let (events, notes) = noted("extract.csv", &text);
    assert_eq!(events.columns.id, None);
    assert_eq!(events.columns.caller, None, "yes and no are no name");
    assert_eq!(events.flags, [("caller".into(), "caller".into())]);
    assert_eq!(
        notes,
        [
            "columns not used: ref (ids repeat: 50 of 100 values differ), colour (not recognised), domestic (66% of its values are yes or no, others such as `U` are not), remarks (blank)"
        ]
    );
}

#[test]
fn quoted_thousands_are_positions() {
    let text = hundred("ref,offence,date,easting,northing", |n| {
        format!("{n},Robbery,2024-02-13,\"384,{n:03}\",\"398,123\"")
    });
    let events = events("extract.csv", &text);
    assert_eq!(events.crs, Some(beatbook_core::Crs::Bng));
    assert_eq!(events.positions[1].0, [384_001.0, 398_123.0]);
}

#[test]
fn clocks_without_a_colon_and_a_second_one_are_times_of_day() {
    let text = hundred(
        "offence,date_from,time_from,date_to,time_to,easting,northing",
        |n| {
            let minute = n % 60;
            format!("Robbery,2024-02-13,10{minute:02},2024-02-14,00{minute:02},384000,398000")
        },
    );
    let columns = events("extract.csv", &text).columns;
    assert_eq!(columns.from, "date_from");
    assert_eq!(columns.clock.as_deref(), Some("time_from"));
    assert_eq!(columns.to.as_deref(), Some("date_to"));
    assert_eq!(columns.to_clock.as_deref(), Some("time_to"));
}

#[test]
fn serial_numbers_of_excel_are_times_by_their_evidence() {
    let text = hundred("ref,offence,occurred,easting,northing", |n| {
        format!("{n},Robbery,{}.42,384000,398000", 45_292 + n)
    });
    let columns = events("extract.csv", &text).columns;
    assert_eq!(columns.from, "occurred");
}

#[test]
fn a_time_of_day_of_its_own_and_a_category_in_the_name() {
    let text = "date,time,lat,lon\n2024-02-01,21:10,53.48,-2.24\n2024-02-02,,53.49,-2.25\n";
    let events = events("noise_2024.csv", text);
    assert_eq!(events.family, Family::Complaint);
    assert_eq!(events.columns.clock.as_deref(), Some("time"));
    assert_eq!(events.category.as_deref(), Some("noise"));
    assert_eq!(events.columns.x.as_deref(), Some("lon"));
    assert_eq!(events.crs, Some(beatbook_core::Crs::Wgs84));
}

#[test]
fn months_written_as_their_first_day_are_months() {
    let text = "month,longitude,latitude,location,lsoa_code\n2022-01-01,-2.4646,53.7655,A Close,E01012607\n2022-02-01,-2.4747,53.7702,B Close,E01012608\n";
    let events = events("lancashire_asb.tab", text);
    assert_eq!(events.precision, Some(beatbook_core::Precision::Month));
    assert_eq!(events.columns.area.as_deref(), Some("lsoa_code"));
    assert!(events.anchors, "its columns are all of a street file");
    assert_eq!(
        events.positions[0],
        ([-2.4646, 53.7655], Some("E01012607".into()))
    );
}

#[test]
fn a_file_that_says_nothing_is_named_with_its_columns() {
    let (what, _) = told("a.csv", "colour,size\nred,3\n");
    let Kind::Unknown(why) = what else {
        panic!("{what:?}")
    };
    assert!(why.contains("colour, size"), "{why}");
}

#[test]
fn counts_without_a_place_are_refused() {
    let (what, evidence) = told(
        "month.csv",
        "as.factor(Month),count\n2016-02,26422\n2016-03,28516\n",
    );
    assert!(matches!(what, Kind::Unused(..)), "{what:?}");
    assert_eq!(evidence, "counts (as.factor(Month), count)");
}

#[test]
fn people_are_no_events_and_attenders_no_people_of_events() {
    let linked = "crime_ref,role,person_id,age,sex,home_lsoa\nA1,victim,P1,27,F,E01005065\n";
    let (Kind::People(people), _) = told("people.csv", linked) else {
        panic!()
    };
    assert!(!people.tiig);
    assert_eq!(people.columns.person.as_deref(), Some("person_id"));
    let tiig = "hospital,month,age_band,sex,lsoa_of_residence\nNorth,2021-10,18-24,M,E01005065\n";
    let (Kind::People(people), _) = told("tiig.csv", tiig) else {
        panic!()
    };
    assert!(people.tiig);
}

#[test]
fn people_never_become_events_whatever_their_id_is_called() {
    for id in ["crime_no", "offence_id", "incident_ref"] {
        let text = format!(
            "{id},role,dob,home_easting,home_northing,home_address\nA1,victim,01/02/1990,384000,398000,1 High Street\n"
        );
        let (Kind::People(people), _) = told("people.csv", &text) else {
            panic!("{id}")
        };
        assert_eq!(people.columns.event.as_deref(), Some(id));
    }
    for header in ["nominal,role", "nominal,date of birth", "nominal,surname"] {
        let text = format!(
            "{header},date,home_easting,home_northing\nA1,suspect,01/02/1990,384000,398000\n"
        );
        let (what, _) = told("people.csv", &text);
        assert!(
            matches!(what, Kind::Unused("people", _)),
            "{header}: {what:?}"
        );
    }
}

#[test]
fn one_word_of_care_makes_health_data_of_a_file() {
    let rows = "date,easting,northing,extra\n13/02/2024,384000,398000,1\n";
    let family = |name: &str, column: &str| events(name, &rows.replace("extra", column)).family;
    assert_eq!(family("a.csv", "extra"), Family::Other);
    for column in [
        "patient_ref",
        "NHS trust",
        "A&E",
        "ED",
        "arrival time",
        "triage",
    ] {
        assert!(family("a.csv", column).is_health(), "{column}");
    }
    assert_eq!(family("a.csv", "conveyed"), Family::Callout);
    assert!(family("hospital.csv", "extra").is_health());
    assert!(
        told("a.csv", &rows.replace("extra", "triage"))
            .1
            .contains("the word triage")
    );
}

#[test]
fn days_are_not_turned_into_months_by_the_look_of_their_beginning() {
    let of = |name: &str, dates: &[&str]| {
        let rows: String = dates
            .iter()
            .map(|date| format!("{date},384000,398000\n"))
            .collect();
        events("a.csv", &format!("{name},easting,northing\n{rows}")).precision
    };
    // Month first: the fifth and the seventeenth of January.
    assert_eq!(of("date", &["01/05/2024", "01/17/2024"]), None);
    assert_eq!(of("date", &["01/02/2024", "01/05/2024"]), None);
    let month = Some(beatbook_core::Precision::Month);
    assert_eq!(of("month", &["2024-01-01", "2024-02-01"]), month);
}

#[test]
fn a_flag_of_two_columns_is_written_once() {
    let text = "date,easting,northing,Alcohol,other,alcohol?\n13/02/2024,384000,398000,Y,N,N\n";
    let flags = events("a.csv", text).flags;
    assert_eq!(
        flags,
        [
            ("alcohol".into(), "Alcohol".into()),
            ("other".into(), "other".into())
        ]
    );
}

#[test]
fn files_being_fetched_are_passed_over_and_other_keys_are_no_secret_text() {
    let scratch = Scratch::new();
    for name in [
        "a.csv.part",
        "a.csv.part.toml",
        "a.geojson.pages/0.json",
        "a.csv.source.toml",
        "a.csv.lock",
        ".hidden.csv",
    ] {
        scratch.write(&format!("data/{name}"), "x");
    }
    scratch.write("data/pseudonym.key", "some text of our own\n");
    scratch.write("data/server.key", "-----BEGIN PRIVATE KEY-----\nMIIE\n");
    scratch.write("data/two.key", "one\ntwo\n");
    let found = recognise(&scratch.path("data"));
    let keys: Vec<(String, bool)> = found
        .iter()
        .map(|file| {
            let name = file.path.file_name().unwrap().to_string_lossy();
            (name.into_owned(), file.what == Kind::Key)
        })
        .collect();
    let expected = [
        ("pseudonym.key", true),
        ("server.key", false),
        ("two.key", false),
    ];
    assert_eq!(keys, expected.map(|(name, is)| (name.to_owned(), is)));
}

#[test]
fn a_register_with_dates_is_still_places() {
    let text = "CASEDATE,PREMISESNAME,POSTCODE,longitude,latitude\n10/05/2005,Rain Bar,M1 5JG,-2.2446,53.4745\n11/05/2005,Spar,M1 5QA,-2.2401,53.4733\n";
    let (Kind::Places(places), _) = told("licensed_premises.csv", text) else {
        panic!()
    };
    assert_eq!(places.name.as_deref(), Some("PREMISESNAME"));
    assert_eq!(places.class, Class::All("venue".into()));
    let without = text
        .replace(",longitude,latitude", "")
        .replace(",-2.2446,53.4745", "")
        .replace(",-2.2401,53.4733", "");
    let (what, _) = told("licensed_premises.csv", &without);
    assert!(
        matches!(what, Kind::Unused("places without coordinates", _)),
        "{what:?}"
    );
}

#[test]
fn archives_are_looked_into_member_by_member() {
    let scratch = Scratch::new();
    let path = scratch.path("download.zip");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    let street = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type\n\
        ,2019-06,F,F,-2.24,53.48,On or near A Street,E01005065,M 1A,Anti-social behaviour\n\
        a,2019-06,F,F,-2.24,53.48,On or near A Street,E01005065,M 1A,Drugs\n";
    for name in [
        "2019-06/2019-06-x-street.csv",
        "2019-06/2019-06-x-readme.pdf",
    ] {
        zip.start_file(name, options).unwrap();
        std::io::Write::write_all(&mut zip, street.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
    let found = recognise(&path);
    let names: Vec<PathBuf> = found.iter().map(|file| file.path.clone()).collect();
    let member = |name: &str| PathBuf::from(format!("{}#2019-06/2019-06-x-{name}", path.display()));
    assert_eq!(names, [member("readme.pdf"), member("street.csv")]);
    assert!(matches!(&found[1].what, Kind::Events(events) if events.family == Family::Street));
    assert_eq!(found[1].rows, 2);
}

/// Every file of the open data, and the beginning of what is said of it.
const REAL: [(&str, &str); 70] = [
    ("README.md", ""),
    (
        "boundaries/gm_local_authority_2021_full_resolution.geojson",
        "10 areas, lad 2021",
    ),
    (
        "boundaries/gm_local_authority_2023_generalised.geojson",
        "10 areas, lad 2023",
    ),
    (
        "boundaries/gm_lsoa_2011_generalised.geojson",
        "1,673 areas, lsoa 2011",
    ),
    (
        "boundaries/gm_lsoa_2021_generalised.geojson",
        "1,702 areas, lsoa 2021",
    ),
    (
        "boundaries/gm_lsoa_2021_super_generalised.geojson",
        "1,702 areas, lsoa 2021",
    ),
    (
        "boundaries/gm_msoa_2021_generalised.geojson",
        "353 areas, msoa 2021",
    ),
    (
        "boundaries/gm_ward_2017_generalised.geojson",
        "215 areas, ward 2017",
    ),
    (
        "boundaries/gm_ward_2022_generalised.geojson",
        "215 areas, ward 2022",
    ),
    (
        "boundaries/gm_ward_2023_generalised.geojson",
        "215 areas, ward 2023",
    ),
    ("boundaries/kml/chicago_police_districts.kml", "25 shapes"),
    (
        "boundaries/lancashire_wards.gpkg",
        "271 areas, ward year not said",
    ),
    (
        "boundaries/lsoa2011_liverpool_shp/england_lsoa_2011.shp",
        "298 areas, lsoa 2011",
    ),
    (
        "boundaries/lsoa2011_manchester_shp/TermsAndConditions.html",
        "",
    ),
    (
        "boundaries/lsoa2011_manchester_shp/england_lsoa_2011.shp",
        "282 areas, lsoa 2011",
    ),
    (
        "boundaries/lsoa2011_manchester_ukgeojson.geojson",
        "282 areas, lsoa 2011",
    ),
    (
        "boundaries/lsoa2021_manchester_shp/TermsAndConditions.html",
        "",
    ),
    (
        "boundaries/lsoa2021_manchester_shp/england_lsoa_2021.shp",
        "295 areas, lsoa 2021",
    ),
    (
        "boundaries/merseyside_lsoa2011/E08000011.geojson",
        "98 areas, lsoa 2011",
    ),
    (
        "boundaries/merseyside_lsoa2011/E08000012.geojson",
        "298 areas, lsoa 2011",
    ),
    (
        "boundaries/merseyside_lsoa2011/E08000013.geojson",
        "119 areas, lsoa 2011",
    ),
    (
        "boundaries/merseyside_lsoa2011/E08000014.geojson",
        "189 areas, lsoa 2011",
    ),
    (
        "boundaries/merseyside_lsoa2011/E08000015.geojson",
        "206 areas, lsoa 2011",
    ),
    (
        "boundaries/oa2011_manchester.geojson",
        "1,530 areas, oa 2011",
    ),
    (
        "boundaries/police/Merseyside_police_neighbourhood.geojson",
        "10 areas, neighbourhood year not said",
    ),
    (
        "boundaries/police/gmp_force_area.geojson",
        "1 polygon without a code",
    ),
    (
        "boundaries/topojson_lsoa2011/topo_E08000001.json",
        "177 areas, lsoa 2011",
    ),
    (
        "boundaries/topojson_lsoa2011/topo_E08000002.json",
        "120 areas, lsoa 2011",
    ),
    (
        "boundaries/topojson_lsoa2011/topo_E08000003.json",
        "282 areas, lsoa 2011",
    ),
    (
        "boundaries/topojson_lsoa2011/topo_E08000004.json",
        "141 areas, lsoa 2011",
    ),
    (
        "boundaries/topojson_lsoa2011/topo_E08000005.json",
        "134 areas, lsoa 2011",
    ),
    (
        "boundaries/topojson_lsoa2011/topo_E08000006.json",
        "150 areas, lsoa 2011",
    ),
    (
        "boundaries/topojson_lsoa2011/topo_E08000007.json",
        "190 areas, lsoa 2011",
    ),
    (
        "boundaries/topojson_lsoa2011/topo_E08000008.json",
        "141 areas, lsoa 2011",
    ),
    (
        "boundaries/topojson_lsoa2011/topo_E08000009.json",
        "138 areas, lsoa 2011",
    ),
    (
        "boundaries/topojson_lsoa2011/topo_E08000010.json",
        "200 areas, lsoa 2011",
    ),
    (
        "boundaries/ward2022_manchester_shp/england_wd_2022.shp",
        "32 areas, ward 2022",
    ),
    (
        "context/gm_gambling_premises.csv",
        "places (name), taken for class venue",
    ),
    (
        "context/gm_hospitals.geojson",
        "outlines of places, class hospital",
    ),
    (
        "context/gm_main_roads_shp/gm_main_roads.shp",
        "lines of streets (names in ROAD_NAME)",
    ),
    (
        "context/gm_pubs_osm.tsv",
        "places (name), taken for class venue",
    ),
    (
        "context/gm_stats19_road_casualties_2019-2024-06.csv.gz",
        "events, by column (date, lon, lat, mode)",
    ),
    (
        "context/hospitals_england_2022.csv",
        "places (hospital22_name), taken for class hospital",
    ),
    (
        "context/manchester_city_centre_licensed_premises.csv",
        "places (PREMISESNAME), taken for class venue",
    ),
    (
        "context/manchester_licensed_premises.csv.gz",
        "a register of places (PREMISESNAME, postcode)",
    ),
    (
        "deprivation/File_1_-_IMD2019_Index_of_Multiple_Deprivation.csv.gz",
        "index of deprivation 2019 on LSOA 2011",
    ),
    (
        "deprivation/File_1_-_IMD2019_Index_of_Multiple_Deprivation.xlsx#IMD2019",
        "index of deprivation 2019 on LSOA 2011",
    ),
    (
        "deprivation/File_1_-_IMD2019_Index_of_Multiple_Deprivation.xlsx#Notes",
        "",
    ),
    (
        "deprivation/File_2_-_IoD2019_Domains_of_Deprivation.csv.gz",
        "index of deprivation 2019 on LSOA 2011",
    ),
    (
        "deprivation/File_6_-_IoD2019_Population_Denominators.csv.gz",
        "residents 2015 of LSOAs (totals)",
    ),
    (
        "deprivation/imd2015_england_lsoa11.csv.gz",
        "index of deprivation 2015 on LSOA 2011",
    ),
    (
        "deprivation/imd2019_england_lsoa11_subdomains.csv.gz",
        "domains of deprivation (18 ranks and deciles)",
    ),
    (
        "deprivation/imd2025_england_lsoa21.csv.gz",
        "index of deprivation 2025 on LSOA 2021",
    ),
    (
        "lookups/gm_lsoa_to_ward_best-fit_2011_2017.csv",
        "lookup of lad, lsoa, ward",
    ),
    (
        "lookups/gm_lsoa_to_ward_best-fit_2021_2022.csv",
        "lookup of lad, lsoa, ward",
    ),
    (
        "lookups/gm_statistical_lookup_2011.csv.gz",
        "lookup of lad, lsoa, msoa, oa",
    ),
    (
        "lookups/gm_statistical_lookup_2021.csv.gz",
        "lookup of lad, lsoa, msoa, oa",
    ),
    (
        "lookups/lookup_lsoa11_lsoa21_ltla22.csv.gz",
        "exact-fit lookup of LSOA 2011 to 2021",
    ),
    (
        "lookups/lookup_lsoa21_ward24_ltla24_gm.csv",
        "lookup of lad, lsoa, ward",
    ),
    (
        "police/2014-04-merseyside-street.csv.gz",
        "street crime of data.police.uk (12 of its 12 columns)",
    ),
    (
        "police/2017-01-merseyside-street.csv.gz",
        "street crime of data.police.uk (12 of its 12 columns)",
    ),
    (
        "police/2018-06-merseyside-street.csv.gz",
        "street crime of data.police.uk (11 of its 12 columns)",
    ),
    (
        "police/2018-12-merseyside-street.csv.gz",
        "street crime of data.police.uk (12 of its 12 columns)",
    ),
    (
        "police/2019-06-greater-manchester-stop-and-search.csv",
        "stop and search of data.police.uk (15 of its 15 columns)",
    ),
    (
        "police/crimes_Liverpool_hub_four_2021.csv.gz",
        "crime from data.police.uk",
    ),
    (
        "police/gmp_burglary_2016-02_2019-01.csv.gz",
        "street crime of data.police.uk (4 of its 12 columns)",
    ),
    ("police/gmp_month.csv", "counts (as.factor(Month), count)"),
    ("police/lancashire_asb.tab.gz", "crime from data.police.uk"),
    (
        "police/manc_burglary_bng.geojson.gz",
        "police events, by column (month, x, y, crime_type)",
    ),
    (
        "police/merseyside_shoplifting.csv.gz",
        "street crime of data.police.uk (12 of its 12 columns)",
    ),
];
/// The rest of them.
const REAL_TOO: [(&str, &str); 9] = [
    (
        "police/samples/2018-01-avon-and-somerset-outcomes.csv",
        "outcomes of data.police.uk",
    ),
    (
        "police/samples/2018-01-avon-and-somerset-street.csv",
        "street crime of data.police.uk",
    ),
    (
        "police/samples/2018-01-bedfordshire-outcomes.csv",
        "outcomes of data.police.uk",
    ),
    (
        "police/samples/2018-01-bedfordshire-street.csv",
        "street crime of data.police.uk",
    ),
    (
        "population/WD001_lsoa.csv.gz",
        "workday or resident density of lsoa areas",
    ),
    (
        "population/census2021-ts001-lsoa.csv.gz",
        "residents 2021 of LSOAs (totals)",
    ),
    (
        "population/population20_lsoa11_gm.csv.gz",
        "residents 2020 of LSOAs (single years of age)",
    ),
    (
        "population/trafford_mid-year_2022_population_lsoa21.csv.gz",
        "residents 2022 of LSOAs (single years of age)",
    ),
    (
        "population/trafford_mid-year_2024_population_lsoa21.csv.gz",
        "residents 2024 of LSOAs (single years of age)",
    ),
];

#[test]
fn every_open_file_is_told_for_what_it_is() {
    let Some(data) = real_data() else { return };
    let found = recognise(&data);
    let told: Vec<(String, &str)> = found
        .iter()
        .map(|file| {
            let below = file.path.strip_prefix(&data).unwrap();
            (
                below.to_string_lossy().replace('\\', "/"),
                file.evidence.as_str(),
            )
        })
        .collect();
    let expected: Vec<_> = REAL.iter().chain(&REAL_TOO).collect();
    for ((file, evidence), (name, begins)) in told.iter().zip(&expected) {
        assert_eq!(file, name);
        assert!(
            evidence.starts_with(begins) && evidence.is_empty() == begins.is_empty(),
            "{file}: {evidence}"
        );
    }
    assert_eq!(told.len(), expected.len());
}
