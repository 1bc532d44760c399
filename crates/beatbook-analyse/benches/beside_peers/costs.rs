//! What our own methods cost, from a thousand of something to a million.

use std::error::Error;
use std::hint::black_box;

use beatbook_analyse::{
    DensityGrid, EmergingRules, GroupLimit, GroupRules, KdeParams, NearRepeatBands, Network,
    NetworkDensityParams, NetworkKernel, OnSegment, PermutationRules, Permutations, ScanLimits,
    Weights, benjamini_hochberg, density, density_clusters, emerging, exact_upper_tail,
    gi_permutation, gi_star, hot_groups, local_moran, near_repeat, network_density, pairs_within,
    rank_intervals, space_time_scan,
};
use beatbook_core::{Metres, Neighbours};
use beatbook_testkit::contest;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::data::{OWN_WEIGHT, Town, days, points, side_of};

type Work = Box<dyn FnMut()>;
type Prepared = Result<Work, Box<dyn Error>>;

/// A method, what it is measured over, the largest number of them, and how it is prepared.
struct Method {
    name: &'static str,
    title: &'static str,
    unit: &'static str,
    largest: usize,
    prepare: fn(usize) -> Prepared,
}

const METHODS: [Method; 12] = [
    method(
        "exact-tail",
        "exact tail and Benjamini-Hochberg",
        "hexagons, 6 events each",
        1_000_000,
        exact_tail,
    ),
    method(
        "hotspots",
        "the same with Gi\\*, groups and rank intervals",
        "hexagons, 6 events each",
        1_000_000,
        hotspots,
    ),
    method(
        "gi-binary",
        "Gi\\*, 9,999 permutations, binary weights",
        "hexagons",
        1_000_000,
        gi_binary,
    ),
    method(
        "gi-general",
        "Gi\\*, 9,999 permutations, inverse distance",
        "hexagons",
        100_000,
        gi_general,
    ),
    method(
        "moran",
        "local Moran, 9,999 permutations",
        "hexagons",
        1_000_000,
        moran,
    ),
    method(
        "near-repeat",
        "near repeats, 200 m and 14 days, 999 permutations",
        "events",
        1_000_000,
        near_repeats,
    ),
    method(
        "emerging",
        "emerging hotspots, 24 steps",
        "hexagons, 6 events a step",
        100_000,
        emerging_classes,
    ),
    method(
        "density",
        "quartic density, cells of 50 m, radius 300 m",
        "events",
        1_000_000,
        kernel_density,
    ),
    method(
        "scan",
        "space-time scan, 52 steps, radius of 3 widths, 999 permutations",
        "hexagons",
        1_000,
        scan,
    ),
    method("pairs", "pairs within 200 m", "events", 1_000_000, pairs),
    method(
        "clusters",
        "density clusters, 100 m",
        "events",
        1_000_000,
        clusters,
    ),
    method(
        "nkde",
        "density along streets, continuous, 300 m",
        "events, 2 a segment of 100 m",
        100_000,
        nkde,
    ),
];

const fn method(
    name: &'static str,
    title: &'static str,
    unit: &'static str,
    largest: usize,
    prepare: fn(usize) -> Prepared,
) -> Method {
    Method {
        name,
        title,
        unit,
        largest,
        prepare,
    }
}

/// Lists the methods, a line each: name, title, what is counted, the largest number.
pub fn list() {
    for method in &METHODS {
        let Method {
            name,
            title,
            unit,
            largest,
            ..
        } = method;
        println!("{name}\t{title}\t{unit}\t{largest}");
    }
}

/// Takes part with one method over so many.
pub fn take_part(name: &str, size: usize) -> Result<(), Box<dyn Error>> {
    let method = METHODS.iter().find(|method| method.name == name);
    let method = method.ok_or_else(|| format!("there is no method '{name}'"))?;
    let work = (method.prepare)(size)?;
    contest::take_part(work, |()| Ok(()))?;
    Ok(())
}

/// Work that must succeed, and whose result is wanted as far as the compiler knows.
fn work<T, E: std::fmt::Debug>(mut run: impl FnMut() -> Result<T, E> + 'static) -> Prepared {
    black_box(run()).map_err(|error| format!("{error:?}"))?;
    Ok(Box::new(move || {
        let _ = black_box(run());
    }))
}

fn exact_tail(size: usize) -> Prepared {
    let town = Town::new(size);
    work(move || -> Result<_, Box<dyn Error>> {
        let p = exact_upper_tail(&town.counts, &town.neighbours)?;
        Ok(benjamini_hochberg(&p)?)
    })
}

fn hotspots(size: usize) -> Prepared {
    let town = Town::new(size);
    let values: Vec<f64> = town.counts.iter().copied().map(f64::from).collect();
    let mean = values.iter().sum::<f64>() / size as f64;
    work(move || -> Result<_, Box<dyn Error>> {
        let near = &town.neighbours;
        let q = benjamini_hochberg(&exact_upper_tail(&town.counts, near)?)?;
        let z = gi_star(&values, near)?;
        let hot = hot_groups(&z, &q, near, &GroupRules::within(GroupLimit::Units(16)))?;
        let sums = beatbook_analyse::neighbourhood_sums(&town.counts, near);
        let peaks = hot.groups.iter().map(|group| group.peak as usize);
        let (observed, expected): (Vec<u64>, Vec<f64>) = peaks
            .map(|peak| (sums[peak], mean * (near.of(peak).len() + 1) as f64))
            .unzip();
        Ok(rank_intervals(&observed, &expected, 1)?)
    })
}

fn gi_binary(size: usize) -> Prepared {
    let town = Town::new(size);
    let values: Vec<f64> = town.counts.iter().copied().map(f64::from).collect();
    let weights = Weights::binary(&town.neighbours).with_self(1.0)?;
    work(move || gi_permutation(&values, &weights, &PermutationRules::default()))
}

fn gi_general(size: usize) -> Prepared {
    let town = Town::new(size);
    let values = town.rates();
    let weights = Weights::general(&town.neighbours, town.inverse_distances())?;
    let weights = weights.with_self(OWN_WEIGHT)?;
    work(move || gi_permutation(&values, &weights, &PermutationRules::default()))
}

fn moran(size: usize) -> Prepared {
    let town = Town::new(size);
    let rates = town.rates();
    let weights = Weights::binary(&town.neighbours).row_standardised();
    work(move || local_moran(&rates, &weights, Permutations::default()))
}

fn near_repeats(size: usize) -> Prepared {
    let (at, days) = (points(size, side_of(size)), days(size));
    let bands = NearRepeatBands::new(&[0.0, 200.0], &[0, 14])?;
    let permutations = Permutations::new(999, 1)?;
    work(move || near_repeat(&at, &days, &bands, permutations))
}

fn emerging_classes(size: usize) -> Prepared {
    let town = Town::new(size);
    let steps: Vec<Vec<u32>> = (0..24)
        .map(|step| {
            let mut random = ChaCha8Rng::seed_from_u64(step);
            let thinned = |count: &u32| random.random_range(0..=2 * count);
            town.counts.iter().map(thinned).collect()
        })
        .collect();
    work(move || emerging(&steps, &town.neighbours, &EmergingRules::default()))
}

fn kernel_density(size: usize) -> Prepared {
    let at = points(size, side_of(size));
    let grid = DensityGrid::around(&at, Metres(300.0), Metres(50.0))?;
    let params = KdeParams::with_radius(Metres(300.0));
    work(move || density(&at, &grid, &params))
}

/// Some events in each unit over a year of weeks.
fn scan(size: usize) -> Prepared {
    let town = Town::new(size);
    let mut random = ChaCha8Rng::seed_from_u64(23);
    let mut counts = vec![0; size * 52];
    for (unit, events) in town.counts.iter().enumerate() {
        for _ in 0..*events {
            counts[unit * 52 + random.random_range(0..52)] += 1;
        }
    }
    let limits = ScanLimits {
        radius: Some(3.1),
        ..ScanLimits::default()
    };
    let permutations = Permutations::new(999, 1)?;
    work(move || space_time_scan(&town.centres, &counts, 52, &limits, permutations))
}

fn pairs(size: usize) -> Prepared {
    let at = points(size, side_of(size));
    work(move || pairs_within(&at, Metres(200.0)))
}

fn clusters(size: usize) -> Prepared {
    let at = points(size, side_of(size));
    work(move || -> Result<_, Box<dyn Error>> {
        let mut lists = vec![Vec::new(); at.len()];
        for [one, other] in pairs_within(&at, Metres(100.0))? {
            lists[one as usize].push(other as usize);
            lists[other as usize].push(one as usize);
        }
        let near = Neighbours::from_lists(&lists)?;
        Ok(density_clusters(&vec![1; at.len()], &near, 10)?)
    })
}

/// A grid of streets 100 m apart, every tenth of them missing.
fn nkde(size: usize) -> Prepared {
    let mut random = ChaCha8Rng::seed_from_u64(19);
    let side = ((size as f64 / 4.0 / 0.9).sqrt().ceil() as u32).max(2);
    let mut segments = Vec::new();
    for row in 0..side {
        for column in 0..side {
            let node = row * side + column;
            for (room, next) in [(column + 1 < side, node + 1), (row + 1 < side, node + side)] {
                if room && random.random_bool(0.9) {
                    segments.push((node, next, random.random_range(80.0..120.0)));
                }
            }
        }
    }
    let events: Vec<OnSegment> = (0..size)
        .map(|_| {
            let segment = random.random_range(0..segments.len());
            let along = random.random_range(0.0..segments[segment].2);
            OnSegment {
                segment: segment as u32,
                along,
            }
        })
        .collect();
    let network = Network::new(side * side, &segments)?;
    let params = NetworkDensityParams::new(NetworkKernel::Continuous, 300.0)?;
    work(move || network_density(&network, &events, &params))
}
