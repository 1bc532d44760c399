//! Wards: the real names, on made-up ground. Each is a group of areas, dissolved.

use std::collections::BTreeMap;

use crate::areas::DemoArea;
use crate::dissolve::{connect, union};
use crate::plane::{centroid, distance, from_degrees};

/// One ward: a simple polygon without holes, anticlockwise, not closed, EPSG:27700.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoWard {
    /// `E05900001` and on: the shape of a ward code, in a range that was never given out.
    pub code: String,
    /// The name of the real ward whose middle is near.
    pub name: String,
    /// Metres east and north, to the centimetre.
    pub ring: Vec<[f64; 2]>,
    /// Its LSOA 2011 areas, as positions in [`Town::areas`](crate::Town::areas).
    pub areas: Vec<usize>,
}

/// Name, latitude and longitude of the middle of each ward of 2022 (computed from ONS, OGL v3).
const WARDS: [(&str, f64, f64); 32] = [
    ("Ancoats & Beswick", 53.4808, -2.2107),
    ("Ardwick", 53.4661, -2.2171),
    ("Baguley", 53.3936, -2.2842),
    ("Brooklands", 53.4062, -2.2974),
    ("Burnage", 53.4315, -2.2031),
    ("Charlestown", 53.5243, -2.1928),
    ("Cheetham", 53.4997, -2.2400),
    ("Chorlton", 53.4410, -2.2831),
    ("Chorlton Park", 53.4323, -2.2666),
    ("Clayton & Openshaw", 53.4798, -2.1801),
    ("Crumpsall", 53.5162, -2.2364),
    ("Deansgate", 53.4775, -2.2481),
    ("Didsbury East", 53.4120, -2.2266),
    ("Didsbury West", 53.4210, -2.2441),
    ("Fallowfield", 53.4449, -2.2267),
    ("Gorton & Abbey Hey", 53.4635, -2.1686),
    ("Harpurhey", 53.5079, -2.2135),
    ("Higher Blackley", 53.5335, -2.2371),
    ("Hulme", 53.4664, -2.2489),
    ("Levenshulme", 53.4442, -2.1848),
    ("Longsight", 53.4567, -2.1883),
    ("Miles Platting & Newton Heath", 53.4954, -2.1934),
    ("Moss Side", 53.4550, -2.2394),
    ("Moston", 53.5136, -2.1820),
    ("Northenden", 53.4064, -2.2607),
    ("Old Moat", 53.4356, -2.2367),
    ("Piccadilly", 53.4812, -2.2321),
    ("Rusholme", 53.4518, -2.2115),
    ("Sharston", 53.3855, -2.2535),
    ("Whalley Range", 53.4490, -2.2547),
    ("Withington", 53.4329, -2.2185),
    ("Woodhouse Park", 53.3637, -2.2747),
];

/// The wards in order of their names: areas go to the ward whose middle is nearest to theirs.
pub(crate) fn build(areas: &[DemoArea], touching: &[BTreeMap<usize, f64>]) -> Vec<DemoWard> {
    let middles = WARDS.map(|(_, lat, lon)| from_degrees(lat, lon));
    let mut ward_of: Vec<usize> = areas
        .iter()
        .map(|area| {
            let p = centroid(&area.ring);
            (0..middles.len())
                .min_by(|&a, &b| distance(middles[a], p).total_cmp(&distance(middles[b], p)))
                .unwrap_or(0)
        })
        .collect();
    connect(&mut ward_of, touching);
    WARDS
        .iter()
        .enumerate()
        .map(|(ward, (name, ..))| {
            let members: Vec<usize> = (0..areas.len()).filter(|&a| ward_of[a] == ward).collect();
            let rings = union(members.iter().map(|&area| &*areas[area].ring));
            DemoWard {
                code: format!("E059{:05}", ward + 1),
                name: (*name).to_owned(),
                ring: rings.into_iter().next().unwrap_or_default(),
                areas: members,
            }
        })
        .collect()
}

#[cfg(test)]
#[path = "wards_tests.rs"]
mod tests;
