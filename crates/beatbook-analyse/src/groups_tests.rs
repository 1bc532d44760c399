use std::collections::BTreeSet;

use crate::{GroupError, GroupLimit, GroupRules, HotGroups, hot_groups, local_peaks};
use beatbook_core::Neighbours;
use beatbook_testkit::HexGrid;
use proptest::prelude::*;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

#[test]
fn two_peaks_in_one_blob_are_two_hotspots() {
    let hot = in_a_row(&[9.0, 8.0, 6.0, 7.0, 10.0], 16);
    assert_eq!(members(&hot), [vec![4, 3], vec![0, 1, 2]]);
    assert_eq!(peaks(&hot), [4, 0]);
}

#[test]
fn a_saddle_within_a_tenth_of_the_lower_peak_joins() {
    // The lower peak is 10; its saddle lies at 9, exactly a tenth below.
    assert_eq!(members(&in_a_row(&[12.0, 9.0, 10.0], 16)), [vec![0, 2, 1]]);
    assert_eq!(
        members(&in_a_row(&[12.0, 8.99, 10.0], 16)),
        [vec![0, 1], vec![2]]
    );
}

#[test]
fn joined_groups_stay_within_the_limit() {
    assert_eq!(
        members(&in_a_row(&[12.0, 9.5, 10.0], 2)),
        [vec![0, 1], vec![2]]
    );
}

#[test]
fn the_highest_saddle_joins_first() {
    // Four cells can be one place, so only two of the three peaks: 2 and 4, with the higher pass.
    let hot = in_a_row(&[10.0, 9.8, 10.5, 9.9, 10.2], 4);
    assert_eq!(members(&hot), [vec![2, 4, 3, 1], vec![0]]);
}

#[test]
fn cells_cut_off_by_the_limit_form_a_shoulder() {
    let hot = in_a_row(&[9.0, 8.0, 7.0, 6.0, 5.0], 2);
    assert_eq!(members(&hot), [vec![0, 1], vec![2, 3], vec![4]]);
}

#[test]
fn a_cell_cut_off_goes_to_its_next_highest_neighbour_with_room() {
    // 4 touches 0 (in the full group of 0) and 2 (alone, with room).
    let map = links(&[&[1, 4], &[0], &[4], &[], &[0, 2]]);
    let z = [9.0, 8.0, 7.0, 0.0, 6.0].map(Some);
    let q = [0.01, 0.01, 0.01, 0.9, 0.01];
    let hot = hot_groups(&z, &q, &map, &GroupRules::within(GroupLimit::Units(2))).unwrap();
    assert_eq!(members(&hot), [vec![0, 1], vec![2, 4]]);
}

#[test]
fn equal_heights_are_settled_by_number() {
    assert_eq!(members(&in_a_row(&[5.0, 5.0, 5.0], 16)), [vec![0, 1, 2]]);
    assert_eq!(peaks(&in_a_row(&[3.0, 5.0, 5.0], 16)), [1]);
}

#[test]
fn areas_limit_groups_and_a_large_unit_is_a_group_of_its_own() {
    let map = links(&[&[1], &[0, 2], &[1, 3], &[2]]);
    let z = [9.0, 8.0, 7.9, 7.0].map(Some);
    let areas = [900_000.0, 100_000.0, 100_000.0, 100_000.0];
    let limit = GroupLimit::SquareMetres {
        of_unit: &areas,
        at_most: 250_000.0,
    };
    let hot = hot_groups(&z, &[0.01; 4], &map, &GroupRules::within(limit)).unwrap();
    assert_eq!(members(&hot), [vec![0], vec![1, 2], vec![3]]);
}

#[test]
fn what_is_not_tested_or_has_no_score_is_not_hot() {
    let map = links(&[&[1], &[0, 2], &[1]]);
    let z = [Some(9.0), None, Some(8.0)];
    let rules = GroupRules::within(GroupLimit::Units(16));
    let hot = hot_groups(&z, &[0.05, 0.01, f64::NAN], &map, &rules).unwrap();
    assert_eq!(members(&hot), [[0]]);
    assert_eq!(hot.group_of, [Some(0), None, None]);

    let calm = hot_groups(&z, &[0.2, 0.5, 1.0], &map, &rules).unwrap();
    assert!(calm.groups.is_empty());
    assert_eq!(calm.group_of, [None; 3]);
}

#[test]
fn lists_of_other_lengths_and_impossible_areas_are_refused() {
    let map = links(&[&[1], &[0]]);
    let z = [Some(1.0), Some(2.0)];
    let by_number = GroupRules::within(GroupLimit::Units(1));
    let err = hot_groups(&z[..1], &[0.1; 2], &map, &by_number).unwrap_err();
    assert_eq!(
        err.to_string(),
        "got 1 scores for 2 units; supply one per unit"
    );
    let err = hot_groups(&z, &[0.1; 3], &map, &by_number).unwrap_err();
    assert_eq!(
        err.to_string(),
        "got 3 corrected p-values for 2 units; supply one per unit"
    );
    for (areas, expected) in [
        (vec![1.0], GroupError::LengthMismatch("areas", 1, 2)),
        (vec![1.0, 0.0], GroupError::NotAnArea(1, 0.0)),
    ] {
        let limit = GroupLimit::SquareMetres {
            of_unit: &areas,
            at_most: 1.0,
        };
        assert_eq!(
            hot_groups(&z, &[0.1; 2], &map, &GroupRules::within(limit)),
            Err(expected)
        );
    }
}

#[test]
fn local_peaks_come_from_the_highest_down() {
    let map = links(&[&[1], &[0, 2], &[1, 3], &[2, 4], &[3]]);
    assert_eq!(
        local_peaks(&[1.0, 0.0, 3.0, 2.0, 2.5].map(Some), &map),
        [2, 4, 0]
    );
}

proptest! {
    #[test]
    fn every_hot_cell_is_in_one_group_that_holds_together(town in towns(), most in 1..30_usize) {
        let hot = town.groups(most);
        let mut seen = BTreeSet::new();
        for (number, group) in (0..).zip(&hot.groups) {
            prop_assert!(group.members.len() <= most);
            prop_assert_eq!(group.members[0], group.peak);
            let heights = group.members.iter().map(|&unit| town.z[unit as usize]);
            prop_assert!(heights.is_sorted_by(|a, b| a >= b), "from high to low");
            for &unit in &group.members {
                prop_assert!(seen.insert(unit), "unit {} is in two groups", unit);
                prop_assert_eq!(hot.group_of[unit as usize], Some(number));
            }
            prop_assert_eq!(reached_from(group.peak, &group.members, &town.grid.neighbours),
                group.members.len());
        }
        let hot_cells: BTreeSet<u32> =
            (0..town.q.len() as u32).filter(|&unit| town.q[unit as usize] <= 0.05).collect();
        prop_assert_eq!(seen, hot_cells);
    }

    #[test]
    fn no_two_groups_left_apart_could_be_joined(town in towns(), most in 1..30_usize) {
        let hot = town.groups(most);
        let height = |unit: u32| town.z[unit as usize].unwrap();
        for unit in 0..town.q.len() as u32 {
            for &next in town.grid.neighbours.of(unit as usize) {
                let (Some(a), Some(b)) = (hot.group_of[unit as usize], hot.group_of[next as usize])
                else { continue };
                let (a, b) = (&hot.groups[a as usize], &hot.groups[b as usize]);
                let lower_peak = height(a.peak).min(height(b.peak));
                let depth = lower_peak - height(unit).min(height(next));
                prop_assert!(a == b
                    || depth > 0.1 * lower_peak
                    || a.members.len() + b.members.len() > most);
            }
        }
    }

    #[test]
    fn without_a_limit_or_joining_every_cell_climbs_the_steepest_way(town in towns()) {
        let rules = GroupRules { saddle_within: -1.0, ..GroupRules::within(GroupLimit::Units(9_999)) };
        let hot = hot_groups(&town.z, &town.q, &town.grid.neighbours, &rules).unwrap();
        for start in (0..town.q.len()).filter(|&unit| town.q[unit] <= 0.05) {
            let mut unit = start;
            loop {
                let hot_ring = town.grid.neighbours.of(unit).iter().map(|&j| j as usize);
                let up = hot_ring
                    .filter(|&j| town.q[j] <= 0.05 && town.z[j] > town.z[unit])
                    .max_by(|&a, &b| town.z[a].partial_cmp(&town.z[b]).unwrap());
                match up {
                    Some(up) => unit = up,
                    None => break,
                }
            }
            let group = hot.group_of[start].unwrap() as usize;
            prop_assert_eq!(hot.groups[group].peak as usize, unit);
        }
    }

    #[test]
    fn numbering_the_cells_differently_changes_no_group(
        town in towns(),
        most in 1..30_usize,
        seed in any::<u64>(),
    ) {
        let units = town.q.len();
        let mut new_of_old: Vec<usize> = (0..units).collect();
        new_of_old.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
        let mut lists = vec![Vec::new(); units];
        let (mut z, mut q) = (vec![None; units], vec![0.0; units]);
        for (old, &new) in new_of_old.iter().enumerate() {
            lists[new] =
                town.grid.neighbours.of(old).iter().map(|&j| new_of_old[j as usize]).collect();
            z[new] = town.z[old];
            q[new] = town.q[old];
        }
        let rules = GroupRules::within(GroupLimit::Units(most));
        let renamed = hot_groups(&z, &q, &Neighbours::from_lists(&lists).unwrap(), &rules).unwrap();
        let expected: Vec<Vec<u32>> = members(&town.groups(most))
            .into_iter()
            .map(|group| group.into_iter().map(|old| new_of_old[old as usize] as u32).collect())
            .collect();
        prop_assert_eq!(members(&renamed), expected);
    }
}

/// A town whose heights all differ, and which is hot where they are above 3.
#[derive(Debug)]
struct Town {
    grid: HexGrid,
    z: Vec<Option<f64>>,
    q: Vec<f64>,
}

impl Town {
    fn groups(&self, most: usize) -> HotGroups {
        let rules = GroupRules::within(GroupLimit::Units(most));
        hot_groups(&self.z, &self.q, &self.grid.neighbours, &rules).unwrap()
    }
}

fn towns() -> impl Strategy<Value = Town> {
    any::<u64>().prop_map(|seed| {
        let grid = HexGrid::ellipse(12.0, 6.0);
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let hills: Vec<(usize, f64)> = (0..8)
            .map(|_| {
                (
                    random.random_range(0..grid.cells.len()),
                    random.random_range(3.0..12.0),
                )
            })
            .collect();
        let heights: Vec<f64> = (0..grid.cells.len())
            .map(|cell| {
                let above = hills
                    .iter()
                    .map(|&(top, height)| height - 1.5 * f64::from(grid.steps_between(top, cell)));
                above.fold(0.0, f64::max) + random.random_range(0.0..1.0)
            })
            .collect();
        let q = heights
            .iter()
            .map(|z| if *z > 3.0 { 0.01 } else { 0.5 })
            .collect();
        Town {
            grid,
            z: heights.into_iter().map(Some).collect(),
            q,
        }
    })
}

fn reached_from(start: u32, within: &[u32], neighbours: &Neighbours) -> usize {
    let mut reached = BTreeSet::from([start]);
    let mut next = vec![start];
    while let Some(unit) = next.pop() {
        for &near in neighbours.of(unit as usize) {
            if within.contains(&near) && reached.insert(near) {
                next.push(near);
            }
        }
    }
    reached.len()
}

fn in_a_row(heights: &[f64], most: usize) -> HotGroups {
    let last = heights.len() - 1;
    let lists: Vec<Vec<usize>> = (0..=last)
        .map(|i| {
            (i.saturating_sub(1)..=(i + 1).min(last))
                .filter(|&j| j != i)
                .collect()
        })
        .collect();
    let z: Vec<Option<f64>> = heights.iter().copied().map(Some).collect();
    let rules = GroupRules::within(GroupLimit::Units(most));
    let map = Neighbours::from_lists(&lists).unwrap();
    hot_groups(&z, &vec![0.01; z.len()], &map, &rules).unwrap()
}

fn links(lists: &[&[usize]]) -> Neighbours {
    Neighbours::from_lists(&lists.iter().map(|list| list.to_vec()).collect::<Vec<_>>()).unwrap()
}

fn members(hot: &HotGroups) -> Vec<Vec<u32>> {
    hot.groups
        .iter()
        .map(|group| group.members.clone())
        .collect()
}

fn peaks(hot: &HotGroups) -> Vec<u32> {
    hot.groups.iter().map(|group| group.peak).collect()
}
