use super::*;

fn texts(from: &str, to: &str) -> Vec<String> {
    let day = |text| Day::parse(text).unwrap();
    let text = |(from, to): (Day, Day)| format!("{from} {to}");
    parts((day(from), day(to))).into_iter().map(text).collect()
}

#[test]
fn a_year_or_less_is_cut_into_seasons_and_more_into_years() {
    assert_eq!(
        texts("2023-10-01", "2024-09-30"),
        [
            "2023-10-01 2023-11-30",
            "2023-12-01 2024-02-29",
            "2024-03-01 2024-05-31",
            "2024-06-01 2024-08-31",
            "2024-09-01 2024-09-30",
        ]
    );
    assert_eq!(
        texts("2022-10-01", "2024-01-31"),
        [
            "2022-10-01 2022-12-31",
            "2023-01-01 2023-12-31",
            "2024-01-01 2024-01-31"
        ]
    );
    assert_eq!(texts("2024-03-01", "2024-03-01"), ["2024-03-01 2024-03-01"]);
}
