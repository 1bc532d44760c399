use beatbook_core::{
    Audience, Bng, Count, DensityMap, DensitySurface, DensityTop, Metres, Policy, RadiusRule, Wgs84,
};

use crate::answers_fixture_tests::answer;

fn said(counted: u32, surface: Option<DensitySurface>) -> String {
    let map = DensityMap {
        counted: Count::Exact(counted),
        surface,
    };
    let released = answer(map, "", 99).release(Policy::new(Audience::Analyst));
    super::density(&released.unwrap())
}

fn surface(rule: Option<RadiusRule>, adaptive: Option<[Metres; 2]>) -> DensitySurface {
    DensitySurface {
        radius: Metres(210.0),
        rule,
        searched: None,
        at_limit: false,
        repeats: 0,
        adaptive,
        edge: true,
        cell_chosen: true,
        corner: Bng {
            easting: 380_000.0,
            northing: 395_000.0,
        },
        cell: Metres(50.0),
        columns: 1,
        rows: 1,
        per_km2: vec![Some(1_630.4)],
        mean_per_km2: 9.6,
        tops: vec![DensityTop {
            rank: 1,
            name: "Mill Lane".into(),
            street: None,
            area: None,
            grid: Bng {
                easting: 380_025.0,
                northing: 395_025.0,
            },
            at: Wgs84 {
                lon: -2.3,
                lat: 53.4,
            },
            per_km2: 1_630.4,
            within: Count::Exact(84),
        }],
    }
}

#[test]
fn the_radius_and_the_densest_place_are_told() {
    assert_eq!(
        said(1_204, Some(surface(Some(RadiusRule::Likelihood), None))),
        "1,204 incidents smoothed over 210 m (chosen by leave-one-out likelihood); densest at Mill Lane, \
         1,630 per km\u{b2} over the period, 170 times the mean."
    );
    let adaptive = surface(None, Some([Metres(50.0), Metres(1_050.0)]));
    assert!(
        said(1_204, Some(adaptive)).contains("over 50 to 1050 m about a pilot of 210 m; densest")
    );
}

#[test]
fn too_few_are_said_to_be_too_few() {
    assert_eq!(
        said(7, None),
        "7 incidents: too few for a density; 8 are needed."
    );
    assert_eq!(
        said(0, None),
        "No selected incident has a place in the study area."
    );
}
