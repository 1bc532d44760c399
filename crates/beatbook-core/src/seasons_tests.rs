use crate::{Audience, Count, Month, Policy, Protect, Seasons, Source, WholeYear, YearMonth};

#[test]
fn outside_the_desk_small_months_are_stars_and_nothing_is_derived_from_them() {
    let month = |month, count| YearMonth {
        month,
        count: Count::Exact(count),
        expected: Some(12.0),
        index: Some(1.2),
        interval: Some((1.0, 1.4)),
        q: Some(0.01),
        unusual: 1,
    };
    let mut found = Seasons {
        months: vec![month(1, 3), month(2, 13)],
        years: vec![WholeYear {
            from: Month::parse("2023-01").unwrap(),
            to: Month::parse("2023-12").unwrap(),
            count: Count::Exact(16),
        }],
        years_left_out: 0,
        tested: true,
        dispersion: Some(1.4),
        growth_percent: Some(3.0),
    };
    found
        .protect(Policy::new(Audience::Partnership), &Source::Offence)
        .unwrap();
    let counts = [found.months[0].count, found.months[1].count];
    assert_eq!(counts, [Count::Suppressed, Count::Rounded(15)]);
    for month in &found.months {
        assert_eq!((month.index, month.interval, month.q), (None, None, None));
        assert_eq!((month.expected, month.unusual), (None, 0));
    }
    assert_eq!(found.years[0].count, Count::Rounded(15));
    assert_eq!((found.dispersion, found.growth_percent), (None, None));
}
