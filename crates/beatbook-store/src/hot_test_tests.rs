use beatbook_analyse::gi_star;

use super::*;

/// A street of 200 cells with one busy corner.
fn street(level: u32) -> (Vec<u32>, Neighbours) {
    let near = |i: usize| [i.wrapping_sub(1), i + 1].into_iter().filter(|&j| j < 200);
    let lists: Vec<Vec<usize>> = (0..200).map(|i| near(i).collect()).collect();
    let mut counts: Vec<u32> = (0..200).map(|i| level + i * 7 % 5).collect();
    counts[99..102].copy_from_slice(&[level + 12, level + 15, level + 11]);
    (counts, Neighbours::from_lists(&lists).unwrap())
}

fn tail(test: HotTest, level: u32) -> Result<Vec<f64>, NotTested> {
    let (counts, neighbours) = street(level);
    let values: Vec<f64> = counts.iter().map(|&n| f64::from(n)).collect();
    let z = gi_star(&values, &neighbours).unwrap();
    upper_tail(test, &counts, &neighbours, &[true; 200], &z)
}

fn draws(permutations: u32) -> Draws {
    Draws {
        permutations,
        seed: 1,
    }
}

#[test]
fn full_permutations_come_near_the_exact_tail() {
    let exact = tail(HotTest::Exact, 0).unwrap_or_default();
    let drawn = tail(HotTest::Permutation(draws(9_999)), 0).unwrap_or_default();
    assert_eq!((exact.len(), drawn.len()), (200, 200));
    for (exact, drawn) in exact.iter().zip(&drawn) {
        let error = (exact * (1.0 - exact) / 9_999.0).sqrt();
        assert!(
            (exact - drawn).abs() < 6.0 * error + 2e-4,
            "{exact} {drawn}"
        );
    }
}

#[test]
fn an_own_count_that_is_held_cannot_make_a_corner_hot_by_itself() {
    let full = tail(HotTest::Permutation(draws(999)), 0).unwrap_or_default();
    let held = tail(HotTest::Conditional(draws(999)), 0).unwrap_or_default();
    // Next to the corner: one of its two neighbours is high, its own count is not.
    assert!(full[98] < 0.05, "{}", full[98]);
    assert_ne!(full, held);
}

#[test]
fn the_normal_curve_is_refused_where_it_misleads() {
    let Err(NotTested::Refused(error)) = tail(HotTest::Normal, 0) else {
        panic!("about 7 events are expected in a neighbourhood");
    };
    assert_eq!(error.part, "test");
    assert!(
        error
            .reason
            .starts_with("with 6.5 events expected in a neighbourhood the normal curve")
            && error
                .reason
                .ends_with("Use test=exact, larger cells or a longer period"),
        "{}",
        error.reason
    );
    let p = tail(HotTest::Normal, 10).unwrap_or_default();
    assert!(p[100] < 1e-6, "{}", p[100]);
}

#[test]
fn too_few_permutations_are_said() {
    let said = caveat_of(HotTest::Permutation(draws(9_999)), 8_886, 0.05).unwrap();
    assert_eq!(
        said.to_string(),
        "9,999 permutations give no p below 1.0e-4: of 8,886 cells at least 18 have to be as sure as that before any of them passes. test=exact has no such limit."
    );
    assert_eq!(
        caveat_of(HotTest::Permutation(draws(9_999)), 400, 0.05),
        None
    );
    assert_eq!(caveat_of(HotTest::Exact, 8_886, 0.05), None);
}
