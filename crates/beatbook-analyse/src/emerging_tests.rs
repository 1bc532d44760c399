use std::sync::LazyLock;

use beatbook_core::Neighbours;
use beatbook_testkit::{HexGrid, class_by_the_words, fdr_cut_off, tails_in_whole_numbers};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Poisson};

use super::{ColdTest, Emerging, EmergingError, EmergingRules, Step, emerging};
use crate::{EmergingClass, Pattern, Reduced, StepState, exact_upper_tail, gi_star};

static TOWN: LazyLock<HexGrid> = LazyLock::new(|| HexGrid::ellipse(9.0, 6.5));
static CITY: LazyLock<HexGrid> = LazyLock::new(|| HexGrid::ellipse(65.2, 32.6));

/// Counts of this mean in every unit and step, with nothing planted.
fn noise(units: usize, steps: usize, mean: f64, random: &mut ChaCha8Rng) -> Vec<Vec<u32>> {
    let noise = Poisson::new(mean).unwrap();
    let mut step = || (0..units).map(|_| noise.sample(random) as u32).collect();
    (0..steps).map(|_| step()).collect()
}

/// Adds Poisson events of this mean to a cell and those round it.
fn plant(map: &HexGrid, counts: &mut [u32], at: usize, mean: f64, random: &mut ChaCha8Rng) {
    let more = Poisson::new(mean).unwrap();
    counts[at] += more.sample(random) as u32;
    for &near in map.neighbours.of(at) {
        counts[near as usize] += more.sample(random) as u32;
    }
}

fn classes(found: &Emerging) -> impl Iterator<Item = EmergingClass> + '_ {
    found.units.iter().flatten().map(|unit| unit.class)
}

#[test]
fn what_was_planted_is_found_and_named() {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut counts = noise(CITY.cells.len(), 12, 0.3, &mut random);
    let at = |column, row| {
        CITY.cells
            .iter()
            .position(|cell| *cell == (column, row))
            .unwrap()
    };
    let always = at(0, 0);
    let of_late = at(20, 0);
    let growing = at(-20, 0);
    let gone = at(0, 15);
    let now_and_then = at(0, -15);
    for (step, counts) in counts.iter_mut().enumerate() {
        plant(&CITY, counts, always, 6.0, &mut random);
        plant(&CITY, counts, growing, 3.0 + step as f64, &mut random);
        if step >= 9 {
            plant(&CITY, counts, of_late, 6.0, &mut random);
        }
        if step < 11 {
            plant(&CITY, counts, gone, 20.0 - step as f64, &mut random);
        }
        if step % 4 == 3 {
            plant(&CITY, counts, now_and_then, 6.0, &mut random);
        }
    }
    let found = emerging(&counts, &CITY.neighbours, &EmergingRules::default()).unwrap();
    let unit = |unit: usize| found.units[unit].as_ref().unwrap();
    assert_eq!(unit(always).reduced, Some(Reduced::Persistent));
    assert_eq!(
        unit(of_late).class,
        EmergingClass::Hot(Pattern::Consecutive)
    );
    assert_eq!(unit(of_late).reduced, Some(Reduced::New));
    assert!(unit(of_late).rise_q.unwrap() < 1e-6);
    assert_eq!(unit(growing).reduced, Some(Reduced::Growing));
    assert_eq!(unit(gone).reduced, Some(Reduced::Gone));
    assert_eq!(unit(now_and_then).reduced, Some(Reduced::OnAndOff));
    assert_eq!(
        (unit(of_late).hot_steps(), unit(of_late).is_hot_now()),
        (3, true)
    );
    assert!(matches!(found.cold, ColdTest::NotTested { lowest_mean } if lowest_mean < 1.0));
    assert_eq!(found.power, None);
}

/// Small maps of few events, tested the slow and obvious way.
#[test]
fn agrees_with_the_slow_way_on_random_maps() {
    let map = &*TOWN;
    let units = map.cells.len();
    assert!((150..250).contains(&units), "{units} units");
    let mut random = ChaCha8Rng::seed_from_u64(2);
    let mut seen = std::collections::HashSet::new();
    for round in 0..12 {
        let mut counts = noise(units, 10, [0.1, 0.5][round % 2], &mut random);
        for place in 0..4 {
            let at = random.random_range(0..units);
            for counts in counts.iter_mut().skip(place * 3) {
                plant(map, counts, at, 4.0, &mut random);
            }
        }
        let found = emerging(&counts, &map.neighbours, &EmergingRules::default()).unwrap();
        let mut letters = vec![String::new(); units];
        for counts in &counts {
            let tails: Vec<Vec<f64>> = (0..=7)
                .map(|size| tails_in_whole_numbers(counts, size))
                .collect();
            let p: Vec<f64> = (0..units)
                .map(|unit| {
                    let ring = map.neighbours.of(unit);
                    let sum: u32 =
                        counts[unit] + ring.iter().map(|&j| counts[j as usize]).sum::<u32>();
                    tails[ring.len() + 1][sum as usize]
                })
                .collect();
            let cut_off = fdr_cut_off(&p, 0.05);
            for (letters, p) in letters.iter_mut().zip(p) {
                letters.push(if p < cut_off { 'H' } else { '.' });
            }
        }
        for (unit, letters) in found.units.iter().zip(&letters) {
            let unit = unit.as_ref().unwrap();
            let ours: String = unit
                .states
                .iter()
                .map(|state| if *state == StepState::Hot { 'H' } else { '.' })
                .collect();
            assert_eq!(&ours, letters);
            let sign = unit.trend.map_or('0', |trend| match trend.s {
                s if s > 0 && trend.p <= 0.05 => '+',
                s if s < 0 && trend.p <= 0.05 => '-',
                _ => '0',
            });
            assert_eq!(
                unit.class.to_string(),
                class_by_the_words(letters, sign),
                "{letters}"
            );
            seen.insert(unit.class);
        }
    }
    assert!(seen.len() >= 4, "{seen:?}");
}

/// Where nothing stands out, at most one map in twenty shows any hot class.
fn false_alarms(maps: u32, most: u32) {
    let cases = [
        (12, 0.008),
        (12, 0.08),
        (12, 0.8),
        (12, 5.5),
        (24, 0.08),
        (24, 0.8),
    ];
    for (steps, mean) in cases {
        let (mut hot, mut cold, mut new) = (0, 0, 0);
        let mut random = ChaCha8Rng::seed_from_u64(steps as u64 * 1_000_000 + (mean * 1e4) as u64);
        for _ in 0..maps {
            let counts = noise(CITY.cells.len(), steps, mean, &mut random);
            let found = emerging(&counts, &CITY.neighbours, &EmergingRules::default()).unwrap();
            let any = |wanted: fn(EmergingClass) -> bool| classes(&found).any(wanted);
            hot += u32::from(any(|class| matches!(class, EmergingClass::Hot(_))));
            cold += u32::from(any(|class| matches!(class, EmergingClass::Cold(_))));
            let mut words = found.units.iter().flatten().map(|unit| unit.reduced);
            new += u32::from(words.any(|word| word == Some(Reduced::New)));
        }
        println!("{steps} steps of mean {mean}: {hot} hot, {cold} cold, {new} new, of {maps} maps");
        assert!(hot <= most && cold <= most, "{hot} hot, {cold} cold");
        assert!(cold == 0 || mean > 5.0, "cold is not tested there");
    }
}

#[test]
fn few_maps_of_noise_have_any_hot_class() {
    // P(at most 6 of 40 | 5% each) is 0.997: more than this is not bad luck.
    false_alarms(40, 6);
}

#[test]
#[ignore = "a minute: the figures of the README"]
fn few_of_many_maps_of_noise_have_any_hot_class() {
    // P(at most 18 of 200 | 5% each) is 0.995.
    false_alarms(200, 18);
}

/// Forty places that are busy and stay as they are, while the city as a whole has its seasons: of
/// few is it said that they are new, that they grow or that they fall.
#[test]
fn places_that_do_not_change_are_seldom_said_to() {
    let (mut new, mut hot_now, mut trend, mut nearly_always, mut places) = (0, 0, 0, 0, 0);
    let mut maps_with_new = 0;
    let mut random = ChaCha8Rng::seed_from_u64(4);
    let maps = 60;
    for map in 0..maps {
        let strength = [0.7, 0.9, 1.2, 3.0][map % 4];
        let spots: Vec<usize> = (0..40)
            .map(|_| random.random_range(0..CITY.cells.len()))
            .collect();
        let counts: Vec<Vec<u32>> = (0..12)
            .map(|step| {
                let season = 1.0 + 0.4 * (f64::from(step) / 2.0).sin();
                let mut counts = noise(CITY.cells.len(), 1, 0.2 * season, &mut random).remove(0);
                for &at in &spots {
                    plant(&CITY, &mut counts, at, strength * season, &mut random);
                }
                counts
            })
            .collect();
        let found = emerging(&counts, &CITY.neighbours, &EmergingRules::default()).unwrap();
        let mut words = found.units.iter().flatten().map(|unit| unit.reduced);
        maps_with_new += u32::from(words.any(|word| word == Some(Reduced::New)));
        for &at in &spots {
            let unit = found.units[at].as_ref().unwrap();
            places += 1;
            new += u32::from(unit.reduced == Some(Reduced::New));
            hot_now += u32::from(unit.reduced == Some(Reduced::HotNow));
            let share = unit.hot_steps() * 10 >= 12 * 9;
            nearly_always += u32::from(share);
            trend += u32::from(share && unit.class != EmergingClass::Hot(Pattern::Persistent));
        }
    }
    println!(
        "{places} steady places on {maps} maps: {new} new, {hot_now} hot now, \
         {maps_with_new} maps with any new; {trend} of {nearly_always} with a trend"
    );
    // P(at most 8 of 60 | 5% each) is 0.996.
    assert!(maps_with_new <= 8, "{maps_with_new} maps");
    assert!(hot_now >= 3, "{hot_now}: weak places should be among them");
    // 5% and three standard errors.
    let expected = 0.05 * f64::from(nearly_always);
    assert!(
        f64::from(trend) <= expected + 3.0 * expected.sqrt(),
        "{trend} of {nearly_always}"
    );
}

/// A peer calls a bin hot beyond |z| = 1.96, with no correction for testing thousands of them.
#[test]
fn a_fixed_bound_of_z_would_light_a_map_of_noise() {
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let counts = noise(CITY.cells.len(), 10, 0.5, &mut random);
    let values: Vec<f64> = counts[9].iter().map(|&count| f64::from(count)).collect();
    let z = gi_star(&values, &CITY.neighbours).unwrap();
    let lit = z.iter().flatten().filter(|z| z.abs() > 1.96).count();
    assert!(lit > 200, "{lit}");
    let found = emerging(&counts, &CITY.neighbours, &EmergingRules::default()).unwrap();
    assert_eq!(
        classes(&found)
            .filter(|class| *class != EmergingClass::NoPattern)
            .count(),
        0
    );
}

/// A peer takes only units that ever had an event for the study area: the mean rises, and what stands
/// out does so no more.
#[test]
fn empty_units_are_part_of_the_study_area() {
    let ring = |units: usize| {
        let near = move |i: usize| {
            (i.saturating_sub(1)..=(i + 1).min(units - 1))
                .filter(|&j| j != i)
                .collect()
        };
        Neighbours::from_lists(&(0..units).map(near).collect::<Vec<_>>()).unwrap()
    };
    let with_empty: Vec<Vec<u32>> = vec![
        (0..400)
            .map(|i| if i < 20 { 1 + u32::from(i == 10) } else { 0 })
            .collect();
        10
    ];
    let occupied: Vec<Vec<u32>> = with_empty
        .iter()
        .map(|counts| counts[..20].to_vec())
        .collect();
    let rules = EmergingRules::default();
    let all = emerging(&with_empty, &ring(400), &rules).unwrap();
    let few = emerging(&occupied, &ring(20), &rules).unwrap();
    let of = |found: &Emerging| found.units[10].as_ref().unwrap().class;
    assert_eq!(of(&all), EmergingClass::Hot(Pattern::Persistent));
    assert_eq!(of(&few), EmergingClass::NoPattern);
    // Units without any event are classed too, and nothing can be told of their trend.
    let empty = all.units[300].as_ref().unwrap();
    assert_eq!((empty.class, empty.trend), (EmergingClass::NoPattern, None));
}

/// A peer's window reaches into the step before and the step after, so that past steps see the future.
#[test]
fn later_steps_have_no_say_in_earlier_ones() {
    let mut random = ChaCha8Rng::seed_from_u64(6);
    let mut counts = noise(TOWN.cells.len(), 14, 0.5, &mut random);
    for counts in &mut counts[3..] {
        plant(&TOWN, counts, TOWN.middle(), 5.0, &mut random);
    }
    let rules = EmergingRules::default();
    let all = emerging(&counts, &TOWN.neighbours, &rules).unwrap();
    let until = emerging(&counts[..10], &TOWN.neighbours, &rules).unwrap();
    assert_eq!(all.steps[..10], until.steps[..]);
    for (all, until) in all.units.iter().flatten().zip(until.units.iter().flatten()) {
        assert_eq!(all.states[..10], until.states[..]);
    }
    // And the last step is tested as any map is.
    let Step::Tested { p, .. } = &all.steps[13] else {
        panic!("it varies")
    };
    assert_eq!(*p, exact_upper_tail(&counts[13], &TOWN.neighbours).unwrap());
}

#[test]
fn cold_is_looked_for_where_units_hold_five_or_more() {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let map = &*TOWN;
    let mut counts = noise(map.cells.len(), 10, 20.0, &mut random);
    for counts in &mut counts {
        counts[map.middle()] = 3;
        for &near in map.neighbours.of(map.middle()) {
            counts[near as usize] = 3;
        }
    }
    let rules = EmergingRules::default();
    let found = emerging(&counts, &map.neighbours, &rules).unwrap();
    assert_eq!(found.cold, ColdTest::Tested);
    let middle = |found: &Emerging| found.units[map.middle()].as_ref().unwrap().class;
    assert!(
        matches!(middle(&found), EmergingClass::Cold(_)),
        "{}",
        middle(&found)
    );

    // One step with fewer events, and none can be cold.
    counts[4] = noise(map.cells.len(), 1, 2.0, &mut random).remove(0);
    let found = emerging(&counts, &map.neighbours, &rules).unwrap();
    assert!(matches!(found.cold, ColdTest::NotTested { lowest_mean } if lowest_mean < 5.0));
    assert_eq!(middle(&found), EmergingClass::NoPattern);
}

#[test]
fn a_unit_cut_by_the_edge_is_not_called_cold_for_it() {
    let mut random = ChaCha8Rng::seed_from_u64(8);
    let map = &*TOWN;
    let mut share = vec![1.0; map.cells.len()];
    share[map.middle()] = 0.1;
    let mut counts = noise(map.cells.len(), 10, 20.0, &mut random);
    for counts in &mut counts {
        counts[map.middle()] = 0;
        for &near in map.neighbours.of(map.middle()) {
            counts[near as usize] /= 2;
        }
    }
    let rules = EmergingRules {
        share_inside: Some(&share),
        ..EmergingRules::default()
    };
    let found = emerging(&counts, &map.neighbours, &rules).unwrap();
    let cold = |found: &Emerging| {
        classes(found)
            .filter(|class| matches!(class, EmergingClass::Cold(_)))
            .count()
    };
    assert_eq!(cold(&found), 0);
    assert!(cold(&emerging(&counts, &map.neighbours, &EmergingRules::default()).unwrap()) > 0);
}

#[test]
fn units_beyond_the_study_area_only_count_as_neighbours() {
    let mut random = ChaCha8Rng::seed_from_u64(9);
    let map = &*TOWN;
    let mut counts = noise(map.cells.len(), 10, 0.3, &mut random);
    for counts in &mut counts {
        plant(map, counts, map.middle(), 6.0, &mut random);
    }
    let mut tested = vec![true; map.cells.len()];
    tested[map.middle()] = false;
    let rules = EmergingRules {
        tested: Some(&tested),
        ..EmergingRules::default()
    };
    let found = emerging(&counts, &map.neighbours, &rules).unwrap();
    assert_eq!(found.units[map.middle()], None);
    let near = map.neighbours.of(map.middle())[0] as usize;
    assert_eq!(
        found.units[near].as_ref().unwrap().reduced,
        Some(Reduced::Persistent)
    );
}

#[test]
fn steps_that_cannot_be_tested_are_left_out_or_refused() {
    let mut random = ChaCha8Rng::seed_from_u64(10);
    let mut counts = noise(TOWN.cells.len(), 8, 0.5, &mut random);
    let rules = EmergingRules::default();
    let run = |counts: &[Vec<u32>]| emerging(counts, &TOWN.neighbours, &rules);

    counts[2].fill(0);
    let found = run(&counts).unwrap();
    assert_eq!(found.steps[2], Step::Flat(0));
    assert_eq!(found.units[0].as_ref().unwrap().states.len(), 7);
    let note = found.power.unwrap();
    assert_eq!(note.steps, 7);

    counts[7].fill(0);
    let refused = run(&counts).unwrap_err();
    assert_eq!(refused, EmergingError::LastStepFlat(7));
    assert_eq!(
        refused.to_string(),
        "step 7, the last, has the same count in every unit, so nothing is known of what is hot now; \
         take longer steps, or end at the step before"
    );
    counts[..7].iter_mut().for_each(|counts| counts.fill(1));
    assert_eq!(run(&counts), Err(EmergingError::TooFewVary(0, 8)));
    assert_eq!(run(&counts[..2]), Err(EmergingError::TooFewSteps(2)));
    counts[3].pop();
    let units = TOWN.cells.len();
    let wrong = EmergingError::LengthMismatch("counts", 3, units - 1, units);
    assert_eq!(run(&counts), Err(wrong));
}

#[test]
fn threads_do_not_change_a_bit() {
    let mut random = ChaCha8Rng::seed_from_u64(11);
    let mut counts = noise(CITY.cells.len(), 12, 5.5, &mut random);
    for counts in &mut counts {
        plant(&CITY, counts, CITY.middle(), 9.0, &mut random);
    }
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let rules = EmergingRules::default();
        let found = pool
            .install(|| emerging(&counts, &CITY.neighbours, &rules))
            .unwrap();
        format!("{found:?}")
    };
    assert!(with(1) == with(2));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Renaming the units renames the answer.
    #[test]
    fn the_order_of_units_does_not_matter(seed in 0_u64..1_000) {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let map = &*TOWN;
        let units = map.cells.len();
        let mut counts = noise(units, 6, 0.4, &mut random);
        let at = random.random_range(0..units);
        for counts in &mut counts {
            plant(map, counts, at, 4.0, &mut random);
        }
        let turned: Vec<Vec<u32>> =
            counts.iter().map(|counts| counts.iter().rev().copied().collect()).collect();
        let lists: Vec<Vec<usize>> = (0..units)
            .rev()
            .map(|unit| map.neighbours.of(unit).iter().map(|&j| units - 1 - j as usize).collect())
            .collect();
        let rules = EmergingRules::default();
        let here = emerging(&counts, &map.neighbours, &rules).unwrap();
        let there = emerging(&turned, &Neighbours::from_lists(&lists).unwrap(), &rules).unwrap();
        for (here, there) in here.units.iter().zip(there.units.iter().rev()) {
            prop_assert_eq!(here, there);
        }
    }

    /// Every event twice: the shares, and so the trends, are the same to the bit.
    #[test]
    fn doubling_every_count_changes_no_trend(seed in 0_u64..1_000) {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let counts = noise(TOWN.cells.len(), 6, 0.4, &mut random);
        let doubled: Vec<Vec<u32>> =
            counts.iter().map(|counts| counts.iter().map(|count| count * 2).collect()).collect();
        let rules = EmergingRules::default();
        let here = emerging(&counts, &TOWN.neighbours, &rules).unwrap();
        let there = emerging(&doubled, &TOWN.neighbours, &rules).unwrap();
        for (here, there) in here.units.iter().flatten().zip(there.units.iter().flatten()) {
            prop_assert_eq!(here.trend, there.trend);
            prop_assert_eq!(&here.states, &there.states);
        }
    }
}
