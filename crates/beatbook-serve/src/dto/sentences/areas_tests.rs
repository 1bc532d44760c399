use beatbook_core::{AreaCount, AreaCounts, Audience, Count, LayerId, Policy, Released, Wgs84};

use crate::answers_fixture_tests::answer;

#[test]
fn areas_are_summed_and_the_fullest_is_named() {
    let released = |audience: Audience| -> Released<AreaCounts> {
        let area = |name: &str, count: u32| AreaCount {
            rate: None,
            decile: None,
            code: name.into(),
            name: name.into(),
            count: Count::Exact(count),
            centre: Wgs84 { lon: 0.0, lat: 0.0 },
        };
        let areas = vec![area("North", 0), area("East", 1_042), area("South", 3)];
        let layer = LayerId::parse("ward22").unwrap();
        answer(AreaCounts { layer, areas }, "", 1_045)
            .release(Policy::new(audience))
            .unwrap()
    };
    assert_eq!(
        super::areas(&released(Audience::Analyst), "Ward 2022"),
        "1,045 incidents in the 3 areas of Ward 2022; the most, 1,042, in East."
    );
    assert_eq!(
        super::areas(&released(Audience::Partnership), "Ward 2022"),
        "About 1,040 incidents in the 3 areas of Ward 2022; the most, 1,040, in East; 1 area has too few to be shown."
    );
}
