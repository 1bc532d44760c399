//! Simulated with the sizes of the intervention and the decoy that the synthetic city has.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Distribution, Poisson};

use super::*;

const STEPS: usize = 13;

struct Town {
    random: ChaCha8Rng,
}

impl Town {
    fn new(seed: u64) -> Self {
        let random = ChaCha8Rng::seed_from_u64(seed);
        Self { random }
    }

    fn count(&mut self, mean: f64) -> u64 {
        Poisson::new(mean).unwrap().sample(&mut self.random) as u64
    }

    /// Both sides of a ground that has `mean` events a side, times `change` after the day. All grounds
    /// have the same seasons and the same fall of 5% a year.
    fn side(&mut self, mean: f64, change: f64) -> (Vec<u64>, Vec<u64>) {
        let mut steps = |factor: f64| -> Vec<u64> {
            let season = |step: usize| 1.0 + 0.2 * (step as f64).sin();
            let of_step = mean / STEPS as f64 * factor;
            (0..STEPS)
                .map(|step| self.count(of_step * season(step)))
                .collect()
        };
        (steps(1.0), steps(0.95 * change))
    }
}

fn steps(side: &(Vec<u64>, Vec<u64>)) -> Steps<'_> {
    Steps {
        before: &side.0,
        after: &side.1,
    }
}

fn holds(change: RelativeChange, truth: f64) -> bool {
    change.low <= truth && truth <= change.high
}

/// What is planted: a fifth less in a place of 130 events a year, and a quarter of that turns up in a ring
/// of 47. All three intervals hold the truth in 95% of 200 tries, give or take what 200 can tell (99.9%:
/// ±5%). They are a little wide where counts are Poisson, since a dispersion below 1 is taken for 1.
#[test]
fn a_fifth_less_and_a_quarter_of_it_moved_are_found_with_the_coverage_they_claim() {
    const TRIES: u32 = 200;
    let (place_mean, ring_mean) = (130.0, 47.0);
    let moved = 0.25 * 0.2 * place_mean;
    let ring_truth = 1.0 + moved / ring_mean;
    let net_truth = 0.95 * (moved - 0.2 * place_mean);
    let mut town = Town::new(3);
    let (mut held, mut fell, mut sum) = ([0_u32; 3], 0, 0.0);
    for _ in 0..TRIES {
        let place = town.side(place_mean, 0.8);
        let ring = town.side(ring_mean, ring_truth);
        let comparison = town.side(17_000.0, 1.0);
        let treated = Treated {
            place: steps(&place),
            ring: Some(steps(&ring)),
            comparison: steps(&comparison),
            earlier: None,
            chosen: Chosen::Apart,
        };
        let found = intervention(treated, Level::P95);
        let (of_place, net) = (found.place.unwrap(), found.net.unwrap());
        sum += of_place.ratio.ln();
        held[0] += u32::from(holds(of_place, 0.8));
        held[1] += u32::from(holds(found.ring.unwrap(), ring_truth));
        let interval = net.interval;
        held[2] += u32::from(interval.low <= net_truth && net_truth <= interval.high);
        fell += u32::from(found.finding == Finding::Fell);
        assert_ne!(found.finding, Finding::Rose);
    }
    let share = |number: u32| f64::from(number) / f64::from(TRIES);
    let middle = (sum / f64::from(TRIES)).exp();
    println!(
        "place, ring and both held the truth in {:?}; the middle was {middle:.3}; told as a fall: {:.0}%",
        held.map(share),
        share(fell) * 100.0
    );
    assert!((middle - 0.8).abs() < 0.03, "{middle}");
    for held in held.map(share) {
        assert!((0.90..=0.995).contains(&held), "{held}");
    }
    // A fifth of 130 is told from chance in some four tries of ten: a board has to know.
    assert!((0.25..=0.60).contains(&share(fell)), "{fell}");
}

#[test]
fn a_fifth_less_of_a_thousand_is_told_nearly_always() {
    let mut town = Town::new(4);
    let fell = (0..200).filter(|_| {
        let (place, comparison) = (town.side(1_000.0, 0.8), town.side(17_000.0, 1.0));
        let treated = Treated {
            place: steps(&place),
            ring: None,
            comparison: steps(&comparison),
            earlier: None,
            chosen: Chosen::Apart,
        };
        intervention(treated, Level::P95).finding == Finding::Fell
    });
    let fell = fell.count();
    println!("a fifth of a thousand told as a fall in {fell} of 200");
    assert!(fell >= 175, "{fell}");
}

/// Nothing planted: 5% at most are told as a fall or a rise, and not far fewer (2,000 tries: ±1.6%).
#[test]
fn where_nothing_was_done_one_in_twenty_is_told_at_most() {
    const TRIES: u32 = 2_000;
    let mut town = Town::new(5);
    let told = (0..TRIES).filter(|_| {
        let (place, comparison) = (town.side(130.0, 1.0), town.side(17_000.0, 1.0));
        let treated = Treated {
            place: steps(&place),
            ring: None,
            comparison: steps(&comparison),
            earlier: None,
            chosen: Chosen::Apart,
        };
        !matches!(
            intervention(treated, Level::P95).finding,
            Finding::NoEvidence(_)
        )
    });
    let share = told.count() as f64 / f64::from(TRIES);
    println!("nothing planted: told in {:.1}%", share * 100.0);
    assert!((0.02..=0.066).contains(&share), "{share}");
}

/// 470 places alike, of which the highest is chosen and nothing is done there. Measured against the days it
/// was chosen from it seems to fall every other time. Said to be chosen from them, it is never told; not said,
/// the days before the baseline keep it from being told in all but 5%.
#[test]
fn the_highest_of_many_places_falls_by_itself_and_is_no_evidence() {
    const TRIES: u32 = 200;
    let mut town = Town::new(6);
    let [mut naive, mut unsaid] = [0_u32; 2];
    for _ in 0..TRIES {
        let places: Vec<_> = (0..470).map(|_| town.side(40.0, 1.0)).collect();
        let baseline = |place: &&(Vec<u64>, Vec<u64>)| place.0.iter().sum::<u64>();
        let place = places.iter().max_by_key(baseline).unwrap();
        let comparison = town.side(17_000.0, 1.0);
        let earlier = (town.count(40.0 / 0.95), town.count(17_000.0 / 0.95));
        let treated = Treated {
            place: steps(place),
            ring: None,
            comparison: steps(&comparison),
            earlier: Some(earlier),
            chosen: Chosen::FromBaseline,
        };
        let finding = |chosen| intervention(Treated { chosen, ..treated }, Level::P95).finding;
        assert_eq!(
            finding(Chosen::FromBaseline),
            Finding::NoEvidence(NoEvidence::ChosenFromBaseline)
        );
        naive += u32::from(finding(Chosen::Apart) == Finding::Fell);
        unsaid += u32::from(finding(Chosen::Unknown) == Finding::Fell);
    }
    println!("the highest of 470: fell in {naive} of {TRIES} without the guard, {unsaid} with it");
    assert!(naive > TRIES / 3, "{naive}");
    assert!(unsaid <= 20, "{unsaid}"); // 5% of 200, and all but one of a thousand below 20
}

fn four<'a>(before: &'a [u64; 4], after: &'a [u64; 4]) -> Steps<'a> {
    Steps { before, after }
}

#[test]
fn each_reason_is_named() {
    use Chosen::{Apart, Unknown};
    let found = |before: [u64; 4], after: [u64; 4], earlier, chosen| {
        let treated = Treated {
            place: four(&before, &after),
            ring: None,
            comparison: four(&[300; 4], &[300; 4]),
            earlier,
            chosen,
        };
        match intervention(treated, Level::P95).finding {
            Finding::NoEvidence(why) => why,
            told => panic!("{told:?}"),
        }
    };
    let (high, low) = ([50, 51, 49, 50], [25, 24, 26, 25]);
    assert_eq!(found(high, [0; 4], None, Apart), NoEvidence::NoEvents);
    assert_eq!(found(high, high, None, Apart), NoEvidence::WithinChance);
    assert_eq!(
        found([80, 60, 40, 30], low, None, Apart),
        NoEvidence::MovedBefore
    );
    assert_eq!(found(high, low, None, Unknown), NoEvidence::ChoiceUnknown);
    let as_after = Some((101, 1_200));
    assert_eq!(
        found(high, low, as_after, Unknown),
        NoEvidence::BaselineStoodOut
    );
}

#[test]
fn a_fall_against_the_days_before_too_needs_no_word_about_the_choice() {
    let treated = Treated {
        place: four(&[50; 4], &[25; 4]),
        ring: Some(four(&[20; 4], &[24; 4])),
        comparison: four(&[300; 4], &[300; 4]),
        earlier: Some((205, 1_190)),
        chosen: Chosen::Unknown,
    };
    let found = intervention(treated, Level::P95);
    assert_eq!(found.finding, Finding::Fell);
    let displacement = found.displacement.unwrap();
    assert_eq!(displacement.gross_effect, 100.0);
    assert!((found.net.unwrap().difference + displacement.total_net_effect.unwrap()).abs() < 1e-9);
}
