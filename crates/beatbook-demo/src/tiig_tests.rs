use std::collections::BTreeMap;

use crate::Town;
use crate::read_back::{CITY, Row, is_share};

fn last_year(row: &Row) -> bool {
    row.get("month") >= "2023-10"
}

#[test]
fn the_last_year_has_1596_attendances_and_most_of_the_rise_is_female() {
    let file = CITY.file("tiig.csv");
    let before = |row: &Row| ("2022-10".."2023-10").contains(&row.get("month"));
    let (now, then) = (file.count(last_year), file.count(before));
    assert_eq!((then, now), (1_478, 1_596));
    let women =
        |year: &dyn Fn(&Row) -> bool| file.count(|row| year(row) && row.get("sex") == "female");
    let rise = women(&last_year) - women(&before);
    assert!(rise * 2 > now - then, "{rise} of {}", now - then);
    assert!((women(&last_year) as f64 / now as f64 - 1.0 / 3.0).abs() < 0.01);
    let main = file.count(|row| last_year(row) && row.get("hospital") != "Other hospital");
    assert_eq!(main, (1_596.0_f64 * 0.84).round() as u64);
    assert_eq!(main, CITY.truth.tiig.unwrap().three_hospitals);
}

#[test]
fn three_in_five_attenders_live_in_the_most_deprived_decile() {
    let (file, truth) = (CITY.file("tiig.csv"), CITY.truth.tiig.unwrap());
    let town = Town::shared();
    let deciles: BTreeMap<&str, u8> = town
        .areas()
        .iter()
        .zip(town.deciles())
        .map(|(area, decile)| (&*area.code, *decile))
        .collect();
    let placed =
        file.count(|row| last_year(row) && deciles.contains_key(row.get("lsoa_of_residence")));
    let first =
        file.count(|row| last_year(row) && deciles.get(row.get("lsoa_of_residence")) == Some(&1));
    assert_eq!(
        (placed, first),
        (truth.last_year.placed, truth.last_year.decile_1)
    );
    assert!(is_share(first, placed, 0.61, 3.5), "{first} of {placed}");
    let new = file.count(|row| !deciles.contains_key(row.get("lsoa_of_residence")));
    assert_eq!(new, truth.codes_2021);
    assert!(is_share(new, file.rows.len() as u64, 0.02, 4.0), "{new}");
}
