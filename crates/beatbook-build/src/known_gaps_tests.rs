use super::*;

#[test]
fn districts_and_lsoas_of_greater_manchester_are_told_from_their_neighbours() {
    for code in [
        "E08000003",
        "E08000010",
        "E01004766",
        "E01005061",
        "E01006411",
        "E01033660",
    ] {
        assert!(is_of_greater_manchester(code), "{code}");
    }
    // Knowsley, Liverpool, Warrington, a ward of Manchester, nonsense.
    for code in [
        "E08000011",
        "E01006512",
        "E06000007",
        "E05011350",
        "E0800000",
        "",
    ] {
        assert!(!is_of_greater_manchester(code), "{code}");
    }
}
