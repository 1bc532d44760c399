use beatbook_core::Month;

use super::*;

fn attended_in(months: &[&str]) -> People {
    let months = months.iter().map(|month| Month::parse(month).ok());
    People {
        month: months.collect(),
        ..People::default()
    }
}

fn days(from: &str, to: &str) -> (Day, Day) {
    (Day::parse(from).unwrap(), Day::parse(to).unwrap())
}

#[test]
fn a_year_is_twelve_whole_months_that_are_held() {
    let held = attended_in(&["2023-10", "2023-01", "2023-12"]);
    assert!(twelve_months(&held, days("2023-01-01", "2023-12-31")));
    assert!(
        !twelve_months(&held, days("2022-12-15", "2023-12-14")),
        "365 days of eleven whole months"
    );
    let one = attended_in(&["2023-10"]);
    assert!(!twelve_months(&one, days("1990-01-01", "2199-12-31")));
    assert!(!twelve_months(
        &attended_in(&[]),
        days("2023-01-01", "2023-12-31")
    ));
}
