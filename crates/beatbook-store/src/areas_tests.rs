use beatbook_core::{Audience, Count, Policy};

use crate::book::AgreementEntry;
use crate::fixture::{HERE, Rows, Town, agreement, instant, select};

use super::*;

const TWO_YEARS: &str = "from=2023-01-01&to=2024-12-31";
/// A cell of the northern ward.
const NORTH: usize = 12 * 16 + 4;

/// Two years with twelve robberies of children in the south and three in the north.
fn town() -> Town {
    Town::new(|rows| {
        for month in 0..24 {
            let at = instant("2023-01-02", 12, 0) + month * 30 * 86_400;
            rows.add(HERE, at).flags = if month < 12 { 4 } else { 0 };
            rows.add(NORTH, at).flags = if month < 3 { 4 } else { 0 };
        }
    })
}

fn layer(id: &str) -> LayerId {
    LayerId::parse(id).unwrap()
}

fn told(store: &Store, id: &str, selection: &str) -> Result<Vec<Count>, SelectionError> {
    let answer = store.areas(&layer(id), &select(selection))?;
    Ok(answer.value.areas.iter().map(|area| area.count).collect())
}

#[test]
fn of_children_nothing_is_told_finer_than_a_beat_or_of_fewer_than_ten() {
    let (_folder, store) = town().store();
    let children = format!("flag=under-18&{TWO_YEARS}");
    assert_eq!(
        told(&store, "ward22", &children).unwrap(),
        [Count::Exact(12), Count::Suppressed]
    );
    let others = format!("flag=-under-18&{TWO_YEARS}");
    let refused = [
        told(&store, "lsoa11", &children).unwrap_err(),
        told(&store, "lsoa11", &others).unwrap_err(),
        told(
            &store,
            "ward22",
            &format!("{children}&area=lsoa11:E01000000"),
        )
        .unwrap_err(),
        store
            .profile(&select(&format!("{children}&area=lsoa11:E01000000")))
            .unwrap_err(),
        store
            .deprivation(&select(&format!("{children}&area=lsoa11:E01000000")), None)
            .unwrap_err(),
    ];
    for error in refused {
        assert!(error.reason.contains("finer than a beat"), "{error}");
    }
    let few = format!("{children}&area=ward22:E05000001");
    let error = told(&store, "ward22", &few).unwrap_err();
    assert!(error.reason.contains("fewer than 10"), "{error}");
}

#[test]
fn a_year_of_which_a_month_is_held_is_no_year() {
    let (_folder, store) = Town::new(|rows| {
        for _ in 0..20 {
            rows.add(HERE, instant("2024-03-05", 12, 0)).flags = 4;
        }
    })
    .store();
    let error = told(&store, "ward22", &format!("flag=under-18&{TWO_YEARS}")).unwrap_err();
    assert!(error.reason.contains("less than 12 months"), "{error}");
}

/// An attendance on each of sixty days, under these terms.
fn health(terms: AgreementEntry) -> Town {
    let mut town = town();
    let mut health = Rows::new("attendance");
    health.agreement = Some(AgreementEntry {
        audiences: vec!["analyst".into(), "partnership".into()],
        ..terms
    });
    for day in 0..60 {
        health.add(HERE, instant("2024-01-01", 12, 0) + day * 86_400);
    }
    town.sources.push(health);
    town
}

#[test]
fn a_health_source_is_told_for_a_year_and_a_ward_at_least_outside_the_analysts_desk() {
    let (_folder, store) = health(agreement()).store();
    let released = |selection: &str| {
        let answer = store.areas(&layer("ward22"), &select(selection)).unwrap();
        answer
            .release(Policy::new(Audience::Partnership))
            .unwrap_err()
    };
    let reason = released(&format!("source=attendance&{TWO_YEARS}"));
    assert!(
        reason.contains("12 months"),
        "two years are asked for, two months held: {reason}"
    );
    let reason = released("source=attendance&area=lsoa11:E01000000");
    assert!(reason.contains("finer than a ward"), "{reason}");
}

#[test]
fn the_terms_of_a_health_source_hold_for_areas_and_periods() {
    let (_folder, store) = health(AgreementEntry {
        finest_area: "ward22".into(),
        finest_time: "month".into(),
        ..agreement()
    })
    .store();
    assert!(told(&store, "ward22", "source=attendance").is_ok());
    for (id, selection, part) in [
        ("lsoa11", "source=attendance", "layer"),
        ("ward22", "source=attendance&area=lsoa11:E01000000", "area"),
        ("ward22", "source=attendance&from=2024-01-05", "from"),
        ("ward22", "source=attendance&to=2024-01-05", "to"),
    ] {
        let error = told(&store, id, selection).unwrap_err();
        assert_eq!(error.part, part, "{error}");
        assert!(error.reason.contains("allows nothing finer"), "{error}");
    }
}

#[test]
fn a_profile_and_deprivation_tell_of_children_no_month_and_no_few() {
    let (_folder, store) = town().store();
    let south = select(&format!("flag=under-18&{TWO_YEARS}&area=ward22:E05000000"));
    let profile = store.profile(&south).unwrap().value;
    assert_eq!(profile.indicators[0].count, Count::Exact(12));
    assert!(profile.trend.months.is_empty() && profile.places.is_empty());
    let error = store.deprivation(&south, None).unwrap_err();
    assert_eq!(error.part, "area", "{error}");
    let city = select(&format!("flag=under-18&{TWO_YEARS}"));
    let groups = store.deprivation(&city, None).unwrap().value.groups;
    let events = groups
        .iter()
        .find(|group| group.concerned.word() == "events");
    let deciles = &events.unwrap().deciles;
    assert_eq!(deciles[0].count, Count::Exact(12));
    assert_eq!(
        (deciles[6].count, deciles[6].share),
        (Count::Suppressed, None)
    );
}
