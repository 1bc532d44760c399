use beatbook_core::Selection;
use utoipa::IntoParams;

use super::SelectionParams;

#[test]
fn every_part_of_a_selection_is_described_in_its_order_and_its_example_is_accepted() {
    let described = SelectionParams::into_params(|| None);
    let names: Vec<&str> = described.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, Selection::KEYS);
    for one in &described {
        let written = serde_json::to_value(one).unwrap();
        let example = written["example"].as_str().unwrap();
        assert!(
            Selection::from_pairs([(one.name.as_str(), example)]).is_ok(),
            "{}={example}",
            one.name
        );
    }
}
