use super::*;

#[test]
fn a_range_is_read_and_written_alike() {
    for text in ["2023-01..2023-12", "2022-12..2023-01", "2019-06"] {
        assert_eq!(Months::parse(text).unwrap().to_string(), text);
    }
    let months = Months::parse("2022-11..2023-02").unwrap();
    let all: Vec<String> = months.each().map(|month| month.to_string()).collect();
    assert_eq!(all, ["2022-11", "2022-12", "2023-01", "2023-02"]);
}

#[test]
fn what_is_no_range_of_months_is_refused_with_an_example() {
    for text in [
        "",
        "2023",
        "2023-13",
        "2023-00",
        "23-01",
        "2023-1",
        "2023-12..2023-01",
        "+023-01",
    ] {
        let said = Months::parse(text).unwrap_err().to_string();
        assert!(said.contains("--months 2023-01..2023-12"), "{text}: {said}");
    }
}
