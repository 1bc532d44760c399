use beatbook_core::{Audience, HarmTable, NoHarm, Policy, Verdict};

use super::*;
use crate::answers_fixture_tests::{answer, group};

fn basis() -> HarmBasis {
    let code = |code: &str, events| CodeCount {
        code: code.into(),
        events,
    };
    HarmBasis {
        table: HarmTable {
            version: "made up, 2024".into(),
            source: None,
            retrieved: None,
            file: "weights.csv".into(),
        },
        weighted: 900,
        unweighted: vec![code("66", 1_200), code("9A", 1)],
        uncoded: 1,
        proactive: vec![code("92D", 7)],
    }
}

fn said(
    harm: Result<HarmBasis, NoHarm>,
    places: &[(&str, f64, (u32, u32))],
    to: Audience,
) -> String {
    let groups = places.iter().map(|&(name, total, ranks)| HotspotGroup {
        harm: Some(PlaceHarm {
            total,
            interval: (total / 2.0, total * 2.0),
            largest: 5_475.0,
            largest_code: "1".into(),
            left_out: 2,
            ranks: Some(ranks),
        }),
        ..group(name, 40)
    });
    let value = Hotspots {
        verdict: Verdict::Hot,
        groups: groups.collect(),
        strongest: Vec::new(),
        cells: Vec::new(),
        parents: Vec::new(),
        withheld: 0,
        harm,
    };
    harm_of(value, to)
}

fn harm_of(value: Hotspots, to: Audience) -> String {
    let released = answer(value, "", 900).release(Policy::new(to)).unwrap();
    harm(&released)
}

#[test]
fn a_first_place_that_one_event_makes_is_told_as_such() {
    let places = [
        ("the Gardens", 4_000.0, (2, 2)),
        ("Alder Street", 6_335.0, (1, 4)),
    ];
    assert_eq!(
        said(Ok(basis()), &places, Audience::Analyst),
        "By harm (made up, 2024) Alder Street comes first with 6,335 (95% interval 3,168 to 12,670); \
         its most harmful event (offence 1) is 86% of that, and without that event it would be number 4. \
         In no sum: 1,201 events without a weight (66 and 9A), 1 event without an offence code and 7 events found by looking for them (92D)."
    );
}

#[test]
fn a_first_place_that_stays_first_is_told_as_such() {
    let whole = HarmBasis {
        unweighted: Vec::new(),
        uncoded: 0,
        proactive: Vec::new(),
        ..basis()
    };
    let sentence = said(
        Ok(whole),
        &[("the Gardens", 60_000.0, (1, 1))],
        Audience::Analyst,
    );
    assert!(
        sentence.ends_with("is 9% of that, and it stays first without it."),
        "{sentence}"
    );
}

#[test]
fn none_is_called_first_where_several_are() {
    let places = [
        ("the Gardens", 76.0, (1, 2)),
        ("Alder Street", 76.0, (1, 2)),
        ("Elm Street", 9.0, (3, 3)),
    ];
    let sentence = said(Ok(basis()), &places, Audience::Analyst);
    assert!(
        sentence.starts_with(
            "By harm (made up, 2024) 2 places share the first rank, each with 76. In no sum"
        ),
        "{sentence}"
    );
}

#[test]
fn why_harm_cannot_be_said_is_said() {
    for why in NoHarm::ALL {
        let sentence = said(Err(why), &[], Audience::Analyst);
        assert!(sentence.starts_with("Harm cannot be said: "), "{sentence}");
    }
    let partner = said(
        Ok(basis()),
        &[("the Gardens", 9.0, (1, 1))],
        Audience::Partnership,
    );
    assert_eq!(
        partner,
        "Harm cannot be said: sums of weights would give away counts that this audience may not see."
    );
    assert_eq!(
        said(Ok(basis()), &[], Audience::Analyst).split(". ").next(),
        Some("No place here can be ranked by harm (made up, 2024)")
    );
}
