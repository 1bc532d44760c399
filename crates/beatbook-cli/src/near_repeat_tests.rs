use beatbook_core::{Audience, Bng, Count, Day, NearLink};

use super::*;
use crate::answers_fixture_tests::{csv_of, page_of, released};

fn pairs(metres: (u32, u32), days: (u32, u32), pairs: f64, stands_out: bool) -> NearPairs {
    NearPairs {
        band: NearBand {
            metres,
            same_place: metres.1 == 0,
            days,
        },
        pairs: Some(pairs),
        range: None,
        by_chance: Some(10.04),
        ratio: Some(pairs / 10.04),
        p: Some(0.001),
        q: Some(0.004),
        stands_out,
    }
}

fn found() -> NearRepeats {
    let day = Day::parse("2024-03-01").unwrap();
    let at = |easting: f64| Bng {
        easting,
        northing: 398_000.0,
    };
    let part = |found| NearPeriod {
        period: (day, day.plus(91)),
        incidents: Count::Exact(640),
        found,
    };
    let mut drawn = pairs((0, 100), (0, 7), 23.5, true);
    drawn.range = Some((21, 27));
    NearRepeats {
        ask: NearRepeatAsk::default(),
        incidents: Count::Exact(1_204),
        drawn: Count::Exact(31),
        draws: 20,
        too_vague: Count::Exact(4),
        bands: vec![
            pairs((0, 0), (0, 7), 3.0, false),
            pairs((0, 0), (7, 14), 0.0, false),
            drawn,
            pairs((0, 100), (7, 8), 9.0, false),
        ],
        tested: 4,
        reach: Some(pairs((0, 100), (0, 7), 23.5, true)),
        periods: vec![part(Some(pairs((0, 100), (0, 7), 12.0, true))), part(None)],
        within_periods: Some(pairs((0, 100), (0, 7), 12.0, true)),
        originators: Count::Exact(14),
        followers: Count::Exact(19),
        links: vec![NearLink {
            earlier: (at(384_000.0), day),
            later: (at(384_060.4), day.plus(3)),
        }],
    }
}

fn bands_asked() -> Bands {
    Bands {
        ask: NearRepeatAsk::default(),
    }
}

#[test]
fn bands_parts_and_links_stand_in_tables_a_page_wide() {
    let text = page_of(&bands_asked(), &released(found(), Audience::Analyst));
    for line in [
        "same place",
        "under 100",
        "0 to 6",
        "7 to 13",
        "23.5 (21-27)",
        "too few to test",
        "14 start it and 19 follow another",
        "384000 398000",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert_eq!(text.matches("same place ").count(), 1, "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );
}

#[test]
fn partners_see_no_links_no_scores_and_no_small_numbers() {
    let text = page_of(&bands_asked(), &released(found(), Audience::Partnership));
    assert!(!text.contains("384000"), "{text}");
    assert!(!text.contains("0.001") && !text.contains("10.0"), "{text}");
    assert!(text.contains('*'), "{text}");
}

#[test]
fn the_sheet_has_a_row_per_band_and_part() {
    let rows = csv_of(&bands_asked(), &released(found(), Audience::Analyst));
    assert_eq!(rows[0][3..6], ["metres_from", "metres_below", "same_place"]);
    assert_eq!(rows.len(), 1 + 4 + 1);
    assert_eq!(rows[3][8..10], ["23.5", "10.04"]);
    assert_eq!(rows[5][0..3], ["2024-03-01", "2024-05-31", "640"]);
    let hidden = csv_of(&bands_asked(), &released(found(), Audience::Partnership));
    assert_eq!(hidden[1][8..11], ["*", "", ""]);
}
