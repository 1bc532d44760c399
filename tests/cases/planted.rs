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

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
