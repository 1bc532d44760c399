//! Seeded towns: hexagons with counts, places with rates, events with days.

use std::error::Error;
use std::path::Path;

use beatbook_core::Neighbours;
use beatbook_testkit::HexGrid;
use beatbook_testkit::contest::{write_array, write_points};
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

/// Side of the square of the density job, in metres.
pub const DENSITY_SIDE: f64 = 10_000.0;

/// A power of two. esda divides sums of counts by all events in two ways that round differently, so
/// that it misses permutations that tie; unless the quotients are exact.
const EVENTS: usize = 65_536;

/// What a unit counts for itself among inverse distances: as one half a cell away.
pub const OWN_WEIGHT: f64 = 2.0;

/// Makes what both sides of a job read.
pub fn generate(job: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    match job {
        "gi-binary" => {
            let town = Town::with_events(10_000, EVENTS);
            town.write(folder)?;
            let counts = town.counts.iter().copied().map(f64::from);
            write_array(folder, "values", counts)?;
        }
        "moran" => {
            let town = Town::new(10_000);
            town.write(folder)?;
            write_array(folder, "values", town.rates())?;
        }
        "gi-general" => {
            let town = Town::new(10_000);
            town.write(folder)?;
            write_array(folder, "values", town.rates())?;
            write_array(folder, "weights", town.inverse_distances())?;
            write_array(folder, "own_weight", [OWN_WEIGHT])?;
        }
        "smoothing" => {
            let town = Town::with_events(10_000, EVENTS);
            town.write(folder)?;
            write_array(folder, "events", town.counts.iter().copied().map(u64::from))?;
            let mut random = ChaCha8Rng::seed_from_u64(9);
            let people = town
                .counts
                .iter()
                .map(|_| f64::from(random.random_range(1_000..3_000)));
            write_array(folder, "population", people)?;
        }
        "e-test" => {
            let mut random = ChaCha8Rng::seed_from_u64(10);
            write_array(
                folder,
                "counts",
                (0..400).map(|_| random.random_range(1_u64..200)),
            )?;
        }
        "knox" | "pairs-12k" => write_events(folder, 12_000, side_of(12_000))?,
        "pairs-100k" => write_events(folder, 100_000, side_of(100_000))?,
        "density" => write_events(folder, 20_000, DENSITY_SIDE)?,
        "panel" => write_array(folder, "events", panel())?,
        other => return Err(format!("there is no job '{other}'").into()),
    }
    Ok(())
}

/// The side of a square with as many events to the square kilometre as a city has in a year, in
/// metres.
pub fn side_of(events: usize) -> f64 {
    1000.0 * (events as f64 / 90.0).sqrt()
}

fn write_events(folder: &Path, events: usize, side: f64) -> Result<(), Box<dyn Error>> {
    write_points(folder, "points", &points(events, side))?;
    write_array(
        folder,
        "days",
        days(events).into_iter().map(|day| day as u32),
    )?;
    Ok(())
}

/// Four in ten events lie anywhere in the square, the others around a hundredth as many centres.
pub fn points(events: usize, side: f64) -> Vec<[f64; 2]> {
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let anywhere = |random: &mut ChaCha8Rng| [0; 2].map(|_| random.random_range(0.0..side));
    let centres: Vec<[f64; 2]> = (0..events.div_ceil(100))
        .map(|_| anywhere(&mut random))
        .collect();
    let mut inside = Vec::with_capacity(events);
    while inside.len() < events {
        let point = if random.random_bool(0.4) {
            anywhere(&mut random)
        } else {
            let centre = centres[random.random_range(0..centres.len())];
            centre.map(|along| along + 300.0 * random.sample::<f64, _>(StandardNormal))
        };
        if point.iter().all(|along| (0.0..side).contains(along)) {
            inside.push(point);
        }
    }
    inside
}

/// Places of the panel: the first are treated, from its middle on.
pub const PLACES: usize = 60;
pub const TREATED: usize = 20;
pub const PERIODS: usize = 26;

/// Events of each place, period after period: an uneven number, a fifth less where something was done.
fn panel() -> Vec<u32> {
    let mut random = ChaCha8Rng::seed_from_u64(9);
    let rows = (0..PLACES).flat_map(|place| (0..PERIODS).map(move |period| (place, period)));
    rows.map(|(place, period)| {
        let most = 12 + 3 * (place % 7) as u32 + 4 * (period % 4) as u32;
        let done = place < TREATED && period >= PERIODS / 2;
        let events = random.random_range(0..most);
        if done { events * 4 / 5 } else { events }
    })
    .collect()
}

/// A day of the year for every event.
pub fn days(events: usize) -> Vec<i64> {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    (0..events).map(|_| random.random_range(0..365)).collect()
}

/// Units with counts.
pub struct Town {
    pub centres: Vec<[f64; 2]>,
    pub neighbours: Neighbours,
    pub counts: Vec<u32>,
}

impl Town {
    /// So many hexagons one unit wide, in an ellipse, with six events each on average.
    pub fn new(cells: usize) -> Self {
        Self::with_events(cells, 6 * cells)
    }

    fn with_events(cells: usize, events: usize) -> Self {
        let row_height = 3.0_f64.sqrt() / 2.0;
        let mut half = (cells as f64 * row_height / 2.0 / std::f64::consts::PI).sqrt();
        let grid = loop {
            let grid = HexGrid::ellipse(2.0 * half, half);
            if grid.cells.len() >= cells {
                break grid;
            }
            half *= 1.001;
        };
        let keep: Vec<u32> = (0..cells as u32).collect();
        let centre = |(column, row): &(i32, i32)| {
            let (column, row) = (f64::from(*column), f64::from(*row));
            [column + row / 2.0, row * row_height]
        };
        let counts = counts(&grid, cells, events, &mut ChaCha8Rng::seed_from_u64(11));
        Self {
            centres: grid.cells[..cells].iter().map(centre).collect(),
            neighbours: grid.neighbours.restricted_to(&keep),
            counts,
        }
    }

    /// Events for each resident, no two of which are alike.
    pub fn rates(&self) -> Vec<f64> {
        let mut random = ChaCha8Rng::seed_from_u64(13);
        let rate = |count: &u32| (f64::from(*count) + 0.5) / random.random_range(200.0..2000.0);
        self.counts.iter().map(rate).collect()
    }

    /// One over the distance of every link between centres that are moved about, so that no two
    /// are alike.
    pub fn inverse_distances(&self) -> Vec<f64> {
        let mut random = ChaCha8Rng::seed_from_u64(17);
        let mut moved = self.centres.clone();
        for centre in &mut moved {
            *centre = centre.map(|along| along + random.random_range(-0.3..0.3));
        }
        let mut weights = Vec::with_capacity(self.neighbours.links().len());
        for (unit, [x, y]) in moved.iter().enumerate() {
            for &near in self.neighbours.of(unit) {
                let [nx, ny] = moved[near as usize];
                weights.push(1.0 / (x - nx).hypot(y - ny));
            }
        }
        weights
    }

    fn write(&self, folder: &Path) -> Result<(), Box<dyn Error>> {
        write_array(folder, "offsets", self.neighbours.offsets().iter().copied())?;
        write_array(folder, "links", self.neighbours.links().iter().copied())?;
        Ok(())
    }
}

/// Counts of the first cells of a town: places of very different weight, a busy centre and a few
/// hundred corners.
fn counts(grid: &HexGrid, cells: usize, events: usize, random: &mut impl Rng) -> Vec<u32> {
    let middle = grid.middle();
    let mut weights: Vec<f64> = (0..cells)
        .map(|cell| {
            let steps = f64::from(grid.steps_between(middle, cell));
            random.random::<f64>().powi(3) + 4.0 * (-steps / 6.0).exp()
        })
        .collect();
    for _ in 0..cells / 40 {
        let corner = random.random_range(0..cells);
        let lift = random.random_range(1.0..6.0);
        weights[corner] += lift;
        for &near in grid.neighbours.of(corner) {
            if let Some(weight) = weights.get_mut(near as usize) {
                *weight += lift * random.random::<f64>();
            }
        }
    }
    let mut reached = 0.0;
    let bounds: Vec<f64> = weights
        .iter()
        .map(|weight| {
            reached += weight;
            reached
        })
        .collect();
    let mut counts = vec![0; cells];
    for _ in 0..events {
        let at = random.random::<f64>() * reached;
        counts[bounds.partition_point(|bound| *bound <= at).min(cells - 1)] += 1;
    }
    counts
}
