//! The oracle here is a plain hexagonal grid on the National Grid, with Poisson scores: it shares
//! nothing with the H3 cells and the exact tail of the program.

use std::collections::BTreeMap;

use crate::plane::Xy;
use crate::{City, DemoParams, DemoSite, Town};

/// Metres between the middles of neighbouring hexagons of 0.015 km2.
const PITCH: f64 = 131.6;

/// Row and column of the hexagon of a place, in axial coordinates.
fn hexagon(p: Xy) -> (i64, i64) {
    let r = p[1] / (PITCH * 0.75_f64.sqrt());
    let q = p[0] / PITCH - r / 2.0;
    let (mut i, mut j, k) = (q.round(), r.round(), (-q - r).round());
    let (dq, dr, ds) = ((i - q).abs(), (j - r).abs(), (k + q + r).abs());
    if dq > dr && dq > ds {
        i = -j - k;
    } else if dr > ds {
        j = -i - k;
    }
    (i as i64, j as i64)
}

fn middle((q, r): (i64, i64)) -> Xy {
    let (q, r) = (q as f64, r as f64);
    [(q + r / 2.0) * PITCH, r * PITCH * 0.75_f64.sqrt()]
}

fn flower((q, r): (i64, i64)) -> [(i64, i64); 7] {
    [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (-1, 1)].map(|(a, b)| (q + a, r + b))
}

/// Incidents per hexagon, and their number per hexagon of ground if spread evenly.
fn count(city: &City) -> (BTreeMap<(i64, i64), f64>, f64) {
    count_where(city, |_| true)
}

/// The same, of some of the rows.
fn count_where(
    city: &City,
    wanted: impl Fn(&crate::DemoEvent) -> bool,
) -> (BTreeMap<(i64, i64), f64>, f64) {
    let mut counts: BTreeMap<(i64, i64), f64> = BTreeMap::new();
    let (mut last, mut sum) = (0, 0.0);
    for event in city.events() {
        if event.incident == last || !wanted(&event) {
            continue;
        }
        last = event.incident;
        if let Some(p) = event.site.within() {
            *counts.entry(hexagon([p.easting, p.northing])).or_default() += 1.0;
            sum += 1.0;
        }
    }
    let per_hexagon = PITCH * PITCH * 0.75_f64.sqrt() / city.town().square_metres();
    (counts, sum * per_hexagon)
}

fn score(counts: &BTreeMap<(i64, i64), f64>, mean: f64, at: (i64, i64)) -> f64 {
    let seen: f64 = flower(at).iter().filter_map(|cell| counts.get(cell)).sum();
    (seen - 7.0 * mean) / (7.0 * mean).sqrt()
}

fn highest(counts: &BTreeMap<(i64, i64), f64>, mean: f64, around: Xy, reach: f64) -> f64 {
    let near = |cell: &&(i64, i64)| crate::plane::distance(middle(**cell), around) <= reach;
    counts
        .keys()
        .filter(near)
        .map(|cell| score(counts, mean, *cell))
        .fold(f64::MIN, f64::max)
}

#[test]
fn every_block_stands_out_and_no_decoy_does() {
    for seed in 1..=4 {
        let city = City::new(&DemoParams {
            seed,
            ..DemoParams::default()
        });
        let (counts, mean) = count(&city);
        let truth = city.truth();
        for block in &truth.blocks {
            let z = highest(
                &counts,
                mean,
                [block.easting, block.northing],
                block.radius_m.max(100.0),
            );
            assert!(z > 7.0, "seed {seed}: {} has z {z:.1}", block.id);
        }
        for decoy in truth.decoys.iter().filter(|decoy| decoy.radius_m.is_some()) {
            let at = [decoy.easting.unwrap_or(0.0), decoy.northing.unwrap_or(0.0)];
            let z = highest(&counts, mean, at, decoy.radius_m.unwrap_or(0.0) + 130.0);
            assert!(z < 5.0, "seed {seed}: decoy {} has z {z:.1}", decoy.id);
        }
    }
}

/// What a patrol can see: public settings, not domestic, not in prison or hospital.
fn is_public(event: &crate::DemoEvent) -> bool {
    event.setting.is_none_or(beatbook_core::Setting::is_public)
        && event.flags.domestic != Some(true)
}

#[test]
fn all_blocks_but_the_prison_stand_out_among_what_a_patrol_can_see() {
    for seed in 1..=3 {
        let city = City::new(&DemoParams {
            seed,
            ..DemoParams::default()
        });
        let (counts, mean) = count_where(&city, is_public);
        for block in &city.truth().blocks {
            let at = [block.easting, block.northing];
            let z = highest(&counts, mean, at, block.radius_m.max(100.0));
            let hidden = block.id == "hmp-manchester";
            assert!(
                (z > 7.0) != hidden,
                "seed {seed}: {} has z {z:.1}",
                block.id
            );
            assert!(!hidden || z < 4.5, "seed {seed}: the prison has z {z:.1}");
        }
    }
}

#[test]
fn on_friday_and_saturday_nights_three_places_of_the_centre_stand_out_and_no_decoy_does() {
    // Friday 22:00 to Saturday 07:00, and the night after.
    let at_night = |event: &crate::DemoEvent| {
        let weekday = crate::city::first_day().plus(event.from / 1_440).weekday();
        let hour = event.from % 1_440 / 60;
        let evening = if hour < 7 { (weekday + 6) % 7 } else { weekday };
        [4, 5].contains(&evening) && !(7..22).contains(&hour) && is_public(event)
    };
    for seed in 1..=3 {
        let city = City::new(&DemoParams {
            seed,
            ..DemoParams::default()
        });
        let (counts, mean) = count_where(&city, at_night);
        let truth = city.truth();
        let names = ["piccadilly-gardens", "village", "peter-street"];
        for block in truth.blocks.iter().filter(|b| names.contains(&&*b.id)) {
            let at = [block.easting, block.northing];
            let z = highest(&counts, mean, at, 100.0);
            assert!(z > 12.0, "seed {seed}: {} has z {z:.1}", block.id);
        }
        for decoy in truth.decoys.iter().filter(|decoy| decoy.radius_m.is_some()) {
            let at = [decoy.easting.unwrap_or(0.0), decoy.northing.unwrap_or(0.0)];
            let z = highest(&counts, mean, at, decoy.radius_m.unwrap_or(0.0));
            assert!(z < 5.0, "seed {seed}: decoy {} has z {z:.1}", decoy.id);
        }
    }
}

#[test]
fn the_shopping_street_is_hot_only_in_its_hours() {
    let open = |event: &crate::DemoEvent| {
        let weekday = crate::city::first_day().plus(event.from / 1_440).weekday();
        weekday < 6 && (12..18).contains(&(event.from % 1_440 / 60))
    };
    let city = City::new(&DemoParams::default());
    let truth = city.truth();
    let street = truth
        .decoys
        .iter()
        .find(|d| d.id == "shopping-street")
        .unwrap();
    let at = [street.easting.unwrap(), street.northing.unwrap()];
    let mut hours = [0, 0];
    for event in city.events() {
        let inside =
            |p: beatbook_core::Bng| crate::plane::distance([p.easting, p.northing], at) < 150.0;
        if event.site.within().is_some_and(inside) {
            hours[usize::from(open(&event))] += 1;
        }
    }
    assert_eq!(hours[0], 0, "{hours:?}");
    let (counts, mean) = count_where(&city, open);
    assert!(highest(&counts, mean, at, 150.0) > 3.5);
}

#[test]
fn nothing_stands_out_in_null_cities() {
    // The highest of 7,000 overlapping sums of about 45: beyond 6 less than once in 10,000 cities.
    for seed in 1..=8 {
        let city = City::new(&DemoParams {
            seed,
            null: true,
            ..DemoParams::default()
        });
        let (counts, mean) = count(&city);
        let z = counts
            .keys()
            .map(|cell| score(&counts, mean, *cell))
            .fold(f64::MIN, f64::max);
        assert!((2.5..6.0).contains(&z), "seed {seed}: highest z {z:.2}");
        assert!(city.truth().blocks.is_empty());
    }
}

#[test]
fn null_counts_vary_as_chance_does() {
    let city = City::new(&DemoParams {
        seed: 5,
        null: true,
        ..DemoParams::default()
    });
    let (counts, mean) = count(&city);
    let inner: Vec<f64> = counts
        .keys()
        .filter(|cell| {
            (0..6).all(|i| {
                let (sin, cos) = (f64::from(i) * std::f64::consts::FRAC_PI_3).sin_cos();
                let m = middle(**cell);
                Town::shared().contains([m[0] + cos * 90.0, m[1] + sin * 90.0])
            })
        })
        .map(|cell| counts[cell])
        .collect();
    let n = inner.len() as f64;
    let average = inner.iter().sum::<f64>() / n;
    let variance = inner.iter().map(|x| (x - average).powi(2)).sum::<f64>() / n;
    assert!(
        (average / mean - 1.0).abs() < 0.02,
        "{average} of {mean} expected"
    );
    // The standard error of the ratio for 6,500 cells is 0.018.
    assert!(
        (variance / average - 1.0).abs() < 0.08,
        "variance over mean {}",
        variance / average
    );
}

#[test]
fn rows_are_as_many_as_asked_for_and_in_order() {
    for events in [1, 2, 37, 5_000] {
        let city = City::new(&DemoParams {
            events,
            ..DemoParams::default()
        });
        let rows: Vec<_> = city.events().collect();
        assert_eq!(rows.len() as u64, events);
        assert!(
            rows.iter()
                .enumerate()
                .all(|(i, row)| row.row == i as u64 + 1)
        );
        assert!(rows.windows(2).all(|w| w[1].incident - w[0].incident <= 1));
    }
}

#[test]
fn rows_of_one_incident_share_place_and_time() {
    let city = City::new(&DemoParams {
        events: 20_000,
        ..DemoParams::default()
    });
    let rows: Vec<_> = city.events().collect();
    let mut several = 0;
    for pair in rows
        .windows(2)
        .filter(|pair| pair[0].incident == pair[1].incident)
    {
        several += 1;
        assert_eq!((pair[0].site, pair[0].from), (pair[1].site, pair[1].from));
    }
    assert!(
        (1_500..4_500).contains(&several),
        "{several} of 20,000 rows share an incident"
    );
}

#[test]
fn shares_are_those_of_a_police_extract() {
    let city = City::new(&DemoParams::default());
    let rows: Vec<_> = city.events().collect();
    let share = |wanted: &dyn Fn(&crate::DemoEvent) -> bool| {
        rows.iter().filter(|row| wanted(row)).count() as f64 / rows.len() as f64
    };
    let unlocated = share(&|row| matches!(row.site, DemoSite::DefaultPin(_) | DemoSite::Blank));
    let outside = share(&|row| matches!(row.site, DemoSite::Outside(_)));
    let exact = share(&|row| row.from == row.to);
    let serious = share(&|row| row.offence.category == "serious-violence");
    assert!((0.045..0.055).contains(&unlocated), "unlocated {unlocated}");
    // Five in a hundred in the ring, and a few far off.
    assert!((0.045..0.06).contains(&outside), "outside {outside}");
    assert!((0.42..0.62).contains(&exact), "exact {exact}");
    assert!(
        (0.03..0.035).contains(&serious),
        "serious violence {serious}"
    );
    assert!(
        rows.iter()
            .all(|row| row.from <= row.to && row.recorded < crate::city::DAYS)
    );
}

#[test]
fn incidents_inside_are_inside_and_those_outside_are_in_the_ring_or_far_off() {
    let city = City::new(&DemoParams {
        events: 20_000,
        ..DemoParams::default()
    });
    for row in city.events() {
        match row.site {
            DemoSite::Inside(p) | DemoSite::Place(_, p) => {
                assert!(Town::shared().contains([p.easting, p.northing]), "{row:?}");
                assert_eq!((p.easting.fract(), p.northing.fract()), (0.0, 0.0));
            }
            DemoSite::Outside(p) => {
                let p = [p.easting, p.northing];
                let town = Town::shared();
                assert!(town.ring_contains(p) || town.region.distance(p) > 399.0);
                assert!(!town.contains(p));
            }
            DemoSite::DefaultPin(_) | DemoSite::Blank => {}
        }
    }
}

#[test]
fn the_burst_is_a_burst_and_yet_no_more_than_chance() {
    let (mut all, mut fortnight, mut expected) = (0.0, 0.0, 0.0);
    for seed in 1..=10 {
        let city = City::new(&DemoParams {
            seed,
            ..DemoParams::default()
        });
        let truth = city.truth();
        let decoy = truth
            .decoys
            .iter()
            .find(|d| d.id == "fortnight-burst")
            .unwrap();
        expected += decoy.expected_background.unwrap();
        let at = [decoy.easting.unwrap(), decoy.northing.unwrap()];
        let mut last = 0;
        for row in city.events() {
            let Some(p) = row.site.within().filter(|_| row.incident != last) else {
                continue;
            };
            last = row.incident;
            if crate::plane::distance([p.easting, p.northing], at) < 160.0 {
                all += 1.0;
                fortnight += f64::from(u8::from((612..626).contains(&(row.to / 1_440))));
            }
        }
    }
    // Ten cities of about 35 incidents each: a standard error of 5%.
    assert!(
        (all / expected - 1.0_f64).abs() < 0.16,
        "{all} of {expected}"
    );
    assert!(fortnight / all > 0.38, "{fortnight} of {all}");
}

#[test]
fn weekend_nights_belong_to_the_centre() {
    let truth = City::new(&DemoParams::default()).truth();
    let share = |id: &str| {
        truth
            .blocks
            .iter()
            .find(|b| b.id == id)
            .unwrap()
            .window_share
    };
    assert!(share("village") > 0.4 && share("peter-street") > 0.4);
    assert!(share("harpurhey") < 0.05 && share("hmp-manchester") < 0.05);
}

#[test]
fn no_time_falls_into_the_hour_that_spring_skips() {
    let city = City::new(&DemoParams {
        events: 200_000,
        ..DemoParams::default()
    });
    for row in city.events() {
        for minute in [row.from, row.to] {
            let day = crate::city::first_day().plus(minute / 1_440);
            let hour = minute % 1_440 / 60;
            let spring =
                ["2022-03-27", "2023-03-26", "2024-03-31"].contains(&day.to_string().as_str());
            assert!(!(spring && hour == 1), "{day} {hour} h");
        }
    }
}

#[test]
fn shares_of_offences_add_up() {
    for mix in 0..4 {
        let sum: u32 = crate::offences::OFFENCES
            .iter()
            .map(|o| o.shares[mix])
            .sum();
        assert_eq!(sum, 1_000, "column {mix}");
    }
}
