//! Rivers, canals, railways and parks, where the real ones roughly lie. Drawn by hand from points;
//! no third-party geometry.

use crate::plane::{Xy, from_degrees, noise, ribbon, smooth};

/// One feature of the ground layer.
pub(crate) struct Ground {
    pub class: &'static str,
    pub name: &'static str,
    pub shape: Shape,
}

pub(crate) enum Shape {
    Line(Vec<Xy>),
    Polygon(Vec<Xy>),
}

type Degrees = (f64, f64);

const RIVERS: [(&str, f64, &[Degrees]); 4] = [
    (
        "River Irwell",
        34.0,
        &[
            (53.5120, -2.2760),
            (53.5030, -2.2680),
            (53.4985, -2.2740),
            (53.4950, -2.2640),
            (53.4905, -2.2570),
            (53.4862, -2.2492),
            (53.4838, -2.2475),
            (53.4815, -2.2518),
            (53.4785, -2.2580),
            (53.4745, -2.2650),
            (53.4695, -2.2720),
            (53.4650, -2.2790),
        ],
    ),
    (
        "River Mersey",
        30.0,
        &[
            (53.4040, -2.1950),
            (53.4010, -2.2080),
            (53.4042, -2.2180),
            (53.4005, -2.2260),
            (53.4035, -2.2370),
            (53.4075, -2.2420),
            (53.4070, -2.2500),
            (53.4120, -2.2570),
            (53.4165, -2.2640),
            (53.4150, -2.2720),
            (53.4205, -2.2790),
            (53.4235, -2.2850),
            (53.4285, -2.2935),
            (53.4270, -2.3050),
            (53.4240, -2.3180),
        ],
    ),
    (
        "River Medlock",
        11.0,
        &[
            (53.4950, -2.1480),
            (53.4925, -2.1600),
            (53.4880, -2.1690),
            (53.4868, -2.1800),
            (53.4825, -2.1905),
            (53.4800, -2.2010),
            (53.4760, -2.2130),
            (53.4735, -2.2270),
            (53.4722, -2.2330),
            (53.4733, -2.2400),
            (53.4728, -2.2480),
            (53.4738, -2.2560),
        ],
    ),
    (
        "River Irk",
        11.0,
        &[
            (53.5420, -2.2060),
            (53.5340, -2.2120),
            (53.5280, -2.2210),
            (53.5200, -2.2190),
            (53.5125, -2.2240),
            (53.5060, -2.2245),
            (53.4990, -2.2300),
            (53.4945, -2.2310),
            (53.4900, -2.2390),
            (53.4872, -2.2450),
        ],
    ),
];

const CANALS: [(&str, &[Degrees]); 3] = [
    (
        "Rochdale Canal",
        &[
            (53.4742, -2.2555),
            (53.4740, -2.2500),
            (53.4746, -2.2455),
            (53.4753, -2.2405),
            (53.4766, -2.2377),
            (53.4772, -2.2365),
            (53.4780, -2.2352),
            (53.4797, -2.2312),
            (53.4820, -2.2245),
            (53.4878, -2.2140),
            (53.4942, -2.2010),
            (53.4975, -2.1900),
            (53.5040, -2.1790),
            (53.5120, -2.1620),
            (53.5180, -2.1560),
        ],
    ),
    (
        "Ashton Canal",
        &[
            (53.4797, -2.2312),
            (53.4803, -2.2225),
            (53.4818, -2.2100),
            (53.4832, -2.1960),
            (53.4800, -2.1810),
            (53.4768, -2.1690),
            (53.4758, -2.1560),
            (53.4750, -2.1440),
        ],
    ),
    (
        "Bridgewater Canal",
        &[
            (53.4742, -2.2555),
            (53.4722, -2.2610),
            (53.4680, -2.2685),
            (53.4630, -2.2790),
            (53.4540, -2.2860),
        ],
    ),
];

const RAILWAYS: [(&str, &[Degrees]); 7] = [
    (
        "Stockport line",
        &[
            (53.4774, -2.2310),
            (53.4735, -2.2240),
            (53.4690, -2.2145),
            (53.4600, -2.2020),
            (53.4480, -2.1905),
            (53.4390, -2.1830),
            (53.4270, -2.1720),
        ],
    ),
    (
        "South Junction line",
        &[
            (53.4774, -2.2310),
            (53.4752, -2.2335),
            (53.4738, -2.2380),
            (53.4740, -2.2420),
            (53.4738, -2.2465),
            (53.4741, -2.2509),
            (53.4738, -2.2580),
            (53.4700, -2.2680),
            (53.4660, -2.2800),
        ],
    ),
    (
        "Castlefield curve",
        &[
            (53.4738, -2.2560),
            (53.4775, -2.2605),
            (53.4825, -2.2560),
            (53.4862, -2.2505),
            (53.4877, -2.2425),
        ],
    ),
    (
        "Oldham line",
        &[
            (53.4877, -2.2425),
            (53.4915, -2.2330),
            (53.4975, -2.2150),
            (53.5015, -2.2010),
            (53.5060, -2.1850),
            (53.5085, -2.1650),
            (53.5120, -2.1500),
        ],
    ),
    (
        "Bury line",
        &[
            (53.4877, -2.2425),
            (53.4930, -2.2415),
            (53.5010, -2.2345),
            (53.5090, -2.2370),
            (53.5190, -2.2430),
            (53.5290, -2.2560),
            (53.5400, -2.2680),
        ],
    ),
    (
        "Gorton line",
        &[
            (53.4690, -2.2145),
            (53.4682, -2.2000),
            (53.4692, -2.1830),
            (53.4670, -2.1660),
            (53.4655, -2.1430),
        ],
    ),
    (
        "Airport line",
        &[
            (53.4480, -2.1905),
            (53.4400, -2.1990),
            (53.4280, -2.2085),
            (53.4130, -2.2170),
            (53.3990, -2.2270),
            (53.3850, -2.2350),
            (53.3720, -2.2480),
            (53.3650, -2.2730),
        ],
    ),
];

/// Name, middle, half lengths west-east and south-north in metres, turn in degrees.
const PARKS: [(&str, f64, f64, f64, f64, f64); 30] = [
    ("Heaton Park", 53.5335, -2.2445, 720.0, 640.0, 20.0),
    ("Boggart Hole Clough", 53.5240, -2.2110, 470.0, 420.0, 40.0),
    ("Queen's Park", 53.5025, -2.2235, 210.0, 230.0, 10.0),
    ("Philips Park", 53.4862, -2.1935, 300.0, 190.0, 30.0),
    ("Clayton Vale", 53.4880, -2.1800, 520.0, 260.0, 12.0),
    ("Brookdale Park", 53.5050, -2.1810, 300.0, 220.0, -20.0),
    ("Broadhurst Park", 53.5155, -2.1860, 330.0, 210.0, 15.0),
    ("Crumpsall Park", 53.5195, -2.2340, 160.0, 140.0, 0.0),
    ("Cheetham Park", 53.5020, -2.2475, 130.0, 110.0, 25.0),
    ("Debdale Park", 53.4640, -2.1590, 300.0, 210.0, -10.0),
    ("Gorton Park", 53.4685, -2.1790, 160.0, 110.0, 5.0),
    ("Ardwick Green", 53.4720, -2.2250, 130.0, 70.0, -25.0),
    ("Crowcroft Park", 53.4510, -2.1925, 160.0, 130.0, -30.0),
    ("Highfield Park", 53.4400, -2.1875, 230.0, 150.0, 40.0),
    ("Birchfields Park", 53.4490, -2.2080, 250.0, 190.0, 10.0),
    ("Platt Fields", 53.4475, -2.2250, 360.0, 330.0, 0.0),
    ("Whitworth Park", 53.4590, -2.2320, 190.0, 180.0, 15.0),
    ("Alexandra Park", 53.4520, -2.2500, 300.0, 290.0, 0.0),
    ("Hulme Park", 53.4665, -2.2545, 110.0, 290.0, 8.0),
    ("Hough End Fields", 53.4330, -2.2500, 310.0, 290.0, 5.0),
    ("Chorlton Ees", 53.4345, -2.2860, 420.0, 300.0, -35.0),
    ("Chorlton Park", 53.4360, -2.2690, 190.0, 160.0, 0.0),
    ("Fog Lane Park", 53.4220, -2.2200, 230.0, 220.0, 0.0),
    ("Fletcher Moss", 53.4080, -2.2310, 300.0, 200.0, -15.0),
    ("Cringle Park", 53.4370, -2.1960, 190.0, 140.0, 30.0),
    ("Wythenshawe Park", 53.4035, -2.2800, 640.0, 560.0, 0.0),
    ("Peel Hall", 53.3830, -2.2480, 260.0, 150.0, 20.0),
    ("Painswick Park", 53.3790, -2.2830, 240.0, 190.0, -20.0),
    ("Hollyhedge Park", 53.3910, -2.2590, 230.0, 180.0, 0.0),
    ("Mayfield Park", 53.4752, -2.2275, 120.0, 70.0, -35.0),
];

/// Still waters: middle and half lengths in metres, turn in degrees.
const LAKES: [(&str, f64, f64, f64, f64, f64); 5] = [
    ("Heaton Park lake", 53.5305, -2.2420, 230.0, 75.0, 35.0),
    ("Platt Fields lake", 53.4470, -2.2235, 120.0, 80.0, 20.0),
    ("Debdale reservoir", 53.4628, -2.1600, 170.0, 110.0, 10.0),
    ("Boggart lake", 53.5225, -2.2130, 90.0, 50.0, 0.0),
    ("Alexandra Park pond", 53.4530, -2.2490, 80.0, 40.0, 30.0),
];

/// The airfield: no street crosses it, and no park is drawn there.
const AIRFIELD: [Degrees; 8] = [
    (53.3665, -2.2730),
    (53.3600, -2.2500),
    (53.3540, -2.2560),
    (53.3440, -2.2720),
    (53.3405, -2.2860),
    (53.3440, -2.3010),
    (53.3530, -2.3080),
    (53.3590, -2.2900),
];

pub(crate) fn build() -> Vec<Ground> {
    let mut all = Vec::new();
    for (name, width, course) in RIVERS {
        let shape = Shape::Polygon(ribbon(&wandering(course, 3, 26.0), width));
        all.push(Ground {
            class: "water",
            name,
            shape,
        });
    }
    for (name, lat, lon, wide, high, turn) in LAKES {
        all.push(Ground {
            class: "water",
            name,
            shape: blob(lat, lon, wide, high, turn),
        });
    }
    for (name, course) in CANALS {
        all.push(Ground {
            class: "canal",
            name,
            shape: Shape::Line(wandering(course, 2, 4.0)),
        });
    }
    for (name, course) in RAILWAYS {
        all.push(Ground {
            class: "rail",
            name,
            shape: Shape::Line(wandering(course, 3, 0.0)),
        });
    }
    for (name, lat, lon, wide, high, turn) in PARKS {
        all.push(Ground {
            class: "park",
            name,
            shape: blob(lat, lon, wide, high, turn),
        });
    }
    all
}

pub(crate) fn airfield() -> Vec<Xy> {
    AIRFIELD
        .iter()
        .map(|&(lat, lon)| from_degrees(lat, lon))
        .collect()
}

fn wandering(course: &[Degrees], rounds: usize, sway: f64) -> Vec<Xy> {
    let line: Vec<Xy> = course
        .iter()
        .map(|&(lat, lon)| from_degrees(lat, lon))
        .collect();
    smooth(&line, rounds)
        .into_iter()
        .map(|p| {
            [
                p[0] + sway * noise(p, 160.0, 31),
                p[1] + sway * noise(p, 160.0, 32),
            ]
        })
        .collect()
}

/// An uneven rounded quadrilateral: parks have straightish sides along streets and soft corners.
fn blob(lat: f64, lon: f64, wide: f64, high: f64, turn: f64) -> Shape {
    let middle = from_degrees(lat, lon);
    let (sin, cos) = turn.to_radians().sin_cos();
    let ring = (0..40)
        .map(|i| {
            let bearing = f64::from(i) / 40.0 * std::f64::consts::TAU;
            let (s, c) = bearing.sin_cos();
            // A squircle (fourth power) is a box with soft corners.
            let reach = (c.powi(4) + s.powi(4)).powf(-0.25);
            let probe = [middle[0] + wide * c * 2.0, middle[1] + high * s * 2.0];
            let uneven = 1.0 + 0.26 * noise(probe, wide.min(high) * 0.9, 41);
            let (x, y) = (wide * c * reach * uneven, high * s * reach * uneven);
            [middle[0] + x * cos - y * sin, middle[1] + x * sin + y * cos]
        })
        .collect();
    Shape::Polygon(ring)
}
