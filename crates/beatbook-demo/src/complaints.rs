//! Complaints of noise and anti-social behaviour, by address.
//!
//! Twelve streets of the student quarter have many addresses complained of. One address in nine
//! draws another complaint; four have three, and none has more.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use rand::RngExt;
use rand::seq::SliceRandom;

use crate::callouts::clock;
use crate::chance::stream;
use crate::city::DAYS;
use crate::plane::{Xy, along, direction, distance, from_degrees};
use crate::planned::minute_of_week;
use crate::rhythm::Rhythm;
use crate::save::field;
use crate::streets::StreetSegment;
use crate::town::Town;
use crate::truth_files::{TruthComplaints, TruthStreet};

const HEADER: &str = "SYNTHETIC,reference,category,reported,address,easting,northing\n";
/// Addresses complained of on each of the twelve streets, most first.
const ON_THE_STREETS: [u32; 12] = [34, 31, 29, 27, 26, 24, 23, 22, 21, 20, 19, 18];
/// Addresses complained of elsewhere: at most this many on a street.
const ELSEWHERE: usize = 420;
const MOST_ELSEWHERE: u32 = 6;
/// Share of the addresses that draw another complaint, and addresses with three.
const AGAIN: f64 = 0.11;
const WITH_THREE: usize = 4;
/// Where the students live: Fallowfield, Withington and Rusholme.
const QUARTER: [(f64, f64); 3] = [(53.4420, -2.2187), (53.4333, -2.2289), (53.4522, -2.2243)];
const QUARTER_RADIUS: f64 = 1_100.0;

struct Address {
    words: String,
    street: String,
    at: Xy,
}

/// The lines of `complaints.csv`, by the time of the report.
pub(crate) fn complaints(seed: u64, town: &Town, null: bool) -> (String, TruthComplaints) {
    let mut rng = stream(seed, "complaints");
    let streets = Streets::new(town);
    let mut addresses = Vec::new();
    let mut per_street: BTreeMap<String, u32> = BTreeMap::new();
    if !null {
        let mut quarter = streets.near(&QUARTER);
        quarter.shuffle(&mut rng);
        for (name, wanted) in quarter.iter().zip(ON_THE_STREETS) {
            per_street.insert(name.clone(), wanted);
            let mut numbers: Vec<u32> = (1..=wanted * 2).collect();
            numbers.shuffle(&mut rng);
            for number in numbers.into_iter().take(wanted as usize) {
                addresses.push(streets.address(name, number, wanted * 2));
            }
        }
    }
    let mut elsewhere = 0;
    let mut used = BTreeSet::new();
    while elsewhere < ELSEWHERE {
        let name = &streets.names[rng.random_range(0..streets.names.len())];
        let number = rng.random_range(1..=80);
        let here = per_street.entry(name.clone()).or_default();
        if *here >= MOST_ELSEWHERE || !used.insert((name.clone(), number)) {
            continue;
        }
        *here += 1;
        elsewhere += 1;
        addresses.push(streets.address(name, number, 80));
    }
    // Which addresses draw more than one complaint.
    let again = if null {
        0
    } else {
        (addresses.len() as f64 * AGAIN).round() as usize
    };
    let mut order: Vec<usize> = (0..addresses.len()).collect();
    order.shuffle(&mut rng);
    let mut times = vec![1; addresses.len()];
    for (rank, &address) in order.iter().take(again).enumerate() {
        times[address] = if rank < WITH_THREE { 3 } else { 2 };
    }

    let week = Rhythm::Student.week();
    let mut rows = Vec::new();
    let mut on_street: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for (address, &count) in addresses.iter().zip(&times) {
        let street = on_street.entry(&address.street).or_default();
        street.0 += 1;
        street.1 += count;
        for _ in 0..count {
            let minute = minute_of_week(&week, 0, DAYS, &mut rng);
            let category = if rng.random_bool(0.7) { "noise" } else { "asb" };
            rows.push((minute, category, &address.words, address.at));
        }
    }
    rows.sort_by(|a, b| (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2)));
    let mut text = String::from(HEADER);
    for (i, (minute, category, words, at)) in rows.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "SYNTHETIC,CMP-{:06},{category},{},{},{},{}",
            i + 1,
            clock(*minute),
            field(words),
            at[0],
            at[1]
        );
    }
    let mut ranked: Vec<TruthStreet> = on_street
        .into_iter()
        .map(|(name, (addresses, complaints))| TruthStreet {
            name: name.to_owned(),
            addresses,
            complaints,
        })
        .collect();
    ranked.sort_by(|a, b| b.addresses.cmp(&a.addresses).then(a.name.cmp(&b.name)));
    ranked.truncate(ON_THE_STREETS.len());
    let three = addresses
        .iter()
        .zip(&times)
        .filter(|(_, count)| **count == 3);
    let truth = TruthComplaints {
        rows: rows.len() as u64,
        addresses: addresses.len() as u64,
        addresses_again: times.iter().filter(|count| **count > 1).count() as u64,
        addresses_with_three: three.map(|(address, _)| address.words.clone()).collect(),
        streets: if null { Vec::new() } else { ranked },
    };
    (text, truth)
}

/// The residential streets by name, each with its longest piece.
struct Streets<'a> {
    names: Vec<String>,
    longest: BTreeMap<&'a str, &'a StreetSegment>,
}

impl<'a> Streets<'a> {
    fn new(town: &'a Town) -> Self {
        let mut longest: BTreeMap<&str, &StreetSegment> = BTreeMap::new();
        for segment in town.segments() {
            let known = longest.entry(&segment.name).or_insert(segment);
            if length(segment) > length(known) {
                *known = segment;
            }
        }
        // Away from the edge, so that every front door is in the city.
        let well_inside = |s: &StreetSegment| {
            let region = &town.region;
            let mut corners = s.points.iter();
            corners.all(|p| region.contains(*p) && region.distance(*p) > 30.0)
        };
        let long_enough = longest
            .iter()
            .filter(|(_, s)| length(s) > 60.0 && well_inside(s));
        Self {
            names: long_enough.map(|(name, _)| (*name).to_owned()).collect(),
            longest,
        }
    }

    /// Streets whose longest piece begins near one of some places.
    fn near(&self, places: &[(f64, f64)]) -> Vec<String> {
        let places: Vec<Xy> = places
            .iter()
            .map(|&(lat, lon)| from_degrees(lat, lon))
            .collect();
        let near = |name: &&String| {
            let start = self.longest[name.as_str()].points[0];
            places.iter().any(|p| distance(*p, start) < QUARTER_RADIUS)
        };
        self.names.iter().filter(near).cloned().collect()
    }

    /// Odd numbers on the left, even ones on the right, ten metres off the middle of the street.
    fn address(&self, street: &str, number: u32, of: u32) -> Address {
        let points = &self.longest[street].points;
        let mut left = f64::from(number) / f64::from(of + 1) * length(self.longest[street]);
        let mut at = points[0];
        for pair in points.windows(2) {
            let piece = distance(pair[0], pair[1]);
            if left <= piece {
                let d = direction(pair[0], pair[1]);
                let side = if number % 2 == 1 { 10.0 } else { -10.0 };
                let foot = along(pair[0], pair[1], left / piece.max(0.01));
                at = [foot[0] - side * d[1], foot[1] + side * d[0]];
                break;
            }
            left -= piece;
        }
        Address {
            words: format!("{number} {street}"),
            street: street.to_owned(),
            at: at.map(f64::round),
        }
    }
}

fn length(segment: &StreetSegment) -> f64 {
    segment
        .points
        .windows(2)
        .map(|pair| distance(pair[0], pair[1]))
        .sum()
}

#[cfg(test)]
#[path = "complaints_tests.rs"]
mod tests;
