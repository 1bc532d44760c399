use super::*;

#[test]
fn equal_numbers_agree_and_a_different_one_is_named() {
    assert_eq!(same(&[1, 2], &[1, 2]).unwrap(), "the same 2");
    let error = same(&[1, 2], &[1, 3]).unwrap_err();
    assert_eq!(error.to_string(), "entry 1 is 3 for 2");
    assert_eq!(same(&[1], &[]).unwrap_err().to_string(), "0 for 1");
}

#[test]
fn real_numbers_may_be_apart_by_the_tolerance() {
    assert_eq!(
        close(&[1.0, f64::NAN], &[1.0 + 1e-9, f64::NAN], 1e-8, 1.0).unwrap(),
        "to 1e-9"
    );
    assert!(close(&[1.0], &[1.0 + 1e-7], 1e-8, 1.0).is_err());
    assert!(close(&[1.0], &[f64::NAN], 1e-8, 1.0).is_err());
    // Of the largest: a millionth of a millionth is too far when all numbers are that small.
    assert!(close(&[1e-12], &[2e-12], 1e-9, 1e-12).is_err());
}

#[test]
fn two_simulations_may_be_apart_by_chance() {
    assert!(by_chance(&[0, 5000, 9999], &[0, 5100, 9999], 9999).is_ok());
    // 500 of 9,999 is 2.2 in a hundred away from 720: more than six standard errors.
    assert!(by_chance(&[500], &[720], 9999).is_err());
    // None of 9,999 is not 40 of them, but could be 30.
    assert!(by_chance(&[0], &[40], 9999).is_err());
    assert!(by_chance(&[0], &[30], 9999).is_ok());
    assert!(by_chance(&[0], &[10_000], 9999).is_err());
}

#[test]
fn areas_may_differ_only_where_there_is_doubt() {
    let none = u32::MAX;
    let said = areas(&[0, 1, none], &[0, none, none], &[1]).unwrap();
    assert_eq!(
        said,
        "the same 2; 1 differ of 1 on an edge or in overlapping or invalid areas"
    );
    let error = areas(&[0, 1, none], &[0, none, 2], &[1]).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("point 2 is in area 2 for {none}")
    );
}
