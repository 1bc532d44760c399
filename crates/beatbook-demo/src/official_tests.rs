use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use super::write_ground;
use crate::Town;
use crate::plane::{area, from_degrees, inside};

/// The files, written once for all tests.
static FILES: LazyLock<BTreeMap<String, String>> = LazyLock::new(written);

fn written() -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    write_ground(Town::shared(), folder.path()).unwrap();
    let mut all = BTreeMap::new();
    read(folder.path(), "", &mut all);
    all
}

fn read(folder: &Path, before: &str, all: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{before}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            read(&path, &format!("{name}/"), all);
        } else {
            all.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

/// The fields of a line; quotation marks hold commas together.
fn fields(line: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => all.push(String::new()),
            other => all.last_mut().unwrap().push(other),
        }
    }
    all
}

fn rows(name: &str) -> Vec<Vec<String>> {
    let text = FILES[name].trim_start_matches('\u{feff}');
    let rows: Vec<_> = text.lines().map(fields).collect();
    for row in &rows {
        assert_eq!(row.len(), rows[0].len(), "{name}: {row:?}");
    }
    rows
}

#[test]
fn every_file_is_there_says_synthetic_and_comes_out_the_same_again() {
    let names: Vec<_> = FILES.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "boundaries/beat24.kml",
            "boundaries/lsoa21.geojson",
            "boundaries/ring11.geojson",
            "boundaries/ward22.geojson",
            "calendar.csv",
            "imd/IMD2019_File_1.csv",
            "imd/IMD2019_File_2.csv",
            "imd/IoD2025_File_7.csv",
            "licensed-premises.csv",
            "lookups/lsoa11_lsoa21.csv",
            "population/mid2020_lsoa11.csv",
            "postcodes.csv",
            "pseudonym.key",
        ]
    );
    assert!(FILES.values().all(|text| text.contains("SYNTHETIC")));
    assert!(*FILES == written(), "another run wrote other bytes");
}

#[test]
fn the_indices_have_the_published_headers_and_the_decile_of_each_rank() {
    let text = &FILES["imd/IMD2019_File_1.csv"];
    assert_eq!(
        text.lines().next().unwrap(),
        "\u{feff}LSOA code (2011),LSOA name (2011),Local Authority District code (2019),Local Authority District name (2019),Index of Multiple Deprivation (IMD) Rank,Index of Multiple Deprivation (IMD) Decile,SYNTHETIC"
    );
    assert!(text.contains(",\"1,") && text.contains("\r\n"));
    let published = "LSOA code (2011),LSOA name (2011),Local Authority District code (2019),Local Authority District name (2019),Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs),Income Rank (where 1 is most deprived),Income Decile (where 1 is most deprived 10% of LSOAs),Employment Rank (where 1 is most deprived),Employment Decile (where 1 is most deprived 10% of LSOAs),\"Education, Skills and Training Rank (where 1 is most deprived)\",\"Education, Skills and Training Decile (where 1 is most deprived 10% of LSOAs)\",Health Deprivation and Disability Rank (where 1 is most deprived),Health Deprivation and Disability Decile (where 1 is most deprived 10% of LSOAs),Crime Rank (where 1 is most deprived),Crime Decile (where 1 is most deprived 10% of LSOAs),Barriers to Housing and Services Rank (where 1 is most deprived),Barriers to Housing and Services Decile (where 1 is most deprived 10% of LSOAs),Living Environment Rank (where 1 is most deprived),Living Environment Decile (where 1 is most deprived 10% of LSOAs),SYNTHETIC";
    let second = FILES["imd/IMD2019_File_2.csv"].lines().next().unwrap();
    assert_eq!(second.trim_start_matches('\u{feff}'), published);
    assert_eq!(
        FILES["imd/IoD2025_File_7.csv"].lines().next().unwrap(),
        "LSOA code (2021),LSOA name (2021),Local Authority District code (2024),Local Authority District name (2024),Index of Multiple Deprivation (IMD) Score,Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs),Total population: mid 2022,SYNTHETIC"
    );
    let (first, second, seventh) = (
        rows("imd/IMD2019_File_1.csv"),
        rows("imd/IMD2019_File_2.csv"),
        rows("imd/IoD2025_File_7.csv"),
    );
    assert_eq!((first.len(), second.len(), seventh.len()), (283, 283, 296));
    for (i, (one, two)) in first.iter().zip(&second).skip(1).enumerate() {
        let rank: u32 = one[4].replace(',', "").parse().unwrap();
        assert_eq!(one[5], Town::shared().deciles()[i].to_string());
        assert_eq!(two[4], rank.to_string());
        assert_eq!((&one[0], &one[5]), (&two[0], &two[5]));
        assert_eq!(one[5] == "1", rank <= 3_284, "rank {rank}");
    }
    let mut by_rank: Vec<(u32, f64)> = seventh[1..]
        .iter()
        .map(|row| (row[5].parse().unwrap(), row[4].parse().unwrap()))
        .collect();
    by_rank.sort_by_key(|(rank, _)| *rank);
    assert!(
        by_rank.windows(2).all(|pair| pair[0].1 > pair[1].1),
        "a score rises with the rank"
    );
    assert!(
        seventh[1..]
            .iter()
            .all(|row| (row[6] == "1") == (row[5].parse::<u32>().unwrap() <= 3_375))
    );
}

#[test]
fn the_lookup_names_every_area_of_both_years() {
    let rows = rows("lookups/lsoa11_lsoa21.csv");
    assert_eq!(
        rows[0].join(","),
        "LSOA11CD,LSOA11NM,CHGIND,LSOA21CD,LSOA21NM,LAD22CD,LAD22NM,SYNTHETIC"
    );
    assert_eq!(rows.len() - 1, 263 + 30 + 4);
    let mut parents: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut children: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in &rows[1..] {
        parents.entry(&row[0]).or_default().push(&row[3]);
        children.entry(&row[3]).or_default().push(&row[0]);
    }
    assert_eq!((parents.len(), children.len()), (282, 295));
    for row in &rows[1..] {
        let (made, came_from) = (parents[&*row[0]].len(), children[&*row[3]].len());
        let expected = match &*row[2] {
            "U" => (1, 1),
            "S" => (2, 1),
            "M" => (1, 2),
            other => panic!("change {other}"),
        };
        assert_eq!((made, came_from), expected, "{row:?}");
        assert_eq!(row[2] == "U", row[0] == row[3]);
    }
    let town = Town::shared();
    let codes: BTreeSet<_> = town.areas21().iter().map(|one| &*one.code).collect();
    assert!(children.keys().all(|code| codes.contains(code)));
}

#[test]
fn the_population_has_two_sexes_ninety_one_ages_and_the_sum_of_the_census() {
    let rows = rows("population/mid2020_lsoa11.csv");
    assert_eq!(rows[0][..5].join(","), "area_code,area_name,sex,all_ages,0");
    assert_eq!(rows[0][93..].join(","), "89,90+,SYNTHETIC");
    assert_eq!(rows.len() - 1, 2 * 282);
    let mut sum = 0_u32;
    for (i, row) in rows[1..].iter().enumerate() {
        assert_eq!(row[2], ["Females", "Males"][i % 2]);
        let all: u32 = row[3].parse().unwrap();
        let ages: u32 = row[4..95]
            .iter()
            .map(|count| count.parse::<u32>().unwrap())
            .sum();
        assert_eq!(all, ages, "{row:?}");
        sum += all;
    }
    assert_eq!(sum, 551_938);
}

#[test]
fn the_beats_are_57_placemarks_of_well_formed_xml() {
    let text = &FILES["boundaries/beat24.kml"];
    let mut open: Vec<&str> = Vec::new();
    let mut placemarks = 0;
    for piece in text.split('<').skip(1) {
        let tag = &piece[..piece.find('>').expect("an open tag")];
        if tag.starts_with('?') {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else {
            let name = tag.split(' ').next().unwrap();
            placemarks += usize::from(name == "Placemark");
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} left open");
    assert_eq!(placemarks, 57);
    assert!(text.contains("<name>A2H1</name>\n<description>Piccadilly Gardens</description>"));
}

#[test]
fn boundaries_are_closed_rings_of_wgs_84_in_the_right_place() {
    let town = Town::shared();
    for (name, code, count) in [
        ("lsoa21", "LSOA21CD", 295),
        ("ward22", "WD22CD", 32),
        ("ring11", "LSOA11CD", 12),
    ] {
        let text = &FILES[&format!("boundaries/{name}.geojson")];
        let file: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(file["SYNTHETIC"], true);
        let features = file["features"].as_array().unwrap();
        assert_eq!(features.len(), count);
        for feature in features {
            assert!(
                feature["properties"][code]
                    .as_str()
                    .unwrap()
                    .starts_with("E0")
            );
            assert_eq!(feature["properties"]["SYNTHETIC"], "SYNTHETIC");
            let ring = feature["geometry"]["coordinates"][0].as_array().unwrap();
            assert_eq!(ring.first(), ring.last());
            let ring: Vec<[f64; 2]> = ring
                .iter()
                .map(|p| [p[0].as_f64().unwrap(), p[1].as_f64().unwrap()])
                .collect();
            assert!(area(&ring[1..]) > 0.0, "RFC 7946: anticlockwise");
            assert!(
                ring.iter()
                    .all(|p| (-2.35..-2.1).contains(&p[0]) && (53.3..53.6).contains(&p[1]))
            );
        }
    }
    let wards: serde_json::Value =
        serde_json::from_str(&FILES["boundaries/ward22.geojson"]).unwrap();
    let names: Vec<_> = wards["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["properties"]["WD22NM"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        town.wards()
            .iter()
            .map(|ward| &*ward.name)
            .collect::<Vec<_>>()
    );
}

#[test]
fn premises_have_a_made_up_address_in_their_own_area() {
    let town = Town::shared();
    let rows = rows("licensed-premises.csv");
    assert_eq!(
        rows[0].join(","),
        "SYNTHETIC,name,address,postcode,longitude,latitude"
    );
    let venues: Vec<_> = town
        .places()
        .iter()
        .filter(|p| p.class == "venue")
        .collect();
    assert_eq!(rows.len() - 1, venues.len());
    let postcodes: BTreeMap<&str, usize> = town
        .postcodes()
        .iter()
        .map(|one| (&*one.postcode, one.area))
        .collect();
    let mut addresses = BTreeSet::new();
    for (row, venue) in rows[1..].iter().zip(venues) {
        assert_eq!(row[1], venue.name);
        assert!(addresses.insert(&row[2]), "{} twice", row[2]);
        let (number, street) = row[2].split_once(' ').unwrap();
        let number: u32 = number.parse().unwrap();
        let is_real = ["Portland Street", "Canal Street", "Peter Street"].contains(&street);
        assert!(!is_real || number > 2_000, "{}", row[2]);
        let home = &town.areas()[postcodes[&*row[3]]];
        assert!(inside(&home.ring, venue.at), "{} of {}", row[3], row[1]);
        let at = from_degrees(row[5].parse().unwrap(), row[4].parse().unwrap());
        assert!(crate::plane::distance(at, venue.at) < 0.1);
    }
}

#[test]
fn the_calendar_has_the_bank_holidays_and_some_of_every_kind() {
    let rows = rows("calendar.csv");
    assert_eq!(rows[0].join(","), "SYNTHETIC,date,kind,label");
    let dates = |kind: &str| -> Vec<&str> {
        rows.iter()
            .filter(|row| row[2] == kind)
            .map(|row| &*row[1])
            .collect()
    };
    let holidays = dates("bank-holiday");
    assert_eq!(holidays.len(), 27);
    for known in [
        "2022-06-03",
        "2022-09-19",
        "2023-05-08",
        "2024-03-29",
        "2024-08-26",
    ] {
        assert!(holidays.contains(&known), "{known}");
    }
    for known in ["2022-08-29", "2023-08-26"] {
        assert!(dates("pride").contains(&known), "{known}");
    }
    assert_eq!(dates("welcome-week").len(), 21);
    assert!((40..90).contains(&dates("match-day").len()));
    let all: Vec<_> = rows[1..].iter().map(|row| &*row[1]).collect();
    assert!(all.is_sorted() && all[0] >= "2021-10-01" && all[all.len() - 1] <= "2024-09-30");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("in-the-way");
    fs::write(&file, "").unwrap();
    let error = write_ground(Town::shared(), &file).unwrap_err().to_string();
    assert!(
        error.contains("in-the-way") && error.contains("choose a folder"),
        "{error}"
    );
}
