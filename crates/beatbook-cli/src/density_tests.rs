use beatbook_core::{
    Audience, Bng, Count, DensityAsked, DensityMap, DensitySurface, DensityTop, Metres, Policy,
    RadiusRule, Wgs84,
};

use super::Smoothed;
use crate::answers_fixture_tests::{answer, csv_of, page_of, released};

fn asked() -> Smoothed {
    Smoothed {
        asked: DensityAsked::default(),
    }
}

fn found() -> DensityMap {
    let top = DensityTop {
        rank: 1,
        name: "The Long Room of the Corn Exchange and the Arcade behind it".into(),
        street: None,
        area: Some("Smallton and the Meadows 012C".into()),
        grid: Bng {
            easting: 380_075.0,
            northing: 395_025.0,
        },
        at: Wgs84 {
            lon: -2.3,
            lat: 53.4,
        },
        per_km2: 1_630.44,
        within: Count::Exact(1_084),
    };
    DensityMap {
        counted: Count::Exact(1_204),
        surface: Some(DensitySurface {
            radius: Metres(210.0),
            rule: Some(RadiusRule::Likelihood),
            searched: Some([Metres(50.0), Metres(1_000.0)]),
            at_limit: false,
            repeats: 12,
            adaptive: None,
            edge: true,
            cell_chosen: true,
            corner: Bng {
                easting: 380_000.0,
                northing: 395_000.0,
            },
            cell: Metres(50.0),
            columns: 2,
            rows: 2,
            per_km2: vec![Some(12.5), Some(1_630.44), None, Some(0.0)],
            mean_per_km2: 9.6,
            tops: vec![top],
        }),
    }
}

#[test]
fn a_page_has_the_tops_and_what_was_chosen_on_lines_of_100() {
    let text = page_of(&asked(), &released(found(), Audience::Analyst));
    assert!(text.contains("within 210 m"), "{text}");
    assert!(text.contains("1630.4") && text.contains("1,084"), "{text}");
    assert!(
        text.contains("chosen by leave-one-out likelihood"),
        "{text}"
    );
    let used: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(used.contains("edge correction on; mean 9.6"), "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );
}

#[test]
fn a_sheet_has_the_cells_that_hold_anything() {
    let rows = csv_of(&asked(), &released(found(), Audience::Analyst));
    assert_eq!(rows.len(), 1 + 2);
    assert_eq!(rows[1][..4], ["380025", "395025", "50", "12.500000"]);
    assert_eq!(
        rows[2][..7],
        [
            "380075",
            "395025",
            "50",
            "1630.440000",
            "210",
            "likelihood",
            "on"
        ]
    );
}

#[test]
fn partners_are_shown_no_density() {
    let refused = answer(found())
        .release(Policy::new(Audience::Partnership))
        .unwrap_err();
    assert!(
        refused.contains("worked back into the single events"),
        "{refused}"
    );
}
