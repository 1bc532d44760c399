use super::*;

#[test]
fn a_segment_is_cut_into_whole_pieces_and_a_rest() {
    let mut pieces = StreetPieces::new(&[125.0, 50.0, 12.5]);
    assert_eq!(pieces.share, [1.0, 1.0, 0.5, 1.0, 0.25]);
    pieces.add(0, 10.0);
    pieces.add(0, 124.9);
    pieces.add(0, 125.0); // the very end
    pieces.add(1, 50.0);
    pieces.add(2, 4.0);
    assert_eq!(pieces.counts, [1, 0, 2, 1, 1]);
    assert!((pieces.length(0) - 2.5).abs() < 1e-12);
}

#[test]
fn a_neighbourhood_is_held_against_as_many_whole_pieces_as_cover_it() {
    // Ten whole pieces, one with 3 events and one with 1; 60 m with 3 events take two pieces.
    let pool = vec![0, 0, 0, 0, 0, 0, 0, 0, 1, 3];
    let p = street_tails(pool.clone(), &[(1.2, 3), (1.0, 3), (1.0, 0)]).unwrap();
    // Nine of the 45 pairs hold the busy piece; one of ten single pieces is it.
    for (found, expected) in p.iter().zip([9.0 / 45.0, 0.1, 1.0]) {
        assert!((found - expected).abs() < 1e-12, "{p:?}");
    }
    let z = street_scores(&pool, &[(1.0, 3), (1.0, 0), (10.0, 4)]);
    // Mean 0.4, variance 10/10 - 0.16 = 0.84.
    assert!((z[0].unwrap() - 2.6 / 0.84_f64.sqrt()).abs() < 1e-12);
    assert!(z[1].unwrap() < 0.0);
    assert_eq!(z[2], None);
}
