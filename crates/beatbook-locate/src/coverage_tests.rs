use super::*;
use geo::{Orient, orient::Direction};
use proptest::prelude::*;

const BRIDGED: Metres = Metres(0.1);
const EAST: f64 = 384_000.0;
const NORTH: f64 = 398_000.0;

fn area(corners: &[(f64, f64)]) -> MultiPolygon<f64> {
    let corners = corners.iter().map(|(x, y)| (EAST + x, NORTH + y));
    MultiPolygon(vec![Polygon::new(corners.collect(), vec![])])
}

fn rect(x: f64, y: f64, width: f64, height: f64) -> MultiPolygon<f64> {
    area(&[
        (x, y),
        (x + width, y),
        (x + width, y + height),
        (x, y + height),
    ])
}

/// Three by three squares of 100 m, every other one wound the other way.
fn squares() -> Vec<MultiPolygon<f64>> {
    let square = |n: u32| {
        let square = rect(
            f64::from(n % 3) * 100.0,
            f64::from(n / 3) * 100.0,
            100.0,
            100.0,
        );
        let direction = if n.is_multiple_of(2) {
            Direction::Default
        } else {
            Direction::Reversed
        };
        square.orient(direction)
    };
    (0..9).map(square).collect()
}

#[test]
fn a_layer_that_covers_its_ground_once_has_neither() {
    assert_eq!(coverage(&squares(), BRIDGED), Coverage::default());
    assert_eq!(coverage(&[], BRIDGED), Coverage::default());
    assert_eq!(
        coverage(&[MultiPolygon(vec![])], BRIDGED),
        Coverage::default()
    );
    // Islands apart, and a corner of one neighbour on the edge of the other.
    let apart = [
        rect(0.0, 0.0, 100.0, 100.0),
        area(&[
            (100.0, 0.0),
            (200.0, 0.0),
            (200.0, 100.0),
            (100.0, 100.0),
            (100.0, 37.0),
        ]),
        rect(5_000.0, 0.0, 10.0, 10.0),
    ];
    assert_eq!(coverage(&apart, BRIDGED), Coverage::default());
}

#[test]
fn a_missing_area_is_a_gap_among_its_neighbours() {
    let mut layer = squares();
    layer.remove(4);
    let Coverage { gaps, overlaps } = coverage(&layer, BRIDGED);
    assert!(overlaps.is_empty());
    assert_eq!((gaps.number, gaps.slivers), (1, 0));
    let [gap] = &gaps.largest[..] else {
        panic!("{gaps:?}")
    };
    assert!((gap.area_m2 - 10_000.0).abs() < 0.01);
    assert!((gap.width.0 - 50.0).abs() < 0.01);
    assert!((100.0..200.0).contains(&(gap.at.easting - EAST)));
    // Those at its corners too.
    assert_eq!(gap.areas, (0..8).collect::<Vec<_>>());
    // On the outside it would be a bay.
    let mut layer = squares();
    layer.remove(3);
    assert!(coverage(&layer, BRIDGED).gaps.is_empty());
}

#[test]
fn overlaps_name_the_areas_that_lie_over_one_another() {
    let mut layer = squares();
    layer.push(rect(90.0, 20.0, 30.0, 10.0));
    let Coverage { gaps, overlaps } = coverage(&layer, BRIDGED);
    assert!(gaps.is_empty());
    // All of it, once, though it lies in two squares.
    assert_eq!(overlaps.number, 1);
    assert!((overlaps.total_m2 - 300.0).abs() < 0.01, "{overlaps:?}");
    assert!(overlaps.largest[0].areas.contains(&9));
    assert_eq!(overlaps.largest[0].areas.len(), 2);
    // The same area twice, and three times.
    for times in [2, 3] {
        let same: Vec<_> = (0..times).map(|_| rect(0.0, 0.0, 50.0, 50.0)).collect();
        let found = coverage(&same, BRIDGED).overlaps;
        assert_eq!((found.number, found.largest[0].areas.len()), (1, times));
        assert!((found.total_m2 - 2_500.0).abs() < 0.01);
    }
}

#[test]
fn slivers_that_the_join_bridges_are_told_apart() {
    for (shift, slivers, number) in [(0.15, 1, 0), (0.25, 0, 1), (1e-7, 0, 0)] {
        // A slot that opens nowhere: the lid closes it.
        let lid = |y| rect(0.0, y, 300.0, 10.0);
        let gap = [
            rect(0.0, 0.0, 100.0, 100.0),
            rect(100.0 + shift, 0.0, 200.0 - shift, 100.0),
            lid(-10.0),
            lid(100.0),
        ];
        let found = coverage(&gap, BRIDGED);
        assert_eq!(
            (found.gaps.slivers, found.gaps.number),
            (slivers, number),
            "{shift}"
        );
        assert!(found.overlaps.is_empty());
        let overlap = [
            rect(0.0, 0.0, 100.0 + shift, 100.0),
            rect(100.0, 0.0, 200.0, 100.0),
        ];
        let found = coverage(&overlap, BRIDGED);
        assert_eq!(
            (found.overlaps.slivers, found.overlaps.number),
            (slivers, number),
            "{shift}"
        );
        assert!(found.gaps.is_empty());
        let size = found.overlaps.slivers_m2 + found.overlaps.total_m2;
        assert!((size - shift * 100.0).abs() < 0.02, "{size}");
    }
}

#[test]
fn an_island_in_a_gap_is_not_part_of_it() {
    let mut layer = squares();
    layer.remove(4);
    layer.push(rect(120.0, 120.0, 50.0, 50.0));
    let gaps = coverage(&layer, BRIDGED).gaps;
    assert_eq!(gaps.number, 1);
    assert!((gaps.total_m2 - 7_500.0).abs() < 0.01);
}

#[test]
fn only_the_largest_are_kept_one_by_one() {
    let mut layer = vec![rect(0.0, 0.0, 1_000.0, 1_000.0)];
    layer.extend((1..=15).map(|n| rect(f64::from(n) * 50.0, 0.0, f64::from(n), 10.0)));
    let overlaps = coverage(&layer, BRIDGED).overlaps;
    assert_eq!((overlaps.number, overlaps.largest.len()), (15, LISTED));
    let sizes: Vec<f64> = overlaps
        .largest
        .iter()
        .map(|spot| spot.area_m2.round())
        .collect();
    assert_eq!(sizes[..3], [150.0, 140.0, 130.0]);
    assert_eq!(overlaps.largest[0].areas, [0, 15]);
}

proptest! {
    #[test]
    fn rectangles_anywhere_agree_with_counting_squares(
        rects in prop::collection::vec((0_u8..20, 0_u8..20, 1_u8..9, 1_u8..9), 1..12)
    ) {
        let layer: Vec<_> = rects.iter().map(|&(x, y, w, h)| {
            rect(x.into(), y.into(), w.into(), h.into())
        }).collect();
        let times = |x: i16, y: i16| rects.iter().filter(|&&(rx, ry, w, h)| {
            let within = |v: i16, from: u8, size: u8| v >= from.into() && v < i16::from(from) + i16::from(size);
            within(x, rx, w) && within(y, ry, h)
        }).count();
        let cells = || (-1..31_i16).flat_map(|y| (-1..31_i16).map(move |x| (x, y)));
        let twice = cells().filter(|&(x, y)| times(x, y) > 1).count();
        // Ground outside is what can be reached from the corner through cells without area.
        let mut outside = std::collections::HashSet::from([(-1, -1)]);
        let mut next = vec![(-1, -1)];
        while let Some((x, y)) = next.pop() {
            for (x, y) in [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)] {
                if (-1..31).contains(&x) && (-1..31).contains(&y) && times(x, y) == 0 && outside.insert((x, y)) {
                    next.push((x, y));
                }
            }
        }
        let gaps = cells().filter(|&(x, y)| times(x, y) == 0 && !outside.contains(&(x, y))).count();
        let found = coverage(&layer, BRIDGED);
        prop_assert!((found.overlaps.total_m2 - twice as f64).abs() < 0.01, "{:?}", found);
        prop_assert!((found.gaps.total_m2 - gaps as f64).abs() < 0.01, "{:?}", found);
    }
}
