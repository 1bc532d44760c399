use std::collections::BTreeSet;

use super::{RANKED_2019, RANKED_2025, Ranking, domain_2019};
use crate::Town;
use crate::dissolve::common_sides;
use crate::plane::{centroid, distance, from_degrees};

fn assert_consistent(ranking: &Ranking, ranked: u32) {
    let unique: BTreeSet<_> = ranking.ranks.iter().collect();
    assert_eq!(unique.len(), ranking.ranks.len(), "a rank is given twice");
    for (&rank, &decile) in ranking.ranks.iter().zip(&ranking.deciles) {
        let decile = u32::from(decile);
        assert!((1..=10).contains(&decile));
        assert!(
            rank > (decile - 1) * ranked / 10,
            "rank {rank}, decile {decile}"
        );
        assert!(rank <= decile * ranked / 10, "rank {rank}, decile {decile}");
    }
}

#[test]
fn ranks_lie_in_their_deciles() {
    let town = Town::shared();
    assert_consistent(&town.imd_2019, RANKED_2019);
    assert_consistent(&town.imd_2025, RANKED_2025);
    assert_consistent(&domain_2019(town.areas(), 3), RANKED_2019);
    assert_eq!((RANKED_2019 / 10, RANKED_2025 / 10), (3_284, 3_375));
}

#[test]
fn of_282_areas_121_are_in_the_most_deprived_decile_and_ever_fewer_in_the_next() {
    let town = Town::shared();
    assert_eq!((town.deciles().len(), town.deciles25().len()), (282, 295));
    let mut counts = [0; 10];
    for &decile in town.deciles() {
        counts[usize::from(decile) - 1] += 1;
    }
    assert_eq!(counts[0], 121);
    assert!(
        counts.windows(2).all(|pair| pair[0] > pair[1]),
        "{counts:?}"
    );
}

#[test]
fn neighbours_are_alike_and_north_east_and_far_south_are_poor() {
    let town = Town::shared();
    let deciles = town.deciles();
    let gaps: Vec<f64> = common_sides(town.areas())
        .iter()
        .enumerate()
        .flat_map(|(a, sides)| sides.keys().map(move |&b| (a, b)))
        .map(|(a, b)| (f64::from(deciles[a]) - f64::from(deciles[b])).abs())
        .collect();
    let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
    assert!(mean < 1.2, "neighbours differ by {mean} deciles");
    let around = |lat: f64, lon: f64| {
        let middle = from_degrees(lat, lon);
        let near: Vec<f64> = town
            .areas()
            .iter()
            .zip(deciles)
            .filter(|(one, _)| distance(centroid(&one.ring), middle) < 1_200.0)
            .map(|(_, decile)| f64::from(*decile))
            .collect();
        near.iter().sum::<f64>() / near.len() as f64
    };
    for (lat, lon) in [(53.5080, -2.2000), (53.4750, -2.1760), (53.3790, -2.2650)] {
        assert!(around(lat, lon) < 2.0, "{lat} {lon}: {}", around(lat, lon));
    }
    assert!(around(53.4160, -2.2350) > 4.0);
}
