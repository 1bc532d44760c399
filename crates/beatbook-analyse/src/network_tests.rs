use crate::{Network, NetworkError, OnSegment};

/// Two parallel segments between 0 and 1, a loop at 1, and a node that nothing leads to.
fn odd_town() -> Network {
    Network::new(3, &[(0, 1, 10.0), (1, 0, 12.5), (1, 1, 30.0)]).unwrap()
}

#[test]
fn parallel_segments_loops_and_lone_nodes_are_kept_apart() {
    let town = odd_town();
    assert_eq!((town.nodes(), town.segments(), town.length()), (3, 3, 52.5));
    assert_eq!([0, 1, 2].map(|node| town.degree(node)), [2, 4, 0]);
    assert_eq!(town.segments_at(1).collect::<Vec<_>>(), [0, 1, 2, 2]);
    assert_eq!(town.ends(1), [1, 0]);
    for node in 0..3 {
        for &way in town.ways_from(node) {
            assert_eq!(town.ends(way.0 / 2)[way.starts_second()], node);
            assert_eq!(town.end_of(way.back()), node);
        }
    }
}

#[test]
fn a_network_of_nothing_is_a_network() {
    let none = Network::new(0, &[]).unwrap();
    assert_eq!((none.nodes(), none.segments(), none.length()), (0, 0, 0.0));
}

#[test]
fn a_segment_without_length_is_refused_with_the_way_out() {
    for length in [0.0, -3.0, f64::NAN, f64::INFINITY] {
        let refused = Network::new(2, &[(0, 1, 5.0), (0, 1, length)]).unwrap_err();
        assert!(matches!(refused, NetworkError::NotALength(1, _)));
        assert_eq!(
            refused.to_string(),
            format!(
                "segment 1 is {length} m long; a length is finite and above 0. \
                 Leave it out and make its two nodes one"
            )
        );
    }
}

#[test]
fn a_segment_to_an_unknown_node_is_named() {
    assert_eq!(
        Network::new(2, &[(0, 1, 5.0), (1, 2, 5.0)])
            .unwrap_err()
            .to_string(),
        "segment 1 ends at node 2, but there are only 2 nodes, counted from 0"
    );
}

#[test]
fn places_off_the_network_are_named_and_rounding_is_forgiven() {
    let town = odd_town();
    let on = |segment, along| OnSegment { segment, along };
    let checked = town
        .check(&[on(0, -1e-10), on(1, 12.5 + 1e-9), on(2, 7.0)])
        .unwrap();
    assert_eq!(checked, [on(0, 0.0), on(1, 12.5), on(2, 7.0)]);
    assert!(checked[0].along.is_sign_positive());
    assert_eq!(
        town.check(&[on(0, 0.0), on(3, 0.0)])
            .unwrap_err()
            .to_string(),
        "place 1 lies on segment 3, but there are only 3 segments, counted from 0"
    );
    assert_eq!(
        town.check(&[on(1, 13.0)]).unwrap_err().to_string(),
        "place 0 lies 13 m along segment 1, which is 12.5 m long; snap it to the segment first"
    );
    assert!(town.check(&[on(0, f64::NAN)]).is_err());
}

#[test]
fn segments_without_events_are_counted_too() {
    let on = |segment, along| OnSegment { segment, along };
    let counts = odd_town().counts(&[on(2, 1.0), on(0, 10.0), on(2, 30.0)]);
    assert_eq!(counts.unwrap(), [1, 0, 2]);
    assert!(odd_town().counts(&[on(2, 31.0)]).is_err());
}
