use super::*;

#[test]
fn a_long_name_keeps_its_month_and_its_kind() {
    let name = "download.zip#2019-06/2019-06-greater-manchester-street.csv";
    let cut = middle_cut(name, 40);
    assert_eq!(cut.chars().count(), 40);
    assert!(cut.starts_with("download.zip#2019-06"), "{cut}");
    assert!(cut.ends_with("-street.csv"), "{cut}");
    assert_eq!(middle_cut("events.csv", 40), "events.csv");
}
