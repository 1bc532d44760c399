//! Named places: public ones at their real places, premises only with invented names.

use rand::RngExt;
use rand::seq::SliceRandom;

use crate::areas::TOWN_SEED;
use crate::chance::stream;
use crate::main_roads::CENTRE;
use crate::plane::{Xy, along, direction, distance, from_degrees};
use crate::planted::{BLOCKS, DECOYS, Ruse};
use crate::region::Region;
use crate::rhythm::Rhythm;
use crate::segment_grid::SegmentGrid;
use crate::streets::StreetSegment;

/// A named place of the town.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoPlace {
    /// Name; for venues and shops an invented one.
    pub name: String,
    /// `venue`, `ground`, `retail`, `station`, `hospital`, `custody`, `police-station`, `court`
    /// or `pin`.
    pub class: &'static str,
    /// Metres east and north.
    pub at: [f64; 2],
    /// Metres around the point that belong to the place; `None` leaves it to the class.
    pub radius: Option<u32>,
}

/// The gazetteer's default pin: words for any place in the centre, drawn at one point.
const PIN: (&str, f64, f64) = ("City centre, unspecified", 53.4796, -2.2433);

/// Public places and institutions, as in every atlas; police station and court by common words.
const PUBLIC: [(&str, &str, f64, f64, Option<u32>); 23] = [
    ("Piccadilly Gardens", "ground", 53.4807, -2.2363, Some(80)),
    ("The Village", "ground", 53.4772, -2.2371, Some(60)),
    ("Albert Square", "ground", 53.4795, -2.2452, Some(60)),
    ("St Peter's Square", "ground", 53.4780, -2.2430, Some(60)),
    ("Stevenson Square", "ground", 53.4826, -2.2336, Some(60)),
    ("Cathedral Gardens", "ground", 53.4862, -2.2428, Some(60)),
    ("Deansgate Locks", "ground", 53.4738, -2.2500, Some(60)),
    ("Market Street shops", "retail", 53.4834, -2.2397, None),
    ("Wythenshawe centre", "retail", 53.3800, -2.2640, None),
    ("Harpurhey shops", "retail", 53.5105, -2.2110, None),
    (
        "Manchester Piccadilly station",
        "station",
        53.4774,
        -2.2310,
        Some(60),
    ),
    (
        "Manchester Victoria station",
        "station",
        53.4877,
        -2.2425,
        Some(60),
    ),
    ("Oxford Road station", "station", 53.4740, -2.2420, Some(60)),
    ("Deansgate station", "station", 53.4741, -2.2509, Some(60)),
    ("Levenshulme station", "station", 53.4440, -2.1930, Some(60)),
    ("Airport station", "station", 53.3650, -2.2730, Some(60)),
    (
        "Manchester Royal Infirmary",
        "hospital",
        53.4624,
        -2.2277,
        Some(150),
    ),
    (
        "North Manchester General Hospital",
        "hospital",
        53.5179,
        -2.2295,
        Some(150),
    ),
    (
        "Wythenshawe Hospital",
        "hospital",
        53.3879,
        -2.2932,
        Some(150),
    ),
    ("HMP Manchester", "custody", 53.4926, -2.2466, Some(120)),
    (
        "Longsight custody suite",
        "custody",
        53.4570,
        -2.2010,
        Some(40),
    ),
    (
        "Central police station",
        "police-station",
        53.4766,
        -2.2447,
        None,
    ),
    ("Central court", "court", 53.4806, -2.2497, None),
];

const FIRST: [&str; 24] = [
    "Teal",
    "Ochre",
    "Umber",
    "Cobalt",
    "Vermilion",
    "Saffron",
    "Indigo",
    "Russet",
    "Pewter",
    "Tin",
    "Ninefold",
    "Thirteenth",
    "Lopsided",
    "Paper",
    "Velvet",
    "Clockwork",
    "Salted",
    "Upturned",
    "Borrowed",
    "Quiet",
    "Hollow",
    "Northbound",
    "Painted",
    "Unlikely",
];
const SECOND: [&str; 22] = [
    "Anvil",
    "Bobbin",
    "Teapot",
    "Lantern",
    "Narwhal",
    "Spindle",
    "Turnip",
    "Magpie",
    "Barometer",
    "Gherkin",
    "Pangolin",
    "Thimble",
    "Axolotl",
    "Accordion",
    "Periscope",
    "Walrus",
    "Umbrella",
    "Almanac",
    "Toboggan",
    "Capybara",
    "Sundial",
    "Marmot",
];

/// Invented names of premises, none twice.
struct PremisesNames(Vec<String>);

impl PremisesNames {
    fn new() -> Self {
        let mut all: Vec<String> = FIRST
            .iter()
            .flat_map(|first| {
                SECOND
                    .iter()
                    .map(move |second| format!("The {first} {second}"))
            })
            .collect();
        all.shuffle(&mut stream(TOWN_SEED, "premises"));
        Self(all)
    }

    fn next(&mut self) -> String {
        self.0.pop().unwrap_or_else(|| "Unnamed premises".into())
    }
}

/// The places of the town, and per block the positions in `places` of its addresses.
pub(crate) struct Places {
    pub places: Vec<DemoPlace>,
    pub addresses: Vec<Vec<usize>>,
}

pub(crate) fn build(region: &Region, segments: &[StreetSegment], grid: &SegmentGrid) -> Places {
    let mut rng = stream(TOWN_SEED, "places");
    let mut names = PremisesNames::new();
    let mut places: Vec<DemoPlace> = PUBLIC
        .iter()
        .map(|&(name, class, lat, lon, radius)| DemoPlace {
            name: name.into(),
            class,
            at: rounded(from_degrees(lat, lon)),
            radius,
        })
        .collect();
    places.push(DemoPlace {
        name: PIN.0.into(),
        class: "pin",
        at: default_pin(),
        radius: None,
    });
    let mut addresses = Vec::new();
    for block in &BLOCKS {
        let middle = from_degrees(block.lat, block.lon);
        if block.addresses == 1 {
            let nearest = (0..places.len()).min_by(|&a, &b| {
                distance(places[a].at, middle).total_cmp(&distance(places[b].at, middle))
            });
            addresses.push(nearest.into_iter().collect());
            continue;
        }
        let class = if block.rhythm == Rhythm::Shops {
            "retail"
        } else {
            "venue"
        };
        let first = places.len();
        while places.len() < first + block.addresses {
            let p = in_disc(middle, block.radius - 25.0, &mut rng);
            if let Some(at) = beside_street(p, segments, grid)
                && distance(at, middle) < block.radius - 5.0
            {
                places.push(DemoPlace {
                    name: names.next(),
                    class,
                    at,
                    radius: None,
                });
            }
        }
        addresses.push((first..places.len()).collect());
    }
    for decoy in &DECOYS {
        if let (Ruse::Venues(wanted), Some((lat, lon))) = (decoy.ruse, decoy.place) {
            let middle = from_degrees(lat, lon);
            for _ in 0..wanted {
                let p = in_disc(middle, decoy.radius, &mut rng);
                let at = beside_street(p, segments, grid).unwrap_or(rounded(p));
                places.push(DemoPlace {
                    name: names.next(),
                    class: "venue",
                    at,
                    radius: None,
                });
            }
        }
    }
    for (_, corners) in CENTRE {
        for pair in corners.windows(2) {
            let (a, b) = (
                from_degrees(pair[0].0, pair[0].1),
                from_degrees(pair[1].0, pair[1].1),
            );
            let share = rng.random_range(0.15..0.85);
            if rng.random_bool(0.6)
                && let Some(at) = beside_street(along(a, b, share), segments, grid)
                && region.contains(at)
            {
                places.push(DemoPlace {
                    name: names.next(),
                    class: "venue",
                    at,
                    radius: None,
                });
            }
        }
    }
    Places { places, addresses }
}

/// Where the default pin stands: no street front and no premises are there.
pub(crate) fn default_pin() -> Xy {
    rounded(from_degrees(PIN.1, PIN.2))
}

/// A point of a disc, evenly by area.
pub(crate) fn in_disc(middle: Xy, radius: f64, rng: &mut impl RngExt) -> Xy {
    loop {
        let (x, y) = (
            rng.random_range(-1.0..1.0_f64),
            rng.random_range(-1.0..1.0_f64),
        );
        if x * x + y * y <= 1.0 {
            return [middle[0] + x * radius, middle[1] + y * radius];
        }
    }
}

/// Twelve metres off the nearest street, where a front door would be.
pub(crate) fn beside_street(p: Xy, segments: &[StreetSegment], grid: &SegmentGrid) -> Option<Xy> {
    let (tag, share) = grid.nearest(p, 120.0)?;
    let (segment, piece) = (tag >> 16, tag & 0xFFFF);
    let points = &segments[segment].points;
    let foot = along(points[piece], points[piece + 1], share);
    let d = direction(points[piece], points[piece + 1]);
    Some(rounded([foot[0] - 12.0 * d[1], foot[1] + 12.0 * d[0]]))
}

fn rounded(p: Xy) -> Xy {
    p.map(f64::round)
}

#[cfg(test)]
#[path = "places_tests.rs"]
mod tests;
