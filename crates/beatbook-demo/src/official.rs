//! The ground as the offices that keep it would publish it: boundaries, deprivation, population,
//! postcodes, the register of licensed premises, and the calendar.
//!
//! The same under every seed. Every file says SYNTHETIC.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use crate::ages::{AGES, by_sex_and_age};
use crate::calendar;
use crate::deprivation::domain_2019;
use crate::error::DemoError;
use crate::imd_files::{DISTRICT, DOMAINS, file_1, file_2, file_7_of_2025};
use crate::main_roads::{CENTRE, MAIN};
use crate::map_files::{degrees, geojson, kml};
use crate::plane::{centroid, distance, mix};
use crate::population::residents_2021;
use crate::save::{field, save};
use crate::town::Town;

/// The line of `pseudonym.key`: good for a demo and for nothing else.
const KEY: &str = "SYNTHETIC key of a made-up city; real people need a key of your own\n";

/// Writes the files of the ground into `dir`, which is made if need be.
///
/// Not among them: the Shapefile of 2011, streets, ground features and `places.csv`.
///
/// # Errors
/// [`DemoError::Write`] if a file cannot be written.
pub(crate) fn write_ground(town: &Town, dir: &Path) -> Result<(), DemoError> {
    let boundaries = dir.join("boundaries");
    let lsoa21 = town.areas21().iter();
    let lsoa21 = lsoa21.map(|one| (&*one.code, &*one.name, &*one.ring));
    let lsoa21 = geojson(["LSOA21CD", "LSOA21NM"], lsoa21);
    save(&boundaries.join("lsoa21.geojson"), lsoa21.as_bytes())?;
    let wards = town.wards().iter();
    let wards = wards.map(|one| (&*one.code, &*one.name, &*one.ring));
    let wards = geojson(["WD22CD", "WD22NM"], wards);
    save(&boundaries.join("ward22.geojson"), wards.as_bytes())?;
    let ring = town.ring().iter();
    let ring = ring.map(|one| (&*one.code, &*one.name, &*one.ring));
    let ring = geojson(["LSOA11CD", "LSOA11NM"], ring);
    save(&boundaries.join("ring11.geojson"), ring.as_bytes())?;
    save(&boundaries.join("beat24.kml"), kml(town.beats()).as_bytes())?;

    let imd = dir.join("imd");
    let areas = town.areas();
    let domains: Vec<_> = (1_u64..)
        .take(DOMAINS.len())
        .map(|domain| domain_2019(areas, domain))
        .collect();
    let first = file_1(areas, &town.imd_2019);
    save(&imd.join("IMD2019_File_1.csv"), first.as_bytes())?;
    let second = file_2(areas, &town.imd_2019, &domains);
    save(&imd.join("IMD2019_File_2.csv"), second.as_bytes())?;
    let residents = residents_2021(&town.lsoa21, areas, town.residents());
    let seventh = file_7_of_2025(town.areas21(), &town.imd_2025, &residents);
    save(&imd.join("IoD2025_File_7.csv"), seventh.as_bytes())?;

    let texts = [
        ("lookups/lsoa11_lsoa21.csv", lookup(town)),
        ("population/mid2020_lsoa11.csv", population(town)),
        ("postcodes.csv", postcodes(town)),
        ("licensed-premises.csv", licensed_premises(town)),
        ("calendar.csv", days()),
        ("pseudonym.key", KEY.into()),
    ];
    for (name, text) in texts {
        save(&dir.join(name), text.as_bytes())?;
    }
    Ok(())
}

/// The exact-fit lookup: a row per area of 2011 and area of 2021 that it became.
fn lookup(town: &Town) -> String {
    let mut text =
        String::from("LSOA11CD,LSOA11NM,CHGIND,LSOA21CD,LSOA21NM,LAD22CD,LAD22NM,SYNTHETIC\n");
    for (i, old) in town.areas().iter().enumerate() {
        let change = town.lsoa21.changes[i];
        for &new in town.codes21_of(i) {
            let new = &town.areas21()[new];
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "{},{},{},{},{},{DISTRICT},SYNTHETIC",
                old.code,
                old.name,
                change.letter(),
                new.code,
                new.name,
            );
        }
    }
    text
}

/// Mid-year estimate of 2020: two rows per area, one column per year of age.
fn population(town: &Town) -> String {
    let mut text = String::from("area_code,area_name,sex,all_ages");
    for age in 0..AGES - 1 {
        let _ = write!(text, ",{age}");
    }
    text.push_str(",90+,SYNTHETIC\n");
    for (area, &residents) in town.areas().iter().zip(town.residents()) {
        let counts = by_sex_and_age(centroid(&area.ring), residents);
        for (sex, ages) in ["Females", "Males"].into_iter().zip(counts) {
            let _ = write!(text, "{},{},{sex}", area.code, area.name);
            let _ = write!(text, ",{}", ages.iter().sum::<u32>());
            for count in ages {
                let _ = write!(text, ",{count}");
            }
            text.push_str(",SYNTHETIC\n");
        }
    }
    text
}

fn postcodes(town: &Town) -> String {
    let mut text = String::from("SYNTHETIC,postcode,easting,northing\n");
    for one in town.postcodes() {
        let [east, north] = one.at;
        let _ = writeln!(text, "SYNTHETIC,{},{east},{north}", one.postcode);
    }
    text
}

/// The register of licensed premises: every venue of the town.
fn licensed_premises(town: &Town) -> String {
    let mut text = String::from("SYNTHETIC,name,address,postcode,longitude,latitude\n");
    let real: BTreeSet<&str> = MAIN.iter().chain(&CENTRE).map(|(name, _)| *name).collect();
    let mut numbers: BTreeMap<&str, BTreeSet<u64>> = BTreeMap::new();
    for (i, venue) in town.places().iter().enumerate() {
        if venue.class != "venue" {
            continue;
        }
        let street = town.street_near(venue.at).unwrap_or("Open ground");
        // Real streets get numbers that no house there bears.
        let from = if real.contains(street) { 2_001 } else { 1 };
        let taken = numbers.entry(street).or_default();
        let mut number = from + mix(i as u64) % 140;
        while !taken.insert(number) {
            number += 1;
        }
        let postcode = town
            .area_of(venue.at)
            .map_or(town.postcodes(), |area| town.postcodes_in(area))
            .iter()
            .min_by(|a, b| distance(a.at, venue.at).total_cmp(&distance(b.at, venue.at)))
            .map_or("", |nearest| &nearest.postcode);
        let [lon, lat] = degrees(venue.at);
        let _ = writeln!(
            text,
            "SYNTHETIC,{},{},{postcode},{lon},{lat}",
            field(&venue.name),
            field(&format!("{number} {street}")),
        );
    }
    text
}

fn days() -> String {
    let mut text = String::from("SYNTHETIC,date,kind,label\n");
    for one in calendar::days() {
        let _ = writeln!(
            text,
            "SYNTHETIC,{},{},{}",
            one.date,
            one.kind,
            field(one.label)
        );
    }
    text
}

#[cfg(test)]
#[path = "official_tests.rs"]
mod tests;
