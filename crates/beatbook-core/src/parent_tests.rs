use crate::{Bng, Count, ParentCount, ParentUnit, Unit, square_number};

#[test]
fn the_sixteen_squares_of_a_parent_and_no_others_have_it() {
    let parent = |easting: f64, northing: f64| {
        let square = square_number(Bng { easting, northing }).unwrap();
        ParentUnit::number_above(&Unit::Grid150, square).unwrap()
    };
    let one = parent(384_000.0, 397_800.0);
    assert_eq!(ParentUnit::Squares.id_of(one), "bng-600-384000-397800");
    for step in 0..16 {
        let (east, north) = (f64::from(step % 4) * 150.0, f64::from(step / 4) * 150.0);
        assert_eq!(parent(384_000.0 + east, 397_800.0 + north), one);
    }
    assert_ne!(parent(384_600.0, 397_800.0), one);
    assert_ne!(parent(383_999.0, 397_800.0), one);
}

#[test]
fn a_parent_of_a_parent_is_the_same_by_one_step_or_by_two() {
    // 8a2830828077fff and its ancestors, from the documentation of H3.
    let [eight, nine, ten] = Unit::HEXAGONS;
    let by_two = ParentUnit::number_above(&ten, 0x08a2_8308_2807_7fff);
    let by_one = ParentUnit::number_above(&nine, 0x0892_8308_2807_ffff);
    assert_eq!(by_two, by_one);
    assert_eq!(
        by_two.map(|at| ParentUnit::Hexagons.id_of(at)),
        Some("8828308281fffff".into())
    );
    assert_eq!(
        ParentUnit::number_above(&eight, 0x0882_8308_281f_ffff),
        None
    );
    assert_eq!(ParentUnit::number_above(&Unit::Street, 4), None);
}

#[test]
fn counts_are_added_up_in_order_of_their_parents() {
    let units = [
        (9, Count::Exact(3)),
        (2, Count::Exact(1)),
        (9, Count::Exact(0)),
    ];
    let sums = ParentCount::sums(units.into_iter());
    let told: Vec<_> = sums
        .iter()
        .map(|sum| (sum.number, sum.units, sum.count))
        .collect();
    assert_eq!(
        told,
        [(2, Some(1), Count::Exact(1)), (9, Some(2), Count::Exact(3))]
    );
    let hidden = ParentCount::sums([(1, Count::Suppressed), (1, Count::Exact(4))].into_iter());
    assert_eq!(hidden[0].count, Count::Suppressed);
}
