//! What is planted: blocks with a raised rate, and decoys that only look as if they had one.
//!
//! A block is a disc in which incidents come `ratio` times as often per square metre as elsewhere.
//! Sizes and strengths are set for the default 60,000 events: each block then holds several cells'
//! worth of excess, well above what chance makes anywhere among the city's cells, and lies far
//! enough from the next to be a peak of its own. No single cell may have more than the weakest
//! block: the exact test shuffles all cells, so one towering cell would hide every block that is
//! smaller than it.

use crate::offences::Mix;
use crate::rhythm::Rhythm;

pub(crate) struct BlockPlan {
    pub id: &'static str,
    pub name: &'static str,
    pub lat: f64,
    pub lon: f64,
    pub radius: f64,
    /// Rate inside over rate outside.
    pub ratio: f64,
    pub rhythm: Rhythm,
    pub mix: Mix,
    /// Addresses at which a part of the excess happens; one means a single address.
    pub addresses: usize,
}

#[allow(clippy::too_many_arguments)]
const fn block(
    id: &'static str,
    name: &'static str,
    (lat, lon): (f64, f64),
    radius: f64,
    ratio: f64,
    rhythm: Rhythm,
    mix: Mix,
    addresses: usize,
) -> BlockPlan {
    BlockPlan {
        id,
        name,
        lat,
        lon,
        radius,
        ratio,
        rhythm,
        mix,
        addresses,
    }
}

pub(crate) const BLOCKS: [BlockPlan; 18] = [
    block(
        "piccadilly-gardens",
        "Piccadilly Gardens",
        (53.4807, -2.2363),
        160.0,
        9.0,
        Rhythm::Square,
        Mix::Night,
        6,
    ),
    block(
        "village",
        "The Village",
        (53.4772, -2.2371),
        140.0,
        9.0,
        Rhythm::Night,
        Mix::Night,
        9,
    ),
    block(
        "peter-street",
        "Peter Street",
        (53.4779, -2.2473),
        140.0,
        8.0,
        Rhythm::Night,
        Mix::Night,
        7,
    ),
    block(
        "deansgate-locks",
        "Deansgate Locks",
        (53.4738, -2.2500),
        130.0,
        8.5,
        Rhythm::Night,
        Mix::Night,
        6,
    ),
    block(
        "withy-grove",
        "Withy Grove",
        (53.4850, -2.2407),
        140.0,
        8.0,
        Rhythm::Night,
        Mix::Night,
        7,
    ),
    block(
        "oxford-road",
        "Oxford Road and Grosvenor Street",
        (53.4706, -2.2370),
        150.0,
        7.0,
        Rhythm::Student,
        Mix::Night,
        6,
    ),
    block(
        "hmp-manchester",
        "HMP Manchester",
        (53.4926, -2.2466),
        105.0,
        10.0,
        Rhythm::Custody,
        Mix::Custody,
        1,
    ),
    block(
        "rusholme",
        "Wilmslow Road, Rusholme",
        (53.4522, -2.2243),
        160.0,
        7.0,
        Rhythm::Evening,
        Mix::Night,
        7,
    ),
    block(
        "fallowfield",
        "Fallowfield",
        (53.4420, -2.2187),
        170.0,
        6.5,
        Rhythm::Student,
        Mix::Night,
        7,
    ),
    block(
        "withington",
        "Withington",
        (53.4333, -2.2289),
        155.0,
        7.0,
        Rhythm::Evening,
        Mix::Night,
        5,
    ),
    block(
        "gorton",
        "Hyde Road, Gorton",
        (53.4637, -2.1695),
        160.0,
        7.0,
        Rhythm::Shops,
        Mix::Shops,
        5,
    ),
    block(
        "wythenshawe",
        "Wythenshawe centre",
        (53.3800, -2.2640),
        240.0,
        5.5,
        Rhythm::Shops,
        Mix::Shops,
        8,
    ),
    block(
        "harpurhey",
        "Rochdale Road, Harpurhey",
        (53.5105, -2.2110),
        165.0,
        7.0,
        Rhythm::Shops,
        Mix::Shops,
        6,
    ),
    block(
        "cheetham-hill",
        "Cheetham Hill",
        (53.5045, -2.2392),
        165.0,
        7.0,
        Rhythm::Shops,
        Mix::Shops,
        6,
    ),
    block(
        "levenshulme",
        "Stockport Road, Levenshulme",
        (53.4445, -2.1905),
        155.0,
        7.0,
        Rhythm::Evening,
        Mix::Shops,
        5,
    ),
    block(
        "moss-side",
        "Moss Side",
        (53.4570, -2.2420),
        155.0,
        7.0,
        Rhythm::Evening,
        Mix::City,
        4,
    ),
    block(
        "newton-heath",
        "Oldham Road, Newton Heath",
        (53.5005, -2.1860),
        160.0,
        7.0,
        Rhythm::Shops,
        Mix::Shops,
        4,
    ),
    block(
        "chorlton",
        "Chorlton",
        (53.4425, -2.2770),
        155.0,
        7.0,
        Rhythm::Evening,
        Mix::Night,
        6,
    ),
];

/// A block whose excess is not spread evenly over the three years.
pub(crate) struct Trend {
    pub block: &'static str,
    /// `new`, `gone` or `persistent`, the last year (October to September) against the one before.
    pub kind: &'static str,
    /// Factor of the excess in each year; their mean is 1, so that the three years together are
    /// those of any other block.
    pub years: [f64; 3],
}

pub(crate) const TRENDS: [Trend; 3] = [
    Trend {
        block: "chorlton",
        kind: "new",
        years: [0.6, 0.0, 2.4],
    },
    Trend {
        block: "newton-heath",
        kind: "gone",
        years: [0.6, 2.4, 0.0],
    },
    Trend {
        block: "harpurhey",
        kind: "persistent",
        years: [1.0, 1.0, 1.0],
    },
];

/// Factor of a block's excess in one year.
pub(crate) fn trend(block: &str, year: usize) -> f64 {
    TRENDS
        .iter()
        .find(|trend| trend.block == block)
        .map_or(1.0, |trend| trend.years[year])
}

/// Something done at a place, and what came of it.
pub(crate) struct InterventionPlan {
    pub block: &'static str,
    /// First day of the period on which it works: 2023-04-01.
    pub day: i32,
    /// Share of all incidents of the disc that no longer happen there.
    pub fall: f64,
    /// Share of these that move to the ring around it instead.
    pub displaced: f64,
    /// Outer edge of that ring, metres from the middle.
    pub ring: f64,
}

pub(crate) const INTERVENTION: InterventionPlan = InterventionPlan {
    block: "wythenshawe",
    day: 547,
    fall: 0.20,
    displaced: 0.25,
    ring: 400.0,
};

/// The day of an intervention that does nothing: 2023-07-01. Nothing is planted for it: of all
/// ordinary places the one that had most incidents in the months before is chosen, as a busy
/// officer would choose it, and so it has fewer after.
pub(crate) const REGRESSION_DAY: i32 = 638;
/// Days before and after it.
pub(crate) const REGRESSION_DAYS: i32 = 181;
/// Metres from the middle of a place that is considered to its edge, and to the next such place.
pub(crate) const REGRESSION_RADIUS: f64 = 160.0;
pub(crate) const REGRESSION_STEP: f64 = 400.0;

/// A block of which about one half lies in Salford: its middle is the corner of the city's
/// outline nearest to this place.
pub(crate) struct EdgePlan {
    pub id: &'static str,
    pub name: &'static str,
    pub lat: f64,
    pub lon: f64,
    pub radius: f64,
    pub ratio: f64,
}

pub(crate) const EDGE: EdgePlan = EdgePlan {
    id: "salford-edge",
    name: "The Salford edge",
    lat: 53.4980,
    lon: -2.2585,
    radius: 165.0,
    ratio: 8.0,
};

/// Share of personal robberies that the last year lacks, and of business robberies that the years
/// before lack: together robbery falls by 13%.
pub(crate) const FEWER_ROBBERIES: f64 = 0.153;
pub(crate) const FEWER_BUSINESS_BEFORE: f64 = 0.07;

/// What a decoy does to the rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Ruse {
    /// One incident with this many rows.
    Brawl(u32),
    /// Half of the incidents of three years fall into fourteen days from this day of the period.
    Burst { first_day: i32 },
    /// Fewer incidents than elsewhere: this share of the usual rate.
    Quiet(f64),
    /// Incidents only from Monday to Saturday, 12:00 to 18:00, at the usual rate over the period.
    Daytime,
    /// Many venues, the usual rate.
    Venues(usize),
    /// Rows without a position, all with the same words.
    DefaultPin,
}

pub(crate) struct DecoyPlan {
    pub id: &'static str,
    pub name: &'static str,
    pub place: Option<(f64, f64)>,
    pub radius: f64,
    pub ruse: Ruse,
    pub kind: &'static str,
    pub why: &'static str,
}

/// The words that stand where a place should.
pub(crate) const DEFAULT_PIN: &str = "City centre, unspecified";
/// Share of the incidents with those words instead of a position.
pub(crate) const PIN_SHARE: f64 = 0.015;
/// Share of the incidents without position and without words.
pub(crate) const BLANK_SHARE: f64 = 0.035;
/// Share of the background incidents outside the city.
pub(crate) const OUTSIDE_SHARE: f64 = 0.0055;
/// Length of the burst in days, and its share of the incidents of its disc.
pub(crate) const BURST_DAYS: i32 = 14;
pub(crate) const BURST_SHARE: f64 = 0.5;

pub(crate) const DECOYS: [DecoyPlan; 7] = [
    DecoyPlan {
        id: "brawl-of-six",
        name: "Quiet address, Burnage",
        place: Some((53.4262, -2.2052)),
        radius: 70.0,
        ruse: Ruse::Brawl(6),
        kind: "one incident of six rows",
        why: "six victims of one fight are one incident",
    },
    DecoyPlan {
        id: "mass-brawl",
        name: "Function room, Baguley",
        place: Some((53.3935, -2.2760)),
        radius: 70.0,
        ruse: Ruse::Brawl(45),
        kind: "one incident of forty-five rows",
        why: "forty-five rows of one night are one incident, which says little about any other night",
    },
    DecoyPlan {
        id: "fortnight-burst",
        name: "Crumpsall",
        place: Some((53.5165, -2.2330)),
        radius: 160.0,
        ruse: Ruse::Burst { first_day: 612 },
        kind: "fourteen-day burst",
        why: "half of its incidents fall into one fortnight, but over the period their number is that of any place",
    },
    DecoyPlan {
        id: "large-park",
        name: "Heaton Park",
        place: Some((53.5335, -2.2445)),
        radius: 560.0,
        ruse: Ruse::Quiet(0.4),
        kind: "large park",
        why: "a large area collects many incidents although its rate is low",
    },
    DecoyPlan {
        id: "shopping-street",
        name: "Didsbury",
        place: Some((53.4165, -2.2315)),
        radius: 150.0,
        ruse: Ruse::Daytime,
        kind: "daytime shopping street",
        why: "all its incidents fall between Monday and Saturday, 12:00 to 18:00; their number over the period is that of any place",
    },
    DecoyPlan {
        id: "venue-strip",
        name: "Barlow Moor Road",
        place: Some((53.4300, -2.2680)),
        radius: 170.0,
        ruse: Ruse::Venues(14),
        kind: "street of many venues",
        why: "fourteen venues stand close together and nothing more happens there than elsewhere",
    },
    DecoyPlan {
        id: "default-pin",
        name: DEFAULT_PIN,
        place: None,
        radius: 0.0,
        ruse: Ruse::DefaultPin,
        kind: "rows without a position",
        why: "words that stand for any place in the centre must not be drawn at one point of it",
    },
];
