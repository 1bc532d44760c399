//! A&E by place: assaults as three hospitals note them (ISTV minimum dataset), wherever the
//! patient lives. No person, no coordinates: the place is what somebody wrote down.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rand::RngExt;
use rand::seq::SliceRandom;

use crate::chance::stream;
use crate::city::{DAYS, disc_share, first_day, tenth};
use crate::main_roads::CENTRE;
use crate::plane::{Xy, to_degrees};
use crate::planned::{MINUTES, YEARS, existing, minute_of_week, year_of};
use crate::planted::BLOCKS;
use crate::rhythm::Rhythm;
use crate::save::field;
use crate::town::Town;
use crate::truth_files::{TruthIstv, TruthOnlyHere};

const HEADER: &str = "SYNTHETIC,SITE CODE (OF TREATMENT),ARRIVAL DATE AND TIME AT ACCIDENT AND EMERGENCY DEPARTMENT,ASSAULT DATE AND TIME,ASSAULT METHOD,ASSAULT METHOD OTHER DESCRIPTION,ASSAULT LOCATION TYPE,ASSAULT LOCATION DESCRIPTION\n";
/// Rows of each year from October.
const ROWS: [usize; 3] = [1_420, 1_490, 1_600];
/// Made-up codes of the three hospitals, and the share of rows up to each.
const SITES: [(&str, f64); 3] = [("ZZS01", 0.42), ("ZZS02", 0.78), ("ZZS03", 1.0)];
const METHODS: [(&str, f64); 5] = [
    ("Body part", 0.62),
    ("Knife or blade", 0.72),
    ("Bottle or glass", 0.82),
    ("Blunt object", 0.93),
    ("Other", 1.0),
];
/// What stands in half of the rows.
const UNUSABLE: [&str; 14] = [
    "pub",
    "unknown",
    "street",
    "in town",
    "club",
    "home address",
    "outside",
    "bar",
    "NK",
    "not stated",
    "park",
    "public place",
    "on way home",
    "",
];
/// A place that A&E names often and the police extract does not.
pub(crate) const ONLY_HERE: &str = "Ducie Street";
const ONLY_HERE_SHARE: f64 = 0.07;
/// Metres around it in which police incidents are counted.
pub(crate) const ONLY_HERE_METRES: f64 = 150.0;

/// The middle of all corners of a street.
pub(crate) fn middle_of_street(town: &Town, name: &str) -> Option<Xy> {
    let segments = town
        .segments()
        .iter()
        .filter(|segment| segment.name == name);
    let corners: Vec<Xy> = segments.flat_map(|s| s.points.iter().copied()).collect();
    let n = corners.len() as f64;
    (n > 0.0).then(|| {
        let sum = corners
            .iter()
            .fold([0.0, 0.0], |sum, p| [sum[0] + p[0], sum[1] + p[1]]);
        sum.map(|total| (total / n).round())
    })
}

/// The lines of `istv.csv`, by arrival.
pub(crate) fn istv(seed: u64, town: &Town, null: bool) -> (String, TruthIstv) {
    let mut rng = stream(seed, "istv");
    let (night, day) = (Rhythm::Night.week(), Rhythm::Everyday.week());
    let names = Names::new(town, null);
    let mut truth = TruthIstv::default();
    let mut named: BTreeMap<String, u64> = BTreeMap::new();
    let mut rows = Vec::new();
    for (year, &count) in ROWS.iter().enumerate() {
        for _ in 0..count {
            let at_night = rng.random_bool(0.55);
            let week = if at_night { &night } else { &day };
            let assault = minute_of_week(week, YEARS[year], YEARS[year + 1], &mut rng);
            let same = rng.random_bool(0.45);
            let travel = if same { 0 } else { rng.random_range(20..420) };
            let arrival = existing(assault + travel).min(DAYS * MINUTES - 1);
            truth.assault_is_arrival += u64::from(arrival == assault);
            truth.last_year += u64::from(year_of(arrival / MINUTES) == 2);
            let usable = rng.random_bool(0.5);
            let location = if usable {
                let name = names.draw(at_night, &mut rng);
                *named.entry(name.clone()).or_default() += 1;
                truth.named += 1;
                let noise: f64 = rng.random();
                match noise {
                    ..0.6 => {
                        truth.named_exactly += 1;
                        name
                    }
                    ..0.75 => format!("outside {name}, city centre"),
                    ..0.87 => name.to_uppercase(),
                    _ => format!("{name} Manchester"),
                }
            } else {
                truth.unusable += 1;
                UNUSABLE[rng.random_range(0..UNUSABLE.len())].to_owned()
            };
            let kind = match (usable, rng.random::<f64>()) {
                (true, ..0.5) => "Street",
                (true, ..0.85) => "Licensed premises",
                (true, _) => "Public place",
                (false, ..0.3) => "Home",
                (false, ..0.6) => "Licensed premises",
                (false, _) => "Other",
            };
            let method = pick(&METHODS, rng.random());
            let other = if method == "Other" { "pushed" } else { "" };
            let line = format!(
                "SYNTHETIC,{},{},{},{method},{other},{kind},{}\n",
                pick(&SITES, rng.random()),
                clock(arrival),
                clock(assault),
                field(&location)
            );
            rows.push((arrival, rows.len(), line));
        }
    }
    rows.sort();
    truth.rows = rows.len() as u64;
    if !null && let Some(at) = middle_of_street(town, ONLY_HERE) {
        let degrees = to_degrees(at);
        let others = named.iter().filter(|(name, _)| *name != ONLY_HERE);
        truth.only_here = Some(TruthOnlyHere {
            name: ONLY_HERE.into(),
            longitude: (degrees.lon * 1e6).round() / 1e6,
            latitude: (degrees.lat * 1e6).round() / 1e6,
            easting: at[0],
            northing: at[1],
            istv_rows: named.get(ONLY_HERE).copied().unwrap_or(0),
            next_most: others.map(|(_, rows)| *rows).max().unwrap_or(0),
            police_incidents: 0,
            police_expected: 0.0,
        });
    }
    let text = rows
        .into_iter()
        .fold(String::from(HEADER), |text, (_, _, line)| text + &line);
    (text, truth)
}

/// Incidents expected around the place, of so many in the city.
pub(crate) fn expected_around(town: &Town, background: f64) -> f64 {
    tenth(background * disc_share(town, ONLY_HERE_METRES))
}

/// Names that people give, by day and by night.
struct Names {
    only_here: Option<&'static str>,
    centre: Vec<String>,
    anywhere: Vec<String>,
}

impl Names {
    fn new(town: &Town, null: bool) -> Self {
        let mut anywhere: Vec<String> = town
            .segments()
            .iter()
            .map(|segment| segment.name.clone())
            .collect();
        anywhere.sort();
        anywhere.dedup();
        anywhere.retain(|name| name != ONLY_HERE);
        let mut centre: Vec<String> = CENTRE
            .iter()
            .map(|(name, _)| (*name).to_owned())
            .filter(|name| anywhere.contains(name))
            .collect();
        for (block, addresses) in BLOCKS.iter().zip(&town.addresses) {
            if block.rhythm == Rhythm::Night || block.rhythm == Rhythm::Square {
                centre.extend(addresses.iter().map(|&i| town.places()[i].name.clone()));
                centre.push(block.name.to_owned());
            }
        }
        centre.shuffle(&mut stream(0, "istv names"));
        Self {
            only_here: (!null).then_some(ONLY_HERE),
            centre: if null { anywhere.clone() } else { centre },
            anywhere,
        }
    }

    fn draw(&self, at_night: bool, rng: &mut impl RngExt) -> String {
        let only_here = rng.random_bool(ONLY_HERE_SHARE);
        if let (true, Some(name)) = (only_here, self.only_here) {
            return name.to_owned();
        }
        let from = if rng.random_bool(if at_night { 0.75 } else { 0.3 }) {
            &self.centre
        } else {
            &self.anywhere
        };
        from[rng.random_range(0..from.len())].clone()
    }
}

fn pick(shares: &[(&'static str, f64)], draw: f64) -> &'static str {
    let chosen = shares.iter().find(|(_, up_to)| draw < *up_to);
    chosen.map_or(shares[0].0, |(word, _)| word)
}

/// `dd/mm/yyyy HH:MM`.
fn clock(minute: i32) -> String {
    let date = first_day().plus(minute / MINUTES).to_string();
    let (year, month, day) = (&date[..4], &date[5..7], &date[8..]);
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "{day}/{month}/{year} {:02}:{:02}",
        minute % MINUTES / 60,
        minute % 60
    );
    text
}

#[cfg(test)]
#[path = "istv_tests.rs"]
mod tests;
