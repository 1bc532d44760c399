use beatbook_core::{Audience, Count, Month, Policy, Seasons, WholeYear, YearMonth};

use crate::answers_fixture_tests::answer;

fn said(unusual: &[(u8, i8)], years: i32, audience: Audience) -> String {
    let month = |month: u8| {
        let sign = unusual.iter().find(|(of, _)| *of == month);
        let sign = sign.map_or(0, |(_, sign)| *sign);
        YearMonth {
            month,
            count: Count::Exact(100),
            expected: Some(90.0),
            index: Some(1.0 + 0.18 * f64::from(sign)),
            interval: Some((1.09, 1.28)),
            q: (years > 2).then_some(0.01),
            unusual: sign,
        }
    };
    let first = Month::parse("2022-01").unwrap();
    let year = |year: i32| WholeYear {
        from: first.plus(year * 12),
        to: first.plus(year * 12 + 11),
        count: Count::Exact(1_202),
    };
    let value = Seasons {
        months: (1..=12).map(month).collect(),
        years: (0..years).map(year).collect(),
        years_left_out: 0,
        tested: years > 2,
        dispersion: Some(1.0),
        growth_percent: Some(2.0),
    };
    let released = answer(value, "", 1_204).release(Policy::new(audience));
    super::seasons(&released.unwrap())
}

#[test]
fn unusual_months_are_named_with_their_interval() {
    assert_eq!(
        said(&[(8, 1), (2, -1)], 3, Audience::Analyst),
        "August (+18%, +9 to +28) is busier than in a flat year, \
         February (\u{2212}18%, +9 to +28) is quieter than in a flat year; 3,606 incidents in 3 years."
    );
}

#[test]
fn a_flat_year_is_said_to_be_one() {
    assert_eq!(
        said(&[], 3, Audience::Analyst),
        "No month stands out from a flat year: 3,606 incidents in 3 years."
    );
}

#[test]
fn two_years_are_too_few_to_test() {
    let text = said(&[(8, 1)], 2, Audience::Analyst);
    assert_eq!(
        text,
        "2,404 incidents in 2 years, too few years to test months; highest: August (+18%, +9 to +28)."
    );
}

#[test]
fn partners_are_told_no_index() {
    let text = said(&[(8, 1)], 3, Audience::Partnership);
    assert_eq!(
        text,
        "About 3,600 incidents in 3 years; how far a month is from a flat year is not shown."
    );
}
