use super::*;
use proptest::prelude::*;

fn line(corners: &[(f64, f64)]) -> MultiLineString<f64> {
    MultiLineString(vec![LineString::from(corners.to_vec())])
}

/// A network of lines on the ground, each a street of its own.
fn network(lines: &[&[(f64, f64)]]) -> StreetNetwork {
    let levels: Vec<(&[(f64, f64)], i32)> = lines.iter().map(|line| (*line, 0)).collect();
    levelled(&levels)
}

fn levelled(lines: &[(&[(f64, f64)], i32)]) -> StreetNetwork {
    let drawn: Vec<MultiLineString<f64>> = lines.iter().map(|(l, _)| line(l)).collect();
    let lines = drawn
        .iter()
        .zip(lines)
        .map(|(line, (_, level))| StreetLine {
            line,
            name: "",
            level: *level,
        });
    StreetNetwork::new(&lines.collect::<Vec<_>>())
}

fn ends(network: &StreetNetwork) -> Vec<(u32, u32)> {
    let segments = network.segments().iter();
    segments.map(|segment| (segment.from, segment.to)).collect()
}

fn metres(network: &StreetNetwork) -> Vec<f64> {
    let segments = network.segments().iter();
    segments.map(|segment| segment.metres).collect()
}

fn at(easting: f64, northing: f64) -> Bng {
    Bng { easting, northing }
}

const WEST_EAST: &[(f64, f64)] = &[(0.0, 0.0), (50.0, 0.0), (100.0, 0.0)];
const SOUTH_NORTH: &[(f64, f64)] = &[(50.0, -30.0), (50.0, 0.0), (50.0, 30.0)];

#[test]
fn links_that_end_at_a_junction_share_its_node() {
    let links: [&[(f64, f64)]; 3] = [
        &[(0.0, 0.0), (50.0, 0.0)],
        &[(100.0, 0.0), (50.0, 0.0)],
        &[(50.0, 0.0), (50.0, 20.0), (60.0, 20.0)],
    ];
    let found = network(&links);
    assert_eq!(ends(&found), [(0, 1), (2, 1), (1, 3)]);
    assert_eq!(metres(&found), [50.0, 50.0, 30.0]);
    assert_eq!(found.noding(), Noding::default());
}

#[test]
fn a_corner_that_two_lines_share_is_a_node_and_a_crossing_without_one_is_not() {
    let shared = network(&[WEST_EAST, SOUTH_NORTH]);
    assert_eq!((shared.nodes(), shared.segments().len()), (5, 4));
    let bridge = network(&[&[(0.0, 0.0), (100.0, 0.0)], &[(50.0, -30.0), (50.0, 30.0)]]);
    assert_eq!((bridge.nodes(), bridge.segments().len()), (4, 2));
    let alone = network(&[WEST_EAST]);
    assert_eq!(metres(&alone), [100.0]);
}

#[test]
fn an_overpass_with_a_corner_in_common_is_no_node_where_levels_are_known() {
    let over = levelled(&[(WEST_EAST, 0), (SOUTH_NORTH, 1)]);
    assert_eq!((over.nodes(), over.segments().len()), (4, 2));
    // The same, cut in the plan: two nodes at one point.
    let cut: [(&[(f64, f64)], i32); 4] = [
        (&WEST_EAST[..2], 0),
        (&WEST_EAST[1..], 0),
        (&SOUTH_NORTH[..2], 1),
        (&SOUTH_NORTH[1..], 1),
    ];
    let over = levelled(&cut);
    assert_eq!((over.nodes(), over.segments().len()), (6, 4));
    assert_eq!(ends(&over), [(0, 1), (1, 2), (3, 4), (4, 5)]);
}

#[test]
fn a_bridge_joins_the_roads_at_its_ends() {
    let lines: [(&[(f64, f64)], i32); 4] = [
        (&[(0.0, 0.0), (40.0, 0.0)], 0),
        (&[(40.0, 0.0), (50.0, 0.0), (60.0, 0.0)], 1),
        (&[(60.0, 0.0), (100.0, 0.0)], 0),
        (SOUTH_NORTH, 0),
    ];
    let found = levelled(&lines);
    assert_eq!(ends(&found), [(0, 1), (1, 2), (2, 3), (4, 5)]);
    // A lane that meets the road just where the bridge begins meets the bridge too.
    let with_lane = [&lines[..], &[(&[(40.0, 0.0), (40.0, -50.0)], 0)]].concat();
    let found = levelled(&with_lane);
    assert_eq!(ends(&found)[4], (1, 6));
}

#[test]
fn ends_that_nearly_meet_are_joined_and_no_farther_ones() {
    let gap = |metres: f64| {
        let road = [(0.0, 0.0), (50.0, 0.0)];
        let next = [(50.0 + metres, 0.0), (90.0, 0.0)];
        let found = network(&[&road, &next]);
        (found.nodes(), found.noding().nearly)
    };
    assert_eq!(gap(0.0), (3, 0));
    assert_eq!(gap(0.49), (3, 2));
    assert_eq!(gap(0.51), (4, 0));
}

#[test]
fn an_end_at_the_middle_of_a_line_cuts_it() {
    for short in [0.0, 0.3, -0.3] {
        let found = network(&[
            &[(0.0, 0.0), (100.0, 0.0)],
            &[(60.0, short), (60.0, 40.0)],
            &[(60.0, -short), (60.0, -40.0)],
        ]);
        assert_eq!((found.nodes(), found.segments().len()), (5, 4), "{short}");
        assert_eq!(ends(&found), [(0, 1), (1, 2), (1, 3), (1, 4)]);
    }
    let beside = network(&[&[(0.0, 0.0), (100.0, 0.0)], &[(60.0, 0.6), (60.0, 40.0)]]);
    assert_eq!((beside.nodes(), beside.segments().len()), (4, 2));
    // An end over a road of another level is no junction.
    let above = levelled(&[
        (&[(0.0, 0.0), (100.0, 0.0)], 0),
        (&[(60.0, 0.0), (60.0, 40.0)], 1),
    ]);
    assert_eq!((above.nodes(), above.segments().len()), (4, 2));
}

#[test]
fn lines_drawn_twice_count_once_whichever_way() {
    let back: Vec<(f64, f64)> = WEST_EAST.iter().rev().copied().collect();
    let found = network(&[WEST_EAST, &back, WEST_EAST]);
    assert_eq!((found.segments().len(), found.noding().repeated), (2, 4));
    // Two carriageways between the same junctions are two segments.
    let round: [&[(f64, f64)]; 2] = [
        &[(0.0, 0.0), (50.0, 5.0), (100.0, 0.0)],
        &[(0.0, 0.0), (50.0, -5.0), (100.0, 0.0)],
    ];
    let found = network(&round);
    assert_eq!(ends(&found), [(0, 1), (0, 1)]);
}

#[test]
fn lines_without_length_are_passed_over() {
    let found = network(&[
        &[(5.0, 5.0), (5.0, 5.0)],
        &[(f64::NAN, 0.0), (5.0, 5.0)],
        &[],
        &[(0.0, 0.0), (0.0, 0.0), (3.0, 4.0)],
    ]);
    assert_eq!((metres(&found), found.noding().empty), (vec![5.0], 3));
    // Both its ends are one node, and it is no loop that anybody could walk.
    let crumb = network(&[&[(0.0, 0.0), (0.3, 0.0)]]);
    assert!(crumb.segments().is_empty());
    let none = StreetNetwork::new(&[]);
    assert_eq!(
        (none.nodes(), none.nearest(at(0.0, 0.0), Metres(1e9))),
        (0, None)
    );
}

#[test]
fn a_ring_road_is_a_loop_and_a_line_that_crosses_itself_is_cut() {
    let ring = network(&[&[(0.0, 0.0), (30.0, 0.0), (30.0, 40.0), (0.0, 0.0)]]);
    assert_eq!((ends(&ring), metres(&ring)), (vec![(0, 0)], vec![120.0]));
    let lollipop = network(&[&[
        (0.0, -9.0),
        (0.0, 0.0),
        (30.0, 0.0),
        (30.0, 40.0),
        (0.0, 0.0),
    ]]);
    assert_eq!(ends(&lollipop), [(0, 1), (1, 1)]);
}

#[test]
fn streets_of_one_name_hang_together_over_small_gaps_only() {
    let pieces = [
        ("High Street", line(&[(0.0, 0.0), (100.0, 0.0)])),
        ("High Street", line(&[(250.0, 0.0), (400.0, 0.0)])),
        ("High Street", line(&[(5_000.0, 0.0), (5_100.0, 0.0)])),
        ("", line(&[(0.0, 0.0), (0.0, 50.0)])),
        ("", line(&[(0.0, 50.0), (0.0, 90.0)])),
        ("Low Street", line(&[(100.0, 0.0), (100.0, 50.0)])),
    ];
    let lines = pieces.each_ref().map(|(name, line)| StreetLine {
        line,
        name,
        level: 0,
    });
    let found = StreetNetwork::new(&lines);
    let streets: Vec<u32> = found.segments().iter().map(|s| s.street).collect();
    assert_eq!(streets, [0, 0, 1, 2, 3, 4]);
}

#[test]
fn a_position_lies_somewhere_along_the_nearest_segment() {
    let found = network(&[WEST_EAST, SOUTH_NORTH]);
    let near = found.nearest(at(70.0, 12.0), Metres(60.0)).unwrap();
    assert_eq!(
        (near.segment, near.along, near.off),
        (1, Metres(20.0), Metres(12.0))
    );
    let near = found.nearest(at(47.0, 20.0), Metres(60.0)).unwrap();
    assert_eq!(
        (near.segment, near.along, near.off),
        (3, Metres(20.0), Metres(3.0))
    );
    let near = found.nearest(at(130.0, 40.0), Metres(60.0)).unwrap();
    assert_eq!(
        (near.segment, near.along, near.off),
        (1, Metres(50.0), Metres(50.0))
    );
    assert_eq!(found.nearest(at(130.0, 40.0), Metres(49.9)), None);
    // At the junction all four are equally near: the first has it.
    let near = found.nearest(at(50.0, 0.0), Metres(60.0)).unwrap();
    assert_eq!((near.segment, near.along), (0, Metres(50.0)));
    assert_eq!(found.nearest(at(f64::NAN, 0.0), Metres(60.0)), None);
}

proptest! {
    /// Cutting a street at its corners adds nodes and takes no length away.
    #[test]
    fn all_length_is_kept(
        drawn in prop::collection::vec(prop::collection::vec((0_i32..12, 0_i32..12), 2..6), 1..25)
    ) {
        let drawn: Vec<Vec<(f64, f64)>> = drawn
            .iter()
            .map(|corners| corners.iter().map(|&(x, y)| (f64::from(x) * 10.0, f64::from(y) * 10.0)).collect())
            .collect();
        let lines: Vec<&[(f64, f64)]> = drawn.iter().map(Vec::as_slice).collect();
        let found = network(&lines);
        let all: f64 = drawn.iter().flat_map(|l| l.windows(2)).map(|p| (p[1].0 - p[0].0).hypot(p[1].1 - p[0].1)).sum();
        let kept: f64 = metres(&found).iter().sum();
        prop_assert!(kept <= all + 1e-6);
        if found.noding().repeated == 0 {
            prop_assert!((kept - all).abs() < 1e-6, "{kept} of {all}");
        }
        // Every node is the end of a segment, and numbers have no gaps.
        let mut used = vec![false; found.nodes() as usize];
        for (from, to) in ends(&found) {
            used[from as usize] = true;
            used[to as usize] = true;
        }
        prop_assert!(used.iter().all(|used| *used));
        // The middle of a segment lies on it, or on one drawn over it.
        for segment in found.segments() {
            let (a, b) = (segment.course.0[0], segment.course.0[1]);
            let near = found.nearest(at(f64::midpoint(a.x, b.x), f64::midpoint(a.y, b.y)), Metres(1.0)).unwrap();
            prop_assert!(near.off.0 < 1e-6);
            prop_assert!(near.along.0 <= found.segments()[near.segment as usize].metres);
        }
    }
}
