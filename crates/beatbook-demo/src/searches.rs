//! Stop and search, in the layout of data.police.uk: what officers did, not what happened.
//! Many searches are in one ward; that says where they were sent.

use std::fmt::Write as _;

use rand::RngExt;

use crate::chance::stream;
use crate::city::{DAYS, first_day};
use crate::map_files::degrees;
use crate::planned::{MINUTES, minute_of_week};
use crate::rhythm::Rhythm;
use crate::save::field;
use crate::town::Town;
use crate::truth_files::TruthSearches;

const HEADER: &str = "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,Outcome linked to object of search,Removal of more than just outer clothing,SYNTHETIC\n";
const ROWS: usize = 3_000;
const WARD: &str = "Moston";
const WARD_SHARE: f64 = 0.3;
/// Share of the searches on which the object searched for was found: there, and elsewhere.
const FOUND: [f64; 2] = [0.12, 0.24];
const OBJECTS: [(&str, &str, f64); 3] = [
    (
        "Controlled drugs",
        "Misuse of Drugs Act 1971 (section 23)",
        0.6,
    ),
    (
        "Offensive weapons",
        "Police and Criminal Evidence Act 1984 (section 1)",
        0.85,
    ),
    (
        "Stolen goods",
        "Police and Criminal Evidence Act 1984 (section 1)",
        1.0,
    ),
];
const AGES: [(&str, f64); 5] = [
    ("10-17", 0.2),
    ("18-24", 0.52),
    ("25-34", 0.8),
    ("over 34", 0.98),
    ("", 1.0),
];
const ETHNICITIES: [(&str, &str, f64); 4] = [
    (
        "White - English/Welsh/Scottish/Northern Irish/British",
        "White",
        0.58,
    ),
    (
        "Asian/Asian British - Any other Asian background",
        "Asian",
        0.72,
    ),
    (
        "Black/African/Caribbean/Black British - Any other Black/African/Caribbean background",
        "Black",
        0.84,
    ),
    ("", "", 1.0),
];

/// The lines of `stop-and-search.csv`, by time.
pub(crate) fn searches(seed: u64, town: &Town, null: bool) -> (String, TruthSearches) {
    let mut rng = stream(seed, "searches");
    let week = Rhythm::Everyday.week();
    let ward = town.wards().iter().position(|ward| ward.name == WARD);
    let (low, high) = town.region.bounds();
    let mut truth = TruthSearches {
        rows: ROWS as u64,
        ward: WARD.into(),
        ..TruthSearches::default()
    };
    let mut rows = Vec::with_capacity(ROWS);
    for _ in 0..ROWS {
        let sent = !null && rng.random::<f64>() < WARD_SHARE;
        let p = loop {
            let p = [
                rng.random_range(low[0]..high[0]).round(),
                rng.random_range(low[1]..high[1]).round(),
            ];
            let here = town.ward_of(p);
            if here.is_some() && (!sent || here == ward) {
                break p;
            }
        };
        let in_ward = town.ward_of(p) == ward;
        let minute = minute_of_week(&week, 0, DAYS, &mut rng);
        let draws: [f64; 6] = std::array::from_fn(|_| rng.random());
        let found = draws[0] < FOUND[usize::from(!(sent || (in_ward && !null)))];
        truth.in_the_ward += u64::from(in_ward);
        truth.found += u64::from(found);
        truth.found_in_the_ward += u64::from(found && in_ward);
        let at = |up_to: f64, draw: f64| draw < up_to;
        let object = OBJECTS
            .iter()
            .find(|o| at(o.2, draws[1]))
            .unwrap_or(&OBJECTS[0]);
        let age = AGES.iter().find(|a| at(a.1, draws[2])).map_or("", |a| a.0);
        let ethnicity = ETHNICITIES.iter().find(|e| at(e.2, draws[3]));
        let (own, officer) = ethnicity.map_or(("", ""), |e| (e.0, e.1));
        let gender = if draws[4] < 0.9 { "Male" } else { "Female" };
        let outcome = match (found, draws[5]) {
            (true, ..0.5) | (false, ..0.06) => "Arrest",
            (true, _) => "Community resolution",
            (false, _) => "A no further action disposal",
        };
        let [lon, lat] = degrees(p);
        let linked = if found { "True" } else { "False" };
        let line = format!(
            ",False,,{lat:.6},{lon:.6},{gender},{age},{},{officer},{},{},{outcome},{linked},False,SYNTHETIC\n",
            field(own),
            field(object.1),
            field(object.0),
        );
        rows.push((minute, line));
    }
    rows.sort();
    let mut text = String::from(HEADER);
    for (minute, line) in rows {
        // Writing to a string cannot fail.
        let _ = write!(text, "Person search,{}{line}", instant(minute));
    }
    (text, truth)
}

/// ISO with the offset that Europe/London has at that minute.
fn instant(minute: i32) -> String {
    // First and last day of each summer time, as days of the period, from and to 01:00.
    const SUMMER: [(i32, i32); 4] = [(-1, 30), (177, 394), (541, 758), (912, DAYS)];
    let hours = |day: i32| day * MINUTES + 60;
    let summer = SUMMER
        .iter()
        .any(|&(from, to)| (hours(from)..hours(to)).contains(&minute));
    let offset = if summer { "+01:00" } else { "+00:00" };
    let date = first_day().plus(minute / MINUTES);
    let (hour, minute) = (minute % MINUTES / 60, minute % 60);
    format!("{date}T{hour:02}:{minute:02}:00{offset}")
}

#[cfg(test)]
#[path = "searches_tests.rs"]
mod tests;
