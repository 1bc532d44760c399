use super::guarded;

#[test]
fn a_panic_is_nothing_and_what_comes_after_is_read() {
    let overflow = |numbers: &[u8]| guarded(|| numbers[7]);
    assert_eq!(overflow(&[0; 3]), None);
    assert_eq!(overflow(&[5; 8]), Some(5));
}

#[test]
fn guards_stand_inside_one_another() {
    let outer = guarded(|| {
        let inner: Option<()> = guarded(|| panic!("inside"));
        assert!(inner.is_none());
        7
    });
    assert_eq!(outer, Some(7));
}
