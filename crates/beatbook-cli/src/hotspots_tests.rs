use beatbook_core::{Audience, HarmBasis, HarmTable, NoHarm, PlaceHarm, Verdict};

use super::*;
use crate::answers_fixture_tests::{csv_of, group, page_of, released};

fn weighed(name: &str, rank: u32, total: f64, ranks: (u32, u32)) -> HotspotGroup {
    HotspotGroup {
        harm: Some(PlaceHarm {
            total,
            interval: (total / 2.0, total * 2.0),
            largest: 5_000.0,
            largest_code: "1".into(),
            left_out: 3,
            ranks: Some(ranks),
        }),
        ..group(name, rank, 40)
    }
}

fn found(groups: Vec<HotspotGroup>, harm: Result<HarmBasis, NoHarm>) -> Found {
    Found {
        verdict: Verdict::Hot,
        groups,
        strongest: Vec::new(),
        cells: Vec::new(),
        parents: Vec::new(),
        withheld: 0,
        harm,
    }
}

fn harmful() -> Found {
    let basis = HarmBasis {
        table: HarmTable {
            version: "made up, 2024".into(),
            source: None,
            retrieved: None,
            file: "weights.csv".into(),
        },
        weighted: 90,
        unweighted: Vec::new(),
        uncoded: 0,
        proactive: Vec::new(),
    };
    let groups = vec![
        weighed("Mill Lane", 1, 21_000.4, (2, 2)),
        weighed("The Long Room of the Corn Exchange", 2, 25_000.0, (1, 2)),
    ];
    found(groups, Ok(basis))
}

fn asked() -> Hotspots {
    Hotspots {
        test: HotTest::Exact,
    }
}

#[test]
fn harm_stands_beside_the_count_and_what_hangs_on_one_event_is_marked() {
    let text = page_of(&asked(), &released(harmful(), Audience::Analyst));
    let row = |name| text.lines().find(|line| line.contains(name)).unwrap();
    assert!(row("Mill Lane").contains("21,000   24%"), "{text}");
    assert!(row("The Long").contains("25,000  *20%"), "{text}");
    assert!(text.contains("* without it"), "{text}");
    assert!(row("Mill Lane").starts_with("1 "), "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );
}

#[test]
fn without_weights_there_is_no_column_of_noughts() {
    let plain = found(vec![group("Mill Lane", 1, 40)], Err(NoHarm::NoWeights));
    let text = page_of(&asked(), &released(plain, Audience::Analyst));
    assert!(!text.contains("harm"), "{text}");
}

#[test]
fn a_sheet_has_the_harm_of_each_place_and_partners_get_none() {
    let of_first = |audience| {
        let rows = csv_of(&asked(), &released(harmful(), audience));
        let place = rows[0].iter().position(|name| name == "place").unwrap();
        let harm = rows[0].iter().position(|name| name == "harm").unwrap();
        let row = rows.iter().find(|row| row[place] == "Mill Lane").unwrap();
        row[harm..harm + 8].join(",")
    };
    assert_eq!(
        of_first(Audience::Analyst),
        "21000.4,10500.2,42000.8,5000,1,3,2,2"
    );
    assert_eq!(of_first(Audience::Partnership), ",,,,,,,");
}
