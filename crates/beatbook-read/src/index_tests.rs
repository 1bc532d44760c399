use std::path::PathBuf;

use super::*;
use crate::scratch::Scratch;

fn spec(path: PathBuf, id: &str, layer: &str, carried: bool) -> IndexSpec {
    IndexSpec {
        domain: None,
        id: id.into(),
        layer: LayerId::parse(layer).unwrap(),
        path,
        carried,
    }
}

fn read(text: &str, id: &str, layer: &str, carried: bool) -> Result<RawIndex, String> {
    let scratch = Scratch::new();
    let path = scratch.write("imd.csv", text);
    read_index(&spec(path, id, layer, carried)).map_err(|e| scratch.tidy(&e))
}

const FILE_1: &str = "\u{feff}LSOA code (2011),LSOA name (2011),Local Authority District code (2019),Local Authority District name (2019),Index of Multiple Deprivation (IMD) Rank,Index of Multiple Deprivation (IMD) Decile\n\
    E01005061,Manchester 024A,E08000003,Manchester,\"1,296\",1\nE01005062,Manchester 024B,E08000003,Manchester,\"32,000\",10\n";

#[test]
fn thousands_commas_and_a_byte_order_mark_are_read() {
    let index = read(FILE_1, "imd19", "lsoa11", false).unwrap();
    assert_eq!(
        (index.year, index.edition, index.rows.len(), index.synthetic),
        (Vintage(2011), 2019, 2, false)
    );
    assert_eq!(
        index.rows[0],
        IndexRow {
            code: "E01005061".into(),
            rank: 1296,
            decile: 1
        }
    );
}

#[test]
fn all_published_headers_are_recognised_whatever_their_case() {
    let file_2 = "lsoa CODE (2011),Local Authority District code (2019),Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),Index of Multiple Deprivation (IMD)  Decile (where 1 is most deprived 10% of LSOAs),Income Rank (where 1 is most deprived),Income Decile (where 1 is most deprived 10% of LSOAs)\nE01000001,E09000001,5,1,900,2\n";
    let file_7 = "LSOA code (2021),LSOA name (2021),Local Authority District code (2024),Local Authority District name (2024),Index of Multiple Deprivation (IMD) Score,Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs),Total population: mid 2022,SYNTHETIC\nE01000001,x,E09000001,y,40.1,5,1,1500,SYNTHETIC\n";
    let humaniverse = "lsoa11_code,Income_decile,IMD_rank,IMD_decile\nE01000001,2,5,1\n";
    for (text, id, layer, edition, synthetic) in [
        (file_2, "imd19", "lsoa11", 2019, false),
        (file_7, "imd25", "lsoa21", 2025, true),
        (humaniverse, "imd15", "lsoa11", 2015, false),
    ] {
        let index = read(text, id, layer, false).unwrap_or_else(|e| panic!("{e}"));
        let row = &index.rows[0];
        assert_eq!((row.rank, row.decile), (5, 1));
        assert_eq!((index.edition, index.synthetic), (edition, synthetic));
    }
}

#[test]
fn codes_of_another_year_are_refused_unless_a_lookup_carries_them() {
    assert_eq!(
        read(FILE_1, "imd19", "lsoa21", false).unwrap_err(),
        "cannot read the index from imd.csv
  the file is on LSOA codes of 2011, layer lsoa21 is of 2021
  help: set layer to one of 2011 such as lsoa11, name the index on codes of 2021, or add [lookup]
        with the exact-fit lookup of LSOA 2011 to 2021"
    );
    let index = read(FILE_1, "imd19", "lsoa21", true).unwrap();
    assert_eq!(index.year, Vintage(2011));
    assert!(
        read(FILE_1, "imd19", "ward22", true).is_err(),
        "a lookup of LSOA does not lead to wards"
    );
}

#[test]
fn another_edition_than_its_id_says_is_refused() {
    assert_eq!(
        read(FILE_1, "imd15", "lsoa11", false).unwrap_err(),
        "cannot read the index from imd.csv
  the file is the index of 2019, but its id `imd15` says 2015
  help: give it the year of the file in the config, or name the file of 2015"
    );
}

#[test]
fn a_code_that_stands_twice_is_refused() {
    let text = "lsoa11_code,IMD_rank,IMD_decile\nE01000001,5,1\nE01000001,6,1\n";
    assert_eq!(
        read(text, "imd19", "lsoa11", false).unwrap_err(),
        "cannot read the index from imd.csv
  line 3, column lsoa11_code: E01000001 stands twice: line 2 has it too
    E01000001,6,1
    ^^^^^^^^^
  help: keep one row for each area"
    );
}

#[test]
fn a_file_without_the_whole_index_is_refused() {
    let domains = "lsoa11_code,Education_decile,Education_rank\nE01000001,5,1\n";
    let message = read(domains, "imd19", "lsoa11", false).unwrap_err();
    assert!(message.contains("there is no column with the rank of the index"));
}

#[test]
fn a_rank_beyond_all_areas_is_refused() {
    let text = FILE_1.replace("32,000", "40,001");
    let message = read(&text, "imd19", "lsoa11", false).unwrap_err();
    assert!(message.contains("the rank is 40,001"), "{message}");
}

#[test]
fn one_domain_is_read_from_the_files_that_have_them() {
    let file_2 = "LSOA code (2011),Local Authority District code (2019),Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs),Income Rank (where 1 is most deprived),Income Decile (where 1 is most deprived 10% of LSOAs),\"Education, Skills and Training Rank (where 1 is most deprived)\",\"Education, Skills and Training Decile (where 1 is most deprived 10% of LSOAs)\"\nE01000001,E09000001,5,1,900,2,7000,3\n";
    let of = |domain, text: &str| {
        let scratch = Scratch::new();
        let spec = IndexSpec {
            domain: Some(domain),
            ..spec(scratch.write("imd.csv", text), "income19", "lsoa11", false)
        };
        let read = read_index(&spec).map_err(|e| scratch.tidy(&e))?;
        Ok::<_, String>((read.rows[0].rank, read.rows[0].decile))
    };
    assert_eq!(of(Domain::Income, file_2), Ok((900, 2)));
    assert_eq!(of(Domain::Education, file_2), Ok((7000, 3)));
    let refused = of(Domain::Crime, file_2).unwrap_err();
    assert!(
        refused.contains("crime domain") && refused.contains("File 7"),
        "{refused}"
    );
    assert!(of(Domain::Income, FILE_1).is_err());
}
