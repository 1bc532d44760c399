use crate::{DensityClusters, DensityClustersError, density_clusters};
use beatbook_core::Neighbours;
use beatbook_testkit::density_clusters_by_definition;
use proptest::prelude::*;

/// The example in the manual of scikit-learn's `DBSCAN`: eps 3, `min_samples` 2.
#[test]
fn agrees_with_scikit_learn() {
    let points = [(1, 2), (2, 2), (2, 3), (8, 7), (8, 8), (25, 80)];
    let found = density_clusters(&[1; 6], &within(&points, 3), 2).unwrap();
    let expected = [Some(0), Some(0), Some(0), Some(1), Some(1), None];
    assert_eq!(found.cluster, expected);
    assert_eq!(found.clusters, 2);
}

#[test]
fn weight_counts_as_so_many_events_at_one_point() {
    let alone = Neighbours::from_lists(&[vec![], vec![]]).unwrap();
    let found = density_clusters(&[5, 4], &alone, 5).unwrap();
    assert_eq!(found.cluster, [Some(0), None]);
    assert_eq!(found.core, [true, false]);
}

#[test]
fn a_border_point_goes_to_its_heavier_core_neighbour_then_to_the_lower_number() {
    // 0-1 and 3-4 are dense; 2 lies between 1 and 3 and is not dense itself.
    let row =
        Neighbours::from_lists(&[vec![1], vec![0, 2], vec![1, 3], vec![2, 4], vec![3]]).unwrap();
    let found = |weights: &[u32; 5]| density_clusters(weights, &row, 10).unwrap();
    let to_the_right = found(&[6, 4, 0, 5, 6]);
    assert_eq!(to_the_right.core, [true, true, false, true, true]);
    assert_eq!(
        to_the_right.cluster,
        [Some(0), Some(0), Some(1), Some(1), Some(1)]
    );
    let a_tie = found(&[6, 4, 0, 4, 6]);
    assert_eq!(a_tie.cluster[2], Some(0));
    // It joins none to another.
    assert_eq!(a_tie.clusters, 2);
}

#[test]
fn clusters_are_numbered_by_their_first_member_even_at_the_border() {
    // Unit 0 is at the border of the second cluster to be found by its core.
    let map = Neighbours::from_lists(&[vec![3], vec![2], vec![1], vec![0, 4], vec![3]]).unwrap();
    let found = density_clusters(&[0, 5, 5, 4, 6], &map, 10).unwrap();
    assert_eq!(found.core, [false, true, true, true, true]);
    assert_eq!(found.cluster, [Some(0), Some(1), Some(1), Some(0), Some(0)]);
}

#[test]
fn nothing_to_cluster_gives_nothing() {
    let found = density_clusters(&[], &Neighbours::from_lists(&[]).unwrap(), 1).unwrap();
    assert_eq!((found.cluster.len(), found.clusters), (0, 0));
}

#[test]
fn refusals_say_what_to_do() {
    let pair = Neighbours::from_lists(&[vec![1], vec![0]]).unwrap();
    let one_way = Neighbours::from_lists(&[vec![1], vec![]]).unwrap();
    assert_eq!(
        density_clusters(&[1], &pair, 1).unwrap_err(),
        DensityClustersError::LengthMismatch(1, 2)
    );
    assert_eq!(
        density_clusters(&[1, 1], &pair, 0).unwrap_err().to_string(),
        "a cluster of at least 0 events is no cluster; ask for 1 or more"
    );
    assert_eq!(
        density_clusters(&[1, 1], &one_way, 1)
            .unwrap_err()
            .to_string(),
        "unit 0 names unit 1 as a neighbour, but not the other way round; list all units within \
         one distance"
    );
}

#[test]
fn weights_beyond_32_bits_add_up() {
    let pair = Neighbours::from_lists(&[vec![1], vec![0]]).unwrap();
    let found = density_clusters(&[u32::MAX, u32::MAX], &pair, u32::MAX).unwrap();
    assert_eq!(found.cluster, [Some(0), Some(0)]);
}

proptest! {
    #[test]
    fn agrees_with_the_definition(
        points in prop::collection::vec((0..30_i64, 0..30_i64), 1..40),
        weights in prop::collection::vec(0..6_u32, 40),
        at_least in 1..14_u32,
        distance in 1..8_i64,
    ) {
        let near = within(&points, distance);
        let weights = &weights[..points.len()];
        let found = density_clusters(weights, &near, at_least).unwrap();
        prop_assert_eq!(found, by_definition(weights, &near, at_least));
    }

    /// From a few dense clusters to one that holds nearly all.
    #[test]
    fn agrees_with_the_definition_on_200_weighted_points(
        points in prop::collection::vec((0..100_i64, 0..100_i64), 200),
        weights in prop::collection::vec(0..6_u32, 200),
        at_least in 8..26_u32,
        distance in 6..13_i64,
    ) {
        let near = within(&points, distance);
        let found = density_clusters(&weights, &near, at_least).unwrap();
        prop_assert_eq!(found, by_definition(&weights, &near, at_least));
    }

    /// With a different weight at every point no two core neighbours tie.
    #[test]
    fn the_order_of_the_points_changes_no_cluster(
        points in prop::collection::vec((0..25_i64, 0..25_i64), 2..30),
        order in Just((0..30_usize).collect::<Vec<_>>()).prop_shuffle(),
        at_least in 30..150_u32,
    ) {
        let n = points.len();
        let order: Vec<usize> = order.into_iter().filter(|&i| i < n).collect();
        let weights: Vec<u32> = (0..n as u32).map(|i| (i * 37) % 101).collect();
        let found = density_clusters(&weights, &within(&points, 4), at_least).unwrap();
        let moved: Vec<(i64, i64)> = order.iter().map(|&i| points[i]).collect();
        let moved_weights: Vec<u32> = order.iter().map(|&i| weights[i]).collect();
        let again = density_clusters(&moved_weights, &within(&moved, 4), at_least).unwrap();
        prop_assert_eq!(found.clusters, again.clusters);
        for (a, &i) in order.iter().enumerate() {
            prop_assert_eq!(found.core[i], again.core[a]);
            prop_assert_eq!(found.cluster[i].is_some(), again.cluster[a].is_some());
            for (b, &j) in order.iter().enumerate() {
                prop_assert_eq!(
                    found.cluster[i] == found.cluster[j],
                    again.cluster[a] == again.cluster[b]
                );
            }
        }
    }
}

fn by_definition(weights: &[u32], near: &Neighbours, at_least: u32) -> DensityClusters {
    let (cluster, core) = density_clusters_by_definition(weights, near, at_least);
    let clusters = cluster.iter().flatten().max().map_or(0, |last| last + 1);
    DensityClusters {
        cluster,
        core,
        clusters,
    }
}

fn within(points: &[(i64, i64)], distance: i64) -> Neighbours {
    let near = |i: usize| {
        (0..points.len())
            .filter(|&j| {
                let (x, y) = (points[i].0 - points[j].0, points[i].1 - points[j].1);
                j != i && x * x + y * y <= distance * distance
            })
            .collect()
    };
    Neighbours::from_lists(&(0..points.len()).map(near).collect::<Vec<_>>()).unwrap()
}
