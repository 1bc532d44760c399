use super::{feature_id, next};

#[test]
fn a_number_is_what_it_always_was_and_safe_in_json() {
    // printf 8a194ad30a07fff | sha256sum | cut -c1-13
    assert_eq!(feature_id("8a194ad30a07fff"), 0x867751f6db53a);
    for own in ["", "E01005061", "premises-17", "bng-384000-397800"] {
        let number = feature_id(own);
        assert!(number < 1 << 52);
        assert_eq!(number as f64 as u64, number);
    }
    assert_ne!(feature_id("E01005061"), feature_id("E01005062"));
}

#[test]
fn the_number_after_the_last_is_the_first() {
    assert_eq!(next((1 << 52) - 1), 0);
    assert_eq!(next(7), 8);
}
