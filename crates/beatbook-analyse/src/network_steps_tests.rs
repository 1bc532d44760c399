use crate::NetworkKernel::{Continuous, Discontinuous};
use crate::network_density::tests::{grid, on, params, random_place, star, town};
use crate::{NetworkDensityError, network_density, network_density_at};
use approx::assert_abs_diff_eq;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

#[test]
fn steps_come_near_to_following_every_path() {
    let mut random = ChaCha8Rng::seed_from_u64(6);
    let segments = grid(7, &mut random);
    let network = town(&segments);
    let events: Vec<_> = (0..40)
        .map(|_| random_place(&segments, &mut random))
        .collect();
    for kernel in [Discontinuous, Continuous] {
        let exact = network_density(&network, &events, &params(kernel, 300.0)).unwrap();
        let highest = exact.lixels().map(|l| l.per_metre).fold(0.0, f64::max);
        let mut last = f64::INFINITY;
        for (steps, error) in [(100, 2e-3), (1_000, 2e-5), (10_000, 2e-7)] {
            let asked = params(kernel, 300.0).in_steps(steps);
            let near = network_density(&network, &events, &asked).unwrap();
            let worst = exact.lixels().zip(near.lixels());
            let worst = worst
                .map(|(a, b)| (a.per_metre - b.per_metre).abs())
                .fold(0.0, f64::max);
            println!(
                "{kernel:?}, {steps} steps: {:.1e} of the highest",
                worst / highest
            );
            assert!(
                worst / highest < error,
                "{kernel:?}, {steps} steps: {}",
                worst / highest
            );
            assert!(worst < last);
            last = worst;
        }
    }
    let whole: Vec<_> = (0..4).map(|arm| on(arm, 2.0)).collect();
    for kernel in [Discontinuous, Continuous] {
        let places = [on(0, 1.0), on(1, 4.0), on(2, 0.0), on(3, 5.0)];
        let exact = network_density_at(&town(&star(5.0)), &whole, &places, &params(kernel, 40.0));
        let asked = params(kernel, 40.0).in_steps(40);
        // Everything is a whole number of steps apart, so there is nothing to round.
        let near = network_density_at(&town(&star(5.0)), &whole, &places, &asked);
        for (a, b) in exact.unwrap().into_iter().zip(near.unwrap()) {
            assert_abs_diff_eq!(a, b, epsilon = 1e-14);
        }
    }
}

/// A few short pieces, as where divided roads meet: paths go round and round in them.
#[test]
fn steps_reach_where_paths_are_too_many() {
    let mut random = ChaCha8Rng::seed_from_u64(2);
    let mut segments = grid(4, &mut random);
    for segment in &mut segments {
        segment.2 /= 15.0;
    }
    segments.push((0, 16, 80.0));
    let network = town(&segments);
    let events = [on(1, 3.0), on(0, 2.0), on(24, 70.0)];
    let asked = params(Continuous, 300.0);
    let followed = network_density(&network, &events, &asked.with_most_paths(200_000));
    assert!(matches!(
        followed,
        Err(NetworkDensityError::TooManyPaths(..))
    ));
    let density = network_density(&network, &events, &asked.in_steps(1_000)).unwrap();
    assert_abs_diff_eq!(density.events(), 3.0, epsilon = 0.01);

    let coarse = network_density(&network, &events, &asked.in_steps(30)).unwrap_err();
    assert!(
        coarse
            .to_string()
            .contains("m long, less than a step of 10 m; take "),
        "{coarse}"
    );
    let costly = asked.in_steps(1_000).with_most_paths(49_999);
    let costly = network_density(&network, &events, &costly).unwrap_err();
    assert_eq!(costly, NetworkDensityError::TooManyPaths(49_999, 300.0));
}
