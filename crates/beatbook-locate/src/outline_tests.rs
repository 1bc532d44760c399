use super::*;
use proptest::prelude::*;

/// Whole steps of this many metres are exact in a double, as are products of their differences in 128
/// bits, over all of the National Grid.
const STEP: f64 = 1.0 / (1_u64 << 30) as f64;

type Steps = (i64, i64);

fn at((x, y): Steps) -> Coord<f64> {
    Coord {
        x: x as f64 * STEP,
        y: y as f64 * STEP,
    }
}

/// The rule in whole numbers: left of the edge, or on it where it is level.
fn is_left(a: Steps, b: Steps, p: Steps) -> bool {
    let (a, b) = if (a.1, a.0) < (b.1, b.0) {
        (a, b)
    } else {
        (b, a)
    };
    let cross =
        |u: Steps, v: Steps| i128::from(u.0) * i128::from(v.1) - i128::from(u.1) * i128::from(v.0);
    match cross((b.0 - a.0, b.1 - a.1), (p.0 - a.0, p.1 - a.1)) {
        0 => a.1 == b.1,
        turn => turn > 0,
    }
}

/// A corner anywhere on the National Grid.
fn corner() -> impl Strategy<Value = Steps> {
    let metres = |most: i64| (0..most << 30_u32).boxed();
    (metres(700_000), metres(1_300_000))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_position_beside_an_edge_is_on_the_side_that_whole_numbers_say(
        a in corner(), length in (-1_i64 << 40..1 << 40, -1_i64 << 40..1 << 40),
        along in -0.1..1.1_f64, off in (-2_i64..=2, -2_i64..=2)
    ) {
        // As near to the line as doubles allow, and a few steps off it.
        let b = (a.0 + length.0, a.1 + length.1);
        let part = |whole: i64| (whole as f64 * along) as i64;
        let p = (a.0 + part(length.0) + off.0, a.1 + part(length.1) + off.1);
        prop_assume!(a != b);
        let edge = Edge::new(at(a), at(b)).unwrap();
        prop_assert_eq!(edge.has_on_left(at(p)), is_left(a, b, p));
    }

    #[test]
    fn a_position_on_an_edge_is_right_of_it_unless_it_is_level(
        a in corner(), step in (-1_i64 << 20..1 << 20, -1_i64 << 20..1 << 20), steps in 2_i64..1000, part in 0_i64..=1000
    ) {
        prop_assume!(step != (0, 0));
        let at_step = steps * part / 1000;
        let b = (a.0 + step.0 * steps, a.1 + step.1 * steps);
        let p = (a.0 + step.0 * at_step, a.1 + step.1 * at_step);
        let edge = Edge::new(at(a), at(b)).unwrap();
        prop_assert_eq!(edge.has_on_left(at(p)), step.1 == 0);
        // The edge is the same from both areas beside it.
        prop_assert_eq!(edge, Edge::new(at(b), at(a)).unwrap());
    }
}

#[test]
fn a_sign_that_plain_arithmetic_gets_wrong_is_right() {
    // Along the diagonal the plain determinant is 0 for most positions around it.
    let edge = Edge::new(Coord { x: 12.0, y: 12.0 }, Coord { x: 24.0, y: 24.0 }).unwrap();
    let mut wrong = 0;
    for i in 0..64_i32 {
        for j in 0..64_i32 {
            let [x, y] = [i, j].map(|n| 0.5 + f64::from(n) * f64::EPSILON / 2.0);
            let plain = (24.0 - 12.0) * (y - 12.0) - (24.0 - 12.0) * (x - 12.0) > 0.0;
            wrong += u32::from(plain != (j > i));
            assert_eq!(edge.has_on_left(Coord { x, y }), j > i, "{i}, {j}");
        }
    }
    assert!(wrong > 0, "the case is no test");
}
