use std::collections::BTreeSet;

use crate::Town;
use crate::plane::inside;

#[test]
fn twelve_postcodes_to_an_area_each_in_it_and_none_twice() {
    let town = Town::shared();
    assert_eq!(town.postcodes().len(), 282 * 12);
    let unique: BTreeSet<_> = town.postcodes().iter().map(|one| &one.postcode).collect();
    assert_eq!(unique.len(), 282 * 12);
    for (i, area) in town.areas().iter().enumerate() {
        for one in town.postcodes_in(i) {
            assert_eq!(one.area, i);
            assert!(
                inside(&area.ring, one.at),
                "{} is not in {}",
                one.postcode,
                area.name
            );
            assert_eq!(town.area_of(one.at), Some(i));
        }
    }
}

#[test]
fn postcodes_have_the_shape_of_real_ones_in_an_area_never_given_out() {
    for one in Town::shared().postcodes() {
        let (outward, inward) = one.postcode.split_once(' ').unwrap();
        let district: u8 = outward.strip_prefix("ZM").unwrap().parse().unwrap();
        assert!((1..=32).contains(&district), "{}", one.postcode);
        let inward = inward.as_bytes();
        assert!(
            inward.len() == 3 && inward[0].is_ascii_digit(),
            "{}",
            one.postcode
        );
        assert!(!inward[1..].iter().any(|letter| b"CIKMOV".contains(letter)));
    }
}
