use super::*;
use crate::Audience;

fn street(id: &str, rank: u32, incidents: u32, metres: f64) -> RankedStreet {
    let at = Wgs84 {
        lon: -2.2,
        lat: 53.4,
    };
    RankedStreet {
        id: id.into(),
        rank: Some(rank),
        rank_interval: Some((1, 3)),
        name: id.into(),
        between: None,
        class: "main".into(),
        area: None,
        incidents: Count::Exact(incidents),
        metres,
        segments: 4,
        too_short: metres < 20.0,
        per_km: Some(f64::from(incidents) * 1_000.0 / metres),
        per_km_interval: Some((1.0, 99.0)),
        expected: Some(3.2),
        q: Some(0.01),
        stands_out: Some(true),
        peak: Some(StreetPeak { per_km: 61.0, at }),
        middle: at,
        lines: Vec::new(),
    }
}

fn found(by: StreetsBy) -> Streets {
    Streets {
        asked: StreetsAsked {
            by,
            ..StreetsAsked::default()
        },
        streets: vec![
            street("a", 1, 22, 500.0),
            street("b", 2, 18, 500.0),
            street("c", 3, 7, 500.0),
            street("d", 4, 23, 1_000.0),
            street("stub", 5, 9, 8.0),
        ],
        all: 20,
        segments: 80,
        km: 9.1,
        incidents: Count::Exact(79),
        off: Count::Exact(3),
        beyond: Count::Exact(0),
        reach: 60.0,
        lorenz: Vec::new(),
        concentration: vec![StreetShare {
            incidents: 0.5,
            segments: 0.04,
            by_chance: 0.3,
        }],
        standing_out: Some(2),
        withheld: 0,
    }
}

#[test]
fn analysts_see_it_all() {
    let mut shown = found(StreetsBy::Rate);
    let policy = Policy::new(Audience::Analyst);
    shown.protect(policy, &Source::Offence).unwrap();
    assert_eq!(shown, found(StreetsBy::Rate));
}

#[test]
fn partners_see_rounded_counts_and_what_follows_from_them() {
    let mut shown = found(StreetsBy::Rate);
    let policy = Policy::new(Audience::Partnership);
    shown.protect(policy, &Source::Offence).unwrap();
    let told: Vec<(&str, Option<u32>, Option<f64>)> = shown
        .streets
        .iter()
        .map(|street| (street.id.as_str(), street.rank, street.per_km))
        .collect();
    // 22 and 18 both are about 20: neither comes first.
    let expected = [
        ("a", Some(1), Some(40.0)),
        ("b", Some(1), Some(40.0)),
        ("d", Some(3), Some(25.0)),
        ("stub", None, Some(1_250.0)),
    ];
    assert_eq!(told, expected);
    assert_eq!((shown.withheld, shown.off), (1, Count::Suppressed));
    assert!(shown.concentration.is_empty() && shown.standing_out.is_none());
    for street in &shown.streets {
        assert!(street.q.is_none() && street.expected.is_none() && street.peak.is_none());
        assert!(street.rank_interval.is_none() && street.per_km_interval.is_none());
    }
    let mut by_count = found(StreetsBy::Count);
    by_count.protect(policy, &Source::Offence).unwrap();
    assert_eq!(by_count.streets[0].id, "d");
}

#[test]
fn health_sources_are_never_told_by_street() {
    let policy = Policy::new(Audience::Partnership).for_source(&Source::Attendance);
    let refused = found(StreetsBy::Rate).protect(policy, &Source::Attendance);
    assert!(refused.unwrap_err().contains("health source"));
}

#[test]
fn words_that_mean_nothing_are_refused_by_name() {
    let refused = |words: [Option<&str>; 4]| {
        let [of, by, kernel, radius] = words;
        StreetsAsked::parse(of, by, kernel, radius)
            .unwrap_err()
            .to_string()
    };
    assert!(refused([Some("roads"), None, None, None]).contains("use streets or segments"));
    assert!(refused([None, None, Some("round"), None]).contains("simple or discontinuous"));
    assert!(refused([None, None, None, Some("20")]).contains("from 50 to 1000"));
    assert!(refused([None, None, None, Some("-9")]).contains("radius"));
    let asked = StreetsAsked::parse(None, Some("count"), None, None).unwrap();
    assert_eq!(
        asked.to_string(),
        "of=streets&by=count&kernel=discontinuous&radius=200"
    );
}
