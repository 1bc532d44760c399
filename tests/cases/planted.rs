//! What was planted is found, and nothing else: over twenty cities the groups are compared with
//! `truth.json`, within one ring of cells.
//!
//! The prison is planted and must not be found: what happens behind its walls is no patrol target.

use std::fs;

use beatbook_tests::Scenario;
use serde_json::Value;

/// Metres between the centres of two neighbouring cells of resolution 10.
const RING: f64 = 131.0;

/// The block that a map for patrols leaves out.
const PRISON: &str = "hmp-manchester";

#[derive(Debug, Clone, Copy)]
struct Disc {
    lon: f64,
    lat: f64,
    metres: f64,
}

impl Disc {
    fn of(place: &Value) -> Option<Self> {
        let number = |name: &str| place[name].as_f64();
        Some(Self {
            lon: number("longitude")?,
            lat: number("latitude")?,
            metres: number("radius_m")?,
        })
    }

    /// Whether a point lies in the disc or within one ring of it.
    fn reaches(self, (lon, lat): (f64, f64)) -> bool {
        let metres_per_degree = 111_320.0;
        let north = (lat - self.lat) * metres_per_degree;
        let east = (lon - self.lon) * metres_per_degree * self.lat.to_radians().cos();
        north.hypot(east) <= self.metres + RING
    }
}

#[test]
fn twenty_cities_give_back_what_was_planted() {
    let (mut right, mut reported, mut found, mut planted) = (0, 0, 0, 0);
    for seed in 1..=20 {
        let scenario = Scenario::new();
        let city = scenario.city("city", &["--seed", &seed.to_string()]);
        let truth: Value =
            serde_json::from_slice(&fs::read(city.join("truth.json")).unwrap()).unwrap();
        let discs = |kind: &str| -> Vec<(String, Disc)> {
            let list = truth[kind].as_array().unwrap().iter();
            list.filter(|place| place["id"] != PRISON)
                .filter_map(|place| Some((place["name"].to_string(), Disc::of(place)?)))
                .collect()
        };
        let (blocks, decoys) = (discs("blocks"), discs("decoys"));
        assert!(blocks.len() >= 10 && !decoys.is_empty(), "seed {seed}");

        let answer = scenario.hotspots(&scenario.book("city"), "").ended_with(0);
        let answer: Value = serde_json::from_str(&answer.stdout).unwrap();
        let groups = answer["groups"].as_array().unwrap();
        let points: Vec<(f64, f64)> = groups
            .iter()
            .map(|group| {
                (
                    group["lon"].as_f64().unwrap(),
                    group["lat"].as_f64().unwrap(),
                )
            })
            .collect();
        let prison = truth["blocks"].as_array().unwrap().iter();
        let prison = prison
            .filter(|block| block["id"] == PRISON)
            .find_map(Disc::of);
        assert!(
            !points.iter().any(|point| prison.unwrap().reaches(*point)),
            "seed {seed}: the prison is reported as a hotspot"
        );
        let in_block = |point: &&(f64, f64)| blocks.iter().any(|(_, block)| block.reaches(**point));
        for point in points.iter().filter(|point| !in_block(point)) {
            for (name, decoy) in &decoys {
                assert!(
                    !decoy.reaches(*point),
                    "seed {seed}: the decoy {name} is reported at {point:?}"
                );
            }
        }
        right += points.iter().filter(in_block).count();
        reported += points.len();
        found += blocks
            .iter()
            .filter(|(_, block)| points.iter().any(|point| block.reaches(*point)))
            .count();
        planted += blocks.len();
    }
    let (precision, recall) = (share(right, reported), share(found, planted));
    println!(
        "precision {precision:.3} ({right} of {reported}), recall {recall:.3} ({found} of {planted})"
    );
    assert!(
        precision >= 0.8,
        "precision {precision:.3}: {right} of {reported}"
    );
    assert!(recall >= 0.8, "recall {recall:.3}: {found} of {planted}");
}

/// What was planted as an intervention is evaluated as one: counts as they were written, the truth inside every
/// interval; the place that was only chosen for its height is no evidence.
#[test]
fn the_planted_intervention_is_told_and_the_regression_to_the_mean_is_not() {
    let scenario = Scenario::new();
    let city = scenario.city("city", &[]);
    let truth: Value = serde_json::from_slice(&fs::read(city.join("truth.json")).unwrap()).unwrap();
    let [worked, decoy] = &truth["interventions"].as_array().unwrap()[..] else {
        panic!("two interventions");
    };
    let book = scenario.book("city");
    let ask = |planted: &Value, further: &[&str]| -> Value {
        let disc = Disc::of(planted).unwrap();
        let target = format!("circle:{},{},{}", disc.lon, disc.lat, disc.metres);
        let on = planted["date"].as_str().unwrap();
        let book = book.to_str().unwrap();
        let words = [
            "evaluate",
            book,
            "setting=any",
            "--on",
            on,
            "--target",
            &target,
        ];
        let words = words.iter().chain(further).chain(&["--format", "json"]);
        let told = scenario.run(words).ended_with(0);
        serde_json::from_str(&told.stdout).unwrap()
    };
    // The ring is given by its outer edge.
    let width = worked["ring_m"].as_f64().unwrap() - worked["radius_m"].as_f64().unwrap();
    let found = ask(
        worked,
        &["--ring", &width.to_string(), "--chosen", "otherwise"],
    );
    let near = |ground: usize, planted: &Value| {
        let before = found["grounds"][ground]["before"].as_u64().unwrap();
        let planted = planted[0].as_u64().unwrap();
        assert!(
            before.abs_diff(planted) <= planted / 10,
            "{before} for {planted}"
        );
    };
    near(0, &worked["incidents"]);
    near(1, &worked["ring_incidents"]);
    let figures = &found["figures"];
    let holds = |change: &Value, truth: f64| {
        change["low"].as_f64().unwrap() <= truth && truth <= change["high"].as_f64().unwrap()
    };
    let truth = worked["true_change"].as_f64().unwrap() * 100.0;
    assert!(holds(&figures["place"], truth), "{figures}");
    // A quarter of a fifth of 130 incidents, beside 47.
    assert!(holds(&figures["ring"], 14.0), "{figures}");
    assert_eq!(found["finding"], "fell", "{found}");

    let chosen = ["--steps", "6", "--chosen", "2023-01-01..2023-06-30"];
    let guarded = ask(decoy, &chosen);
    assert_eq!(guarded["finding"], "no-evidence", "{guarded}");
    assert!(
        guarded["reason"]
            .as_str()
            .unwrap()
            .contains("regression to the mean")
    );
    let unsaid = ask(decoy, &["--steps", "6"]);
    assert_eq!(unsaid["finding"], "no-evidence", "{unsaid}");
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
