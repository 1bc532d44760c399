use super::guarded;

#[test]
fn a_panic_is_no_result_and_the_next_call_is_fine() {
    let empty: Vec<u8> = Vec::new();
    assert_eq!(guarded(|| empty[empty.len()]), None);
    assert_eq!(guarded(|| 7), Some(7));
}
