use beatbook_core::Audience;

use crate::fixture_tests::table;

fn ids(of: &[&str]) -> Vec<String> {
    of.iter().map(ToString::to_string).collect()
}

#[test]
fn a_shortlist_keeps_the_order_of_the_table_and_the_shapes_of_its_rows() {
    let all = table(Audience::Analyst);
    let some = all.only(&ids(&["W2", "W1", "W2"])).unwrap();
    assert_eq!(some.rows(), &all.rows()[..2]);
    assert_eq!(some.shape(1), all.shape(1));
    assert_eq!(some.row_of("W2"), Some(1));
    assert!(some.has_shapes() && some.has_ids());
}

#[test]
fn an_id_that_is_not_there_is_named() {
    let all = table(Audience::Analyst);
    assert_eq!(all.only(&ids(&["W1", "W9"])), Err("W9"));
}
