//! What a city's incidents are made of: sources of incidents, and discs in which they are changed.

use crate::offences::Mix;
use crate::plane::{Xy, distance};
use crate::rhythm::{Rhythm, Week};

/// Where the incidents of a component fall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ground {
    City,
    /// Beyond the edge, at the density of the city.
    Ring,
    /// Position in [`BLOCKS`](crate::planted::BLOCKS).
    Block(usize),
    /// The block of which one half lies beyond the edge.
    Edge,
}

/// One source of incidents: the background, a block, or the ring.
pub(crate) struct Component {
    pub(crate) week: Week,
    /// Weight of each weekday; mean 1.
    pub(crate) weekdays: [f64; 7],
    pub(crate) mix: Mix,
    /// Incidents in proportion to the background's 1.
    pub(crate) weight: f64,
    pub(crate) ground: Ground,
}

impl Component {
    pub(crate) fn new(rhythm: Rhythm, mix: Mix, weight: f64, ground: Ground) -> Self {
        let week = rhythm.week();
        let weekdays =
            std::array::from_fn(|d| week[d * 24..d * 24 + 24].iter().sum::<f64>() / 24.0);
        Self {
            week,
            weekdays,
            mix,
            weight,
            ground,
        }
    }

    pub(crate) fn hour(&self, weekday: usize, draw: f64) -> i32 {
        pick_hour(&self.week[weekday * 24..weekday * 24 + 24], draw)
    }
}

fn pick_hour(weights: &[f64], draw: f64) -> i32 {
    let mut left = draw * weights.iter().sum::<f64>();
    for (hour, weight) in weights.iter().enumerate() {
        left -= weight;
        if left < 0.0 {
            return hour as i32;
        }
    }
    23
}

/// A disc in which the background is changed.
pub(crate) struct Disc {
    pub(crate) middle: Xy,
    pub(crate) radius: f64,
}

impl Disc {
    pub(crate) fn contains(&self, p: Xy) -> bool {
        distance(self.middle, p) < self.radius
    }
}

/// A disc in which a share of the incidents of three years falls into some days, so that those days
/// are far above the place's own rate and all others below it.
pub(crate) struct Burst {
    pub(crate) disc: Disc,
    pub(crate) first_day: i32,
    pub(crate) days: i32,
    pub(crate) share: f64,
}
