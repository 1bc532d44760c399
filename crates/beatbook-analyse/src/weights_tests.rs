use super::*;
use beatbook_testkit::six_points;

#[test]
fn rows_add_up_to_one_and_islands_stay_empty() {
    let neighbours = Neighbours::from_lists(&[vec![1, 2], vec![0], vec![], vec![]]).unwrap();
    let rows = Weights::binary(&neighbours).row_standardised();
    assert_eq!(rows.of(0), (&[1, 2][..], &[0.5, 0.5][..]));
    assert_eq!(rows.sum_of(1), 1.0);
    assert_eq!(rows.of(3), (&[][..], &[][..]));
    let star = Weights::binary(&neighbours)
        .with_self(1.0)
        .unwrap()
        .row_standardised();
    assert_eq!((star.own(3), star.sum_of(3)), (1.0, 1.0));
    assert!((0..4).all(|unit| (star.sum_of(unit) - 1.0).abs() < 1e-15));
}

#[test]
fn a_weight_too_few_is_refused() {
    let (_, neighbours) = six_points();
    assert_eq!(
        Weights::general(&neighbours, vec![1.0; 13])
            .unwrap_err()
            .to_string(),
        "got 13 weights for 14 links; supply one weight per link, in the order of the links"
    );
}

#[test]
fn what_is_no_weight_is_named() {
    let (_, neighbours) = six_points();
    for bad in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e-200] {
        let mut weights = vec![1.0; 14];
        weights[5] = bad;
        // Unit 2 has one neighbour, 4, after two links of unit 0 and three of unit 1.
        assert_eq!(
            Weights::general(&neighbours, weights)
                .unwrap_err()
                .to_string(),
            format!(
                "the link from unit 2 to 4 has weight {bad}; weights lie between 1e-100 and 1e100: \
                 rescale them, and leave out links that are to count for nothing"
            )
        );
        let own = Weights::binary(&neighbours).with_self(bad).unwrap_err();
        assert!(
            own.to_string()
                .starts_with(&format!("the weight of a unit itself is {bad};"))
        );
    }
}

#[test]
fn a_link_is_looked_up_one_way() {
    let one_way = Neighbours::from_lists(&[vec![1], vec![]]).unwrap();
    let weights = Weights::general(&one_way, vec![2.5]).unwrap();
    assert_eq!((weights.between(0, 1), weights.between(1, 0)), (2.5, 0.0));
}
