use beatbook_core::{Month, Role};

use crate::book::Home;
use crate::fixture::{HERE, Person, Town, instant, select};

use super::*;

const SOUTH_WEST: &str = "area=lsoa11:E01000000";

/// Two years of a robbery on every fifth day in the south-west, and every tenth in the north-west.
fn town() -> Town {
    let mut town = Town::new(|rows| {
        for day in (0..730).step_by(5) {
            let at = instant("2023-01-01", 12, 0) + i64::from(day) * 86_400;
            rows.add(HERE, at);
            if day % 10 == 0 {
                rows.add(10 * 16 + 4, at).category = "Theft";
            }
        }
        rows.add(HERE, instant("2024-12-30", 12, 0));
    });
    for month in ["2022-12", "2023-01", "2024-11"] {
        town.people.push(Person {
            event: u32::MAX,
            role: Role::Attender,
            home: Home::Inside,
            quarter: 0,
            month: Some(Month::parse(month).unwrap()),
        });
    }
    town
}

#[test]
fn a_profile_needs_an_area() {
    let (_folder, store) = town().store();
    let error = store.profile(&select("")).unwrap_err();
    assert_eq!(
        (error.part.as_str(), error.accepted),
        ("area", vec!["lsoa11".to_owned(), "ward22".to_owned()])
    );
}

#[test]
fn rates_are_per_thousand_residents_and_year_beside_the_citys() {
    let (_folder, store) = town().store();
    let profile = store.profile(&select(SOUTH_WEST)).unwrap().value;
    assert_eq!(profile.name, "Smallton 001");
    assert_eq!(
        profile.residents,
        Some((1_000, "mid-2020 estimate of lsoa11".into()))
    );
    let all = &profile.indicators[0];
    assert_eq!((all.id.as_str(), all.count), ("all", Count::Exact(147)));
    let years = 730.0 / DAYS_A_YEAR;
    assert!((all.rate.unwrap() - 147.0 / years).abs() < 1e-9);
    assert!((all.city_rate.unwrap() - (147.0 + 73.0) / 10.0 / years).abs() < 1e-9);
    assert_eq!(all.differs(), 1);
    let theft = profile.indicators.iter().find(|i| i.id == "theft").unwrap();
    assert_eq!(
        theft.count,
        Count::Exact(0),
        "what happens elsewhere only is told as none"
    );
}

#[test]
fn months_places_settings_deciles_and_attenders_are_told() {
    let (_folder, store) = town().store();
    let profile = store.profile(&select(SOUTH_WEST)).unwrap().value;
    assert_eq!(profile.trend.months.len(), 24);
    assert_eq!(profile.settings, [(Setting::Street, Count::Exact(147))]);
    assert_eq!(profile.places.len(), 1);
    assert_eq!(profile.deciles.unwrap().area[0], 1.0);
    assert_eq!(
        profile.attenders,
        Some(Count::Exact(2)),
        "months outside the period are left out"
    );
    assert!(profile.km2 > 0.0);
}
