//! The headline figures, counted in the written files.

use std::collections::{BTreeMap, BTreeSet};

use crate::plane::{Xy, distance};
use crate::read_back::{CITY, Row, Table, Written, is_share};
use crate::{DemoParams, Town};

const LAST_YEAR: [&str; 2] = ["2023-10-01", "2024-10-01"];

fn extract() -> &'static Table {
    CITY.file("police-extract.csv")
}

fn serious_between(row: &Row, from: &str, to: &str) -> bool {
    row.get("category") == "serious-violence" && (from..to).contains(&row.get("from"))
}

fn last_year(row: &Row) -> bool {
    serious_between(row, LAST_YEAR[0], LAST_YEAR[1])
}

fn place(name: &str) -> Xy {
    Town::shared()
        .places()
        .iter()
        .find(|p| p.name == name)
        .unwrap()
        .at
}

/// Where it happened, as far as that has a grid position.
fn happened(row: &Row) -> Option<Xy> {
    if row.get("location_role") == "discovered" {
        row.position("happened_easting", "happened_northing")
    } else {
        row.position("easting", "northing")
    }
}

fn rows_incidents_dates<'a>(rows: impl Iterator<Item = Row<'a>>) -> (usize, usize, usize) {
    let (mut n, mut incidents, mut dates) = (0, BTreeSet::new(), BTreeSet::new());
    for row in rows {
        n += 1;
        incidents.insert(row.get("incident_ref").to_owned());
        dates.insert(row.get("from")[..10].to_owned());
    }
    (n, incidents.len(), dates.len())
}

#[test]
fn the_three_years_have_690_635_and_629_offences() {
    let years = [
        ("2021-10-01", "2022-10-01", 690),
        ("2022-10-01", "2023-10-01", 635),
        ("2023-10-01", "2024-10-01", 629),
    ];
    for (year, (from, to, offences)) in years.into_iter().enumerate() {
        let seen = extract().count(|row| serious_between(row, from, to));
        assert_eq!(seen, offences, "from {from}");
        assert_eq!(CITY.truth.serious_violence[year].offences, offences);
    }
}

#[test]
fn the_prison_has_19_and_the_gardens_have_12_in_the_last_year_and_no_other_place_more_than_7() {
    let prison = place("HMP Manchester");
    let at_prison = extract()
        .iter()
        .filter(|row| last_year(row) && row.position("easting", "northing") == Some(prison));
    assert_eq!(rows_incidents_dates(at_prison), (19, 15, 14));

    let gardens = place("Piccadilly Gardens");
    let near =
        |row: &Row, metres: f64| happened(row).is_some_and(|p| distance(p, gardens) <= metres);
    let at_gardens = extract()
        .iter()
        .filter(|row| last_year(row) && near(row, 60.0));
    let (rows, incidents, dates) = rows_incidents_dates(at_gardens);
    assert_eq!((rows, incidents), (12, 11));
    assert!(dates >= 10);
    let close = extract().count(|row| last_year(row) && near(row, 9.0));
    assert_eq!(
        close, 12,
        "near enough to be one place by any rule that joins positions"
    );
    let around = extract().count(|row| last_year(row) && near(row, 150.0));
    assert_eq!(around, 12, "nothing near the Gardens blurs their number");

    // Whatever lies within 60 m of a position, chained or not, is no rival to the two.
    let positions: Vec<Xy> = extract()
        .iter()
        .filter(last_year)
        .filter_map(|row| happened(&row))
        .collect();
    for p in &positions {
        if distance(*p, gardens) > 60.0 && *p != prison {
            let here = positions
                .iter()
                .filter(|q| distance(*p, **q) <= 60.0)
                .count();
            assert!(here <= 7, "{here} rows at {p:?}");
        }
    }
}

#[test]
fn of_29_hospital_rows_7_happened_there_and_22_were_discovered() {
    let hospitals = [
        "North Manchester General Hospital",
        "Manchester Royal Infirmary",
        "Wythenshawe Hospital",
    ]
    .map(place);
    let linked: Vec<Row> = extract()
        .iter()
        .filter(|row| {
            last_year(row)
                && row
                    .position("easting", "northing")
                    .is_some_and(|p| hospitals.contains(&p))
        })
        .collect();
    assert_eq!(linked.len(), 29);
    let discovered: Vec<&Row> = linked
        .iter()
        .filter(|row| row.get("location_role") == "discovered")
        .collect();
    assert_eq!(discovered.len(), 22);
    assert_eq!(
        extract().count(|row| last_year(row) && !row.get("location_role").is_empty()),
        22
    );
    assert_eq!(
        discovered
            .iter()
            .filter(|row| row.get("knife") == "Y")
            .count(),
        19
    );
    let (mut grid, mut words, mut nothing) = (0, 0, 0);
    for row in &discovered {
        match (
            row.position("happened_easting", "happened_northing"),
            row.get("happened_location"),
        ) {
            (Some(p), _) => {
                grid += 1;
                assert!(Town::shared().contains(p));
            }
            (None, "") => nothing += 1,
            (None, name) => {
                words += 1;
                let town = Town::shared();
                let street = town.segments().iter().any(|s| s.name == name);
                let place = town.places().iter().any(|p| p.name == name);
                assert!(street || place, "{name} is no street or place of the town");
            }
        }
    }
    assert_eq!((grid, words, nothing), (12, 6, 4));
}

#[test]
fn all_counts_hold_on_the_day_the_extract_was_taken() {
    assert!(
        extract()
            .iter()
            .all(|row| row.get("recorded") <= "2024-09-30")
    );
    assert!(CITY.truth.reporting_delay.not_yet_recorded > 50);
    for seed in [7, 8] {
        let params = DemoParams {
            seed,
            ..DemoParams::default()
        };
        let truth = Written::new(&params).truth;
        let year = &truth.serious_violence[2];
        let hospitals = &year.hospitals;
        assert_eq!(
            (
                year.prison.offences,
                year.prison.incidents,
                year.prison.dates
            ),
            (19, 15, 14)
        );
        assert_eq!((year.gardens.offences, year.gardens.incidents), (12, 11));
        assert_eq!(
            (hospitals.linked, hospitals.happened, hospitals.discovered),
            (29, 7, 22)
        );
        assert_eq!(hospitals.discovered_with_knife, 19);
        assert!(
            year.most_elsewhere <= 7,
            "seed {seed}: {}",
            year.most_elsewhere
        );
    }
}

#[test]
fn flags_come_out_at_the_published_shares() {
    let of = |flag: &str, from: &str, to: &str| {
        extract().count(|row| serious_between(row, from, to) && row.get(flag) == "Y") as f64
    };
    let share = |flag: &str| of(flag, LAST_YEAR[0], LAST_YEAR[1]) / 629.0;
    for (flag, wanted) in [
        ("domestic", 0.12),
        ("hate", 0.02),
        ("alcohol", 0.20),
        ("drugs", 0.05),
        ("knife", 0.36),
    ] {
        assert!(
            (share(flag) - wanted).abs() < 0.008,
            "{flag}: {}",
            share(flag)
        );
    }
    let before = of("domestic", "2022-10-01", "2023-10-01") / 635.0;
    assert!((before - 0.16).abs() < 0.008, "{before}");
    let knives = extract()
        .count(|row| last_year(row) && row.get("domestic") == "Y" && row.get("knife") == "Y");
    assert!(
        (5..=9).contains(&knives),
        "{knives} of 75 domestic with a knife"
    );
}

#[test]
fn the_centre_has_one_in_five_at_night() {
    let town = Town::shared();
    let centre = |row: &Row| {
        happened(row)
            .and_then(|p| town.ward_of(p))
            .is_some_and(|w| ["Deansgate", "Piccadilly"].contains(&&*town.wards()[w].name))
    };
    let rows: Vec<Row> = extract()
        .iter()
        .filter(|row| last_year(row) && centre(row))
        .collect();
    assert!(
        (rows.len() as f64 / 629.0 - 0.19).abs() < 0.01,
        "{}",
        rows.len()
    );
    let alcohol = rows.iter().filter(|row| row.get("alcohol") == "Y").count() as f64;
    assert!(
        (alcohol / rows.len() as f64 - 0.3).abs() < 0.05,
        "{alcohol}"
    );
    // Nights to Saturday and to Sunday: 00:00 to 05:00, ten of 168 hours.
    let weekend = rows.iter().filter(|row| {
        let day = beatbook_core::Day::parse(&row.get("from")[..10]).unwrap();
        row.get("from")[11..13] < *"05" && [5, 6].contains(&day.weekday())
    });
    assert!(weekend.count() * 100 > rows.len() * 18);
}

#[test]
fn children_and_young_people_are_linked_to_the_published_shares() {
    let mut ages: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for row in CITY.file("people.csv").iter() {
        let age = row.get("age").parse().unwrap();
        ages.entry(row.get("crime_ref").to_owned())
            .or_default()
            .push(age);
    }
    let with = |row: &Row, from: u32, to: u32| {
        let linked = ages.get(row.get("crime_ref"));
        linked.is_some_and(|ages| ages.iter().any(|age| (from..to).contains(age)))
    };
    let children = extract().count(|row| last_year(row) && with(row, 0, 18));
    let young = extract().count(|row| last_year(row) && with(row, 18, 26));
    // Somebody taken from the pool may have had a birthday: a row or two.
    assert!((92..=97).contains(&children), "{children} of 629");
    assert!((166..=173).contains(&young), "{young} of 629");
    let knives = |from: u32, to: u32| {
        extract().count(|row| last_year(row) && with(row, from, to) && row.get("knife") == "Y")
    };
    assert!((knives(0, 18) as f64 / children as f64 - 0.54).abs() < 0.03);
    assert!((knives(18, 26) as f64 / young as f64 - 0.44).abs() < 0.07);
    assert!(is_share(
        CITY.truth.serious_violence[2].with_child_centre,
        children,
        1.0 / 13.0,
        2.0
    ));
    assert!(CITY.truth.serious_violence[2].with_young_centre * 4 > young);
}

#[test]
fn violence_among_children_is_beside_the_centre_on_streets_and_in_parks() {
    let under_18 = CITY.truth.under_18.as_ref().unwrap();
    let children: u64 = CITY
        .truth
        .serious_violence
        .iter()
        .map(|year| year.with_child)
        .sum();
    assert!(under_18.offences * 100 > children * 60);
    assert!((under_18.street + under_18.open_space) * 100 > under_18.offences * 90);
    assert!(under_18.open_space * 100 > under_18.offences * 25);
}
