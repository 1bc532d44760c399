use super::*;

#[test]
fn steps_of_events_held_make_a_total_order() {
    let total = 1_000.0;
    assert_eq!(step(995.0, total), step(1_000.0, total));
    assert!(step(900.0, total) < step(995.0, total));
    assert_eq!(step(0.0, 0.0), step(7.0, 0.0), "there are no events");
}
