//! The events of a city, one after another in constant memory.
//!
//! Away from the planted blocks, incidents fall evenly on the ground of the city, each alone:
//! not along streets and never twice at one address, for either would be a hotspot. A test that
//! shuffles cells is then right about the city without blocks, and every finding in the city with
//! blocks that is not one of them is an error of the program. The ring of ground beyond the city's
//! edge is like the city, and its rows lie outside.
//!
//! Serious violence is a population of its own ([`crate::serious`]), laid down beforehand; so are
//! the brawls and the chains of burglaries.

use beatbook_core::{Bng, Day, Setting};
use rand::RngExt;

use crate::chains::{self, Chain};
use crate::chance::stream;
use crate::component::{Burst, Component, Disc, Ground};
use crate::delay::recorded_within;
use crate::events::Events;
use crate::labels::DemoFlags;
use crate::offences::{Mix, Offence, mean_victims};
use crate::plane::{Xy, bng, bounds, distance, from_degrees, noise};
use crate::planned::{
    DemoAges, DemoStated, MINUTES, Planned, existing, offence as named_offence, year_of,
};
use crate::planted::{
    BLANK_SHARE, BLOCKS, BURST_DAYS, BURST_SHARE, DECOYS, EDGE, OUTSIDE_SHARE, PIN_SHARE, Ruse,
    trend,
};
use crate::rhythm::Rhythm;
use crate::serious;
use crate::town::Town;

/// What to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoParams {
    /// Same seed, same bytes.
    pub seed: u64,
    /// Rows of the police extract. Strengths of the planted blocks are set for 60,000, a size at
    /// which every one of them stands out.
    pub events: u64,
    /// A city in which nothing stands out.
    pub null: bool,
}

impl Default for DemoParams {
    fn default() -> Self {
        Self {
            seed: 1,
            events: 60_000,
            null: false,
        }
    }
}

/// Where a row says it happened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DemoSite {
    /// Inside the city.
    Inside(Bng),
    /// At a place of the town: its position in [`Town::places`].
    Place(usize, Bng),
    /// Beyond its edge.
    Outside(Bng),
    /// Only words that stand for the whole centre. The gazetteer draws them at one point, which
    /// says nothing about where it was: such a row has no usable place.
    DefaultPin(Bng),
    /// No position and no words.
    Blank,
}

impl DemoSite {
    /// The position written in the row.
    pub fn position(self) -> Option<Bng> {
        match self {
            Self::Inside(p) | Self::Place(_, p) | Self::Outside(p) | Self::DefaultPin(p) => Some(p),
            Self::Blank => None,
        }
    }

    /// The position, if it is in the city and says where it was.
    pub fn within(self) -> Option<Bng> {
        match self {
            Self::Inside(p) | Self::Place(_, p) => Some(p),
            _ => None,
        }
    }
}

/// One row of the police extract. Times are local civil time (Europe/London): minutes since
/// midnight of the first day of the period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DemoEvent {
    /// 1 for the first row.
    pub row: u64,
    /// 1 for the first incident; rows of one incident follow each other.
    pub incident: u64,
    /// What happened.
    pub offence: &'static Offence,
    /// Earliest time; equal to `to` where the time is known.
    pub from: i32,
    /// Latest time.
    pub to: i32,
    /// Days from the first day of the period to the day of recording; never after its last day,
    /// for the extract was taken then.
    pub recorded: i32,
    /// Where it was recorded.
    pub site: DemoSite,
    /// The kind of ground; `None` where the field is blank.
    pub setting: Option<Setting>,
    /// The flags.
    pub flags: DemoFlags,
    /// Where it is said to have happened, if `site` is only where it was discovered.
    pub stated: Option<DemoStated>,
    /// How old the people linked to it are.
    pub ages: DemoAges,
}

/// The first day of the period, 2021-10-01.
pub(crate) fn first_day() -> Day {
    Day::new(2021, 10, 1).expect("2021-10-01 is a day of the calendar")
}

/// Days of the period: 2021-10-01 to 2024-09-30.
pub(crate) const DAYS: i32 = 1_096;
/// Rows below which a city is too small to hold the headline figures beside its own background.
pub(crate) const HEADLINE_FROM: u64 = 20_000;

/// A synthetic city: the shared town, and the events of one seed.
pub struct City {
    pub(crate) params: DemoParams,
    pub(crate) town: &'static Town,
    pub(crate) components: Vec<Component>,
    /// Rows that are written by the end of each day.
    pub(crate) rows_by_day: Vec<u64>,
    pub(crate) quiet: Option<(Disc, f64)>,
    pub(crate) daytime: Option<Disc>,
    pub(crate) bursts: Vec<Burst>,
    /// Incidents that are laid down one by one, by day.
    pub(crate) planned: Vec<Planned>,
    /// Chains of near-repeat burglaries.
    pub(crate) chains: Vec<Chain>,
    /// Middle of the block on the edge.
    pub(crate) edge: Xy,
    /// South-western and north-eastern corner of the ring.
    pub(crate) ring_bounds: (Xy, Xy),
}

impl City {
    /// Lays out a city: weights and days, no events yet.
    pub fn new(params: &DemoParams) -> Self {
        let town = Town::shared();
        let ring: f64 = town
            .ring()
            .iter()
            .map(|area| crate::plane::area(&area.ring).abs())
            .sum();
        let mut city = Self {
            params: *params,
            town,
            components: vec![
                Component::new(Rhythm::Everyday, Mix::City, 1.0, Ground::City),
                Component::new(
                    Rhythm::Everyday,
                    Mix::City,
                    ring / town.square_metres(),
                    Ground::Ring,
                ),
            ],
            rows_by_day: Vec::new(),
            quiet: None,
            daytime: None,
            bursts: Vec::new(),
            planned: Vec::new(),
            chains: Vec::new(),
            edge: edge_middle(town),
            ring_bounds: {
                let corners: Vec<Xy> = town.ring().iter().flat_map(|a| a.ring.clone()).collect();
                bounds(&corners)
            },
        };
        if !params.null {
            city.lay_decoys();
            if city.has_headline() {
                city.lay_headline();
            }
            city.planned.sort_by_key(|planned| planned.from);
            for (i, block) in BLOCKS.iter().enumerate() {
                let weight = (block.ratio - 1.0) * disc_share(town, block.radius);
                city.components.push(Component::new(
                    block.rhythm,
                    block.mix,
                    weight,
                    Ground::Block(i),
                ));
            }
            city.components.push(Component::new(
                Rhythm::Evening,
                Mix::City,
                (EDGE.ratio - 1.0) * disc_share(town, EDGE.radius),
                Ground::Edge,
            ));
            if city.has_headline() {
                city.make_room();
            }
        }
        city.rows_by_day = city.share_out_days();
        city
    }

    /// Whether the headline figures of the needs assessment are planted: serious violence as a
    /// population of its own, chains and the rest. Cities of fewer than 20,000 rows are too small.
    pub fn has_headline(&self) -> bool {
        !self.params.null && self.params.events >= HEADLINE_FROM
    }

    /// How many rows it has.
    pub fn rows(&self) -> u64 {
        self.params.events
    }

    /// The ground it stands on.
    pub fn town(&self) -> &'static Town {
        self.town
    }

    /// What it was made from.
    pub(crate) fn params(&self) -> &DemoParams {
        &self.params
    }

    /// Middle of the block on the edge.
    pub(crate) fn edge(&self) -> Xy {
        self.edge
    }

    /// Chains of near-repeat burglaries, by their first days.
    pub(crate) fn chains(&self) -> &[Chain] {
        &self.chains
    }

    /// Incidents with a position that the city would have without blocks.
    pub(crate) fn background(&self) -> f64 {
        let weight: f64 = self.components.iter().map(|c| c.weight).sum();
        let drawn = self.drawn_rows() / self.rows_per_weight();
        drawn / weight * (1.0 - PIN_SHARE - BLANK_SHARE) * (1.0 - OUTSIDE_SHARE)
    }

    /// Its rows, by day. Each call gives the same rows.
    pub fn events(&self) -> impl Iterator<Item = DemoEvent> + '_ {
        Events::new(self)
    }

    pub(crate) fn rows_of_extract(&self) -> Events<'_> {
        Events::new(self)
    }

    fn lay_decoys(&mut self) {
        let mut rng = stream(self.params.seed, "decoys");
        for decoy in &DECOYS {
            let Some((lat, lon)) = decoy.place else {
                continue;
            };
            let middle = from_degrees(lat, lon);
            let disc = Disc {
                middle,
                radius: decoy.radius,
            };
            match decoy.ruse {
                Ruse::Brawl(rows) => {
                    let day = rng.random_range(30..DAYS - 30);
                    let minute = existing(day * MINUTES + rng.random_range(20 * 60..23 * 60));
                    self.planned.push(Planned {
                        from: minute,
                        to: minute,
                        rows,
                        offence: named_offence("8N"),
                        site: DemoSite::Inside(bng(middle.map(f64::round))),
                        setting: Some(Setting::Street),
                        flags: DemoFlags {
                            domestic: Some(false),
                            ..DemoFlags::default()
                        },
                        stated: None,
                        ages: DemoAges::Any,
                    });
                }
                Ruse::Burst { first_day } => self.bursts.push(Burst {
                    disc,
                    first_day,
                    days: BURST_DAYS,
                    share: BURST_SHARE,
                }),
                Ruse::Quiet(rate) => self.quiet = Some((disc, rate)),
                Ruse::Daytime => self.daytime = Some(disc),
                Ruse::Venues(_) | Ruse::DefaultPin => {}
            }
        }
    }

    fn lay_headline(&mut self) {
        let seed = self.params.seed;
        self.chains = chains::chains(seed, self.town);
        self.planned.extend(chains::burglaries(seed, &self.chains));
        self.planned.extend(chains::repeated_hour(seed));
        self.planned.extend(serious::plan(seed, self.town));
    }

    /// Takes from the blocks what is laid down in them beforehand, so that all events together
    /// come out as the ratios say.
    fn make_room(&mut self) {
        let weight: f64 = self.components.iter().map(|c| c.weight).sum();
        let per_weight = self.drawn_rows() / self.rows_per_weight() / weight;
        for component in &mut self.components {
            if let Ground::Block(block) = component.ground {
                let planned =
                    crate::serious_numbers::expected_in_block(BLOCKS[block].id) / per_weight;
                component.weight = (component.weight - planned).max(0.0);
            }
        }
    }

    /// Rows that chance draws, as against those that are laid down.
    pub(crate) fn drawn_rows(&self) -> f64 {
        let planned: u64 = self.planned.iter().map(|p| u64::from(p.rows)).sum();
        self.params.events.saturating_sub(planned) as f64
    }

    /// Mean number of rows of a drawn incident.
    pub(crate) fn rows_per_weight(&self) -> f64 {
        let weight: f64 = self.components.iter().map(|c| c.weight).sum();
        let rows: f64 = self
            .components
            .iter()
            .map(|c| c.weight * mean_victims(c.mix))
            .sum();
        rows / weight
    }

    /// Level of a day: fewer offences year by year as in the published figures, a little more in
    /// summer, and an uneven day to day.
    fn level(&self, day: i32) -> f64 {
        let year = [1.0, 0.92, 0.911][(day / 365).clamp(0, 2) as usize];
        let season = 1.0 + 0.05 * (f64::from(day - 210) / 365.25 * std::f64::consts::TAU).cos();
        let uneven =
            1.0 + 0.12 * noise([f64::from(day) * 10.0, 0.0], 10.0, self.params.seed ^ 0xDA);
        year * season * uneven
    }

    /// Weights of the components on a day; the last ones are the bursts.
    pub(crate) fn day_weights(&self, day: i32) -> Vec<f64> {
        let weekday = usize::from(first_day().plus(day).weekday());
        let level = self.level(day);
        let year = year_of(day);
        let mut weights: Vec<f64> = self
            .components
            .iter()
            .map(|c| {
                let trend = match c.ground {
                    Ground::Block(block) if self.has_headline() => trend(BLOCKS[block].id, year),
                    _ => 1.0,
                };
                c.weight * trend * c.weekdays[weekday] * level
            })
            .collect();
        weights.extend(self.bursts.iter().map(|burst| {
            if !(burst.first_day..burst.first_day + burst.days).contains(&day) {
                return 0.0;
            }
            // The incidents that the thinned disc lacks, all in these days.
            burst.share * disc_share(self.town, burst.disc.radius) * f64::from(DAYS) * MEAN_LEVEL
                / f64::from(burst.days)
        }));
        weights
    }

    fn share_out_days(&self) -> Vec<u64> {
        let drawn = self.drawn_rows();
        let mut planned = self.planned.iter().peekable();
        let (mut total, mut laid_down) = (0.0, 0);
        let sums: Vec<(f64, u64)> = (0..DAYS)
            .map(|day| {
                // Of the last days, what is recorded by the end of the period.
                let known = recorded_within(DAYS - 1 - day);
                total += self.day_weights(day).iter().sum::<f64>() * known;
                while let Some(incident) = planned.next_if(|incident| incident.day() <= day) {
                    laid_down += u64::from(incident.rows);
                }
                (total, laid_down)
            })
            .collect();
        sums.iter()
            .map(|(sum, laid_down)| (sum / total * drawn).round() as u64 + laid_down)
            .collect()
    }
}

/// Mean of the yearly levels.
const MEAN_LEVEL: f64 = 0.944;

/// The corner of the city's outline on which the edge block lies: of those near the planned place,
/// the one whose disc is most evenly shared.
fn edge_middle(town: &Town) -> Xy {
    let near = from_degrees(EDGE.lat, EDGE.lon);
    let corners = town.outline().iter().copied();
    corners
        .filter(|corner| distance(*corner, near) < 500.0)
        .map(|corner| (share_inside(town, corner), corner))
        .min_by(|a, b| (a.0 - 0.5).abs().total_cmp(&(b.0 - 0.5).abs()))
        .map_or(near, |(_, corner)| corner)
}

/// Share of the edge block's disc that lies in the city, from a grid of seven metres.
pub(crate) fn share_inside(town: &Town, middle: Xy) -> f64 {
    let reach = EDGE.radius as i32;
    let (mut all, mut inside) = (0_u32, 0_u32);
    for x in (-reach..=reach).step_by(7) {
        for y in (-reach..=reach).step_by(7) {
            let p = [middle[0] + f64::from(x), middle[1] + f64::from(y)];
            if distance(p, middle) < EDGE.radius {
                all += 1;
                inside += u32::from(town.contains(p));
            }
        }
    }
    (f64::from(inside) / f64::from(all) * 1e3).round() / 1e3
}

pub(crate) fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

pub(crate) fn disc_share(town: &Town, radius: f64) -> f64 {
    std::f64::consts::PI * radius * radius / town.square_metres()
}

#[cfg(test)]
#[path = "city_tests.rs"]
mod tests;
