//! Where the people of the city live, and how the files say so.
//!
//! Homes are drawn at random: first whether it is in an area of the most deprived national decile,
//! with the published probability, then an area by its residents. The way in which a file gives
//! the home is drawn for itself, so that each way has the same share of deprived homes.

use rand::RngExt;

use crate::plane::{Xy, bounds, inside};
use crate::town::Town;

/// How a row gives the home.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Home {
    /// Not at all.
    Blank,
    /// By postcode: its position in [`Town::postcodes`].
    Postcode(usize),
    /// By coordinates, in this area.
    Grid(Xy, usize),
    /// By the code of its area of 2011.
    Code(usize),
    /// By the code of its area of 2021, which 2011 did not have; and the area of 2011.
    Code21(usize, usize),
    /// Out of the city, by coordinates in the ring or further off.
    OutGrid(Xy),
    /// Out of the city, by the code of an area of the ring.
    OutCode(usize),
}

/// Shares of the rows.
pub(crate) const BLANK_SHARE: f64 = 0.04;
pub(crate) const OUT_SHARE: f64 = 0.05;
pub(crate) const CODE21_SHARE: f64 = 0.02;

/// Draws homes.
pub(crate) struct Homes {
    town: &'static Town,
    /// Areas of decile 1 and the others, each with running sums of residents.
    groups: [Vec<(usize, f64)>; 2],
    /// The same, of the areas whose code changed in 2021.
    changed: [Vec<(usize, f64)>; 2],
    /// Share of the residents who live in decile 1.
    pub residents_in_decile_1: f64,
    /// Homes in decile 1 are as common as residents are there.
    null: bool,
}

impl Homes {
    pub(crate) fn new(town: &'static Town, null: bool) -> Self {
        let is_first = |area: usize| town.deciles()[area] == 1;
        let changed = |area: usize| !new_codes(town, area).is_empty();
        let all: Vec<usize> = (0..town.areas().len()).collect();
        let group = |wanted: &dyn Fn(usize) -> bool| {
            let mut sum = 0.0;
            let areas = all.iter().filter(|area| wanted(**area));
            areas
                .map(|&area| {
                    sum += f64::from(town.residents()[area]);
                    (area, sum)
                })
                .collect::<Vec<_>>()
        };
        let groups = [group(&is_first), group(&|area| !is_first(area))];
        let sums = groups
            .each_ref()
            .map(|g| g.last().map_or(0.0, |last| last.1));
        Self {
            town,
            changed: [
                group(&|area| is_first(area) && changed(area)),
                group(&|area| !is_first(area) && changed(area)),
            ],
            residents_in_decile_1: sums[0] / (sums[0] + sums[1]),
            groups,
            null,
        }
    }

    /// The probability that is really used for a wanted one: in a calm city homes are spread as
    /// residents are.
    pub(crate) fn probability(&self, wanted: f64) -> f64 {
        if self.null {
            self.residents_in_decile_1
        } else {
            wanted
        }
    }

    /// An area of the city: in decile 1 with the given probability.
    pub(crate) fn area(&self, decile_1: f64, rng: &mut impl RngExt) -> usize {
        draw_area(&self.groups, self.probability(decile_1), rng)
    }

    /// An area of which the code changed in 2021, and one of its new codes.
    pub(crate) fn changed_area(&self, decile_1: f64, rng: &mut impl RngExt) -> (usize, usize) {
        let area = draw_area(&self.changed, self.probability(decile_1), rng);
        let codes = new_codes(self.town, area);
        let code = codes.get(rng.random_range(0..codes.len().max(1)));
        (area, code.copied().unwrap_or(0))
    }

    /// A home, and how it is given.
    pub(crate) fn home(&self, decile_1: f64, rng: &mut impl RngExt) -> Home {
        let how: f64 = rng.random();
        if how < BLANK_SHARE {
            return Home::Blank;
        }
        if how < BLANK_SHARE + OUT_SHARE {
            return self.out_of_the_city(rng);
        }
        if how < BLANK_SHARE + OUT_SHARE + CODE21_SHARE {
            let (area, code) = self.changed_area(decile_1, rng);
            return Home::Code21(code, area);
        }
        let area = self.area(decile_1, rng);
        match rng.random::<f64>() {
            ..0.25 => {
                // Postcodes stand in the order of the areas, as many to each.
                let each = self.town.postcodes_in(area).len();
                Home::Postcode(area * each + rng.random_range(0..each))
            }
            ..0.5 => Home::Grid(self.inside(area, rng), area),
            _ => Home::Code(area),
        }
    }

    fn out_of_the_city(&self, rng: &mut impl RngExt) -> Home {
        let ring = self.town.ring();
        let number = rng.random_range(0..ring.len());
        if rng.random_bool(0.5) {
            return Home::OutCode(number);
        }
        // A middle of an area of the ring: inside it, and no one's address.
        let ring = &ring[number].ring;
        let (low, high) = bounds(ring);
        loop {
            let p = [
                rng.random_range(low[0]..high[0]).round(),
                rng.random_range(low[1]..high[1]).round(),
            ];
            if inside(ring, p) && !self.town.contains(p) {
                return Home::OutGrid(p);
            }
        }
    }

    /// A whole metre of an area.
    pub(crate) fn inside(&self, area: usize, rng: &mut impl RngExt) -> Xy {
        let ring = &self.town.areas()[area].ring;
        let (low, high) = bounds(ring);
        loop {
            let p = [
                rng.random_range(low[0]..high[0]).round(),
                rng.random_range(low[1]..high[1]).round(),
            ];
            if inside(ring, p) && self.town.area_of(p) == Some(area) {
                return p;
            }
        }
    }
}

/// Codes of 2021 that an area of 2011 became and that are not its own.
fn new_codes(town: &Town, area: usize) -> Vec<usize> {
    let own = &town.areas()[area].code;
    let codes = town.codes21_of(area).iter().copied();
    codes
        .filter(|&new| town.areas21()[new].code != *own)
        .collect()
}

/// Falls back on the other group where one has no area at all.
fn draw_area(groups: &[Vec<(usize, f64)>; 2], decile_1: f64, rng: &mut impl RngExt) -> usize {
    let wanted = usize::from(rng.random::<f64>() >= decile_1);
    let group = if groups[wanted].is_empty() {
        &groups[1 - wanted]
    } else {
        &groups[wanted]
    };
    let sum = group.last().map_or(0.0, |last| last.1);
    let draw = rng.random::<f64>() * sum;
    let at = group.partition_point(|(_, up_to)| *up_to <= draw);
    group[at.min(group.len() - 1)].0
}
