use crate::{
    Network, NetworkDensityError, NetworkDensityParams, NetworkKernel, OnSegment, network_density,
    network_density_at,
};
use NetworkKernel::{Continuous, Discontinuous, Simple};
use approx::assert_abs_diff_eq;
use beatbook_testkit::{SpreadAtNodes, network_density_by_all_paths};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const ALL: [NetworkKernel; 3] = [Simple, Discontinuous, Continuous];

pub(crate) type Segments = Vec<(u32, u32, f64)>;

pub(crate) fn on(segment: u32, along: f64) -> OnSegment {
    OnSegment { segment, along }
}

pub(crate) fn params(kernel: NetworkKernel, bandwidth: f64) -> NetworkDensityParams {
    NetworkDensityParams::new(kernel, bandwidth).unwrap()
}

fn nodes_of(segments: &[(u32, u32, f64)]) -> u32 {
    segments.iter().map(|s| s.0.max(s.1) + 1).max().unwrap()
}

pub(crate) fn town(segments: &[(u32, u32, f64)]) -> Network {
    Network::new(nodes_of(segments), segments).unwrap()
}

/// The density that some events cause at one place.
fn at(
    segments: &[(u32, u32, f64)],
    events: &[OnSegment],
    place: OnSegment,
    kernel: NetworkKernel,
    bandwidth: f64,
) -> f64 {
    let params = params(kernel, bandwidth);
    network_density_at(&town(segments), events, &[place], &params).unwrap()[0]
}

/// Events that all pieces together hold, with pieces of a ten-thousandth of the bandwidth.
fn mass(
    segments: &[(u32, u32, f64)],
    events: &[OnSegment],
    kernel: NetworkKernel,
    bandwidth: f64,
) -> f64 {
    let params = params(kernel, bandwidth)
        .with_lixel(bandwidth / 10_000.0)
        .unwrap();
    network_density(&town(segments), events, &params)
        .unwrap()
        .events()
}

fn quartic(metres: f64, bandwidth: f64) -> f64 {
    15.0 / 16.0 * (1.0 - (metres / bandwidth).powi(2)).powi(2) / bandwidth
}

/// Four arms from node 0, as in the tests of R's spNetwork.
pub(crate) fn star(arm: f64) -> Segments {
    (1..=4).map(|end| (0, end, arm)).collect()
}

/// A star, an event six metres away, bandwidth ten: the figures of spNetwork's own tests.
#[test]
fn agrees_with_spnetwork() {
    let value = |kernel| at(&star(5.0), &[on(0, 3.0)], on(1, 3.0), kernel, 10.0);
    assert_abs_diff_eq!(value(Simple), 0.0384, epsilon = 1e-16);
    assert_abs_diff_eq!(value(Discontinuous), 0.0384 / 3.0, epsilon = 1e-16);
    // Not among its tests, but its rule: half of four ways on.
    assert_abs_diff_eq!(value(Continuous), 0.0384 / 2.0, epsilon = 1e-16);

    // Its test of the continuous kind: two metres straight, four by way of the junction.
    let back = at(&star(10.0), &[on(0, 3.0)], on(0, 1.0), Continuous, 5.0);
    assert_abs_diff_eq!(
        back,
        quartic(2.0, 5.0) - 0.5 * quartic(4.0, 5.0),
        epsilon = 1e-16
    );
}

#[test]
fn a_straight_street_has_the_plain_kernel() {
    for kernel in ALL {
        for (far, expected) in [(0.0, 0.9375), (0.5, 0.527_343_75), (1.0, 0.0), (1.5, 0.0)] {
            let value = at(&[(0, 1, 9.0)], &[on(0, 4.0)], on(0, 4.0 + far), kernel, 1.0);
            assert_abs_diff_eq!(value, expected, epsilon = 1e-15);
        }
    }
}

/// In a tree whose arms are longer than the bandwidth, nothing gets to a dead end.
#[test]
fn two_kinds_conserve_events_where_no_path_ends_and_simple_does_not() {
    let events = [on(0, 3.0), on(0, 3.0), on(2, 0.5), on(1, 0.0)];
    let conserved = |kernel| mass(&star(30.0), &events, kernel, 10.0);
    assert_abs_diff_eq!(conserved(Discontinuous), 4.0, epsilon = 1e-7);
    assert_abs_diff_eq!(conserved(Continuous), 4.0, epsilon = 1e-7);
    assert!(conserved(Simple) > 5.0);

    // A ring shorter than the kernel is wide, with a chord, a loop and a parallel street.
    let ring = [
        (0, 1, 3.0),
        (1, 2, 4.0),
        (2, 0, 2.0),
        (1, 0, 3.5),
        (2, 2, 1.5),
    ];
    let events = [on(0, 1.0), on(4, 0.7), on(3, 3.5)];
    assert_abs_diff_eq!(
        mass(&ring, &events, Discontinuous, 5.0),
        3.0,
        epsilon = 1e-6
    );
    assert_abs_diff_eq!(mass(&ring, &events, Continuous, 5.0), 3.0, epsilon = 1e-6);
    assert!((mass(&ring, &events, Simple, 5.0) - 3.0).abs() > 0.1);
}

/// m = 1: (2 - m) / m = 1 comes back, 1 / (m - 1) has nowhere to go.
#[test]
fn at_a_dead_end_continuous_comes_back_and_discontinuous_is_lost() {
    let street = [(0, 1, 30.0)];
    let event = [on(0, 2.0)];
    let value = |kernel| at(&street, &event, on(0, 1.0), kernel, 10.0);
    assert_abs_diff_eq!(value(Discontinuous), quartic(1.0, 10.0), epsilon = 1e-16);
    let both = quartic(1.0, 10.0) + quartic(3.0, 10.0);
    assert_abs_diff_eq!(value(Continuous), both, epsilon = 1e-16);

    // The kernel's share beyond u = 0.2: 1/2 - 15/16 (u - 2/3 u³ + u⁵/5).
    let beyond = 0.5 - 15.0 / 16.0 * (0.2 - 2.0 / 3.0 * 0.008 + 0.000_32 / 5.0);
    assert_abs_diff_eq!(mass(&street, &event, Continuous, 10.0), 1.0, epsilon = 1e-7);
    assert_abs_diff_eq!(
        mass(&street, &event, Discontinuous, 10.0),
        1.0 - beyond,
        epsilon = 1e-7
    );
    assert_abs_diff_eq!(
        mass(&street, &event, Simple, 10.0),
        1.0 - beyond,
        epsilon = 1e-7
    );
}

/// R's spNetwork divides by 0 here.
#[test]
fn an_event_at_a_dead_end_goes_down_its_street_whole() {
    for event in [on(0, 0.0), on(0, -0.0)] {
        for kernel in [Discontinuous, Continuous] {
            let value = at(&[(0, 1, 30.0)], &[event], on(0, 1.0), kernel, 10.0);
            assert_abs_diff_eq!(value, 2.0 * quartic(1.0, 10.0), epsilon = 1e-16);
            assert_abs_diff_eq!(
                mass(&[(0, 1, 30.0)], &[event], kernel, 10.0),
                1.0,
                epsilon = 1e-7
            );
        }
    }
}

#[test]
fn an_event_at_a_node_is_the_same_from_every_segment() {
    let segments = [(0, 1, 8.0), (2, 0, 6.0), (0, 3, 7.0), (0, 0, 5.0)];
    let named = [on(0, 0.0), on(1, 6.0), on(2, 0.0), on(3, 0.0), on(3, 5.0)];
    for kernel in ALL {
        for place in [on(0, 1.0), on(1, 1.0), on(3, 1.0), on(2, 0.0), on(1, 6.0)] {
            let values = named.map(|event| at(&segments, &[event], place, kernel, 10.0));
            assert!(values.iter().all(|value| *value == values[0]), "{values:?}");
        }
    }
    // Five ends meet: 2/5 down each, and nothing else is near yet.
    let near = at(&segments, &[named[0]], on(0, 1.0), Discontinuous, 2.0);
    assert_abs_diff_eq!(near, 0.4 * quartic(1.0, 2.0), epsilon = 1e-16);
}

#[test]
fn continuous_has_no_step_at_a_node() {
    let segments = [(0, 1, 8.0), (0, 2, 6.0), (0, 3, 7.0), (3, 1, 4.0)];
    let events = [on(0, 2.0), on(3, 1.0), on(1, 0.0)];
    let values = [0, 1, 2].map(|arm| at(&segments, &events, on(arm, 0.0), Continuous, 12.0));
    assert_abs_diff_eq!(values[0], values[1], epsilon = 1e-15);
    assert_abs_diff_eq!(values[0], values[2], epsilon = 1e-15);
    let steps = [0, 1, 2].map(|arm| at(&segments, &events, on(arm, 0.0), Discontinuous, 12.0));
    assert!((steps[0] - steps[1]).abs() > 1e-3);
}

#[test]
fn what_does_not_hang_together_is_not_reached() {
    let apart = [(0, 1, 5.0), (2, 3, 5.0)];
    for kernel in ALL {
        assert_eq!(at(&apart, &[on(0, 5.0)], on(1, 0.0), kernel, 100.0), 0.0);
    }
}

#[test]
fn a_bandwidth_shorter_than_the_segments_works() {
    for kernel in ALL {
        let value = at(&star(500.0), &[on(0, 250.0)], on(0, 250.5), kernel, 1.0);
        assert_abs_diff_eq!(value, quartic(0.5, 1.0), epsilon = 1e-15);
    }
}

#[test]
fn pieces_cover_every_segment_from_end_to_end() {
    let network = town(&[(0, 1, 25.0), (1, 2, 0.01), (1, 3, 10.0)]);
    let density = network_density(&network, &[on(0, 12.5)], &params(Simple, 100.0)).unwrap();
    let pieces: Vec<_> = density
        .lixels()
        .map(|l| (l.segment, l.from, l.to))
        .collect();
    assert_eq!(pieces.len(), 5);
    assert_eq!(pieces[3], (1, 0.0, 0.01));
    assert_eq!(pieces[4], (2, 0.0, 10.0));
    assert_abs_diff_eq!(pieces[2].2, 25.0, epsilon = 1e-12);
    let middle = density.lixels_of(0).nth(1).unwrap();
    assert_abs_diff_eq!(middle.per_metre, quartic(0.0, 100.0), epsilon = 1e-16);
    assert_abs_diff_eq!(middle.per_km(), 9.375, epsilon = 1e-12);
}

#[test]
fn refusals_name_a_way_out() {
    let network = town(&star(5.0));
    let message = |error: NetworkDensityError| error.to_string();
    for bandwidth in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let refused = NetworkDensityParams::new(Simple, bandwidth).unwrap_err();
        assert!(matches!(refused, NetworkDensityError::NotABandwidth(_)));
    }
    let long = params(Simple, 100.0).with_lixel(11.0).unwrap_err();
    assert_eq!(
        message(long),
        "pieces of 11 m are too long for a bandwidth of 100 m; take 10 m or less, so that the density \
         changes little within a piece"
    );
    assert!(params(Simple, 100.0).with_lixel(10.0).is_ok());
    assert!(params(Simple, 100.0).with_lixel(0.0).is_err());
    let none = network_density(&network, &[], &params(Simple, 10.0)).unwrap_err();
    assert_eq!(
        message(none),
        "there are no events to spread; widen the selection"
    );
    let off = network_density(&network, &[on(0, 6.0)], &params(Simple, 10.0)).unwrap_err();
    assert_eq!(
        message(off),
        "place 0 lies 6 m along segment 0, which is 5 m long; snap it to the segment first"
    );
    let wild = network_density(&network, &[on(0, 1.0)], &params(Simple, 1e-300)).unwrap_err();
    assert!(matches!(wild, NetworkDensityError::TooManyLixels(..)));
    let tiny = params(Simple, 10.0).with_lixel(1e-9).unwrap();
    let many = network_density(&network, &[on(0, 1.0)], &tiny).unwrap_err();
    assert!(matches!(
        many,
        NetworkDensityError::TooManyLixels(20_000_000_000, _)
    ));
}

#[test]
fn too_many_paths_are_refused_never_cut_off() {
    let network = town(&star(1.0));
    let asked = params(Continuous, 40.0).with_most_paths(1_000);
    let refused = network_density(&network, &[on(0, 0.5)], &asked).unwrap_err();
    assert_eq!(refused, NetworkDensityError::TooManyPaths(1_000, 40.0));
    assert_eq!(
        refused.to_string(),
        "there are more than 1000 paths of up to 40 m between these places and events; count distances \
         in steps, take a smaller bandwidth, or allow more paths"
    );
    // There and back along any of four arms of one metre: 4^20 paths, of which few differ in length.
    let merged = network_density(&network, &[on(0, 0.5)], &params(Continuous, 40.0)).unwrap();
    assert!(merged.lixels().all(|lixel| lixel.per_metre > 0.0));
}

/// Some segments between some nodes, joined up from the first on, with loops and parallels among them.
fn random_town(random: &mut ChaCha8Rng) -> Segments {
    let nodes = random.random_range(2..8_u32);
    let joined = (1..nodes)
        .map(|node| (random.random_range(0..node), node))
        .collect::<Vec<_>>();
    let more = random.random_range(0..5);
    let other = |_| (random.random_range(0..nodes), random.random_range(0..nodes));
    let extra: Vec<_> = (0..more).map(other).collect();
    joined
        .into_iter()
        .chain(extra)
        .map(|(a, b)| (a, b, random.random_range(1.0..9.0)))
        .collect()
}

/// A place anywhere, one in four at a node.
pub(crate) fn random_place(segments: &[(u32, u32, f64)], random: &mut ChaCha8Rng) -> OnSegment {
    let segment = random.random_range(0..segments.len());
    let length = segments[segment].2;
    let along = match random.random_range(0..8) {
        0 => 0.0,
        1 => length,
        _ => random.random_range(0.0..length),
    };
    on(segment as u32, along)
}

#[test]
fn agrees_with_trying_every_path() {
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let mut positive = 0;
    for _ in 0..60 {
        let segments = random_town(&mut random);
        let network = town(&segments);
        let bandwidth = random.random_range(3.0..22.0);
        let events: Vec<_> = (0..3)
            .map(|_| random_place(&segments, &mut random))
            .collect();
        let places: Vec<_> = (0..4)
            .map(|_| random_place(&segments, &mut random))
            .collect();
        for (kernel, spread) in [
            (Simple, SpreadAtNodes::Simple),
            (Discontinuous, SpreadAtNodes::Discontinuous),
            (Continuous, SpreadAtNodes::Continuous),
        ] {
            let ours =
                network_density_at(&network, &events, &places, &params(kernel, bandwidth)).unwrap();
            for (ours, place) in ours.into_iter().zip(&places) {
                let oracle: f64 = events
                    .iter()
                    .map(|event| {
                        network_density_by_all_paths(
                            nodes_of(&segments),
                            &segments,
                            (event.segment as usize, event.along),
                            (place.segment as usize, place.along),
                            bandwidth,
                            spread,
                        )
                    })
                    .sum();
                // Many paths of either sign are added up in another order.
                assert_abs_diff_eq!(ours, oracle, epsilon = 1e-11);
                positive += u32::from(oracle > 1e-6);
            }
        }
    }
    assert!(positive > 400, "{positive} places had anything to compare");
}

#[test]
fn one_and_two_threads_give_the_same_bits() {
    let mut random = ChaCha8Rng::seed_from_u64(9);
    let segments = grid(12, &mut random);
    let network = town(&segments);
    let events: Vec<_> = (0..200)
        .map(|_| random_place(&segments, &mut random))
        .collect();
    for kernel in ALL {
        let on_threads = |threads| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            pool.install(|| network_density(&network, &events, &params(kernel, 250.0)).unwrap())
        };
        let (one, two) = (on_threads(1), on_threads(2));
        let bits = |density: &crate::NetworkDensity| -> Vec<u64> {
            density
                .lixels()
                .map(|lixel| lixel.per_metre.to_bits())
                .collect()
        };
        assert_eq!(bits(&one), bits(&two), "{kernel:?}");
    }
}

/// A square town of blocks some 60 to 120 m long.
pub(crate) fn grid(side: u32, random: &mut ChaCha8Rng) -> Segments {
    let mut segments = Vec::new();
    for row in 0..side {
        for column in 0..side {
            let node = row * side + column;
            if column + 1 < side {
                segments.push((node, node + 1, random.random_range(60.0..120.0)));
            }
            if row + 1 < side {
                segments.push((node, node + side, random.random_range(60.0..120.0)));
            }
        }
    }
    segments
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn metres_or_feet_make_no_difference(seed in any::<u64>(), factor in 1e-3..1e3_f64) {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let segments = random_town(&mut random);
        let events = [random_place(&segments, &mut random), random_place(&segments, &mut random)];
        let place = random_place(&segments, &mut random);
        let scaled: Segments = segments.iter().map(|s| (s.0, s.1, s.2 * factor)).collect();
        let times = |p: OnSegment| on(p.segment, p.along * factor);
        for kernel in ALL {
            let before = at(&segments, &events, place, kernel, 15.0);
            let after = at(&scaled, &events.map(times), times(place), kernel, 15.0 * factor);
            prop_assert!((before - after * factor).abs() < 1e-11, "{before} became {after}");
        }
    }

    #[test]
    fn where_a_line_is_cut_changes_nothing(seed in any::<u64>(), share in 0.01..0.99_f64) {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let segments = random_town(&mut random);
        let events = [random_place(&segments, &mut random), random_place(&segments, &mut random)];
        let place = random_place(&segments, &mut random);
        let cut = random.random_range(0..segments.len());
        let (first, second, length) = segments[cut];
        let mut pieces = segments.clone();
        pieces[cut] = (first, nodes_of(&segments), share * length);
        pieces.push((nodes_of(&segments), second, length - share * length));
        let moved = |p: OnSegment| {
            if p.segment as usize == cut && p.along > share * length {
                on(segments.len() as u32, (p.along - share * length).min(length - share * length))
            } else {
                p
            }
        };
        for kernel in ALL {
            let before = at(&segments, &events, place, kernel, 15.0);
            let after = at(&pieces, &events.map(moved), moved(place), kernel, 15.0);
            prop_assert!((before - after).abs() < 1e-11, "{kernel:?}: {before} became {after}");
        }
    }

    #[test]
    fn the_order_of_events_and_the_direction_of_segments_are_irrelevant(seed in any::<u64>()) {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let segments = random_town(&mut random);
        let mut events: Vec<_> = (0..6).map(|_| random_place(&segments, &mut random)).collect();
        let place = random_place(&segments, &mut random);
        let turned: Segments = segments.iter().map(|&(a, b, length)| (b, a, length)).collect();
        let turn = |p: OnSegment| on(p.segment, segments[p.segment as usize].2 - p.along);
        for kernel in ALL {
            let before = at(&segments, &events, place, kernel, 12.0);
            events.reverse();
            let after = at(&segments, &events, place, kernel, 12.0);
            prop_assert!((before - after).abs() < 1e-12);
            let other: Vec<_> = events.iter().map(|&event| turn(event)).collect();
            let after = at(&turned, &other, turn(place), kernel, 12.0);
            prop_assert!((before - after).abs() < 1e-11, "{kernel:?}: {before} became {after}");
        }
    }
}
