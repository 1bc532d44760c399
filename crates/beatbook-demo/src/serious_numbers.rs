//! The headline figures of serious violence that are planted, as the needs assessment has them.

/// What is planted in one year, in rows.
pub(crate) struct Year {
    pub offences: u32,
    pub domestic_share: f64,
    /// At HMP Manchester: rows, incidents, dates.
    pub prison: [u32; 3],
    /// At Piccadilly Gardens: rows, incidents.
    pub gardens: [u32; 2],
    /// At the three hospitals: happened there; discovered there, with stated grid position, with
    /// words only, without.
    pub happened: [u32; 3],
    pub stated: [u32; 3],
    /// Of the discovered, with a knife.
    pub discovered_knives: u32,
}

pub(crate) const PLAN: [Year; 3] = [
    Year {
        offences: 690,
        domestic_share: 0.16,
        prison: [16, 13, 13],
        gardens: [11, 10],
        happened: [2, 2, 2],
        stated: [11, 5, 4],
        discovered_knives: 17,
    },
    Year {
        offences: 635,
        domestic_share: 0.16,
        prison: [17, 14, 13],
        gardens: [11, 10],
        happened: [3, 2, 2],
        stated: [11, 5, 4],
        discovered_knives: 17,
    },
    Year {
        offences: 629,
        domestic_share: 0.12,
        prison: [19, 15, 14],
        gardens: [12, 11],
        happened: [3, 3, 1],
        stated: [12, 6, 4],
        discovered_knives: 19,
    },
];

/// The wards that the needs assessment calls the city centre.
pub(crate) const CENTRE_WARDS: [&str; 2] = ["Deansgate", "Piccadilly"];
/// Wards beside it, in which most of the violence among children was planted.
pub(crate) const BESIDE_WARDS: [&str; 5] = [
    "Ancoats & Beswick",
    "Ardwick",
    "Cheetham",
    "Hulme",
    "Miles Platting & Newton Heath",
];
/// The hospitals, in the order in which rows are given to them.
pub(crate) const HOSPITALS: [&str; 3] = [
    "North Manchester General Hospital",
    "Manchester Royal Infirmary",
    "Wythenshawe Hospital",
];
pub(crate) const PRISON: &str = "HMP Manchester";
pub(crate) const GARDENS: &str = "Piccadilly Gardens";

pub(crate) const CENTRE_SHARE: f64 = 0.19;
pub(crate) const CHILD_SHARE: f64 = 0.15;
pub(crate) const YOUNG_SHARE: f64 = 0.27;
pub(crate) const KNIFE_SHARE: f64 = 0.36;
pub(crate) const CHILD_KNIFE_SHARE: f64 = 0.54;
pub(crate) const YOUNG_KNIFE_SHARE: f64 = 0.44;
pub(crate) const DOMESTIC_KNIFE_SHARE: f64 = 0.09;
pub(crate) const ALCOHOL_SHARE: f64 = 0.20;
pub(crate) const ALCOHOL_CENTRE_SHARE: f64 = 0.30;
pub(crate) const DRUGS_SHARE: f64 = 0.05;
pub(crate) const HATE_SHARE: f64 = 0.02;
/// Of the offences with a child, in the centre; of those with someone of 18 to 25.
pub(crate) const CHILD_CENTRE: f64 = 1.0 / 13.0;
pub(crate) const YOUNG_CENTRE: f64 = 0.28;
/// Of the offences with a child, in the wards beside the centre.
pub(crate) const CHILD_BESIDE: f64 = 0.62;
/// Rows that a place without a name in the plan may have in a year.
pub(crate) const MOST: u32 = 6;

/// Blocks in which the centre's offences fall: block, share of the centre's.
pub(crate) const CENTRE_BLOCKS: [(&str, f64); 4] = [
    ("village", 0.21),
    ("peter-street", 0.12),
    ("deansgate-locks", 0.08),
    ("withy-grove", 0.10),
];
/// Share of the centre's offences elsewhere in the beat of Piccadilly Gardens.
pub(crate) const GARDENS_BEAT_SHARE: f64 = 0.16;

/// Expected incidents of three years in a block, on top of its own.
pub(crate) fn expected_in_block(id: &str) -> f64 {
    let rows: u32 = PLAN.iter().map(|year| year.offences).sum();
    let per_incident = 1.17;
    let share = CENTRE_BLOCKS
        .iter()
        .find(|(block, _)| *block == id)
        .map_or(0.0, |(_, share)| *share);
    let named: u32 = match id {
        "hmp-manchester" => PLAN.iter().map(|year| year.prison[1]).sum(),
        "piccadilly-gardens" => PLAN.iter().map(|year| year.gardens[1]).sum(),
        _ => 0,
    };
    f64::from(named) + share * CENTRE_SHARE * f64::from(rows) / per_incident
}
