use super::*;
use crate::PeopleCounted;
use crate::scratch::Scratch;
use beatbook_core::LayerId;

fn read(text: &str) -> Result<RawPopulation, String> {
    let scratch = Scratch::new();
    let spec = PopulationSpec {
        of: PeopleCounted::Residents,
        layer: LayerId::parse("lsoa11").unwrap(),
        year: 2020,
        path: scratch.write("population.csv", text),
    };
    read_population(&spec).map_err(|e| scratch.tidy(&e))
}

/// Columns `0` to `90+`.
fn ages() -> String {
    let names: Vec<String> = (0..90).map(|age| age.to_string()).collect();
    format!("{},90+", names.join(","))
}

/// The same number at every age.
fn each(number: u32) -> String {
    vec![number.to_string(); AGES].join(",")
}

#[test]
fn females_and_males_are_added_up() {
    let text = format!(
        "area_code,area_name,sex,all_ages,{},SYNTHETIC\nE01000001,a,Females,182,{},S\nE01000001,a,Males,\"1,183\",{},S\n",
        ages(),
        each(2),
        each(13)
    );
    let read = read(&text).unwrap();
    assert!(read.synthetic);
    let [row] = &read.rows[..] else { panic!() };
    assert_eq!((row.code.as_str(), row.residents), ("E01000001", 1365));
    assert_eq!(row.by_age, [15; AGES]);
}

#[test]
fn rows_for_persons_count_before_those_for_each_sex() {
    let text = "area_code,sex,all_ages\nE1,Persons,10\nE1,Females,6\nE1,Males,4\n";
    let read = read(text).unwrap();
    assert_eq!((read.rows.len(), read.rows[0].residents), (1, 10));
    assert!(read.rows[0].by_age.is_empty());
}

#[test]
fn a_table_of_one_row_for_each_area_and_a_census_table_are_read() {
    let text = format!(
        "lsoa11_name,lsoa11_code,total_population,{}\nBolton,E01004766,91,{}\n",
        ages(),
        each(1)
    );
    assert_eq!(read(&text).unwrap().rows[0].by_age.len(), AGES);
    let census = "\"date\",\"geography\",\"geography code\",\"Residence type: Total; measures: Value\"\n\"2021\",\"Hartlepool 001A\",\"E01011954\",2284\n";
    assert_eq!(read(census).unwrap().rows[0].residents, 2284);
}

#[test]
fn half_an_area_or_one_of_another_year_is_refused() {
    let message = read("area_code,sex,all_ages\nE1,Females,6\n").unwrap_err();
    assert!(
        message.contains("E1 has a row for one sex only"),
        "{message}"
    );
    let message = read("area_code,sex,all_ages\nE1,Males,6\nE1,Males,6\n").unwrap_err();
    assert!(
        message.contains("line 3, column area_code: E1 stands twice"),
        "{message}"
    );
    let message = read("lsoa21_code,total_population\nE1,6\n").unwrap_err();
    assert!(
        message.contains("the file is on LSOA codes of 2021, layer lsoa11 is of 2011"),
        "{message}"
    );
    let message = read("area_code,sex,all_ages,0,1\nE1,Persons,6,3,3\n").unwrap_err();
    assert!(message.contains("but not one for age 2"), "{message}");
}

#[test]
fn a_total_that_is_not_the_sum_of_its_ages_is_refused() {
    let text = format!(
        "area_code,all_ages,{}\nE1,91,{}\nE2,90,{}\n",
        ages(),
        each(1),
        each(1)
    );
    let message = read(&text).unwrap_err();
    assert!(message.contains("line 3, column all_ages"), "{message}");
    let words = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let both = "all residents are 90, but those of each age add up to 91";
    assert!(words.contains(both), "{message}");
}
