use super::*;
use crate::Audience;

fn outbreak(id: &str, observed: u32) -> Outbreak {
    let day = Day::parse("2024-03-01").unwrap();
    Outbreak {
        id: id.into(),
        name: "Long Street".into(),
        area: None,
        from: day,
        to: day.plus(13),
        observed: Count::Exact(observed),
        expected: Some(4.0),
        p: Some(0.001),
        centre: Wgs84 {
            lon: -2.25,
            lat: 53.5,
        },
        radius: 300.0,
    }
}

fn outbreaks(counts: &[(&str, u32)]) -> Outbreaks {
    let day = Day::parse("2024-01-01").unwrap();
    Outbreaks {
        verdict: ScanVerdict::Outbreak,
        outbreaks: counts.iter().map(|(id, n)| outbreak(id, *n)).collect(),
        strongest: None,
        withheld: 0,
        asked: ScanAsked::default(),
        step: ScanStep::Week,
        steps: 52,
        period: (day, day.plus(363)),
        scanned: Count::Exact(401),
        cylinders: 1_000,
        places: "hexagons of about 130 m".into(),
        alpha: 0.05,
    }
}

#[test]
fn what_is_asked_reads_and_writes_the_same() {
    let usual = ScanAsked::parse([None; 6]).unwrap();
    assert_eq!(
        (usual.clone(), usual.to_string()),
        (ScanAsked::default(), String::new())
    );
    let values = ["week", "0.25", "500", "9999", "7", "true"].map(Some);
    let asked = ScanAsked::parse(values).unwrap();
    assert_eq!(
        asked.to_string(),
        "step=week&max-share=0.25&max-radius=500&permutations=9999&seed=7&alive=true"
    );
}

#[test]
fn what_cannot_be_used_is_refused_by_name() {
    let wrong = ["hour", "0.6", "-1", "10", "x", "perhaps"];
    for (at, text) in wrong.into_iter().enumerate() {
        let mut values = [None; 6];
        values[at] = Some(text);
        let error = ScanAsked::parse(values).unwrap_err().to_string();
        assert!(error.contains(ScanAsked::KEYS[at]), "{error}");
        assert!(error.contains(text), "{error}");
    }
}

#[test]
fn partners_see_rounded_counts_in_an_order_that_tells_nothing() {
    let mut found = outbreaks(&[("b", 11), ("a", 12), ("c", 5), ("d", 44)]);
    let policy = Policy::new(Audience::Partnership);
    found.protect(policy, &Source::Offence).unwrap();
    let shown: Vec<_> = found
        .outbreaks
        .iter()
        .map(|o| (&*o.id, o.observed))
        .collect();
    assert_eq!(
        shown,
        [
            ("d", Count::Rounded(45)),
            ("a", Count::Rounded(10)),
            ("b", Count::Rounded(10))
        ]
    );
    assert_eq!((found.withheld, found.scanned), (1, Count::Rounded(400)));
    assert!(
        found
            .outbreaks
            .iter()
            .all(|o| o.p.is_none() && o.expected.is_none())
    );
    assert_eq!(found.outbreaks[0].ratio(), None);
}

#[test]
fn a_health_source_is_told_to_the_analyst_only() {
    let told = |audience| {
        let policy = Policy::new(audience).for_source(&Source::Attendance);
        outbreaks(&[("a", 30)]).protect(policy, &Source::Attendance)
    };
    assert!(told(Audience::Analyst).is_ok());
    assert!(told(Audience::Operational).is_err());
    assert!(told(Audience::Partnership).is_err());
}
